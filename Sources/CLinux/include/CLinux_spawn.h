// What happens between fork and exec may only call async-signal-safe functions, which Swift code cannot promise.
#ifndef TRAPLINE_CLINUX_SPAWN_H
#define TRAPLINE_CLINUX_SPAWN_H

#include <signal.h>
#include <sys/types.h>

struct CLinux_child {
    pid_t pid;
    int pidfd;    // close-on-exec; readable when the child has ended
    int release;  // write end: CLinux_release lets the child go on to exec
    int failure;  // read end: the errno of a failed exec, or end of file after a good one
};

// Forks a child that waits until it is released and then executes `path`, with the signal mask given and SIGPIPE at its default.
// Returns 0, or an errno with nothing left behind.
int CLinux_spawn(const char *path, char *const argv[], char *const envp[], const sigset_t *mask, struct CLinux_child *child);

// Releases the child and waits for its exec. Returns 0, or the errno of the exec; then the child has ended. Closes `release` and `failure`.
int CLinux_release(struct CLinux_child *child);

#endif
