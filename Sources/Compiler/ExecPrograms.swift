import Bytecode
import Schema

/// A successful exec wipes registers and memory, so it is recorded in two steps: the arguments are noted before the point of no return, and the
/// record is made when the new program is in place, from the kernel's own copy of path and vectors.
extension ProgramWriter {
    /// `sched_prepare_exec` (task, binary), or without it the entry of `execve` and `execveat`: notes number, ABI and arguments in the task's entry.
    static func execNoteProgram(_ plan: SessionPlan, request: CompilerRequest) throws(AssemblerError) -> ProgramBlueprint {
        var writer = ProgramWriter(request)
        writer.begin()
        writer.loadCurrentTask()
        if request.scope.isByTask {
            writer.loadEntry()
            writer.assembler.load(.r1, .r8, TaskEntry.state, .word)
            writer.assembler.jump(.equal, .r1, Int32(TaskEntry.State.outside.rawValue), to: writer.leave)
        } else {
            writer.testScope(entry: true)
        }
        writer.assembler.move(.r1, .r7)
        writer.assembler.call(.taskRegisters)
        writer.assembler.move(.r9, .r0)
        let compat = writer.assembler.label("compat")
        let noted = writer.assembler.label("noted")
        writer.assembler.load(.r2, .r9, field: KernelField("pt_regs", "orig_ax"), .double)
        writer.assembler.arithmetic(.and, .r2, 0xffff)
        writer.assembler.arithmetic(.add, .r2, 1)
        writer.assembler.load(.r1, .r7, field: KernelField("task_struct", "thread_info.status"), .word)
        writer.assembler.jump(.anyBitSet, .r1, 2, to: compat)
        for abi in ABI.allCases {
            if abi == .i386 {
                writer.assembler.bind(compat)
                writer.assembler.arithmetic(.or, .r2, TaskEntry.execCompat)
            }
            writer.assembler.store(.r8, TaskEntry.execNumber, .r2, .word)
            for index in 0..<5 {
                writer.loadArgument(index, abi, into: .r1, registers: .r9)
                writer.assembler.store(.r8, TaskEntry.execArguments + Int16(8 * index), .r1, .double)
            }
            if abi != .i386 { writer.assembler.jump(to: noted) }
        }
        writer.assembler.bind(noted)
        let tracepoint = request.facts.hasPrepareExec ? "sched_prepare_exec" : "sys_enter"
        if request.startTimes, !request.facts.hasPrepareExec {
            // At the entry this program stands where the one that notes start times would.
            writer.assembler.call(.ktimeGetNanoseconds)
            writer.assembler.store(.r8, TaskEntry.startTime, .r0, .double)
        }
        if writer.sendsScriptVectors { writer.sendScriptVector(plan) }
        return try writer.finishWithoutRecord(name: "exec_note", tracepoint: tracepoint)
    }

    private var sendsScriptVectors: Bool {
        request.facts.hasPrepareExec && request.facts.hasNumberIterator && request.limits.memory
    }

    /// For a script the kernel's vector is that of its interpreter, and what the caller passed is gone with the old memory: it is sent ahead, in a fragment.
    private mutating func sendScriptVector(_ plan: SessionPlan) {
        assembler.comment("a script: the vector as it was passed")
        for (field, slot) in [(Binary.filename, Slot.pointer), (Binary.interpreter, Slot.end)] {
            assembler.load(.r3, .r6, 8, .double)
            assembler.add(.r3, offsetOf: field)
            readKernelWord(into: slot)
        }
        assembler.load(.r1, .r10, Slot.pointer, .double)
        assembler.load(.r2, .r10, Slot.end, .double)
        assembler.jump(.equal, .r1, .r2, to: leave)
        assembler.store(.r10, Slot.entry, .r8, .double)
        assembler.store(.r10, Slot.registers, .r9, .double)
        loadScratch()
        storeHead(.fragment)
        storeTask()
        assembler.store(.r9, Int16(RecordLayout.result), immediate: 0, .double)
        storeTime()
        let sent = assembler.label("sent")
        let failed = assembler.label("not sent")
        for row in plan.slots where row.plan.leavesSuccessToExec {
            let other = assembler.label("not \(row.plan.abi.name) \(row.name)")
            let number = Int32(row.slot % DispatchTable.slotsPerABI + 1)
            assembler.load(.r1, .r10, Slot.entry, .double)
            assembler.load(.r1, .r1, TaskEntry.execNumber, .word)
            assembler.jump(.notEqual, .r1, row.plan.abi == .i386 ? number | TaskEntry.execCompat : number, to: other)
            let argument = row.name == "execveat" ? 2 : 1
            assembler.store(.r9, Int16(RecordLayout.number), immediate: Int32(argument), .word)
            assembler.load(.r7, .r10, Slot.registers, .double)
            assembler.move(.r8, Int32(RecordLayout.headerSize))
            captureVector(argument, abi: row.plan.abi)
            output(size: .r8, orElse: failed)
            assembler.jump(to: sent)
            assembler.bind(other)
        }
        assembler.jump(to: leave)
        assembler.bind(failed)
        countLoss(LossEntry.others)
        assembler.load(.r1, .r10, Slot.entry, .double)
        assembler.load(.r2, .r1, TaskEntry.execNumber, .word)
        assembler.arithmetic(.or, .r2, TaskEntry.execVectorSent | TaskEntry.execVectorCut)
        assembler.store(.r1, TaskEntry.execNumber, .r2, .word)
        assembler.jump(to: leave)
        assembler.bind(sent)
        // The status of the chunk, which `captureVector` keeps: 0 complete, 1 truncated, 2 unreadable.
        assembler.load(.r3, .r10, Slot.flags, .double)
        assembler.arithmetic(.and, .r3, 0xff00)
        assembler.load(.r1, .r10, Slot.entry, .double)
        assembler.load(.r2, .r1, TaskEntry.execNumber, .word)
        assembler.arithmetic(.or, .r2, TaskEntry.execVectorSent)
        let whole = assembler.label("whole")
        assembler.jump(.equal, .r3, 0, to: whole)
        assembler.arithmetic(.or, .r2, TaskEntry.execVectorCut)
        assembler.bind(whole)
        assembler.store(.r1, TaskEntry.execNumber, .r2, .word)
    }

    private enum Binary {
        static let filename = KernelField("linux_binprm", "filename")
        static let interpreter = KernelField("linux_binprm", "interp")
        static let environmentCount = KernelField("linux_binprm", "envc")
        static let memory = KernelField("task_struct", "mm")
        static let argumentStart = KernelField("mm_struct", "arg_start")
        static let argumentEnd = KernelField("mm_struct", "arg_end")
        static let environmentStart = KernelField("mm_struct", "env_start")
        static let environmentEnd = KernelField("mm_struct", "env_end")
    }

    /// `sched_process_exec` (task, former id, binary).
    static func execProgram(_ plan: SessionPlan, request: CompilerRequest) throws(AssemblerError) -> ProgramBlueprint {
        var writer = ProgramWriter(request)
        writer.begin()
        writer.loadCurrentTask()
        writer.testScope(entry: true, admitPending: true)
        writer.recordsIdentity = plan.exitIdentity
        writer.recordReplacedThread()
        guard plan.recordsExec else {
            return try writer.finishWithoutRecord(name: "exec", tracepoint: "sched_process_exec")
        }
        writer.recordExec(plan)
        return try writer.finish(name: "exec", tracepoint: "sched_process_exec", lossField: LossEntry.calls)
    }

    /// A thread that was not the leader goes on under the leader's id.
    private mutating func recordReplacedThread() {
        let same = assembler.label("same thread")
        let failed = assembler.label("not reported")
        assembler.load(.r1, .r6, 8, .double)
        assembler.move32(.r1, .r1)
        assembler.load(.r2, .r7, field: KernelField("task_struct", "pid"), .word)
        assembler.jump(.equal, .r1, .r2, to: same)
        reserve(RecordLayout.headerSize, orElse: failed)
        storeHead(.threadReplaced)
        storeTask()
        assembler.store(.r9, Int16(RecordLayout.number), immediate: 0, .word)
        assembler.load(.r1, .r6, 8, .double)
        assembler.move32(.r1, .r1)
        assembler.store(.r9, Int16(RecordLayout.result), .r1, .double)
        storeTime()
        submit()
        assembler.jump(to: same)
        assembler.bind(failed)
        countLoss(LossEntry.others)
        assembler.bind(same)
    }

    /// One body for each of the calls that was asked for: `execve` has the path first, `execveat` second.
    private mutating func recordExec(_ plan: SessionPlan) {
        let rows = plan.slots.filter { $0.plan.leavesSuccessToExec }
        let names = ["execve", "execveat"].filter { name in rows.contains { $0.name == name } }
        guard request.limits.memory else {
            selectExec(rows)
            reserve(execFixedSize)
            storeExecHeader(mayLackNote: names.contains("execve"))
            submit()
            return
        }
        selectExec(rows)
        loadScratch()
        for (position, name) in names.enumerated() {
            let other = assembler.label("not \(name)")
            if position + 1 < names.count {
                assembler.load(.r1, .r8, TaskEntry.execNumber, .word)
                assembler.arithmetic(.and, .r1, 0xffff)
                for row in rows where row.name != name {
                    assembler.jump(.equal, .r1, Int32(row.slot % DispatchTable.slotsPerABI + 1), to: other)
                }
            }
            buildExec(firstArgument: name == "execveat" ? 1 : 0)
            output(size: .r8)
            guard position + 1 < names.count else { break }
            assembler.jump(to: leave)
            assembler.bind(other)
        }
    }

    /// Leaves when the call under way was not named. An exec that began before the session has left no note and counts as `execve`.
    private mutating func selectExec(_ rows: [(slot: Int, name: String, plan: CallPlan)]) {
        let named = assembler.label("named")
        assembler.load(.r1, .r8, TaskEntry.execNumber, .word)
        assembler.arithmetic(.and, .r1, TaskEntry.execCompat | 0xffff)
        if rows.contains(where: { $0.name == "execve" }) { assembler.jump(.equal, .r1, 0, to: named) }
        for row in rows {
            let number = Int32(row.slot % DispatchTable.slotsPerABI + 1)
            assembler.jump(.equal, .r1, row.plan.abi == .i386 ? number | TaskEntry.execCompat : number, to: named)
        }
        assembler.jump(to: leave)
        assembler.bind(named)
    }

    private mutating func buildExec(firstArgument: Int) {
        let passed = assembler.label("sent ahead")
        if sendsScriptVectors {
            assembler.load(.r1, .r8, TaskEntry.execNumber, .word)
            assembler.arithmetic(.and, .r1, TaskEntry.execVectorSent | TaskEntry.execVectorCut)
            assembler.store(.r10, Slot.entry, .r1, .double)
            assembler.move(.r2, 0)
            for slot in [Area.arguments.start, Area.arguments.end, Area.arguments.status] { assembler.store(.r10, slot, .r2, .double) }
            assembler.jump(.notEqual, .r1, 0, to: passed)
        }
        findArea(start: Binary.argumentStart, end: Binary.argumentEnd, Area.arguments)
        emitFragments(firstArgument + 1, Area.arguments)
        assembler.bind(passed)
        if request.limits.wholeEnvironment {
            findArea(start: Binary.environmentStart, end: Binary.environmentEnd, Area.environment)
            emitFragments(firstArgument + 2, Area.environment)
        }
        storeExecHeader(mayLackNote: firstArgument == 0)
        assembler.move(.r8, Int32(execFixedSize))
        let named = assembler.label("file name")
        assembler.comment("file name, the kernel's copy")
        assembler.load(.r3, .r6, 16, .double)
        assembler.add(.r3, offsetOf: Binary.filename)
        readKernelWord(into: Slot.pointer)
        pointToChunk()
        assembler.arithmetic(.add, .r1, Int32(RecordLayout.chunkHeaderSize))
        assembler.move(.r2, Int32(request.limits.string + 1))
        assembler.load(.r3, .r10, Slot.pointer, .double)
        assembler.call(.probeReadKernelString)
        finishString(firstArgument, limit: request.limits.string, source: .kernel, next: named)
        assembler.bind(named)
        captureArguments(firstArgument + 1)
        if request.limits.wholeEnvironment {
            captureArea(firstArgument + 2, Area.environment)
        } else {
            assembler.comment("number of environment strings")
            assembler.load(.r3, .r6, 16, .double)
            assembler.add(.r3, offsetOf: Binary.environmentCount)
            readKernelWord(into: Slot.pointer)
            assembler.load(.r2, .r10, Slot.pointer, .double)
            assembler.move32(.r2, .r2)
            storeCount(firstArgument + 2, .r2, source: .kernel)
        }
    }

    /// The vector: the kernel's copy, or what is left of one that was sent ahead, which is nothing but its status.
    private mutating func captureArguments(_ argument: Int) {
        guard sendsScriptVectors else { return captureArea(argument, Area.arguments) }
        let kernelCopy = assembler.label("the kernel's copy")
        let done = assembler.label("vector")
        assembler.load(.r2, .r10, Slot.entry, .double)
        assembler.jump(.equal, .r2, 0, to: kernelCopy)
        pointToChunk()
        assembler.store(.r1, 0, immediate: Self.chunkHead(argument, .complete, .userAtEntry, .vector), .word)
        assembler.arithmetic(.shiftRight, .r2, 18)
        assembler.store(.r1, Int16(RecordLayout.chunkStatus), .r2, .byte)
        assembler.store(.r1, Int16(RecordLayout.chunkLength), immediate: 0, .word)
        assembler.arithmetic(.add, .r8, Int32(RecordLayout.chunkHeaderSize))
        assembler.jump(to: done)
        assembler.bind(kernelCopy)
        captureArea(argument, Area.arguments)
        assembler.bind(done)
    }

    private var execIdentityOffset: Int { RecordLayout.headerSize + 8 * 5 + (request.startTimes ? 8 : 0) }
    private var execFixedSize: Int { execIdentityOffset + (recordsIdentity ? RecordLayout.identitySize : 0) }

    /// Number, ABI and arguments from the note; r8 is the entry. The note is used up.
    ///
    /// - Parameter mayLackNote: whether an exec that began before the session comes here too, which `selectExec` lets pass as `execve`.
    private mutating func storeExecHeader(mayLackNote: Bool) {
        var flags: RecordFlags = request.startTimes ? [.executed, .hasStart] : .executed
        if recordsIdentity { flags.insert(.hasIdentity) }
        storeHead(.call, flags: flags, argumentCount: 5)
        storeTask()
        assembler.load(.r1, .r8, TaskEntry.execNumber, .word)
        assembler.move(.r2, .r1)
        assembler.arithmetic(.shiftRight, .r2, 16)
        assembler.arithmetic(.and, .r2, 1)
        assembler.store(.r9, Int16(RecordLayout.abi), .r2, .byte)
        assembler.arithmetic(.and, .r1, 0xffff)
        let noted = assembler.label("noted")
        let stored = assembler.label("stored")
        if mayLackNote {
            assembler.jump(.notEqual, .r1, 0, to: noted)
            // An exec that began before the session: it was execve as far as anyone can tell now.
            assembler.store(.r9, Int16(RecordLayout.number), immediate: 59, .word)
            assembler.store(
                .r9, Int16(RecordLayout.flags), immediate: Int32(flags.union(.noArguments).rawValue), .byte)
            assembler.jump(to: stored)
        }
        assembler.bind(noted)
        assembler.arithmetic(.add, .r1, -1)
        assembler.store(.r9, Int16(RecordLayout.number), .r1, .word)
        assembler.bind(stored)
        assembler.store(.r9, Int16(RecordLayout.result), immediate: 0, .double)
        for index in 0..<5 {
            assembler.load(.r1, .r8, TaskEntry.execArguments + Int16(8 * index), .double)
            assembler.store(.r9, Int16(RecordLayout.arguments + 8 * index), .r1, .double)
        }
        assembler.store(.r8, TaskEntry.execNumber, immediate: 0, .word)
        if request.startTimes { storeStartTime(at: RecordLayout.arguments + 8 * 5) }
        if recordsIdentity { storeIdentity(at: execIdentityOffset) }
        storeTime()
    }

    /// The stack slots of an area of strings: what is still to be read.
    struct Area {
        let start: Int16
        let end: Int16
        /// The status of its chunk so far: a lost fragment makes it truncated.
        let status: Int16

        static let arguments = Area(start: -56, end: -64, status: -72)
        static let environment = Area(start: -80, end: -88, status: -96)
    }

    /// Fragments that an area can have: 128 × 128 KiB, above the 6 MiB that the kernel allows (fs/exec.c, `bprm_stack_limits`).
    private static let maximumFragments: Int32 = 128

    /// The addresses between which the new memory map keeps the strings.
    private mutating func findArea(start: KernelField, end: KernelField, _ area: Area) {
        assembler.comment("\(start.path) … \(end.path)")
        assembler.move(.r3, .r7)
        assembler.add(.r3, offsetOf: Binary.memory)
        readKernelWord(into: Slot.pointer)
        assembler.load(.r3, .r10, Slot.pointer, .double)
        assembler.add(.r3, offsetOf: start)
        readKernelWord(into: area.start)
        assembler.load(.r3, .r10, Slot.pointer, .double)
        assembler.add(.r3, offsetOf: end)
        readKernelWord(into: area.end)
        assembler.move(.r1, Int32(ChunkStatus.complete.rawValue))
        assembler.store(.r10, area.status, .r1, .double)
    }

    /// Puts out the beginning of an area until the rest fits into one chunk.
    private mutating func emitFragments(_ argument: Int, _ area: Area) {
        guard request.facts.hasNumberIterator else { return }
        let round = assembler.label("fragment")
        let stop = assembler.label("stop")
        let failed = assembler.label("fragment lost")
        let size = RecordLayout.headerSize + RecordLayout.chunkHeaderSize + RecordLayout.fragmentSize
        beginIterator(count: Self.maximumFragments)
        assembler.bind(round)
        nextNumber(orElse: stop)
        assembler.load(.r1, .r10, area.start, .double)
        assembler.load(.r2, .r10, area.end, .double)
        assembler.arithmetic(.subtract, .r2, .r1)
        assembler.jump(.signedLessOrEqual, .r2, Int32(RecordLayout.fragmentSize), to: stop)
        storeHead(.fragment)
        storeTask()
        assembler.store(.r9, Int16(RecordLayout.number), immediate: Int32(argument), .word)
        assembler.store(.r9, Int16(RecordLayout.result), immediate: 0, .double)
        storeTime()
        assembler.store(
            .r9, Int16(RecordLayout.headerSize), immediate: Self.chunkHead(argument, .complete, .kernel, .vector), .word)
        assembler.store(
            .r9, Int16(RecordLayout.headerSize + RecordLayout.chunkLength), immediate: Int32(RecordLayout.fragmentSize), .word)
        assembler.move(.r1, .r9)
        assembler.arithmetic(.add, .r1, Int32(RecordLayout.headerSize + RecordLayout.chunkHeaderSize))
        assembler.move(.r2, Int32(RecordLayout.fragmentSize))
        assembler.load(.r3, .r10, area.start, .double)
        assembler.call(.probeReadUser)
        assembler.jump(.notEqual, .r0, 0, to: failed)
        assembler.load(.r1, .r10, area.start, .double)
        assembler.arithmetic(.add, .r1, Int32(RecordLayout.fragmentSize))
        assembler.store(.r10, area.start, .r1, .double)
        assembler.move(.r1, Int32(size))
        output(size: .r1, orElse: failed)
        assembler.jump(to: round)
        assembler.bind(failed)
        assembler.move(.r1, Int32(ChunkStatus.truncated.rawValue))
        assembler.store(.r10, area.status, .r1, .double)
        assembler.bind(stop)
        endIterator()
    }

    /// The last chunk of an area: what the fragments have left, or as much as fits.
    private mutating func captureArea(_ argument: Int, _ area: Area) {
        let fits = assembler.label("fits")
        let read = assembler.label("read")
        let next = assembler.label("next")
        assembler.load(.r1, .r10, area.start, .double)
        assembler.load(.r2, .r10, area.end, .double)
        assembler.arithmetic(.subtract, .r2, .r1)
        assembler.jump(.lessOrEqual, .r2, Int32(RecordLayout.fragmentSize), to: fits)
        assembler.move(.r1, Int32(ChunkStatus.truncated.rawValue))
        assembler.store(.r10, area.status, .r1, .double)
        assembler.move(.r2, Int32(RecordLayout.fragmentSize))
        assembler.bind(fits)
        assembler.store(.r10, Slot.size, .r2, .double)
        pointToChunk()
        assembler.arithmetic(.add, .r1, Int32(RecordLayout.chunkHeaderSize))
        assembler.load(.r3, .r10, area.start, .double)
        assembler.call(.probeReadUser)
        pointToChunk()
        assembler.jump(.equal, .r0, 0, to: read)
        storeUnreadable(argument, .kernel, .vector)
        assembler.jump(to: next)
        assembler.bind(read)
        assembler.store(.r1, 0, immediate: Self.chunkHead(argument, .complete, .kernel, .vector), .word)
        assembler.load(.r2, .r10, area.status, .double)
        assembler.store(.r1, Int16(RecordLayout.chunkStatus), .r2, .byte)
        assembler.load(.r2, .r10, Slot.size, .double)
        assembler.store(.r1, Int16(RecordLayout.chunkLength), .r2, .word)
        assembler.arithmetic(.add, .r2, Int32(RecordLayout.chunkHeaderSize + 7))
        assembler.arithmetic(.and, .r2, -8)
        assembler.arithmetic(.add, .r8, .r2)
        assembler.bind(next)
    }
}
