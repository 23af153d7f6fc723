import Measurement

extension Bench {
    /// How fast records become text on one core, without the kernel and without a file.
    func rendering() -> Case {
        Case(
            name: "rendering", title: "records in memory to strace's text, one core", unit: "lines per second",
            rounds: rounds(7, quick: 3),
            candidates: [
                renderingCandidate("getuid", mix: "getuid", goal: nil),
                renderingCandidate("mixed calls", mix: "mixed", goal: .atLeast(1_000_000)),
            ])
    }

    private func renderingCandidate(_ name: String, mix: String, goal: Bound?) -> Candidate {
        let program = options.rendering
        let lines = size(2_000_000, quick: 500_000)
        let obstacle = isExecutable(program) ? nil : "not built: there is no \(program)"
        return Candidate(name: name, obstacle: obstacle, goal: goal) { [workspace] () throws(BenchmarkError) in
            let arguments = [program, mix, String(lines), workspace.file("result")]
            _ = try Command(name: name, arguments: arguments, messages: workspace.file("messages")).run()
            return Sample(value: 1e9 / (try workspace.nanosecondsPerCall(of: name)))
        }
    }
}
