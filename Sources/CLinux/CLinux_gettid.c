#define _GNU_SOURCE
#include "CLinux_gettid.h"

#include <unistd.h>

pid_t CLinux_gettid(void) { return gettid(); }
