// A thread that is not the first one calls execve, while another is blocked: the kernel ends the others and gives it the first one's id.
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static void *block(void *ends) {
    char byte;
    if (read(((int *)ends)[0], &byte, 1) != 1) return NULL;
    return NULL;
}

static void *replace(void *program) {
    char *arguments[] = {program, NULL}, *environment[] = {NULL};
    execve(program, arguments, environment);
    return NULL;
}

int main(int count, char **arguments) {
    int ends[2];
    pthread_t first, second;
    if (count < 2 || pipe(ends) != 0) return 2;
    pthread_create(&first, NULL, block, ends);
    pthread_create(&second, NULL, replace, arguments[1]);
    for (;;) pause();
}
