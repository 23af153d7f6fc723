import Events
import Schema
import Testing

@testable import Sessions

/// A ring that a test fills.
private final class FakeRing: RecordRing {
    var waiting: [[UInt8]] = []
    let capacity = 1 << 20

    var available: Int { waiting.reduce(0) { $0 + $1.count + 8 } }

    func drain(_ body: (UnsafeRawBufferPointer) -> Void) {
        for record in waiting { record.withUnsafeBytes(body) }
        waiting = []
    }
}

/// Records of all rings, in the order of their times.
@Suite struct RingMergerTests {
    private let rings: [FakeRing]
    private let merger: RingMerger<FakeRing>

    init() {
        rings = (0..<3).map { _ in FakeRing() }
        merger = RingMerger(rings)
    }

    private func record(_ time: UInt64, tid: UInt32 = 1, padding: Int = 0) -> [UInt8] {
        var builder = RecordBuilder(.call, time: time, tid: tid)
        if padding > 0 { builder.addChunk(0, .bytes, [UInt8](repeating: 7, count: padding)) }
        return builder.bytes
    }

    /// Times and processors of a batch.
    private func times(_ batch: RecordBatch) -> [(time: UInt64, cpu: UInt32)] {
        var result: [(UInt64, UInt32)] = []
        batch.forEach {
            result.append(($0.time, $1))
        } malformed: { _, cpu in
            result.append((0, cpu))
        }
        return result
    }

    private func drain(now: UInt64, final: Bool = false) -> [(time: UInt64, cpu: UInt32)] {
        let batch = RecordBatch()
        merger.drain(into: batch, now: now, final: final)
        return times(batch)
    }

    @Test func recordsComeByTime() {
        rings[0].waiting = [10, 40, 50].map { record($0) }
        rings[1].waiting = [20, 30, 60].map { record($0) }
        rings[2].waiting = [5, 70].map { record($0) }
        let merged = drain(now: 10_000_000)
        #expect(merged.map(\.time) == [5, 10, 20, 30, 40, 50, 60, 70])
        #expect(merged.map(\.cpu) == [2, 0, 1, 1, 0, 0, 1, 2])
        #expect(drain(now: 10_000_000).isEmpty)
    }

    /// A record that is older than what was merged may still be on its way while its moment is young.
    @Test func youngRecordsWaitForTheNextRound() {
        let slack = RingMerger<FakeRing>.slack
        let now = 10 * slack
        rings[0].waiting = [record(now - slack - 1), record(now - slack), record(now - 1)]
        #expect(drain(now: now).map(\.time) == [now - slack - 1])
        rings[1].waiting = [record(now - 2)]
        #expect(drain(now: now + slack).map(\.time) == [now - slack, now - 2, now - 1])
    }

    @Test func theEndEmptiesEverything() {
        rings[0].waiting = [record(1000)]
        rings[2].waiting = [record(999), record(.max - 1)]
        #expect(drain(now: 1).isEmpty)
        #expect(drain(now: 1, final: true).map(\.time) == [999, 1000, .max - 1])
    }

    @Test func theClockIsYoungerThanTheSlack() {
        rings[0].waiting = [record(0), record(1)]
        #expect(drain(now: 5).isEmpty)
        #expect(drain(now: 5, final: true).count == 2)
    }

    /// With one ring there is nothing to merge, and nothing waits.
    @Test func aSingleRingIsTakenAsItIs() {
        let ring = FakeRing()
        let merger = RingMerger([ring])
        ring.waiting = [30, 10, 20].map { record($0) }
        let batch = RecordBatch()
        merger.drain(into: batch, now: 0)
        #expect(times(batch).map(\.time) == [30, 10, 20])
        #expect(times(batch).allSatisfy { $0.cpu == 0 })
    }

    /// Whatever the times and however often somebody looks: all records come once, each with its processor, and in order as far as the rings are.
    @Test(arguments: [UInt64(1), 2, 3, 4, 5]) func nothingIsLostOrDoubled(_ seed: UInt64) {
        var state = seed
        func random(_ limit: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % limit
        }
        var now: UInt64 = 5_000_000
        var made: [UInt32: Int] = [:]
        var merged: [(time: UInt64, tid: UInt32, cpu: UInt32)] = []
        var next: UInt32 = 0
        func take(final: Bool = false) {
            let batch = RecordBatch(capacity: 64)
            merger.drain(into: batch, now: now, final: final)
            batch.forEach {
                merged.append(($0.time, $0.tid, $1))
            } malformed: { _, _ in
            }
        }
        var clocks: [UInt64] = [0, 0, 0]
        for _ in 0..<200 {
            for (index, ring) in rings.enumerated() {
                for _ in 0..<random(6) {
                    // Never older than what the last look could have taken.
                    clocks[index] = max(clocks[index], now) + random(400_000)
                    ring.waiting.append(record(clocks[index], tid: next, padding: random(20) == 0 ? 70_000 : 0))
                    made[next] = index
                    next += 1
                }
            }
            now += random(2_000_000)
            take()
        }
        take(final: true)
        #expect(merged.count == made.count)
        #expect(Set(merged.map(\.tid)).count == made.count)
        #expect(merged.allSatisfy { made[$0.tid] == Int($0.cpu) })
        #expect(merged.map(\.time) == merged.map(\.time).sorted())
        #expect(merger.failedAppends == 0)
    }

    /// A record whose time was taken before it was reserved may stand behind a younger one in its own ring.
    @Test func aRingThatIsNotQuiteInOrderLosesNothing() {
        rings[0].waiting = [20, 10, 30].map { record($0) }
        rings[1].waiting = [15].map { record($0) }
        #expect(drain(now: 10_000_000).map(\.time).sorted() == [10, 15, 20, 30])
    }

    /// What is no record goes on to those who say so.
    @Test func aRecordWithoutATimeIsPassedOn() {
        rings[0].waiting = [[1, 2, 3], record(10)]
        #expect(drain(now: 10_000_000).map(\.time) == [0, 10])
    }

    @Test func theFullestRingCounts() {
        #expect(merger.fill == 0)
        rings[1].waiting = [[UInt8](repeating: 0, count: 1 << 18)]
        #expect(merger.fill > 0.25 && merger.fill < 0.26)
    }
}
