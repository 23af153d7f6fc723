#!/bin/sh
# Which programs does a command start, with which arguments? usage: process-tree.sh COMMAND [ARGUMENT...]
exec "${TRAPLINE:-trapline}" trace -t -z -e trace=execve,execveat -- "$@"
