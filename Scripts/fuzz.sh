#!/bin/sh
# Builds the package in Fuzzing/ and runs each of its executables, one after the other: each is one fuzz target.
#
#   FUZZ_SECONDS=30     how long each runs
#   FUZZ_TARGETS=       names, separated by blanks; all when empty
#
# A target FuzzSelection starts from Tests/*/Fixtures/selection with the words in Fuzzing/selection.dict, where there are such. New inputs stay in
# Fuzzing/.build/corpus/selection; one that breaks the target is kept as Fuzzing/.build/failures/selection-*.
set -eu
cd "$(dirname "$0")/.."

swift=${SWIFT:-swift}
seconds=${FUZZ_SECONDS:-30}
[ -f Fuzzing/Package.swift ] || { echo "fuzz: there is no Fuzzing/Package.swift, so no target to run" >&2; exit 1; }

"$swift" build --package-path Fuzzing -c release --sanitize=fuzzer --jobs "${JOBS:-1}"
bin=$("$swift" build --package-path Fuzzing -c release --sanitize=fuzzer --show-bin-path)
targets=${FUZZ_TARGETS:-$("$swift" package --package-path Fuzzing completion-tool list-executables)}
[ -n "$targets" ] || { echo "fuzz: the package in Fuzzing/ has no executable" >&2; exit 1; }

mkdir -p Fuzzing/.build/failures
ran=0
broken=''
for target in $targets; do
    name=$(printf '%s' "${target#Fuzz}" | tr '[:upper:]' '[:lower:]')
    corpus=Fuzzing/.build/corpus/$name
    mkdir -p "$corpus"
    seeds=''
    for folder in Tests/*/Fixtures/"$name"; do
        [ ! -d "$folder" ] || seeds="$seeds $folder"
    done
    words=''
    [ ! -f "Fuzzing/$name.dict" ] || words=-dict=Fuzzing/$name.dict
    printf 'fuzz: %s for %s seconds\n' "$target" "$seconds"
    ran=$((ran + 1))
    # The new inputs go into the first directory.
    # shellcheck disable=SC2086 # a word for each folder of seeds, none when there are none
    "$bin/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
        -artifact_prefix="Fuzzing/.build/failures/$name-" $words "$corpus" $seeds </dev/null || broken="$broken $target"
done
if [ -n "$broken" ]; then
    printf 'fuzz: broken:%s (targets run: %d); the inputs are in Fuzzing/.build/failures\n' "$broken" "$ran" >&2
    exit 1
fi
printf 'fuzz: nothing found, targets run: %d\n' "$ran"
