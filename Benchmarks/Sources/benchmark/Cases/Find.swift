import Glibc
import Measurement

extension Bench {
    /// A program that does little but system calls with paths and structures, everything decoded into a file.
    ///
    /// A value is the time of the whole command, from its start to its exit: arming, the work, and writing the rest of the text.
    /// The part "find alone" is what the program itself took meanwhile.
    func find() throws(BenchmarkError) -> Case {
        let tree = workspace.file("tree")
        let files = size(200_000, quick: 20_000)
        // Over the small tree of a quick run the start of the tracer would be judged, which has a case of its own.
        let goal: Bound? = options.quick ? nil : .atMost(1.3)
        try FileTree.make(at: tree, files: files)
        let untraced = findCandidate("untraced", obstacle: nil, prefix: [], tree: tree, reports: false)
        var trapline = findCandidate(
            "trapline -o FILE", obstacle: traplineObstacle, prefix: traplineTrace([], output: workspace.file("trace")), tree: tree,
            reports: true)
        trapline.lostGoal = .exactly(0)
        var strace = findCandidate(
            "strace -f -o FILE", obstacle: Peer.strace.obstacle, prefix: ["strace", "-f", "-o", workspace.file("trace")], tree: tree,
            reports: false)
        strace.maximumRounds = size(3, quick: 1)
        return Case(
            name: "find", title: "find over \(plain(Double(files))) files, every call decoded into a file", unit: "ms",
            rounds: rounds(7, quick: 3), candidates: [untraced, trapline, strace],
            comparisons: [
                Comparison(trapline.name, to: untraced.name, by: .whole, goal: goal),
                Comparison(trapline.partName(Self.alone), to: untraced.partName(Self.alone), by: .whole),
                Comparison(strace.name, to: untraced.name, by: .whole),
            ])
    }

    private static let alone = "find alone"

    private func findCandidate(_ name: String, obstacle: String?, prefix: [String], tree: String, reports: Bool) -> Candidate {
        // A test on the size makes find ask for the state of every file, not only list the directories.
        let arguments = prefix + [workspace.tool("timed"), workspace.file("result"), "find", tree, "-size", "+1"]
        return Candidate(name: name, obstacle: obstacle, parts: [Self.alone]) { [self] () throws(BenchmarkError) in
            defer { unlink(workspace.file("trace")) }
            let ending = try Command(name: name, arguments: arguments, messages: workspace.file("messages")).run()
            return Sample(
                value: Double(ending.nanoseconds) / 1e6, counts: reports ? try traplineCounts(of: name) : nil,
                parts: [Self.alone: try workspace.nanosecondsPerCall(of: name) / 1e6])
        }
    }
}
