/// What became of a candidate.
package enum Outcome: Sendable, Equatable {
    /// It ran in at least one round.
    case measured
    /// It could not run here.
    case skipped(reason: String)
    /// It was started and failed.
    case failed(reason: String)
}

/// One candidate of a finished case.
package struct CandidateResult: Sendable {
    package let name: String
    package var outcome: Outcome
    /// Records that it reported as captured and as lost, summed over its runs; nil where it does not report them.
    package var captured: Int?
    package var lost: Int?
    /// What the median of its values has to be; nil when it is only shown.
    package let goal: Bound?
    /// What its lost records have to be.
    package let lostGoal: Bound?

    package init(name: String, outcome: Outcome, goal: Bound? = nil, lostGoal: Bound? = nil) {
        self.name = name
        self.outcome = outcome
        self.goal = goal
        self.lostGoal = lostGoal
    }
}

/// A goal and whether it was met; nil when there was nothing to judge.
package struct Verdict: Sendable, Equatable {
    package let statement: String
    package let spread: Spread?
    package let goal: Bound?

    package var met: Bool? {
        guard let spread, let goal else { return nil }
        return goal.holds(for: spread.median)
    }
}

/// A finished case.
package struct CaseResult: Sendable {
    package let name: String
    package let title: String
    package let unit: String
    /// The candidate that the column of extra times counts from; nil when the case has none.
    package let baseline: String?
    package var candidates: [CandidateResult]
    package let comparisons: [Comparison]
    /// The value of each candidate in each round, by its name.
    package var rounds: [[String: Double]] = []

    package init(
        name: String, title: String, unit: String, baseline: String?, candidates: [CandidateResult], comparisons: [Comparison]
    ) {
        self.name = name
        self.title = title
        self.unit = unit
        self.baseline = baseline
        self.candidates = candidates
        self.comparisons = comparisons
    }

    /// The values of a candidate, in the order of the rounds.
    package func samples(of candidate: String) -> [Double] { rounds.compactMap { $0[candidate] } }

    /// What a candidate took beyond the baseline, round by round; nil for the baseline itself.
    package func extra(of candidate: String) -> Spread? {
        guard let baseline, candidate != baseline else { return nil }
        return Spread(rounds.compactMap { round in round[candidate].flatMap { value in round[baseline].map { value - $0 } } })
    }

    /// The ratios, and the goals of single candidates, in the order in which the case states them.
    package var verdicts: [Verdict] {
        comparisons.map { comparison in
            let measure = comparison.measure == .whole ? "" : ", extra"
            return Verdict(
                statement: "\(comparison.subject) / \(comparison.reference)\(measure)", spread: Spread(comparison.ratios(in: rounds)),
                goal: comparison.goal)
        }
            + candidates.flatMap { candidate in
                var verdicts: [Verdict] = []
                if let goal = candidate.goal {
                    verdicts.append(
                        Verdict(statement: "\(candidate.name), \(unit)", spread: Spread(samples(of: candidate.name)), goal: goal))
                }
                if let goal = candidate.lostGoal {
                    let lost = candidate.outcome == .measured ? candidate.lost.flatMap { Spread([Double($0)]) } : nil
                    verdicts.append(Verdict(statement: "\(candidate.name), lost", spread: lost, goal: goal))
                }
                return verdicts
            }
    }
}
