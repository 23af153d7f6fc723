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
