import Bytecode

/// Why a program cannot go on: something that the kernel's verifier would have refused, or a mistake of the test.
struct Fault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// A piece of kernel memory with an address of its own. The next piece is 256 MiB away, so whatever runs over an end hits nothing.
final class Region {
    enum Access {
        /// Loads and stores of the program: stack, map values, ring reservations.
        case direct
        /// Loads only: contexts, and the number that an iterator lends.
        case readOnly
        /// Loads through named fields only: structures whose pointers BTF types.
        case fields(of: String)
        /// `probe_read_kernel` only: what is behind a pointer that is a mere number to the program.
        case helpersOnly
    }

    static let spacing: UInt64 = 1 << 28

    let name: String
    let base: UInt64
    let access: Access
    var bytes: [UInt8]
    /// Which bytes have a value, where the verifier or a reader would mind one that has not.
    private(set) var written: [Bool]?

    init(_ name: String, base: UInt64, size: Int, access: Access, tracksWrites: Bool = false) {
        self.name = name
        self.base = base
        self.access = access
        bytes = [UInt8](repeating: tracksWrites ? 0xa5 : 0, count: size)
        written = tracksWrites ? [Bool](repeating: false, count: size) : nil
    }

    /// The index of an address, when `count` bytes from there lie inside.
    func offset(_ address: UInt64, count: Int) throws -> Int {
        let offset = Int(address &- base)
        guard count >= 0, offset + count <= bytes.count else {
            throw Fault("\(count) bytes at \(offset) leave \(name), which has \(bytes.count)")
        }
        return offset
    }

    func load(_ offset: Int, _ count: Int) throws -> UInt64 {
        if written != nil { try checkWritten(offset, count) }
        var value: UInt64 = 0
        var index = count
        while index > 0 {
            index -= 1
            value = value << 8 | UInt64(bytes[offset + index])
        }
        return value
    }

    func store(_ offset: Int, _ count: Int, _ value: UInt64) {
        var rest = value
        var index = offset
        while index < offset + count {
            bytes[index] = UInt8(truncatingIfNeeded: rest)
            rest >>= 8
            written?[index] = true
            index += 1
        }
    }

    func store(_ offset: Int, _ content: some Collection<UInt8>) {
        bytes.replaceSubrange(offset..<offset + content.count, with: content)
        written?.replaceSubrange(offset..<offset + content.count, with: repeatElement(true, count: content.count))
    }

    func checkWritten(_ offset: Int, _ count: Int) throws {
        guard let written else { return }
        var index = offset
        while index < offset + count {
            guard written[index] else { throw Fault("byte \(index) of \(name) is read and was never written") }
            index += 1
        }
    }
}

/// The memory of a process: pages that are there or not.
struct UserMemory {
    static let pageSize = 4096

    private var pages: [UInt64: [UInt8]] = [:]

    /// Maps the pages that the bytes touch and writes them.
    mutating func write(_ content: some Sequence<UInt8>, at address: UInt64) {
        var rest = Array(content)[...]
        var place = address
        while !rest.isEmpty {
            let start = Int(place % 4096)
            let piece = rest.prefix(Self.pageSize - start)
            var page = pages.removeValue(forKey: place / 4096) ?? [UInt8](repeating: 0, count: Self.pageSize)
            page.replaceSubrange(start..<start + piece.count, with: piece)
            pages[place / 4096] = page
            rest = rest.dropFirst(piece.count)
            place += UInt64(piece.count)
        }
    }

    /// As `copy_from_user_nofault`: all or nothing.
    func read(_ address: UInt64, _ count: Int) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(count)
        var place = address
        while result.count < count {
            guard let page = pages[place / 4096] else { return nil }
            let start = Int(place % 4096)
            let length = min(count - result.count, Self.pageSize - start)
            result += page[start..<start + length]
            place += UInt64(length)
        }
        return result
    }

    /// As `strncpy_from_user_nofault`: at most `size` bytes with the NUL, which takes the place of the last when the string is longer.
    func readString(_ address: UInt64, size: Int) -> [UInt8]? {
        var result: [UInt8] = []
        var place = address
        while result.count < size {
            guard let page = pages[place / 4096] else { return nil }
            let piece = page[Int(place % 4096)...].prefix(size - result.count)
            if let end = piece.firstIndex(of: 0) { return result + piece[...end] }
            result += piece
            place += UInt64(piece.count)
        }
        result[size - 1] = 0
        return result
    }
}

/// The structures of a kernel that exists only here. Offsets of `pt_regs` are x86-64's; the others are made up, so that nothing works by chance.
enum FakeKernel {
    struct Place {
        var offset: Int
        var size: Int
    }

    static let registers = [
        "r15", "r14", "r13", "r12", "bp", "bx", "r11", "r10", "r9", "r8", "ax", "cx", "dx", "si", "di", "orig_ax", "ip", "cs", "flags",
        "sp", "ss",
    ]

    private static let fields: [KernelField: Place] = {
        var result: [KernelField: Place] = [
            KernelField("task_struct", "thread_info.status"): Place(offset: 12, size: 4),
            KernelField("task_struct", "pid"): Place(offset: 40, size: 4),
            KernelField("task_struct", "tgid"): Place(offset: 44, size: 4),
            KernelField("task_struct", "exit_code"): Place(offset: 52, size: 4),
            KernelField("task_struct", "mm"): Place(offset: 72, size: 8),
            KernelField("task_struct", "blocked.sig"): Place(offset: 88, size: 8),
            KernelField("task_struct", "signal"): Place(offset: 104, size: 8),
            KernelField("signal_struct", "flags"): Place(offset: 20, size: 4),
            KernelField("signal_struct", "group_exit_code"): Place(offset: 28, size: 4),
            KernelField("linux_binprm", "filename"): Place(offset: 24, size: 8),
            KernelField("linux_binprm", "interp"): Place(offset: 48, size: 8),
            KernelField("linux_binprm", "envc"): Place(offset: 36, size: 4),
            KernelField("mm_struct", "arg_start"): Place(offset: 16, size: 8),
            KernelField("mm_struct", "arg_end"): Place(offset: 24, size: 8),
            KernelField("mm_struct", "env_start"): Place(offset: 40, size: 8),
            KernelField("mm_struct", "env_end"): Place(offset: 48, size: 8),
        ]
        for (index, name) in registers.enumerated() { result[KernelField("pt_regs", name)] = Place(offset: 8 * index, size: 8) }
        return result
    }()

    static func place(_ field: KernelField) throws -> Place {
        guard let place = fields[field] else { throw Fault("this kernel has no field \(field)") }
        return place
    }
}
