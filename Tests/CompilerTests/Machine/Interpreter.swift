import Bytecode

/// The branches and instructions of one program that its runs have passed.
final class Coverage {
    private(set) var reached: [Bool]
    private(set) var taken: [Bool]
    private(set) var notTaken: [Bool]

    init(count: Int) {
        reached = [Bool](repeating: false, count: count)
        taken = reached
        notTaken = reached
    }

    func reach(_ index: Int) { reached[index] = true }

    func branch(_ index: Int, isTaken: Bool) {
        if isTaken { taken[index] = true } else { notTaken[index] = true }
    }

    func formUnion(_ other: Coverage) {
        for index in reached.indices {
            reached[index] = reached[index] || other.reached[index]
            taken[index] = taken[index] || other.taken[index]
            notTaken[index] = notTaken[index] || other.notTaken[index]
        }
    }
}

/// An instruction without names: fast to copy, which tests of long loops need.
struct PlainInstruction {
    var opcode: UInt8
    var target: UInt8
    var source: UInt8
    var offset: Int
    var immediate: UInt64
    /// Bytes of the field that a load is for; 0 without one.
    var fieldSize = 0

    init(_ instruction: Instruction) throws {
        opcode = instruction.opcode
        target = instruction.target
        source = instruction.source
        offset = Int(instruction.offset)
        immediate = UInt64(bitPattern: Int64(instruction.immediate))
        guard case .field(let field) = instruction.reference else { return }
        let place = try FakeKernel.place(field)
        fieldSize = place.size
        if opcode & 0x07 == 0x01 { offset += place.offset } else { immediate &+= UInt64(place.offset) }
    }
}

/// Runs one program after the other on registers and a stack: the instruction set as its standard says, and what the verifier insists on (kernel:
/// Documentation/bpf/standardization/instruction-set.rst, Documentation/bpf/verifier.rst).
///
/// A register that was never set or was lost in a call, a stack byte that was never written and an access outside of a region are faults.
final class Interpreter {
    static let instructionLimit = 20_000_000

    let machine: Machine
    let context: Region
    private(set) var program: ProgramBlueprint
    private(set) var position = 0
    private var code: [PlainInstruction]
    private var registers = [UInt64](repeating: 0, count: 11)
    /// Bit n: register n has a value.
    private var isSet: UInt16 = 0
    private var stack: Region
    private var coverage: Coverage
    /// Number iterators by the address of their stack slot: the next number and the end.
    private var iterators: [UInt64: (next: Int32, end: Int32)] = [:]
    private var tailCalls = 0

    private init(_ machine: Machine, _ program: ProgramBlueprint, _ context: Region) throws {
        self.machine = machine
        self.program = program
        self.context = context
        coverage = machine.coverage(of: program)
        code = []
        stack = machine.makeRegion("the stack", size: 512, access: .direct, tracksWrites: true)
    }

    /// Runs a program to its end, through tail calls.
    static func run(_ program: ProgramBlueprint, context: Region, on machine: Machine) throws {
        let interpreter = try Interpreter(machine, program, context)
        try interpreter.enter(program)
        defer { machine.forget(interpreter.stack) }
        do {
            try interpreter.run()
        } catch let fault as Fault {
            throw Fault("\(interpreter.program.name), instruction \(interpreter.position): \(fault)")
        }
    }

    private func enter(_ next: ProgramBlueprint) throws {
        machine.forget(stack)
        coverage = machine.coverage(of: next)
        program = next
        code = try machine.code(of: next)
        position = 0
        stack = machine.makeRegion("the stack", size: 512, access: .direct, tracksWrites: true)
        isSet = 0
        set(1, context.base)
        set(10, stack.base + 512)
    }

    // MARK: Registers

    private func set(_ register: UInt8, _ value: UInt64) {
        registers[Int(register)] = value
        isSet |= 1 << UInt16(register)
    }

    private func get(_ register: UInt8) throws -> UInt64 {
        guard isSet & 1 << UInt16(register) != 0 else { throw Fault("r\(register) has no value") }
        return registers[Int(register)]
    }

    /// Argument `index` of a helper, counted from 1.
    func argument(_ index: UInt8) throws -> UInt64 { try get(index) }

    // MARK: Running

    private func run() throws {
        var budget = Self.instructionLimit
        while budget > 0 {
            budget -= 1
            guard code.indices.contains(position) else { throw Fault("runs out of the program") }
            let instruction = code[position]
            coverage.reach(position)
            if instruction.opcode == Opcode.exit { return try checkEnd() }
            try execute(instruction)
            position += 1
        }
        throw Fault("does not end within \(Self.instructionLimit) instructions")
    }

    private func checkEnd() throws {
        guard try get(0) == 0 else { throw Fault("returns \(registers[0]), not 0") }
        try checkNothingHeld("ends")
    }

    private func checkNothingHeld(_ moment: String) throws {
        guard machine.reservation == nil else { throw Fault("\(moment) with a reservation in a ring") }
        guard iterators.isEmpty else { throw Fault("\(moment) with an iterator at work") }
    }

    private func execute(_ instruction: PlainInstruction) throws {
        switch instruction.opcode & 0x07 {
        case 0x07: try arithmetic(instruction, is64: true)
        case 0x04: try arithmetic(instruction, is64: false)
        case 0x05: try jump(instruction, is64: true)
        case 0x06: try jump(instruction, is64: false)
        case 0x00: try loadImmediate(instruction)
        case 0x01: try loadMemory(instruction)
        case 0x02: try storeMemory(instruction, instruction.immediate)
        default:
            let value = try get(instruction.source)
            if instruction.opcode == Opcode.atomic | Width.double.rawValue {
                try atomic(instruction, value)
            } else if instruction.opcode & 0xe0 == 0x60 {
                try storeMemory(instruction, value)
            } else {
                throw Fault("unknown store \(instruction.opcode)")
            }
        }
    }

    private func loadImmediate(_ instruction: PlainInstruction) throws {
        guard instruction.opcode == Opcode.loadImmediate, code.indices.contains(position + 1) else {
            throw Fault("unknown instruction \(instruction.opcode)")
        }
        let high = code[position + 1]
        guard high.opcode == 0 else { throw Fault("half an immediate") }
        if case .map(let name) = program.instructions[position].reference {
            set(instruction.target, try machine.map(name).handle)
        } else {
            set(instruction.target, instruction.immediate & 0xffff_ffff | high.immediate << 32)
        }
        coverage.reach(position + 1)
        position += 1
    }

    private func arithmetic(_ instruction: PlainInstruction, is64: Bool) throws {
        guard let operation = Operation(rawValue: instruction.opcode & 0xf0) else { throw Fault("unknown operation") }
        guard instruction.target < 10 else { throw Fault("the frame pointer is changed") }
        var operand: UInt64
        if instruction.opcode & Opcode.fromRegister != 0 {
            operand = try get(instruction.source)
        } else {
            operand = instruction.immediate
        }
        var old = operation == .move ? 0 : try get(instruction.target)
        if !is64 { (old, operand) = (old & 0xffff_ffff, operand & 0xffff_ffff) }
        let mask: UInt64 = is64 ? 63 : 31
        let result: UInt64
        switch operation {
        case .move: result = operand
        case .add: result = old &+ operand
        case .subtract: result = old &- operand
        case .multiply: result = old &* operand
        case .divide: result = operand == 0 ? 0 : old / operand
        case .modulo: result = operand == 0 ? old : old % operand
        case .or: result = old | operand
        case .and: result = old & operand
        case .xor: result = old ^ operand
        case .negate: result = 0 &- old
        case .shiftLeft: result = old << (operand & mask)
        case .shiftRight: result = old >> (operand & mask)
        case .arithmeticShiftRight:
            result =
                is64
                ? UInt64(bitPattern: Int64(bitPattern: old) >> Int64(operand & mask))
                : UInt64(UInt32(bitPattern: Int32(truncatingIfNeeded: old) >> Int32(operand & mask)))
        }
        set(instruction.target, is64 ? result : result & 0xffff_ffff)
    }

    private func jump(_ instruction: PlainInstruction, is64: Bool) throws {
        if is64 && instruction.opcode == Opcode.call { return try call(instruction) }
        if is64 && instruction.opcode == Opcode.jumpAlways {
            position += instruction.offset
            return
        }
        guard let condition = Condition(rawValue: instruction.opcode & 0xf0) else { throw Fault("unknown jump") }
        var left = try get(instruction.target)
        var right =
            instruction.opcode & Opcode.fromRegister != 0
            ? try get(instruction.source) : instruction.immediate
        if !is64 { (left, right) = (left & 0xffff_ffff, right & 0xffff_ffff) }
        let signedLeft = is64 ? Int64(bitPattern: left) : Int64(Int32(truncatingIfNeeded: left))
        let signedRight = is64 ? Int64(bitPattern: right) : Int64(Int32(truncatingIfNeeded: right))
        let holds =
            switch condition {
            case .equal: left == right
            case .notEqual: left != right
            case .anyBitSet: left & right != 0
            case .greater: left > right
            case .greaterOrEqual: left >= right
            case .less: left < right
            case .lessOrEqual: left <= right
            case .signedGreater: signedLeft > signedRight
            case .signedGreaterOrEqual: signedLeft >= signedRight
            case .signedLess: signedLeft < signedRight
            case .signedLessOrEqual: signedLeft <= signedRight
            }
        coverage.branch(position, isTaken: holds)
        if holds { position += instruction.offset }
    }

    // MARK: Memory

    private func place(_ instruction: PlainInstruction, base: UInt8, isStore: Bool) throws -> (region: Region, offset: Int, count: Int) {
        guard let width = Width(rawValue: instruction.opcode & 0x18) else { throw Fault("unknown width") }
        let address = try get(base) &+ UInt64(bitPattern: Int64(instruction.offset))
        let region = try machine.region(address)
        switch region.access {
        case .direct: break
        case .readOnly: if isStore { throw Fault("\(region.name) is written") }
        case .helpersOnly: throw Fault("\(region.name) is read without a helper")
        case .fields(let structure):
            guard !isStore, case .field(let field) = program.instructions[position].reference, field.structure == structure else {
                throw Fault("\(region.name) is accessed other than by a field of \(structure)")
            }
        }
        if instruction.fieldSize != 0 && instruction.fieldSize != width.bytes {
            throw Fault("a field of \(instruction.fieldSize) bytes is read as \(width.bytes)")
        }
        guard address % UInt64(width.bytes) == 0 else { throw Fault("\(width.bytes) bytes at an address that is no multiple of that") }
        return (region, try region.offset(address, count: width.bytes), width.bytes)
    }

    private func loadMemory(_ instruction: PlainInstruction) throws {
        guard instruction.opcode & 0xe0 == 0x60 else { throw Fault("unknown load \(instruction.opcode)") }
        let (region, offset, count) = try place(instruction, base: instruction.source, isStore: false)
        set(instruction.target, try region.load(offset, count))
    }

    private func storeMemory(_ instruction: PlainInstruction, _ value: UInt64) throws {
        let (region, offset, count) = try place(instruction, base: instruction.target, isStore: true)
        region.store(offset, count, value)
    }

    private func atomic(_ instruction: PlainInstruction, _ value: UInt64) throws {
        guard instruction.immediate == 0 else { throw Fault("unknown atomic operation") }
        let (region, offset, count) = try place(instruction, base: instruction.target, isStore: true)
        region.store(offset, count, try region.load(offset, count) &+ value)
    }

    // MARK: Calls

    private func call(_ instruction: PlainInstruction) throws {
        var next: ProgramBlueprint?
        let result: UInt64
        if instruction.source == Opcode.pseudoFunction {
            guard case .function(let name) = program.instructions[position].reference else { throw Fault("a call of nothing") }
            result = try callKernel(name)
        } else {
            guard let helper = Helper(rawValue: Int32(truncatingIfNeeded: instruction.immediate)) else {
                throw Fault("no helper \(instruction.immediate)")
            }
            if helper == .tailCall {
                guard try get(1) == context.base else { throw Fault("a tail call without the context") }
                try checkNothingHeld("makes a tail call")
                next = try machine.program(of: get(2), index: get(3))
            }
            result = next == nil ? try machine.call(helper, self) : 0
        }
        if let next {
            tailCalls += 1
            guard tailCalls <= 33 else { throw Fault("too many tail calls") }
            try enter(next)
            position = -1
            return
        }
        isSet &= ~0x3e
        set(0, result)
    }

    /// The number iterator.
    private func callKernel(_ name: String) throws -> UInt64 {
        let slot = try get(1)
        let (region, offset) = (try machine.region(slot), try machine.region(slot).offset(slot, count: 8))
        guard region === stack else { throw Fault("an iterator that is not on the stack") }
        switch name {
        case "bpf_iter_num_new":
            guard iterators[slot] == nil else { throw Fault("an iterator is begun twice") }
            region.store(offset, 8, 0)
            iterators[slot] = (Int32(truncatingIfNeeded: try get(2)), Int32(truncatingIfNeeded: try get(3)))
            return 0
        case "bpf_iter_num_next":
            guard let (next, end) = iterators[slot] else { throw Fault("an iterator that was not begun") }
            guard next < end else { return 0 }
            iterators[slot] = (next + 1, end)
            return machine.iteratorNumber(next)
        case "bpf_iter_num_destroy":
            guard iterators.removeValue(forKey: slot) != nil else { throw Fault("an iterator is ended twice") }
            return 0
        default: throw Fault("this kernel has no function \(name)")
        }
    }
}
