// pipe2(2) is declared only under _GNU_SOURCE, which the Swift importer does not set.
#ifndef TRAPLINE_CLINUX_PIPE_H
#define TRAPLINE_CLINUX_PIPE_H

// As pipe2(2): ends[0] is read, ends[1] is written; 0, or -1 and errno.
int CLinux_pipe(int ends[2], int flags);

#endif
