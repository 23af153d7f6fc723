// Calls execve with many and long arguments: COUNT of them, and one of LENGTH bytes; first for a program that there is not, then for PROGRAM.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int count, char **arguments) {
    if (count < 4) return 2;
    int many = atoi(arguments[1]), length = atoi(arguments[2]);
    char **vector = calloc(many + 3, sizeof *vector);
    vector[0] = "arguments";
    for (int i = 0; i < many; i++) {
        char text[64];
        snprintf(text, sizeof text, "argument-%06d-with-some-more-bytes-to-it", i);
        vector[1 + i] = strdup(text);
    }
    if (length > 0) {
        char *text = malloc(length + 1);
        memset(text, 'x', length);
        memcpy(text, "<", 1);
        memcpy(text + length - 1, ">", 1);
        text[length] = 0;
        vector[1 + many] = text;
    }
    char *environment[] = {"ONE=1", NULL};
    execve("/no/such/program", vector, environment);
    execve(arguments[3], vector, environment);
    return 3;
}
