import Schema

/// Shows one argument in its own way; the number says which.
typealias ArgumentDecoder = @Sendable (CallDecoder, Int) -> Void

/// What a call needs beyond the kinds of its arguments.
struct CallSpecial: Sendable {
    /// Shows all arguments, for calls whose arguments are not shown in the order of their registers.
    var all: (@Sendable (CallDecoder) -> Void)?
    /// Decoders of single arguments.
    var arguments: [Int: ArgumentDecoder] = [:]
    /// How many arguments this call of it has, when that depends on their values.
    var count: (@Sendable (CallDecoder) -> Int)?
    /// Another form of the result than the table's.
    var result: (@Sendable (CallDecoder) -> ResultKind)?
    /// What the result means beyond its number; called only for a call that succeeded.
    var detail: (@Sendable (CallDecoder) -> Void)?
}

/// An `ArgumentKind` made ready for reading.
enum ValueKind {
    case signed32, unsigned32, signed64, unsigned64, hexadecimal, mode, address
    case descriptor, directory, process, user, group, signal, device
    case constants(NameSet, wide: Bool)
    case string
    case bytes(Direction, Length)
    case vector, environment
    case structure(StructurePlan, Direction)
    case array(StructurePlan, Direction, Length)

    /// Whether only the end of the call can tell the value.
    var isOutput: Bool {
        switch self {
        case .bytes(.output, _), .structure(_, .output), .array(_, .output, _): true
        default: false
        }
    }
}

/// One argument, ready for reading.
struct ArgumentPlan {
    let name: Word
    let kind: ValueKind
    let special: ArgumentDecoder?
}

/// A row of the table of calls, ready for reading.
final class CallPlan {
    let name: Word
    let arguments: [ArgumentPlan]
    let result: ResultKind
    let special: CallSpecial?

    init(name: Word, arguments: [ArgumentPlan], result: ResultKind, special: CallSpecial?) {
        self.name = name
        self.arguments = arguments
        self.result = result
        self.special = special
    }
}

/// A structure, ready for reading.
final class StructurePlan {
    struct Member {
        let name: Word
        let offset: Int
        let size: Int
        let kind: ValueKind
    }

    let name: Word
    let size: Int
    let members: [Member]
    /// Whether it stands for a bare number rather than for something with fields.
    let isScalar: Bool
    /// Shows the structure in its own way.
    let special: (@Sendable (CallDecoder, ByteReader) -> Void)?

    init(name: Word, size: Int, members: [Member], isScalar: Bool, special: (@Sendable (CallDecoder, ByteReader) -> Void)?) {
        self.name = name
        self.size = size
        self.members = members
        self.isScalar = isScalar
        self.special = special
    }
}

/// Makes plans out of the schema's tables when they are first wanted, and keeps them.
final class PlanBook {
    private let lookup: (ABI, Int) -> Syscall?
    private var plans: [[CallPlan?]] = ABI.allCases.map { _ in [] }
    private var sets: [ConstantSet: NameSet] = [:]
    private var structures: [Structure: StructurePlan] = [:]
    /// For numbers that the table does not have: six hexadecimal arguments.
    let unknown: CallPlan

    /// Numbers beyond this are taken for garbage; x32 numbers start at 2³⁰.
    private static let limit = 4096

    init(lookup: @escaping (ABI, Int) -> Syscall?) {
        self.lookup = lookup
        let names: [Word] = ["arg1", "arg2", "arg3", "arg4", "arg5", "arg6"]
        unknown = CallPlan(
            name: "syscall", arguments: names.map { ArgumentPlan(name: $0, kind: .hexadecimal, special: nil) }, result: .number,
            special: nil)
    }

    /// The plan of a call, or `nil` when the table has none.
    @inline(__always)
    func plan(_ abi: ABI, _ number: Int) -> CallPlan? {
        guard number >= 0, number < plans[Int(abi.rawValue)].count, let plan = plans[Int(abi.rawValue)][number] else {
            return makePlan(abi, number)
        }
        return plan
    }

    private func makePlan(_ abi: ABI, _ number: Int) -> CallPlan? {
        guard number >= 0, number < Self.limit, let row = lookup(abi, number) else { return nil }
        let special = Specials.calls[row.name]
        let arguments = row.arguments.prefix(RecordLayout.maximumArguments).enumerated().map { index, argument in
            ArgumentPlan(name: Word(interning: argument.name), kind: kind(argument.kind), special: special?.arguments[index])
        }
        let plan = CallPlan(name: Word(interning: row.name), arguments: arguments, result: row.result, special: special)
        let table = Int(abi.rawValue)
        while plans[table].count <= number { plans[table].append(nil) }
        plans[table][number] = plan
        return plan
    }

    func set(_ set: ConstantSet) -> NameSet {
        if let ready = sets[set] { return ready }
        let ready = NameSet(set)
        sets[set] = ready
        return ready
    }

    func structure(_ structure: Structure) -> StructurePlan {
        if let ready = structures[structure] { return ready }
        let members = structure.members.map {
            StructurePlan.Member(name: Word(interning: $0.name), offset: $0.offset, size: $0.size, kind: kind($0.kind))
        }
        let ready = StructurePlan(
            name: Word(interning: structure.name), size: structure.size, members: members,
            isScalar: members.count == 1 && members[0].name.count == 0, special: Specials.structures[structure.name])
        structures[structure] = ready
        return ready
    }

    private func kind(_ kind: ArgumentKind) -> ValueKind {
        switch kind {
        case .signed32: .signed32
        case .unsigned32: .unsigned32
        case .signed64: .signed64
        case .unsigned64: .unsigned64
        case .hexadecimal: .hexadecimal
        case .mode: .mode
        case .address: .address
        case .descriptor: .descriptor
        case .directory: .directory
        case .process: .process
        case .user: .user
        case .group: .group
        case .signal: .signal
        case .device: .device
        case .constants(let set, let wide): .constants(self.set(set), wide: wide)
        case .path, .string: .string
        case .bytes(let direction, let length): .bytes(direction, length)
        case .vector: .vector
        case .environment: .environment
        case .structure(let structure, let direction): .structure(self.structure(structure), direction)
        case .array(let structure, let direction, let length): .array(self.structure(structure), direction, length)
        }
    }
}
