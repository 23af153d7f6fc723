#!/usr/bin/awk -f
# Reads what Swift Testing prints and ends with the skipped tests by reason, the failed ones, and "N passed, N failed, N skipped".
# Exit status 1 when anything failed, which includes a run that did not come to its end.
#
#   status   0, or the exit status of a run that failed
#   runs     how many runs are in the input, one for each package
#   lint     "passed" or not; counts as a test
#
# Lines of interest, after the sign and "Test ": "NAME started.", "NAME [with N test cases] passed after …", "… failed after …",
# "NAME skipped: "reason"", and at the end "run with N tests …", where N counts the skipped ones too.

{ gsub(/\033\[[0-9;]*m/, "") }

!/^[^ ]+ +Test / { next }
{ line = $0; sub(/^[^ ]+ +Test /, "", line) }
line ~ /^case passing / || line == "run started." { next }
line ~ /^run with [0-9]+ test/ { split(line, words, " "); total += words[3]; finished++; next }
match(line, / skipped(: ".*"\.?|\.)$/) {
    name = substr(line, 1, RSTART - 1)
    reason = substr(line, RSTART + 8)
    sub(/^: "/, "", reason); sub(/"\.?$/, "", reason); sub(/^\.$/, "", reason)
    if (reason == "") reason = "no reason given"
    if (!(reason in skips)) reasons[++reason_count] = reason
    skips[reason] = skips[reason] "\n    " name
    skipped++
    next
}
match(line, / started\.$/) { started[substr(line, 1, RSTART - 1)]++; next }
match(line, /( with [0-9]+ test cases?)? (passed|failed) after [0-9.]+ second/) {
    name = substr(line, 1, RSTART - 1)
    started[name]--
    if (line ~ / failed after [0-9.]+ second/) failures[++failed] = name; else passed++
    next
}
END {
    for (name in started) if (started[name] > 0 && finished < runs) failures[++failed] = name " (did not finish)"
    if (finished && total == 0) failures[++failed] = "the test run, which found no test"
    # Output of a test without a newline can hide a line from the patterns above; the run itself has counted.
    if (finished >= runs && total > passed + failed + skipped && status == 0) passed = total - failed - skipped
    if (failed == 0 && (status != 0 || finished < runs)) failures[++failed] = "the test run, which ended with status " status
    if (lint == "passed") passed++; else failures[++failed] = "lint"

    if (skipped > 0) {
        print "\nSkipped, and why:"
        for (i = 1; i <= reason_count; i++) print "  " reasons[i] ":" skips[reasons[i]]
    }
    if (failed > 0) {
        print "\nFailed:"
        for (i = 1; i <= failed; i++) print "    " failures[i]
    }
    printf "\n%d passed, %d failed, %d skipped\n", passed, failed, skipped
    exit failed > 0
}
