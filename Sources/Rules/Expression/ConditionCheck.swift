import Schema

/// A condition that has been read, and where its parts stand in the text.
struct ParsedCondition {
    /// One comparison as it was written.
    struct Part {
        let comparison: Comparison
        let field: Fragment
        let sign: Fragment
        let value: Fragment
        /// Whether something has been said against it already.
        let isRefused: Bool
    }

    let condition: Condition
    /// The comparisons from left to right.
    let parts: [Part]
    let text: Fragment
    /// Whether nothing was found wrong while it was read.
    let isSound: Bool

    /// What is wrong with the comparisons, given the calls that they can be about.
    ///
    /// A field is wrong when no call that it can concern has it; that one of several does not have it is what conditions are for.
    func check(among calls: PerABI<SyscallSet>, names: any SyscallNames) -> [Diagnostic] {
        var checker = ConditionChecker(parts: parts, names: names)
        checker.visit(condition, scope: calls)
        guard checker.diagnostics.isEmpty, isSound else { return checker.diagnostics }
        let possible = condition.possibleCalls(among: calls, names: names)
        guard ABI.allCases.allSatisfy({ possible[$0].isEmpty }) else { return [] }
        return [
            Diagnostic(
                .warning, "no call can meet this condition", in: text.source, at: text.range,
                suggestion: "'||' joins calls of which any may be meant")
        ]
    }
}

/// Goes through a condition and looks at each comparison with the calls in mind that its surroundings leave.
private struct ConditionChecker {
    private var parts: ArraySlice<ParsedCondition.Part>
    private let names: any SyscallNames
    private(set) var diagnostics: [Diagnostic] = []

    init(parts: [ParsedCondition.Part], names: any SyscallNames) {
        self.parts = parts[...]
        self.names = names
    }

    mutating func visit(_ condition: Condition, scope: PerABI<SyscallSet>) {
        switch condition {
        case .calls: break
        case .comparison:
            guard let part = parts.popFirst(), !part.isRefused else { return }
            if let problem = problem(part, scope) { diagnostics.append(problem) }
        case .not(let inner): visit(inner, scope: scope)
        case .all(let members):
            let narrowed = members.reduce(into: scope) { $0.formIntersection($1.upperBound) }
            for member in members { visit(member, scope: narrowed) }
        case .any(let members):
            for member in members { visit(member, scope: scope) }
        }
    }

    private func problem(_ part: ParsedCondition.Part, _ scope: PerABI<SyscallSet>) -> Diagnostic? {
        switch part.comparison.field {
        case .executable:
            return part.field.error("'exe' cannot be tested yet", suggestion: "'comm' is the name of the program, cut to 15 bytes")
        case .cgroup: return part.field.error("'cgroup' cannot be tested yet", suggestion: "'--cgroup PATH' limits the whole trace")
        case .argument: break
        default:
            do throws(Mismatch) {
                _ = try part.comparison.resolved(.x86_64, nil)
                return nil
            } catch {
                return diagnostic(part, error, [])
            }
        }
        var concerned: [Syscall] = []
        var mismatches: [Mismatch] = []
        for abi in ABI.allCases {
            for call in scope[abi].numbers.compactMap({ names.call($0, abi) }) {
                concerned.append(call)
                do throws(Mismatch) {
                    _ = try part.comparison.resolved(abi, call)
                    return nil
                } catch {
                    mismatches.append(error)
                }
            }
        }
        let telling = mismatches.filter { if case .noField = $0 { false } else { true } }
        guard let first = telling.first else { return unknownField(part, concerned) }
        if case .noConstant = first {
            let known = telling.flatMap(\.constants)
            return diagnostic(part, .noConstant(known), concerned)
        }
        return diagnostic(part, first, concerned)
    }

    /// No call that the comparison can concern has the field.
    private func unknownField(_ part: ParsedCondition.Part, _ concerned: [Syscall]) -> Diagnostic? {
        let text = part.field.text
        let argument = String(text.prefix { $0 != "." })
        let isKnown = Syscall.aliases.contains(argument) || names.argumentNames.contains(argument)
        // Nothing to hold the field against: that no call is left is said elsewhere.
        if isKnown && concerned.isEmpty { return nil }
        var callNames: [String] = []
        for call in concerned where !callNames.contains(call.name) && callNames.count < 2 { callNames.append(call.name) }
        let isOne = callNames.count == 1
        let own = isOne ? unique(concerned.flatMap(\.arguments).map(\.name)) : []
        guard isKnown else {
            let candidates = Field.fixed.map(\.name) + Syscall.aliases + (own.isEmpty ? names.argumentNames : own)
            let suggestion = nearest(to: argument, among: candidates).map { "did you mean '\($0)'?" }
            return part.field.error("no field is called \(quoted(text))", suggestion: suggestion)
        }
        guard isOne else { return part.field.error("none of the calls that this can be about has an argument \(quoted(argument))") }
        let suggestion = nearest(to: argument, among: own).map { "did you mean '\($0)'?" }
        return part.field.error(
            "'\(callNames[0])' has no argument \(quoted(argument))",
            suggestion: suggestion ?? (own.isEmpty ? "it has none" : "it has \(own.joined(separator: ", "))"))
    }

    private func diagnostic(_ part: ParsedCondition.Part, _ mismatch: Mismatch, _ concerned: [Syscall]) -> Diagnostic {
        let field = "'\(part.comparison.field.name)'"
        switch mismatch {
        case .noField: return part.field.error("no field is called \(quoted(part.field.text))")
        case .noMember(let structure, let members, let what):
            let name = part.field.text.split(separator: ".", omittingEmptySubsequences: false).last.map(String.init) ?? ""
            let suggestion =
                members.isEmpty
                ? "it is \(what)"
                : nearest(to: name, among: members).map { "did you mean '\($0)'?" } ?? "it has \(members.joined(separator: ", "))"
            return part.field.error("\(structure) has no member \(quoted(name))", suggestion: suggestion)
        case .notComparable(let what, let suggestion):
            return part.field.error("\(field) is \(what) and cannot be compared as a whole", suggestion: suggestion)
        case .noConstant(let known):
            guard !known.isEmpty else {
                return part.value.error("the values of \(field) have no names", suggestion: "write a number")
            }
            let suggestion = nearest(to: part.value.text, among: known).map { "did you mean '\($0)'?" }
            return part.value.error("\(field) has no value called \(quoted(part.value.text))", suggestion: suggestion)
        case .otherKind(let kind):
            if case .constant(let name) = part.comparison.value {
                return part.value.error("\(field) is \(kind)", suggestion: "texts stand in double quotes: \"\(name)\"")
            }
            let isRelationOfTexts = NumberRelation(rawValue: part.comparison.relation.rawValue) == nil
            let isRelationOfNumbers = TextRelation(rawValue: part.comparison.relation.rawValue) == nil
            guard isRelationOfTexts || isRelationOfNumbers else {
                return part.value.error("\(field) is \(kind), and \(quoted(part.value.text)) is not")
            }
            let wanted = isRelationOfTexts ? "texts" : "numbers"
            guard kind != (isRelationOfTexts ? "a text" : "a number") else {
                return part.value.error("\(field) is \(kind), and \(quoted(part.value.text)) is not")
            }
            return part.sign.error("\(quoted(part.sign.text)) compares \(wanted), and \(field) is \(kind)")
        }
    }

    /// Each name once, in the order of the list.
    private func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}
