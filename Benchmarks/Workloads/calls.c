/*
 * calls CALL COUNT RESULT: makes one system call COUNT times and writes to the file RESULT what a call took.
 *
 * The loop times itself, so that neither the start of the process nor the start of a tracer counts. The result goes to a file
 * of its own, because a tracer may own the standard streams: one line, "NANOSECONDS COUNT", the time of the whole loop.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time); /* in the vDSO: no call that a tracer would see */
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/* syscall(2) each time: the C library must not answer from a cache, nor choose another call. */

static int loop_getuid(long count)
{
    for (long i = 0; i < count; i++)
        syscall(SYS_getuid);
    return 0;
}

static int loop_getppid(long count)
{
    for (long i = 0; i < count; i++)
        syscall(SYS_getppid);
    return 0;
}

static int loop_open_close(long count)
{
    for (long i = 0; i < count; i++) {
        int descriptor = syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY | O_CLOEXEC, 0);
        if (descriptor < 0)
            return -1;
        syscall(SYS_close, descriptor);
    }
    return 0;
}

static const struct {
    const char *name;
    int (*loop)(long count);
} calls[] = {
    { "getuid", loop_getuid },
    { "getppid", loop_getppid },
    { "open-close", loop_open_close },
};

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: calls getuid|getppid|open-close COUNT RESULT\n");
        return 2;
    }
    long count = strtol(argv[2], NULL, 10);
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (strcmp(argv[1], calls[i].name) != 0)
            continue;
        FILE *result = fopen(argv[3], "w");
        if (!result) {
            fprintf(stderr, "calls: %s: %s\n", argv[3], strerror(errno));
            return 1;
        }
        long long start = now();
        int status = calls[i].loop(count);
        long long end = now();
        if (status != 0) {
            fprintf(stderr, "calls: %s: %s\n", argv[1], strerror(errno));
            return 1;
        }
        fprintf(result, "%lld %ld\n", end - start, count);
        return fclose(result) == 0 ? 0 : 1;
    }
    fprintf(stderr, "calls: no call named %s\n", argv[1]);
    return 2;
}
