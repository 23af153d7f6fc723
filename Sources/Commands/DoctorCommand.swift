import ArgumentParser
import Glibc
import Kernel

/// `trapline doctor`: what this kernel and this user may do.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what this kernel and this user may do, and what would help.",
        discussion: """
            Each line answers yes, no or cannot tell. What is refused is not changed: nothing is mounted, switched on or left behind. The exit status is 0
            when 'trapline trace' can work here, 1 when it cannot.
            """)

    func run() throws {
        let features = FeatureProbes.all()
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let width = features.map { $0.name.rawValue.count }.max() ?? 0
        var text = ""
        for feature in features {
            let (answer, colour) =
                switch feature.answer {
                case .yes: ("yes", "32")
                case .no: ("no", "31")
                case .cannotTell: ("cannot tell", "33")
                }
            let name = feature.name.rawValue + String(repeating: " ", count: width - feature.name.rawValue.count)
            let shown = isTerminal ? "\u{1b}[\(colour)m\(answer)\u{1b}[0m" : answer
            let detail = feature.answer.detail
            let padding = String(repeating: " ", count: 13 - answer.count)
            text += "\(name)  \(shown)\(detail.isEmpty ? "" : padding + detail)\n"
            guard !feature.answer.isYes else { continue }
            let indent = String(repeating: " ", count: width + 15)
            text += "\(indent)for: \(feature.purpose)\n"
            if let remedy = feature.remedy { text += "\(indent)would help: \(remedy)\n" }
        }
        let missing = features.filter { Self.needed.contains($0.name) && !$0.answer.isYes }
        if missing.isEmpty {
            text += "\n'trapline trace' works here.\n"
        } else {
            text += "\n'trapline trace' does not work here; it needs: \(missing.map(\.name.rawValue).joined(separator: ", ")).\n"
        }
        try OutputFileWriter.print(text)
        if !missing.isEmpty { throw ExitCode(1) }
    }

    /// Without these nothing can be traced; the others widen what can.
    private static let needed: Set<FeatureName> = [
        .systemCall, .typeInformation, .syscallTracepoint, .ringBuffer, .taskStorage, .tailCalls,
    ]
}
