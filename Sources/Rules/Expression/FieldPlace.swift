import Schema

/// Where a call has the value of a field.
enum FieldPlace {
    case number(NumberTest.Source, NumberFormat, ArgumentKind?)
    case text(TextTest.Source)
}

/// Why a comparison says nothing about a call.
enum Mismatch: Error {
    /// The call has no such field.
    case noField
    /// What is there has no such member: the names that it has, or what it is instead of a structure.
    case noMember(structure: String, members: [String], what: String = "")
    /// The field is there and cannot be compared as a whole: what it is.
    case notComparable(what: String, suggestion: String?)
    /// The value is of another kind than the field, which is this.
    case otherKind(String)
    /// The value is a name that the field does not know; those that it knows.
    case noConstant([String])
}

extension Syscall {
    /// Names that stand for arguments by what they are, in calls that have no argument of the name itself.
    static let aliases = ["path", "fd", "addr"]

    /// The places of a field that is an argument or a member of one; several for an alias.
    func places(of field: String, _ abi: ABI) throws(Mismatch) -> [FieldPlace] {
        let parts = field.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let indices = arguments(named: parts[0])
        guard !indices.isEmpty else { throw .noField }
        var places: [FieldPlace] = []
        for index in indices { places.append(try place(index, Array(parts.dropFirst()), abi)) }
        return places
    }

    /// The arguments that a name stands for, counted from 0.
    func arguments(named name: String) -> [Int] {
        let recorded = arguments.prefix(RecordLayout.maximumArguments)
        if let index = recorded.firstIndex(where: { $0.name == name }) { return [index] }
        return recorded.indices.filter { index in
            switch (name, recorded[index].kind) {
            case ("path", .path), ("fd", .descriptor), ("fd", .directory): true
            case ("addr", let kind): kind.onlyStructure == .socketAddress
            default: false
            }
        }
    }

    private func place(_ index: Int, _ members: [String], _ abi: ABI) throws(Mismatch) -> FieldPlace {
        let kind = arguments[index].kind
        switch kind {
        case .path, .string, .bytes:
            guard members.isEmpty else { throw .noMember(structure: "'\(arguments[index].name)'", members: [], what: "a text") }
            return .text(.argument(index))
        case .vector, .environment: throw .notComparable(what: "a list of texts", suggestion: nil)
        default:
            if let structure = kind.onlyStructure {
                guard structure != .socketAddress else { return try socketPlace(index, members) }
                return try structure.place(of: members, in: index, at: 0, path: "")
            }
            guard kind.isNumber else { throw .notComparable(what: kind.isMessage ? "a message" : "a list", suggestion: nil) }
            guard members.isEmpty else { throw .noMember(structure: "'\(arguments[index].name)'", members: [], what: "a number") }
            return .number(.argument(index), kind.format(pointerSize: abi.pointerSize), kind)
        }
    }

    /// What one can ask of a socket address, whatever its family.
    private func socketPlace(_ index: Int, _ members: [String]) throws(Mismatch) -> FieldPlace {
        switch members {
        case ["family"]:
            let kind = ArgumentKind.constants(.socketFamilies)
            let member = StructureMember(argument: index, offset: 0, size: 2, name: "family", kind: kind)
            return .number(.member(member), NumberFormat(bytes: 2, isSigned: false), kind)
        case ["port"]: return .number(.port(index), NumberFormat(bytes: 2, isSigned: false), nil)
        case ["path"]: return .text(.socketPath(index))
        default: throw Mismatch.missingMember(members, of: "a socket address", among: ["family", "port", "path"])
        }
    }
}

extension Structure {
    /// The place of a member, by the names on the way to it.
    fileprivate func place(of names: [String], in argument: Int, at offset: Int, path: String) throws(Mismatch) -> FieldPlace {
        guard let member = members.first(where: { $0.name == names.first ?? "" }) else {
            throw Mismatch.missingMember(names, of: type, among: members.map(\.name).filter { !$0.isEmpty })
        }
        let rest = Array(names.dropFirst())
        let name = path.isEmpty || member.name.isEmpty ? path + member.name : path + "." + member.name
        if case .structure(let inner, _) = member.kind {
            return try inner.place(of: rest, in: argument, at: offset + member.offset, path: name)
        }
        guard rest.isEmpty else { throw .noMember(structure: "'\(name)'", members: [], what: "no structure") }
        let place = StructureMember(
            argument: argument, offset: offset + member.offset, size: member.size, name: name, kind: member.kind)
        switch member.kind {
        case .string: return .text(.member(place))
        case _ where !member.kind.isNumber: throw .notComparable(what: "a list", suggestion: nil)
        default:
            let format = member.kind.format(pointerSize: member.size)
            return .number(.member(place), NumberFormat(bytes: member.size, isSigned: format.isSigned), member.kind)
        }
    }
}

extension Mismatch {
    /// The names that the field knows, where the value is a name that it does not.
    var constants: [String] {
        if case .noConstant(let names) = self { return names }
        return []
    }

    fileprivate static func missingMember(_ names: [String], of structure: String, among members: [String]) -> Mismatch {
        guard names.isEmpty || members.isEmpty else { return .noMember(structure: structure, members: members) }
        return .notComparable(
            what: structure == "a socket address" ? structure : "a structure (\(structure))",
            suggestion: members.isEmpty ? nil : "name a member of it: \(members.joined(separator: ", "))")
    }
}

extension ArgumentKind {
    /// Whether the register itself is the value.
    fileprivate var isNumber: Bool {
        switch self {
        case .signed32, .unsigned32, .signed64, .unsigned64, .hexadecimal, .mode, .address, .descriptor, .directory, .process, .user,
            .group,
            .signal, .device, .constants:
            true
        // What it means depends on another argument; the register can be compared in any case.
        case .selected: true
        default: false
        }
    }

    /// The structure that a pointer to a single one points to.
    fileprivate var onlyStructure: Structure? {
        switch self {
        case .structure(let structure, _), .array(let structure, _, .fixed(1)), .sized(let structure, _, _): structure
        default: nil
        }
    }

    fileprivate var isMessage: Bool { if case .message = self { true } else { false } }

    /// Width and sign of a number of this kind in a register, or of the pointer where the kind is memory.
    func format(pointerSize: Int) -> NumberFormat {
        switch self {
        case .signed32, .descriptor, .directory, .process, .signal: NumberFormat(bytes: 4, isSigned: true)
        case .unsigned32, .user, .group, .device: NumberFormat(bytes: 4, isSigned: false)
        // `umode_t` is an unsigned short.
        case .mode: NumberFormat(bytes: 2, isSigned: false)
        case .signed64: NumberFormat(bytes: pointerSize, isSigned: true)
        case .constants(let set, false): NumberFormat(bytes: 4, isSigned: set.rest == .decimal)
        default: NumberFormat(bytes: pointerSize, isSigned: false)
        }
    }

    /// The number that a constant's name stands for in a field of this kind.
    func number(of name: String) -> UInt64? {
        switch self {
        case .constants(let set, _): set.everyConstant.first { $0.name == name }?.value
        case .directory: name == "AT_FDCWD" ? UInt64(bitPattern: -100) : nil
        case .signal: SignalNames.number(of: name).map { UInt64($0) }
        case .mode: ConstantSet.fileTypes.constants.first { $0.name == name }?.value
        case .address: name == "NULL" ? 0 : nil
        default: nil
        }
    }

    /// The names that such a field knows.
    var constantNames: [String] {
        switch self {
        case .constants(let set, _): set.everyConstant.map(\.name)
        case .directory: ["AT_FDCWD"]
        case .signal: (1...SignalNames.largest).compactMap(SignalNames.name)
        case .mode: ConstantSet.fileTypes.constants.map(\.name)
        case .address: ["NULL"]
        default: []
        }
    }
}

extension ConstantSet {
    /// The constants of the set and of those that another argument chooses.
    fileprivate var everyConstant: [Constant] { constants + (choice?.sets.flatMap(\.set.constants) ?? []) }
}
