import Bytecode
import Schema

/// Where chunks that were read at the entry of a call wait for its exit: the value of a task storage map.
///
/// ```
///    0  u32  bytes from the beginning, with this header; 0 when nothing waits
///    4  u32  the number of the call
///    8       chunks, as the record will have them
/// ```
enum EntryArea {
    static let length: Int16 = 0
    static let number: Int16 = 4
    static let headerSize = 8
}

extension CallPlan {
    /// What is read when the call begins.
    var entrySteps: [CaptureStep] { steps.filter(\.atEntry) }
    /// What is read when it ends.
    var exitSteps: [CaptureStep] { steps.filter { !$0.atEntry } }
}

extension CompilerRequest {
    /// Writes the programs that read memory before the kernel overwrites it, one for each set of steps.
    ///
    /// - Returns: the bytes that the chunks of any call need at most, with their header; 0 when no call has any.
    func addEntryPrograms(
        _ plan: SessionPlan, to blueprint: inout Blueprint, _ slots: inout [SlotBlueprint]
    ) throws(AssemblerError) -> Int {
        struct Key: Hashable {
            let abi: ABI
            let steps: [CaptureStep]
        }
        var programs: [Key: String] = [:]
        var size = 0
        for row in plan.slots {
            let steps = row.plan.entrySteps
            guard !steps.isEmpty else { continue }
            let key = Key(abi: row.plan.abi, steps: steps)
            let name = programs[key] ?? "entry_\(programs.count)"
            if programs.updateValue(name, forKey: key) == nil {
                blueprint.programs.append(try ProgramWriter.entryProgram(steps, row.plan.abi, name: name, request: self))
                size = max(size, EntryArea.headerSize + steps.reduce(0) { $0 + ProgramWriter.maximumSize($1) })
            }
            // It notes the start time as well, where the one that does only that would stand.
            slots.removeAll { $0.index == row.slot }
            slots.append(SlotBlueprint(map: SharedMaps.enterTable, index: row.slot, program: name))
        }
        return size
    }
}

extension ProgramWriter {
    /// Reads what the kernel will overwrite into the task's own storage. Its context is that of `sys_enter`: registers, number.
    static func entryProgram(
        _ steps: [CaptureStep], _ abi: ABI, name: String, request: CompilerRequest
    ) throws(AssemblerError) -> ProgramBlueprint {
        var writer = ProgramWriter(request)
        writer.moment = .userAtEntry
        writer.begin()
        writer.loadCurrentTask()
        writer.testScope(entry: request.startTimes)
        if request.startTimes {
            writer.assembler.call(.ktimeGetNanoseconds)
            writer.assembler.store(.r8, TaskEntry.startTime, .r0, .double)
        }
        writer.loadEntryArea(create: true)
        writer.assembler.jump(.equal, .r0, 0, to: writer.leave)
        writer.assembler.move(.r9, .r0)
        writer.assembler.load(.r7, .r6, 0, .double)
        writer.assembler.move(.r8, Int32(EntryArea.headerSize))
        for step in steps { writer.capture(step, abi: abi) }
        writer.assembler.load(.r1, .r7, field: KernelField("pt_regs", "orig_ax"), .double)
        writer.assembler.store(.r9, EntryArea.number, .r1, .word)
        writer.assembler.store(.r9, EntryArea.length, .r8, .word)
        return try writer.finishWithoutRecord(name: name, tracepoint: "sys_enter")
    }

    /// r0 = the entry area of the task in r7, or 0.
    private mutating func loadEntryArea(create: Bool) {
        assembler.load(.r1, map: SharedMaps.entryAreas)
        assembler.move(.r2, .r7)
        assembler.move(.r3, 0)
        assembler.move(.r4, create ? Self.storageCreate : 0)
        assembler.call(.taskStorageGet)
    }

    /// Moves the chunks that waited for this exit to r9 + r8, and r8 past them. r7 is the registers, and lost meanwhile.
    mutating func takeEntryChunks(limit: Int) {
        let none = assembler.label("no entry")
        assembler.comment("what was read at the entry")
        assembler.call(.getCurrentTaskTrusted)
        assembler.move(.r7, .r0)
        loadEntryArea(create: false)
        assembler.load(.r7, .r6, 0, .double)
        assembler.jump(.equal, .r0, 0, to: none)
        assembler.load(.r2, .r0, EntryArea.length, .word)
        assembler.store(.r0, EntryArea.length, immediate: 0, .word)
        // Left by another call, whose exit was not seen.
        assembler.load(.r1, .r7, field: KernelField("pt_regs", "orig_ax"), .double)
        assembler.move32(.r1, .r1)
        assembler.load(.r3, .r0, EntryArea.number, .word)
        assembler.jump(.notEqual, .r1, .r3, to: none)
        assembler.arithmetic(.add, .r2, -Int32(EntryArea.headerSize))
        assembler.jump(.greater, .r2, Int32(limit), to: none)
        // The verifier has to see the bound when the bytes are counted, so it is kept where registers survive.
        assembler.store(.r10, Slot.size, .r2, .double)
        pointToChunk()
        assembler.move(.r3, .r0)
        assembler.arithmetic(.add, .r3, Int32(EntryArea.headerSize))
        assembler.call(.probeReadKernel)
        assembler.load(.r2, .r10, Slot.size, .double)
        assembler.arithmetic(.and, .r2, -8)
        assembler.arithmetic(.add, .r8, .r2)
        assembler.bind(none)
    }
}
