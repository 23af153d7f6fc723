import Events
import Glibc

/// Growing memory for output, with appends that neither allocate nor check more than the room left.
///
/// It does not write anywhere: the owner takes the bytes with `withUnsafeBytes`, writes them, and calls `removeAll`. When there is no memory to grow into,
/// the process ends, as it does for any other allocation of the language.
package final class OutputBuffer {
    // Exclusive access is not checked at run time: every append touches these, and the buffer belongs to one thread.
    @exclusivity(unchecked) private var memory: UnsafeMutablePointer<UInt8>
    @exclusivity(unchecked) private var capacity: Int
    @exclusivity(unchecked) package private(set) var count = 0

    package init(capacity: Int = 1 << 16) {
        self.capacity = max(capacity, 64)
        memory = .allocate(capacity: self.capacity)
    }

    deinit { memory.deallocate() }

    package var isEmpty: Bool { count == 0 }

    /// Lends the bytes so far.
    package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try body(UnsafeRawBufferPointer(start: memory, count: count))
    }

    /// Forgets the bytes; the memory is kept unless told otherwise.
    package func removeAll(keepingCapacity: Bool = true) {
        count = 0
        if !keepingCapacity {
            memory.deallocate()
            capacity = 64
            memory = .allocate(capacity: capacity)
        }
    }

    /// Forgets the bytes after the first `count`.
    package func truncate(to count: Int) {
        if count >= 0, count < self.count { self.count = count }
    }

    package var string: String { withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }

    // MARK: - Appending

    /// A pointer to room for `wanted` bytes at the end; say with `advance` how many were used.
    @inline(__always)
    func room(_ wanted: Int) -> UnsafeMutablePointer<UInt8> {
        if capacity - count < wanted { grow(wanted) }
        return memory + count
    }

    @inline(__always)
    func advance(_ used: Int) { count += used }

    @inline(never)
    private func grow(_ wanted: Int) {
        let larger = max(capacity * 2, count + wanted)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: memory, count: count)
        memory.deallocate()
        memory = moved
        capacity = larger
    }

    @inline(__always)
    package func append(byte: UInt8) {
        room(1)[0] = byte
        advance(1)
    }

    @inline(__always)
    package func append(word: Word) { append(word.start, count: word.count) }

    @inline(__always)
    package func append(_ literal: StaticString) { append(literal.utf8Start, count: literal.utf8CodeUnitCount) }

    package func append(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        append(start.assumingMemoryBound(to: UInt8.self), count: bytes.count)
    }

    package func append(string: String) {
        var string = string
        string.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    @inline(__always)
    private func append(_ start: UnsafePointer<UInt8>, count: Int) {
        let target = room(count)
        memcpy(target, start, count)
        advance(count)
    }

    /// `count` blanks; none for a count below 1.
    package func append(blanks count: Int) { append(repeating: 0x20, count: count) }

    /// The same byte several times; not at all for a count below 1.
    package func append(repeating byte: UInt8, count: Int) {
        guard count > 0 else { return }
        memset(room(count), Int32(byte), count)
        advance(count)
    }

    /// Moves what stands from `start` on to the right and fills with `fill`; nothing for a distance below 1.
    package func shiftRight(from start: Int, by distance: Int, fill: UInt8 = 0x20) {
        guard distance > 0, start >= 0, start <= count else { return }
        _ = room(distance)
        memmove(memory + start + distance, memory + start, count - start)
        memset(memory + start, Int32(fill), distance)
        advance(distance)
    }

    /// Decimal, without sign.
    package func append(decimal value: UInt64) {
        let target = room(20)
        if value < 10 {
            target[0] = 0x30 + UInt8(truncatingIfNeeded: value)
            advance(1)
            return
        }
        var digits = 1
        var bound: UInt64 = 10
        while value >= bound {
            digits += 1
            if digits == 20 { break }
            bound &*= 10
        }
        var rest = value
        var position = digits
        while position > 0 {
            position -= 1
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
            target[position] = 0x30 + UInt8(truncatingIfNeeded: remainder)
            rest = quotient
        }
        advance(digits)
    }

    /// Decimal, with a sign when negative.
    package func append(decimal value: Int64) {
        if value < 0 { append(byte: 0x2d) }
        append(decimal: value.magnitude)
    }

    /// Decimal, at least `width` digits or characters, filled on the left.
    package func append(decimal value: UInt64, width: Int, fill: UInt8) {
        let start = count
        append(decimal: value)
        shiftRight(from: start, by: width - (count - start), fill: fill)
    }

    /// `0x` and lower-case hexadecimal digits; `0` for 0, as C's `%#x`.
    package func append(hexadecimal value: UInt64) {
        guard value != 0 else { return append(byte: 0x30) }
        let digits = (67 - value.leadingZeroBitCount) / 4
        let target = room(digits + 2)
        target[0] = 0x30
        target[1] = 0x78
        var rest = value
        var position = digits + 2
        while position > 2 {
            position -= 1
            target[position] = Self.digit(UInt8(truncatingIfNeeded: rest & 15))
            rest >>= 4
        }
        advance(digits + 2)
    }

    /// Octal with a leading 0, at least three characters, as C's `%#03o`: strace's form of permission bits.
    package func append(octal value: UInt64) {
        var digits = (66 - value.leadingZeroBitCount) / 3
        digits = max(digits + (value == 0 ? 0 : 1), 3)
        let target = room(digits)
        var rest = value
        var position = digits
        while position > 0 {
            position -= 1
            target[position] = 0x30 + UInt8(truncatingIfNeeded: rest & 7)
            rest >>= 3
        }
        advance(digits)
    }

    @inline(__always)
    static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
