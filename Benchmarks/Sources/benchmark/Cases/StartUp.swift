import Measurement

extension Bench {
    /// What it takes to trace a command that does nothing: arming and disarming.
    func startUp() -> Case {
        Case(
            name: "start-up", title: "true, from start to exit", unit: "ms", rounds: rounds(25, quick: 20),
            candidates: [
                startUpCandidate("true", obstacle: nil, prefix: []),
                startUpCandidate(
                    "strace true", obstacle: Peer.strace.obstacle, prefix: ["strace", "-o", "/dev/null"]),
                startUpCandidate(
                    "trapline trace -- true", obstacle: traplineObstacle, prefix: [options.trapline, "trace", "--"], goal: .atMost(70)),
                startUpCandidate(
                    "trapline trace -e trace=openat -- true", obstacle: traplineObstacle,
                    prefix: [options.trapline, "trace", "-e", "trace=openat", "--"], goal: .atMost(35)),
            ])
    }

    private func startUpCandidate(_ name: String, obstacle: String?, prefix: [String], goal: Bound? = nil) -> Candidate {
        Candidate(name: name, obstacle: obstacle, goal: goal) { [workspace] () throws(BenchmarkError) in
            let ending = try Command(name: name, arguments: prefix + ["true"], messages: workspace.file("messages")).run()
            return Sample(value: Double(ending.nanoseconds) / 1e6)
        }
    }
}
