#define _GNU_SOURCE
#include "CLinux_spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { LAST_SIGNAL = 64 };

static uint64_t bit(int signal) { return UINT64_C(1) << (signal - 1); }

// glibc keeps signals 32 and 33 out of reach of its own functions; the kernel's calls see all.
static int set_mask(int how, const uint64_t *set, uint64_t *old) {
    return (int)syscall(SYS_rt_sigprocmask, how, set, old, sizeof(uint64_t));
}

// As the kernel lays it out.
struct action {
    void (*handler)(int);
    unsigned long flags;
    void (*restorer)(void);
    uint64_t mask;
};

static int set_action(int signal, const struct action *new, struct action *old) {
    return (int)syscall(SYS_rt_sigaction, signal, new, old, sizeof(uint64_t));
}

void CLinux_signal_state(struct CLinux_signal_state *state) {
    state->blocked = 0;
    state->ignored = 0;
    set_mask(SIG_BLOCK, NULL, &state->blocked);
    for (int signal = 1; signal <= LAST_SIGNAL; signal++) {
        struct action action;
        if (set_action(signal, NULL, &action) == 0 && action.handler == SIG_IGN) state->ignored |= bit(signal);
    }
}

static void fail(int report, int32_t stage) {
    struct CLinux_spawn_failure failure = {stage, errno};
    ssize_t written = write(report, &failure, sizeof failure);
    _exit(written == (ssize_t)sizeof failure ? 127 : 126);
}

static bool take_identity(const struct CLinux_identity *identity) {
    // The bare calls: glibc's versions would look for the parent's other threads.
    return syscall(SYS_setgroups, identity->group_count, identity->groups) == 0 &&
           syscall(SYS_setresgid, identity->group, identity->group, identity->group) == 0 &&
           syscall(SYS_setresuid, identity->user, identity->user, identity->user) == 0;
}

static void become(const char *path, char *const argv[], char *const envp[], const struct CLinux_signal_state *signals,
                   const struct CLinux_identity *identity, int release, int report) {
    for (int signal = 1; signal <= LAST_SIGNAL; signal++) {
        struct action action = {.handler = signals->ignored & bit(signal) ? SIG_IGN : SIG_DFL};
        set_action(signal, &action, NULL);  // Refused for SIGKILL and SIGSTOP, which have no other state.
    }
    if (identity && !take_identity(identity)) fail(report, CLINUX_SPAWN_IDENTITY);
    set_mask(SIG_SETMASK, &signals->blocked, NULL);

    char byte;
    ssize_t count;
    do count = read(release, &byte, 1);
    while (count < 0 && errno == EINTR);
    if (count != 1) _exit(127);
    execve(path, argv, envp);
    fail(report, CLINUX_SPAWN_EXEC);
}

int CLinux_spawn(const char *path, char *const argv[], char *const envp[], const struct CLinux_signal_state *signals,
                 const struct CLinux_identity *identity, struct CLinux_spawned *spawned) {
    int release[2], report[2];
    if (pipe2(release, O_CLOEXEC) != 0) return -1;
    if (pipe2(report, O_CLOEXEC) != 0) {
        int error = errno;
        close(release[0]);
        close(release[1]);
        errno = error;
        return -1;
    }
    // No handler of the parent may run in the child.
    uint64_t all = ~UINT64_C(0), before = 0;
    set_mask(SIG_SETMASK, &all, &before);
    pid_t child = fork();
    if (child == 0) {
        // With these ends open here the child would wait for itself should the parent die.
        close(release[1]);
        close(report[0]);
        become(path, argv, envp, signals, identity, release[0], report[1]);
    }
    int error = errno;
    set_mask(SIG_SETMASK, &before, NULL);
    close(release[0]);
    close(report[1]);
    if (child < 0) {
        close(release[1]);
        close(report[0]);
        errno = error;
        return -1;
    }
    *spawned = (struct CLinux_spawned){child, release[1], report[0]};
    return 0;
}
