import Schema

extension Condition {
    /// Parentheses and `!` within each other.
    package static let deepest = 64
    /// Comparisons in one condition: the kernel program that tests them has a limit.
    package static let longest = 256

    /// Reads a condition. Nil when it cannot be read to its end; names and types that are wrong are all reported.
    ///
    /// From weak to strong: `||`, `&&`, `!`, the relations. Relations do not chain.
    ///
    /// - Parameter calls: the calls that it can be about: a field that none of them has is an error.
    package static func check(
        _ source: SourceText, among calls: PerABI<SyscallSet> = PerABI(repeating: .everything), names: any SyscallNames = TabulatedNames()
    ) -> Checked<Condition?> {
        let parsed = parse(Fragment(source), calls: CallSetParser(names))
        let problems = parsed.value?.check(among: calls, names: names) ?? []
        return Checked(
            parsed.value?.condition, (parsed.diagnostics + problems).sorted { $0.range.lowerBound < $1.range.lowerBound })
    }

    /// Reads a condition without asking which calls have its fields.
    static func parse(_ text: Fragment, calls: CallSetParser) -> (value: ParsedCondition?, diagnostics: [Diagnostic]) {
        var parser = ConditionParser(text, calls)
        do throws(Diagnostic) {
            let condition = try parser.wholeCondition()
            let isSound = parser.diagnostics.isEmpty
            return (ParsedCondition(condition: condition, parts: parser.parts, text: text, isSound: isSound), parser.diagnostics)
        } catch {
            return (nil, parser.diagnostics + [error])
        }
    }
}

/// Operator precedence parsing (Pratt): each operator has a strength, and an operand belongs to the stronger of its neighbours.
private struct ConditionParser {
    private var lexer: Lexer
    private var token: Token
    private var depth = 0
    private let calls: CallSetParser
    private let argumentNames: [String]
    /// Problems that do not keep the rest from being read.
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var parts: [ParsedCondition.Part] = []

    init(_ text: Fragment, _ calls: CallSetParser) {
        lexer = Lexer(text)
        token = Token(kind: .end, part: text)
        self.calls = calls
        argumentNames = calls.names.argumentNames
    }

    mutating func wholeCondition() throws(Diagnostic) -> Condition {
        try advance()
        let condition = try condition(strongerThan: 0)
        switch token.kind {
        case .end: return condition
        case .close: throw token.part.error("this ')' closes nothing")
        default:
            throw token.part.error("an operator is missing before \(quoted(token.part.text))", suggestion: "'&&' means and, '||' means or")
        }
    }

    private mutating func advance() throws(Diagnostic) { token = try lexer.next() }

    private mutating func condition(strongerThan weakest: Int) throws(Diagnostic) -> Condition {
        var left = try operand()
        while let strength = strength(of: token.kind), strength > weakest {
            let kind = token.kind
            // A chain of one operator becomes one node, however long it is.
            var members = [left]
            while token.kind == kind {
                try advance()
                members.append(try condition(strongerThan: strength))
            }
            left = kind == .and ? .all(members) : .any(members)
        }
        return left
    }

    private func strength(of kind: Token.Kind) -> Int? {
        switch kind {
        case .or: 1
        case .and: 2
        default: nil
        }
    }

    private mutating func operand() throws(Diagnostic) -> Condition {
        let first = token
        switch first.kind {
        case .not, .open:
            depth += 1
            defer { depth -= 1 }
            guard depth <= Condition.deepest else { throw first.part.error("this is nested more than \(Condition.deepest) deep") }
            try advance()
            if first.kind == .not { return .not(try operand()) }
            let inner = try condition(strongerThan: 0)
            guard token.kind == .close else {
                throw token.kind == .end
                    ? first.part.error("this '(' is not closed")
                    : token.part.error(
                        "an operator is missing before \(quoted(token.part.text))", suggestion: "'&&' means and, '||' means or")
            }
            try advance()
            return inner
        case .word, .number:
            try advance()
            if case .relation(let relation) = token.kind { return try comparison(first, relation) }
            return callTest(first.part)
        case .text:
            throw first.part.error("a text stands alone", suggestion: "compare it with a field: comm == \(printable(first.part.text))")
        case .relation, .and, .or: throw first.part.error("something is missing before \(quoted(first.part.text))")
        case .close: throw first.part.error("something is missing before ')'")
        case .end: throw first.part.error("a condition is missing here")
        }
    }

    private mutating func callTest(_ part: Fragment) -> Condition {
        let isField = Field.fixed.contains { $0.name == part.text }
        if isField || (!calls.isKnown(part.text) && argumentNames.contains(part.text)) {
            diagnostics.append(
                part.error("\(quoted(part.text)) is a field, not a call", suggestion: "compare it with something: \(part.text) != 0"))
            return .calls(CallTest(text: part.text, calls: PerABI(repeating: SyscallSet())))
        }
        return .calls(CallTest(text: part.text, calls: calls.parse(part, reportingTo: &diagnostics).calls))
    }

    private mutating func comparison(_ left: Token, _ relation: Relation) throws(Diagnostic) -> Condition {
        guard left.kind == .word else { throw left.part.error("a field stands on the left, the value on the right") }
        let sign = token.part
        try advance()
        let right = token
        let value: Comparison.Value
        switch right.kind {
        case .number: value = try right.part.number()
        case .text(let text): value = .text(text)
        case .word where right.part.isIdentifier: value = .constant(right.part.text)
        default: throw right.part.error("a value is missing after \(quoted(sign.text))")
        }
        try advance()
        if case .relation = token.kind { throw token.part.error("comparisons do not chain", suggestion: "join two of them with '&&'") }
        guard parts.count < Condition.longest else { throw left.part.error("a condition has at most \(Condition.longest) comparisons") }
        let known = Field.fixed.first { $0.name == left.part.text }?.field
        let comparison = Comparison(field: known ?? .argument(left.part.text), relation: relation, value: value)
        let count = diagnostics.count
        check(comparison, sign: sign, value: right.part)
        parts.append(
            ParsedCondition.Part(
                comparison: comparison, field: left.part, sign: sign, value: right.part, isRefused: diagnostics.count > count))
        return .comparison(comparison)
    }

    /// Reports a relation or a value that does not go with its field.
    private mutating func check(_ comparison: Comparison, sign: Fragment, value: Fragment) {
        let field = comparison.field
        switch comparison.relation {
        case .hasPrefix, .hasSuffix, .contains, .matches:
            guard field.kind == .text || field.kind == .any else {
                return diagnostics.append(sign.error("\(quoted(sign.text)) compares texts, and '\(field.name)' is \(field.kind.phrase)"))
            }
            guard case .text(let text) = comparison.value else {
                return diagnostics.append(value.error("\(quoted(sign.text)) needs a text", suggestion: "texts stand in double quotes"))
            }
            if comparison.relation == .matches { checkPattern(text, value) }
            return
        case .less, .lessOrEqual, .greater, .greaterOrEqual, .hasBits:
            if field.kind == .text || (comparison.relation == .hasBits && field.kind == .duration) {
                return diagnostics.append(sign.error("\(quoted(sign.text)) compares numbers, and '\(field.name)' is \(field.kind.phrase)"))
            }
            if case .text = comparison.value {
                return diagnostics.append(value.error("\(quoted(sign.text)) needs a number"))
            }
        case .equal, .notEqual: break
        }
        switch (field.kind, comparison.value) {
        case (.any, _), (.number, .number), (.text, .text), (.duration, .duration): break
        case (.number, .constant) where field == .error: break
        case (.duration, .number):
            diagnostics.append(
                value.error("a duration has a unit", suggestion: "\(value.text)ms are milliseconds; there are ns, us, ms and s"))
        case (.text, .constant):
            diagnostics.append(value.error("'\(field.name)' is a text", suggestion: "texts stand in double quotes: \"\(value.text)\""))
        default: diagnostics.append(value.error("'\(field.name)' is \(field.kind.phrase), and \(quoted(value.text)) is not"))
        }
    }

    private mutating func checkPattern(_ text: String, _ part: Fragment) {
        do throws(NamePattern.Refusal) {
            _ = try NamePattern(text)
        } catch {
            diagnostics.append(part.error(error.message, suggestion: error.suggestion))
        }
    }
}

extension Fragment {
    /// Whether the text could be the name of a constant.
    fileprivate var isIdentifier: Bool {
        bytes.first.map { !isDigit($0) } ?? false && bytes.allSatisfy { isDigit($0) || isLetter($0) || $0 == UInt8(ascii: "_") }
    }
}

extension Field.Kind {
    fileprivate var phrase: String {
        switch self {
        case .number: "a number"
        case .text: "a text"
        case .duration: "a duration"
        case .any: "anything"
        }
    }
}
