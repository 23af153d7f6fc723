import Bytecode
import Kernel
import Testing

@Suite("Listings and verifier logs", .loadsPrograms, .timeLimit(.minutes(1)))
struct ListingTests {
    /// The instructions of a log by their number: `12: (79) r1 = *(u64 *)(r6 +8)         ; R1_w=scalar()`.
    private func instructions(of log: String) -> [Int: String] {
        var texts: [Int: String] = [:]
        for line in log.split(separator: "\n") {
            let parts = line.split(separator: ": (", maxSplits: 1)
            guard parts.count == 2, let number = Int(parts[0]), let text = parts[1].split(separator: ") ", maxSplits: 1).last else {
                continue
            }
            let end = text.firstIndex(of: ";") ?? text.endIndex
            texts[number] = String(text[..<end].reversed().drop { $0 == " " }.reversed())
        }
        return texts
    }

    @Test func theKernelWritesInstructionsAsWeDo() throws {
        var program = Assembler()
        let (next, last) = (program.label("next"), program.label("last"))
        program.move(.r6, .r1)
        program.load(.r7, .r6, 8, .double)
        program.load(.r1, 0x1234_5678_9abc_def0)
        program.move(.r2, -7)
        program.move32(.r3, .r2)
        for operation in [Operation.add, .subtract, .multiply, .divide, .or, .and, .modulo, .xor] {
            program.arithmetic(operation, .r1, .r7)
            program.arithmetic(operation, .r1, 12)
            program.arithmetic32(operation, .r3, 5)
        }
        for operation in [Operation.shiftLeft, .shiftRight, .arithmeticShiftRight] {
            program.arithmetic(operation, .r1, 3)
            program.arithmetic32(operation, .r3, 3)
        }
        program.arithmetic(.negate, .r1, 0)
        program.store(.r10, -8, immediate: -1, .double)
        program.store(.r10, -12, immediate: 3, .word)
        program.store(.r10, -16, .r1, .word)
        program.store(.r10, -18, .r1, .half)
        program.store(.r10, -19, .r1, .byte)
        program.atomicAdd(.r10, -8, .r1)
        program.load(.r4, .r10, -12, .word)
        program.load(.r4, .r10, -18, .half)
        program.load(.r4, .r10, -19, .byte)
        for condition in [
            Condition.equal, .greater, .greaterOrEqual, .anyBitSet, .notEqual, .signedGreater, .signedGreaterOrEqual, .less, .lessOrEqual,
            .signedLess, .signedLessOrEqual,
        ] {
            // Loaded anew each time, or the verifier would know how the later ones end and not look at what follows.
            program.load(.r7, .r6, 8, .double)
            program.jump(condition, .r7, 77, to: next)
            program.load(.r7, .r6, 8, .double)
            program.jump(condition, .r7, .r1, to: next)
            program.load(.r7, .r6, 8, .double)
            program.jump32(condition, .r7, 77, to: next)
        }
        program.bind(next)
        program.call(.ktimeGetNanoseconds)
        program.call(.getCurrentProcessThread)
        program.jump(to: last)
        program.bind(last)
        // Refused here, so that there is a log.
        program.move(.r0, .r5)
        program.exit()

        let instructions = try program.finish()
        let blueprint = ProgramBlueprint(name: "kt_listing", tracepoint: "sys_exit", instructions: instructions)
        let types = try TypeInformation()
        let error = #expect(throws: KernelError.self) { try KernelObject(Blueprint(programs: [blueprint]), types: types) }
        guard case .refusedByVerifier(_, let line, let log)? = error else {
            Issue.record("not refused by the verifier: \(String(describing: error))")
            return
        }
        #expect(line == "R5 !read_ok")
        let theirs = self.instructions(of: log)
        var ours: [Int: String] = [:]
        for index in instructions.indices where theirs[index] != nil {
            ours[index] = Disassembler.text(instructions[index], followedBy: index + 1 < instructions.count ? instructions[index + 1] : nil)
        }
        // All but the second half of the 64-bit immediate and the end behind the fault.
        #expect(theirs.count >= instructions.count - 2)
        #expect(ours == theirs)
    }
}
