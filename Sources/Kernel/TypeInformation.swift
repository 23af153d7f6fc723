import Bytecode
import Synchronization

/// Where a field of a kernel structure lies.
package struct FieldLocation: Hashable, Sendable {
    /// Bytes from the start of the structure.
    package var offset: Int
    /// Bytes of the field; for arrays and structures the whole of it.
    package var size: Int

    package init(offset: Int, size: Int) {
        self.offset = offset
        self.size = size
    }
}

/// What the running kernel says about its own types: BTF, the BPF Type Format.
///
/// Names that are known beforehand are best given to `init`, or to `prepare` in one go: each call that meets new names walks over all types
/// once (about a millisecond); names looked up before cost a dictionary access. Safe to share between threads.
package final class TypeInformation: Sendable {
    /// Names to look for.
    package struct Names: Hashable, Sendable {
        /// Tags of structures and unions.
        package var structures: Set<String>
        /// Kernel tracepoints, without the `btf_trace_` of their typedef.
        package var tracepoints: Set<String>
        package var functions: Set<String>

        package init(structures: Set<String> = [], tracepoints: Set<String> = [], functions: Set<String> = []) {
            self.structures = structures
            self.tracepoints = tracepoints
            self.functions = functions
        }

        /// All that the programs of a blueprint refer to.
        package init(of blueprint: Blueprint) {
            self.init(of: blueprint.programs)
        }

        package init(of programs: [ProgramBlueprint]) {
            self.init()
            for program in programs {
                tracepoints.insert(program.tracepoint)
                for instruction in program.instructions {
                    switch instruction.reference {
                    case .field(let field): structures.insert(field.structure)
                    case .type(let name): structures.insert(name)
                    case .function(let name): functions.insert(name)
                    case .label, .map, nil: break
                    }
                }
            }
        }
    }

    /// Where the running kernel keeps its description.
    package static let runningKernelPath = "/sys/kernel/btf/vmlinux"

    private enum Space: Hashable {
        case structure, tracepoint, function

        var kinds: UInt32 {
            switch self {
            case .structure: 1 << TypeBlob.Kind.structure | 1 << TypeBlob.Kind.union
            case .tracepoint: 1 << TypeBlob.Kind.typedef
            case .function: 1 << TypeBlob.Kind.function
            }
        }
    }

    private struct Name: Hashable {
        var space: Space
        var text: String
    }

    private struct Known {
        /// 0 for names that the kernel does not have.
        var identifiers: [Name: UInt32] = [:]
        var fields: [KernelField: FieldLocation] = [:]
    }

    private let blob: TypeBlob
    private let known: Mutex<Known>

    /// Reads the running kernel's description, looking for `names` on the way.
    ///
    /// - Throws: `KernelError.noTypeInformation`, `.malformedTypeInformation`.
    package convenience init(preparing names: Names = Names()) throws(KernelError) {
        try self.init(memory: try TypeBlob.Memory.ofFile(TypeInformation.runningKernelPath), preparing: names)
    }

    /// Reads a description from memory; for tests and for other kernels' files.
    package convenience init(data: [UInt8], preparing names: Names = Names()) throws(KernelError) {
        try self.init(memory: TypeBlob.Memory.copying(data), preparing: names)
    }

    private init(memory: TypeBlob.Memory, preparing names: Names) throws(KernelError) {
        let requests = TypeInformation.requests(names)
        var identifiers = [UInt32](repeating: 0, count: requests.count)
        // The first type of a name counts: the kernel, too, resolves names so (btf_find_by_name_kind).
        blob = try TypeBlob(memory, wanted: TypeInformation.filter(requests)) { request, identifier in
            if identifiers[request] == 0 { identifiers[request] = identifier }
        }
        known = Mutex(Known(identifiers: Dictionary(zip(requests, identifiers), uniquingKeysWith: { first, _ in first })))
    }

    /// Looks up names in one walk, so that later questions about them cost nothing.
    package func prepare(_ names: Names) {
        let requests = known.withLock { known in
            TypeInformation.requests(names).filter { known.identifiers[$0] == nil }
        }
        find(requests)
    }

    private func find(_ requests: [Name]) {
        guard !requests.isEmpty else { return }
        var identifiers = [UInt32](repeating: 0, count: requests.count)
        blob.find(TypeInformation.filter(requests)) { request, identifier in
            if identifiers[request] == 0 { identifiers[request] = identifier }
        }
        known.withLock { known in
            for (request, identifier) in zip(requests, identifiers) { known.identifiers[request] = identifier }
        }
    }

    private static func requests(_ names: Names) -> [Name] {
        names.structures.map { Name(space: .structure, text: $0) } + names.tracepoints.map { Name(space: .tracepoint, text: $0) }
            + names.functions.map { Name(space: .function, text: $0) }
    }

    private static func filter(_ requests: [Name]) -> TypeBlob.NameFilter {
        var filter = TypeBlob.NameFilter()
        for (index, request) in requests.enumerated() {
            let text = request.space == .tracepoint ? "btf_trace_" + request.text : request.text
            filter.add(text, kinds: request.space.kinds, request: index)
        }
        return filter
    }

    // MARK: Questions

    /// The BTF id of `struct name` (or `union name`).
    package func structure(_ name: String) throws(KernelError) -> UInt32 {
        guard let identifier = identifier(.structure, name) else { throw .noStructure(name) }
        return identifier
    }

    /// The BTF id of a kernel function that programs may call or attach to.
    package func function(_ name: String) throws(KernelError) -> UInt32 {
        guard let identifier = identifier(.function, name) else { throw .noFunction(name) }
        return identifier
    }

    /// The BTF id of a tracepoint's typedef: the `attach_btf_id` of a BPF_TRACE_RAW_TP program.
    package func tracepoint(_ name: String) throws(KernelError) -> UInt32 {
        guard let identifier = identifier(.tracepoint, name) else { throw .noTracepoint(name) }
        return identifier
    }

    package func has(structure: String) -> Bool { identifier(.structure, structure) != nil }

    package func has(tracepoint: String) -> Bool { identifier(.tracepoint, tracepoint) != nil }

    package func has(function: String) -> Bool { identifier(.function, function) != nil }

    package func has(field: KernelField) -> Bool { (try? location(of: field)) != nil }

    /// Offset and size of a field, through embedded structures where its path says so and through anonymous ones by itself.
    ///
    /// - Throws: `.noStructure`, `.noField`, `.bitField`, `.malformedTypeInformation`.
    package func location(of field: KernelField) throws(KernelError) -> FieldLocation {
        if let location = known.withLock({ $0.fields[field] }) { return location }
        var type = try structure(field.structure)
        var bits = 0
        var visits = 0
        for component in field.path.split(separator: ".", omittingEmptySubsequences: false) {
            guard let structure = try aggregate(type), let found = try member(Array(component.utf8), of: structure, visits: &visits) else {
                throw .noField(field)
            }
            if found.bitFieldSize != 0 || found.bitOffset % 8 != 0 { throw .bitField(field) }
            bits += found.bitOffset
            type = found.type
        }
        let location = FieldLocation(offset: bits / 8, size: try size(of: type))
        known.withLock { $0.fields[field] = location }
        return location
    }

    private func identifier(_ space: Space, _ text: String) -> UInt32? {
        let name = Name(space: space, text: text)
        if known.withLock({ $0.identifiers[name] }) == nil { find([name]) }
        guard let identifier = known.withLock({ $0.identifiers[name] }), identifier != 0 else { return nil }
        return identifier
    }

    // MARK: Types

    /// Chains longer than this are taken for cycles, which only damaged data has.
    private static let depthLimit = 32
    /// Anonymous members looked into for one field; the kernel's largest structures have a few dozen.
    private static let visitLimit = 256

    /// The type behind typedefs and qualifiers.
    private func underlying(_ type: UInt32) throws(KernelError) -> (identifier: UInt32, header: TypeBlob.Header) {
        var identifier = type
        for _ in 0..<TypeInformation.depthLimit {
            let header = try blob.header(identifier)
            switch header.kind {
            case TypeBlob.Kind.typedef, TypeBlob.Kind.volatile, TypeBlob.Kind.constant, TypeBlob.Kind.restrict, TypeBlob.Kind.typeTag:
                identifier = header.sizeOrType
            default: return (identifier, header)
            }
        }
        throw .malformedTypeInformation(offset: 0, reason: "type \(type) refers to itself")
    }

    /// The structure or union behind a type, or nil.
    private func aggregate(_ type: UInt32) throws(KernelError) -> UInt32? {
        guard type != 0 else { return nil }
        let (identifier, header) = try underlying(type)
        return header.kind == TypeBlob.Kind.structure || header.kind == TypeBlob.Kind.union ? identifier : nil
    }

    /// A member by its name, also inside anonymous members; its offset counts from the start of `structure`.
    private func member(_ name: [UInt8], of structure: UInt32, visits: inout Int) throws(KernelError) -> TypeBlob.Member? {
        visits += 1
        guard visits <= TypeInformation.visitLimit else {
            throw .malformedTypeInformation(offset: 0, reason: "structure \(structure) contains itself")
        }
        let header = try blob.header(structure)
        for index in 0..<header.count {
            let member = try blob.member(structure, header, index)
            if member.name != 0 {
                if blob.string(at: member.name, is: name) { return member }
            } else if let inner = try aggregate(member.type), var found = try self.member(name, of: inner, visits: &visits) {
                found.bitOffset += member.bitOffset
                return found
            }
        }
        return nil
    }

    private func size(of type: UInt32) throws(KernelError) -> Int {
        var identifier = type
        var count = 1
        for _ in 0..<TypeInformation.depthLimit {
            let (resolved, header) = try underlying(identifier)
            switch header.kind {
            case TypeBlob.Kind.pointer: return count * 8
            case TypeBlob.Kind.array:
                let array = try blob.array(resolved)
                let (product, overflow) = count.multipliedReportingOverflow(by: array.count)
                guard !overflow, product <= Int(Int32.max) else {
                    throw .malformedTypeInformation(offset: 0, reason: "type \(type) has an impossible size")
                }
                count = product
                identifier = array.element
            default:
                let (product, overflow) = count.multipliedReportingOverflow(by: Int(header.sizeOrType))
                guard !overflow else { throw .malformedTypeInformation(offset: 0, reason: "type \(type) has an impossible size") }
                return product
            }
        }
        throw .malformedTypeInformation(offset: 0, reason: "type \(type) refers to itself")
    }
}
