#!/bin/sh
# Lints, builds the release binary and the tests, and runs all tests; as root where that is possible, because programs are loaded into the
# kernel. Leaves the machine as it was.
#
#   TEST_FILTER=REGEX   only the tests whose name matches
#
# The last line is "N passed, N failed, N skipped"; the lint counts as one.
set -eu
cd "$(dirname "$0")/.."

swift=${SWIFT:-swift}
jobs=${JOBS:-1}
flags='--explicit-target-dependency-import-check error'
tracing=/sys/kernel/tracing
work=$(mktemp -d "${TMPDIR:-/tmp}/trapline-test.XXXXXX")
mounted=no

# shellcheck disable=SC2317 # called by the trap
clean_up() {
    status=$?
    trap - EXIT INT TERM HUP
    if [ "$mounted" = yes ]; then
        Scripts/as-root.sh umount "$tracing" || echo "test: $tracing is still in use and stays mounted" >&2
    fi
    # What sudo left in the build directory would keep the next build from writing there.
    if [ "$(id -u)" -ne 0 ] && [ -n "$(find .build -user 0 -print 2>/dev/null | head -n 1)" ]; then
        Scripts/as-root.sh chown -R -h "$(id -u):$(id -g)" .build || true
    fi
    rm -rf "$work"
    exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

step() { printf '\n== %s\n' "$*"; }

step 'lint'
lint=passed
Scripts/lint.sh || lint=failed
echo "lint: $lint"

step 'build of the release binary, which the integration tests run'
# shellcheck disable=SC2086
"$swift" build -c release --jobs "$jobs" $flags
TRAPLINE_BINARY=$("$swift" build -c release --show-bin-path)/trapline
export TRAPLINE_BINARY

step 'build of the tests'
# shellcheck disable=SC2086
"$swift" build --build-tests --jobs "$jobs" $flags

step 'tests'
if Scripts/as-root.sh --check; then
    as_root=Scripts/as-root.sh
    if ! grep -q "^[^ ]* $tracing tracefs " /proc/mounts; then
        if $as_root mount -t tracefs tracefs "$tracing"; then
            mounted=yes
        else
            echo "test: tracefs cannot be mounted at $tracing; tests that read the kernel's own descriptions are skipped" >&2
        fi
    fi
else
    as_root=env
    echo "test: neither root nor sudo is to be had; tests that need root are skipped" >&2
fi

# Runs the tests of one package as the given command's child, adding to the log. The exit status goes through a file, for sh has no pipefail.
# The shared cache of packages is not wanted any more, and sudo must not write into the one at home.
: >"$work/log"
status=0
runs=0
run_tests() {
    package=$1
    shift
    set -- "$@" "$swift" test --package-path "$package" --skip-build --disable-xctest --disable-dependency-cache --manifest-cache local
    if [ -n "${TEST_FILTER:-}" ]; then set -- "$@" --filter "$TEST_FILTER"; fi
    runs=$((runs + 1))
    {
        if "$@" 2>&1 </dev/null; then echo 0; else echo $?; fi >"$work/status"
    } | tee -a "$work/log"
    read -r one <"$work/status"
    [ "$one" -eq 0 ] || status=$one
}

run_tests . "$as_root" env NO_COLOR=1 "TRAPLINE_BINARY=$TRAPLINE_BINARY" "CI=${CI:-}"
for package in Benchmarks Fuzzing; do
    [ -d "$package/Tests" ] || continue
    step "tests of $package/"
    if "$swift" build --package-path "$package" --build-tests --jobs "$jobs"; then
        run_tests "$package" env NO_COLOR=1
    else
        status=1
    fi
done

awk -f Scripts/test-summary.awk -v status="$status" -v runs="$runs" -v lint="$lint" "$work/log"
