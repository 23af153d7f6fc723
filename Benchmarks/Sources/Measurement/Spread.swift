/// The middle and the spread of repeated measurements.
package struct Spread: Sendable, Equatable {
    package let count: Int
    package let minimum: Double
    package let lowerQuartile: Double
    package let median: Double
    package let upperQuartile: Double
    package let maximum: Double

    /// nil when there are no samples. Quartiles between two samples are interpolated linearly.
    package init?(_ samples: [Double]) {
        let sorted = samples.sorted()
        guard let first = sorted.first, let last = sorted.last else { return nil }
        func quantile(_ fraction: Double) -> Double {
            let position = fraction * Double(sorted.count - 1)
            let below = Int(position)
            let above = min(below + 1, sorted.count - 1)
            return sorted[below] + (sorted[above] - sorted[below]) * (position - Double(below))
        }
        count = sorted.count
        minimum = first
        lowerQuartile = quantile(0.25)
        median = quantile(0.5)
        upperQuartile = quantile(0.75)
        maximum = last
    }
}
