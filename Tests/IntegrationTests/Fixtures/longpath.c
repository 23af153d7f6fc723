// access(2) of a path of as many bytes as the argument says, of many names and then of one.
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int count, char **arguments) {
    int length = count > 1 ? atoi(arguments[1]) : 100;
    char *path = malloc(length + 1);
    for (int i = 0; i < length; i++) path[i] = i % 100 == 0 ? '/' : 'a' + i % 26;
    path[length] = 0;
    access(path, F_OK);
    memset(path + 1, 'b', length - 1);
    access(path, F_OK);
    return 0;
}
