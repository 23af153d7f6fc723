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
    /// Whether the call also returns in the task that it made, with 0.
    var returnsInChild = false
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
    case sized(StructurePlan, Direction, Length)
    case buffers(StructurePlan, Direction, Length)
    case message(StructurePlan, Direction, Length)
    case selected(SelectedPlan)

    /// Whether only the end of the call can tell the value.
    var isOutput: Bool {
        switch self {
        case .bytes(.output, _), .structure(_, .output), .array(_, .output, _), .sized(_, .output, _),
            .buffers(_, .output, _), .message(_, .inputOutput, _):
            true
        default: false
        }
    }
}

/// A `KindChoice` made ready for reading.
final class SelectedPlan {
    let argument: Int
    let kinds: [UInt32: ValueKind]
    let otherwise: ValueKind

    init(argument: Int, kinds: [UInt32: ValueKind], otherwise: ValueKind) {
        self.argument = argument
        self.kinds = kinds
        self.otherwise = otherwise
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

/// What a structure needs beyond the kinds of its members.
struct StructureSpecial: Sendable {
    /// Whether a pointer to it is shown as a reference, because it stands for one value rather than for something with fields.
    var isReference = false
    /// Fewer bytes mean nothing; the address is shown.
    var minimumSize = 1
    /// Shows it in its own way.
    var show: (@Sendable (CallDecoder, StructurePlan, ByteReader) -> Void)?
    /// Whether the member at a position means nothing in these bytes.
    var hides: (@Sendable (CallDecoder, StructurePlan, ByteReader, Int) -> Bool)?
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
    let special: StructureSpecial?
    /// Whether a pointer to it is shown as a reference.
    var isReference: Bool { special.map { $0.isReference } ?? isScalar }
    /// The members of a file's status that exclude each other, by position; -1 where there are none.
    let sizeMember: Int
    let deviceMember: Int
    private let modeOffset: Int
    /// Whether a member is left out when not everything is asked for, by position.
    let isLong: [Bool]

    init(name: Word, size: Int, members: [Member], brief: [String], special: StructureSpecial?) {
        let names = members.map(\.name.string)
        self.name = name
        self.size = size
        self.members = members
        self.special = special
        isScalar = members.count == 1 && names[0].isEmpty
        sizeMember = names.firstIndex(of: "st_size") ?? -1
        deviceMember = names.firstIndex(of: "st_rdev") ?? -1
        modeOffset = names.firstIndex(of: "st_mode").map { members[$0].offset } ?? -1
        isLong = brief.isEmpty ? [] : names.map { !brief.contains($0) && !($0 == "st_rdev" && brief.contains("st_size")) }
    }

    /// Whether a file's status is that of a device.
    func describesDevice(_ bytes: ByteReader) -> Bool {
        guard let mode = bytes.load(UInt16.self, at: modeOffset) else { return false }
        return mode & 0o170000 == 0o020000 || mode & 0o170000 == 0o060000
    }
}

/// Makes plans out of the schema's tables when they are first wanted, and keeps them.
final class PlanBook {
    private let lookup: (ABI, Int) -> Syscall?
    @exclusivity(unchecked) private var plans: [[CallPlan?]] = ABI.allCases.map { _ in [] }
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
            brief: structure.brief.isEmpty ? Specials.brief[structure.name] ?? [] : structure.brief,
            special: Specials.structures[structure.name])
        structures[structure] = ready
        return ready
    }

    private func selected(_ choice: KindChoice) -> SelectedPlan {
        var kinds: [UInt32: ValueKind] = [:]
        for row in choice.rows {
            let kind = kind(row.kind)
            for value in row.values { kinds[value] = kind }
        }
        return SelectedPlan(argument: choice.argument, kinds: kinds, otherwise: kind(choice.otherwise))
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
        case .sized(let structure, let direction, let length): .sized(self.structure(structure), direction, length)
        case .buffers(let structure, let direction, let length): .buffers(self.structure(structure), direction, length)
        case .message(let structure, let direction, let length): .message(self.structure(structure), direction, length)
        case .selected(let choice): .selected(selected(choice))
        }
    }
}
