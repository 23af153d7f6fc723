import Bytecode
import Testing

/// Each kind of instruction, written with the assembler, and how the verifier writes it.
@Suite("Disassembler")
struct DisassemblerTests {
    struct Line: Sendable, CustomTestStringConvertible {
        var text: String
        var write: @Sendable (inout Assembler) -> Void

        init(_ text: String, _ write: @escaping @Sendable (inout Assembler) -> Void) {
            self.text = text
            self.write = write
        }

        var testDescription: String { text }
    }

    // swift-format-ignore
    static let arithmeticLines: [Line] = [
        Line("r6 = r1")        { $0.move(.r6, .r1) },
        Line("r0 = -1")        { $0.move(.r0, -1) },
        Line("w2 = w3")        { $0.move32(.r2, .r3) },
        Line("r1 += r2")       { $0.arithmetic(.add, .r1, .r2) },
        Line("r1 -= 8")        { $0.arithmetic(.subtract, .r1, 8) },
        Line("r1 *= r9")       { $0.arithmetic(.multiply, .r1, .r9) },
        Line("r1 /= 3")        { $0.arithmetic(.divide, .r1, 3) },
        Line("r1 |= 1")        { $0.arithmetic(.or, .r1, 1) },
        Line("r1 &= -8")       { $0.arithmetic(.and, .r1, -8) },
        Line("r1 <<= 32")      { $0.arithmetic(.shiftLeft, .r1, 32) },
        Line("r1 >>= 32")      { $0.arithmetic(.shiftRight, .r1, 32) },
        Line("r1 s>>= 32")     { $0.arithmetic(.arithmeticShiftRight, .r1, 32) },
        Line("r1 %= r2")       { $0.arithmetic(.modulo, .r1, .r2) },
        Line("r1 ^= r2")       { $0.arithmetic(.xor, .r1, .r2) },
        Line("r1 = -r1")       { $0.arithmetic(.negate, .r1, 0) },
        Line("w1 &= 63")       { $0.arithmetic32(.and, .r1, 63) },
        Line("w1 s>>= 1")      { $0.arithmetic32(.arithmeticShiftRight, .r1, 1) },
        Line("r1 += task_struct.comm") { $0.add(.r1, offsetOf: KernelField("task_struct", "comm")) },
        Line("r2 = type[cred]") { $0.move(.r2, type: "cred") },
    ]

    // swift-format-ignore
    static let memoryLines: [Line] = [
        Line("r1 = *(u64 *)(r6 +8)")     { $0.load(.r1, .r6, 8, .double) },
        Line("r1 = *(u32 *)(r6 -4)")     { $0.load(.r1, .r6, -4, .word) },
        Line("r1 = *(u16 *)(r6 +0)")     { $0.load(.r1, .r6, 0, .half) },
        Line("r1 = *(u8 *)(r6 +1)")      { $0.load(.r1, .r6, 1, .byte) },
        Line("*(u64 *)(r10 -8) = r1")    { $0.store(.r10, -8, .r1, .double) },
        Line("*(u8 *)(r10 -1) = r1")     { $0.store(.r10, -1, .r1, .byte) },
        Line("*(u32 *)(r10 -4) = -5")    { $0.store(.r10, -4, immediate: -5, .word) },
        Line("*(u16 *)(r7 +6) = 1")      { $0.store(.r7, 6, immediate: 1, .half) },
        Line("lock *(u64 *)(r1 +0) += r2") { $0.atomicAdd(.r1, 0, .r2) },
        Line("r1 = 0x123456789abcdef0")  { $0.load(.r1, 0x1234_5678_9abc_def0) },
        Line("r1 = 0xffffffff")          { $0.load(.r1, 0xffff_ffff) },
        Line("r1 = 0x0")                 { $0.load(.r1, 0) },
        Line("r1 = map[ring0]")          { $0.load(.r1, map: "ring0") },
        Line("r1 = *(u32 *)(r0 +task_struct.tgid)") { $0.load(.r1, .r0, field: KernelField("task_struct", "tgid"), .word) },
        Line("r1 = *(u64 *)(r0 +task_struct.thread_info.flags)") {
            $0.load(.r1, .r0, field: KernelField("task_struct", "thread_info.flags"), .double)
        },
    ]

    // swift-format-ignore
    static let controlLines: [Line] = [
        Line("exit")                                { $0.exit() },
        Line("call bpf_probe_read_user_str#114")    { $0.call(.probeReadUserString) },
        Line("call bpf_get_current_task_btf#158")   { $0.call(.getCurrentTaskTrusted) },
        Line("call bpf_rdonly_cast")                { $0.call(function: "bpf_rdonly_cast") },
        Line("goto out")                            { $0.jump(to: $0.label("out")) },
        Line("if r1 == 0x5 goto out")               { $0.jump(.equal, .r1, 5, to: $0.label("out")) },
        Line("if r1 > 0xffffffff goto out")         { $0.jump(.greater, .r1, -1, to: $0.label("out")) },
        Line("if r1 >= r2 goto out")                { $0.jump(.greaterOrEqual, .r1, .r2, to: $0.label("out")) },
        Line("if r1 & 0x8 goto out")                { $0.jump(.anyBitSet, .r1, 8, to: $0.label("out")) },
        Line("if r1 != r2 goto out")                { $0.jump(.notEqual, .r1, .r2, to: $0.label("out")) },
        Line("if r1 s> 0x0 goto out")               { $0.jump(.signedGreater, .r1, 0, to: $0.label("out")) },
        Line("if r1 s>= 0x0 goto out")              { $0.jump(.signedGreaterOrEqual, .r1, 0, to: $0.label("out")) },
        Line("if r1 < 0x5 goto out")                { $0.jump(.less, .r1, 5, to: $0.label("out")) },
        Line("if r1 <= r9 goto out")                { $0.jump(.lessOrEqual, .r1, .r9, to: $0.label("out")) },
        Line("if r1 s< 0x0 goto out")               { $0.jump(.signedLess, .r1, 0, to: $0.label("out")) },
        Line("if r1 s<= 0xffffffff goto out")       { $0.jump(.signedLessOrEqual, .r1, -1, to: $0.label("out")) },
        Line("if w1 == 0x6e goto out")              { $0.jump32(.equal, .r1, 110, to: $0.label("out")) },
    ]

    @Test("Arithmetic", arguments: arithmeticLines)
    func arithmetic(line: Line) { check(line) }

    @Test("Memory", arguments: memoryLines)
    func memory(line: Line) { check(line) }

    @Test("Control", arguments: controlLines)
    func control(line: Line) { check(line) }

    private func check(_ line: Line) {
        var assembler = Assembler()
        line.write(&assembler)
        let instructions = assembler.instructions
        #expect(Disassembler.text(instructions[0], followedBy: instructions.dropFirst().first) == line.text)
    }

    @Test(
        "Instructions that the assembler does not write",
        arguments: [
            (Instruction(opcode: 0x91, target: 1, source: 2), "r1 = *(s8 *)(r2 +0)"),
            (Instruction(opcode: 0xbf, target: 1, source: 2, offset: 32), "r1 = (s32)r2"),
            (Instruction(opcode: 0x3f, target: 1, source: 2, offset: 1), "r1 s/= r2"),
            (Instruction(opcode: 0xdc, target: 1, immediate: 16), "r1 = be16 r1"),
            (Instruction(opcode: 0xd4, target: 1, immediate: 64), "r1 = le64 r1"),
            (Instruction(opcode: 0xd7, target: 1, immediate: 32), "r1 = bswap32 r1"),
            (Instruction(opcode: 0x06, immediate: -70000), "gotol pc-70000"),
            (Instruction(opcode: 0xdb, target: 1, source: 2, immediate: 1), "r2 = atomic64_fetch_add((u64 *)(r1 +0), r2)"),
            (Instruction(opcode: 0xc3, target: 1, source: 2, immediate: 0xe1), "r2 = atomic_xchg((u32 *)(r1 +0), r2)"),
            (Instruction(opcode: 0xdb, target: 1, source: 2, immediate: 0xf1), "r0 = atomic64_cmpxchg((u64 *)(r1 +0), r0, r2)"),
            (Instruction(opcode: 0xdb, target: 1, source: 2, immediate: 0x50), "lock *(u64 *)(r1 +0) &= r2"),
            (Instruction(opcode: 0x18, target: 1, source: 1, immediate: 7), "r1 = map[fd:7]"),
            (Instruction(opcode: 0x85, immediate: 9999), "call unknown#9999"),
            (Instruction(opcode: 0x85, source: 2, immediate: 4711), "call kernel-function#4711"),
            (Instruction(opcode: 0x85, source: 1, immediate: 3), "call pc+3"),
            (Instruction(opcode: 0x05, offset: -3), "goto pc-3"),
            (Instruction(opcode: 0xff), "unknown opcode 0xff"),
            (Instruction(opcode: 0x00), "unknown opcode 0x00"),
            (Instruction(opcode: 0xdb, immediate: 0x77), "unknown opcode 0xdb"),
        ])
    func rest(instruction: Instruction, text: String) {
        #expect(Disassembler.text(instruction) == text)
    }

    @Test func everyOpcodeHasSomeText() {
        for opcode in UInt8.min...UInt8.max {
            #expect(!Disassembler.text(Instruction(opcode: opcode, target: 15, source: 15, offset: -1, immediate: -1)).isEmpty)
        }
    }

    @Test func aProgramIsListedWithNumbersAndRemarks() throws {
        var program = Assembler()
        let out = program.label("out")
        program.comment("the context")
        program.move(.r6, .r1)
        program.load(.r1, map: "ring0")
        program.jump(.equal, .r1, 0, to: out)
        program.comment("record it\nin one piece")
        program.load(.r2, .r6, field: KernelField("pt_regs", "ax"), .double)
        program.load(.r3, 1)
        program.call(.ringBufferOutput)
        program.store(.r10, -8, .r0, .double)
        program.bind(out)
        program.move(.r0, 0)
        program.exit()
        let blueprint = ProgramBlueprint(
            name: "capture_1", tracepoint: "sys_exit", instructions: try program.finish(), comments: program.comments)
        #expect(
            blueprint.listing == """
                program capture_1: tracepoint sys_exit, 11 instructions
                    ; the context
                 0: r6 = r1
                 1: r1 = map[ring0]
                 3: if r1 == 0x0 goto pc+5
                    ; record it
                    ; in one piece
                 4: r2 = *(u64 *)(r6 +pt_regs.ax)
                 5: r3 = 0x1
                 7: call bpf_ringbuf_output#130
                 8: *(u64 *)(r10 -8) = r0
                 9: r0 = 0
                10: exit

                """)
    }
}
