import ArgumentParser
import Glibc
import Kernel
import Rules
import Sessions

/// Messages to the user: standard error, one sentence each, in one form.
struct Report {
    var isQuiet = false

    /// A remark about the session.
    func note(_ text: String) {
        if !isQuiet { write("trapline: \(text)\n") }
    }

    func error(_ text: String) { write("trapline: \(text)\n") }

    /// The value of a checked text. Prints its diagnostics; throws when there are errors among them.
    func checked<Value>(_ checked: Checked<Value>) throws -> Value {
        for diagnostic in checked.diagnostics { write("trapline: \(diagnostic.rendered())\n") }
        guard checked.isValid else { throw ExitCode(64) }
        return checked.value
    }

    /// Prints an error and gives the exit status that stands for it.
    func failure(_ error: any Error, debug: Bool) -> ExitCode {
        self.error("\(error)")
        if debug, let log = (error as? KernelError)?.verifierLog { write(log) }
        switch error {
        case SessionError.noCommand: return ExitCode(127)
        case SessionError.notExecutable, SessionError.notStarted: return ExitCode(126)
        case is UsageError: return ExitCode(64)
        default: return ExitCode(1)
        }
    }

    /// The text with control characters escaped: names and paths in messages come from anywhere, and must not reach the terminal as commands.
    static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isControl(scalar) { result += scalar.escaped(asASCII: true) } else { result.unicodeScalars.append(scalar) }
        }
        return result
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar != "\n" && (scalar.properties.generalCategory == .control || scalar.properties.isBidiControl)
    }

    /// The account of what was lost; printed also when quiet, since the output is not whole.
    func losses(_ outcome: SessionOutcome) {
        if outcome.lostCalls + outcome.lostOthers > 0 {
            var parts: [String] = []
            if outcome.lostCalls > 0 { parts.append("\(outcome.lostCalls) call\(outcome.lostCalls == 1 ? "" : "s")") }
            if outcome.lostOthers > 0 { parts.append("\(outcome.lostOthers) other event\(outcome.lostOthers == 1 ? "" : "s")") }
            error("lost \(parts.joined(separator: " and ")): the ring was full; give a larger --buffer, or select fewer calls")
        }
        if outcome.recursionMisses > 0 {
            error("lost \(outcome.recursionMisses) events that happened while the same program was at work on the same processor")
        }
    }

    func write(_ text: String) {
        var text = Self.printable(text)
        text.withUTF8 { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Glibc.write(STDERR_FILENO, UnsafeBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }
}
