extension Spread {
    package var json: JSON {
        .object([
            ("count", .number(Double(count))), ("minimum", .number(minimum)), ("lower_quartile", .number(lowerQuartile)),
            ("median", .number(median)), ("upper_quartile", .number(upperQuartile)), ("maximum", .number(maximum)),
        ])
    }
}

extension CaseResult {
    /// The case with every sample, so that other statistics can be made of it.
    package var json: JSON {
        .object([
            ("name", .string(name)), ("title", .string(title)), ("unit", .string(unit)),
            ("baseline", baseline.map(JSON.string) ?? .null),
            ("candidates", .array(candidates.map(json(of:)))),
            ("verdicts", .array(verdicts.map(json(of:)))),
        ])
    }

    private func json(of candidate: CandidateResult) -> JSON {
        let (outcome, reason): (String, JSON) =
            switch candidate.outcome {
            case .measured: ("measured", .null)
            case .skipped(let reason): ("skipped", .string(reason))
            case .failed(let reason): ("failed", .string(reason))
            }
        return .object([
            ("name", .string(candidate.name)), ("outcome", .string(outcome)), ("reason", reason),
            // One entry for each round, null where the candidate did not run: entries of one index belong together.
            ("samples", .array(rounds.map { $0[candidate.name].map(JSON.number) ?? .null })),
            ("spread", Spread(samples(of: candidate.name))?.json ?? .null),
            ("extra", extra(of: candidate.name)?.json ?? .null),
            ("captured", candidate.captured.map { .number(Double($0)) } ?? .null),
            ("lost", candidate.lost.map { .number(Double($0)) } ?? .null),
        ])
    }

    private func json(of verdict: Verdict) -> JSON {
        .object([
            ("statement", .string(verdict.statement)), ("spread", verdict.spread?.json ?? .null),
            ("goal", verdict.goal.map { .string($0.text) } ?? .null), ("met", verdict.met.map(JSON.boolean) ?? .null),
        ])
    }
}
