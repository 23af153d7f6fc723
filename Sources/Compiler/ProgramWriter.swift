import Bytecode
import Schema

/// An assembler with the phrases that all programs of a session share.
///
/// Register use, after `begin()`: r6 is the context for the whole program; r7 the current task, later what the phrase says; r8 the task's entry; r9 the
/// record being built.
struct ProgramWriter {
    var assembler = Assembler()
    let request: CompilerRequest
    /// When the capture steps that are written now run.
    var moment = ChunkSource.userAtExit
    /// Bytes that the record can have so far, at most.
    var reach = 0
    /// Whether the records of exits and execs say who made the call.
    var recordsIdentity = false
    /// Where a task that does not concern the session, or a call that is not wanted, leaves.
    let leave: Label
    /// Where a record that found no room is counted.
    let lost: Label

    init(_ request: CompilerRequest) {
        self.request = request
        leave = assembler.label("leave")
        lost = assembler.label("lost")
    }

    /// Stack slots, below the frame pointer.
    enum Slot {
        static let key: Int16 = -8
        static let size: Int16 = -16
        static let pointer: Int16 = -24
        static let iterator: Int16 = -32
        static let end: Int16 = -40
        static let flags: Int16 = -48
        static let entry: Int16 = -104
        static let registers: Int16 = -112
        static let reserved: Int16 = -120
        static let outerIterator: Int16 = -128
        static let header: Int16 = -136
    }

    static let storageCreate: Int32 = 1  // BPF_LOCAL_STORAGE_GET_F_CREATE
    static let noWakeup: Int32 = 1  // BPF_RB_NO_WAKEUP

    mutating func begin() {
        assembler.move(.r6, .r1)
    }

    /// r7 = current, as a pointer that BTF types.
    mutating func loadCurrentTask() {
        assembler.call(.getCurrentTaskTrusted)
        assembler.move(.r7, .r0)
    }

    /// r8 = the entry of the task in r7; leaves when there is none, unless `create`.
    mutating func loadEntry(of task: Register = .r7, create: Bool = false) {
        assembler.load(.r1, map: SharedMaps.tasks)
        assembler.move(.r2, task)
        assembler.move(.r3, 0)
        assembler.move(.r4, create ? Self.storageCreate : 0)
        assembler.call(.taskStorageGet)
        assembler.jump(.equal, .r0, 0, to: leave)
        assembler.move(.r8, .r0)
    }

    /// Leaves unless the task in r7, which must be current, concerns the session. Sets r8 to its entry when `entry` or when the scope is kept there.
    ///
    /// - Parameter admitPending: the command's first exec ends the waiting state instead of being ignored.
    mutating func testScope(entry: Bool = false, admitPending: Bool = false) {
        assembler.comment("scope")
        switch request.scope {
        case .tasks:
            loadEntry()
            assembler.load(.r1, .r8, TaskEntry.state, .word)
            if admitPending {
                assembler.jump(.equal, .r1, Int32(TaskEntry.State.outside.rawValue), to: leave)
                assembler.store(.r8, TaskEntry.state, immediate: Int32(TaskEntry.State.inScope.rawValue), .word)
            } else {
                assembler.jump(.notEqual, .r1, Int32(TaskEntry.State.inScope.rawValue), to: leave)
            }
        case .cgroup:
            excludeOwnProcess()
            assembler.load(.r1, map: SharedMaps.cgroup)
            assembler.move(.r2, 0)
            assembler.call(.currentTaskUnderCgroup)
            assembler.jump(.notEqual, .r0, 1, to: leave)
            if entry { loadEntry(create: true) }
        case .everything:
            excludeOwnProcess()
            if entry { loadEntry(create: true) }
        }
    }

    private mutating func excludeOwnProcess() {
        assembler.load(.r1, .r7, field: KernelField("task_struct", "tgid"), .word)
        assembler.jump(.equal, .r1, Int32(bitPattern: request.ownProcess), to: leave)
    }

    /// r1 = the ring of the processor whose number is in r0: a binary search, since each map is a constant of the program.
    mutating func loadRing() {
        let count = SharedMaps.ringCount(processors: request.processorCount)
        let done = assembler.label("ring")
        if request.processorCount > count { assembler.arithmetic(.and, .r0, Int32(count - 1)) }
        func search(_ low: Int, _ high: Int, _ assembler: inout Assembler) {
            if low == high {
                assembler.load(.r1, map: SharedMaps.ring(low))
                if low != count - 1 { assembler.jump(to: done) }
                return
            }
            let middle = (low + high) / 2
            let upper = assembler.label("ring\(middle + 1)")
            assembler.jump(.greater, .r0, Int32(middle), to: upper)
            search(low, middle, &assembler)
            assembler.bind(upper)
            search(middle + 1, high, &assembler)
        }
        search(0, count - 1, &assembler)
        assembler.bind(done)
    }

    /// r9 = `size` bytes of the ring, or jumps to `failed`, which is `lost` unless given.
    mutating func reserve(_ size: Int, orElse failed: Label? = nil) {
        assembler.comment("reserve \(size) bytes")
        assembler.call(.getProcessorIdentifier)
        loadRing()
        assembler.move(.r2, Int32(size))
        assembler.move(.r3, 0)
        assembler.call(.ringBufferReserve)
        assembler.jump(.equal, .r0, 0, to: failed ?? lost)
        assembler.move(.r9, .r0)
    }

    mutating func submit() {
        assembler.move(.r1, .r9)
        assembler.move(.r2, Self.noWakeup)
        assembler.call(.ringBufferSubmit)
    }

    /// Bytes at the start of each processor's scratch that hold what loops must forget: records begin after them.
    static let scratchTemporaries = 48
    /// Bytes at its end that only the verifier believes to be used: what is loaded from scratch memory is bounded in steps.
    static let scratchMargin = 4096

    /// r9 = where a record of variable length is built.
    mutating func loadScratch() {
        assembler.comment("scratch of this processor")
        assembler.call(.getProcessorIdentifier)
        assembler.store(.r10, Slot.key, .r0, .word)
        assembler.load(.r1, map: SharedMaps.scratch)
        assembler.move(.r2, .r10)
        assembler.arithmetic(.add, .r2, Int32(Slot.key))
        assembler.call(.mapLookupElement)
        assembler.jump(.equal, .r0, 0, to: leave)
        assembler.move(.r9, .r0)
        assembler.arithmetic(.add, .r9, Int32(Self.scratchTemporaries))
    }

    /// Puts the first `size` bytes at r9 into the ring, or jumps to `failed`.
    mutating func output(size: Register, orElse failed: Label? = nil) {
        assembler.comment("output")
        assembler.store(.r10, Slot.size, size, .double)
        assembler.call(.getProcessorIdentifier)
        loadRing()
        assembler.move(.r2, .r9)
        assembler.load(.r3, .r10, Slot.size, .double)
        assembler.move(.r4, Self.noWakeup)
        assembler.call(.ringBufferOutput)
        assembler.jump(.notEqual, .r0, 0, to: failed ?? lost)
    }

    /// Kind, ABI, flags and argument count as one number.
    mutating func storeHead(_ kind: RecordKind, abi: ABI = .x86_64, flags: RecordFlags = [], argumentCount: Int = 0) {
        let head =
            UInt32(kind.rawValue) | UInt32(abi.rawValue) << 8 | UInt32(flags.rawValue) << 16 | UInt32(argumentCount) << 24
        assembler.store(.r9, Int16(RecordLayout.kind), immediate: Int32(bitPattern: head), .word)
    }

    /// Thread and process ids of the task in `task`.
    mutating func storeTask(_ task: Register = .r7) {
        assembler.load(.r1, task, field: KernelField("task_struct", "pid"), .word)
        assembler.store(.r9, Int16(RecordLayout.tid), .r1, .word)
        assembler.load(.r1, task, field: KernelField("task_struct", "tgid"), .word)
        assembler.store(.r9, Int16(RecordLayout.tgid), .r1, .word)
    }

    mutating func storeTime() {
        assembler.call(.ktimeGetNanoseconds)
        assembler.store(.r9, Int16(RecordLayout.time), .r0, .double)
    }

    /// Moves the start time from the entry in r8 into the record.
    mutating func storeStartTime(at offset: Int) {
        assembler.load(.r1, .r8, TaskEntry.startTime, .double)
        assembler.store(.r9, Int16(offset), .r1, .double)
        assembler.move(.r1, 0)
        assembler.store(.r8, TaskEntry.startTime, .r1, .double)
    }

    /// Reads the 8 bytes of kernel memory at r3 into a stack slot; 0 when they cannot be read.
    mutating func readKernelWord(into slot: Int16) {
        assembler.store(.r10, slot, immediate: 0, .double)
        assembler.move(.r1, .r10)
        assembler.arithmetic(.add, .r1, Int32(slot))
        assembler.move(.r2, 8)
        assembler.call(.probeReadKernel)
    }

    /// Counts a record that found no room, at the processor that lost it.
    mutating func countLoss(_ field: Int16) {
        let done = assembler.label("counted")
        assembler.call(.getProcessorIdentifier)
        assembler.store(.r10, Slot.key, .r0, .word)
        assembler.load(.r1, map: SharedMaps.losses)
        assembler.move(.r2, .r10)
        assembler.arithmetic(.add, .r2, Int32(Slot.key))
        assembler.call(.mapLookupElement)
        assembler.jump(.equal, .r0, 0, to: done)
        assembler.move(.r9, .r0)
        assembler.call(.ktimeGetNanoseconds)
        assembler.store(.r9, LossEntry.time, .r0, .double)
        assembler.move(.r1, 1)
        assembler.atomicAdd(.r9, field, .r1)
        assembler.bind(done)
    }

    /// The common end: the way out for losses, and the way out for all.
    mutating func finish(name: String, tracepoint: String, lossField: Int16 = LossEntry.others) throws(AssemblerError) -> ProgramBlueprint {
        assembler.jump(to: leave)
        assembler.bind(lost)
        countLoss(lossField)
        assembler.bind(leave)
        assembler.move(.r0, 0)
        assembler.exit()
        return ProgramBlueprint(
            name: name, tracepoint: tracepoint, instructions: try assembler.finish(), comments: assembler.comments)
    }
}

/// The registers of `pt_regs` that carry arguments, in their order (kernel: arch/x86/include/asm/syscall.h).
enum ArgumentRegisters {
    static func names(_ abi: ABI) -> [String] {
        switch abi {
        case .x86_64: ["di", "si", "dx", "r10", "r8", "r9"]
        case .i386: ["bx", "cx", "dx", "si", "di", "bp"]
        }
    }

    static func field(_ index: Int, _ abi: ABI) -> KernelField { KernelField("pt_regs", names(abi)[index]) }
}

extension ProgramWriter {
    /// `target` = an argument register of the registers that `registers` points to; i386 values are the low halves.
    mutating func loadArgument(_ index: Int, _ abi: ABI, into target: Register, registers: Register) {
        assembler.load(target, registers, field: ArgumentRegisters.field(index, abi), .double)
        if abi == .i386 { assembler.move32(target, target) }
    }
}
