/// A process that does on command what a test waits for: `Fixtures/puppet.c`.
final class Puppet {
    let process: ChildProcess

    /// Returns once it waits for orders.
    init(threads: Int = 0, children: Int = 0) throws {
        process = try ChildProcess([try Fixture.path("puppet"), "\(threads)", "\(children)"], input: .pipe)
        try process.waitForOutput("ready\n")
    }

    var pid: Int { Int(process.pid) }

    /// Gives an order and waits until it is done. Every tag is used once.
    func obey(_ order: String, _ tag: String) throws {
        try process.send("\(order) \(tag)\n")
        try process.waitForOutput("done \(tag)\n")
    }

    /// Gives the order with ever new tags until the condition holds.
    ///
    /// For sessions that do not say when they have begun.
    func obey(_ order: String, _ tag: String, until what: String, _ condition: () throws -> Bool) throws {
        var round = 0
        try wait(for: what) {
            round += 1
            try obey(order, "\(tag)-\(round)")
            return try condition()
        }
    }
}

/// A `trapline trace` that runs until a test ends it, with its lines in a file.
final class Session {
    let process: ChildProcess
    private let files: TemporaryDirectory
    private let before = LoadedPrograms.all()

    init(_ options: [String], command: [String] = [], input: ChildProcess.Input = .nothing) throws {
        files = try TemporaryDirectory()
        process = try Trapline.start(
            ["trace", "-f", "-o", files["trace"]] + options + (command.isEmpty ? [] : ["--"] + command), input: input)
    }

    /// Attached to these processes; returns once it is.
    static func attached(to processes: [Int], _ options: [String] = []) throws -> Session {
        let session = try Session(options + ["-p", processes.map(String.init).joined(separator: ",")])
        for process in processes { try session.process.waitForErrors("process \(process) attached") }
        return session
    }

    var text: String { (try? Files.text(files["trace"])) ?? "" }

    var lines: [TraceLine] { TraceLine.parse(text) }

    /// Waits until the lines hold something; they are written a little later than things happen.
    func wait(for what: String, _ condition: ([TraceLine]) -> Bool) throws {
        try IntegrationTests.wait(for: "\(what) in the trace; standard error: \(process.errors)") { condition(lines) }
    }

    /// The process that the command runs in, once it is known.
    func command() throws -> Int {
        try wait(for: "the command") { $0.first?.pid != nil }
        return lines.first?.pid ?? 0
    }

    /// Ends it as Ctrl-C does, and holds it to leaving nothing in the kernel.
    @discardableResult
    func interrupt(with signal: Int32 = 2) throws -> ExitStatus {
        process.signal(signal)
        return try end()
    }

    /// Waits for its end, and holds it to leaving nothing in the kernel.
    @discardableResult
    func end() throws -> ExitStatus {
        let status = try process.wait()
        try LoadedPrograms.waitUntilNoOrphans(since: before)
        return status
    }
}

extension [TraceLine] {
    /// Tasks that called access("/trapline-test/TAG/WHO").
    func marked(_ tag: String, _ who: String) -> [Int] {
        filter { $0.name == "access" && $0.arguments?.hasPrefix("\"/trapline-test/\(tag)/\(who)\"") == true }.map { $0.pid ?? 0 }
    }
}
