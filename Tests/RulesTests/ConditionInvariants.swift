import Rules
import Schema

/// What holds for every text that is read as a condition. The random test, the replay of fixtures and the fuzzer share it.
enum ConditionInvariants {
    /// What is broken for this text, or nil.
    static func violation(_ text: String) -> String? {
        let names = SmallTable()
        let checked = Condition.check(SourceText(label: "-e", text: text), names: names)
        for diagnostic in checked.diagnostics {
            if let violation = SelectionInvariants.violation(diagnostic) { return "\(violation): \(diagnostic)" }
        }
        guard checked.isValid else { return nil }
        guard let condition = checked.value else { return "no condition and no error" }
        guard let again = Condition.check(SourceText(label: "-e", text: condition.description), names: names).value else {
            return "what is printed cannot be read: \(condition)"
        }
        if again.description != condition.description { return "what is printed means something else: \(condition)" }
        return violation(condition, again, names)
    }

    /// What is broken in what two readings of one condition say about calls, or nil.
    private static func violation(_ condition: Condition, _ again: Condition, _ names: SmallTable) -> String? {
        let possible = condition.possibleCalls(among: PerABI(repeating: .everything), names: names)
        for abi in ABI.allCases {
            for (name, number) in names.calls(of: abi) {
                let resolved = condition.resolved(number, abi, names.call(number, abi))
                if resolved != again.resolved(number, abi, names.call(number, abi)) { return "two readings differ for \(name)" }
                if possible[abi].contains(number) == resolved.isNeverTrue {
                    return "\(name) is selected and cannot be meant, or the reverse"
                }
                if !isSimple(resolved) { return "a decided part is left in what is said of \(name)" }
            }
            if possible[abi].containsOthers == condition.resolved(nil, abi, nil).isNeverTrue { return "unknown calls are selected in vain" }
        }
        return nil
    }

    /// Whether nothing constant is left within a resolved condition.
    private static func isSimple(_ condition: CallCondition, isWhole: Bool = true) -> Bool {
        switch condition {
        case .constant: isWhole
        case .number, .text: true
        case .not(let inner): isSimple(inner, isWhole: false)
        case .all(let members), .any(let members): members.count > 1 && members.allSatisfy { isSimple($0, isWhole: false) }
        }
    }
}
