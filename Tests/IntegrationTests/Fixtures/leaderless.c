// The first thread ends before the others, and the process goes on.
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static pthread_t leader;

static void *survive(void *nothing) {
    (void)nothing;
    pthread_join(leader, NULL);
    access("/trapline-test/survivor", F_OK);
    exit(4);
}

int main(void) {
    leader = pthread_self();
    pthread_t thread;
    pthread_create(&thread, NULL, survive, NULL);
    pthread_exit(NULL);
}
