#define _GNU_SOURCE
#include "CLinux_error_name.h"

#include <string.h>

const char *CLinux_error_name(int error) { return strerrorname_np(error); }
