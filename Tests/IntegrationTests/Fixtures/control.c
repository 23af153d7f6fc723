// Control bytes wherever a traced program can put bytes: paths, data, arguments, its own name.
#include <fcntl.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

int main(void) {
    char all[256], path[300] = "/trapline-test/";
    for (int i = 0; i < 255; i++) all[i] = (char)(i + 1);
    all[255] = 0;
    strcat(path, all);
    prctl(PR_SET_NAME, "\033[31mred\r\n");
    access(path, F_OK);
    int sink = open("/dev/null", O_WRONLY);
    if (write(sink, all, 256) != 256) return 1;
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "/\033[2J\a\b"};
    connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&address, sizeof address);
    char *arguments[] = {"\033]0;title\a", all, NULL}, *environment[] = {"NAME=\033[1m", NULL};
    syscall(SYS_execve, "/no/such/\033[31mprogram\n", arguments, environment);
    syscall(SYS_execve, "/proc/self/fd/12345\n+++ exited with 0 +++", arguments, environment);
    return 0;
}
