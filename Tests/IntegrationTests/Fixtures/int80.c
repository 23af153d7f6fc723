// A 64-bit program that enters the kernel through the 32-bit gate. Pointers must fit into 32 bits: compile with -no-pie -static.
#include <fcntl.h>
#include <unistd.h>

static long gate(long number, long first, long second, long third) {
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(first), "c"(second), "d"(third) : "memory", "r8", "r9", "r10", "r11");
    return result;
}

int main(void) {
    access("/trapline-test/64-bit", F_OK);
    gate(33, (long)"/trapline-test/32-bit", R_OK | W_OK, 0);  // access; 33 is dup2 in the other table
    gate(20, 0, 0, 0);                                        // getpid; writev
    gate(4, 1, (long)"text\n", 5);                            // write; stat
    gate(5, (long)"/no/such/file", O_RDONLY, 0);              // open; fstat
    gate(384, 0x12345, 0, 0);                                 // arch_prctl; a number that the other table leaves free
    access("/trapline-test/64-bit", F_OK);
    gate(252, 7, 0, 0);                                       // exit_group; ioprio_get
    return 0;
}
