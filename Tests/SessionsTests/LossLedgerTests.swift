import Compiler
import Events
import Testing

@testable import Sessions

/// Counters that a test sets.
private final class FakeCounters: LossCounters {
    let elementStep = 64
    private var bytes: [Int: UInt64] = [:]

    func set(_ processor: Int, calls: UInt64, others: UInt64, time: UInt64) {
        bytes[processor * 64 + Int(LossEntry.calls)] = calls
        bytes[processor * 64 + Int(LossEntry.others)] = others
        bytes[processor * 64 + Int(LossEntry.time)] = time
    }

    func load(_ offset: Int) -> UInt64 { bytes[offset] ?? 0 }
}

/// What was lost between two looks, and altogether.
@Suite struct LossLedgerTests {
    @Test func eachLookTellsWhatIsNew() {
        let counters = FakeCounters()
        var ledger = LossLedger(counters, processors: 3, now: 100)
        #expect(ledger.look(now: 200).isEmpty)
        counters.set(0, calls: 5, others: 0, time: 250)
        counters.set(2, calls: 1, others: 7, time: 290)
        #expect(
            ledger.look(now: 300) == [
                Loss(count: 5, others: 0, cpu: 0, from: 200, to: 250), Loss(count: 1, others: 7, cpu: 2, from: 200, to: 290),
            ])
        #expect(ledger.look(now: 400).isEmpty)
        counters.set(0, calls: 5, others: 2, time: 450)
        #expect(ledger.look(now: 500) == [Loss(count: 0, others: 2, cpu: 0, from: 400, to: 450)])
        #expect(ledger.totalCalls == 6)
        #expect(ledger.totalOthers == 9)
    }

    /// The program counts first and may be seen between the count and the time.
    @Test func aTimeFromBeforeTheLookIsNotBelieved() {
        let counters = FakeCounters()
        var ledger = LossLedger(counters, processors: 1, now: 1000)
        counters.set(0, calls: 1, others: 0, time: 900)
        #expect(ledger.look(now: 2000) == [Loss(count: 1, cpu: 0, from: 1000, to: 1000)])
    }

    @Test func processorsBeyondThoseOfTheSessionAreNotLookedAt() {
        let counters = FakeCounters()
        counters.set(4, calls: 9, others: 9, time: 1)
        var ledger = LossLedger(counters, processors: 4, now: 0)
        #expect(ledger.look(now: 10).isEmpty)
        #expect(ledger.totalCalls == 0)
    }
}
