// Says "ready", then waits for signals. The first argument says what it does about SIGINT and SIGTERM:
//   default   nothing
//   exit      says "got SIGNAL" and ends with status 5
//   count     says "got SIGNAL" for each, and ends with the status that a line of standard input holds
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *manner;

static void say(const char *text) {
    if (write(STDOUT_FILENO, text, strlen(text)) < 0) _exit(3);
}

static void handler(int number) {
    say(number == SIGINT ? "got SIGINT\n" : "got SIGTERM\n");
    if (strcmp(manner, "exit") == 0) _exit(5);
}

int main(int count, char **arguments) {
    manner = count > 1 ? arguments[1] : "default";
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    if (strcmp(manner, "default") != 0) {
        sigaction(SIGINT, &action, NULL);
        sigaction(SIGTERM, &action, NULL);
    }
    say("ready\n");
    char line[16] = "";
    ssize_t length = read(STDIN_FILENO, line, sizeof line - 1);
    return length > 0 ? atoi(line) : 0;
}
