/// What two candidates are compared by.
package enum Measure: Sendable, Equatable {
    /// The values as they were measured.
    case whole
    /// What each took beyond the value of a third candidate, in the same round.
    case extra(over: String)
}

/// A ratio between two candidates of a case.
///
/// A ratio is formed within a round, from runs that stood next to each other, so that what slows the whole machine down for a
/// while cancels out. The spread is over the ratios of the rounds.
package struct Comparison: Sendable, Equatable {
    package let subject: String
    package let reference: String
    package let measure: Measure
    /// What the median of the ratios has to be; nil when the ratio is only shown.
    package let goal: Bound?

    package init(_ subject: String, to reference: String, by measure: Measure, goal: Bound? = nil) {
        self.subject = subject
        self.reference = reference
        self.measure = measure
        self.goal = goal
    }

    /// The ratio of each round that has all values which it needs.
    ///
    /// A round whose reference came out at or below zero says nothing and is left out; with extra times that happens when the
    /// noise is larger than what is measured.
    package func ratios(in rounds: [[String: Double]]) -> [Double] {
        rounds.compactMap { round in
            guard var value = round[subject], var divisor = round[reference] else { return nil }
            if case .extra(let base) = measure {
                guard let untouched = round[base] else { return nil }
                value -= untouched
                divisor -= untouched
            }
            return divisor > 0 ? value / divisor : nil
        }
    }
}
