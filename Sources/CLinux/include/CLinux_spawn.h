// Between fork and exec only async-signal-safe calls are allowed, which Swift code cannot promise to make.
#ifndef TRAPLINE_CLINUX_SPAWN_H
#define TRAPLINE_CLINUX_SPAWN_H

#include <stdint.h>
#include <sys/types.h>

// Bit n - 1 stands for signal n, as in the kernel's own sets and in /proc/PID/status.
struct CLinux_signal_state {
    uint64_t blocked;
    uint64_t ignored;
};

// What this process has blocked and ignores now. Take it at the start of main, before anything is changed: it is what a command is to
// inherit.
void CLinux_signal_state(struct CLinux_signal_state *state);

// Who the command is to run as.
struct CLinux_identity {
    uid_t user;
    gid_t group;
    const gid_t *groups;
    size_t group_count;
};

enum CLinux_spawn_stage {
    CLINUX_SPAWN_IDENTITY = 1,
    CLINUX_SPAWN_EXEC = 2,
};

// What the child writes to `report` when it cannot become the command.
struct CLinux_spawn_failure {
    int32_t stage;
    int32_t error;
};

struct CLinux_spawned {
    pid_t pid;
    // Write one byte: the child calls execve. Close it without writing: the child exits with status 127.
    int release;
    // End of file once execve has succeeded (or the child is dead); a CLinux_spawn_failure when it has not.
    int report;
};

// Makes a child that has done everything but execve(path, argv, envp), and waits for its release.
//
// The child has the signal state that is handed over (nothing else of the parent's handlers survives), the given identity unless that is
// NULL, and the parent's process group, descriptors, directory and limits. Its next system calls are the end of a read, and the execve.
// Both descriptors are close-on-exec and the caller's to close; the child is the caller's to wait for.
//
// 0, or -1 and errno; then there is no child.
int CLinux_spawn(const char *path, char *const argv[], char *const envp[], const struct CLinux_signal_state *signals,
                 const struct CLinux_identity *identity, struct CLinux_spawned *spawned);

#endif
