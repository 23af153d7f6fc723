#define _GNU_SOURCE
#include "CLinux_pidfd_send_signal.h"

#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

int CLinux_pidfd_send_signal(int pidfd, int signal) { return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0); }
