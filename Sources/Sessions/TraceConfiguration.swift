import Compiler
import Events
import Rules
import Schema

/// Everything that a tracing session is asked for, apart from where its output goes.
package struct TraceConfiguration: Sendable {
    package var scope: TraceScope
    package var selection = Selection()
    package var limits = CaptureLimits()
    /// Whether children of the traced tasks are traced too.
    package var followChildren = true
    /// Whether durations or start times are shown.
    package var startTimes = false
    /// Bytes of the ring of each processor; rounded up to a power of two.
    package var ringBytes = 16 << 20

    package init(scope: TraceScope) { self.scope = scope }

    /// The request for the compiler. `ownProcess` is left out of the trace.
    func compilerRequest(ownProcess: Int32, processors: Int, facts: KernelFacts) -> CompilerRequest {
        var request = CompilerRequest()
        request.calls = selected(.x86_64)
        request.compatCalls = selected(.i386)
        request.numbers = selection.paths.isEmpty ? selection.calls : PerABI(repeating: SyscallSet())
        // What descriptors stand for is learnt from calls that nobody selected; then results are tested in user space.
        request.results =
            selection.paths.isEmpty
            ? ResultTest(successes: selection.statuses.contains(.successful), failures: selection.statuses.contains(.failed)) : .any
        request.condition = selection.condition
        request.testsInKernel = selection.paths.isEmpty
        request.limits = limits
        if comparesExecMemory { request.limits.memory = true }
        request.startTimes = startTimes || selection.condition?.mentions(.duration) ?? false
        request.signals = !selection.signals.isEmpty
        request.ownProcess = UInt32(bitPattern: ownProcess)
        request.processorCount = processors
        request.ringBytes = Self.ringSize(ringBytes)
        request.facts = facts
        request.scope =
            switch scope {
            case .command, .processes: .tasks(followChildren: followChildren)
            case .cgroup, .container: .cgroup
            case .everything: .everything
            }
        return request
    }

    /// Whether the condition is about what the memory of a successful exec says: its program reads all of that or nothing.
    private var comparesExecMemory: Bool {
        guard let condition = selection.condition else { return false }
        return ABI.allCases.contains { abi in
            ["execve", "execveat"].compactMap { SyscallTable.of(abi)[name: $0] }.contains { call in
                selection.contains(call.number, abi) && !condition.resolved(call.number, abi, call).capturedArguments.isEmpty
            }
        }
    }

    /// What user space tests of the condition, given what the programs of a plan test; nil when there is no condition.
    func conditionFilter(_ plan: SessionPlan) -> ConditionFilter? {
        selection.condition.map { condition in
            ConditionFilter { abi, number in
                plan.userTest(number, abi) ?? condition.resolved(number, abi, SyscallTable.of(abi)[number])
            }
        }
    }

    private func selected(_ abi: ABI) -> [Syscall] {
        let chosen = selection.calls[abi]
        let isFollowed = !selection.paths.isEmpty
        return SyscallTable.of(abi).calls.filter { call in
            if isFollowed && call.changesDescriptors { return true }
            guard chosen.contains(call.number) else { return false }
            if isFollowed && !call.namesFiles { return false }
            // A call that never returns has neither success nor failure.
            return call.result != .never || selection.statuses.contains(.unfinished)
        }
    }

    /// A power of two, at least one page.
    package static func ringSize(_ wanted: Int) -> Int {
        var size = 4096
        while size < wanted && size < 1 << 30 { size <<= 1 }
        return size
    }
}

extension Syscall {
    /// Whether an argument is a path or a descriptor: no other call can concern a path.
    var namesFiles: Bool {
        arguments.contains { argument in
            switch argument.kind {
            case .path, .descriptor, .directory: true
            default: false
            }
        }
    }

    /// Whether the call can change what a descriptor of its process stands for: `-P` needs to see it, selected or not.
    var changesDescriptors: Bool {
        if result == .descriptor { return true }
        return [
            "close", "close_range", "dup2", "dup3", "fcntl", "fcntl64", "pipe", "pipe2", "chdir", "fchdir", "socketpair", "execve",
            "execveat",
        ]
        .contains(name)
    }
}
