// strerrorname_np(3) is declared only under _GNU_SOURCE, which the Swift importer does not set.
#ifndef TRAPLINE_CLINUX_ERROR_NAME_H
#define TRAPLINE_CLINUX_ERROR_NAME_H

// The symbol of an error number ("EPERM"), or NULL for a number that errno(3) does not have.
const char *CLinux_error_name(int error);

#endif
