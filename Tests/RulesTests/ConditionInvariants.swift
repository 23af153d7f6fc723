import Rules

/// What holds for every text that is read as a condition. The random test, the replay of fixtures and the fuzzer share it.
enum ConditionInvariants {
    /// What is broken for this text, or nil.
    static func violation(_ text: String) -> String? {
        let checked = Condition.check(SourceText(label: "-e", text: text), names: SmallTable())
        for diagnostic in checked.diagnostics {
            if let violation = SelectionInvariants.violation(diagnostic) { return "\(violation): \(diagnostic)" }
        }
        guard checked.isValid else { return nil }
        guard let condition = checked.value else { return "no condition and no error" }
        let again = Condition.check(SourceText(label: "-e", text: condition.description), names: SmallTable())
        if again.value?.description != condition.description { return "what is printed means something else: \(condition)" }
        return nil
    }
}
