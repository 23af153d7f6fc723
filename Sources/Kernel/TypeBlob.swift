import Glibc

/// The bytes of one BTF description and where each of its types begins.
///
/// ```
///   header   u16 magic 0xeb9f, u8 version, u8 flags, u32 header length, u32 type offset, length, string offset, length
///   type     u32 name, u32 info, u32 size or type, then a tail that depends on the kind
///   info     bit 31: flag    bits 28 … 24: kind    bits 15 … 0: count of members
/// ```
/// (kernel: Documentation/bpf/btf.rst). libbpf takes about 7 ms to parse the same 5.5 MB, because it also checks and indexes what nobody
/// asks for; one pass that only notes offsets and compares names takes less than 2 ms, and a session starts that much sooner.
///
/// Every offset found in the data is checked before it is followed, so damaged data ends in an error and never in a stray read.
final class TypeBlob: Sendable {
    enum Kind {
        static let integer: UInt32 = 1
        static let pointer: UInt32 = 2
        static let array: UInt32 = 3
        static let structure: UInt32 = 4
        static let union: UInt32 = 5
        static let enumeration: UInt32 = 6
        static let typedef: UInt32 = 8
        static let volatile: UInt32 = 9
        static let constant: UInt32 = 10
        static let restrict: UInt32 = 11
        static let function: UInt32 = 12
        static let functionPrototype: UInt32 = 13
        static let variable: UInt32 = 14
        static let dataSection: UInt32 = 15
        static let float: UInt32 = 16
        static let declarationTag: UInt32 = 17
        static let typeTag: UInt32 = 18
        static let enumeration64: UInt32 = 19
    }

    /// The first three words of a type.
    struct Header {
        var name: Int
        var kind: UInt32
        /// Bit 31 of `info`: members of a structure carry a bit-field size in the high byte of their offset.
        var flag: Bool
        var count: Int
        /// Bytes, or the id of the type that this one refers to.
        var sizeOrType: UInt32
    }

    /// A member of a structure or union.
    struct Member {
        var name: Int
        var type: UInt32
        var bitOffset: Int
        var bitFieldSize: Int
    }

    /// Bytes before the tail of a type.
    static let headerSize = 12
    static let memberSize = 12

    let bytes: Memory
    private let strings: Range<Int>
    /// Where the type with an id stands, less the section's start; index 0 is `void` and means nothing.
    private let offsets: [UInt32]
    private let typesStart: Int

    /// Reads the whole description once and reports each named structure, union, typedef and function to `visit`.
    ///
    /// - Throws: `KernelError.malformedTypeInformation`.
    init(_ memory: Memory, wanted: NameFilter, found: (_ request: Int, _ identifier: UInt32) -> Void) throws(KernelError) {
        bytes = memory
        let count = memory.bytes.count
        guard count >= 24 else { throw .malformedTypeInformation(offset: 0, reason: "the header is cut short") }
        guard memory.word16(0) == 0xeb9f else {
            throw .malformedTypeInformation(offset: 0, reason: "it does not begin with the number eb9f")
        }
        let headerLength = Int(memory.word(4))
        guard headerLength >= 24, headerLength <= count else {
            throw .malformedTypeInformation(offset: 4, reason: "the header claims \(headerLength) bytes")
        }
        let types = headerLength + Int(memory.word(8))
        let typesEnd = types + Int(memory.word(12))
        guard typesEnd <= count else { throw .malformedTypeInformation(offset: 8, reason: "the types end behind the data") }
        let stringsStart = headerLength + Int(memory.word(16))
        let stringsEnd = stringsStart + Int(memory.word(20))
        guard stringsStart < stringsEnd, stringsEnd <= count else {
            throw .malformedTypeInformation(offset: 16, reason: "the strings end behind the data")
        }
        // With a NUL at the very end every name that begins inside the section also ends inside it.
        guard memory.byte(stringsEnd - 1) == 0 else {
            throw .malformedTypeInformation(offset: stringsEnd - 1, reason: "the last string has no end")
        }
        strings = stringsStart..<stringsEnd
        typesStart = types
        offsets = try TypeBlob.walk(memory, types: types..<typesEnd, strings: strings, wanted: wanted, found: found)
    }

    /// Walks over all types, from id 1 on; answers where each stands.
    private static func walk(
        _ memory: Memory, types: Range<Int>, strings: Range<Int>, wanted: NameFilter, found: (Int, UInt32) -> Void
    ) throws(KernelError) -> [UInt32] {
        var offsets: [UInt32] = [0]
        offsets.reserveCapacity(types.count / 24)
        var position = types.lowerBound
        while position < types.upperBound {
            guard position + headerSize <= types.upperBound else {
                throw .malformedTypeInformation(offset: position, reason: "a type is cut short")
            }
            let info = memory.word(position + 4)
            let kind = info >> 24 & 0x1f
            guard let tail = tailSize(kind: kind, count: Int(info & 0xffff)) else {
                throw .malformedTypeInformation(offset: position, reason: "kind \(kind) is unknown")
            }
            let next = position + headerSize + tail
            guard next <= types.upperBound else {
                throw .malformedTypeInformation(offset: position, reason: "the members end behind the types")
            }
            if wanted.kinds & (1 << kind) != 0 {
                let name = strings.lowerBound + Int(memory.word(position))
                if let request = wanted.match(memory, kind: kind, at: name, before: strings.upperBound) {
                    found(request, UInt32(truncatingIfNeeded: offsets.count))
                }
            }
            offsets.append(UInt32(truncatingIfNeeded: position - types.lowerBound))
            position = next
        }
        return offsets
    }

    /// Walks again, for names that were not asked for the first time.
    func find(_ wanted: NameFilter, found: (_ request: Int, _ identifier: UInt32) -> Void) {
        for identifier in 1..<UInt32(max(offsets.count, 1)) {
            let position = typesStart + Int(offsets[Int(identifier)])
            let kind = bytes.word(position + 4) >> 24 & 0x1f
            guard wanted.kinds & (1 << kind) != 0 else { continue }
            let name = strings.lowerBound + Int(bytes.word(position))
            guard let request = wanted.match(bytes, kind: kind, at: name, before: strings.upperBound) else { continue }
            found(request, identifier)
        }
    }

    /// Bytes behind the three header words, or nil for a kind that this kernel generation does not have.
    private static func tailSize(kind: UInt32, count: Int) -> Int? {
        switch kind {
        case Kind.structure, Kind.union, Kind.dataSection, Kind.enumeration64: count * 12
        case Kind.enumeration, Kind.functionPrototype: count * 8
        case Kind.array: 12
        case Kind.integer, Kind.variable, Kind.declarationTag: 4
        case Kind.pointer, 7, Kind.typedef, Kind.volatile, Kind.constant, Kind.restrict, Kind.function, Kind.float, Kind.typeTag: 0
        default: nil
        }
    }

    /// The type with an id.
    func header(_ identifier: UInt32) throws(KernelError) -> Header {
        let position = try position(identifier)
        let info = bytes.word(position + 4)
        return Header(
            name: Int(bytes.word(position)), kind: info >> 24 & 0x1f, flag: info >> 31 != 0, count: Int(info & 0xffff),
            sizeOrType: bytes.word(position + 8))
    }

    /// Member `index` of a structure or union whose header was read before.
    func member(_ identifier: UInt32, _ header: Header, _ index: Int) throws(KernelError) -> Member {
        let position = try position(identifier) + TypeBlob.headerSize + index * TypeBlob.memberSize
        let offset = bytes.word(position + 8)
        return Member(
            name: Int(bytes.word(position)), type: bytes.word(position + 4),
            bitOffset: Int(header.flag ? offset & 0xff_ffff : offset), bitFieldSize: header.flag ? Int(offset >> 24) : 0)
    }

    /// Element type and count of an array.
    func array(_ identifier: UInt32) throws(KernelError) -> (element: UInt32, count: Int) {
        let position = try position(identifier)
        return (bytes.word(position + 12), Int(bytes.word(position + 20)))
    }

    /// Whether the string at `name` is `text`.
    func string(at name: Int, is text: [UInt8]) -> Bool {
        let start = strings.lowerBound + name
        guard start + text.count < strings.upperBound, bytes.byte(start + text.count) == 0 else { return false }
        return text.indices.allSatisfy { bytes.byte(start + $0) == text[$0] }
    }

    private func position(_ identifier: UInt32) throws(KernelError) -> Int {
        guard identifier > 0, Int(identifier) < offsets.count else {
            throw .malformedTypeInformation(offset: typesStart, reason: "there is no type \(identifier)")
        }
        return typesStart + Int(offsets[Int(identifier)])
    }
}

extension TypeBlob {
    /// Memory that holds a description: mapped, or allocated. Released with the last reference.
    final class Memory: @unchecked Sendable {  // Immutable once made: nothing writes to the bytes after `init`.
        let bytes: UnsafeRawBufferPointer
        private let isMapped: Bool

        private init(_ bytes: UnsafeRawBufferPointer, isMapped: Bool) {
            self.bytes = bytes
            self.isMapped = isMapped
        }

        deinit {
            if isMapped {
                munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
            } else {
                bytes.deallocate()
            }
        }

        static func copying(_ data: [UInt8]) -> Memory {
            let target = UnsafeMutableRawBufferPointer.allocate(byteCount: data.count, alignment: 8)
            target.copyBytes(from: data)
            return Memory(UnsafeRawBufferPointer(target), isMapped: false)
        }

        /// The contents of a file: mapped where it can be (sysfs allows it since Linux 6.16), read elsewhere.
        static func ofFile(_ path: String, mayMap: Bool = true) throws(KernelError) -> Memory {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw .noTypeInformation(path: path, error: errno) }
            defer { close(descriptor) }
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { throw .noTypeInformation(path: path, error: errno) }
            let size = Int(status.st_size)
            guard size > 0 else { throw .malformedTypeInformation(offset: 0, reason: "\(path) is empty") }
            if mayMap, let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED {
                return Memory(UnsafeRawBufferPointer(start: address, count: size), isMapped: true)
            }
            let target = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 8)
            var filled = 0
            while filled < size {
                let count = read(descriptor, target.baseAddress.map { $0 + filled }, size - filled)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    let error = count < 0 ? errno : EIO
                    target.deallocate()
                    throw .noTypeInformation(path: path, error: error)
                }
                filled += count
            }
            return Memory(UnsafeRawBufferPointer(target), isMapped: false)
        }

        @inline(__always)
        func word(_ offset: Int) -> UInt32 { bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self) }

        @inline(__always)
        func word16(_ offset: Int) -> UInt16 { bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self) }

        @inline(__always)
        func byte(_ offset: Int) -> UInt8 { bytes.load(fromByteOffset: offset, as: UInt8.self) }
    }

    /// The names to look for in one pass.
    ///
    /// Nearly every type is turned away by its kind or by the first two bytes of its name (one load, one bit test); the few others are
    /// compared in full.
    struct NameFilter {
        /// Bit n: some request is for kind n.
        private(set) var kinds: UInt32 = 0
        private var firstBytes = [UInt64](repeating: 0, count: 1024)
        private var names: [UInt16: [(request: Int, kinds: UInt32, name: [UInt8])]] = [:]

        mutating func add(_ name: String, kinds: UInt32, request: Int) {
            let text = Array(name.utf8)
            guard let first = text.first else { return }
            let key = UInt16(first) | UInt16(text.count > 1 ? text[1] : 0) << 8
            self.kinds |= kinds
            firstBytes[Int(key >> 6)] |= 1 << UInt64(key & 63)
            names[key, default: []].append((request, kinds, text))
        }

        /// The request that the name at `position` answers.
        @inline(__always)
        func match(_ memory: Memory, kind: UInt32, at position: Int, before end: Int) -> Int? {
            guard position + 2 <= end else { return nil }
            let key = memory.word16(position)
            guard firstBytes[Int(key >> 6)] & (1 << UInt64(key & 63)) != 0 else { return nil }
            return compare(memory, kind: kind, key: key, at: position, before: end)
        }

        @inline(never)
        private func compare(_ memory: Memory, kind: UInt32, key: UInt16, at position: Int, before end: Int) -> Int? {
            for candidate in names[key] ?? [] where candidate.kinds & (1 << kind) != 0 {
                let count = candidate.name.count
                guard position + count < end, memory.byte(position + count) == 0 else { continue }
                if candidate.name.indices.allSatisfy({ memory.byte(position + $0) == candidate.name[$0] }) { return candidate.request }
            }
            return nil
        }
    }
}
