import Glibc
import Synchronization

/// A C program of `Fixtures/`, compiled once per run.
enum Fixture {
    private struct Built {
        // Emptied at exit, not by a deinit: this value lives as long as the process.
        var directory: String?
        var programs: [String: String] = [:]
    }

    private static let built = Mutex(Built())
    private static let sources =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/") + "/Fixtures"

    /// The path of the executable made of `name.c`.
    static func path(_ name: String, flags: [String] = []) throws -> String {
        try built.withLock { built in
            let key = ([name] + flags).joined(separator: " ")
            if let path = built.programs[key] { return path }
            let program = "\(try directory(&built))/\(name)" + flags.joined().filter { $0 != "-" }
            try Tool.run(["cc", "-O1", "-Wall", "-Werror", "-D_GNU_SOURCE", "-pthread"] + flags + ["-o", program, "\(sources)/\(name).c"])
            built.programs[key] = program
            return program
        }
    }

    /// Whether 32-bit programs can be compiled and run here.
    static let makesI386: Bool = {
        guard Tool.path(of: "cc") != nil, let program = try? path("nothing", flags: ["-m32"]) else { return false }
        return (try? Tool.run([program])) != nil
    }()

    private static func directory(_ built: inout Built) throws -> String {
        if let directory = built.directory { return directory }
        var template = Array("/tmp/trapline-fixtures.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CallFailure("mkdtemp") }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        chmod(path, 0o755)
        built.directory = path
        atexit { Fixture.removeAll() }
        return path
    }

    private static func removeAll() {
        built.withLock { built in built.directory.map(Files.removeTree) }
    }
}
