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
"$swift" build -c release --product trapline --jobs "$jobs" $flags
TRAPLINE_BINARY=$("$swift" build -c release --show-bin-path)/trapline
export TRAPLINE_BINARY

step 'build of the tests'
# shellcheck disable=SC2086
"$swift" build --build-tests --jobs "$jobs" $flags

step 'tests'
if [ "$(id -u)" -eq 0 ]; then
    as_root=env
elif Scripts/as-root.sh --check; then
    as_root=sudo
else
    as_root=''
    echo "test: neither root nor sudo is to be had; tests that need root are skipped" >&2
fi
if [ -n "$as_root" ] && ! grep -q "^[^ ]* $tracing tracefs " /proc/mounts; then
    if Scripts/as-root.sh mount -t tracefs tracefs "$tracing"; then
        mounted=yes
    else
        echo "test: tracefs cannot be mounted at $tracing; tests that read the kernel's own descriptions are skipped" >&2
    fi
fi

# Runs a command that runs tests, and adds what it prints to the log. The exit status goes through a file, for sh has no pipefail.
: >"$work/log"
status=0
runs=0
run() {
    runs=$((runs + 1))
    {
        one=0
        NO_COLOR=1 "$@" 2>&1 </dev/null || one=$?
        echo "$one" >"$work/status"
    } | tee -a "$work/log"
    read -r one <"$work/status"
    [ "$one" -eq 0 ] || status=$one
}

# Arguments for the tests themselves.
set --
if [ -n "${TEST_FILTER:-}" ]; then set -- --filter "$TEST_FILTER"; fi

if [ "$as_root" = sudo ]; then
    # Not `sudo swift test`: SwiftPM would leave files of root's in the build directory and a lock in /tmp, and the next build could not go on.
    run sudo env NO_COLOR=1 "TRAPLINE_BINARY=$TRAPLINE_BINARY" "CI=${CI:-}" \
        "$("$swift" build --show-bin-path)/traplinePackageTests.xctest" --testing-library swift-testing "$@"
else
    run "$swift" test --skip-build --disable-xctest "$@"
fi
for package in Benchmarks Fuzzing; do
    [ -d "$package/Tests" ] || continue
    step "tests of $package/"
    if "$swift" build --package-path "$package" --build-tests --jobs "$jobs"; then
        run "$swift" test --package-path "$package" --skip-build --disable-xctest "$@"
    else
        status=1
    fi
done

awk -f Scripts/test-summary.awk -v status="$status" -v runs="$runs" -v lint="$lint" "$work/log"
