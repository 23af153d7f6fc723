/*
 * gate COMMAND...: waits until standard input ends, then becomes the command, with nothing on standard input.
 *
 * The process id is known while it waits, so that a filter on it can be set before the command's first call.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: gate COMMAND...\n");
        return 2;
    }
    char byte;
    ssize_t length;
    while ((length = read(0, &byte, 1)) != 0)
        if (length < 0 && errno != EINTR)
            return 1;
    int null = open("/dev/null", O_RDONLY);
    if (null < 0 || dup2(null, 0) < 0)
        return 1;
    if (null > 0)
        close(null);
    execvp(argv[1], argv + 1);
    fprintf(stderr, "gate: %s: %s\n", argv[1], strerror(errno));
    return 127;
}
