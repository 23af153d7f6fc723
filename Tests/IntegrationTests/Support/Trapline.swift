import Foundation
import Glibc
import Testing

/// The program under test.
enum Trapline {
    /// Where `make test` says; otherwise what was built last in this checkout.
    static let binary: String = {
        if let path = getenv("TRAPLINE_BINARY") { return String(cString: path) }
        let checkout = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")
        let release = "\(checkout)/.build/release/trapline"
        return Files.exists(release) ? release : "\(checkout)/.build/debug/trapline"
    }()

    /// Starts `trapline` with these arguments.
    static func start(_ arguments: [String], input: ChildProcess.Input = .nothing, output: ChildProcess.Output = .captured) throws
        -> ChildProcess
    {
        try ChildProcess([binary] + arguments, input: input, output: output)
    }

    /// Runs `trapline` to its end, and holds it to leaving nothing in the kernel.
    static func run(_ arguments: [String], output: ChildProcess.Output = .captured) throws -> Ended {
        let before = LoadedPrograms.all()
        let process = try start(arguments, output: output)
        let status = try process.wait()
        try LoadedPrograms.waitUntilNoOrphans(since: before)
        return Ended(status: status, outputBytes: process.outputBytes, errors: process.errors)
    }

    struct Ended {
        let status: ExitStatus
        let outputBytes: [UInt8]
        let errors: String

        var output: String { String(decoding: outputBytes, as: UTF8.self) }
        var lines: [TraceLine] { TraceLine.parse(outputBytes) }
    }

    /// Traces a command to its end: the lines with their tasks in a file, so that the command keeps its own standard output.
    static func trace(
        _ options: [String] = [], _ command: [String], input: String? = nil, within limit: Duration = patience
    ) throws -> Trace {
        let files = try TemporaryDirectory()
        let before = LoadedPrograms.all()
        let arguments = ["trace", "-f", "-o", files["trace"], "--report", files["report"]] + options + ["--"] + command
        let process = try start(arguments, input: input == nil ? .nothing : .pipe)
        if let input {
            try process.send(input)
            process.closeInput()
        }
        let status = try process.wait(within: limit)
        try LoadedPrograms.waitUntilNoOrphans(since: before)
        return Trace(
            status: status, output: process.output, errors: process.errors, bytes: (try? Files.bytes(files["trace"])) ?? [],
            report: (try? Files.bytes(files["report"])) ?? [])
    }
}

/// A finished trace.
struct Trace {
    let status: ExitStatus
    /// What the command wrote.
    let output: String
    let errors: String
    /// The trace itself.
    let bytes: [UInt8]
    let lines: [TraceLine]
    private let reportBytes: [UInt8]

    init(status: ExitStatus, output: String, errors: String, bytes: [UInt8], report: [UInt8]) {
        self.status = status
        self.output = output
        self.errors = errors
        self.bytes = bytes
        lines = TraceLine.parse(bytes)
        reportBytes = report
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The numbers of `--report`.
    struct Account: Decodable {
        var captured: Int
        var lost: Int
        var bytes: Int
        var hooks: Int
        var engine: String
        var duration_seconds: Double

        init(_ bytes: [UInt8]) throws { self = try JSONDecoder().decode(Account.self, from: Data(bytes)) }

        init(reading path: String) throws { try self.init(Files.bytes(path)) }
    }

    func account() throws -> Account { try Account(reportBytes) }

    func calls(_ name: String) -> [TraceLine] { lines.filter { $0.name == name } }

    /// The lines of each task, in order.
    var tasks: [Int: [TraceLine]] { Dictionary(grouping: lines.filter { $0.pid != nil }) { $0.pid ?? 0 } }

    var lostCalls: Int { lines.reduce(0) { $0 + $1.lostCalls } }
}
