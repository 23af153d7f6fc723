import Events
import Rendering
import Rules
import Schema

/// What is made of the records.
package enum SummaryMode: Sendable {
    case none
    /// `-c`: the summary alone.
    case only
    /// `-C`: the summary after the lines.
    case also
}

/// Turns the events of a session into text and writes it: lines, a summary, or both. Runs on one thread, apart from the one that reads the rings.
package final class TextOutput {
    private let file: OutputFile
    private let buffer = OutputBuffer()
    private let text: (any LineSink)?
    private let summary: CallSummary?
    private let selection: Selection
    private let paths: PathFilter?
    /// What is left to test of the selection's condition; the session sets it when it knows what its programs test.
    var conditions: ConditionFilter?
    private var tasks = TaskTable()
    private(set) var capturedCalls: UInt64 = 0
    private(set) var capturedBytes: UInt64 = 0

    /// Bytes after which the buffer is written out.
    private static let flushSize = 1 << 17

    /// How each record is written.
    package enum Format: Sendable {
        case strace(StraceOptions)
        case json(JSONOptions)
    }

    package init(
        file: OutputFile, format: Format, summary mode: SummaryMode, selection: Selection, paths: PathFilter?,
        message: @escaping (String) -> Void
    ) {
        self.file = file
        self.selection = selection
        self.paths = paths
        switch format {
        case _ where mode == .only: text = nil
        case .strace(let options): text = StraceText(output: buffer, options: options, message: { message($0.description) })
        case .json(let options): text = JSONText(output: buffer, options: options)
        }
        summary = mode == .none ? nil : CallSummary()
    }

    func consume(_ batch: RecordBatch) throws(SessionError) {
        var failure: SessionError?
        capturedBytes += UInt64(batch.byteCount)
        batch.forEach { record, _ in
            guard failure == nil else { return }
            consume(record)
            if buffer.count >= Self.flushSize {
                do throws(SessionError) { try flush() } catch { failure = error }
            }
        } malformed: { error, _ in
            text?.consume(malformed: error)
        }
        if let failure { throw failure }
        try flush()
    }

    private func consume(_ record: RecordView) {
        tasks.note(record)
        let isWanted = paths?.keeps(record) ?? true
        switch record.kind {
        case .call:
            capturedCalls += 1
            // With -P, calls that nobody selected are recorded too, for what they tell about descriptors.
            guard isWanted, isSelected(record) else {
                text?.skip(record)
                return
            }
            summary?.consume(record)
        case .signal:
            guard selection.signals.contains(Int(record.number)) else { return }
        case .taskExited:
            if selection.quiet.contains(.exit) { return }
        case .threadReplaced:
            if selection.quiet.contains(.threadExecve) { return }
        case .taskCreated, .fragment: break
        }
        text?.consume(record)
    }

    private func isSelected(_ record: RecordView) -> Bool {
        guard selection.contains(Int(record.number), record.abi) else { return false }
        if let conditions, !conditions.keeps(record) { return false }
        if record.flags.contains(.noResult) { return selection.statuses.contains(.unfinished) }
        return selection.statuses.contains(record.result < 0 && record.result >= -4095 ? .failed : .successful)
    }

    /// A task that is in scope from the start: its descriptors and directory are looked up now, if somebody asks for paths.
    func begin(tid: UInt32, tgid: UInt32) {
        tasks.add(tid: tid, tgid: tgid)
        if let paths, tid == tgid { InitialDescriptors.read(of: tgid, into: paths.state) }
    }

    func consume(_ losses: [Loss]) throws(SessionError) {
        for loss in losses {
            text?.consume(loss)
        }
        try flush()
    }

    /// The calls that are still blocked when the session ends.
    func finish(now: UInt64) throws(SessionError) {
        if let text, selection.statuses.contains(.unfinished) || selection.statuses.contains(.detached) {
            for call in tasks.blockedCalls(now: now) where selection.contains(Int(call.number), call.abi) && meetsCondition(call) {
                text.consume(unfinished: call)
            }
        }
        if let summary {
            if text != nil { buffer.append("\n") }
            summary.render(into: buffer)
        }
        try flush()
    }

    /// Whether a call that is blocked meets the condition: it has arguments and ids, and nothing else yet.
    private func meetsCondition(_ call: UnfinishedCall) -> Bool {
        guard let condition = selection.condition else { return true }
        let resolved = condition.resolved(Int(call.number), call.abi, SyscallTable.of(call.abi)[Int(call.number)])
        let record = RecordBuilder(
            .call, abi: call.abi, number: call.number, arguments: call.arguments, tid: call.tid, tgid: call.tgid, flags: .noResult)
        return (try? record.withView { ConditionEvaluator(resolved).holds($0) }) ?? false
    }

    private func flush() throws(SessionError) {
        guard !buffer.isEmpty else { return }
        var failure: SessionError?
        buffer.withUnsafeBytes { bytes in
            do throws(SessionError) { try file.write(bytes) } catch { failure = error }
        }
        buffer.removeAll(keepingCapacity: true)
        if let failure { throw failure }
    }
}
