/// A piece of text that a user wrote, with what it was written for.
package struct SourceText: Hashable, Sendable {
    /// What stands before the text where it was written: an option (`-e`) or a file with its line (`rules:12`).
    package var label: String
    package var text: String

    package init(label: String, text: String) {
        self.label = label
        self.text = text
    }
}

/// One problem in a text that a user wrote.
///
/// Problems are collected, not thrown one at a time: whoever has three misspelt names learns of all three.
package struct Diagnostic: Hashable, Sendable, Error {
    package enum Severity: UInt8, Hashable, Sendable {
        /// The text means nothing as it stands.
        case error
        /// The text means something, though hardly what was intended.
        case warning
    }

    package var severity: Severity
    /// What is wrong, as a clause without capital and full stop: `no system call is called 'opennat'`.
    package var message: String
    package var source: SourceText
    /// The offending part, in UTF-8 bytes of the source text; empty where something is missing. Always within the text and on character boundaries.
    package var range: Range<Int>
    /// What to do about it, as a clause: `did you mean 'openat'?`.
    package var suggestion: String?

    package init(
        _ severity: Severity, _ message: String, in source: SourceText, at range: Range<Int>, suggestion: String? = nil
    ) {
        self.severity = severity
        self.message = message
        self.source = source
        self.range = range
        self.suggestion = suggestion
    }
}

extension Diagnostic: CustomStringConvertible {
    /// The message and the suggestion in one line, without the source.
    package var description: String { suggestion.map { "\(message); \($0)" } ?? message }
}

/// A value made from a text, and what was found wrong with the text.
package struct Checked<Value: Sendable>: Sendable {
    /// What the sound part of the text says. Nothing may be built on it while `isValid` is false.
    package var value: Value
    /// In the order of the text.
    package var diagnostics: [Diagnostic]

    /// Whether the text has no errors; it may have warnings.
    package var isValid: Bool { !diagnostics.contains { $0.severity == .error } }

    package init(_ value: Value, _ diagnostics: [Diagnostic]) {
        self.value = value
        self.diagnostics = diagnostics
    }
}
