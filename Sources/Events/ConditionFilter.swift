import Schema

/// Keeps the calls that meet what is left to user space of a session's condition.
package final class ConditionFilter {
    private let condition: (ABI, Int) -> CallCondition
    private var evaluators: [ABI: [Int: ConditionEvaluator?]] = [:]

    /// Numbers beyond this are taken for garbage and not remembered.
    private static let limit = 4096

    /// - Parameter condition: what a call of an ABI and number must meet, already resolved against its row; asked for once for each.
    package init(_ condition: @escaping (ABI, Int) -> CallCondition) { self.condition = condition }

    /// Whether to show the record of a call.
    package func keeps(_ record: RecordView) -> Bool { evaluator(record.abi, Int(record.number))?.holds(record) ?? true }

    /// Nil where nothing is left to test.
    private func evaluator(_ abi: ABI, _ number: Int) -> ConditionEvaluator? {
        if let known = evaluators[abi]?[number] { return known }
        let condition = condition(abi, number)
        let evaluator = condition.isAlwaysTrue ? nil : ConditionEvaluator(condition)
        if (0..<Self.limit).contains(number) { evaluators[abi, default: [:]][number] = .some(evaluator) }
        return evaluator
    }
}
