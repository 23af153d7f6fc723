#include "CLinux_wait_status.h"

#include <sys/wait.h>

bool CLinux_exited(int status) { return WIFEXITED(status); }
int CLinux_exit_status(int status) { return WEXITSTATUS(status); }
bool CLinux_signaled(int status) { return WIFSIGNALED(status); }
int CLinux_termination_signal(int status) { return WTERMSIG(status); }
bool CLinux_dumped_core(int status) { return WIFSIGNALED(status) && WCOREDUMP(status); }
bool CLinux_stopped(int status) { return WIFSTOPPED(status); }
int CLinux_stop_signal(int status) { return WSTOPSIG(status); }
bool CLinux_continued(int status) { return WIFCONTINUED(status); }
