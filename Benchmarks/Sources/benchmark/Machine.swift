import Glibc
import Measurement

/// Where the figures were taken: they mean little without it.
struct Machine {
    let kernel: String
    let processor: String
    let processors: Int
    /// The load average of the last minute, at the start.
    let load: String
    /// What each installed peer says about its version.
    let peers: [(name: String, version: String)]

    init(workspace: Workspace) throws(BenchmarkError) {
        kernel = (readText("/proc/sys/kernel/osrelease") ?? "").filter { $0 != "\n" }
        let model = (readText("/proc/cpuinfo") ?? "").split(separator: "\n").first { $0.hasPrefix("model name") }
        processor = model?.split(separator: ":").last.map { String($0.drop { $0 == " " }) } ?? "unknown processor"
        processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        load = (readText("/proc/loadavg") ?? "").split(separator: " ").first.map(String.init) ?? "unknown"
        var peers: [(String, String)] = []
        for peer in Peer.allCases where peer.isInstalled {
            peers.append((peer.rawValue, try Self.version(of: peer, in: workspace)))
        }
        self.peers = peers
    }

    private static func version(of peer: Peer, in workspace: Workspace) throws(BenchmarkError) -> String {
        let output = workspace.file("version")
        do throws(BenchmarkError) {
            _ = try Command(
                name: peer.rawValue, arguments: peer.versionArguments, output: output, messages: workspace.file("messages"), limit: 10
            ).run()
        } catch {
            if case .interrupted = error { throw error }
            return "unknown"
        }
        let words = (readText(output) ?? "").split { $0 == " " || $0 == "\n" }
        return words.first { $0.contains(".") && $0.contains(where: \.isNumber) }.map(String.init) ?? "unknown"
    }

    /// One line for the head of the report.
    var text: String {
        let peers = peers.map { "\($0.name) \($0.version)" }.joined(separator: ", ")
        return "Linux \(kernel), \(processors) × \(processor), load \(load)" + (peers.isEmpty ? "" : "; \(peers)")
    }

    var json: JSON {
        .object([
            ("kernel", .string(kernel)), ("processor", .string(processor)), ("processors", .number(Double(processors))),
            ("load", .string(load)), ("peers", .object(peers.map { ($0.name, .string($0.version)) })),
        ])
    }
}
