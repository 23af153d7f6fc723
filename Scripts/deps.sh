#!/bin/sh
# Installs the Debian packages that a target of the Makefile needs, and none that is there already.
#
# usage: Scripts/deps.sh [make|build|test|bench]...
#
#   DEPS_DRY_RUN=1   say what would be installed, install nothing
#   SKIP_DEPS=1      check nothing: for other distributions, where the same things come under other names
#
# A row is a package and why it is wanted. `a|b` is satisfied by either; the first is the one that gets installed.
set -eu

packages_make='
make                    this file is run before there is a make
'

packages_build='
libbpf-dev              maps, programs, links, rings and BTF
libelf-dev              libbpf reads ELF
zlib1g-dev              libbpf reads compressed sections
pkgconf|pkg-config      SwiftPM asks it where libbpf is
gcc                     the start files and libgcc that the Swift linker wants
libc6-dev               the headers behind Glibc and CLinux
git                     SwiftPM fetches packages with it
ca-certificates         over https
'

packages_test='
strace                  the oracle: same program, same calls, same counts
gcc                     programs that tests compile, and a compiler run as a traced program
python3                 a traced program with threads, a loopback server
git                     a traced program
python3-jsonschema      holds JSON output against its schema
runc                    containers
busybox-static|busybox  what runs inside them
bpftool                 what is left loaded afterwards
procps                  ps, pgrep
util-linux              unshare, setpriv
mount                   tracefs, and small file systems that fill up
'

# 32-bit programs exist on x86-64 alone.
packages_test_amd64='
gcc-multilib            programs that make i386 calls
'

packages_bench='
strace                  a peer
bpftrace                a peer
linux-perf              a peer: perf trace
gcc                     workloads
util-linux              taskset
'

say() { printf '%s\n' "deps: $*" >&2; }
stop() { say "$*"; exit 1; }

# The first word of each row.
names() { printf '%s\n' "$1" | awk 'NF { print $1 }'; }

check_swift() {
    swift=${SWIFT:-swift}
    remedy='install 6.2 or newer from https://www.swift.org/install/linux and put its bin directory on PATH'
    command -v "$swift" >/dev/null 2>&1 || stop "there is no Swift toolchain on PATH ($swift): $remedy"
    version=$("$swift" --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\)\.\([0-9][0-9]*\).*/\1 \2/p' | head -n 1)
    [ -n "$version" ] || stop "'$swift --version' does not answer with a version: $remedy"
    major=${version% *}
    minor=${version#* }
    if [ "$major" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 2 ]; }; then
        stop "Swift $major.$minor is too old: $remedy"
    fi
}

# Prints the packages of the arguments that are not installed, one for each row.
missing() {
    [ $# -gt 0 ] || return 0
    # One question for all names; dpkg-query answers for those it knows and fails for the rest.
    # shellcheck disable=SC2046 # a word for each name
    installed=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' $(printf '%s\n' "$@" | tr '|' '\n') 2>/dev/null |
        awk '$2 == "installed" { print $1 }' | tr '\n' ' ')
    for row in "$@"; do
        found=no
        for name in $(printf '%s' "$row" | tr '|' ' '); do
            case " $installed " in *" $name "*) found=yes ;; esac
        done
        [ "$found" = yes ] || printf '%s\n' "${row%%|*}"
    done
}

# Without `required` nothing is built. Without `tools` the tests and benchmarks skip what wants them, and say so.
required=''
tools=''
swift_wanted=no
for list in "$@"; do
    case $list in
    make) required="$required $(names "$packages_make")" ;;
    build) required="$required $(names "$packages_build")" swift_wanted=yes ;;
    test)
        tools="$tools $(names "$packages_test")"
        if [ "$(uname -m)" = x86_64 ]; then tools="$tools $(names "$packages_test_amd64")"; fi
        ;;
    bench) tools="$tools $(names "$packages_bench")" ;;
    *) stop "there is no list '$list'; the lists are make, build, test and bench" ;;
    esac
done

[ $# -gt 0 ] || stop "say which lists: make, build, test or bench"
[ "${SKIP_DEPS:-0}" != 1 ] || exit 0
[ "$swift_wanted" = no ] || check_swift
wanted="$required $tools"

command -v dpkg-query >/dev/null 2>&1 ||
    stop "this is not a Debian system: install what these Debian packages hold, then run make again with SKIP_DEPS=1:" $wanted

# shellcheck disable=SC2086 # a word for each name
needed=$(missing $wanted | sort -u | tr '\n' ' ')
needed=${needed% }
[ -n "$needed" ] || exit 0

if [ "${DEPS_DRY_RUN:-0}" = 1 ]; then
    say "would install: $needed"
    exit 0
fi

if [ "$(id -u)" -eq 0 ]; then
    as_root=''
elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    as_root='sudo'
else
    remedy="run this as root: apt-get install $needed"
    # shellcheck disable=SC2086
    [ -z "$(missing $required)" ] || stop "missing, and neither root nor sudo is to be had: $needed; $remedy"
    say "missing, and neither root nor sudo is to be had: $needed; what needs them is skipped. To have it, $remedy"
    exit 0
fi

apt() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" </dev/null >&2; }

say "installing: $needed"
apt update || say "the package lists could not be refreshed; trying with those that are here"
# --no-remove: a set-up step takes nothing away from the machine.
# shellcheck disable=SC2086
apt install -y --no-install-recommends --no-remove $needed || stop "apt-get could not install: $needed; its message is above"

# shellcheck disable=SC2086
left=$(missing $wanted | tr '\n' ' ')
[ -z "$left" ] || stop "still missing after apt-get said it was done: $left"
