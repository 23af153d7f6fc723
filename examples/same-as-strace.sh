#!/bin/sh
# Does Trapline count the calls that strace counts? Runs a command twice, once under each, and compares calls by name.
# usage: same-as-strace.sh COMMAND [ARGUMENT...]
#
# Programs that depend on time or on other threads differ from run to run; take a simple one, such as `ls /`.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The name is the word before the first parenthesis, behind whatever stands at the beginning of the line.
names() { sed -n 's/^\([^"(]*[^"(a-z_0-9]\)\{0,1\}\([a-z_][a-z_0-9]*\)(.*/\2/p' "$1" | sort | uniq -c; }

strace -f -o "$work/strace" -- "$@" >/dev/null
"${TRAPLINE:-trapline}" trace -o "$work/trapline" -- "$@" >/dev/null
names "$work/strace" >"$work/strace.names"
names "$work/trapline" >"$work/trapline.names"
if diff -u "$work/strace.names" "$work/trapline.names"; then
    echo "the same calls, the same number of times: $(awk '{ n += $1 } END { print n }' "$work/strace.names")"
fi
