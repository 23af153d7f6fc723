// WIFEXITED and its family are macros with arguments, which the importer leaves out.
#ifndef TRAPLINE_CLINUX_WAIT_STATUS_H
#define TRAPLINE_CLINUX_WAIT_STATUS_H

#include <stdbool.h>

bool CLinux_exited(int status);
// Valid if CLinux_exited.
int CLinux_exit_status(int status);
bool CLinux_signaled(int status);
// Valid if CLinux_signaled.
int CLinux_termination_signal(int status);
bool CLinux_dumped_core(int status);
bool CLinux_stopped(int status);
// Valid if CLinux_stopped.
int CLinux_stop_signal(int status);
bool CLinux_continued(int status);

#endif
