// Makes getppid calls: the first argument says how many in each process, the second how many processes.
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int count, char **arguments) {
    long calls = count > 1 ? atol(arguments[1]) : 1;
    int processes = count > 2 ? atoi(arguments[2]) : 1;
    for (int i = 1; i < processes; i++)
        if (fork() == 0) break;
    for (long i = 0; i < calls; i++) syscall(SYS_getppid);
    while (wait(NULL) > 0) {}
    return 0;
}
