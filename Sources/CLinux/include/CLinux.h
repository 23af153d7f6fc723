// Headers and shims that Swift cannot reach by itself: variadic calls, macros, and code between fork and exec.
#ifndef TRAPLINE_CLINUX_H
#define TRAPLINE_CLINUX_H

// Not part of the Glibc module.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>

#include "CLinux_error_name.h"
#include "CLinux_gettid.h"
#include "CLinux_i386.h"
#include "CLinux_pidfd_open.h"
#include "CLinux_pidfd_send_signal.h"
#include "CLinux_pipe.h"
#include "CLinux_ppoll.h"
#include "CLinux_prctl.h"
#include "CLinux_spawn.h"
#include "CLinux_wait_status.h"

#endif
