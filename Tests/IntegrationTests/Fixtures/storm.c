// Starts many short children, several at once: the first argument says how many, the second how many at once.
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int count, char **arguments) {
    int children = count > 1 ? atoi(arguments[1]) : 10;
    int width = count > 2 ? atoi(arguments[2]) : 1;
    int running = 0;
    for (int i = 0; i < children; i++) {
        if (running == width && wait(NULL) > 0) running--;
        pid_t child = fork();
        if (child < 0) return 1;
        if (child == 0) {
            syscall(SYS_getppid);
            _exit(i & 0x7f);
        }
        running++;
    }
    while (wait(NULL) > 0) {}
    return 0;
}
