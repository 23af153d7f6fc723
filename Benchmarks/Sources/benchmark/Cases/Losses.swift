import Measurement

extension Bench {
    /// Whether every call is accounted for: captured and lost records add up to the calls that were made.
    func losses() -> Case {
        let calls = 1_000_000
        return Case(
            name: "losses", title: "\(plain(Double(calls))) getppid calls, captured + lost", unit: "records",
            rounds: rounds(3, quick: 1),
            candidates: [
                lossesCandidate("trapline", options: [], calls: calls),
                lossesCandidate("trapline --buffer 65536", options: ["--buffer", "65536"], calls: calls),
            ])
    }

    private func lossesCandidate(_ name: String, options: [String], calls: Int) -> Candidate {
        let arguments =
            traplineTrace(options + ["-e", "trace=getppid"], output: "/dev/null")
            + [workspace.tool("calls"), "getppid", String(calls), workspace.file("result")]
        return Candidate(name: name, obstacle: traplineObstacle, goal: .exactly(Double(calls))) {
            [self] () throws(BenchmarkError) in
            _ = try Command(name: name, arguments: arguments, messages: workspace.file("messages")).run()
            let counts = try traplineCounts(of: name)
            return Sample(value: Double(counts.captured + counts.lost), counts: counts)
        }
    }
}
