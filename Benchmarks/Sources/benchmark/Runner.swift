import Glibc
import Measurement

/// Runs the candidates of a case in turn.
struct Runner {
    /// Runs all rounds. A candidate that fails once is left out from then on; only a request to end stops the case.
    ///
    /// Each round starts one candidate later than the one before, so that nobody always runs behind the same neighbour.
    func run(_ question: Case) throws(BenchmarkError) -> CaseResult {
        var result = CaseResult(
            name: question.name, title: question.title, unit: question.unit, baseline: question.baseline,
            candidates: question.candidates.map {
                CandidateResult(
                    name: $0.name, outcome: $0.obstacle.map(Outcome.skipped) ?? .measured, goal: $0.goal, lostGoal: $0.lostGoal)
            },
            comparisons: question.comparisons)
        for round in 0..<question.rounds {
            var values: [String: Double] = [:]
            for turn in question.candidates.indices {
                let index = (turn + round) % question.candidates.count
                let candidate = question.candidates[index]
                guard result.candidates[index].outcome == .measured, round < candidate.maximumRounds else { continue }
                showProgress("\(question.name): round \(round + 1) of \(question.rounds), \(candidate.name)")
                try Signals.check()
                do throws(BenchmarkError) {
                    let sample = try candidate.run()
                    values[candidate.name] = sample.value
                    for (part, value) in sample.parts { values[candidate.partName(part)] = value }
                    if let counts = sample.counts {
                        result.candidates[index].captured = (result.candidates[index].captured ?? 0) + counts.captured
                        result.candidates[index].lost = (result.candidates[index].lost ?? 0) + counts.lost
                    }
                } catch {
                    if case .interrupted = error { throw error }
                    result.candidates[index].outcome = .failed(reason: error.sentence)
                }
            }
            result.rounds.append(values)
        }
        showProgress("")
        result.candidates = zip(result.candidates, question.candidates).flatMap { outcome, candidate in
            let parts = outcome.outcome == .measured ? candidate.parts : []
            return [outcome] + parts.map { CandidateResult(name: candidate.partName($0), outcome: .measured) }
        }
        return result
    }

    /// Replaces the line of progress on a terminal; says nothing elsewhere.
    private func showProgress(_ text: String) {
        guard isatty(2) == 1 else { return }
        let line = "\r\u{1B}[K" + text
        _ = line.withCString { write(2, $0, strlen($0)) }
    }
}
