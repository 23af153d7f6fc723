/// Why a list of instructions is not a program.
package enum AssemblerError: Error, Hashable, CustomStringConvertible {
    case unboundLabel(String)
    case labelBoundTwice(String)
    case jumpTooFar(label: String, distance: Int)

    package var description: String {
        switch self {
        case .unboundLabel(let name): "the label '\(name)' is jumped to but stands nowhere"
        case .labelBoundTwice(let name): "the label '\(name)' stands in two places"
        case .jumpTooFar(let label, let distance):
            "the jump to '\(label)' spans \(distance) instructions; an offset holds 32,767: split the program"
        }
    }
}

/// Writes a program instruction by instruction, with labels for places and names for kernel things.
///
/// The methods append one instruction each (two for 64-bit immediates) and mean what the eBPF instruction set says; the assembler optimises
/// nothing. Labels are resolved by `finish()`.
package struct Assembler {
    package private(set) var instructions: [Instruction] = []
    package private(set) var comments: [Int: String] = [:]
    private var places: [Label: Int] = [:]
    private var labelCount = 0
    private var boundTwice: Label?

    package init() {}

    // MARK: Labels and comments

    /// A new place, not yet bound. The name is for listings and errors; it need not be unique.
    package mutating func label(_ name: String) -> Label {
        defer { labelCount += 1 }
        return Label(name: name, serial: labelCount)
    }

    /// The next instruction stands at `label`.
    package mutating func bind(_ label: Label) {
        if places.updateValue(instructions.count, forKey: label) != nil { boundTwice = label }
    }

    /// A remark for listings, shown before the next instruction.
    package mutating func comment(_ text: String) {
        comments[instructions.count] = text
    }

    // MARK: Arithmetic

    package mutating func move(_ target: Register, _ source: Register) { arithmetic(.move, target, source) }

    package mutating func move(_ target: Register, _ immediate: Int32) { arithmetic(.move, target, immediate) }

    /// A 32-bit move, which clears the high half of the target.
    package mutating func move32(_ target: Register, _ source: Register) {
        append(Opcode.alu32 | Opcode.fromRegister | Operation.move.rawValue, target, source)
    }

    package mutating func arithmetic(_ operation: Operation, _ target: Register, _ source: Register) {
        append(Opcode.alu64 | Opcode.fromRegister | operation.rawValue, target, source)
    }

    package mutating func arithmetic(_ operation: Operation, _ target: Register, _ immediate: Int32) {
        append(Opcode.alu64 | operation.rawValue, target, immediate: immediate)
    }

    package mutating func arithmetic32(_ operation: Operation, _ target: Register, _ immediate: Int32) {
        append(Opcode.alu32 | operation.rawValue, target, immediate: immediate)
    }

    /// A 64-bit immediate; two instructions.
    package mutating func load(_ target: Register, _ value: UInt64) {
        append(Opcode.loadImmediate, target, immediate: Int32(truncatingIfNeeded: value))
        instructions.append(Instruction(opcode: 0, immediate: Int32(truncatingIfNeeded: value >> 32)))
    }

    /// The address of a map of the blueprint; two instructions.
    package mutating func load(_ target: Register, map: String) {
        append(Opcode.loadImmediate, target, sourceBits: Opcode.pseudoMap, reference: .map(map))
        instructions.append(Instruction(opcode: 0))
    }

    /// The byte offset of a kernel field within its structure.
    package mutating func add(_ target: Register, offsetOf field: KernelField) {
        append(Opcode.alu64 | Operation.add.rawValue, target, reference: .field(field))
    }

    /// The BTF id of a kernel structure.
    package mutating func move(_ target: Register, type: String) {
        append(Opcode.alu64 | Operation.move.rawValue, target, reference: .type(type))
    }

    // MARK: Memory

    package mutating func load(_ target: Register, _ base: Register, _ offset: Int16, _ width: Width) {
        append(Opcode.loadMemory & ~0x18 | width.rawValue, target, base, offset: offset)
    }

    /// A field of the kernel structure that `base` points to; `width` must be the field's.
    package mutating func load(_ target: Register, _ base: Register, field: KernelField, _ width: Width) {
        append(Opcode.loadMemory & ~0x18 | width.rawValue, target, base, reference: .field(field))
    }

    package mutating func store(_ base: Register, _ offset: Int16, _ source: Register, _ width: Width) {
        append(Opcode.storeRegister & ~0x18 | width.rawValue, base, source, offset: offset)
    }

    package mutating func store(_ base: Register, _ offset: Int16, immediate: Int32, _ width: Width) {
        append(Opcode.storeImmediate & ~0x18 | width.rawValue, base, offset: offset, immediate: immediate)
    }

    /// Adds `source` to the 8 bytes at `base + offset` in one step that other processors see whole (BPF_ATOMIC | BPF_ADD).
    package mutating func atomicAdd(_ base: Register, _ offset: Int16, _ source: Register) {
        append(Opcode.atomic | Width.double.rawValue, base, source, offset: offset)
    }

    // MARK: Control

    package mutating func jump(to label: Label) {
        append(Opcode.jumpAlways, .r0, reference: .label(label))
    }

    package mutating func jump(_ condition: Condition, _ left: Register, _ right: Register, to label: Label) {
        append(Opcode.jump64 | Opcode.fromRegister | condition.rawValue, left, right, reference: .label(label))
    }

    /// Compares with an immediate that is sign-extended to 64 bits.
    package mutating func jump(_ condition: Condition, _ left: Register, _ immediate: Int32, to label: Label) {
        append(Opcode.jump64 | condition.rawValue, left, immediate: immediate, reference: .label(label))
    }

    /// Compares the low 32 bits.
    package mutating func jump32(_ condition: Condition, _ left: Register, _ immediate: Int32, to label: Label) {
        append(Opcode.jump32 | condition.rawValue, left, immediate: immediate, reference: .label(label))
    }

    package mutating func call(_ helper: Helper) {
        append(Opcode.call, .r0, immediate: helper.rawValue)
    }

    /// Calls a kernel function (kfunc) that the running kernel's BTF describes.
    package mutating func call(function: String) {
        append(Opcode.call, .r0, sourceBits: Opcode.pseudoFunction, reference: .function(function))
    }

    package mutating func exit() {
        append(Opcode.exit, .r0)
    }

    // MARK: Finishing

    /// The program with its jumps resolved; maps, fields, types and functions stay symbolic until load.
    package func finish() throws(AssemblerError) -> [Instruction] {
        if let boundTwice { throw .labelBoundTwice(boundTwice.name) }
        var result = instructions
        for index in result.indices {
            guard case .label(let label) = result[index].reference else { continue }
            guard let place = places[label] else { throw .unboundLabel(label.name) }
            let distance = place - index - 1
            guard let offset = Int16(exactly: distance) else { throw .jumpTooFar(label: label.name, distance: distance) }
            result[index].offset = offset
            result[index].reference = nil
        }
        return result
    }

    private mutating func append(
        _ opcode: UInt8, _ target: Register, _ source: Register? = nil, sourceBits: UInt8 = 0, offset: Int16 = 0,
        immediate: Int32 = 0, reference: Reference? = nil
    ) {
        instructions.append(
            Instruction(
                opcode: opcode, target: target.rawValue, source: source?.rawValue ?? sourceBits, offset: offset,
                immediate: immediate, reference: reference))
    }
}
