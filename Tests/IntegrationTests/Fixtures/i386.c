// A 32-bit program: calls whose numbers mean something else in 64-bit programs.
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    access("/trapline-test/begin", F_OK);  // 33, which is dup2
    syscall(SYS_getppid);                  // 64, semget
    open("/no/such/file", O_RDWR | O_CREAT | O_EXCL, 0600);
    syscall(SYS_umask, 022);               // 60, exit
    void *page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(page, 4096, PROT_NONE);
    munmap(page, 4096);
    write(1, "thirty-two\n", 11);          // 4, stat
    int status;
    pid_t child = fork();
    if (child == 0) _exit(3);
    waitpid(child, &status, 0);            // 7, poll
    return 0;
}
