// Messages with names, several buffers and control messages, sent and received.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

static char control[512] __attribute__((aligned(8)));
static char first[64], second[64];

static struct cmsghdr *put(struct msghdr *message, struct cmsghdr *where, int level, int type, const void *data, size_t size) {
    if (!where) {
        message->msg_control = control;
        message->msg_controllen = sizeof control;
        memset(control, 0, sizeof control);
        where = CMSG_FIRSTHDR(message);
    } else {
        where = CMSG_NXTHDR(message, where);
    }
    where->cmsg_level = level;
    where->cmsg_type = type;
    where->cmsg_len = CMSG_LEN(size);
    memcpy(CMSG_DATA(where), data, size);
    return where;
}

static void unix_(void) {
    int ends[2], one = 1;
    socketpair(AF_UNIX, SOCK_DGRAM, 0, ends);
    setsockopt(ends[1], SOL_SOCKET, SO_PASSCRED, &one, sizeof one);
    struct iovec buffers[] = {{"hello", 5}, {" world", 6}};
    struct msghdr message = {.msg_iov = buffers, .msg_iovlen = 2};
    sendmsg(ends[0], &message, MSG_NOSIGNAL);
    int files[] = {0, 1, 2};
    struct cmsghdr *last = put(&message, NULL, SOL_SOCKET, SCM_RIGHTS, files, sizeof files);
    message.msg_controllen = (char *)last + CMSG_ALIGN(last->cmsg_len) - control;
    sendmsg(ends[0], &message, 0);
    struct ucred who = {getpid(), 0, 0};
    last = put(&message, NULL, SOL_SOCKET, SCM_CREDENTIALS, &who, sizeof who);
    last = put(&message, last, SOL_SOCKET, SCM_RIGHTS, files, 4);
    message.msg_controllen = (char *)last + CMSG_ALIGN(last->cmsg_len) - control;
    sendmsg(ends[0], &message, 0);
    struct sockaddr_un peer;
    struct iovec room[] = {{first, 3}, {second, 64}};
    for (int i = 0; i < 3; i++) {
        memset(control, 0, sizeof control);
        message = (struct msghdr){.msg_name = &peer, .msg_namelen = sizeof peer, .msg_iov = room, .msg_iovlen = 2, .msg_control = control, .msg_controllen = i == 2 ? 64 : sizeof control};
        recvmsg(ends[1], &message, MSG_DONTWAIT | (i == 1 ? MSG_CMSG_CLOEXEC : 0));
    }
    message = (struct msghdr){.msg_namelen = 7, .msg_iov = room, .msg_iovlen = 2};
    recvmsg(ends[1], &message, MSG_DONTWAIT);
    recvmsg(ends[1], NULL, MSG_DONTWAIT);
    sendmsg(ends[1], (void *)24, 0);
    message = (struct msghdr){.msg_iov = (void *)8, .msg_iovlen = 2, .msg_control = (void *)16, .msg_controllen = 40};
    sendmsg(ends[0], &message, 0);
    message = (struct msghdr){.msg_name = (void *)9, .msg_namelen = 9, .msg_flags = MSG_DONTWAIT};
    sendmsg(ends[0], &message, 0);
    int garbage[] = {0x11111111, 0x22222222, 7};
    last = put(&message, NULL, SOL_SOCKET, 77, garbage, sizeof garbage);
    last = put(&message, last, 12345, 6, garbage, 4);
    last = put(&message, last, SOL_IP, IP_TTL, garbage + 2, 4);
    last = put(&message, last, SOL_SOCKET, SCM_RIGHTS, garbage, 0);
    message.msg_controllen = (char *)last + CMSG_ALIGN(last->cmsg_len) - control;
    message.msg_name = NULL;
    message.msg_namelen = 0;
    sendmsg(ends[0], &message, 0);
    message.msg_controllen = 32;
    ((struct cmsghdr *)control)->cmsg_len = 400;
    sendmsg(ends[0], &message, 0);
    message.msg_controllen = 5;
    sendmsg(ends[0], &message, 0);
    close(ends[0]);
    close(ends[1]);
}

static void internet(void) {
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(39431), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr_in own = name;
    int one = 1;
    own.sin_port = htons(39432);
    int server = socket(AF_INET, SOCK_DGRAM, 0), client = socket(AF_INET, SOCK_DGRAM, 0);
    bind(server, (void *)&name, sizeof name);
    bind(client, (void *)&own, sizeof own);
    setsockopt(server, SOL_IP, IP_RECVTTL, &one, sizeof one);
    setsockopt(server, SOL_IP, IP_RECVTOS, &one, sizeof one);
    struct iovec buffers[] = {{"query", 5}};
    struct mmsghdr messages[3] = {
        {.msg_hdr = {.msg_name = &name, .msg_namelen = sizeof name, .msg_iov = buffers, .msg_iovlen = 1}},
        {.msg_hdr = {.msg_name = &name, .msg_namelen = sizeof name}},
        {.msg_hdr = {.msg_iov = (void *)1, .msg_iovlen = 1}},
    };
    sendmmsg(client, messages, 2, MSG_DONTWAIT);
    sendmmsg(client, messages, 3, 0);
    sendmmsg(client, messages + 2, 1, 0);
    sendmmsg(client, NULL, 1, 0);
    struct iovec room[] = {{first, 3}, {second, 64}};
    struct sockaddr_storage peer;
    struct mmsghdr received[5];
    memset(received, 0, sizeof received);
    for (int i = 0; i < 5; i++) {
        received[i].msg_hdr = (struct msghdr){.msg_iov = room, .msg_iovlen = 2};
        if (i == 0) received[i].msg_hdr.msg_name = &peer, received[i].msg_hdr.msg_namelen = sizeof peer;
        if (i == 1) received[i].msg_hdr.msg_control = control, received[i].msg_hdr.msg_controllen = sizeof control;
    }
    memset(control, 0, sizeof control);
    struct timespec limit = {5, 0};
    recvmmsg(server, received, 2, MSG_DONTWAIT, NULL);
    recvmmsg(server, received, 1, MSG_DONTWAIT, &limit);
    recvmmsg(server, received, 5, MSG_DONTWAIT, NULL);
    recvmmsg(server, received, 5, MSG_DONTWAIT, NULL);
    struct msghdr message = {.msg_name = &name, .msg_namelen = sizeof name, .msg_iov = buffers, .msg_iovlen = 1};
    sendmsg(client, &message, MSG_CONFIRM);
    message = (struct msghdr){.msg_name = &peer, .msg_namelen = sizeof peer, .msg_iov = room, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    memset(control, 0, sizeof control);
    recvmsg(server, &message, MSG_TRUNC);
    close(server);
    close(client);
}

int main(void) {
    access("/trapline-test/begin", F_OK);
    unix_();
    internet();
    return 0;
}
