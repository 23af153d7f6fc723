import Sessions

/// The account of a session for scripts: `--report`.
struct SessionReport {
    let text: String

    init(_ outcome: SessionOutcome) {
        let microseconds = outcome.nanoseconds / 1000
        let fraction = String(microseconds % 1_000_000)
        let seconds = "\(microseconds / 1_000_000).\(String(repeating: "0", count: 6 - fraction.count))\(fraction)"
        text = """
            {
              "captured": \(outcome.capturedCalls),
              "lost": \(outcome.lostCalls),
              "lost_other_events": \(outcome.lostOthers),
              "recursion_misses": \(outcome.recursionMisses),
              "bytes": \(outcome.capturedBytes),
              "hooks": \(outcome.hooks),
              "engine": "ebpf",
              "duration_seconds": \(seconds)
            }

            """
    }
}
