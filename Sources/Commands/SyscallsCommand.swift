import ArgumentParser
import Rules
import Schema

/// `trapline syscalls`: rows of the table, for people.
struct SyscallsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "syscalls",
        abstract: "Print rows of the table of system calls: numbers, arguments, C types, constants.",
        discussion: """
            Names, classes and patterns are written as for 'trapline trace -e trace='. Without any, every call of both ABIs gets one line; with names, the
            values of their flags and enumerations are listed too.

            EXAMPLES
              trapline syscalls openat
              trapline syscalls %network
              trapline syscalls '/^clock_'
            """)

    @ArgumentParser.Argument(help: ArgumentHelp("Calls, %CLASS or /REGEX.", valueName: "name"))
    var names: [String] = []

    func run() throws {
        let report = Report()
        var selection = Selection()
        if !names.isEmpty {
            selection = try report.checked(
                Selection.check([.expression("trace=" + names.joined(separator: ","))]))
        }
        var lines = ""
        var sets: [ConstantSet] = []
        for abi in ABI.allCases {
            for call in SyscallTable.of(abi).calls where selection.contains(call.number, abi) {
                let description = call.describe(abi)
                lines += Self.line(description)
                for named in description.namedArguments where !sets.contains(named.set) { sets.append(named.set) }
            }
        }
        if !names.isEmpty {
            for set in sets { lines += Self.listing(set) }
        }
        try OutputFileWriter.print(lines)
    }

    private static func line(_ call: SyscallDescription) -> String {
        let number = String(call.number)
        let padding = String(repeating: " ", count: max(0, 4 - number.count))
        let sets = call.namedArguments.map { "\($0.argument): \($0.set.name)" }.joined(separator: ", ")
        let classes = call.classes.map { "%\($0.rawValue)" }.joined(separator: " ")
        let abi = call.abi == .x86_64 ? "x86_64" : "i386  "
        return "\(abi) \(padding)\(number)  \(call.prototype)" + (sets.isEmpty ? "" : "  [\(sets)]")
            + (classes.isEmpty ? "" : "  \(classes)") + "\n"
    }

    /// The rows of a set, values in hexadecimal as the headers give most of them.
    private static func listing(_ set: ConstantSet) -> String {
        var text = "\n\(set.name) (\(set.style == .flags ? "flags" : "one of")):\n"
        for constant in set.constants {
            text +=
                "  0x\(String(constant.value, radix: 16))\(String(repeating: " ", count: max(1, 12 - String(constant.value, radix: 16).count)))\(constant.name)\n"
        }
        return text
    }
}
