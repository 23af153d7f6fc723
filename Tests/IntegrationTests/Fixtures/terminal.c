// Runs its arguments on a terminal of their own: what it reads is typed there, what appears there it writes. Ends as they end.
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int count, char **arguments) {
    int terminal;
    pid_t child = forkpty(&terminal, NULL, NULL, NULL);
    if (child < 0 || count < 2) return 2;
    if (child == 0) {
        execv(arguments[1], arguments + 1);
        _exit(127);
    }
    struct pollfd ends[2] = {{terminal, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}};
    char bytes[4096];
    while (poll(ends, 2, -1) > 0) {
        if (ends[0].revents) {
            ssize_t length = read(terminal, bytes, sizeof bytes);
            if (length <= 0) break;
            if (write(STDOUT_FILENO, bytes, length) != length) return 3;
        }
        if (ends[1].revents) {
            ssize_t length = read(STDIN_FILENO, bytes, sizeof bytes);
            if (length <= 0) ends[1].fd = -1;
            else if (write(terminal, bytes, length) != length) return 3;
        }
    }
    int status;
    waitpid(child, &status, 0);
    if (WIFEXITED(status)) return WEXITSTATUS(status);
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    signal(WTERMSIG(status), SIG_DFL);
    kill(getpid(), WTERMSIG(status));
    return 3;
}
