import Rules
import Schema

/// What happens when one call ends: what is tested and what is captured.
///
/// Calls with equal plans share one program; the number is read from the registers.
package struct CallPlan: Hashable, Sendable {
    package var abi: ABI
    /// Argument registers that are stored.
    package var argumentCount: Int
    package var steps: [CaptureStep]
    package var results: ResultTest
    package var startTime: Bool
    /// The number to record where the register has lost it (`rt_sigreturn` shows −1 at exit). The arguments are lost too; the first is the signal mask
    /// that was put back.
    package var fixedNumber: Int?
    /// Whether a result of 0 is left to the exec program (`execve`, `execveat`).
    package var leavesSuccessToExec: Bool
    /// Whether a result of 0 is the return of a newborn child (`clone`, `fork`, …), which made no call.
    package var isBirth = false
    /// What is tested before the record goes out. Nothing in it lies within structures.
    package var condition = CallCondition.constant(true)
    /// Whether the record says who made the call.
    package var identity = false

    /// Bytes of a record without chunks.
    package var fixedSize: Int {
        RecordLayout.headerSize + 8 * argumentCount + (startTime ? 8 : 0) + (identity ? RecordLayout.identitySize : 0)
    }

    /// Where the identity stands.
    var identityOffset: Int { fixedSize - RecordLayout.identitySize }
}

/// A slot of the dispatch table and what it holds.
///
/// ```
///      0 … 509   x86-64 calls by number
///          510   x86-64 numbers beyond the table, x32 calls
///          511   number −1: the registers after rt_sigreturn
///    512 … 1023  the same for i386
/// ```
package enum DispatchTable {
    package static let slotsPerABI = 512
    package static let size = 1024
    package static let unknown = 510
    package static let signalReturn = 511
    /// Numbers below this have a slot of their own.
    package static let highestNumber = 509

    package static func base(_ abi: ABI) -> Int { abi == .i386 ? slotsPerABI : 0 }
}

/// The plan of a session: one row for each armed slot.
package struct SessionPlan: Sendable {
    /// By slot, ascending.
    package var slots: [(slot: Int, name: String, plan: CallPlan)] = []
    /// Calls that end in a task's exit and are recorded there, and execs: by name.
    package var exits: [Syscall] = []
    package var compatExits: [Syscall] = []
    package var recordsExec = false
    /// What user space still tests, of each call that is recorded; `always` where nothing is left.
    package var userTests = PerABI(repeating: [Int: CallCondition]())
    /// Whether the programs that record exits and execs say who made the call.
    package var exitIdentity = false
}

extension CompilerRequest {
    /// Decides for each named call where it is recorded and what is read.
    package func plan() -> SessionPlan {
        var result = SessionPlan()
        result.recordsExec = recordsExec
        for (abi, list) in [(ABI.x86_64, calls), (ABI.i386, compatCalls)] {
            let base = DispatchTable.base(abi)
            for call in list where call.number <= DispatchTable.highestNumber {
                let wanted = resolvedCondition(call.number, abi, call)
                guard !wanted.isNeverTrue || !testsInKernel else { continue }
                if call.result == .never {
                    if abi == .x86_64 { result.exits.append(call) } else { result.compatExits.append(call) }
                    result.leaveToUserSpace(wanted, call.number, abi)
                    continue
                }
                // What nobody wants to see the result of is not looked at.
                guard results.successes || results.failures else { continue }
                let isExec = call.isExec
                // At exit nothing tells sigreturn from rt_sigreturn: the slot takes both, under the name that was asked for.
                let isSignalReturn =
                    call.name == "rt_sigreturn" || call.name == "sigreturn" && !list.contains { $0.name == "rt_sigreturn" }
                if isExec && recordsExec { result.leaveToUserSpace(wanted, call.number, abi) }
                if call.name == "sigreturn" && !isSignalReturn { continue }
                var plan = CallPlan(
                    abi: abi, argumentCount: min(call.arguments.count, RecordLayout.maximumArguments),
                    steps: usableSteps(call, wanted), results: results, startTime: startTimes,
                    fixedNumber: nil, leavesSuccessToExec: isExec, isBirth: Self.births.contains(call.name))
                var slot = base + call.number
                if isSignalReturn {
                    plan.argumentCount = 1
                    plan.steps = []
                    plan.fixedNumber = call.number
                    slot = base + DispatchTable.signalReturn
                }
                result.add(slot, call.name, plan, number: call.number, split(wanted, plan))
            }
            guard results.successes || results.failures else { continue }
            let plan = CallPlan(
                abi: abi, argumentCount: RecordLayout.maximumArguments, steps: [], results: results, startTime: startTimes,
                fixedNumber: nil, leavesSuccessToExec: false)
            let wanted = numbers[abi]
            let table = SyscallTable.of(abi)
            for number in 0...DispatchTable.highestNumber where wanted.contains(number) && table[number] == nil {
                let resolved = resolvedCondition(number, abi, nil)
                guard !resolved.isNeverTrue || !testsInKernel else { continue }
                result.add(base + number, "#\(number)", plan, number: number, split(resolved, plan))
            }
            if wanted.containsOthers || (wanted.numbers.last ?? 0) > DispatchTable.highestNumber {
                // One slot for many numbers: what the condition says of each is left to user space.
                var plan = plan
                plan.identity = condition != nil
                result.slots.append((base + DispatchTable.unknown, "(beyond the table)", plan))
            }
        }
        result.slots.sort { $0.slot < $1.slot }
        shareRarePrograms(&result)
        return result
    }

    private static let births: Set = ["clone", "clone3", "fork", "vfork"]

    /// Whether some exec that succeeds is wanted.
    private var recordsExec: Bool {
        guard results.successes else { return false }
        return [(ABI.x86_64, calls), (.i386, compatCalls)].contains { abi, list in
            list.contains { $0.isExec && !resolvedCondition($0.number, abi, $0).afterSuccess.isNeverTrue }
        }
    }

    /// The steps that this kernel can run, and that the wanted results leave something to do: without number iterators a failed exec shows its vectors
    /// as addresses, and a call that fails has written nothing.
    private func usableSteps(_ call: Syscall, _ condition: CallCondition) -> [CaptureStep] {
        condition.captureSteps(call, limits).filter { step in
            switch step.form {
            // Written out, a loop within a loop is too long.
            case .vector, .vectorCount, .messages, .chainCount: facts.hasNumberIterator && (results.successes || !step.onlyOnSuccess)
            case .bytes(.result, _, _): results.successes
            case .string, .bytes, .buffers, .message, .linked, .selected: results.successes || !step.onlyOnSuccess
            }
        }
    }
}

extension Syscall {
    fileprivate var isExec: Bool { name == "execve" || name == "execveat" }
}

/// Which calls get a program of their own.
enum Specialization {
    /// As long as a session has no more plans than this, each has a program.
    static let planLimit = 32

    /// The calls that programs make most (counted over shells, compilers, interpreters, servers and desktops): x86-64 names.
    static let hotCalls: Set<String> = [
        "read", "write", "openat", "open", "newfstatat", "fstat", "stat", "lstat", "access", "faccessat2", "readlink", "pread64",
        "pwrite64",
        "getdents64", "poll",
    ]

    /// Calls that are made so rarely that a session for everything does not load programs for what is behind their pointers: named, they have them.
    static let rareCalls: Set<String> = [
        "process_vm_readv", "process_vm_writev", "io_pgetevents", "query_module", "lsm_get_self_attr", "lsm_list_modules", "getdents",
    ]

    /// Takes from the plans of a large session the steps that would need a program of their own and are hardly ever run: those of rare calls, and those of
    /// i386 calls unless `keepsCompat`.
    static func lighten(_ slots: [(slot: Int, name: String, plan: CallPlan)], keepsCompat: Bool) -> [(
        slot: Int, name: String, plan: CallPlan
    )] {
        slots.map { row in
            let isRare = rareCalls.contains(row.name) || row.plan.abi == .i386 && !keepsCompat
            guard isRare, !isSpecialized(row.name, row.plan) else { return row }
            var row = row
            row.plan.steps.removeAll(where: \.atEntry)
            while PlanEntry.bytes(row.plan) == nil, let last = row.plan.steps.lastIndex(where: \.needsOwnProgram) {
                row.plan.steps.remove(at: last)
            }
            return row
        }
    }

    static func isSpecialized(_ name: String, _ plan: CallPlan) -> Bool {
        if plan.fixedNumber != nil || plan.leavesSuccessToExec || plan.isBirth { return true }
        guard plan.abi == .x86_64 else { return false }
        return plan.steps.isEmpty || hotCalls.contains(name)
    }
}

extension CaptureStep {
    /// Whether the step is beyond what an entry of the generic program can say.
    fileprivate var needsOwnProgram: Bool {
        switch form {
        case .string, .bytes: false
        default: true
        }
    }
}
