import Bytecode
import Schema

/// The programs that are attached to the syscall hooks: they find the slot and jump. An empty slot is a call that nobody named.
extension ProgramWriter {
    static func dispatcher(name: String, tracepoint: String, table: String, request: CompilerRequest) throws(AssemblerError)
        -> ProgramBlueprint
    {
        var writer = ProgramWriter(request)
        writer.begin()
        writer.assembler.load(.r2, .r6, 0, .double)
        writer.assembler.load(.r7, .r2, field: KernelField("pt_regs", "orig_ax"), .double)
        // The kernel takes the low 32 bits for the number, whatever stands above them.
        writer.assembler.move32(.r7, .r7)
        writer.assembler.call(.getCurrentTaskTrusted)
        writer.assembler.load(.r1, .r0, field: KernelField("task_struct", "thread_info.status"), .word)
        let compat = writer.assembler.label("compat")
        let find = writer.assembler.label("find")
        let beyond = writer.assembler.label("beyond")
        let jump = writer.assembler.label("jump")
        // TS_COMPAT: right for int $0x80 from 64-bit code too, where the code segment is not.
        writer.assembler.jump(.anyBitSet, .r1, 2, to: compat)
        writer.assembler.move(.r8, 0)
        writer.assembler.jump(to: find)
        writer.assembler.bind(compat)
        writer.assembler.move(.r8, Int32(DispatchTable.slotsPerABI))
        writer.assembler.bind(find)
        writer.assembler.jump(.greater, .r7, Int32(DispatchTable.highestNumber), to: beyond)
        writer.assembler.bind(jump)
        writer.assembler.arithmetic(.add, .r7, .r8)
        writer.assembler.move(.r1, .r6)
        writer.assembler.load(.r2, map: table)
        writer.assembler.move32(.r3, .r7)
        writer.assembler.call(.tailCall)
        writer.assembler.bind(writer.leave)
        writer.assembler.move(.r0, 0)
        writer.assembler.exit()
        writer.assembler.bind(beyond)
        let signalReturn = writer.assembler.label("signal return")
        // rt_sigreturn puts back the registers of the interrupted code; −1 stands where its number was.
        if tracepoint == "sys_exit" {
            // But somebody may really have asked for call −1, and got what every unknown number gets.
            let none = writer.assembler.label("no such call")
            let unknownCall: Int32 = -38  // ENOSYS
            writer.assembler.jump32(.notEqual, .r7, -1, to: none)
            writer.assembler.load(.r1, .r6, 8, .double)
            writer.assembler.jump(.notEqual, .r1, unknownCall, to: signalReturn)
            writer.assembler.bind(none)
        } else {
            writer.assembler.jump32(.equal, .r7, -1, to: signalReturn)
        }
        writer.assembler.move(.r7, Int32(DispatchTable.unknown))
        writer.assembler.jump(to: jump)
        writer.assembler.bind(signalReturn)
        writer.assembler.move(.r7, Int32(DispatchTable.signalReturn))
        writer.assembler.jump(to: jump)
        return ProgramBlueprint(
            name: name, tracepoint: tracepoint, instructions: try writer.assembler.finish(), comments: writer.assembler.comments)
    }

    /// Notes in the task's entry when a call began.
    static func startProgram(request: CompilerRequest) throws(AssemblerError) -> ProgramBlueprint {
        var writer = ProgramWriter(request)
        writer.begin()
        writer.loadCurrentTask()
        writer.testScope(entry: true)
        writer.assembler.call(.ktimeGetNanoseconds)
        writer.assembler.store(.r8, TaskEntry.startTime, .r0, .double)
        return try writer.finishWithoutRecord(name: "start", tracepoint: "sys_enter")
    }

    mutating func finishWithoutRecord(name: String, tracepoint: String) throws(AssemblerError) -> ProgramBlueprint {
        assembler.bind(leave)
        assembler.move(.r0, 0)
        assembler.exit()
        return ProgramBlueprint(
            name: name, tracepoint: tracepoint, instructions: try assembler.finish(), comments: assembler.comments)
    }
}
