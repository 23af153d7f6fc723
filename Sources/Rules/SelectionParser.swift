import Schema

/// One option that selects, as the command line gave it.
package enum SelectionOption: Hashable, Sendable {
    /// `-e TEXT`
    case expression(String)
    /// `-P PATH`
    case path(String)
    /// `-z`, the same as `-e status=successful`.
    case successfulOnly
    /// `-Z`, the same as `-e status=failed`.
    case failedOnly
}

extension Selection {
    /// Bytes of the longest path that a call can be given (`PATH_MAX` without its NUL).
    package static let longestPath = 4095

    /// The selection that the options of a command line stand for, in their order: of two options for the same thing the later one counts, except
    /// that paths add up. Without options everything is selected.
    package static func check(_ options: [SelectionOption], names: any SyscallNames = TabulatedNames()) -> Checked<Selection> {
        var parser = SelectionParser(names)
        for option in options { parser.apply(option) }
        parser.finish()
        return Checked(parser.selection, parser.diagnostics)
    }
}

/// Applies options to a selection, one after the other.
private struct SelectionParser {
    private(set) var selection = Selection()
    private(set) var diagnostics: [Diagnostic] = []
    private let names: any SyscallNames
    /// Made when the first `trace=` needs it: it costs an index of the table.
    private lazy var calls = CallSetParser(names)
    /// `-z` or `-Z`, whichever came last.
    private var statusOption: String?
    /// The last condition. It is held against the calls once all options have said which they are.
    private var condition: ParsedCondition?

    init(_ names: any SyscallNames) { self.names = names }

    mutating func apply(_ option: SelectionOption) {
        switch option {
        case .expression(let text): apply(expression: Fragment(SourceText(label: "-e", text: text)))
        case .path(let path): apply(path: Fragment(SourceText(label: "-P", text: path)))
        case .successfulOnly: apply(.successful, option: "-z")
        case .failedOnly: apply(.failed, option: "-Z")
        }
    }

    private mutating func apply(path: Fragment) {
        if path.isEmpty {
            diagnostics.append(path.error("a path is missing here"))
        } else if path.range.count > Selection.longestPath {
            diagnostics.append(
                path.error("a path has at most \(Selection.longestPath) bytes", suggestion: "this one has \(path.range.count)"))
        } else if !selection.paths.contains(path.text) {
            selection.paths.append(path.text)
        }
    }

    private mutating func apply(_ status: CallStatuses, option: String) {
        if let statusOption, statusOption != option {
            let source = SourceText(label: "", text: option)
            diagnostics.append(
                Diagnostic(
                    .warning, "of -z and -Z only the last one counts", in: source, at: 0..<option.utf8.count,
                    suggestion: "'-e status=successful,failed' selects both"))
        }
        statusOption = option
        selection.statuses = status
    }

    private mutating func apply(expression: Fragment) {
        do throws(Diagnostic) {
            guard let (qualifier, values) = try split(expression) else { return apply(condition: expression) }
            switch qualifier {
            case .trace:
                let choice = calls.parse(values, reportingTo: &diagnostics)
                selection.calls = choice.calls
                selection.named = choice.named
            case .status: selection.statuses = wordSet(values, kind: "status", words: statusWords, reportingTo: &diagnostics)
            case .signal: selection.signals = signalSet(values, reportingTo: &diagnostics)
            case .quiet: selection.quiet = wordSet(values, kind: "message", words: quietWords, reportingTo: &diagnostics)
            }
        } catch {
            diagnostics.append(error)
        }
    }

    private mutating func apply(condition text: Fragment) {
        if condition != nil {
            diagnostics.append(
                Diagnostic(
                    .warning, "of several conditions only the last one counts", in: text.source, at: text.range,
                    suggestion: "join them with '&&' or '||'"))
        }
        let parsed = Condition.parse(text, calls: calls)
        diagnostics += parsed.diagnostics
        condition = parsed.value
    }

    /// Narrows the calls to those that can meet the condition.
    mutating func finish() {
        guard let condition else { return }
        diagnostics += condition.check(among: selection.calls, names: names)
        selection.condition = condition.condition
        selection.calls = condition.condition.possibleCalls(among: selection.calls, names: names)
        selection.named.formIntersection(selection.calls)
    }

    /// Splits off the qualifier, `trace` where there is none. Nil when the text is a condition rather than a list.
    private func split(_ expression: Fragment) throws(Diagnostic) -> (Qualifier, Fragment)? {
        guard let (before, after) = expression.cut(atFirst: "="), !expression.isPattern else {
            return looksLikeCondition(expression) ? nil : (.trace, expression)
        }
        if let qualifier = Qualifier(before.text) { return (qualifier, after) }
        if let instead = foreignQualifiers[before.text] {
            throw before.error("\(quoted(before.text + "=")) is strace's, and not supported", suggestion: instead)
        }

        // A qualifier with something that does not belong there.
        let word = before.dropLeading("!").trimmed
        let bare = word.text.hasSuffix("!") ? String(word.text.dropLast()) : word.text
        if Qualifier(bare) != nil, !after.starts(with: "="), !after.starts(with: "~") {
            let isNegated = before.text.contains("!") || after.text.contains("!")
            let values = after.trimmed.dropLeading("!").text
            throw before.error(
                isNegated ? "'!' stands after the '='" : "no spaces stand around the '='",
                suggestion: "write \(quoted("\(bare)=\(isNegated ? "!" : "")\(values)"))")
        }

        let isWord = before.bytes.allSatisfy { isLetter($0) || $0 == UInt8(ascii: "-") }
        guard isWord, !before.isEmpty, !after.starts(with: "="), !after.starts(with: "~") else {
            return looksLikeCondition(expression) ? nil : (.trace, expression)
        }
        let suggestion =
            nearest(to: before.text, among: Qualifier.spellings.map(\.word)).map { "did you mean '\($0)'?" }
            ?? "there are trace, status, signal and quiet"
        throw before.error("no qualifier is called \(quoted(before.text))", suggestion: suggestion)
    }

    /// Whether a text has what no list of calls has: spaces, or outside of regular expressions operators or quotation marks.
    private func looksLikeCondition(_ text: Fragment) -> Bool {
        let operators = "&|<>()^$~=\"'"
        return text.values.contains { value in
            let word = value.trimmed
            return word.bytes.contains { isSpace($0) || (!word.isPattern && operators.utf8.contains($0)) }
        }
    }
}

/// What an `-e` is about.
private enum Qualifier {
    case trace
    case status
    case signal
    case quiet

    // swift-format-ignore
    static let spellings: [(word: String, qualifier: Qualifier)] = [
        ("trace",   .trace),  ("t",       .trace),
        ("status",  .status),
        ("signal",  .signal), ("signals", .signal), ("s",       .signal),
        ("quiet",   .quiet),  ("silent",  .quiet),  ("silence", .quiet), ("q", .quiet),
    ]

    init?(_ word: String) {
        guard let row = Self.spellings.first(where: { $0.word == word }) else { return nil }
        self = row.qualifier
    }
}

/// What strace's other qualifiers are for, done otherwise here.
// swift-format-ignore
private let foreignQualifiers: [String: String] = [
    "abbrev":      showsInFull,    "a":          showsInFull,
    "verbose":     showsInFull,    "v":          showsInFull,
    "raw":         showsNumbers,   "x":          showsNumbers,
    "read":        showsData,      "reads":      showsData,     "r": showsData,
    "write":       showsData,      "writes":     showsData,     "w": showsData,
    "fault":       changesNothing, "inject":     changesNothing,
    "kvm":         "trace the call itself: '-e trace=ioctl'",
    "decode-fds":  showsFiles,     "decode-fd":  showsFiles,
    "decode-pids": showsTasks,     "decode-pid": showsTasks,
    "secontext":   "'ps -Z' and 'ls -Z' show security contexts",
    "namespace":   "select a container with '--container ID' or '--cgroup PATH'",
]

private let showsInFull = "'-v' shows structures and environments in full"
private let showsNumbers = "'trapline syscalls NAME' prints the numbers behind the names"
private let showsData = "'-e trace=read,write -s N' shows the first N bytes of the data"
private let changesNothing = "calls are observed and never changed; strace can change them"
private let showsFiles = "'-e trace=%desc' shows where each descriptor comes from"
private let showsTasks = "'-e trace=%process' shows where each process comes from"

private let statusWords: [(word: String, meaning: CallStatuses)] = [
    ("successful", .successful), ("failed", .failed), ("unfinished", .unfinished), ("unavailable", .unavailable), ("detached", .detached),
]

private let quietWords: [(word: String, meaning: QuietMessages)] = [
    ("attach", .attach), ("exit", .exit), ("exits", .exit), ("path-resolution", .pathResolution), ("personality", .personality),
    ("thread-execve", .threadExecve), ("superseded", .threadExecve),
]
