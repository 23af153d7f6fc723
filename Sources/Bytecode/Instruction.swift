/// One of the eleven registers of the eBPF machine.
///
/// r0 holds results, r1–r5 are arguments and are lost in every call, r6–r9 survive calls, r10 is the read-only frame pointer
/// (kernel: Documentation/bpf/standardization/instruction-set.rst, "Registers and calling convention").
package enum Register: UInt8, Sendable, CaseIterable {
    case r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10
}

/// The width of a load or a store.
///
/// ```
///   opcode of a load or store:   7 6 5   4 3    2 1 0
///                                mode    size   class
/// ```
package enum Width: UInt8, Sendable {
    case word = 0x00  // 4 bytes
    case half = 0x08  // 2 bytes
    case byte = 0x10  // 1 byte
    case double = 0x18  // 8 bytes

    /// Bytes read or written.
    package var bytes: Int {
        switch self {
        case .byte: 1
        case .half: 2
        case .word: 4
        case .double: 8
        }
    }

    /// The width that moves `bytes` bytes, or nil if no single access does.
    package init?(bytes: Int) {
        switch bytes {
        case 1: self = .byte
        case 2: self = .half
        case 4: self = .word
        case 8: self = .double
        default: return nil
        }
    }
}

/// An arithmetic operation: the high four bits of an ALU opcode.
package enum Operation: UInt8, Sendable {
    case add = 0x00
    case subtract = 0x10
    case multiply = 0x20
    case divide = 0x30
    case or = 0x40
    case and = 0x50
    case shiftLeft = 0x60
    case shiftRight = 0x70
    case negate = 0x80
    case modulo = 0x90
    case xor = 0xa0
    case move = 0xb0
    case arithmeticShiftRight = 0xc0
}

/// A condition: the high four bits of a jump opcode.
package enum Condition: UInt8, Sendable {
    case equal = 0x10
    case greater = 0x20
    case greaterOrEqual = 0x30
    case anyBitSet = 0x40
    case notEqual = 0x50
    case signedGreater = 0x60
    case signedGreaterOrEqual = 0x70
    case less = 0xa0
    case lessOrEqual = 0xb0
    case signedLess = 0xc0
    case signedLessOrEqual = 0xd0
}

/// A field of a kernel structure, named until load time.
///
/// The path may pass through embedded structures (`"thread_info.status"`) but not through pointers. `Kernel` resolves it through the BTF of the
/// running kernel; anonymous unions and structures on the way are transparent.
package struct KernelField: Hashable, Sendable, CustomStringConvertible {
    /// The structure's tag, without `struct`.
    package let structure: String
    /// Member names, joined by dots.
    package let path: String

    package init(_ structure: String, _ path: String) {
        self.structure = structure
        self.path = path
    }

    package var description: String { "\(structure).\(path)" }
}

/// What an instruction points to that is not a number yet when the program is written.
package enum Reference: Hashable, Sendable {
    /// A place in the same program. Resolved by the assembler into `offset`.
    case label(Label)
    /// A map of the same blueprint: its file descriptor goes into the 64-bit immediate.
    case map(String)
    /// Byte offset of a kernel field, added to `offset` of a load, or put into the immediate of a move.
    case field(KernelField)
    /// BTF id of a kernel type (`struct` tag), put into the immediate.
    case type(String)
    /// BTF id of a kernel function, put into the immediate of a call.
    case function(String)
}

/// A place in a program. Made by `Assembler.label(_:)`, bound once by `Assembler.bind(_:)`.
package struct Label: Hashable, Sendable {
    package let name: String
    package let serial: Int
}

/// One eBPF instruction, 8 bytes, with what is still symbolic about it.
///
/// ```
///   bits   63 … 32      31 … 16   15 … 12   11 … 8   7 … 0
///          immediate    offset    source    target   opcode
/// ```
/// A 64-bit immediate load is two instructions; the second has opcode 0 and carries the high half.
package struct Instruction: Hashable, Sendable {
    package var opcode: UInt8
    package var target: UInt8
    package var source: UInt8
    package var offset: Int16
    package var immediate: Int32
    package var reference: Reference?

    package init(
        opcode: UInt8, target: UInt8 = 0, source: UInt8 = 0, offset: Int16 = 0, immediate: Int32 = 0, reference: Reference? = nil
    ) {
        self.opcode = opcode
        self.target = target
        self.source = source
        self.offset = offset
        self.immediate = immediate
        self.reference = reference
    }

    /// The instruction as the kernel takes it, in host byte order of a little-endian machine. Meaningful once nothing is symbolic.
    package var encoded: UInt64 {
        UInt64(opcode) | UInt64(target) << 8 | UInt64(source) << 12 | UInt64(UInt16(bitPattern: offset)) << 16
            | UInt64(UInt32(bitPattern: immediate)) << 32
    }
}

/// Opcode classes, sizes and modes (kernel: include/uapi/linux/bpf.h and bpf_common.h).
package enum Opcode {
    package static let loadImmediate: UInt8 = 0x18
    package static let loadMemory: UInt8 = 0x61
    package static let loadMemorySigned: UInt8 = 0x81
    package static let storeImmediate: UInt8 = 0x62
    package static let storeRegister: UInt8 = 0x63
    package static let atomic: UInt8 = 0xc3
    package static let alu64: UInt8 = 0x07
    package static let alu32: UInt8 = 0x04
    package static let jump64: UInt8 = 0x05
    package static let jump32: UInt8 = 0x06
    /// Set in ALU and jump opcodes when the second operand is a register.
    package static let fromRegister: UInt8 = 0x08
    package static let jumpAlways: UInt8 = 0x05
    package static let call: UInt8 = 0x85
    package static let exit: UInt8 = 0x95
    package static let byteSwap: UInt8 = 0xd4
    /// `source` of a 64-bit immediate load that carries a map's file descriptor (BPF_PSEUDO_MAP_FD).
    package static let pseudoMap: UInt8 = 1
    /// `source` of a call to a kernel function by BTF id (BPF_PSEUDO_KFUNC_CALL).
    package static let pseudoFunction: UInt8 = 2
}

/// The kernel's helper functions that the compiler calls (include/uapi/linux/bpf.h, `___BPF_FUNC_MAPPER`).
package enum Helper: Int32, Sendable, CaseIterable {
    case mapLookupElement = 1
    case mapUpdateElement = 2
    case mapDeleteElement = 3
    case ktimeGetNanoseconds = 5
    case getProcessorIdentifier = 8
    case tailCall = 12
    case getCurrentProcessThread = 14
    case getCurrentUser = 15
    case getCurrentCommand = 16
    case getCurrentTask = 35
    case currentTaskUnderCgroup = 37
    case getCurrentCgroup = 80
    case probeReadUser = 112
    case probeReadKernel = 113
    case probeReadUserString = 114
    case probeReadKernelString = 115
    case ringBufferOutput = 130
    case ringBufferReserve = 131
    case ringBufferSubmit = 132
    case ringBufferDiscard = 133
    case taskStorageGet = 156
    case taskStorageDelete = 157
    case getCurrentTaskTrusted = 158
    case taskRegisters = 175
    case loop = 181

    /// The kernel's own name of the helper, as the verifier log prints it.
    package var kernelName: String {
        switch self {
        case .mapLookupElement: "map_lookup_elem"
        case .mapUpdateElement: "map_update_elem"
        case .mapDeleteElement: "map_delete_elem"
        case .ktimeGetNanoseconds: "ktime_get_ns"
        case .getProcessorIdentifier: "get_smp_processor_id"
        case .tailCall: "tail_call"
        case .getCurrentProcessThread: "get_current_pid_tgid"
        case .getCurrentUser: "get_current_uid_gid"
        case .getCurrentCommand: "get_current_comm"
        case .getCurrentTask: "get_current_task"
        case .currentTaskUnderCgroup: "current_task_under_cgroup"
        case .getCurrentCgroup: "get_current_cgroup_id"
        case .probeReadUser: "probe_read_user"
        case .probeReadKernel: "probe_read_kernel"
        case .probeReadUserString: "probe_read_user_str"
        case .probeReadKernelString: "probe_read_kernel_str"
        case .ringBufferOutput: "ringbuf_output"
        case .ringBufferReserve: "ringbuf_reserve"
        case .ringBufferSubmit: "ringbuf_submit"
        case .ringBufferDiscard: "ringbuf_discard"
        case .taskStorageGet: "task_storage_get"
        case .taskStorageDelete: "task_storage_delete"
        case .getCurrentTaskTrusted: "get_current_task_btf"
        case .taskRegisters: "task_pt_regs"
        case .loop: "loop"
        }
    }
}
