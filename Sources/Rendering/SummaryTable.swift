import Events

/// The columns of `-c`: strace's, with percentiles before the name. Without times only counts and names.
struct SummaryTable {
    let output: OutputBuffer
    let timed: Bool
    /// Nanoseconds of all calls.
    let total: UInt64

    private static let times: [(title: StaticString, width: Int)] = [("% time", 6), ("seconds", 11), ("usecs/call", 11)]
    private static let counts: [(title: StaticString, width: Int)] = [("calls", 9), ("errors", 9)]
    private static let percentiles: [(title: StaticString, width: Int)] = [("p50", 9), ("p95", 9), ("p99", 9), ("max", 9)]
    private static let nameWidth = 16

    private var columns: [(title: StaticString, width: Int)] {
        timed ? Self.times + Self.counts + Self.percentiles : Self.counts
    }

    func heading() {
        for column in columns {
            output.append(blanks: column.width - column.title.utf8CodeUnitCount)
            output.append(column.title)
            output.append(byte: 0x20)
        }
        output.append("syscall\n")
        rule()
    }

    func rule() {
        for column in columns {
            output.append(repeating: 0x2d, count: column.width)
            output.append(byte: 0x20)
        }
        output.append(repeating: 0x2d, count: Self.nameWidth)
        output.append(byte: 0x0a)
    }

    func line(_ row: CallSummary.Row) {
        if timed {
            cell(6) { appendFixed(total == 0 ? 0 : scaled(row.times.total, by: 10_000, over: total), decimals: 2) }
            cell(11) { appendFixed(row.times.total / 1000, decimals: 6) }
            cell(11) { output.append(decimal: row.times.count == 0 ? 0 : row.times.total / row.times.count / 1000) }
        }
        cell(9) { output.append(decimal: row.calls) }
        cell(9) { if row.errors > 0 { output.append(decimal: row.errors) } }
        if timed {
            for percent in [50.0, 95, 99] { cell(9) { appendMicroseconds(row.times.percentile(percent)) } }
            cell(9) { appendMicroseconds(row.times.maximum) }
        }
        output.append(string: row.name)
        output.append(byte: 0x0a)
    }

    /// Right-aligned.
    private func cell(_ width: Int, _ content: () -> Void) {
        let start = output.count
        content()
        output.shiftRight(from: start, by: width - (output.count - start))
        output.append(byte: 0x20)
    }

    /// Microseconds with one decimal.
    private func appendMicroseconds(_ nanoseconds: UInt64) { appendFixed((nanoseconds + 50) / 100, decimals: 1) }

    private func appendFixed(_ value: UInt64, decimals: Int) {
        var unit: UInt64 = 1
        for _ in 0..<decimals { unit *= 10 }
        output.append(decimal: value / unit)
        output.append(byte: 0x2e)
        output.append(decimal: value % unit, width: decimals, fill: 0x30)
    }

    private func scaled(_ value: UInt64, by factor: UInt64, over whole: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: factor)
        return product.high < whole ? whole.dividingFullWidth(product).quotient : factor
    }
}
