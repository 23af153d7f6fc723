import Bytecode
import Compiler

/// The kernel's helper functions (kernel: include/uapi/linux/bpf.h says what each does).
extension Machine {
    private static let fault = UInt64(bitPattern: -14)  // -EFAULT

    func call(_ helper: Helper, _ program: Interpreter) throws -> UInt64 {
        switch helper {
        case .getCurrentTaskTrusted: return current.structure.base
        case .getProcessorIdentifier: return UInt64(processor)
        case .getCurrentUser: return UInt64(current.user) | UInt64(current.group) << 32
        case .getCurrentCommand:
            let (region, offset, count) = try buffer(program, address: 1, size: 2)
            guard count == 16 else { throw Fault("the name of a thread has 16 bytes, not \(count)") }
            region.store(offset, Array((current.command.utf8 + [UInt8](repeating: 0, count: 16)).prefix(15)) + [0])
            return 0
        case .ktimeGetNanoseconds:
            clock += 1
            return clock
        case .tailCall: return UInt64(bitPattern: -2)
        case .taskRegisters: return try task(at: program.argument(1)).registers.base
        case .mapLookupElement: return try lookup(program)
        case .taskStorageGet: return try storage(program)
        case .currentTaskUnderCgroup: return try isUnderCgroup(program)
        case .probeReadUser, .probeReadUserString, .probeReadKernel, .probeReadKernelString: return try read(helper, program)
        case .ringBufferReserve: return try reserve(map(at: program.argument(1), .ringBuffer), size: Int(program.argument(2)))
        case .ringBufferSubmit:
            try checkNoWakeup(program.argument(2))
            try submit(program.argument(1))
            return 0
        case .ringBufferOutput:
            try checkNoWakeup(program.argument(4))
            let map = try map(at: program.argument(1), .ringBuffer)
            let (region, offset, count) = try buffer(program, address: 2, size: 3)
            return output(map, Array(region.bytes[offset..<offset + count]))
        default: throw Fault("\(helper) is not known here")
        }
    }

    private func checkNoWakeup(_ flags: UInt64) throws {
        guard flags == 1 else { throw Fault("a record wakes the reader") }
    }

    /// A piece of memory that a helper reads or writes, from two argument registers.
    private func buffer(_ program: Interpreter, address: UInt8, size: UInt8) throws -> (region: Region, offset: Int, count: Int) {
        let start = try program.argument(address)
        guard let count = Int(exactly: try program.argument(size)) else { throw Fault("a negative size") }
        let region = try region(start)
        guard case .direct = region.access else { throw Fault("\(region.name) is handed to a helper") }
        return (region, try region.offset(start, count: count), count)
    }

    private func lookup(_ program: Interpreter) throws -> UInt64 {
        let map = try map(at: program.argument(1), .array)
        let key = try program.argument(2)
        let region = try region(key)
        let index = Int(try region.load(region.offset(key, count: 4), 4))
        guard !failures.lookup.contains(map.blueprint.name), index < map.blueprint.maximumEntries, let elements = map.elements else {
            return 0
        }
        return elements.base + UInt64(index * map.elementStep)
    }

    private func storage(_ program: Interpreter) throws -> UInt64 {
        let map = try map(at: program.argument(1), .taskStorage)
        let task = try task(at: program.argument(2))
        guard try program.argument(3) == 0 else { throw Fault("task storage gets a value") }
        let create = try program.argument(4) == 1
        return map.storage(of: task, create: create, on: self)?.base ?? 0
    }

    private func isUnderCgroup(_ program: Interpreter) throws -> UInt64 {
        let map = try map(at: program.argument(1), .cgroupArray)
        guard try program.argument(2) == 0, let path = map.cgroup else { return UInt64(bitPattern: -11) }
        return current.cgroup == path || current.cgroup.hasPrefix(path + "/") ? 1 : 0
    }

    /// The four `probe_read` helpers: into (r1, r2) from r3.
    private func read(_ helper: Helper, _ program: Interpreter) throws -> UInt64 {
        let (region, offset, count) = try buffer(program, address: 1, size: 2)
        let source = try program.argument(3)
        let isString = helper == .probeReadUserString || helper == .probeReadKernelString
        let isUser = helper == .probeReadUser || helper == .probeReadUserString
        guard count > 0 else { return 0 }
        let bytes = isUser ? user(source, count, isString: isString) : kernel(source, count, isString: isString)
        guard let bytes else {
            // The kernel clears what it could not fill.
            region.store(offset, [UInt8](repeating: 0, count: count))
            return Self.fault
        }
        region.store(offset, bytes)
        return isString ? UInt64(bytes.count) : 0
    }

    private func user(_ address: UInt64, _ count: Int, isString: Bool) -> [UInt8]? {
        guard address < 1 << 47 else { return nil }
        return isString ? current.memory.readString(address, size: count) : current.memory.read(address, count)
    }

    private func kernel(_ address: UInt64, _ count: Int, isString: Bool) -> [UInt8]? {
        guard let region = try? region(address) else { return nil }
        let offset = Int(address &- region.base)
        let rest = region.bytes[offset...]
        guard isString else { return rest.count >= count ? Array(rest.prefix(count)) : nil }
        guard let end = rest.firstIndex(of: 0) else { return nil }
        let text = Array(rest[...end])
        return text.count <= count ? text : Array(text.prefix(count - 1)) + [0]
    }
}
