#define _GNU_SOURCE
#include "CLinux_spawn.h"
#include "CLinux_pidfd_open.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

static void close_pair(int pair[2]) {
    close(pair[0]);
    close(pair[1]);
}

// Runs in the child. The pipe that it waits at also tells it when its parent is gone: then it must not run on untraced.
static void run(const char *path, char *const argv[], char *const envp[], const sigset_t *mask, int release, int failure) {
    char go;
    ssize_t count;
    do {
        count = read(release, &go, 1);
    } while (count < 0 && errno == EINTR);
    if (count != 1) _exit(127);
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, mask, NULL);
    execve(path, argv, envp);
    int error = errno;
    count = write(failure, &error, sizeof error);
    _exit(count == sizeof error ? 127 : 126);
}

int CLinux_spawn(const char *path, char *const argv[], char *const envp[], const sigset_t *mask, struct CLinux_child *child) {
    int release[2], failure[2];
    if (pipe2(release, O_CLOEXEC) != 0) return errno;
    if (pipe2(failure, O_CLOEXEC) != 0) {
        int error = errno;
        close_pair(release);
        return error;
    }
    pid_t pid = fork();
    if (pid == 0) {
        close(release[1]);
        close(failure[0]);
        run(path, argv, envp, mask, release[0], failure[1]);
    }
    int error = pid < 0 ? errno : 0;
    int pidfd = pid < 0 ? -1 : CLinux_pidfd_open(pid, 0);
    if (pid > 0 && pidfd < 0) error = errno;
    close(release[0]);
    close(failure[1]);
    if (error != 0) {
        close(release[1]);
        close(failure[0]);
        if (pid > 0) waitpid(pid, NULL, 0);
        return error;
    }
    *child = (struct CLinux_child){.pid = pid, .pidfd = pidfd, .release = release[1], .failure = failure[0]};
    return 0;
}

int CLinux_release(struct CLinux_child *child) {
    ssize_t count = write(child->release, "", 1);
    close(child->release);
    int error = 0;
    do {
        count = read(child->failure, &error, sizeof error);
    } while (count < 0 && errno == EINTR);
    close(child->failure);
    child->release = child->failure = -1;
    return count == sizeof error ? error : 0;
}
