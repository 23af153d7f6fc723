#!/bin/sh
# Runs a command as root: directly when this is root, through sudo otherwise.
#
# usage: Scripts/as-root.sh COMMAND ARGUMENT...
#        Scripts/as-root.sh --check        exit status 0 when that is possible without a question nobody can answer
#
# PATH stays, so that a toolchain outside sudo's secure_path is found.
set -eu

possible() {
    [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }; }; }
}

if [ "${1:-}" = --check ]; then
    possible
    exit
fi
if [ "$(id -u)" -eq 0 ]; then exec "$@"; fi
if ! possible; then
    printf '%s\n' "as-root: '$*' needs root, and there is no sudo that works here: run it as root" >&2
    exit 1
fi
exec sudo env "PATH=$PATH" "$@"
