// Pointers that cannot be read, half of one, and NULL, where the kernel and the tracer expect memory.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

int main(void) {
    char *bad = (char *)1, *kernel = (char *)0xffffffff81000000;
    char *pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    munmap(pages + 4096, 4096);
    char *edge = pages + 4096 - 4;
    memcpy(edge, "edge", 4);
    access("/trapline-test/begin", F_OK);
    syscall(SYS_access, bad, F_OK);
    syscall(SYS_access, kernel, F_OK);
    syscall(SYS_access, NULL, F_OK);
    syscall(SYS_access, edge, F_OK);
    syscall(SYS_openat, AT_FDCWD, bad, O_RDONLY);
    syscall(SYS_write, 1, bad, 10);
    syscall(SYS_write, 1, NULL, 10);
    syscall(SYS_read, -1, bad, 10);
    syscall(SYS_execve, bad, NULL, NULL);
    syscall(SYS_execve, "/no/such/program", bad, NULL);
    syscall(SYS_execve, "/no/such/program", NULL, bad);
    syscall(SYS_rt_sigaction, SIGUSR1, bad, NULL, 8);
    syscall(SYS_rt_sigprocmask, SIG_BLOCK, bad, NULL, 8);
    syscall(SYS_poll, bad, 3, 0);
    syscall(SYS_nanosleep, bad, NULL);
    syscall(SYS_connect, -1, bad, 16);
    syscall(SYS_connect, 0, bad, 16);
    syscall(SYS_pipe, bad);
    syscall(SYS_readlink, "/proc/self/exe", bad, 100);
    return 0;
}
