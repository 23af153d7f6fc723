import Bytecode
import Schema

/// A call plan as the bytes that the generic program reads: one entry of the `plans` map, by dispatch slot.
///
/// Loading a program costs a hundred times what an entry costs. Calls that programs make often get programs of their own, where nothing is decided at run
/// time that was known at load time; the long tail of rare calls shares one program for each ABI, which reads its steps from here.
///
/// ```
///     0  u32  steps, 0 … 6
///     4  u32  1: chunks may wait from the entry of the call
///    16  step[6], 16 bytes each:
///          0  u8   argument
///          1  u8   form: 1 string, 2 bytes
///          2  u8   where the count comes from: 0 fixed, 1 result, 2 argument, 3 the 32 bits behind an argument, 4 an argument that counts bits
///          3  u8   that argument
///          4  u8   1: only on success
///          5  u8   1: the count has 32 bits
///          8  u32  element size
///         12  u32  limit: bytes
/// ```
package enum PlanEntry {
    package static let size = 112
    static let firstStep = 16
    static let stepSize = 16
    static let maximumSteps = 6
    static let hasEntry: Int16 = 4
    /// Bytes of chunks that may wait from the entry of a call.
    static let entryLimit = 1024

    enum Step {
        static let argument: Int16 = 0
        static let form: Int16 = 1
        static let count: Int16 = 2
        static let countArgument: Int16 = 3
        static let onlyOnSuccess: Int16 = 4
        static let narrowCount: Int16 = 5
        static let elementSize: Int16 = 8
        static let limit: Int16 = 12

        static let formString: UInt8 = 1
        static let formBytes: UInt8 = 2
        static let countFixed: UInt8 = 0
        static let countResult: UInt8 = 1
        static let countFromArgument: UInt8 = 2
        static let countBehindArgument: UInt8 = 3
        static let countInBits: UInt8 = 4
    }

    /// The entry for a plan, or nil when it has a step that only a program of its own can run.
    static func bytes(_ plan: CallPlan) -> [UInt8]? {
        let steps = plan.exitSteps
        guard steps.count <= maximumSteps, plan.fixedNumber == nil, !plan.leavesSuccessToExec, !plan.isBirth else { return nil }
        // The strings of its steps are not where a program without an entry would find them.
        guard plan.condition.comparedStrings.isEmpty else { return nil }
        var entry = [UInt8](repeating: 0, count: size)
        entry[0] = UInt8(steps.count)
        if !plan.entrySteps.isEmpty {
            guard plan.entrySteps.reduce(0, { $0 + ProgramWriter.maximumSize($1) }) <= entryLimit else { return nil }
            entry[Int(hasEntry)] = 1
        }
        for (index, step) in steps.enumerated() {
            let base = firstStep + stepSize * index
            entry[base + Int(Step.argument)] = UInt8(step.argument)
            entry[base + Int(Step.onlyOnSuccess)] = step.onlyOnSuccess ? 1 : 0
            entry[base + Int(Step.narrowCount)] = step.hasNarrowCount ? 1 : 0
            switch step.form {
            case .string(let limit):
                entry[base + Int(Step.form)] = Step.formString
                store(limit, at: base + Int(Step.limit), in: &entry)
            case .bytes(let count, let elementSize, let limit):
                entry[base + Int(Step.form)] = Step.formBytes
                store(elementSize, at: base + Int(Step.elementSize), in: &entry)
                store(limit, at: base + Int(Step.limit), in: &entry)
                switch count {
                case .fixed(let number):
                    entry[base + Int(Step.count)] = Step.countFixed
                    store(number * elementSize, at: base + Int(Step.elementSize), in: &entry)
                case .result: entry[base + Int(Step.count)] = Step.countResult
                case .argument(let argument):
                    entry[base + Int(Step.count)] = Step.countFromArgument
                    entry[base + Int(Step.countArgument)] = UInt8(argument)
                case .pointee(let argument):
                    entry[base + Int(Step.count)] = Step.countBehindArgument
                    entry[base + Int(Step.countArgument)] = UInt8(argument)
                case .bits(let argument):
                    entry[base + Int(Step.count)] = Step.countInBits
                    entry[base + Int(Step.countArgument)] = UInt8(argument)
                }
            case .vector, .vectorCount, .buffers, .message, .messages, .linked, .chainCount, .selected: return nil
            }
        }
        return entry
    }

    private static func store(_ number: Int, at offset: Int, in entry: inout [UInt8]) {
        withUnsafeBytes(of: UInt32(number).littleEndian) { bytes in
            for (index, byte) in bytes.enumerated() { entry[offset + index] = byte }
        }
    }
}

/// The program that runs any plan from its entry.
extension ProgramWriter {
    /// All argument registers are stored, whatever the call has: the steps find them in the record.
    private static func genericFixedSize(_ request: CompilerRequest) -> Int {
        let identity = request.condition == nil ? 0 : RecordLayout.identitySize
        return RecordLayout.headerSize + 8 * RecordLayout.maximumArguments + (request.startTimes ? 8 : 0) + identity
    }

    /// Scratch bytes that a record of the generic program may need, its temporaries included.
    static func genericScratchSize(_ request: CompilerRequest) -> Int {
        scratchTemporaries + genericFixedSize(request) + PlanEntry.entryLimit
            + (PlanEntry.maximumSteps + 1) * (genericStepLimit(request) + RecordLayout.chunkHeaderSize + 8)
    }

    private static func genericStepLimit(_ request: CompilerRequest) -> Int {
        max(
            request.limits.string + 1, request.limits.bytes, request.limits.array, 4096,
            request.limits.wholeStructures ? CaptureStep.maximumChain : 0)
    }

    /// Where the loop keeps the bytes written so far, below the record: the verifier forgets what is kept there, so that one step looks like the other.
    private static let running: Int16 = -8

    /// What the calls of one generic program have in common: `shared` without what their entries say.
    static func genericPlan(_ shared: CallPlan) -> CallPlan {
        var plan = shared
        plan.argumentCount = RecordLayout.maximumArguments
        plan.steps = []
        return plan
    }

    /// - Parameter plan: of `genericPlan`.
    static func genericProgram(_ plan: CallPlan, name: String, request: CompilerRequest) throws(AssemblerError) -> ProgramBlueprint {
        var writer = ProgramWriter(request)
        writer.begin()
        writer.testResult(plan)
        writer.test(plan, .registers)
        writer.loadCurrentTask()
        writer.testScope(entry: plan.startTime)
        writer.test(plan, .task)
        writer.loadScratch()
        writer.storeCall(plan)
        writer.loadPlanEntry(plan.abi)
        writer.assembler.move(.r8, Int32(plan.fixedSize))
        let started = writer.assembler.label("started")
        writer.assembler.load(.r1, .r7, PlanEntry.hasEntry, .word)
        writer.assembler.jump(.equal, .r1, 0, to: started)
        writer.assembler.store(.r10, Slot.end, .r7, .double)
        writer.takeEntryChunks(limit: PlanEntry.entryLimit)
        writer.assembler.load(.r7, .r10, Slot.end, .double)
        writer.assembler.bind(started)
        writer.assembler.store(.r9, running, .r8, .double)
        let output = writer.assembler.label("output")
        for index in 0..<PlanEntry.maximumSteps {
            writer.assembler.load(.r1, .r7, 0, .word)
            writer.assembler.jump(.lessOrEqual, .r1, Int32(index), to: output)
            writer.genericStep(Int16(PlanEntry.firstStep + PlanEntry.stepSize * index), plan.abi, output: output)
        }
        writer.assembler.bind(output)
        writer.assembler.load(.r8, .r9, running, .double)
        writer.assembler.jump(.greater, .r8, Int32(genericScratchSize(request) - scratchTemporaries), to: writer.leave)
        writer.output(size: .r8)
        return try writer.finish(name: name, tracepoint: "sys_exit", lossField: LossEntry.calls)
    }

    /// r7 = the entry of the plan of the call in the registers at r7.
    private mutating func loadPlanEntry(_ abi: ABI) {
        assembler.comment("the plan of this call")
        assembler.load(.r1, .r7, field: KernelField("pt_regs", "orig_ax"), .double)
        assembler.arithmetic(.add, .r1, Int32(DispatchTable.base(abi)))
        assembler.store(.r10, Slot.key, .r1, .word)
        assembler.load(.r1, map: SharedMaps.plans)
        assembler.move(.r2, .r10)
        assembler.arithmetic(.add, .r2, Int32(Slot.key))
        assembler.call(.mapLookupElement)
        assembler.jump(.equal, .r0, 0, to: leave)
        assembler.move(.r7, .r0)
    }

    private mutating func genericStep(_ step: Int16, _ abi: ABI, output: Label) {
        let next = assembler.label("next")
        let bytes = assembler.label("bytes")
        let limit = Self.genericStepLimit(request)
        assembler.comment("step")
        assembler.load(.r8, .r9, Self.running, .double)
        assembler.jump(.greater, .r8, Int32(Self.genericScratchSize(request) - limit - 64), to: output)
        let always = assembler.label("always")
        assembler.load(.r1, .r7, step + PlanEntry.Step.onlyOnSuccess, .byte)
        assembler.jump(.equal, .r1, 0, to: always)
        assembler.load(.r1, .r6, 8, .double)
        assembler.jump(.greaterOrEqual, .r1, -4095, to: next)
        assembler.bind(always)
        assembler.load(.r1, .r7, step + PlanEntry.Step.form, .byte)
        assembler.jump(.notEqual, .r1, Int32(PlanEntry.Step.formString), to: bytes)
        genericString(step, next: next)
        assembler.jump(to: next)
        assembler.bind(bytes)
        genericBytes(step, abi, limit: limit, next: next)
        assembler.bind(next)
    }

    /// `target` = the argument register that the byte at `offset` of the entry names, from the record.
    private mutating func loadNamedArgument(_ offset: Int16, into target: Register) {
        assembler.load(target, .r7, offset, .byte)
        assembler.arithmetic(.and, target, 7)
        assembler.arithmetic(.shiftLeft, target, 3)
        assembler.arithmetic(.add, target, .r9)
        assembler.load(target, target, Int16(RecordLayout.arguments), .double)
    }

    /// The head of a chunk whose argument the entry names, and its length, at r1.
    private mutating func storeChunkHead(_ step: Int16, _ status: ChunkStatus, _ form: ChunkForm) {
        assembler.store(.r1, 0, immediate: Self.chunkHead(0, status, .userAtExit, form), .word)
        assembler.load(.r2, .r7, step + PlanEntry.Step.argument, .byte)
        assembler.store(.r1, Int16(RecordLayout.chunkArgument), .r2, .byte)
    }

    private mutating func genericString(_ step: Int16, next: Label) {
        let readable = assembler.label("readable")
        let cut = assembler.label("cut")
        let sized = assembler.label("sized")
        let limit = request.limits.string
        pointToChunk()
        assembler.arithmetic(.add, .r1, Int32(RecordLayout.chunkHeaderSize))
        assembler.move(.r2, Int32(limit + 1))
        loadNamedArgument(step + PlanEntry.Step.argument, into: .r3)
        assembler.call(.probeReadUserString)
        pointToChunk()
        assembler.jump(.signedGreater, .r0, 0, to: readable)
        storeUnreadableStep(step, .string)
        assembler.jump(to: next)
        assembler.bind(readable)
        assembler.jump(.greater, .r0, Int32(limit), to: cut)
        storeChunkHead(step, .complete, .string)
        assembler.jump(to: sized)
        assembler.bind(cut)
        storeChunkHead(step, .truncated, .string)
        assembler.bind(sized)
        assembler.move(.r2, .r0)
        assembler.arithmetic(.add, .r2, -1)
        finishStep(length: .r2)
    }

    /// The length in `length` at r1, and the running offset behind the chunk.
    private mutating func finishStep(length: Register) {
        assembler.store(.r1, Int16(RecordLayout.chunkLength), length, .word)
        assembler.arithmetic(.add, length, Int32(RecordLayout.chunkHeaderSize + 7))
        assembler.arithmetic(.and, length, -8)
        assembler.arithmetic(.add, .r8, length)
        assembler.store(.r9, Self.running, .r8, .double)
    }

    private mutating func storeUnreadableStep(_ step: Int16, _ form: ChunkForm) {
        storeChunkHead(step, .unreadable, form)
        assembler.move(.r2, 0)
        finishStep(length: .r2)
    }

    private mutating func genericBytes(_ step: Int16, _ abi: ABI, limit: Int, next: Label) {
        let fromArgument = assembler.label("from argument")
        let counted = assembler.label("counted")
        let sized = assembler.label("sized")
        let cut = assembler.label("cut")
        let fits = assembler.label("fits")
        let readable = assembler.label("readable")
        let inBits = assembler.label("in bits")
        let behindArgument = assembler.label("behind argument")
        assembler.load(.r2, .r7, step + PlanEntry.Step.elementSize, .word)
        assembler.load(.r1, .r7, step + PlanEntry.Step.count, .byte)
        assembler.jump(.equal, .r1, Int32(PlanEntry.Step.countFixed), to: sized)
        assembler.jump(.equal, .r1, Int32(PlanEntry.Step.countFromArgument), to: fromArgument)
        assembler.jump(.equal, .r1, Int32(PlanEntry.Step.countBehindArgument), to: behindArgument)
        assembler.jump(.equal, .r1, Int32(PlanEntry.Step.countInBits), to: inBits)
        assembler.load(.r3, .r6, 8, .double)
        assembler.jump(.greaterOrEqual, .r3, -4095, to: next)
        assembler.jump(to: counted)
        assembler.bind(behindArgument)
        assembler.move(.r1, 0)
        assembler.store(.r10, Slot.pointer, .r1, .double)
        assembler.move(.r1, .r10)
        assembler.arithmetic(.add, .r1, Int32(Slot.pointer))
        assembler.move(.r2, 4)
        loadNamedArgument(step + PlanEntry.Step.countArgument, into: .r3)
        assembler.call(.probeReadUser)
        assembler.jump(.notEqual, .r0, 0, to: next)
        assembler.load(.r3, .r10, Slot.pointer, .word)
        assembler.load(.r2, .r7, step + PlanEntry.Step.elementSize, .word)
        assembler.jump(to: counted)
        assembler.bind(inBits)
        loadNamedArgument(step + PlanEntry.Step.countArgument, into: .r3)
        bitsToBytes(.r3, abi)
        assembler.jump(to: counted)
        assembler.bind(fromArgument)
        loadNamedArgument(step + PlanEntry.Step.countArgument, into: .r3)
        assembler.load(.r1, .r7, step + PlanEntry.Step.narrowCount, .byte)
        assembler.jump(.equal, .r1, 0, to: counted)
        assembler.move32(.r3, .r3)
        assembler.bind(counted)
        // A count beyond any limit must not wrap around when it is multiplied.
        assembler.jump(.greater, .r3, 1 << 20, to: cut)
        assembler.arithmetic(.multiply, .r2, .r3)
        assembler.bind(sized)
        assembler.load(.r3, .r7, step + PlanEntry.Step.limit, .word)
        assembler.jump(.lessOrEqual, .r2, .r3, to: fits)
        assembler.bind(cut)
        assembler.load(.r2, .r7, step + PlanEntry.Step.limit, .word)
        assembler.move(.r1, Int32(ChunkStatus.truncated.rawValue))
        let bounded = assembler.label("bounded")
        assembler.jump(to: bounded)
        assembler.bind(fits)
        assembler.move(.r1, Int32(ChunkStatus.complete.rawValue))
        assembler.bind(bounded)
        assembler.store(.r10, Slot.flags, .r1, .double)
        // The entry's limit is below this one; the verifier cannot know.
        assembler.jump(.greater, .r2, Int32(limit), to: next)
        assembler.store(.r10, Slot.size, .r2, .double)
        pointToChunk()
        assembler.arithmetic(.add, .r1, Int32(RecordLayout.chunkHeaderSize))
        loadNamedArgument(step + PlanEntry.Step.argument, into: .r3)
        assembler.call(.probeReadUser)
        pointToChunk()
        assembler.jump(.equal, .r0, 0, to: readable)
        storeUnreadableStep(step, .bytes)
        assembler.jump(to: next)
        assembler.bind(readable)
        storeChunkHead(step, .complete, .bytes)
        assembler.load(.r2, .r10, Slot.flags, .double)
        assembler.store(.r1, Int16(RecordLayout.chunkStatus), .r2, .byte)
        assembler.load(.r2, .r10, Slot.size, .double)
        finishStep(length: .r2)
    }
}
