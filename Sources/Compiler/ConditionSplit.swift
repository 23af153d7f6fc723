import Rules
import Schema

/// Where the parts of a condition are tested.
///
/// The kernel's part is implied by the condition, so what it turns away the whole would have turned away; user space tests what that leaves open.
struct ConditionSplit {
    var kernel: CallCondition
    var user: CallCondition

    /// Bytes of a text that the kernel program compares at most: eight with each pair of instructions.
    static let longestText = 128

    /// Everything is tested in user space.
    init(inUserSpace condition: CallCondition) {
        kernel = .constant(true)
        user = condition
    }

    /// - Parameter strings: the arguments whose strings the program can compare, because it captures them.
    init(_ condition: CallCondition, strings: Set<Int>) {
        let members = condition.conjuncts
        kernel = .conjunction(members.map { $0.approximated(missing: true) { Self.isTestable($0, strings) } })
        user = .conjunction(members.filter { !$0.comparisons.allSatisfy { Self.isTestable($0, strings) } })
    }

    private static func isTestable(_ comparison: CallCondition, _ strings: Set<Int>) -> Bool {
        switch comparison {
        case .number(let test):
            switch test.source {
            case .result, .error, .process, .thread, .user, .group, .duration, .argument: return true
            case .member, .port: return false
            }
        case .text(let test):
            switch test.relation {
            case .equal, .notEqual, .hasPrefix: break
            case .hasSuffix, .contains, .matches: return false
            }
            switch test.source {
            case .command: return true
            case .argument(let argument): return strings.contains(argument) && test.value.count <= longestText
            case .member, .socketPath: return false
            }
        default: return true
        }
    }
}

extension CallCondition {
    /// The conditions that must all hold.
    var conjuncts: [CallCondition] {
        switch self {
        case .all(let members): members
        case .constant(true): []
        default: [self]
        }
    }

    /// A condition over the comparisons that can be tested, which this one implies when `missing` is true, and which implies this one when it is false.
    fileprivate func approximated(missing: Bool, isTestable: (CallCondition) -> Bool) -> CallCondition {
        switch self {
        case .constant: self
        case .number, .text: isTestable(self) ? self : .constant(missing)
        case .not(let inner): .negation(inner.approximated(missing: !missing, isTestable: isTestable))
        case .all(let members): .conjunction(members.map { $0.approximated(missing: missing, isTestable: isTestable) })
        case .any(let members): .disjunction(members.map { $0.approximated(missing: missing, isTestable: isTestable) })
        }
    }

    /// With the result of a call that succeeded with 0.
    var afterSuccess: CallCondition {
        replacing { comparison in
            guard case .number(let test) = comparison, test.source == .result || test.source == .error else { return comparison }
            return .constant(test.holds(0))
        }
    }

    /// Whether it compares nanoseconds from start to end.
    package var needsStartTime: Bool {
        comparisons.contains { if case .number(let test) = $0 { test.source == .duration } else { false } }
    }

    /// The arguments whose captured strings it compares.
    var comparedStrings: Set<Int> {
        Set(
            comparisons.compactMap {
                if case .text(let test) = $0, case .argument(let argument) = test.source { argument } else { nil }
            })
    }

    /// Bytes of an argument that must be captured so that its texts can be compared: one more than the longest, to tell its end.
    fileprivate func bytesWanted(of argument: Int) -> Int {
        let most = 4096
        return comparisons.reduce(0) { wanted, comparison in
            guard case .text(let test) = comparison, test.source == .argument(argument) else { return wanted }
            return min(max(wanted, test.value.count + 1), most)
        }
    }

    /// What to read for a call, so that the condition can be tested whatever else is wanted.
    func captureSteps(_ call: Syscall, _ limits: CaptureLimits) -> [CaptureStep] {
        let wanted = call.captureSteps(limits)
        let needed = capturedArguments
        guard !needed.isEmpty else { return wanted }
        var enlarged = limits
        enlarged.memory = true
        enlarged.wholeStructures = true
        enlarged.bytes = max(limits.bytes, needed.map { bytesWanted(of: $0) }.max() ?? 0)
        let whole = call.captureSteps(enlarged)
        let steps = call.arguments.indices.flatMap { index in
            (needed.contains(index) ? whole : wanted).filter { $0.argument == index }
        }
        return steps.filter(\.atEntry) + steps.filter { !$0.atEntry }
    }
}
