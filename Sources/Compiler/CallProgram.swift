import Bytecode
import Schema

/// The program for one plan: result test, scope test, record, submit. Its context is that of `sys_exit`: registers, result.
extension ProgramWriter {
    static func callProgram(_ plan: CallPlan, name: String, request: CompilerRequest) throws(AssemblerError) -> ProgramBlueprint {
        var writer = ProgramWriter(request)
        writer.begin()
        writer.testResult(plan)
        writer.test(plan, .registers)
        writer.loadCurrentTask()
        writer.testScope(entry: plan.startTime || plan.leavesSuccessToExec)
        writer.test(plan, .task)
        if plan.leavesSuccessToExec {
            // The exec failed: what was noted for its success is not for the next one.
            writer.assembler.store(.r8, TaskEntry.execNumber, immediate: 0, .word)
        }
        if plan.steps.isEmpty {
            writer.reserve(plan.fixedSize)
            writer.storeCall(plan)
            writer.submit()
        } else {
            writer.loadScratch()
            writer.storeCall(plan)
            writer.assembler.move(.r8, Int32(plan.fixedSize))
            writer.reach = plan.fixedSize + plan.entrySteps.reduce(0) { $0 + maximumSize($1) }
            if !plan.entrySteps.isEmpty {
                writer.takeEntryChunks(limit: plan.entrySteps.reduce(0) { $0 + maximumSize($1) })
            }
            // What is compared is captured first: a call that is turned away costs no more.
            let compared = plan.condition.comparedStrings
            for step in plan.exitSteps where compared.contains(step.argument) {
                writer.noteChunk(step, plan)
                writer.capture(step, abi: plan.abi)
            }
            writer.test(plan, .strings)
            for step in plan.exitSteps where !compared.contains(step.argument) { writer.capture(step, abi: plan.abi) }
            writer.output(size: .r8)
        }
        return try writer.finish(name: name, tracepoint: "sys_exit", lossField: LossEntry.calls)
    }

    /// Results that nobody wants leave here: registers are all that has been touched.
    mutating func testResult(_ plan: CallPlan) {
        if plan.leavesSuccessToExec || plan.isBirth {
            // A child's first moment is the end of a call that its parent made. A successful exec is recorded by the exec program, from the kernel's own objects: here its registers are gone.
            assembler.load(.r1, .r6, 8, .double)
            assembler.jump(.equal, .r1, 0, to: leave)
        }
        guard plan.results != .any else { return }
        assembler.comment("result")
        assembler.load(.r1, .r6, 8, .double)
        // Unsigned, the errors are the highest numbers.
        assembler.jump(plan.results.successes ? .greaterOrEqual : .less, .r1, -4095, to: leave)
    }

    /// The fixed part. r7 is the task and becomes the registers; r8 is the entry where start times are kept.
    mutating func storeCall(_ plan: CallPlan) {
        assembler.comment("fixed part")
        var flags: RecordFlags = plan.startTime ? .hasStart : []
        if plan.identity { flags.insert(.hasIdentity) }
        storeHead(.call, abi: plan.abi, flags: flags, argumentCount: plan.argumentCount)
        storeTask()
        if plan.fixedNumber != nil {
            assembler.load(.r1, .r7, field: KernelField("task_struct", "blocked.sig"), .double)
            assembler.store(.r9, Int16(RecordLayout.arguments), .r1, .double)
        }
        assembler.load(.r7, .r6, 0, .double)
        if let number = plan.fixedNumber {
            assembler.store(.r9, Int16(RecordLayout.number), immediate: Int32(number), .word)
        } else {
            assembler.load(.r1, .r7, field: KernelField("pt_regs", "orig_ax"), .double)
            assembler.store(.r9, Int16(RecordLayout.number), .r1, .word)
        }
        assembler.load(.r1, .r6, 8, .double)
        assembler.store(.r9, Int16(RecordLayout.result), .r1, .double)
        for index in 0..<(plan.fixedNumber == nil ? plan.argumentCount : 0) {
            loadArgument(index, plan.abi, into: .r1, registers: .r7)
            assembler.store(.r9, Int16(RecordLayout.arguments + 8 * index), .r1, .double)
        }
        if plan.startTime { storeStartTime(at: RecordLayout.arguments + 8 * plan.argumentCount) }
        if plan.identity { storeIdentity(at: plan.identityOffset) }
        storeTime(plan)
    }
}
