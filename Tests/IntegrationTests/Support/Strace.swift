/// The oracle.
enum Strace {
    /// Runs a command under strace; the lines begin with their tasks.
    static func trace(_ options: [String] = [], _ command: [String]) throws -> (lines: [TraceLine], status: ExitStatus) {
        let files = try TemporaryDirectory()
        let process = try ChildProcess(["strace", "-f", "-o", files["trace"]] + options + ["--"] + command)
        let status = try process.wait()
        guard Files.exists(files["trace"]) else { throw ToolFailure(description: "strace wrote nothing: \(process.errors)") }
        return (TraceLine.parse(try Files.bytes(files["trace"])), status)
    }
}

/// What strace shows and trapline does not, or the other way round, though both are right.
struct OracleException: Sendable {
    enum Side { case strace, trapline }

    let side: Side
    let reason: String
    /// Whether the line at this place is to be left out of the comparison.
    let applies: @Sendable (_ lines: [TraceLine], _ index: Int) -> Bool

    static let all: [OracleException] = [
        OracleException(side: .trapline, reason: "the child's own return from the call that made it; strace attaches to the child after that") {
            lines, index in
            ["clone", "clone3", "fork", "vfork"].contains(lines[index].name) && lines[index].result == "0"
        },
        OracleException(side: .strace, reason: "a signal that the task ignores ends where it is sent; only a debugger gets to see it") {
            lines, index in
            // The programs compared have handlers for none of these, or strace and trapline agree on the call that the handler ends with.
            guard case .signal("SIGCHLD", _) = lines[index].kind else { return false }
            return lines[(index + 1)...].first { $0.pid == lines[index].pid }?.name != "rt_sigreturn"
        },
        OracleException(side: .strace, reason: "a signal that ends the process is turned into SIGKILL before it is delivered; only a debugger gets it first") {
            lines, index in
            guard case .signal = lines[index].kind else { return false }
            return lines[(index + 1)...].first { $0.pid == lines[index].pid }?.isEnd == true
        },
    ]

    /// The lines without those that an exception explains.
    static func filter(_ lines: [TraceLine], _ side: Side) -> [TraceLine] {
        lines.indices.filter { index in !all.contains { $0.side == side && $0.applies(lines, index) } }.map { lines[$0] }
    }
}
