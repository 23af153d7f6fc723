import Bytecode
import Testing

@Suite("Assembler")
struct AssemblerTests {
    struct Encoding: Sendable, CustomTestStringConvertible {
        var bytes: [UInt64]
        var write: @Sendable (inout Assembler) -> Void

        init(_ bytes: UInt64..., write: @escaping @Sendable (inout Assembler) -> Void) {
            self.bytes = bytes
            self.write = write
        }

        var testDescription: String { bytes.map { String($0, radix: 16) }.joined(separator: " ") }
    }

    /// Instructions as numbers: immediate, offset, source and target, opcode, from the left. Checked with `llvm-objdump --triple bpfel`.
    // swift-format-ignore
    static let encodings: [Encoding] = [
        Encoding(0x00000000_0000_16_bf) { $0.move(.r6, .r1) },
        Encoding(0xffffffff_0000_00_b7) { $0.move(.r0, -1) },
        Encoding(0x00000000_0000_32_bc) { $0.move32(.r2, .r3) },
        Encoding(0x00000000_0000_21_0f) { $0.arithmetic(.add, .r1, .r2) },
        Encoding(0xfffffff8_0000_02_07) { $0.arithmetic(.add, .r2, -8) },
        Encoding(0x00000020_0000_01_77) { $0.arithmetic(.shiftRight, .r1, 32) },
        Encoding(0x00000020_0000_01_c7) { $0.arithmetic(.arithmeticShiftRight, .r1, 32) },
        Encoding(0x0000003f_0000_01_54) { $0.arithmetic32(.and, .r1, 63) },
        Encoding(0x00000000_0008_61_79) { $0.load(.r1, .r6, 8, .double) },
        Encoding(0x00000000_fffc_61_61) { $0.load(.r1, .r6, -4, .word) },
        Encoding(0x00000000_0000_61_69) { $0.load(.r1, .r6, 0, .half) },
        Encoding(0x00000000_0001_61_71) { $0.load(.r1, .r6, 1, .byte) },
        Encoding(0x00000000_fff8_1a_7b) { $0.store(.r10, -8, .r1, .double) },
        Encoding(0x00000000_fffc_1a_63) { $0.store(.r10, -4, .r1, .word) },
        Encoding(0x00000000_fffe_1a_6b) { $0.store(.r10, -2, .r1, .half) },
        Encoding(0x00000000_ffff_1a_73) { $0.store(.r10, -1, .r1, .byte) },
        Encoding(0x00000005_fff8_0a_7a) { $0.store(.r10, -8, immediate: 5, .double) },
        Encoding(0x00000005_fffc_0a_62) { $0.store(.r10, -4, immediate: 5, .word) },
        Encoding(0x00000000_0000_21_db) { $0.atomicAdd(.r1, 0, .r2) },
        Encoding(0x00000072_0000_00_85) { $0.call(.probeReadUserString) },
        Encoding(0x00000000_0000_00_95) { $0.exit() },
        Encoding(0x9abcdef0_0000_01_18, 0x12345678_0000_00_00) { $0.load(.r1, 0x1234_5678_9abc_def0) },
        Encoding(0x00000000_0000_11_18, 0x00000000_0000_00_00) { $0.load(.r1, map: "ring0") },
        Encoding(0x00000000_0000_20_85) { $0.call(function: "bpf_rdonly_cast") },
    ]

    @Test("Encodings", arguments: encodings)
    func encoding(row: Encoding) {
        var assembler = Assembler()
        row.write(&assembler)
        #expect(assembler.instructions.map(\.encoded) == row.bytes)
    }

    @Test(
        "Jumps",
        arguments: [
            (Condition.equal, 0x15 as UInt64, 0x1d as UInt64, 0x16 as UInt64), (.greater, 0x25, 0x2d, 0x26),
            (.greaterOrEqual, 0x35, 0x3d, 0x36),
            (.anyBitSet, 0x45, 0x4d, 0x46), (.notEqual, 0x55, 0x5d, 0x56), (.signedGreater, 0x65, 0x6d, 0x66),
            (.signedGreaterOrEqual, 0x75, 0x7d, 0x76), (.less, 0xa5, 0xad, 0xa6), (.lessOrEqual, 0xb5, 0xbd, 0xb6),
            (.signedLess, 0xc5, 0xcd, 0xc6),
            (.signedLessOrEqual, 0xd5, 0xdd, 0xd6),
        ])
    func jumps(condition: Condition, immediate: UInt64, register: UInt64, narrow: UInt64) throws {
        var assembler = Assembler()
        let next = assembler.label("next")
        assembler.jump(condition, .r3, 7, to: next)
        assembler.jump(condition, .r3, .r4, to: next)
        assembler.jump32(condition, .r3, 7, to: next)
        assembler.bind(next)
        assembler.exit()
        #expect(
            try assembler.finish().map(\.encoded) == [
                immediate | 3 << 8 | 2 << 16 | 7 << 32, register | 0x43 << 8 | 1 << 16, narrow | 3 << 8 | 7 << 32, 0x95,
            ])
    }

    @Test func labelsAreResolvedInBothDirections() throws {
        var assembler = Assembler()
        let (start, end) = (assembler.label("start"), assembler.label("end"))
        assembler.bind(start)
        assembler.jump(to: end)
        // A 64-bit immediate counts as two.
        assembler.load(.r1, 5)
        assembler.jump(to: start)
        assembler.bind(end)
        assembler.exit()
        let program = try assembler.finish()
        #expect(program.map(\.offset) == [3, 0, 0, -4, 0])
        #expect(program.allSatisfy { $0.reference == nil })
    }

    @Test func labelsOfOneNameAreDifferentPlaces() throws {
        var assembler = Assembler()
        let (first, second) = (assembler.label("out"), assembler.label("out"))
        assembler.jump(to: second)
        assembler.bind(first)
        assembler.exit()
        assembler.bind(second)
        assembler.exit()
        #expect(try assembler.finish()[0].offset == 1)
    }

    @Test func whatIsNotForTheAssemblerStaysSymbolic() throws {
        var assembler = Assembler()
        let field = KernelField("task_struct", "tgid")
        assembler.load(.r1, map: "ring0")
        assembler.load(.r1, .r0, field: field, .word)
        assembler.add(.r1, offsetOf: field)
        assembler.move(.r2, type: "cred")
        assembler.call(function: "bpf_rdonly_cast")
        #expect(
            try assembler.finish().map(\.reference) == [
                .map("ring0"), nil, .field(field), .field(field), .type("cred"), .function("bpf_rdonly_cast"),
            ])
    }

    @Test func aJumpToNowhereIsAnError() {
        var assembler = Assembler()
        assembler.jump(to: assembler.label("nowhere"))
        #expect(throws: AssemblerError.unboundLabel("nowhere")) { try assembler.finish() }
    }

    @Test func aLabelStandsInOnePlace() {
        var assembler = Assembler()
        let label = assembler.label("twice")
        assembler.bind(label)
        assembler.exit()
        assembler.bind(label)
        #expect(throws: AssemblerError.labelBoundTwice("twice")) { try assembler.finish() }
    }

    @Test("The longest jump", arguments: [(32767, true), (32768, false)])
    func distance(count: Int, fits: Bool) throws {
        var assembler = Assembler()
        let far = assembler.label("far")
        assembler.jump(to: far)
        for _ in 0..<count { assembler.exit() }
        assembler.bind(far)
        assembler.exit()
        if fits {
            #expect(try assembler.finish()[0].offset == 32767)
        } else {
            #expect(throws: AssemblerError.jumpTooFar(label: "far", distance: count)) { try assembler.finish() }
        }
    }

    @Test func commentsStandBeforeTheNextInstruction() {
        var assembler = Assembler()
        assembler.exit()
        assembler.comment("last")
        assembler.exit()
        #expect(assembler.comments == [1: "last"])
    }

    @Test(
        "Errors say what to look at",
        arguments: [
            AssemblerError.unboundLabel("a"), .labelBoundTwice("a"), .jumpTooFar(label: "a", distance: 40000),
        ])
    func errors(error: AssemblerError) {
        #expect(error.description.contains("'a'"))
    }

    @Test("Widths", arguments: [(1, Width.byte as Width?), (2, .half), (4, .word), (8, .double), (3, nil), (0, nil), (16, nil)])
    func widths(bytes: Int, width: Width?) {
        #expect(Width(bytes: bytes) == width)
        if let width { #expect(width.bytes == bytes) }
    }
}
