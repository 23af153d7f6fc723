#!/bin/sh
# Runs the benchmarks; as root where that is possible, since most cases load programs. The arguments are those of Benchmarks/run.
set -eu
cd "$(dirname "$0")/.."

if [ "$(id -u)" -eq 0 ]; then exec Benchmarks/run "$@"; fi
if ! Scripts/as-root.sh --check; then
    echo "bench: neither root nor sudo is to be had; cases that need root are skipped" >&2
    exec Benchmarks/run "$@"
fi
# Built by the user and run by root: SwiftPM as root would leave files that the user's next build cannot write.
Benchmarks/run --list >/dev/null
exec Scripts/as-root.sh Benchmarks/.build/release/benchmark \
    --tools "$PWD/Benchmarks/.build/tools" --trapline "$PWD/.build/release/trapline" "$@"
