// A server and a client that speak TCP over the loopback device, one exchange.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void need(int condition) {
    if (!condition) _exit(1);
}

int main(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    need(bind(listener, (struct sockaddr *)&address, sizeof address) == 0 && listen(listener, 1) == 0);
    need(getsockname(listener, (struct sockaddr *)&address, &length) == 0);
    char text[16] = "";
    if (fork() == 0) {
        int client = socket(AF_INET, SOCK_STREAM, 0);
        need(connect(client, (struct sockaddr *)&address, sizeof address) == 0);
        need(send(client, "question", 8, 0) == 8);
        need(recv(client, text, sizeof text, 0) == 6 && strcmp(text, "answer") == 0);
        _exit(0);
    }
    struct sockaddr_in peer;
    length = sizeof peer;
    int served = accept4(listener, (struct sockaddr *)&peer, &length, SOCK_CLOEXEC);
    need(recv(served, text, sizeof text, 0) == 8 && strcmp(text, "question") == 0);
    need(send(served, "answer", 6, 0) == 6);
    int status = 0;
    wait(&status);
    return status != 0;
}
