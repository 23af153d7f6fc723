import Events
import Schema

/// Something to tell the user that is no part of the trace.
package enum RenderingMessage: Hashable, Sendable, CustomStringConvertible {
    /// A task made its first call through another ABI than before.
    case mode(tid: UInt32, ABI)
    case malformed(RecordError)

    package var description: String {
        switch self {
        case .mode(let tid, let abi): "[ Process PID=\(tid) runs in \(abi.pointerSize * 8) bit mode. ]"
        case .malformed(let error): error.description
        }
    }
}

/// A call that has not ended.
package struct UnfinishedCall: Hashable, Sendable {
    package var tid: UInt32
    package var tgid: UInt32
    package var abi: ABI
    package var number: Int32
    package var arguments: [UInt64]
    /// `CLOCK_MONOTONIC` nanoseconds, of its start or of now.
    package var time: UInt64

    package init(tid: UInt32, tgid: UInt32, abi: ABI, number: Int32, arguments: [UInt64], time: UInt64) {
        self.tid = tid
        self.tgid = tgid
        self.abi = abi
        self.number = number
        self.arguments = arguments
        self.time = time
    }
}

/// Renders records as strace's text, one line for each, into an `OutputBuffer`.
///
/// Whoever owns it writes the buffer out, when it likes. One thread at a time.
package final class StraceText: RecordSink {
    package let output: OutputBuffer
    /// Lines written so far.
    @exclusivity(unchecked) package private(set) var lineCount = 0

    private let options: StraceOptions
    private let writer: StraceWriter
    private let decoder: CallDecoder
    private let message: (RenderingMessage) -> Void
    private var clock = WallClock()
    @exclusivity(unchecked) private var firstTask: UInt32 = 0
    @exclusivity(unchecked) private var severalTasks = false
    private var lastTime: UInt64?
    /// Tasks whose last call was not made through the ABI of the tracer.
    @exclusivity(unchecked) private var otherMode: [UInt32: ABI] = [:]

    /// `lookup` finds rows of the table of calls; `message` gets what is to be told beside the trace.
    package init(
        output: OutputBuffer = OutputBuffer(), options: StraceOptions = StraceOptions(),
        lookup: @escaping (ABI, Int) -> Syscall? = { SyscallTable.of($0)[$1] }, message: @escaping (RenderingMessage) -> Void = { _ in }
    ) {
        self.output = output
        self.options = options
        self.message = message
        writer = StraceWriter(output: output, options: options)
        var decoding = DecodingOptions()
        decoding.dataLimit = options.dataLimit
        decoding.verbose = options.verbose
        decoder = CallDecoder(sink: writer, options: decoding, lookup: lookup)
    }

    // MARK: - Records

    package func consume(_ record: RecordView) {
        switch record.kind {
        case .call: call(record)
        case .fragment: decoder.keep(fragment: record)
        case .signal: signal(record)
        case .taskExited: exit(record)
        case .threadReplaced: replaced(record)
        case .taskCreated: break
        }
    }

    package func skip(_ record: RecordView) { decoder.skip(record) }

    package func consume(malformed error: RecordError) { message(.malformed(error)) }

    package func consume(_ loss: Loss) {
        output.append("--- lost ")
        if loss.count > 0 || loss.others == 0 {
            output.append(decimal: loss.count)
            output.append(loss.count == 1 ? " call" : " calls")
        }
        if loss.others > 0 {
            if loss.count > 0 { output.append(" and ") }
            output.append(decimal: loss.others)
            output.append(loss.others == 1 ? " other event" : " other events")
        }
        output.append(" on CPU ")
        output.append(decimal: UInt64(loss.cpu))
        output.append(" between ")
        clock.append(time: wallTime(loss.from), microseconds: true, to: output)
        output.append(" and ")
        clock.append(time: wallTime(loss.to), microseconds: true, to: output)
        output.append(" ---")
        endLine()
    }

    /// A line for a call that is still running when the trace ends: `read(0,  <unfinished ...>`.
    package func consume(unfinished call: UnfinishedCall) {
        let bytes = RecordBuilder(
            .call, abi: call.abi, number: call.number, arguments: call.arguments, time: call.time, tid: call.tid, tgid: call.tgid,
            flags: .noResult)
        try? bytes.withView { record in
            beginLine(record, time: record.time)
            decoder.decode(unfinished: record)
            endLine()
        }
    }

    private func call(_ record: RecordView) {
        // strace shows the call that makes a task once, where it was made.
        if record.result == 0, decoder.isBirth(record) { return }
        if record.abi.isCompat || !otherMode.isEmpty { noteMode(record) }
        beginLine(record, time: record.startTime != 0 ? record.startTime : record.time)
        decoder.decode(record)
        if options.durations, !record.hasNoResult { appendDuration(record) }
        endLine()
    }

    private func appendDuration(_ record: RecordView) {
        guard record.startTime != 0, record.time >= record.startTime else { return output.append(" <unavailable>") }
        let microseconds = (record.time - record.startTime) / 1000
        output.append(" <")
        output.append(decimal: microseconds / 1_000_000)
        output.append(byte: 0x2e)
        output.append(decimal: microseconds % 1_000_000, width: 6, fill: 0x30)
        output.append(byte: 0x3e)
    }

    private func signal(_ record: RecordView) {
        beginLine(record, time: record.time)
        output.append("--- ")
        writer.paint(.signal)
        writer.signalName(Int(record.number))
        writer.unpaint()
        output.append(byte: 0x20)
        decoder.decode(signal: record)
        output.append(" ---")
        endLine()
    }

    private func exit(_ record: RecordView) {
        otherMode[record.tid] = nil
        guard options.quiet < 2 else { return }
        beginLine(record, time: record.time)
        let status = UInt32(truncatingIfNeeded: record.result)
        if status & 0x7f == 0 {
            output.append("+++ exited with ")
            output.append(decimal: UInt64(status >> 8 & 0xff))
        } else {
            output.append("+++ killed by ")
            writer.paint(.signal)
            writer.signalName(Int(status & 0x7f))
            writer.unpaint()
            if status & 0x80 != 0 { output.append(" (core dumped)") }
        }
        output.append(" +++")
        endLine()
    }

    private func replaced(_ record: RecordView) {
        otherMode[UInt32(truncatingIfNeeded: record.result)] = nil
        guard options.quiet < 2 else { return }
        beginLine(record, time: record.time)
        output.append("+++ superseded by execve in pid ")
        output.append(decimal: UInt64(UInt32(truncatingIfNeeded: record.result)))
        output.append(" +++")
        endLine()
    }

    private func noteMode(_ record: RecordView) {
        let before = otherMode[record.tid] ?? .x86_64
        guard before != record.abi else { return }
        otherMode[record.tid] = record.abi == .x86_64 ? nil : record.abi
        if options.quiet < 1 { message(.mode(tid: record.tid, record.abi)) }
    }

    // MARK: - Lines

    private func beginLine(_ record: RecordView, time: UInt64) {
        writer.beginLine()
        if options.taskPrefix != .never { appendTask(record.tid) }
        if options.clock != .none || options.relativeTimes { appendTime(time) }
    }

    private func endLine() {
        output.append(byte: 0x0a)
        lineCount += 1
    }

    private func appendTask(_ tid: UInt32) {
        if !severalTasks {
            if firstTask == 0 { firstTask = tid }
            severalTasks = tid != firstTask || options.taskPrefix == .always
            guard severalTasks else { return }
        }
        switch options.taskPrefixStyle {
        case .terminal:
            output.append("[pid ")
            output.append(decimal: UInt64(tid), width: 5, fill: 0x20)
            output.append("] ")
        case .file:
            let start = output.count
            output.append(decimal: UInt64(tid))
            output.append(blanks: max(5 - (output.count - start), 0) + 1)
        }
    }

    private func appendTime(_ time: UInt64) {
        let wall = wallTime(time)
        switch options.clock {
        case .none: break
        case .seconds: clock.append(time: wall, microseconds: false, to: output)
        case .microseconds: clock.append(time: wall, microseconds: true, to: output)
        case .epoch: WallClock.appendEpoch(time: wall, to: output)
        }
        if options.clock != .none { output.append(byte: 0x20) }
        guard options.relativeTimes else { return }
        let last = lastTime ?? time
        lastTime = time
        let microseconds = (time > last ? time - last : 0) / 1000
        output.append(options.clock == .none ? "" : "(+")
        output.append(decimal: microseconds / 1_000_000, width: 6, fill: 0x20)
        output.append(byte: 0x2e)
        output.append(decimal: microseconds % 1_000_000, width: 6, fill: 0x30)
        output.append(options.clock == .none ? " " : ") ")
    }

    private func wallTime(_ time: UInt64) -> Int64 { Int64(truncatingIfNeeded: time) &+ options.wallClockOffset }
}
