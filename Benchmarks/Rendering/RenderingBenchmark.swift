import Events
import Glibc
import Rendering
import Schema

/// `rendering-benchmark MIX LINES RESULT`: renders LINES lines of strace's text from records in memory, on one thread.
///
/// The file RESULT gets one line, "NANOSECONDS LINES", the processor time of the thread. What is measured is the way from the bytes
/// of records to the bytes of lines; the text itself is thrown away, except that of the first batch when LINES is 0, which goes to
/// standard output to be looked at.
@main
enum RenderingBenchmark {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let mix = RecordMix(rawValue: arguments[1]), let lines = Int(arguments[2]), lines >= 0 else {
            let mixes = RecordMix.allCases.map(\.rawValue).joined(separator: "|")
            return end(status: 2, saying: "usage: rendering-benchmark \(mixes) LINES RESULT")
        }
        let batch = mix.batch(count: 10_000)
        let text = StraceText()
        // Once before the clock runs: the tables are built at their first use.
        text.consume(batch)
        if lines == 0 { print(text.output.string, terminator: "") }
        text.output.removeAll()

        let firstLine = text.lineCount
        let start = processorTime()
        while text.lineCount - firstLine < lines {
            text.consume(batch)
            text.output.removeAll()
        }
        let nanoseconds = processorTime() - start

        guard let result = fopen(arguments[3], "w") else {
            return end(status: 1, saying: "rendering-benchmark: \(arguments[3]): \(String(cString: strerror(errno)))")
        }
        fputs("\(nanoseconds) \(text.lineCount - firstLine)\n", result)
        if fclose(result) != 0 { end(status: 1, saying: "rendering-benchmark: \(arguments[3]): \(String(cString: strerror(errno)))") }
    }

    private static func processorTime() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    private static func end(status: Int32, saying sentence: String) {
        _ = (sentence + "\n").withCString { write(2, $0, strlen($0)) }
        exit(status)
    }
}
