import Rules
import Schema

/// Which tasks a session concerns, as the generated programs test it.
package enum ScopeTest: Hashable, Sendable {
    /// Tasks that carry an entry in the task storage map, put there by the session or, when children follow, by the fork program.
    case tasks(followChildren: Bool)
    /// Tasks in the cgroup of the `cgroup` map's slot 0, or below it.
    case cgroup
    /// Every task.
    case everything
}

/// Which results are wanted. Tested in the kernel, before anything else.
package struct ResultTest: Hashable, Sendable {
    package var successes: Bool
    package var failures: Bool

    package init(successes: Bool = true, failures: Bool = true) {
        self.successes = successes
        self.failures = failures
    }

    package static let any = ResultTest()
}

/// What the running kernel offers that the compiler has an alternative for.
package struct KernelFacts: Hashable, Sendable {
    /// Tracepoint `sched_prepare_exec` (Linux 6.10): the arguments of a successful exec are read there; otherwise by an entry hook.
    package var hasPrepareExec: Bool
    /// Kernel functions `bpf_iter_num_*` (Linux 6.4): loops over argument vectors of failed execs.
    package var hasNumberIterator: Bool

    package init(hasPrepareExec: Bool = true, hasNumberIterator: Bool = true) {
        self.hasPrepareExec = hasPrepareExec
        self.hasNumberIterator = hasNumberIterator
    }
}

/// Everything that the compiler must know to arm a session: already checked, free of text.
package struct CompilerRequest: Sendable {
    /// The calls that were named, of each ABI.
    package var calls: [Syscall] = []
    package var compatCalls: [Syscall] = []
    /// Every number that was named. Those that the table does not know are recorded with six raw arguments.
    package var numbers = PerABI(repeating: SyscallSet())
    package var results: ResultTest = .any
    /// What calls must meet. The kernel programs test what they can of it, unless records of other calls are wanted too.
    package var condition: Rules.Condition?
    package var testsInKernel = true
    package var limits = CaptureLimits()
    /// Whether durations or start times were asked for; costs an entry hook.
    package var startTimes = false
    /// Whether delivered signals are recorded.
    package var signals = true
    package var scope: ScopeTest = .tasks(followChildren: true)
    /// The process that must never report itself.
    package var ownProcess: UInt32 = 0
    package var processorCount = 1
    /// Bytes of each ring: a power of two.
    package var ringBytes = 16 << 20
    package var facts = KernelFacts()

    package init() {}
}
