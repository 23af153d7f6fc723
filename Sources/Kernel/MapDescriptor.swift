import Bytecode
internal import CLibbpf
import Glibc

/// A file descriptor that is closed with its last reference.
final class OwnedDescriptor: Sendable {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    deinit { close(number) }
}

/// A map in the kernel, and the description that it was made from.
struct MapDescriptor: Sendable {
    let blueprint: MapBlueprint
    let descriptor: OwnedDescriptor

    /// Makes the map. libbpf raises RLIMIT_MEMLOCK by itself on kernels before 5.11, which count maps against it.
    ///
    /// - Throws: `.mapNotCreated`, `.notPermitted`, `.noBPF`.
    init(_ blueprint: MapBlueprint) throws(KernelError) {
        self.blueprint = blueprint
        var options = bpf_map_create_opts()
        options.sz = MemoryLayout<bpf_map_create_opts>.size
        if blueprint.isMappable { options.map_flags |= UInt32(BPF_F_MMAPABLE) }

        var storageTypes: StorageTypes?
        if blueprint.kind == .taskStorage {
            // Local storage exists only without preallocation and with typed keys and values (kernel: bpf_local_storage_map_alloc_check).
            let types = try StorageTypes(valueSize: blueprint.valueSize, map: blueprint.name)
            options.map_flags |= UInt32(BPF_F_NO_PREALLOC)
            options.btf_fd = UInt32(bitPattern: types.descriptor)
            options.btf_key_type_id = types.key
            options.btf_value_type_id = types.value
            storageTypes = types
        }
        let result = withExtendedLifetime(storageTypes) {
            bpf_map_create(
                bpf_map_type(rawValue: blueprint.kind.rawValue), blueprint.name, UInt32(clamping: blueprint.keySize),
                UInt32(clamping: blueprint.valueSize), UInt32(clamping: blueprint.maximumEntries), &options)
        }
        guard result >= 0 else { throw MapDescriptor.refusal(-result, name: blueprint.name) }
        descriptor = OwnedDescriptor(result)
    }

    fileprivate static func refusal(_ error: Int32, name: String) -> KernelError {
        switch error {
        case ENOSYS: .noBPF
        case EPERM: .notPermitted(action: "make eBPF maps")
        default: .mapNotCreated(name: name, error: error)
        }
    }

    /// Bytes that one element has for user space: per-CPU maps hand over the values of all possible CPUs, each padded to 8 bytes.
    var elementSize: Int {
        blueprint.kind == .perCPUArray ? MapDescriptor.possibleProcessors * paddedValueSize : blueprint.valueSize
    }

    var paddedValueSize: Int { (blueprint.valueSize + 7) & ~7 }

    /// CPUs that the kernel keeps per-CPU values for, whether they are online or not.
    static let possibleProcessors = max(Int(libbpf_num_possible_cpus()), 1)

    // MARK: Elements

    func update(key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer, flags: UInt64) throws(KernelError) {
        try check(key)
        if blueprint.kind == .perCPUArray, value.count == blueprint.valueSize {
            // One value for all CPUs.
            let copies = UnsafeMutableRawBufferPointer.allocate(byteCount: elementSize, alignment: 8)
            defer { copies.deallocate() }
            copies.initializeMemory(as: UInt8.self, repeating: 0)
            for processor in 0..<MapDescriptor.possibleProcessors {
                UnsafeMutableRawBufferPointer(rebasing: copies[(processor * paddedValueSize)...]).copyMemory(from: value)
            }
            return try update(checkedKey: key, value: UnsafeRawBufferPointer(copies), flags: flags)
        }
        guard value.count == elementSize else {
            throw .elementSize(map: blueprint.name, expected: elementSize, given: value.count)
        }
        try update(checkedKey: key, value: value, flags: flags)
    }

    private func update(checkedKey key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer, flags: UInt64) throws(KernelError) {
        let result = bpf_map_update_elem(descriptor.number, key.baseAddress, value.baseAddress, flags)
        guard result == 0 else { throw failure(-result, "change an element of") }
    }

    /// Answers whether there was such an element.
    func delete(key: UnsafeRawBufferPointer) throws(KernelError) -> Bool {
        try check(key)
        let result = bpf_map_delete_elem(descriptor.number, key.baseAddress)
        if result == -ENOENT { return false }
        guard result == 0 else { throw failure(-result, "delete an element of") }
        return true
    }

    func lookup(key: UnsafeRawBufferPointer, into value: UnsafeMutableRawBufferPointer) throws(KernelError) -> Bool {
        try check(key)
        guard value.count == elementSize else {
            throw .elementSize(map: blueprint.name, expected: elementSize, given: value.count)
        }
        let result = bpf_map_lookup_elem(descriptor.number, key.baseAddress, value.baseAddress)
        if result == -ENOENT { return false }
        guard result == 0 else { throw failure(-result, "read an element of") }
        return true
    }

    func nextKey(after key: UnsafeRawBufferPointer?, into next: UnsafeMutableRawBufferPointer) throws(KernelError) -> Bool {
        let result = bpf_map_get_next_key(descriptor.number, key?.baseAddress, next.baseAddress)
        if result == -ENOENT { return false }
        guard result == 0 else { throw failure(-result, "list the keys of") }
        return true
    }

    private func check(_ key: UnsafeRawBufferPointer) throws(KernelError) {
        guard key.count == blueprint.keySize else {
            throw .elementSize(map: blueprint.name, expected: blueprint.keySize, given: key.count)
        }
    }

    private func failure(_ error: Int32, _ action: String) -> KernelError {
        error == EPERM ? .notPermitted(action: "\(action) eBPF maps") : .mapAccess(map: blueprint.name, action: action, error: error)
    }
}

/// A description of two types, which the kernel asks for before it makes task storage: an int for the key, bytes for the value.
private final class StorageTypes {
    private let types: OpaquePointer
    let key: UInt32
    let value: UInt32

    var descriptor: Int32 { btf__fd(types) }

    init(valueSize: Int, map: String) throws(KernelError) {
        guard let types = btf__new_empty() else { throw .mapNotCreated(name: map, error: errno) }
        self.types = types
        let integer = btf__add_int(types, "int", 4, Int32(BTF_INT_SIGNED))
        let byte = btf__add_int(types, "unsigned char", 1, 0)
        let array = btf__add_array(types, integer, byte, UInt32(clamping: valueSize))
        key = UInt32(max(integer, 0))
        value = UInt32(max(array, 0))
        guard integer > 0, byte > 0, array > 0 else { throw .mapNotCreated(name: map, error: ENOMEM) }
        let result = btf__load_into_kernel(types)
        guard result == 0 else { throw MapDescriptor.refusal(-result, name: map) }
    }

    deinit { btf__free(types) }
}
