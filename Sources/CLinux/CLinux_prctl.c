#include "CLinux_prctl.h"

int CLinux_prctl(int option, unsigned long first, unsigned long second, unsigned long third, unsigned long fourth) {
    return prctl(option, first, second, third, fourth);
}
