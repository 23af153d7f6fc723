import Schema

extension Condition {
    /// What the condition says about one call: names looked up, and what the call decides by itself decided.
    ///
    /// - Parameters:
    ///   - number: of the call; nil stands for the numbers that no table has.
    ///   - call: its row, or nil when the table has none: such a call has a result and ids, and no arguments with names.
    package func resolved(_ number: Int?, _ abi: ABI, _ call: Syscall?) -> CallCondition {
        switch self {
        case .calls(let test): .constant(test.calls[abi].contains(number ?? -1))
        case .comparison(let comparison): (try? comparison.resolved(abi, call)) ?? .constant(false)
        case .not(let inner): .negation(inner.resolved(number, abi, call))
        case .all(let members): .conjunction(members.lazy.map { $0.resolved(number, abi, call) })
        case .any(let members): .disjunction(members.lazy.map { $0.resolved(number, abi, call) })
        }
    }

    /// The calls among `calls` about which it does not say no by their number alone, or by the arguments that they do not have.
    package func possibleCalls(among calls: PerABI<SyscallSet>, names: any SyscallNames) -> PerABI<SyscallSet> {
        var result = calls
        for abi in ABI.allCases {
            result[abi].formIntersection(upperBound[abi])
            let refused = result[abi].numbers.filter { resolved($0, abi, names.call($0, abi)).isNeverTrue }
            result[abi].formIntersection(SyscallSet(refused).inverted)
            if result[abi].containsOthers, resolved(nil, abi, nil).isNeverTrue { result[abi].containsOthers = false }
        }
        return result
    }

    /// Whether some comparison is about a field.
    package func mentions(_ field: Field) -> Bool {
        switch self {
        case .calls: false
        case .comparison(let comparison): comparison.field == field
        case .not(let inner): inner.mentions(field)
        case .all(let members), .any(let members): members.contains { $0.mentions(field) }
        }
    }

    /// No call outside of these meets the condition.
    var upperBound: PerABI<SyscallSet> { bounds.upper }

    /// By their numbers alone: the calls that may meet the condition, and those that do.
    private var bounds: (upper: PerABI<SyscallSet>, lower: PerABI<SyscallSet>) {
        switch self {
        case .calls(let test): return (test.calls, test.calls)
        case .comparison: return (PerABI(repeating: .everything), PerABI(repeating: SyscallSet()))
        case .not(let inner):
            let bounds = inner.bounds
            return (bounds.lower.inverted, bounds.upper.inverted)
        case .all(let members):
            return members.reduce(into: (PerABI(repeating: .everything), PerABI(repeating: .everything))) { result, member in
                let bounds = member.bounds
                result.0.formIntersection(bounds.upper)
                result.1.formIntersection(bounds.lower)
            }
        case .any(let members):
            return members.reduce(into: (PerABI(repeating: SyscallSet()), PerABI(repeating: SyscallSet()))) { result, member in
                let bounds = member.bounds
                result.0.formUnion(bounds.upper)
                result.1.formUnion(bounds.lower)
            }
        }
    }
}

extension PerABI<SyscallSet> {
    var inverted: PerABI {
        var result = self
        for abi in ABI.allCases { result[abi] = self[abi].inverted }
        return result
    }

    mutating func formIntersection(_ other: PerABI) {
        for abi in ABI.allCases { self[abi].formIntersection(other[abi]) }
    }

    mutating func formUnion(_ other: PerABI) {
        for abi in ABI.allCases { self[abi].formUnion(other[abi]) }
    }
}

extension Comparison {
    /// What it says about one call.
    func resolved(_ abi: ABI, _ call: Syscall?) throws(Mismatch) -> CallCondition {
        if let fixed = fixedPlace { return try test(fixed) }
        guard case .argument(let name) = field, let call else { throw .noField }
        var tests: [CallCondition] = []
        for place in try call.places(of: name, abi) { tests.append(try test(place)) }
        // Of several arguments under one name any may be meant; that one is not equal says that none is.
        return relation == .notEqual ? .conjunction(tests) : .disjunction(tests)
    }

    /// Where a field is that every call has.
    private var fixedPlace: FieldPlace? {
        switch field {
        case .result: .number(.result, NumberFormat(bytes: 8, isSigned: true), nil)
        case .error: .number(.error, NumberFormat(bytes: 4, isSigned: true), nil)
        case .processID: .number(.process, NumberFormat(bytes: 4, isSigned: true), nil)
        case .threadID: .number(.thread, NumberFormat(bytes: 4, isSigned: true), nil)
        case .userID: .number(.user, NumberFormat(bytes: 4, isSigned: false), nil)
        case .groupID: .number(.group, NumberFormat(bytes: 4, isSigned: false), nil)
        case .duration: .number(.duration, NumberFormat(bytes: 8, isSigned: false), nil)
        case .command: .text(.command)
        case .executable, .cgroup, .argument: nil
        }
    }

    private func test(_ place: FieldPlace) throws(Mismatch) -> CallCondition {
        switch place {
        case .text(let source):
            guard case .text(let text) = value, let relation = relation.ofTexts else { throw .otherKind("a text") }
            return TextTest.comparing(source, relation, Array(text.utf8))
        case .number(let source, let format, let kind):
            guard let relation = relation.ofNumbers else { throw .otherKind("a number") }
            switch value {
            case .number(let number): return NumberTest.comparing(source, format, relation, number)
            case .duration(let nanoseconds) where source == .duration:
                return NumberTest.comparing(source, format, relation, Int128(nanoseconds))
            case .constant(let name):
                guard let number = source == .error ? ErrorNames.number(of: name).map({ UInt64($0) }) : kind?.number(of: name) else {
                    throw .noConstant(source == .error ? (1..<531).compactMap(ErrorNames.name) : kind?.constantNames ?? [])
                }
                return .number(NumberTest(source, format, relation, format.extended(number)))
            case .text, .duration: throw .otherKind("a number")
            }
        }
    }
}

extension TextTest {
    /// Bytes of the name of a thread, without its NUL (kernel: TASK_COMM_LEN, include/linux/sched.h).
    private static let longestCommand = 15

    /// A comparison with any text. One that the name of a thread cannot be decides the comparison.
    fileprivate static func comparing(_ source: Source, _ relation: TextRelation, _ value: [UInt8]) -> CallCondition {
        guard source == .command, relation != .matches, value.count > longestCommand || value.contains(0) else {
            return .text(TextTest(source, relation, value))
        }
        return relation == .notEqual ? .text(TextTest(source, .hasPrefix, [])) : .constant(false)
    }
}

extension NumberTest {
    /// A comparison with any number. One that the field cannot hold decides the comparison: what remains to be tested is whether there is a value.
    ///
    /// For equality and bits a number stands for its bits: −1 is the highest number of a field without sign.
    fileprivate static func comparing(
        _ source: Source, _ format: NumberFormat, _ relation: NumberRelation, _ number: Int128
    ) -> CallCondition {
        let bits = UInt64(truncatingIfNeeded: number)
        let hasValue = CallCondition.number(
            NumberTest(source, format, .greaterOrEqual, UInt64(truncatingIfNeeded: format.smallest)))
        let fits = number >= format.smallest && number <= format.largest
        switch relation {
        case .equal, .notEqual:
            let lowest: Int128 = -(1 << (8 * format.bytes - 1))
            let highest: Int128 = (1 << (8 * format.bytes)) - 1
            guard number >= lowest, number <= highest else { return relation == .equal ? .constant(false) : hasValue }
        case .hasBits: break
        case .less, .lessOrEqual: guard fits else { return number > format.largest ? hasValue : .constant(false) }
        case .greater, .greaterOrEqual: guard fits else { return number < format.smallest ? hasValue : .constant(false) }
        }
        let value = format.extended(bits)
        return relation == .hasBits && value == 0 ? .constant(false) : .number(NumberTest(source, format, relation, value))
    }
}

extension Relation {
    fileprivate var ofNumbers: NumberRelation? { NumberRelation(rawValue: rawValue) }
    fileprivate var ofTexts: TextRelation? { TextRelation(rawValue: rawValue) }
}
