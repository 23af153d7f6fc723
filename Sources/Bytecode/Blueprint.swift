/// The kinds of map that blueprints use (include/uapi/linux/bpf.h, `enum bpf_map_type`).
package enum MapKind: UInt32, Sendable {
    case hash = 1
    case array = 2
    case programArray = 3
    case perCPUArray = 6
    case cgroupArray = 8
    case ringBuffer = 27
    case taskStorage = 29
}

/// A map to be made: a plain description that does not depend on the host.
package struct MapBlueprint: Hashable, Sendable {
    /// Unique within the blueprint; letters, digits and `_`, at most 15 (the kernel's BPF_OBJ_NAME_LEN less one).
    package var name: String
    package var kind: MapKind
    /// Bytes of a key: 4 for arrays and task storage, 0 for ring buffers.
    package var keySize: Int
    /// Bytes of a value; 0 for ring buffers.
    package var valueSize: Int
    /// Entries; for a ring buffer its bytes, a power of two and a multiple of the page size; 0 for task storage.
    package var maximumEntries: Int
    /// Whether user space may map the values (BPF_F_MMAPABLE; arrays only).
    package var isMappable: Bool

    package init(_ name: String, _ kind: MapKind, keySize: Int = 4, valueSize: Int, maximumEntries: Int, isMappable: Bool = false) {
        self.name = name
        self.kind = kind
        self.keySize = keySize
        self.valueSize = valueSize
        self.maximumEntries = maximumEntries
        self.isMappable = isMappable
    }
}

/// A program to be loaded: instructions with jumps resolved and kernel names still symbolic.
package struct ProgramBlueprint: Hashable, Sendable {
    /// Unique within the blueprint; letters, digits and `_`. The kernel keeps the first 15.
    package var name: String
    /// The kernel tracepoint whose BTF-typed arguments the program gets as its context: `sys_exit` stands for the typedef `btf_trace_sys_exit`.
    package var tracepoint: String
    package var instructions: [Instruction]
    /// Remarks by instruction index, for listings.
    package var comments: [Int: String]

    package init(name: String, tracepoint: String, instructions: [Instruction], comments: [Int: String] = [:]) {
        self.name = name
        self.tracepoint = tracepoint
        self.instructions = instructions
        self.comments = comments
    }
}

/// A slot of a program array that is to hold a program.
package struct SlotBlueprint: Hashable, Sendable {
    package var map: String
    package var index: Int
    package var program: String

    package init(map: String, index: Int, program: String) {
        self.map = map
        self.index = index
        self.program = program
    }
}

/// An element of an array map that has a value from the start.
package struct ContentBlueprint: Hashable, Sendable {
    package var map: String
    package var index: Int
    /// Exactly the map's value size.
    package var bytes: [UInt8]

    package init(map: String, index: Int, bytes: [UInt8]) {
        self.map = map
        self.index = index
        self.bytes = bytes
    }
}

/// Everything that one session puts into the kernel, before it is put there.
///
/// A blueprint is the same on every host. `Kernel` turns it into an object (maps made, programs loaded, slots filled) and attaches `attached`,
/// in the order given.
package struct Blueprint: Hashable, Sendable {
    package var maps: [MapBlueprint]
    package var programs: [ProgramBlueprint]
    package var slots: [SlotBlueprint]
    /// What the array maps hold from the start.
    package var contents: [ContentBlueprint] = []
    /// Names of the programs that are attached to their tracepoints; the others are reached through slots.
    package var attached: [String]

    package init(
        maps: [MapBlueprint] = [], programs: [ProgramBlueprint] = [], slots: [SlotBlueprint] = [], attached: [String] = []
    ) {
        self.maps = maps
        self.programs = programs
        self.slots = slots
        self.attached = attached
    }
}
