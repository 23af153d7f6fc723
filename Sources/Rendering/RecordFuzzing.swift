import Events
import Schema
import Synchronization

/// Everything that reads records, fed with one input after the other; for fuzzing.
///
/// `@unchecked Sendable`: everything happens under the lock.
private final class RecordFuzzer: @unchecked Sendable {
    private let lock = Mutex(())
    private let text: StraceText
    private let verbose: StraceText
    private let summary = CallSummary()
    private let filtered = PathFilteredSink(PathFilter(paths: ["/etc/passwd", "x"]), into: CallSummary())
    private let batch = RecordBatch()

    init() {
        text = StraceText()
        var options = StraceOptions()
        options.verbose = true
        options.colours = true
        options.durations = true
        options.relativeTimes = true
        options.clock = .microseconds
        options.hexadecimalStrings = .unprintable
        verbose = StraceText(options: options)
    }

    func feed(_ bytes: UnsafeRawBufferPointer) { lock.withLock { _ in read(bytes) } }

    private func read(_ bytes: UnsafeRawBufferPointer) {
        batch.reset()
        batch.append(bytes: bytes, cpu: 0)
        batch.forEach { record, _ in
            text.consume(record)
            verbose.consume(record)
            summary.consume(record)
            filtered.consume(record)
            text.consume(
                unfinished: UnfinishedCall(
                    tid: record.tid, tgid: record.tgid, abi: record.abi, number: record.number,
                    arguments: (0..<record.argumentCount).map(record.argument), time: record.time))
        } malformed: { error, _ in
            text.consume(malformed: error)
        }
        // What reaches a terminal is printable, whatever the traced process did.
        text.output.withUnsafeBytes { output in
            precondition(output.allSatisfy { $0 >= 0x20 && $0 < 0x7f || $0 == 0x0a }, "a raw control byte came through")
        }
        text.output.removeAll()
        verbose.output.removeAll()
    }
}

private let fuzzer = RecordFuzzer()

/// Reads arbitrary bytes as one record through every reader of records: a fuzzing target's body. State is kept between inputs, as it is in a trace.
///
/// It returns for every input; a crash is a finding, and so is output with control bytes, which is checked here.
package func fuzzRecord(_ bytes: UnsafeRawBufferPointer) {
    fuzzer.feed(bytes)
}
