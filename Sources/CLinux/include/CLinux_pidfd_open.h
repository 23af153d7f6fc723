// glibc 2.36 declares pidfd_open(2) in a header that the importer does not read, and syscall(2) is variadic.
#ifndef TRAPLINE_CLINUX_PIDFD_OPEN_H
#define TRAPLINE_CLINUX_PIDFD_OPEN_H

#include <sys/types.h>

// A pidfd for one thread instead of a process (Linux 6.9; include/uapi/linux/pidfd.h, where it is O_EXCL).
#define CLINUX_PIDFD_THREAD 0200

// As pidfd_open(2): a close-on-exec descriptor, or -1 and errno.
int CLinux_pidfd_open(pid_t pid, unsigned int flags);

#endif
