#!/bin/sh
# Traces a short real program to the screen. Wants .build/release/trapline.
set -eu
cd "$(dirname "$0")/.."

binary=.build/release/trapline
[ -x "$binary" ] || { echo "demo: there is no $binary; run make build first" >&2; exit 1; }

cat <<'TEXT'

Below, `ls /` runs under Trapline: each line is a system call that the kernel finished, with its arguments decoded and its
result, as strace would write it, but recorded by eBPF programs on the kernel's own hooks; ls is never stopped for it.

TEXT
printf '$ trapline trace -- ls /\n'
if Scripts/as-root.sh "$binary" trace -- ls /; then
    status=0
else
    status=$?
    printf '\n%s\n' "demo: that ended with status $status; '$binary doctor' says what this kernel and this user may do" >&2
fi
printf '\n%s\n' "Next: $binary trace --help, man Documentation/man/trapline.1, examples/, make install"
exit "$status"
