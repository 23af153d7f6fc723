// Whether the kernel serves i386 calls shows only when one is made, and that takes an instruction.
#ifndef TRAPLINE_CLINUX_I386_H
#define TRAPLINE_CLINUX_I386_H

// Makes getpid(2) through the i386 entry, in a child of its own since a kernel without that entry answers with a signal.
// 1: served; 0: not served; -1: the child could not be made or waited for, see errno. Always 0 on processors other than x86-64.
int CLinux_serves_i386(void);

#endif
