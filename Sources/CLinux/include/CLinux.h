// Headers and shims that Swift cannot reach by itself: variadic calls, macros, and code between fork and exec.
#ifndef TRAPLINE_CLINUX_H
#define TRAPLINE_CLINUX_H

#include "CLinux_error_name.h"
#include "CLinux_pidfd_open.h"
#include "CLinux_spawn.h"

#endif
