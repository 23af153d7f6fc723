import Foundation

/// Runs small C programs, so that tests can ask the headers of the build machine.
enum CCompiler {
    /// Whether there is a C compiler with the kernel's headers.
    static let isAvailable = compiles(["-m64"])
    /// Whether it makes i386 programs too.
    static let makesI386 = compiles(["-m32"])

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Compiles and runs a program, and returns what it prints.
    static func output(of source: String, flags: [String] = ["-m64"]) throws -> String {
        try withProgram(source, flags: flags) { program in try run(program, []).output }
    }

    /// Compiles a program and lends its path.
    static func withProgram<Result>(_ source: String, flags: [String], _ body: (String) throws -> Result) throws -> Result {
        let directory = FileManager.default.temporaryDirectory.appending(path: "trapline-schema-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let file = directory.appending(path: "program.c")
        try Data(source.utf8).write(to: file)
        let program = directory.appending(path: "program").path
        let compilation = try run("/usr/bin/cc", flags + ["-w", "-fmax-errors=0", "-o", program, file.path])
        guard compilation.status == 0 else { throw Failure(description: compilation.errors) }
        return try body(program)
    }

    /// The values of those names that the headers define, as macro or as enumerator. Numbers of 32 bits are not sign-extended.
    static func values(of names: [String], headers: String) throws -> [String: UInt64] {
        var wanted = names
        var undeclared: Set<String> = []
        for _ in 0..<3 {
            let source = """
                \(headers)
                #include <stdio.h>
                #define VALUE(name) (sizeof(name) <= 4 ? (unsigned long long)(unsigned)(unsigned long)(name) \\
                                                       : (unsigned long long)(unsigned long)(name))
                int main(void) {
                \(wanted.map { "printf(\"\($0) %llu\\n\", VALUE(\($0)));" }.joined(separator: "\n"))
                return 0; }
                """
            do {
                var values: [String: UInt64] = [:]
                for line in try output(of: source).split(separator: "\n") {
                    let fields = line.split(separator: " ")
                    values[String(fields[0])] = UInt64(fields[1])
                }
                return values
            } catch let failure as Failure {
                undeclared = Set(failure.description.matches(of: /'(\w+)' undeclared/).map { String($0.1) })
                guard !undeclared.isEmpty else { throw failure }
                wanted.removeAll { undeclared.contains($0) }
            }
        }
        throw Failure(description: "names stay undeclared: \(undeclared)")
    }

    /// Runs a program to its end.
    static func run(_ path: String, _ arguments: [String]) throws -> (status: Int32, output: String, errors: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ["LC_ALL": "C", "PATH": "/usr/bin:/bin"]
        let output = Pipe()
        let errors = FileManager.default.temporaryDirectory.appending(path: "trapline-errors-\(UUID().uuidString)")
        try Data().write(to: errors)
        defer { try? FileManager.default.removeItem(at: errors) }
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (
            process.terminationStatus, String(decoding: data, as: UTF8.self), String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        )
    }

    private static func compiles(_ flags: [String]) -> Bool {
        (try? output(of: "#include <linux/types.h>\nint main(void) { return 0; }", flags: flags)) != nil
    }
}
