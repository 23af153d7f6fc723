#!/bin/sh
# Which files does a command look for in vain? usage: missing-files.sh COMMAND [ARGUMENT...]
set -eu
trace=$(mktemp)
trap 'rm -f "$trace"' EXIT

"${TRAPLINE:-trapline}" trace -Z -e trace=%file -o "$trace" -- "$@" >/dev/null || echo "(ended with status $?)" >&2
awk -F '"' '/ENOENT/ && NF > 2 { print $2 }' "$trace" | sort -u
