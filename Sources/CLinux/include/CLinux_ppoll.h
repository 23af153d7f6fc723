// ppoll(2) is declared only under _GNU_SOURCE, which the Swift importer does not set.
#ifndef TRAPLINE_CLINUX_PPOLL_H
#define TRAPLINE_CLINUX_PPOLL_H

#include <poll.h>
#include <signal.h>
#include <time.h>

// As ppoll(2): waits with nanoseconds, and with a signal mask that is set for the wait alone. Both may be NULL.
int CLinux_ppoll(struct pollfd *descriptors, nfds_t count, const struct timespec *timeout, const sigset_t *mask);

#endif
