// rendering-benchmark MIX LINES RESULT: renders LINES lines of strace's text from records in memory, on one thread.
//
// The file RESULT gets one line, "NANOSECONDS LINES", the processor time of the thread. The text goes nowhere: what is measured is
// the way from the bytes of records to the bytes of lines.
import Events
import Glibc
import Rendering
import Schema

guard CommandLine.arguments.count == 4, let mix = RecordMix(rawValue: CommandLine.arguments[1]),
    let wanted = Int(CommandLine.arguments[2]), wanted > 0
else {
    fputs("usage: rendering-benchmark \(RecordMix.allCases.map(\.rawValue).joined(separator: "|")) LINES RESULT\n", stderr)
    exit(2)
}

func processorTime() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}

let batch = mix.batch(count: 10_000)
let text = StraceText(lookup: lookup, errorName: errorName)

/// Renders the batch once and throws the text away, as a writer does that has written it.
func renderBatch() {
    text.consume(batch)
    text.output.removeAll()
}

// Once before the clock runs: the tables are read at their first use.
renderBatch()
let firstLine = text.lineCount
let start = processorTime()
while text.lineCount - firstLine < wanted { renderBatch() }
let nanoseconds = processorTime() - start

guard let result = fopen(CommandLine.arguments[3], "w") else {
    perror("rendering-benchmark: \(CommandLine.arguments[3])")
    exit(1)
}
fputs("\(nanoseconds) \(text.lineCount - firstLine)\n", result)
exit(fclose(result) == 0 ? 0 : 1)
