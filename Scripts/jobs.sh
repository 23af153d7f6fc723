#!/bin/sh
# Prints how many compiler jobs this machine bears: one for each processor, but no more than one for each 1.5 GB of memory.
set -eu
processors=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
by_memory=$(awk '$1 == "MemTotal:" { print int($2 / 1500000) }' /proc/meminfo 2>/dev/null || echo 1)
jobs=$processors
[ "${by_memory:-1}" -ge "$jobs" ] || jobs=$by_memory
[ "$jobs" -ge 1 ] || jobs=1
echo "$jobs"
