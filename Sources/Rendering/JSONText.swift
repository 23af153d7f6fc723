import Events
import Schema

/// Renders records as JSON, one object on a line for each, into an `OutputBuffer`.
///
/// `Documentation/JSON.md` tells what the objects hold, `Documentation/json-schema/trapline.schema.json` is their schema. Whoever owns it writes the buffer out,
/// when it likes. One thread at a time.
package final class JSONText: RecordSink {
    package let output: OutputBuffer
    /// Lines written so far.
    @exclusivity(unchecked) package private(set) var lineCount = 0

    private let options: JSONOptions
    private let writer: JSONWriter
    private let decoder: CallDecoder
    @exclusivity(unchecked) private var time = JSONTime()
    @exclusivity(unchecked) private var trust: JSONTrust

    /// `lookup` finds rows of the table of calls.
    package init(
        output: OutputBuffer = OutputBuffer(), options: JSONOptions = JSONOptions(),
        lookup: @escaping (ABI, Int) -> Syscall? = { SyscallTable.of($0)[$1] }
    ) {
        self.output = output
        self.options = options
        writer = JSONWriter(output: output)
        trust = JSONTrust(lookup: lookup)
        var decoding = DecodingOptions()
        decoding.dataLimit = options.dataLimit
        // What was captured is shown: a member that is left out could not be asked for afterwards.
        decoding.verbose = true
        decoder = CallDecoder(sink: writer, options: decoding, lookup: lookup)
    }

    // MARK: - Records

    package func consume(_ record: RecordView) {
        switch record.kind {
        case .call: call(record)
        case .fragment: decoder.keep(fragment: record)
        case .signal: signal(record)
        case .taskExited: exit(record)
        case .threadReplaced:
            begin(#"{"type":"thread_replaced","time":""#, record)
            output.append(#","former_tid":"#)
            output.append(decimal: UInt64(UInt32(truncatingIfNeeded: record.result)))
            endLine()
        case .taskCreated:
            begin(#"{"type":"task_created","time":""#, record)
            output.append(#","child_pid":"#)
            output.append(decimal: UInt64(bitPattern: record.result) >> 32)
            output.append(#","child_tid":"#)
            output.append(decimal: UInt64(UInt32(truncatingIfNeeded: record.result)))
            endLine()
        }
    }

    package func skip(_ record: RecordView) { decoder.skip(record) }

    package func consume(malformed error: RecordError) {
        output.append(#"{"type":"malformed","error":"#)
        output.append(jsonString: error.description)
        endLine()
    }

    package func consume(_ loss: Loss) {
        output.append(#"{"type":"loss","count":"#)
        output.append(decimal: loss.count)
        output.append(#","others":"#)
        output.append(decimal: loss.others)
        output.append(#","cpu":"#)
        output.append(decimal: UInt64(loss.cpu))
        output.append(#","from":""#)
        append(time: loss.from)
        output.append(#"","to":""#)
        append(time: loss.to)
        output.append(byte: 0x22)
        endLine()
    }

    /// An object for a call that is still running when the trace ends: its result is `null` and it is marked as unfinished.
    package func consume(unfinished call: UnfinishedCall) {
        let bytes = RecordBuilder(
            .call, abi: call.abi, number: call.number, arguments: call.arguments, time: call.time, tid: call.tid, tgid: call.tgid,
            flags: .noResult)
        try? bytes.withView { record in
            beginCall(record)
            decoder.decode(unfinished: record)
            endLine()
        }
    }

    private func call(_ record: RecordView) {
        // A call that makes a task is told once, where it was made; `task_created` tells of the task.
        if record.result == 0, decoder.isBirth(record) { return }
        beginCall(record)
        decoder.decode(record)
        if record.startTime != 0, record.time >= record.startTime, !record.hasNoResult {
            output.append(#","duration_ns":"#)
            output.append(decimal: record.time - record.startTime)
        }
        trust.append(record, to: output)
        endLine()
    }

    private func beginCall(_ record: RecordView) {
        begin(#"{"type":"call","time":""#, record)
        output.append(record.abi.isCompat ? #","abi":"i386","number":"# : #","abi":"x86_64","number":"#)
        output.append(decimal: Int64(record.number))
    }

    private func signal(_ record: RecordView) {
        begin(#"{"type":"signal","time":""#, record)
        output.append(#","signal":"#)
        writer.append(signal: Int(record.number))
        output.append(#","information":"#)
        writer.beginLoose()
        decoder.decode(signal: record)
        writer.endLoose()
        endLine()
    }

    private func exit(_ record: RecordView) {
        begin(#"{"type":"exit","time":""#, record)
        let status = UInt32(truncatingIfNeeded: record.result)
        if status & 0x7f == 0 {
            output.append(#","status":"#)
            output.append(decimal: UInt64(status >> 8 & 0xff))
        } else {
            output.append(#","signal":"#)
            writer.append(signal: Int(status & 0x7f))
            output.append(status & 0x80 != 0 ? #","core_dumped":true"# : #","core_dumped":false"#)
        }
        endLine()
    }

    // MARK: - Lines

    /// The beginning of an object, up to its task: `head` ends where the time begins.
    @inline(__always)
    private func begin(_ head: StaticString, _ record: RecordView) {
        output.append(head)
        append(time: record.time)
        output.append(#"","pid":"#)
        output.append(decimal: UInt64(record.tgid))
        output.append(#","tid":"#)
        output.append(decimal: UInt64(record.tid))
    }

    private func endLine() {
        output.append("}\n")
        lineCount += 1
    }

    private func append(time monotonic: UInt64) {
        time.append(Int64(truncatingIfNeeded: monotonic) &+ options.wallClockOffset, to: output)
    }
}
