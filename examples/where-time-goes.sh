#!/bin/sh
# Which system calls does a command make, how many, and how long do they take? usage: where-time-goes.sh COMMAND [ARGUMENT...]
exec "${TRAPLINE:-trapline}" trace -c -- "$@"
