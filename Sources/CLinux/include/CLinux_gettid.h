// gettid(2) is declared only under _GNU_SOURCE, which the Swift importer does not set.
#ifndef TRAPLINE_CLINUX_GETTID_H
#define TRAPLINE_CLINUX_GETTID_H

#include <sys/types.h>

// The id of the calling thread.
pid_t CLinux_gettid(void);

#endif
