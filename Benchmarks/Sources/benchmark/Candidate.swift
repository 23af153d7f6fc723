import Measurement

/// What one run of a candidate gave.
struct Sample {
    var value: Double
    /// What its tracer reported about records; nil where it reports nothing.
    var counts: ReportedCounts?
    /// Further values of the same run, by the names in `Candidate.parts`.
    var parts: [String: Double] = [:]
}

/// One of the ways to do the same work that a case compares.
struct Candidate {
    let name: String
    /// Why it cannot run here; nil when it can.
    var obstacle: String?
    /// Rounds that it takes part in at most: the slow ones need fewer.
    var maximumRounds = Int.max
    /// What the median of its values has to be.
    var goal: Bound?
    /// What the number of its lost records has to be.
    var lostGoal: Bound?
    /// Further values of each run, shown as rows of their own named `name, part`.
    var parts: [String] = []
    let run: () throws(BenchmarkError) -> Sample

    func partName(_ part: String) -> String { "\(name), \(part)" }
}

/// A question and the candidates that answer it.
struct Case {
    /// The name on the command line.
    let name: String
    let title: String
    let unit: String
    /// The candidate that extra times count from; nil when there are none.
    var baseline: String?
    var rounds: Int
    var candidates: [Candidate]
    var comparisons: [Comparison] = []
}
