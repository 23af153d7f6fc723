/// How often a call took how long: 32 steps for each power of two of nanoseconds, so that a percentile is off by at most 3 %.
///
/// Memory is bounded: times from 2⁴⁰ ns (18 minutes) on share the last step.
package struct DurationHistogram: Sendable {
    private static let stepBits = 5
    private static let steps = 1 << stepBits
    private static let highestBit = 39

    private var counts: [UInt64] = []
    package private(set) var count: UInt64 = 0
    /// Nanoseconds, all calls together.
    package private(set) var total: UInt64 = 0
    package private(set) var minimum: UInt64 = .max
    package private(set) var maximum: UInt64 = 0

    package init() {}

    package mutating func add(_ nanoseconds: UInt64) {
        if counts.isEmpty { counts = Array(repeating: 0, count: (Self.highestBit - Self.stepBits + 2) * Self.steps) }
        counts[Self.step(nanoseconds)] += 1
        count += 1
        total = total.addingReportingOverflow(nanoseconds).overflow ? .max : total + nanoseconds
        minimum = min(minimum, nanoseconds)
        maximum = max(maximum, nanoseconds)
    }

    package mutating func add(_ other: DurationHistogram) {
        guard other.count > 0 else { return }
        if counts.isEmpty {
            counts = other.counts
        } else {
            for step in counts.indices { counts[step] += other.counts[step] }
        }
        count += other.count
        total = total.addingReportingOverflow(other.total).overflow ? .max : total + other.total
        minimum = min(minimum, other.minimum)
        maximum = max(maximum, other.maximum)
    }

    /// The time within which `percent` of the calls ended, in nanoseconds; 0 without any.
    package func percentile(_ percent: Double) -> UInt64 {
        guard count > 0 else { return 0 }
        let wanted = max(1, UInt64((Double(count) * min(max(percent, 0), 100) / 100).rounded(.up)))
        if wanted >= count { return maximum }
        var seen: UInt64 = 0
        for (step, number) in counts.enumerated() {
            seen += number
            if seen >= wanted { return min(max(Self.value(step), minimum), maximum) }
        }
        return maximum
    }

    private static func step(_ value: UInt64) -> Int {
        if value < UInt64(steps) { return Int(value) }
        let bit = 63 - value.leadingZeroBitCount
        if bit > highestBit { return (highestBit - stepBits + 2) * steps - 1 }
        let within = Int(value >> UInt64(bit - stepBits)) - steps
        return (bit - stepBits + 1) * steps + within
    }

    /// The middle of a step.
    private static func value(_ step: Int) -> UInt64 {
        if step < steps { return UInt64(step) }
        let shift = step / steps - 1
        return UInt64(step % steps + steps) << UInt64(shift) + (UInt64(1) << UInt64(shift)) / 2
    }
}
