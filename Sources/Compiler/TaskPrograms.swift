import Bytecode
import Schema

/// The programs that follow tasks: births, deaths and signals.
extension ProgramWriter {
    /// `sched_process_fork` (parent, child), in the parent before the child runs: the child is in scope from its first instruction.
    static func forkProgram(request: CompilerRequest) throws(AssemblerError) -> ProgramBlueprint {
        var writer = ProgramWriter(request)
        writer.begin()
        writer.loadCurrentTask()
        writer.testScope()
        if case .tasks(let followChildren) = request.scope {
            let child = Register.r9
            writer.assembler.load(child, .r6, 8, .double)
            if !followChildren {
                // A thread of the same process is no child.
                writer.assembler.load(.r1, .r7, field: KernelField("task_struct", "tgid"), .word)
                writer.assembler.load(.r2, child, field: KernelField("task_struct", "tgid"), .word)
                writer.assembler.jump(.notEqual, .r1, .r2, to: writer.leave)
            }
            writer.assembler.comment("the child inherits the scope")
            let full = writer.assembler.label("no memory")
            let added = writer.assembler.label("added")
            writer.assembler.load(.r1, map: SharedMaps.tasks)
            writer.assembler.move(.r2, child)
            writer.assembler.move(.r3, 0)
            writer.assembler.move(.r4, Self.storageCreate)
            writer.assembler.call(.taskStorageGet)
            writer.assembler.jump(.equal, .r0, 0, to: full)
            writer.assembler.store(.r0, TaskEntry.state, immediate: Int32(TaskEntry.State.inScope.rawValue), .word)
            writer.countAlive(1)
            writer.assembler.jump(to: added)
            writer.assembler.bind(full)
            // A child that cannot be followed is a loss, and said so.
            writer.countLoss(LossEntry.others)
            writer.assembler.bind(added)
        }
        writer.reserve(RecordLayout.headerSize)
        writer.storeHead(.taskCreated)
        writer.storeTask()
        writer.assembler.load(.r8, .r6, 8, .double)
        writer.assembler.load(.r1, .r8, field: KernelField("task_struct", "pid"), .word)
        writer.assembler.store(.r9, Int16(RecordLayout.result), .r1, .word)
        writer.assembler.load(.r1, .r8, field: KernelField("task_struct", "tgid"), .word)
        writer.assembler.store(.r9, Int16(RecordLayout.result + 4), .r1, .word)
        writer.assembler.store(.r9, Int16(RecordLayout.number), immediate: 0, .word)
        writer.storeTime()
        writer.submit()
        return try writer.finish(name: "fork", tracepoint: "sched_process_fork")
    }

    /// `sched_process_exit` (task): the call that does not return, if the task is in one, and the end of the task.
    static func exitProgram(_ plan: SessionPlan, request: CompilerRequest) throws(AssemblerError) -> ProgramBlueprint {
        var writer = ProgramWriter(request)
        writer.begin()
        writer.loadCurrentTask()
        writer.testScope(entry: request.startTimes)
        writer.recordsIdentity = plan.exitIdentity
        let ended = writer.assembler.label("ended")
        if !plan.exits.isEmpty || !plan.compatExits.isEmpty {
            writer.recordExitCall(plan, ended: ended)
        }
        writer.assembler.bind(ended)
        let missed = writer.assembler.label("missed")
        let reported = writer.assembler.label("reported")
        writer.reserve(RecordLayout.headerSize, orElse: missed)
        writer.storeHead(.taskExited)
        writer.storeTask()
        writer.assembler.load(.r1, .r7, field: KernelField("task_struct", "exit_code"), .word)
        writer.assembler.store(.r9, Int16(RecordLayout.result), .r1, .double)
        writer.assembler.store(.r9, Int16(RecordLayout.number), immediate: 0, .word)
        writer.storeTime()
        writer.submit()
        writer.assembler.jump(to: reported)
        writer.assembler.bind(missed)
        writer.countLoss(LossEntry.others)
        writer.assembler.bind(reported)
        // Last, so that whoever sees no task alive finds every record in the rings.
        if request.scope.isByTask { writer.countAlive(-1) }
        return try writer.finishWithoutRecord(name: "exit", tracepoint: "sched_process_exit")
    }

    /// Adds to the number of tasks in scope that live.
    private mutating func countAlive(_ change: Int32) {
        let done = assembler.label("counted")
        assembler.comment("tasks alive: \(change > 0 ? "one more" : "one less")")
        assembler.store(.r10, Slot.key, immediate: 0, .word)
        assembler.load(.r1, map: SharedMaps.alive)
        assembler.move(.r2, .r10)
        assembler.arithmetic(.add, .r2, Int32(Slot.key))
        assembler.call(.mapLookupElement)
        assembler.jump(.equal, .r0, 0, to: done)
        assembler.move(.r1, change)
        assembler.atomicAdd(.r0, 0, .r1)
        assembler.bind(done)
    }

    /// `exit` and `exit_group` never reach the exit hook, but their registers are still there when the task ends: no entry hook is needed for them.
    private mutating func recordExitCall(_ plan: SessionPlan, ended: Label) {
        assembler.comment("a call that does not return")
        let compat = assembler.label("compat")
        assembler.move(.r1, .r7)
        assembler.call(.taskRegisters)
        assembler.store(.r10, Slot.pointer, .r0, .double)
        assembler.load(.r2, .r0, field: KernelField("pt_regs", "orig_ax"), .double)
        assembler.move32(.r2, .r2)
        assembler.load(.r1, .r7, field: KernelField("task_struct", "thread_info.status"), .word)
        assembler.jump(.anyBitSet, .r1, 2, to: compat)
        for (abi, calls) in [(ABI.x86_64, plan.exits), (ABI.i386, plan.compatExits)] {
            if abi == .i386 { assembler.bind(compat) }
            let found = assembler.label("found")
            for call in calls { assembler.jump(.equal, .r2, Int32(call.number), to: found) }
            assembler.jump(to: ended)
            guard !calls.isEmpty else { continue }
            assembler.bind(found)
            assembler.store(.r10, Slot.flags, .r2, .double)
            let missed = assembler.label("missed")
            let start = request.startTimes
            let identityOffset = RecordLayout.headerSize + 8 + (start ? 8 : 0)
            reserve(identityOffset + (recordsIdentity ? RecordLayout.identitySize : 0), orElse: missed)
            var flags: RecordFlags = start ? [.noResult, .hasStart] : .noResult
            if recordsIdentity { flags.insert(.hasIdentity) }
            storeHead(.call, abi: abi, flags: flags, argumentCount: 1)
            assembler.load(.r1, .r10, Slot.flags, .double)
            assembler.store(.r9, Int16(RecordLayout.number), .r1, .word)
            storeTask()
            assembler.store(.r9, Int16(RecordLayout.result), immediate: 0, .double)
            assembler.load(.r2, .r10, Slot.pointer, .double)
            loadArgument(0, abi, into: .r1, registers: .r2)
            assembler.store(.r9, Int16(RecordLayout.arguments), .r1, .double)
            if start { storeStartTime(at: RecordLayout.arguments + 8) }
            if recordsIdentity { storeIdentity(at: identityOffset) }
            storeTime()
            submit()
            assembler.jump(to: ended)
            assembler.bind(missed)
            countLoss(LossEntry.calls)
            if abi == .x86_64 { assembler.jump(to: ended) }
        }
    }

    /// `signal_deliver` (number, siginfo, action), in the task that gets it.
    static func signalProgram(request: CompilerRequest) throws(AssemblerError) -> ProgramBlueprint {
        var writer = ProgramWriter(request)
        writer.begin()
        // SIGKILL is not delivered to anybody: the kernel reports it here for every thread that another one's end takes along.
        writer.assembler.load(.r1, .r6, 0, .double)
        writer.assembler.jump32(.equal, .r1, 9, to: writer.leave)
        writer.loadCurrentTask()
        writer.testScope()
        writer.storeSignal(information: 8)
        return try writer.finish(name: "signal", tracepoint: "signal_deliver")
    }

    /// `signal_generate` (number, siginfo, target, group, outcome), in the sender, for the signals that are never delivered although something comes of them.
    ///
    /// - What the target ignores: a `SIGCHLD` without a handler most of all, by which the end of a child is seen.
    /// - What kills it by default without a core: the kernel turns that into SIGKILL on the spot (kernel/signal.c, `complete_signal`).
    static func sentSignalProgram(request: CompilerRequest) throws(AssemblerError) -> ProgramBlueprint {
        var writer = ProgramWriter(request)
        // TRACE_SIGNAL_DELIVERED, TRACE_SIGNAL_IGNORED (kernel: include/trace/events/signal.h)
        let delivered: Int32 = 0
        let ignored: Int32 = 1
        let groupExit: Int32 = 4  // SIGNAL_GROUP_EXIT (kernel: include/linux/sched/signal.h)
        writer.begin()
        writer.assembler.load(.r1, .r6, 0, .double)
        writer.assembler.jump32(.equal, .r1, 9, to: writer.leave)
        writer.assembler.load(.r1, .r6, 32, .double)
        writer.assembler.jump32(.greater, .r1, ignored, to: writer.leave)
        if request.scope.isByTask {
            writer.assembler.load(.r7, .r6, 16, .double)
            writer.loadEntry()
            writer.assembler.load(.r1, .r8, TaskEntry.state, .word)
            writer.assembler.jump(.notEqual, .r1, Int32(TaskEntry.State.inScope.rawValue), to: writer.leave)
        } else {
            // Nothing tells the cgroup of another task; sender and target are mostly parent and child.
            writer.loadCurrentTask()
            writer.testScope()
            writer.assembler.load(.r7, .r6, 16, .double)
        }
        writer.assembler.comment("is the process of the target ending, and of what")
        writer.assembler.move(.r3, .r7)
        writer.assembler.add(.r3, offsetOf: KernelField("task_struct", "signal"))
        writer.readKernelWord(into: Slot.pointer)
        for (field, slot) in [("flags", Slot.flags), ("group_exit_code", Slot.end)] {
            writer.assembler.load(.r3, .r10, Slot.pointer, .double)
            writer.assembler.add(.r3, offsetOf: KernelField("signal_struct", field))
            writer.readKernelWord(into: slot)
        }
        let sent = writer.assembler.label("sent")
        let wanted = writer.assembler.label("wanted")
        writer.assembler.load(.r2, .r10, Slot.flags, .double)
        writer.assembler.load(.r1, .r6, 32, .double)
        writer.assembler.jump32(.equal, .r1, delivered, to: sent)
        // What is sent to a process that is ending is ignored too, and means nothing.
        writer.assembler.jump(.anyBitSet, .r2, groupExit, to: writer.leave)
        writer.assembler.jump(to: wanted)
        writer.assembler.bind(sent)
        writer.assembler.arithmetic(.and, .r2, groupExit)
        writer.assembler.jump(.equal, .r2, 0, to: writer.leave)
        writer.assembler.load(.r1, .r6, 0, .double)
        writer.assembler.load(.r2, .r10, Slot.end, .double)
        writer.assembler.move32(.r1, .r1)
        writer.assembler.move32(.r2, .r2)
        writer.assembler.jump(.notEqual, .r1, .r2, to: writer.leave)
        writer.assembler.bind(wanted)
        writer.storeSignal(information: 8)
        return try writer.finish(name: "signal_sent", tracepoint: "signal_generate")
    }

    /// A signal's record: the number is the first word of the context, the siginfo at `information`; r7 is the task that gets it.
    private mutating func storeSignal(information: Int16) {
        reserve(RecordLayout.headerSize + 48)
        storeHead(.signal, argumentCount: 6)
        storeTask()
        assembler.load(.r1, .r6, 0, .double)
        assembler.store(.r9, Int16(RecordLayout.number), .r1, .word)
        assembler.store(.r9, Int16(RecordLayout.result), immediate: 0, .double)
        assembler.comment("siginfo")
        assembler.move(.r1, .r9)
        assembler.arithmetic(.add, .r1, Int32(RecordLayout.arguments))
        assembler.move(.r2, 48)
        // Special values below a page stand for a siginfo that was never made: they read as zeros.
        assembler.load(.r3, .r6, information, .double)
        assembler.call(.probeReadKernel)
        storeTime()
        submit()
    }
}
