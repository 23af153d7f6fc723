import Compiler
import Events
import Kernel

/// The counters of the programs, as the ledger sees them.
protocol LossCounters {
    /// Bytes from the counters of one processor to those of the next.
    var elementStep: Int { get }
    func load(_ offset: Int) -> UInt64
}

extension MappedArray: LossCounters {}

/// Keeps the account of records that found no room, per processor, from the counters that the programs keep.
struct LossLedger {
    private let counters: any LossCounters
    private let processors: Int
    private var seenCalls: [UInt64]
    private var seenOthers: [UInt64]
    private var lastLook: UInt64
    private(set) var totalCalls: UInt64 = 0
    private(set) var totalOthers: UInt64 = 0

    init(_ counters: any LossCounters, processors: Int, now: UInt64) {
        self.counters = counters
        self.processors = processors
        seenCalls = Array(repeating: 0, count: processors)
        seenOthers = seenCalls
        lastLook = now
    }

    /// What was lost since the last look. The programs note the time of the latest loss; the earliest lies after the last look.
    mutating func look(now: UInt64) -> [Loss] {
        var result: [Loss] = []
        for processor in 0..<processors {
            let base = processor * counters.elementStep
            let calls = counters.load(base + Int(LossEntry.calls))
            let others = counters.load(base + Int(LossEntry.others))
            guard calls != seenCalls[processor] || others != seenOthers[processor] else { continue }
            let newCalls = calls - seenCalls[processor]
            let newOthers = others - seenOthers[processor]
            seenCalls[processor] = calls
            seenOthers[processor] = others
            totalCalls += newCalls
            totalOthers += newOthers
            let latest = counters.load(base + Int(LossEntry.time))
            result.append(
                Loss(count: newCalls, others: newOthers, cpu: UInt32(processor), from: lastLook, to: max(latest, lastLook)))
        }
        lastLook = now
        return result
    }
}
