/// Checked, unaligned access to borrowed bytes: the only place where this module turns bytes into numbers.
///
/// A reader does not own its bytes; it is valid as long as they are. All numbers are little-endian.
package struct ByteReader {
    package let bytes: UnsafeRawBufferPointer

    package init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    @inline(__always)
    package var count: Int { bytes.count }

    /// The number at `offset`, or `nil` when it does not lie within the bytes.
    @inline(__always)
    package func load<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type, at offset: Int) -> Number? {
        guard offset >= 0, offset <= bytes.count - MemoryLayout<Number>.size else { return nil }
        return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
    }

    /// A number of 1, 2, 4 or 8 bytes, zero-extended; `nil` when it does not lie within the bytes or the size is another.
    @inline(__always)
    package func unsigned(at offset: Int, size: Int) -> UInt64? {
        switch size {
        case 1: load(UInt8.self, at: offset).map { UInt64($0) }
        case 2: load(UInt16.self, at: offset).map { UInt64($0) }
        case 4: load(UInt32.self, at: offset).map { UInt64($0) }
        case 8: load(UInt64.self, at: offset)
        default: nil
        }
    }

    /// Up to `count` bytes from `offset`; fewer, or none, at the end.
    @inline(__always)
    package func prefix(at offset: Int, count: Int) -> ByteReader {
        guard offset >= 0, offset < bytes.count, count > 0 else { return ByteReader(UnsafeRawBufferPointer(start: nil, count: 0)) }
        let end = count > bytes.count - offset ? bytes.count : offset + count
        return ByteReader(UnsafeRawBufferPointer(rebasing: bytes[offset..<end]))
    }

    /// Exactly `count` bytes from `offset`, or `nil`.
    @inline(__always)
    package func slice(at offset: Int, count: Int) -> ByteReader? {
        guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else { return nil }
        return ByteReader(UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + count)]))
    }

    /// The bytes before the first NUL, or all of them, and whether there was a NUL.
    package func terminatedString(at offset: Int) -> (bytes: ByteReader, terminated: Bool) {
        let rest = prefix(at: offset, count: Int.max)
        guard let length = rest.bytes.firstIndex(of: 0) else { return (rest, false) }
        return (rest.prefix(at: 0, count: length), true)
    }
}
