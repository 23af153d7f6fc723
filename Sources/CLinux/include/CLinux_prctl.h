// prctl(2) is variadic.
#ifndef TRAPLINE_CLINUX_PRCTL_H
#define TRAPLINE_CLINUX_PRCTL_H

#include <sys/prctl.h>

// As prctl(2), all four arguments given.
int CLinux_prctl(int option, unsigned long first, unsigned long second, unsigned long third, unsigned long fourth);

#endif
