import Bytecode
internal import CLibbpf
import Glibc
import Synchronization

/// What the kernel knows about a loaded program.
package struct ProgramInformation: Hashable, Sendable {
    package var name: String
    /// The kernel's id of the program.
    package var identifier: UInt32
    /// Times the program was skipped because it was already running on the same CPU: every one is a lost event.
    package var recursionMisses: UInt64
    /// Runs and their time in nanoseconds; 0 unless `kernel.bpf_stats_enabled` is 1.
    package var runCount: UInt64
    package var runTime: UInt64
    /// Instructions that the verifier went through to accept the program (Linux 5.16 and later).
    package var verifiedInstructions: Int
}

/// A blueprint put into the kernel: its maps made, its programs loaded, its slots filled.
///
/// All file descriptors are closed with the last reference; nothing is pinned, so the end of the process, however it comes, leaves nothing
/// behind. Links made by `attach` are the caller's and may outlive the object. Safe to use from several threads.
package final class KernelObject: Sendable {
    private struct Loaded {
        var tracepoint: String
        var descriptor: OwnedDescriptor
    }

    private let maps: [String: MapDescriptor]
    private let types: TypeInformation
    private let attached: [String]
    private let programs: Mutex<[String: Loaded]>

    /// Makes the maps, resolves and loads the programs (on two threads when there are many), fills the slots. Attaches nothing.
    ///
    /// - Throws: any `KernelError`; nothing stays in the kernel then.
    package init(_ blueprint: Blueprint, types: TypeInformation) throws(KernelError) {
        // libbpf writes its own remarks to standard error unless told not to; what it has to say is in our errors.
        libbpf_set_print(nil)
        self.types = types
        attached = blueprint.attached
        var maps: [String: MapDescriptor] = [:]
        for map in blueprint.maps { maps[map.name] = try MapDescriptor(map) }
        self.maps = maps
        programs = Mutex([:])
        try load(blueprint.programs)
        for content in blueprint.contents {
            try update(map: content.map, key: UInt32(truncatingIfNeeded: content.index), bytes: content.bytes)
        }
        for slot in blueprint.slots { try setSlot(map: slot.map, index: slot.index, program: slot.program) }
    }

    /// Processors that programs may ever run on: one more than their highest number.
    package static var possibleProcessors: Int { Int(libbpf_num_possible_cpus()) }

    // MARK: Programs

    /// Loads more programs into the object; they use its maps. A program of the same name is replaced for later slots and links, and lives
    /// on where it is in use.
    package func load(_ blueprints: [ProgramBlueprint]) throws(KernelError) {
        types.prepare(TypeInformation.Names(of: blueprints))
        var resolved: [ResolvedProgram] = []
        resolved.reserveCapacity(blueprints.count)
        for blueprint in blueprints { resolved.append(try ResolvedProgram(blueprint, types: types, maps: maps)) }
        let descriptors = try ProgramLoader.load(resolved)
        programs.withLock { programs in
            for (blueprint, descriptor) in zip(blueprints, descriptors) {
                programs[blueprint.name] = Loaded(tracepoint: blueprint.tracepoint, descriptor: descriptor)
            }
        }
    }

    /// Lets go of a program. The kernel frees it once no slot and no link uses it.
    package func unload(program: String) {
        programs.withLock { _ = $0.removeValue(forKey: program) }
    }

    /// Puts a program into a slot of a program array, in place of what was there. Atomic: a call in flight runs the one or the other.
    package func setSlot(map: String, index: Int, program: String) throws(KernelError) {
        let loaded = try loaded(program)
        try update(map: map, key: UInt32(truncatingIfNeeded: index), value: loaded.descriptor.number)
    }

    /// Empties a slot; answers whether a program was in it.
    @discardableResult
    package func clearSlot(map: String, index: Int) throws(KernelError) -> Bool {
        try delete(map: map, key: UInt32(truncatingIfNeeded: index))
    }

    /// Attaches a program to its tracepoint, until the link is closed or dropped.
    package func attach(_ program: String) throws(KernelError) -> Link {
        let loaded = try loaded(program)
        return try Link(program: program, tracepoint: loaded.tracepoint, descriptor: loaded.descriptor)
    }

    /// Attaches what the blueprint says, in its order. When one fails, those before it are detached again.
    package func attachAll() throws(KernelError) -> [Link] {
        var links: [Link] = []
        for program in attached { links.append(try attach(program)) }
        return links
    }

    /// What the kernel knows about each program, sorted by name.
    package var programInformation: [ProgramInformation] {
        programs.withLock { $0 }.sorted { $0.key < $1.key }.compactMap { name, loaded in
            var information = bpf_prog_info()
            var size = UInt32(MemoryLayout<bpf_prog_info>.size)
            guard bpf_obj_get_info_by_fd(loaded.descriptor.number, &information, &size) == 0 else { return nil }
            return ProgramInformation(
                name: name, identifier: information.id, recursionMisses: information.recursion_misses, runCount: information.run_cnt,
                runTime: information.run_time_ns, verifiedInstructions: Int(information.verified_insns))
        }
    }

    private func loaded(_ program: String) throws(KernelError) -> Loaded {
        guard let loaded = programs.withLock({ $0[program] }) else { throw .noProgram(program) }
        return loaded
    }

    // MARK: Map elements

    /// Sets an element. `key` and `value` have exactly the map's sizes; a per-CPU map takes one value for all CPUs, or the values of all
    /// possible CPUs one after the other, each padded to 8 bytes.
    ///
    /// Task storage takes a pidfd as its key (`pidfd_open`; for threads with PIDFD_THREAD, Linux 6.9 and later).
    package func update<Key: BitwiseCopyable, Value: BitwiseCopyable>(map: String, key: Key, value: Value) throws(KernelError) {
        let map = try self.map(map)
        try withBytes(of: key) { (key) throws(KernelError) in
            try withBytes(of: value) { (value) throws(KernelError) in try map.update(key: key, value: value, flags: 0) }
        }
    }

    /// Adds an element unless there is one; answers whether it was added.
    package func insert<Key: BitwiseCopyable>(map: String, key: Key, bytes: [UInt8]) throws(KernelError) -> Bool {
        let map = try self.map(map)
        do {
            try withBytes(of: key) { (key) throws(KernelError) in
                try withBytes(of: bytes) { (value) throws(KernelError) in
                    try map.update(key: key, value: value, flags: UInt64(BPF_NOEXIST))
                }
            }
            return true
        } catch .mapAccess(_, _, let error) where error == EEXIST {
            return false
        }
    }

    /// Sets an element from bytes.
    package func update<Key: BitwiseCopyable>(map: String, key: Key, bytes: [UInt8]) throws(KernelError) {
        let map = try self.map(map)
        try withBytes(of: key) { (key) throws(KernelError) in
            try withBytes(of: bytes) { (value) throws(KernelError) in try map.update(key: key, value: value, flags: 0) }
        }
    }

    /// Sets an element from bytes, with a key from bytes.
    package func update(map: String, keyBytes: [UInt8], bytes: [UInt8]) throws(KernelError) {
        let map = try self.map(map)
        try withBytes(of: keyBytes) { (key) throws(KernelError) in
            try withBytes(of: bytes) { (value) throws(KernelError) in try map.update(key: key, value: value, flags: 0) }
        }
    }

    /// Deletes an element; answers whether there was one.
    @discardableResult
    package func delete<Key: BitwiseCopyable>(map: String, key: Key) throws(KernelError) -> Bool {
        let map = try self.map(map)
        return try withBytes(of: key) { (key) throws(KernelError) in try map.delete(key: key) }
    }

    /// Deletes an element whose key is given as bytes; answers whether there was one.
    @discardableResult
    package func delete(map: String, keyBytes: [UInt8]) throws(KernelError) -> Bool {
        let map = try self.map(map)
        return try withBytes(of: keyBytes) { (key) throws(KernelError) in try map.delete(key: key) }
    }

    /// The bytes of an element, or nil when there is none; of a per-CPU map the values of all possible CPUs, each padded to 8 bytes.
    package func lookup<Key: BitwiseCopyable>(map: String, key: Key) throws(KernelError) -> [UInt8]? {
        let map = try self.map(map)
        return try withBytes(of: key) { (key) throws(KernelError) in try KernelObject.lookup(map, key) }
    }

    /// The bytes of an element whose key is given as bytes, or nil.
    package func lookup(map: String, keyBytes: [UInt8]) throws(KernelError) -> [UInt8]? {
        let map = try self.map(map)
        return try withBytes(of: keyBytes) { (key) throws(KernelError) in try KernelObject.lookup(map, key) }
    }

    /// An element as a value of a type of exactly its size, or nil when there is none.
    package func lookup<Key: BitwiseCopyable, Value: BitwiseCopyable>(
        map: String, key: Key, as type: Value.Type
    ) throws(KernelError) -> Value? {
        guard let bytes = try lookup(map: map, key: key) else { return nil }
        guard bytes.count == MemoryLayout<Value>.size else {
            throw .elementSize(map: map, expected: bytes.count, given: MemoryLayout<Value>.size)
        }
        return bytes.withUnsafeBytes { $0.loadUnaligned(as: Value.self) }
    }

    /// The value of each possible CPU in an element of a per-CPU map.
    package func lookupPerCPU<Key: BitwiseCopyable, Value: BitwiseCopyable>(
        map: String, key: Key, as type: Value.Type
    ) throws(KernelError) -> [Value] {
        let step = try self.map(map).paddedValueSize
        guard let bytes = try lookup(map: map, key: key), step >= MemoryLayout<Value>.size else { return [] }
        return bytes.withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count, by: step).map { bytes.loadUnaligned(fromByteOffset: $0, as: Value.self) }
        }
    }

    /// All keys of a hash map, as bytes. Elements that come and go meanwhile may be missed or seen twice.
    package func keys(map: String) throws(KernelError) -> [[UInt8]] {
        let map = try self.map(map)
        var keys: [[UInt8]] = []
        var next = [UInt8](repeating: 0, count: map.blueprint.keySize)
        // Each key is found from the one before; a bound keeps a map that changes all the time from holding the caller for ever.
        for _ in 0..<max(map.blueprint.maximumEntries, 1) {
            let previous = keys.last
            let found = try withMutableBytes(of: &next) { (next) throws(KernelError) -> Bool in
                guard let previous else { return try map.nextKey(after: nil, into: next) }
                return try withBytes(of: previous) { (key) throws(KernelError) in try map.nextKey(after: key, into: next) }
            }
            guard found else { break }
            keys.append(next)
        }
        return keys
    }

    /// Puts a cgroup v2 directory into a slot of a cgroup array.
    package func setCgroup(map: String, index: Int, path: String) throws(KernelError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .noCgroup(path: path, error: errno) }
        let owned = OwnedDescriptor(descriptor)
        do {
            try update(map: map, key: UInt32(truncatingIfNeeded: index), value: owned.number)
        } catch {
            // The kernel takes only directories of a cgroup v2 mount (cgroup_get_from_fd).
            guard case .mapAccess(_, _, let number) = error, number == EBADF || number == EINVAL else { throw error }
            throw .noCgroup(path: path, error: number)
        }
    }

    private static func lookup(_ map: MapDescriptor, _ key: UnsafeRawBufferPointer) throws(KernelError) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: map.elementSize)
        let found = try withMutableBytes(of: &bytes) { (value) throws(KernelError) in try map.lookup(key: key, into: value) }
        return found ? bytes : nil
    }

    private func map(_ name: String) throws(KernelError) -> MapDescriptor {
        guard let map = maps[name] else { throw .noMap(name) }
        return map
    }

    // MARK: Mapped maps

    /// A reader of a ring buffer map. The kernel allows several, but records go to whoever comes first: make one.
    package func ringReader(map: String) throws(KernelError) -> RingReader {
        try RingReader(try self.map(map))
    }

    /// The values of a mappable array, as memory.
    package func mappedArray(map: String) throws(KernelError) -> MappedArray {
        try MappedArray(try self.map(map))
    }
}

// The standard library's `withUnsafeBytes` functions pass typed errors on only for some of the types used here.

private func withBytes<Value: BitwiseCopyable, Answer>(
    of value: Value, _ body: (UnsafeRawBufferPointer) throws(KernelError) -> Answer
) throws(KernelError) -> Answer {
    let result: Result<Answer, KernelError> = withUnsafeBytes(of: value) { bytes in
        do throws(KernelError) { return .success(try body(bytes)) } catch { return .failure(error) }
    }
    return try result.get()
}

private func withBytes<Answer>(
    of value: [UInt8], _ body: (UnsafeRawBufferPointer) throws(KernelError) -> Answer
) throws(KernelError) -> Answer {
    let result: Result<Answer, KernelError> = value.withUnsafeBytes { bytes in
        do throws(KernelError) { return .success(try body(bytes)) } catch { return .failure(error) }
    }
    return try result.get()
}

private func withMutableBytes<Answer>(
    of value: inout [UInt8], _ body: (UnsafeMutableRawBufferPointer) throws(KernelError) -> Answer
) throws(KernelError) -> Answer {
    let result: Result<Answer, KernelError> = value.withUnsafeMutableBytes { bytes in
        do throws(KernelError) { return .success(try body(bytes)) } catch { return .failure(error) }
    }
    return try result.get()
}
