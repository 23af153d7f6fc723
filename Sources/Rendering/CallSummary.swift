import Events
import Schema

/// Counts calls and what they took (`-c`), and shows a table like strace's.
///
/// Times come from the records' start times. Without those there are counts alone.
package final class CallSummary: RecordSink {
    /// One line of the table.
    package struct Row: Sendable {
        package let name: String
        /// Whether a result of 0 is the call's return in the task that it made, which is no call of its own.
        fileprivate let returnsInChild: Bool
        package fileprivate(set) var calls: UInt64 = 0
        package fileprivate(set) var errors: UInt64 = 0
        /// The calls whose start was seen.
        package fileprivate(set) var times = DurationHistogram()

        fileprivate init(name: String) {
            self.name = name
            returnsInChild = ["clone", "clone3", "fork", "vfork"].contains { name == $0 || name.hasPrefix($0 + " ") }
        }
    }

    /// What the table is sorted by, greatest first; names ascending.
    package enum Order: String, Sendable, CaseIterable {
        case time, calls, errors, name
    }

    private struct Call: Hashable {
        let abi: ABI
        let number: Int32
    }

    private var rows: [Call: Row] = [:]
    private var lost: UInt64 = 0
    private let lookup: (ABI, Int) -> Syscall?

    /// Numbers without a name that get lines of their own; the rest share one.
    private static let unknownLimit = 256
    private var unknownCount = 0

    package init(lookup: @escaping (ABI, Int) -> Syscall? = { SyscallTable.of($0)[$1] }) { self.lookup = lookup }

    package func consume(_ record: RecordView) {
        guard record.kind == .call else { return }
        let failed = !record.hasNoResult && record.result < 0 && record.result >= -4095
        let duration =
            record.startTime != 0 && record.time >= record.startTime && !record.hasNoResult ? record.time - record.startTime : nil
        var call = Call(abi: record.abi, number: record.number)
        if rows[call] == nil { call = add(call) }
        if record.result == 0, !record.hasNoResult, rows[call]?.returnsInChild ?? false { return }
        rows[call]?.calls += 1
        if failed { rows[call]?.errors += 1 }
        if let duration { rows[call]?.times.add(duration) }
    }

    package func consume(malformed error: RecordError) {}

    package func consume(_ loss: Loss) { lost += loss.count }

    private func add(_ call: Call) -> Call {
        if let name = lookup(call.abi, Int(call.number))?.name {
            rows[call] = Row(name: call.abi.isCompat ? name + " (i386)" : name)
            return call
        }
        unknownCount += 1
        if unknownCount <= Self.unknownLimit {
            rows[call] = Row(name: UnknownCall.name(call.number, call.abi))
            return call
        }
        let rest = Call(abi: .x86_64, number: -2)
        if rows[rest] == nil { rows[rest] = Row(name: "other") }
        return rest
    }

    /// The lines of the table.
    package func sortedRows(by order: Order = .time) -> [Row] {
        rows.values.filter { $0.calls > 0 }.sorted { left, right in
            let (first, second): (UInt64, UInt64) =
                switch order {
                case .time: (left.times.total, right.times.total)
                case .calls: (left.calls, right.calls)
                case .errors: (left.errors, right.errors)
                case .name: (0, 0)
                }
            if first != second { return first > second }
            if order == .time, left.calls != right.calls { return left.calls > right.calls }
            return left.name < right.name
        }
    }

    /// Appends the table: shares, times, counts, percentiles in microseconds, names, and a line for all calls together.
    package func render(into output: OutputBuffer, order: Order = .time) {
        let sorted = sortedRows(by: order)
        var total = Row(name: "total")
        for row in sorted {
            total.calls += row.calls
            total.errors += row.errors
            total.times.add(row.times)
        }
        let table = SummaryTable(output: output, timed: total.times.count > 0, total: total.times.total)
        table.heading()
        for row in sorted { table.line(row) }
        table.rule()
        table.line(total)
        if lost > 0 {
            output.append("lost ")
            output.append(decimal: lost)
            output.append(lost == 1 ? " call, not counted above\n" : " calls, not counted above\n")
        }
    }
}
