// Socket addresses of every family, in both directions. The same output in every run: no port and no name that the kernel chooses.
#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <net/ethernet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static void unix_(void) {
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    socklen_t length;
    int server = socket(AF_UNIX, SOCK_STREAM, 0);
    strcpy(name.sun_path, "/tmp/trapline-deep-socket");
    bind(server, (void *)&name, sizeof name);
    listen(server, 5);
    int client = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un own = {.sun_family = AF_UNIX, .sun_path = "\0abstract\0name"};
    bind(client, (void *)&own, offsetof(struct sockaddr_un, sun_path) + 14);
    connect(client, (void *)&name, sizeof name);
    struct sockaddr_storage peer;
    length = sizeof peer;
    int accepted = accept(server, (void *)&peer, &length);
    length = 6;
    getsockname(server, (void *)&peer, &length);
    length = sizeof name;
    getpeername(client, (void *)&peer, &length);
    length = 0;
    getpeername(client, (void *)&peer, &length);
    getpeername(client, NULL, NULL);
    length = 128;
    getpeername(server, (void *)&peer, &length);
    close(accepted);
    close(client);
    int unnamed = socket(AF_UNIX, SOCK_STREAM, 0);
    connect(unnamed, (void *)&name, sizeof name);
    length = sizeof peer;
    accepted = accept4(server, (void *)&peer, &length, SOCK_CLOEXEC | SOCK_NONBLOCK);
    close(accepted);
    accept(unnamed, NULL, NULL);
    close(unnamed);
    close(server);
    unlink(name.sun_path);
}

static void internet(void) {
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(39421), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr_in other = name;
    struct sockaddr_storage peer;
    socklen_t length;
    char data[16];
    other.sin_port = htons(39422);
    int one = socket(AF_INET, SOCK_DGRAM, 0), two = socket(AF_INET, SOCK_DGRAM, 0);
    bind(one, (void *)&name, sizeof name);
    bind(two, (void *)&other, sizeof other);
    sendto(one, "hello", 5, MSG_NOSIGNAL, (void *)&other, sizeof other);
    sendto(one, "there", 5, 0, (void *)&other, sizeof other);
    sendto(one, "more", 4, 0, (void *)&other, sizeof other);
    sendto(one, "none", 4, 0, NULL, 0);
    length = sizeof peer;
    recvfrom(two, data, sizeof data, 0, (void *)&peer, &length);
    length = 16;
    recvfrom(two, data, sizeof data, MSG_DONTWAIT, (void *)&peer, &length);
    recvfrom(two, data, sizeof data, 0, NULL, NULL);
    length = 16;
    recvfrom(two, data, sizeof data, MSG_DONTWAIT, (void *)&peer, &length);
    connect(one, (void *)&other, sizeof other);
    length = sizeof peer;
    getpeername(one, (void *)&peer, &length);
    length = sizeof peer;
    getsockname(one, (void *)&peer, &length);
    struct sockaddr nothing = {.sa_family = AF_UNSPEC};
    connect(one, &nothing, sizeof nothing);
    connect(one, &nothing, 2);
    connect(one, &nothing, 1);
    connect(one, (void *)1, 16);
    connect(one, (void *)&other, 200);
    connect(one, (void *)&other, -1);
    close(one);
    close(two);
}

static void internet6(void) {
    struct sockaddr_in6 name = {.sin6_family = AF_INET6, .sin6_port = htons(39423), .sin6_addr = IN6ADDR_LOOPBACK_INIT, .sin6_flowinfo = htonl(7)};
    int one = socket(AF_INET6, SOCK_STREAM, 0);
    connect(one, (void *)&name, sizeof name);
    connect(one, (void *)&name, 24);
    name.sin6_scope_id = 0;
    inet_pton(AF_INET6, "2001:db8::1:0:0:7", &name.sin6_addr);
    bind(one, (void *)&name, sizeof name);
    inet_pton(AF_INET6, "::ffff:127.0.0.1", &name.sin6_addr);
    bind(one, (void *)&name, 20);
    connect(one, (void *)&name, sizeof name);
    close(one);
}

static void others(void) {
    struct sockaddr_nl netlink = {.nl_family = AF_NETLINK, .nl_pid = 0x7ffffff, .nl_groups = 5};
    struct sockaddr_ll packet = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL), .sll_halen = 6, .sll_hatype = 1, .sll_addr = {1, 2, 0, 255, 5, 6}};
    unsigned char unknown[16] = {AF_TIPC, 0, 1, 2, 3, 'a', 'b', '"'};
    unsigned char beyond[16] = {0, 77, 1, 2, 3, 4};
    struct sockaddr_storage peer;
    socklen_t length;
    int one = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
    bind(one, (void *)&netlink, sizeof netlink);
    length = sizeof netlink;
    getsockname(one, (void *)&peer, &length);
    netlink.nl_pid = 0;
    netlink.nl_groups = 0;
    connect(one, (void *)&netlink, sizeof netlink);
    connect(one, (void *)&packet, sizeof packet);
    packet.sll_protocol = htons(0x1234);
    packet.sll_halen = 0;
    packet.sll_pkttype = 3;
    packet.sll_hatype = 0x8888;
    connect(one, (void *)&packet, sizeof packet);
    connect(one, (void *)unknown, sizeof unknown);
    connect(one, (void *)beyond, sizeof beyond);
    close(one);
}

int main(void) {
    unlink("/tmp/trapline-deep-socket");
    access("/trapline-test/begin", F_OK);
    unix_();
    internet();
    internet6();
    others();
    return 0;
}
