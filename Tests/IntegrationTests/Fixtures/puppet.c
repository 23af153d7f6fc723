// A process that does on command what a test waits for. The arguments say with how many threads and children it begins.
//
// It says "ready", then obeys one line of standard input after the other and answers each with "done":
//   mark TAG    the main thread, every thread and every child call access("/trapline-test/TAG/WHO")
//   fork TAG    a new child does so and ends
//   thread TAG  a new thread does so and ends
//   rare TAG    sysfs(2), which no program of today makes, and then access as above by the main thread
//   leave NOW   the main thread ends, and its threads stay
//   exit N      ends with status N
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 16 };

static struct member {
    char name[32];
    int orders[2];
} members[2 * MOST];
static int answers[2];

static void mark(const char *tag, const char *who) {
    char path[200];
    snprintf(path, sizeof path, "/trapline-test/%s/%s", tag, who);
    access(path, F_OK);
}

static void *serve(void *argument) {
    struct member *self = argument;
    char tag[64];
    while (read(self->orders[0], tag, sizeof tag) == sizeof tag) {
        mark(tag, self->name);
        if (write(answers[1], "x", 1) != 1) break;
    }
    return NULL;
}

static void *once(void *tag) {
    mark(tag, "new-thread");
    return NULL;
}

static void order(int count, const char *tag) {
    char message[64] = "", byte;
    strncpy(message, tag, sizeof message - 1);
    for (int i = 0; i < count; i++)
        if (write(members[i].orders[1], message, sizeof message) != sizeof message) exit(3);
    mark(tag, "main");
    for (int i = 0; i < count; i++)
        if (read(answers[0], &byte, 1) != 1) exit(3);
}

int main(int count, char **arguments) {
    int threads = count > 1 ? atoi(arguments[1]) : 0, children = count > 2 ? atoi(arguments[2]) : 0;
    if (threads > MOST || children > MOST || pipe(answers) != 0) return 2;
    int members_count = 0;
    for (int i = 0; i < children; i++) {
        struct member *child = &members[members_count++];
        snprintf(child->name, sizeof child->name, "child-%d", i);
        if (pipe(child->orders) != 0) return 2;
        if (fork() == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            serve(child);
            return 0;
        }
    }
    for (int i = 0; i < threads; i++) {
        struct member *member = &members[members_count++];
        snprintf(member->name, sizeof member->name, "thread-%d", i);
        pthread_t thread;
        if (pipe(member->orders) != 0 || pthread_create(&thread, NULL, serve, member) != 0) return 2;
    }
    printf("ready\n");
    fflush(stdout);
    char line[128];
    while (fgets(line, sizeof line, stdin)) {
        char word[16] = "", tag[64] = "";
        sscanf(line, "%15s %63s", word, tag);
        if (strcmp(word, "mark") == 0) order(members_count, tag);
        if (strcmp(word, "fork") == 0) {
            pid_t child = fork();
            if (child == 0) {
                mark(tag, "new-child");
                _exit(0);
            }
            waitpid(child, NULL, 0);
        }
        if (strcmp(word, "thread") == 0) {
            pthread_t thread;
            if (pthread_create(&thread, NULL, once, tag) != 0) return 2;
            pthread_join(thread, NULL);
        }
        if (strcmp(word, "rare") == 0) {
            syscall(SYS_sysfs, 3);
            mark(tag, "main");
        }
        if (strcmp(word, "leave") == 0) pthread_exit(NULL);
        if (strcmp(word, "exit") == 0) exit(atoi(tag));
        printf("done %s\n", tag);
        fflush(stdout);
    }
    return 0;
}
