#!/bin/sh
# Which files does a command open, and how often? usage: opened-files.sh COMMAND [ARGUMENT...]
set -eu
trace=$(mktemp)
trap 'rm -f "$trace"' EXIT

"${TRAPLINE:-trapline}" trace -z -e trace=open,openat,openat2,creat -o "$trace" -- "$@" >/dev/null || echo "(ended with status $?)" >&2
# The path is the first thing in quotes.
awk -F '"' 'NF > 2 { print $2 }' "$trace" | sort | uniq -c | sort -rn
