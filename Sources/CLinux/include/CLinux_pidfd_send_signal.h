// syscall(2) is variadic, and glibc's own declaration stands in a header that the importer does not read.
#ifndef TRAPLINE_CLINUX_PIDFD_SEND_SIGNAL_H
#define TRAPLINE_CLINUX_PIDFD_SEND_SIGNAL_H

// As pidfd_send_signal(2) without siginfo and flags: 0, or -1 and errno. Unlike kill(2) it never meets another process with a reused id.
int CLinux_pidfd_send_signal(int pidfd, int signal);

#endif
