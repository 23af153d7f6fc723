/// Writes instructions as the kernel's verifier writes them in its log, so that a listing and a log can be read side by side
/// (kernel: kernel/bpf/disasm.c). What is symbolic until load stays symbolic:
///
/// ```
///   r1 = *(u32 *)(r0 +task_struct.tgid)      a field of a kernel structure
///   r1 = map[ring0]                          a map of the blueprint
///   r2 = type[task_struct]                   the BTF id of a structure
///   call bpf_rdonly_cast                     a kernel function; helpers have their number behind a `#`
/// ```
package enum Disassembler {
    /// One instruction. A 64-bit immediate load also needs the instruction behind it, which holds the high half.
    package static func text(_ instruction: Instruction, followedBy next: Instruction? = nil) -> String {
        switch instruction.opcode & 0x07 {
        case Opcode.alu64 & 0x07, Opcode.alu32 & 0x07: arithmetic(instruction)
        case Opcode.jump64 & 0x07, Opcode.jump32 & 0x07: jump(instruction)
        case Opcode.loadImmediate & 0x07: immediateLoad(instruction, next)
        case Opcode.loadMemory & 0x07: load(instruction)
        default: store(instruction)
        }
    }

    /// A whole program: instruction numbers as the verifier counts them (a 64-bit immediate takes two), remarks behind `;`.
    package static func listing(_ instructions: [Instruction], comments: [Int: String] = [:]) -> String {
        let width = String(max(instructions.count - 1, 0)).count
        var text = ""
        var index = 0
        while index < instructions.count {
            if let comment = comments[index] {
                for line in comment.split(separator: "\n") { text += String(repeating: " ", count: width + 2) + "; \(line)\n" }
            }
            let number = String(index)
            let next = index + 1 < instructions.count ? instructions[index + 1] : nil
            text += String(repeating: " ", count: width - number.count) + "\(number): \(self.text(instructions[index], followedBy: next))\n"
            index += instructions[index].opcode == Opcode.loadImmediate ? 2 : 1
        }
        return text
    }

    // MARK: Classes

    private static func arithmetic(_ instruction: Instruction) -> String {
        let letter = instruction.opcode & 0x07 == Opcode.alu64 & 0x07 ? "r" : "w"
        let target = "\(letter)\(instruction.target)"
        let isFromRegister = instruction.opcode & Opcode.fromRegister != 0
        if instruction.opcode & 0xf0 == Opcode.byteSwap & 0xf0 {
            // The register bit says which order; with the 64-bit class the bytes are swapped in any case. These print whole registers.
            let order = letter == "r" ? "bswap" : isFromRegister ? "be" : "le"
            return "r\(instruction.target) = \(order)\(instruction.immediate) r\(instruction.target)"
        }
        guard let operation = Operation(rawValue: instruction.opcode & 0xf0) else { return unknown(instruction) }
        if operation == .negate { return "\(target) = -\(target)" }
        var source = isFromRegister ? "\(letter)\(instruction.source)" : operand(instruction)
        // A move with an offset extends the sign of that many bits; a division with one is signed.
        if operation == .move, instruction.offset != 0 { source = "(s\(instruction.offset))\(source)" }
        let isSigned = instruction.offset == 1 && (operation == .divide || operation == .modulo)
        return "\(target) \(isSigned ? "s" : "")\(operation.symbol) \(source)"
    }

    /// What stands in the place of an immediate: a number, or a name until it is one.
    private static func operand(_ instruction: Instruction) -> String {
        switch instruction.reference {
        case .field(let field): instruction.immediate == 0 ? "\(field)" : "\(field) \(signed(Int(instruction.immediate)))"
        case .type(let name): "type[\(name)]"
        case .map(let name): "map[\(name)]"
        case .function, .label, nil: "\(instruction.immediate)"
        }
    }

    private static func jump(_ instruction: Instruction) -> String {
        let isNarrow = instruction.opcode & 0x07 == Opcode.jump32 & 0x07
        switch instruction.opcode & 0xf0 {
        case Opcode.jumpAlways & 0xf0:
            // The long jump is the narrow class with its distance in the immediate.
            if isNarrow { return "gotol \(place(instruction, Int(instruction.immediate)))" }
            return "goto \(place(instruction, Int(instruction.offset)))"
        case Opcode.call & 0xf0 where !isNarrow: return call(instruction)
        case Opcode.exit & 0xf0 where !isNarrow: return "exit"
        default: break
        }
        guard let condition = Condition(rawValue: instruction.opcode & 0xf0) else { return unknown(instruction) }
        let letter = isNarrow ? "w" : "r"
        let right =
            instruction.opcode & Opcode.fromRegister != 0
            ? "\(letter)\(instruction.source)" : "0x" + String(UInt32(bitPattern: instruction.immediate), radix: 16)
        return "if \(letter)\(instruction.target) \(condition.symbol) \(right) goto \(place(instruction, Int(instruction.offset)))"
    }

    /// Where a jump leads: so many instructions further than the next one, or to a label that has no place yet.
    private static func place(_ instruction: Instruction, _ distance: Int) -> String {
        guard case .label(let label) = instruction.reference else { return "pc\(signed(distance))" }
        return label.name
    }

    private static func call(_ instruction: Instruction) -> String {
        if case .function(let name) = instruction.reference { return "call \(name)" }
        if instruction.source == Opcode.pseudoFunction { return "call kernel-function#\(instruction.immediate)" }
        if instruction.source != 0 { return "call pc\(signed(Int(instruction.immediate)))" }
        let name = Helper(rawValue: instruction.immediate)?.kernelName
        return name.map { "call bpf_\($0)#\(instruction.immediate)" } ?? "call unknown#\(instruction.immediate)"
    }

    private static func immediateLoad(_ instruction: Instruction, _ next: Instruction?) -> String {
        guard instruction.opcode == Opcode.loadImmediate else { return unknown(instruction) }
        let target = "r\(instruction.target)"
        if case .map(let name) = instruction.reference { return "\(target) = map[\(name)]" }
        if instruction.source == Opcode.pseudoMap { return "\(target) = map[fd:\(instruction.immediate)]" }
        let low = UInt64(UInt32(bitPattern: instruction.immediate))
        let high = UInt64(UInt32(bitPattern: next?.immediate ?? 0))
        return "\(target) = 0x" + String(high << 32 | low, radix: 16)
    }

    private static func load(_ instruction: Instruction) -> String {
        let isSigned = instruction.opcode & 0xe0 == Opcode.loadMemorySigned & 0xe0
        guard isSigned || instruction.opcode & 0xe0 == Opcode.loadMemory & 0xe0 else { return unknown(instruction) }
        let cell = cell(instruction, base: instruction.source, sign: isSigned ? "s" : "u")
        return "r\(instruction.target) = *\(cell)"
    }

    private static func store(_ instruction: Instruction) -> String {
        let isFromRegister = instruction.opcode & 0x07 == Opcode.storeRegister & 0x07
        let cell = cell(instruction, base: instruction.target, sign: "u")
        switch instruction.opcode & 0xe0 {
        case Opcode.atomic & 0xe0 where isFromRegister: return atomic(instruction, cell)
        case Opcode.storeRegister & 0xe0: return "*\(cell) = " + (isFromRegister ? "r\(instruction.source)" : "\(instruction.immediate)")
        default: return unknown(instruction)
        }
    }

    /// Atomic operations say in their immediate what they do; bit 0: the old value comes back in the source register (BPF_FETCH).
    private static func atomic(_ instruction: Instruction, _ cell: String) -> String {
        let source = "r\(instruction.source)"
        let width = instruction.opcode & 0x18 == Width.double.rawValue ? "atomic64" : "atomic"
        switch instruction.immediate {
        case 0xe1: return "\(source) = \(width)_xchg(\(cell), \(source))"
        case 0xf1: return "r0 = \(width)_cmpxchg(\(cell), r0, \(source))"
        default: break
        }
        let operations: [Int32: (symbol: String, name: String)] = [
            0x00: ("+=", "add"), 0x40: ("|=", "or"), 0x50: ("&=", "and"), 0xa0: ("^=", "xor"),
        ]
        guard let operation = operations[instruction.immediate & ~1] else { return unknown(instruction) }
        return instruction.immediate & 1 == 0
            ? "lock *\(cell) \(operation.symbol) \(source)" : "\(source) = \(width)_fetch_\(operation.name)(\(cell), \(source))"
    }

    // MARK: Pieces

    /// `(u64 *)(r6 +8)`.
    private static func cell(_ instruction: Instruction, base: UInt8, sign: String) -> String {
        let bits = (Width(rawValue: instruction.opcode & 0x18)?.bytes ?? 8) * 8
        var offset = signed(Int(instruction.offset))
        if case .field(let field) = instruction.reference { offset = "+\(field)" + (instruction.offset == 0 ? "" : " \(offset)") }
        return "(\(sign)\(bits) *)(r\(base) \(offset))"
    }

    private static func signed(_ number: Int) -> String { number < 0 ? "\(number)" : "+\(number)" }

    private static func unknown(_ instruction: Instruction) -> String {
        let digits = String(instruction.opcode, radix: 16)
        return "unknown opcode 0x" + (digits.count == 1 ? "0" : "") + digits
    }
}

extension ProgramBlueprint {
    /// The program as text: a line that names it, then its instructions.
    package var listing: String {
        "program \(name): tracepoint \(tracepoint), \(instructions.count) instructions\n"
            + Disassembler.listing(instructions, comments: comments)
    }
}

extension Operation {
    fileprivate var symbol: String {
        switch self {
        case .add: "+="
        case .subtract: "-="
        case .multiply: "*="
        case .divide: "/="
        case .or: "|="
        case .and: "&="
        case .shiftLeft: "<<="
        case .shiftRight: ">>="
        case .negate: "neg"
        case .modulo: "%="
        case .xor: "^="
        case .move: "="
        case .arithmeticShiftRight: "s>>="
        }
    }
}

extension Condition {
    fileprivate var symbol: String {
        switch self {
        case .equal: "=="
        case .greater: ">"
        case .greaterOrEqual: ">="
        case .anyBitSet: "&"
        case .notEqual: "!="
        case .signedGreater: "s>"
        case .signedGreaterOrEqual: "s>="
        case .less: "<"
        case .lessOrEqual: "<="
        case .signedLess: "s<"
        case .signedLessOrEqual: "s<="
        }
    }
}
