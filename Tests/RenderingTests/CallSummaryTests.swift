import Events
import Schema
import Testing

@testable import Rendering

@Suite struct CallSummaryTests {
    private func summary(_ records: [RecordBuilder]) -> CallSummary {
        let summary = CallSummary()
        let batch = RecordBatch()
        for record in records { record.bytes.withUnsafeBytes { _ = batch.append(bytes: $0, cpu: 0) } }
        summary.consume(batch)
        return summary
    }

    private func text(_ summary: CallSummary, _ order: CallSummary.Order = .time) -> String {
        let output = OutputBuffer()
        summary.render(into: output, order: order)
        return output.string
    }

    private func timed(_ number: Int32, microseconds: UInt64, result: Int64 = 0, abi: ABI = .x86_64) -> RecordBuilder {
        RecordBuilder(.call, abi: abi, number: number, result: result, time: 1_000_000_000 + microseconds * 1000, startTime: 1_000_000_000)
    }

    @Test func callsAreCountedAndTimed() {
        let records =
            [1, 2, 3].map { timed(0, microseconds: $0 * 100) } + [
                timed(257, microseconds: 200, result: -2), RecordBuilder(.signal, number: 2),
            ]
        #expect(
            text(summary(records)) == """
                % time     seconds  usecs/call     calls    errors       p50       p95       p99       max syscall
                ------ ----------- ----------- --------- --------- --------- --------- --------- --------- ----------------
                 75.00    0.000600         200         3               198.7     300.0     300.0     300.0 read
                 25.00    0.000200         200         1         1     200.0     200.0     200.0     200.0 openat
                ------ ----------- ----------- --------- --------- --------- --------- --------- --------- ----------------
                100.00    0.000800         200         4         1     198.7     300.0     300.0     300.0 total

                """)
    }

    @Test func withoutTimesThereAreCountsAlone() {
        let calls = summary([
            RecordBuilder(.call, number: 1), RecordBuilder(.call, number: 500, result: -38), RecordBuilder(.call, number: 1),
        ])
        calls.consume(Loss(count: 2, cpu: 0, from: 0, to: 0))
        #expect(
            text(calls) == """
                    calls    errors syscall
                --------- --------- ----------------
                        2           write
                        1         1 syscall_0x1f4
                --------- --------- ----------------
                        3         1 total
                lost 2 calls, not counted above

                """)
    }

    @Test func birthsAreCountedOnce() {
        let rows = summary([record("fork", [], 5), record("fork", [], 0), record("clone", [0, 0], 0, abi: .i386)]).sortedRows(by: .name)
        #expect(rows.map(\.name) == ["fork"] && rows.reduce(0) { $0 + $1.calls } == 1)
    }

    @Test func calls32BitHaveLinesOfTheirOwn() {
        let names = summary([RecordBuilder(.call, abi: .i386, number: 3), RecordBuilder(.call, number: 0)]).sortedRows(by: .name).map(
            \.name)
        #expect(names == ["read", "read (i386)"])
    }

    @Test(arguments: [
        (CallSummary.Order.time, ["write", "read", "close"]), (.calls, ["read", "close", "write"]), (.errors, ["close", "read", "write"]),
        (.name, ["close", "read", "write"]),
    ]) func order(order: CallSummary.Order, expected: [String]) {
        let records = [
            timed(0, microseconds: 1), timed(0, microseconds: 1), timed(0, microseconds: 1), timed(1, microseconds: 50),
            timed(3, microseconds: 1, result: -9),
            timed(3, microseconds: 1),
        ]
        #expect(summary(records).sortedRows(by: order).map(\.name) == expected)
    }

    @Test func garbageNumbersDoNotGrowTheTable() {
        let calls = summary((0..<2000).map { RecordBuilder(.call, number: Int32(100_000 + $0)) })
        let rows = calls.sortedRows()
        #expect(rows.count <= 257)
        #expect(rows.reduce(0) { $0 + $1.calls } == 2000)
    }
}

@Suite struct DurationHistogramTests {
    @Test func percentilesAreWithinThreePercent() {
        var histogram = DurationHistogram()
        for value in 1...100_000 as ClosedRange<UInt64> { histogram.add(value) }
        for percent in [1.0, 10, 50, 95, 99] {
            let exact = 1000 * percent
            #expect(abs(Double(histogram.percentile(percent)) - exact) / exact < 0.03, "p\(percent)")
        }
        #expect(histogram.percentile(100) == 100_000 && histogram.percentile(0) == 1)
        #expect(histogram.minimum == 1 && histogram.maximum == 100_000 && histogram.count == 100_000 && histogram.total == 5_000_050_000)
    }

    @Test(arguments: [0, 1, 31, 32, 33, 63, 64, 1 << 39, (1 << 40) - 1, 1 << 40, .max] as [UInt64]) func extremes(value: UInt64) {
        var histogram = DurationHistogram()
        histogram.add(value)
        #expect(histogram.percentile(50) == value)
        histogram.add(value)
        #expect(histogram.total == (value > .max / 2 ? .max : value * 2))
    }

    @Test func sumsAreThoseOfTheParts() {
        var (left, right, both) = (DurationHistogram(), DurationHistogram(), DurationHistogram())
        for value in 0..<100 as Range<UInt64> {
            if value % 3 == 0 { left.add(value * 77) } else { right.add(value * 77) }
            both.add(value * 77)
        }
        left.add(right)
        left.add(DurationHistogram())
        #expect(left.percentile(50) == both.percentile(50) && left.total == both.total && left.count == both.count && left.minimum == 0)
        var empty = DurationHistogram()
        empty.add(both)
        #expect(empty.maximum == both.maximum)
        #expect(DurationHistogram().percentile(50) == 0)
    }
}
