#define _GNU_SOURCE
#include "CLinux_pidfd_open.h"

#include <sys/syscall.h>
#include <unistd.h>

int CLinux_pidfd_open(pid_t pid, unsigned int flags) { return (int)syscall(SYS_pidfd_open, pid, flags); }
