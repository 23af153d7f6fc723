/*
 * timed RESULT COMMAND...: runs a command and writes to the file RESULT how long it took from fork to exit.
 *
 * Under a tracer this is the time of the traced command alone, without the tracer's start and end. One line,
 * "NANOSECONDS 1". The exit status is the command's.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: timed RESULT COMMAND...\n");
        return 2;
    }
    long long start = now();
    pid_t child = fork();
    if (child < 0) {
        fprintf(stderr, "timed: fork: %s\n", strerror(errno));
        return 1;
    }
    if (child == 0) {
        execvp(argv[2], argv + 2);
        fprintf(stderr, "timed: %s: %s\n", argv[2], strerror(errno));
        _exit(127);
    }
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return 1;
    long long end = now();
    FILE *result = fopen(argv[1], "w");
    if (!result) {
        fprintf(stderr, "timed: %s: %s\n", argv[1], strerror(errno));
        return 1;
    }
    fprintf(result, "%lld 1\n", end - start);
    if (fclose(result) != 0)
        return 1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
