#define _GNU_SOURCE
#include "CLinux_pipe.h"

#include <unistd.h>

int CLinux_pipe(int ends[2], int flags) { return pipe2(ends, flags); }
