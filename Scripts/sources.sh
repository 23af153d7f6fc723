#!/bin/sh
# Prints the Swift files of the project, without what a build leaves behind.
set -eu
cd "$(dirname "$0")/.."
find Package.swift Sources Tests Benchmarks Fuzzing -name .build -prune -o -type f -name '*.swift' -print 2>/dev/null | LC_ALL=C sort
