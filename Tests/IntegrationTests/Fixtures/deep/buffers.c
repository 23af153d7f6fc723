// Arrays of buffers: contents, limits, addresses that lead nowhere.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

int main(void) {
    char one[64], two[64];
    int ends[2];
    access("/trapline-test/begin", F_OK);
    pipe(ends);
    struct iovec out[] = {{"hello", 5}, {" ", 1}, {"", 0}, {"a longer text that is more than thirty-two bytes", 48}, {NULL, 0}};
    struct iovec in[] = {{one, 3}, {two, 7}, {one, 64}};
    writev(ends[1], out, 5);
    readv(ends[0], in, 2);
    readv(ends[0], in, 3);
    writev(ends[1], out, 0);
    writev(ends[1], NULL, 2);
    writev(ends[1], (void *)8, 2);
    struct iovec bad[] = {{"fine", 4}, {(void *)16, 9}};
    writev(ends[1], bad, 2);
    struct iovec same[] = {{"the same", 3}, {"the same", 8}};
    writev(ends[1], same, 2);
    readv(ends[0], in, 3);
    readv(-1, in, 2);
    struct iovec many[40];
    for (int i = 0; i < 40; i++) many[i] = (struct iovec){"0123456789" + i % 10, 1 + i % 3 % (10 - i % 10)};
    writev(ends[1], many, 40);
    readv(ends[0], in, 3);
    int file = open("/tmp/trapline-deep-file", O_RDWR | O_CREAT | O_TRUNC, 0600);
    pwritev(file, out, 4, 2);
    preadv(file, in, 2, 4);
    pwritev2(file, out, 2, 0, RWF_DSYNC);
    preadv2(file, in, 2, 1, 0);
    preadv2(file, in, 1, -1, RWF_NOWAIT);
    preadv(file, in, 1, 0x123456789aLL);
    vmsplice(ends[1], out, 2, SPLICE_F_NONBLOCK);
    struct iovec local = {one, 10}, remote = {"remote memory", 13};
    process_vm_readv(0x7fffffff, &local, 1, &remote, 1, 0);
    process_vm_writev(getpid(), &remote, 1, &local, 1, 0);
    process_vm_writev(getpid(), &remote, 1, (void *)3, 1, 0);
    close(file);
    unlink("/tmp/trapline-deep-file");
    return 0;
}
