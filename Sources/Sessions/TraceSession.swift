import Bytecode
import Compiler
import Events
import Glibc
import Kernel
import Rules
import Schema

/// What a session was and how it ended.
package struct SessionOutcome: Sendable {
    /// The status of the command as `wait` reports it; nil when the session started none, or left it running.
    package var commandStatus: Int32?
    /// Records of calls that arrived, whether they were shown or not: with `lostCalls`, all that happened.
    package var capturedCalls: UInt64 = 0
    /// Bytes of all records that arrived.
    package var capturedBytes: UInt64 = 0
    /// Programs that were attached to kernel hooks.
    package var hooks = 0
    /// From the arming of the hooks to their end.
    package var nanoseconds: UInt64 = 0
    /// Records that found no room in a ring: of calls, and of other events.
    package var lostCalls: UInt64 = 0
    package var lostOthers: UInt64 = 0
    /// Times a program was skipped because it was already running on its processor; what it would have recorded is lost too.
    package var recursionMisses: UInt64 = 0
    /// Why the output ended early.
    package var outputFailure: SessionError?
}

/// A tracing session from start to end: arms the kernel, starts or finds the targets, hands records to an output, disarms.
package struct TraceSession {
    private let configuration: TraceConfiguration
    private let message: (String) -> Void

    /// - Parameter message: gets what is to be told beside the trace, a sentence at a time, from the thread that runs the session.
    package init(_ configuration: TraceConfiguration, message: @escaping (String) -> Void) {
        self.configuration = configuration
        self.message = message
    }

    /// What would be loaded: for `--show`.
    package static func compiled(_ configuration: TraceConfiguration) throws -> (compiled: CompiledSession, request: CompilerRequest) {
        let facts = (try? TypeInformation(preparing: factNames)).map(ArmedSession.facts) ?? KernelFacts()
        let request = configuration.compilerRequest(
            ownProcess: getpid(), processors: processorCount(), facts: facts)
        return (try request.compile(), request)
    }

    private static let factNames = TypeInformation.Names(
        structures: [
            "task_struct", "pt_regs", "linux_binprm", "mm_struct", "signal_struct",
        ],
        tracepoints: [
            "sys_enter", "sys_exit", "sched_prepare_exec", "sched_process_exec", "sched_process_fork", "sched_process_exit",
            "signal_deliver", "signal_generate",
        ],
        functions: ["bpf_iter_num_new", "bpf_iter_num_next", "bpf_iter_num_destroy"])

    /// Processors that programs may run on.
    package static func processorCount() -> Int {
        max(1, KernelObject.possibleProcessors)
    }

    /// Runs until the targets have ended or a signal says so.
    ///
    /// - Parameter makeOutput: called once the kernel has accepted the programs and before anything runs, so that a session that cannot begin
    ///   touches no file.
    package func run(makeOutput: () throws -> TextOutput) throws -> SessionOutcome {
        let signals = SignalWatch()
        let scope = try resolvedScope()
        let types = try TypeInformation(preparing: Self.factNames)
        let processors = Self.processorCount()
        let request = configuration.compilerRequest(ownProcess: getpid(), processors: processors, facts: ArmedSession.facts(types))
        let compiled = try request.compile()
        if compiled.plan.slots.isEmpty && compiled.plan.exits.isEmpty && compiled.plan.compatExits.isEmpty && !request.signals {
            throw SessionError.nothingSelected
        }

        var command: TargetCommand?
        if case .command(let arguments) = scope { command = try TargetCommand(arguments, signals: signals.inherited) }
        do {
            let armed = try ArmedSession(request, compiled: compiled, types: types)
            let output = try makeOutput()
            output.conditions = configuration.conditionFilter(compiled.plan)
            let outcome = try run(armed, command: command, scope: scope, output: output, signals: signals, processors: processors)
            return outcome
        } catch {
            if let command, !command.isReleased { command.abandon() }
            throw error
        }
    }

    /// The scope with names made paths.
    private func resolvedScope() throws(SessionError) -> TraceScope {
        switch configuration.scope {
        case .cgroup(let path): .cgroup(try CgroupLookup.directory(for: path))
        case .container(let identifier): .cgroup(try CgroupLookup.container(identifier))
        case .command, .processes, .everything: configuration.scope
        }
    }

    private func run(
        _ armed: ArmedSession, command: TargetCommand?, scope: TraceScope, output: TextOutput, signals: SignalWatch, processors: Int
    ) throws -> SessionOutcome {
        var end = Collector.End.signal
        switch scope {
        case .command:
            guard let command else { throw SessionError.internalFailure("a session without its command") }
            end = .scopeEmpty
            try armed.object.update(map: SharedMaps.tasks, key: command.descriptor, bytes: TaskEntry.bytes(.untilExec))
            armed.alive?.store(1, at: 0)
            output.begin(tid: UInt32(bitPattern: command.pid), tgid: UInt32(bitPattern: command.pid))
            try armed.attach()
            try command.start()
        case .processes(let processes):
            end = .scopeEmpty
            try armed.attach()
            let admission = TaskAdmission(session: armed)
            for process in processes {
                let tasks = try admission.admit(process, descendants: configuration.followChildren)
                for task in tasks { output.begin(tid: UInt32(bitPattern: task.tid), tgid: UInt32(bitPattern: task.tgid)) }
                if !configuration.selection.quiet.contains(.attach) {
                    message("process \(process) attached" + (tasks.count > 1 ? " with \(tasks.count) threads and children" : ""))
                }
            }
        case .cgroup(let path):
            try armed.object.setCgroup(map: SharedMaps.cgroup, index: 0, path: path)
            try armed.attach()
        case .everything:
            try armed.attach()
        case .container:
            throw SessionError.internalFailure("a container that was not looked up")
        }

        let queue = BatchQueue()
        let collector = Collector(armed: armed, queue: queue, signals: signals, command: command, end: end, processors: processors)
        let thread = collector.start()
        var outcome = SessionOutcome()
        outcome.hooks = armed.compiled.blueprint.attached.count
        let start = monotonicNow()
        do {
            try consume(queue, output: output)
        } catch let failure as SessionError {
            outcome.outputFailure = failure
            queue.abandon()
        }
        pthread_join(thread, nil)
        outcome.nanoseconds = monotonicNow() - start
        outcome.capturedCalls = output.capturedCalls
        outcome.capturedBytes = output.capturedBytes
        outcome.lostCalls = collector.lostCalls
        outcome.lostOthers = collector.lostOthers
        outcome.recursionMisses = armed.object.programInformation.reduce(0) { $0 + $1.recursionMisses }
        if case .processes(let processes) = scope, !configuration.selection.quiet.contains(.attach) {
            for process in processes where kill(process, 0) == 0 { message("process \(process) detached") }
        }
        signals.release()
        if let command, !collector.hasLeft { outcome.commandStatus = command.waitForStatus() }
        return outcome
    }

    /// The rendering side: takes what the collector hands over until its end.
    private func consume(_ queue: BatchQueue, output: TextOutput) throws {
        while true {
            for event in queue.pop() {
                switch event {
                case .records(let batch):
                    try output.consume(batch)
                    queue.recycle(batch)
                case .losses(let losses): try output.consume(losses)
                case .end: return try output.finish(now: monotonicNow())
                }
            }
        }
    }
}
