import Bytecode
internal import CLibbpf
import Glibc
import Synchronization

/// A program with nothing symbolic left in it, ready for the kernel.
struct ResolvedProgram: Sendable {
    var name: String
    var tracepointIdentifier: UInt32
    /// Instructions as the kernel takes them, 8 bytes each.
    var code: [UInt64]

    /// - Parameter maps: file descriptors by name.
    init(_ blueprint: ProgramBlueprint, types: TypeInformation, maps: [String: MapDescriptor]) throws(KernelError) {
        name = blueprint.name
        tracepointIdentifier = try types.tracepoint(blueprint.tracepoint)
        code = []
        code.reserveCapacity(blueprint.instructions.count)
        for instruction in blueprint.instructions {
            code.append(try ResolvedProgram.resolve(instruction, types: types, maps: maps).encoded)
        }
    }

    private static func resolve(
        _ instruction: Instruction, types: TypeInformation, maps: [String: MapDescriptor]
    ) throws(KernelError) -> Instruction {
        var resolved = instruction
        switch instruction.reference {
        case nil, .label: break
        case .map(let name):
            guard let map = maps[name] else { throw .noMap(name) }
            resolved.immediate = map.descriptor.number
        case .type(let name): resolved.immediate = Int32(bitPattern: try types.structure(name))
        case .function(let name): resolved.immediate = Int32(bitPattern: try types.function(name))
        case .field(let field):
            let location = try types.location(of: field)
            if instruction.isArithmetic {
                resolved.immediate &+= Int32(truncatingIfNeeded: location.offset)
            } else {
                let width = Width(rawValue: instruction.opcode & 0x18)?.bytes ?? 8
                guard width <= location.size else { throw .fieldTooNarrow(field, size: location.size, width: width) }
                guard let offset = Int16(exactly: Int(instruction.offset) + location.offset) else {
                    throw .malformedTypeInformation(offset: 0, reason: "'\(field)' lies \(location.offset) bytes into its structure")
                }
                resolved.offset = offset
            }
        }
        resolved.reference = nil
        return resolved
    }
}

extension Instruction {
    /// Whether this is an ALU instruction of either width (the low three bits are the class).
    fileprivate var isArithmetic: Bool {
        opcode & 0x07 == Opcode.alu64 & 0x07 || opcode & 0x07 == Opcode.alu32 & 0x07
    }
}

/// Loads programs.
enum ProgramLoader {
    /// From this many programs on a second thread pays for itself (a load takes 60 to 300 µs, nearly all of it in the verifier).
    private static let threadThreshold = 16
    /// Where the verifier writes when a program has been refused; large enough for every program of this size of instruction set.
    private static let logSize = 16 << 20

    /// Loads all or none; the descriptors come in the order of `programs`.
    static func load(_ programs: [ResolvedProgram]) throws(KernelError) -> [OwnedDescriptor] {
        let work = LoadWork(programs)
        var second = pthread_t()
        var isShared = false
        if programs.count > threadThreshold {
            let reference = Unmanaged.passRetained(work)
            isShared = pthread_create(&second, nil, { LoadWork.run($0) }, reference.toOpaque()) == 0
            if !isShared { reference.release() }
        }
        work.run()
        if isShared { pthread_join(second, nil) }
        return try work.descriptors()
    }

    /// Loads one program: without a log, which is faster, and again with one when it was refused.
    fileprivate static func load(_ program: ResolvedProgram) -> Result<OwnedDescriptor, KernelError> {
        let result = load(program, log: nil)
        if result >= 0 { return .success(OwnedDescriptor(result)) }
        switch -result {
        case ENOSYS: return .failure(.noBPF)
        case EPERM: return .failure(.notPermitted(action: "load eBPF programs"))
        case ENOMEM: return .failure(.programNotLoaded(program: program.name, error: ENOMEM))
        default: break
        }
        let log = UnsafeMutableBufferPointer<CChar>.allocate(capacity: logSize)
        defer { log.deallocate() }
        log[0] = 0
        let again = load(program, log: log)
        if again >= 0 { return .success(OwnedDescriptor(again)) }
        guard let start = log.baseAddress, start.pointee != 0 else {
            return .failure(.programNotLoaded(program: program.name, error: -result))
        }
        let text = String(cString: start)
        return .failure(.refusedByVerifier(program: program.name, line: VerifierLog(text).message, log: text))
    }

    private static func load(_ program: ResolvedProgram, log: UnsafeMutableBufferPointer<CChar>?) -> Int32 {
        var options = bpf_prog_load_opts()
        options.sz = MemoryLayout<bpf_prog_load_opts>.size
        options.expected_attach_type = BPF_TRACE_RAW_TP
        options.attach_btf_id = program.tracepointIdentifier
        if let log {
            options.log_level = 1
            options.log_buf = log.baseAddress
            options.log_size = UInt32(log.count)
        }
        // The kernel keeps 15 characters of a name and refuses longer ones (BPF_OBJ_NAME_LEN).
        let name = String(program.name.prefix(15))
        return program.code.withUnsafeBytes { code in
            bpf_prog_load(
                BPF_PROG_TYPE_TRACING, name, "Dual MIT/GPL", code.baseAddress?.assumingMemoryBound(to: bpf_insn.self), program.code.count,
                &options)
        }
    }
}

/// Programs that one or two threads take turns to load.
private final class LoadWork: Sendable {
    private let programs: [ResolvedProgram]
    private let next = Atomic<Int>(0)
    private let results: Mutex<[Result<OwnedDescriptor, KernelError>?]>

    init(_ programs: [ResolvedProgram]) {
        self.programs = programs
        results = Mutex(Array(repeating: nil, count: programs.count))
    }

    /// The body of the second thread; takes over the reference that it is handed.
    static func run(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let argument else { return nil }
        Unmanaged<LoadWork>.fromOpaque(argument).takeRetainedValue().run()
        return nil
    }

    func run() {
        while true {
            let index = next.add(1, ordering: .relaxed).oldValue
            guard index < programs.count else { return }
            let result = ProgramLoader.load(programs[index])
            results.withLock { $0[index] = result }
            // A refusal takes seconds to explain at worst; do not go on to the others.
            if case .failure = result { next.store(programs.count, ordering: .relaxed) }
        }
    }

    /// All descriptors, or the first failure. Descriptors of the other programs close when the results go.
    func descriptors() throws(KernelError) -> [OwnedDescriptor] {
        let finished = results.withLock { $0 }
        for case .failure(let error) in finished.compactMap({ $0 }) { throw error }
        return finished.compactMap { try? $0?.get() }
    }
}
