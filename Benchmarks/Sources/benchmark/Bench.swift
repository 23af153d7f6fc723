import Glibc
import Measurement

/// What the cases build their candidates from: the options, the workspace, and what can run here.
final class Bench {
    let options: Options
    let workspace: Workspace
    /// Why the product cannot be measured; nil when it can.
    let traplineObstacle: String?
    /// Why the hand-written probe cannot be measured; nil when it can.
    let probeObstacle: String?

    init(options: Options, workspace: Workspace) throws(BenchmarkError) {
        self.options = options
        self.workspace = workspace
        traplineObstacle = try Self.findTraplineObstacle(options.trapline, in: workspace)
        if !isExecutable(workspace.tool("probe")) || access(workspace.tool("probe.bpf.o"), R_OK) != 0 {
            probeObstacle = "not built (needs libbpf-dev and a clang with the target bpf: make deps)"
        } else {
            probeObstacle = needsRoot
        }
    }

    /// The full or the quick of two sizes.
    func size<Size>(_ full: Size, quick: Size) -> Size { options.quick ? quick : full }

    /// Rounds of a case: those asked for on the command line go first.
    func rounds(_ full: Int, quick: Int) -> Int { options.rounds ?? size(full, quick: quick) }

    /// The start of a `trapline trace` command line that writes its report where `traplineCounts` looks.
    ///
    /// - Parameter output: the file for `-o`; nil for standard output.
    func traplineTrace(_ selection: [String], output: String?) -> [String] {
        [options.trapline, "trace", "--report", workspace.file("report")] + (output.map { ["-o", $0] } ?? []) + selection + ["--"]
    }

    /// What the last traced run reported.
    func traplineCounts(of name: String) throws(BenchmarkError) -> ReportedCounts {
        try Self.counts(in: workspace.file("report"), of: name)
    }

    private static func counts(in file: String, of name: String) throws(BenchmarkError) -> ReportedCounts {
        defer { unlink(file) }
        guard let counts = readText(file).flatMap(ReportedCounts.init(report:)) else { throw .noResult(name: name, file: file) }
        return counts
    }

    /// Traces a command once: the product is measured only when it does that.
    private static func findTraplineObstacle(_ trapline: String, in workspace: Workspace) throws(BenchmarkError) -> String? {
        guard isExecutable(trapline) else { return "not built: there is no \(trapline) (make build)" }
        let report = workspace.file("report")
        let arguments = [trapline, "trace", "-o", workspace.file("trace"), "--report", report, "--", "sh", "-c", "exit 7"]
        do throws(BenchmarkError) {
            _ = try Command(
                name: "trapline trace", arguments: arguments, messages: workspace.file("messages"), expectedStatus: 7, limit: 20
            ).run()
            return try counts(in: report, of: "trapline trace").captured > 0 ? nil : "\(trapline) captures nothing"
        } catch {
            if case .interrupted = error { throw error }
            return "\(trapline) cannot trace here: \(error.sentence)"
        }
    }
}
