import Rules
import Schema

/// How the condition of a session is shared out among its plans.
extension CompilerRequest {
    /// What the condition says of one call; always true without a condition.
    func resolvedCondition(_ number: Int, _ abi: ABI, _ call: Syscall?) -> CallCondition {
        condition?.resolved(number, abi, call) ?? .constant(true)
    }

    /// The parts of a call's condition, given what its program captures.
    func split(_ condition: CallCondition, _ plan: CallPlan, comparesStrings: Bool = true) -> ConditionSplit {
        guard testsInKernel else { return ConditionSplit(inUserSpace: condition) }
        let captured = plan.steps.filter { if case .string = $0.form { comparesStrings } else { false } }
        return ConditionSplit(condition, strings: Set(captured.map(\.argument)))
    }

    /// In a session with many plans the rare calls share programs that cannot compare strings: user space does it for them.
    func shareRarePrograms(_ session: inout SessionPlan) {
        guard condition != nil, Set(session.slots.map(\.plan)).count > Specialization.planLimit else { return }
        for index in session.slots.indices {
            let (slot, name, plan) = session.slots[index]
            let number = slot % DispatchTable.slotsPerABI
            guard !plan.condition.comparedStrings.isEmpty, !Specialization.isSpecialized(name, plan) else { continue }
            let resolved = resolvedCondition(number, plan.abi, SyscallTable.of(plan.abi)[number])
            let split = split(resolved, plan, comparesStrings: false)
            session.slots[index].plan.condition = split.kernel
            session.slots[index].plan.identity = split.user.needsIdentity
            session.userTests[plan.abi][number] = split.user
        }
    }
}

extension SessionPlan {
    /// Arms a slot with a plan and the two parts of its condition.
    mutating func add(_ slot: Int, _ name: String, _ plan: CallPlan, number: Int, _ split: ConditionSplit) {
        var plan = plan
        plan.condition = split.kernel
        // What the exec program records has been through no test: there user space does it all.
        let user = userTests[plan.abi][number] ?? split.user
        userTests[plan.abi][number] = user
        plan.identity = user.needsIdentity
        slots.append((slot, name, plan))
    }

    /// A call that is recorded by a program which tests nothing but the scope.
    mutating func leaveToUserSpace(_ condition: CallCondition, _ number: Int, _ abi: ABI) {
        userTests[abi][number] = condition
        if condition.needsIdentity { exitIdentity = true }
    }
}

extension SessionPlan {
    /// What user space tests of a call, or nil when the plan does not know its number.
    package func userTest(_ number: Int, _ abi: ABI) -> CallCondition? { userTests[abi][number] }
}
