#!/bin/sh
# Puts the binary, the manual pages and the shell completions in place, or takes them away.
#
# usage: Scripts/install.sh install|uninstall BINARY
#
#   PREFIX=/usr/local   where they go
#   DESTDIR=            put before every path, for packages
#
# The completions are the binary's own: it writes them.
set -eu
cd "$(dirname "$0")/.."

action=$1
binary=$2
prefix=${DESTDIR:-}${PREFIX:-/usr/local}
bash=$prefix/share/bash-completion/completions/trapline
zsh=$prefix/share/zsh/site-functions/_trapline
fish=$prefix/share/fish/vendor_completions.d/trapline.fish

case $action in
install)
    work=$(mktemp -d "${TMPDIR:-/tmp}/trapline-install.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    trap 'exit 1' INT TERM HUP
    for shell in bash zsh fish; do "$binary" --generate-completion-script "$shell" >"$work/$shell"; done
    install -D -m 755 "$binary" "$prefix/bin/trapline"
    install -D -m 644 "$work/bash" "$bash"
    install -D -m 644 "$work/zsh" "$zsh"
    install -D -m 644 "$work/fish" "$fish"
    for page in Documentation/man/*.1; do install -D -m 644 "$page" "$prefix/share/man/man1/${page##*/}"; done
    echo "installed $prefix/bin/trapline, its manual pages and completions for bash, zsh and fish"
    ;;
uninstall)
    rm -f "$prefix/bin/trapline" "$bash" "$zsh" "$fish"
    for page in Documentation/man/*.1; do rm -f "$prefix/share/man/man1/${page##*/}"; done
    echo "removed trapline from $prefix"
    ;;
*)
    echo "install: '$action' is neither install nor uninstall" >&2
    exit 1
    ;;
esac
