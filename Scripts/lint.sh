#!/bin/sh
# Checks what a compiler does not: format, house rules, scripts, manual pages, links. Prints what is wrong; exit status 1 if anything is.
set -eu
cd "$(dirname "$0")/.."

swift=${SWIFT:-swift}
wrong=0
fail() { printf 'lint: %s\n' "$*" >&2; wrong=1; }

# Format.
# shellcheck disable=SC2046 # file names of this project have no blanks
"$swift" format lint --strict --configuration .swift-format --parallel $(Scripts/sources.sh) ||
    fail "the format is not the house's: make format puts right what can be put right"

# The libraries and the command are free of Foundation; tests, Benchmarks/ and Fuzzing/ may do as they please.
if found=$(grep -rnE '^[^/]*\bimport (Foundation|FoundationEssentials)\b' Sources --include='*.swift'); then
    fail "Foundation is imported; Glibc, Synchronization and the standard library are what this house uses:
$found"
fi

# A shell script that does not parse, or that shellcheck would not have.
for script in Scripts/*.sh .ci/run examples/*.sh Benchmarks/run; do
    [ -f "$script" ] || continue
    [ -x "$script" ] || fail "$script is not executable"
    case $(head -n 1 "$script") in
    *bash) bash -n "$script" || fail "$script does not parse" ;;
    *sh) sh -n "$script" || fail "$script does not parse" ;;
    *) continue ;;
    esac
    if command -v shellcheck >/dev/null 2>&1; then shellcheck "$script" || fail "$script: see above"; fi
done

# Manual pages that man would complain about.
if command -v man >/dev/null 2>&1 && command -v groff >/dev/null 2>&1; then
    for page in Documentation/man/*.1; do
        complaints=$(LC_ALL=C.UTF-8 MANWIDTH=100 man --warnings -l "$page" 2>&1 >/dev/null || true)
        [ -z "$complaints" ] || fail "$page: $complaints"
    done
fi

# Links of the documents to files of the project.
for document in *.md Documentation/*.md examples/*.md Benchmarks/*.md Fuzzing/*.md; do
    [ -f "$document" ] || continue
    for target in $(grep -oE '\]\([^) ]+' "$document" | cut -c 3- | sed 's/#.*//' | grep -v '://'); do
        [ -e "$(dirname "$document")/$target" ] || fail "$document links to $target, which is not there"
    done
done

exit "$wrong"
