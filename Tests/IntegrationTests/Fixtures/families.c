// Calls of the common families with arguments that are the same in every run. Each argument names a family; without any, all.
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>

static void opening(void) {
    close(open("/etc/passwd", O_RDONLY));
    close(open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    close(openat(AT_FDCWD, "/etc/hostname", O_RDONLY | O_NOFOLLOW | O_NOATIME));
    open("/no/such/file", O_RDWR | O_CREAT | O_EXCL | O_TRUNC, 0644);
    open("/no/such/file", O_WRONLY | O_APPEND | O_SYNC | O_NONBLOCK);
    open("/tmp", O_WRONLY | O_TMPFILE | O_EXCL | O_DSYNC, 0);
    open("", O_PATH);
    open("/etc/\"quoted\"\n\t\\\001\177\303\244", O_RDONLY);
    syscall(SYS_open, "/etc/passwd", O_RDONLY | O_LARGEFILE);
    syscall(SYS_creat, "/no/such/directory/file", 0600);
    openat(-1, "relative", O_RDONLY);
    openat(12345, "relative", O_ACCMODE | 0x40000000);
}

static void mapping(void) {
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(page, 4096, PROT_NONE);
    mprotect(page, 4096, PROT_READ | PROT_EXEC);
    madvise(page, 4096, MADV_DONTNEED);
    msync(page, 4096, MS_SYNC);
    page = mremap(page, 4096, 8192, MREMAP_MAYMOVE);
    munmap(page, 8192);
    mmap(NULL, 0, PROT_READ, MAP_SHARED, -1, 0);
    mmap((void *)0x10000000, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE | MAP_NORESERVE, -1, 0);
    munmap((void *)1, 4096);
    mlock((void *)0, 0);
}

static void access_(void) {
    access("/etc/passwd", F_OK);
    access("/etc/passwd", R_OK | W_OK);
    access("/no/such/file", X_OK);
    faccessat(AT_FDCWD, "/etc/passwd", R_OK, 0);
    syscall(SYS_faccessat2, AT_FDCWD, "/etc/passwd", R_OK, AT_SYMLINK_NOFOLLOW | AT_EACCESS);
}

static void descriptors(void) {
    int file = open("/etc/passwd", O_RDONLY);
    fcntl(file, F_GETFD);
    fcntl(file, F_SETFD, FD_CLOEXEC);
    fcntl(file, F_GETFL);
    fcntl(file, F_SETFL, O_RDONLY | O_NONBLOCK);
    fcntl(file, F_DUPFD, 100);
    fcntl(file, F_DUPFD_CLOEXEC, 100);
    struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = 1, .l_len = 10};
    fcntl(file, F_SETLK, &lock);
    fcntl(file, F_GETLK, &lock);
    fcntl(-1, F_GETFD);
    fcntl(file, 12345, 1);
    dup(file);
    dup2(file, 50);
    dup3(file, 51, O_CLOEXEC);
    close(file);
    close(-1);
    int ends[2];
    pipe(ends);
    pipe2(ends, O_CLOEXEC | O_NONBLOCK);
    char byte;
    read(ends[0], &byte, 1);
    write(ends[1], "some bytes that are more than thirty-two of them", 48);
    read(ends[0], (char[64]){0}, 64);
    lseek(ends[0], 0, SEEK_CUR);
}

static void sockets(void) {
    int stream = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(1), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    connect(stream, (struct sockaddr *)&address, sizeof address);
    int one = 1;
    setsockopt(stream, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    setsockopt(stream, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    int value;
    socklen_t length = sizeof value;
    getsockopt(stream, SOL_SOCKET, SO_TYPE, &value, &length);
    shutdown(stream, SHUT_RDWR);
    int six = socket(AF_INET6, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct sockaddr_in6 address6 = {.sin6_family = AF_INET6, .sin6_port = htons(9), .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    sendto(six, "six", 3, MSG_DONTWAIT, (struct sockaddr *)&address6, 4);
    struct sockaddr_un path = {.sun_family = AF_UNIX, .sun_path = "/no/such/socket"};
    int local = socket(AF_UNIX, SOCK_SEQPACKET, 0);
    connect(local, (struct sockaddr *)&path, sizeof path);
    bind(local, (struct sockaddr *)&path, sizeof path);
    listen(stream, 5);
    int pair[2];
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    sendto(pair[0], "hello", 5, MSG_NOSIGNAL, NULL, 0);
    char text[16];
    recvfrom(pair[1], text, sizeof text, MSG_DONTWAIT, NULL, NULL);
    recvfrom(pair[1], text, sizeof text, MSG_DONTWAIT, NULL, NULL);
    struct iovec parts[2] = {{"one", 3}, {"two", 3}};
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
    sendmsg(pair[0], &message, 0);
    socket(12345, 1, 2);
    accept(six, NULL, NULL);
}

static void handler(int number) { (void)number; }

static void signals(void) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigaddset(&action.sa_mask, SIGTERM);
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGUSR2, NULL, &action);
    action = (struct sigaction){.sa_handler = SIG_IGN, .sa_flags = SA_NOCLDWAIT | SA_ONSTACK};
    sigaction(SIGPIPE, &action, NULL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, NULL);
    sigfillset(&set);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    sigprocmask(SIG_SETMASK, NULL, &set);
    kill(getpid(), SIGUSR1);
    syscall(SYS_tgkill, getpid(), getpid(), SIGUSR1);
    kill(getpid(), 0);
    kill(getpid(), 12345);
    stack_t stack = {.ss_flags = SS_DISABLE};
    sigaltstack(&stack, NULL);
    alarm(0);
    sigpending(&set);
}

static void children(void) {
    int status;
    if (fork() == 0) _exit(7);
    wait4(-1, &status, 0, NULL);
    if (fork() == 0) raise(SIGTERM);
    waitpid(-1, &status, 0);
    wait4(-1, &status, WNOHANG | WUNTRACED | WCONTINUED | __WALL, NULL);
    siginfo_t information;
    waitid(P_ALL, 0, &information, WEXITED | WNOWAIT);
    syscall(SYS_clone, CLONE_VM | CLONE_THREAD, 0, 0, 0, 0);
    struct clone_args { unsigned long long values[8]; } arguments = {{CLONE_THREAD, 0, 0, 0, SIGCHLD}};
    syscall(SYS_clone3, &arguments, sizeof arguments);
    unshare(0x40000000 | CLONE_SIGHAND);
    syscall(SYS_exit_group, 0);
}

static void processes(void) {
    prctl(PR_SET_NAME, "families");
    char name[16];
    prctl(PR_GET_NAME, name);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    prctl(PR_SET_PDEATHSIG, 0);
    prctl(PR_GET_DUMPABLE);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(123456, 1, 2, 3, 4);
}

static void futexes(void) {
    static unsigned word = 5;
    struct timespec limit = {0, 1000};
    syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 4, NULL);
    syscall(SYS_futex, &word, FUTEX_WAIT, 5, &limit);
    syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1);
    syscall(SYS_futex, &word, FUTEX_WAIT_BITSET_PRIVATE | FUTEX_CLOCK_REALTIME, 5, &limit, NULL, -1);
    syscall(SYS_futex, &word, FUTEX_WAKE_BITSET, 1, NULL, NULL, 1);
    syscall(SYS_futex, &word, FUTEX_REQUEUE, 1, 2, &word, 0);
    syscall(SYS_futex, &word, 77, 0, NULL, NULL, 0);
}

static void polling(void) {
    int ends[2];
    pipe(ends);
    write(ends[1], "x", 1);
    struct pollfd descriptors[2] = {{ends[0], POLLIN | POLLPRI, 0}, {ends[1], POLLOUT, 0}};
    poll(descriptors, 2, 1000);
    descriptors[1].fd = -1;
    descriptors[0].events = POLLPRI;
    poll(descriptors, 2, 0);
    struct timespec limit = {0, 1000};
    ppoll(descriptors, 1, &limit, NULL);
    int instance = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.u32 = 7};
    epoll_ctl(instance, EPOLL_CTL_ADD, ends[0], &event);
    event.events = EPOLLIN | EPOLLOUT | EPOLLONESHOT;
    epoll_ctl(instance, EPOLL_CTL_MOD, ends[0], &event);
    struct epoll_event ready[4];
    epoll_wait(instance, ready, 4, 1000);
    epoll_wait(instance, ready, 4, 0);
    syscall(SYS_epoll_pwait, instance, ready, 4, 0, NULL, 8);
    epoll_ctl(instance, EPOLL_CTL_DEL, ends[0], NULL);
    epoll_ctl(instance, EPOLL_CTL_DEL, ends[0], NULL);
    epoll_create(-1);
    fd_set set;
    FD_ZERO(&set);
    FD_SET(ends[0], &set);
    struct timeval zero = {0, 0};
    select(0, NULL, NULL, NULL, &zero);
}

static const struct family {
    const char *name;
    void (*run)(void);
} families[] = {
    {"open", opening}, {"mmap", mapping}, {"access", access_}, {"fcntl", descriptors}, {"socket", sockets}, {"signals", signals},
    {"prctl", processes}, {"futex", futexes}, {"poll", polling}, {"wait", children},
};

int main(int count, char **names) {
    for (unsigned i = 0; i < sizeof families / sizeof *families; i++)
        if (count < 2 || strcmp(families[i].name, names[1]) == 0) {
            access("/trapline-test/begin", F_OK);
            families[i].run();
        }
    return 0;
}
