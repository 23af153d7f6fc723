#define _GNU_SOURCE
#include "CLinux_ppoll.h"

int CLinux_ppoll(struct pollfd *descriptors, nfds_t count, const struct timespec *timeout, const sigset_t *mask) {
    return ppoll(descriptors, count, timeout, mask);
}
