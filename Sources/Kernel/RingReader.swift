import Bytecode
import Glibc
import Synchronization

/// The reading end of a BPF ring buffer.
///
/// ```
///   page 0     consumer position, u64     ours to write
///   page 1     producer position, u64     read-only from here on
///   page 2 …   data, mapped twice in a row, so that no record is ever seen in two pieces
///
///   record     u32 length | bit 31: busy, bit 30: discarded      u32 for the kernel      bytes, padded to a multiple of 8
/// ```
/// (kernel: Documentation/bpf/ringbuf.rst, kernel/bpf/ringbuf.c.) The kernel writes a record's length word last, with release order; a
/// reader that sees it without the busy bit, with acquire order, sees the whole record. Positions only grow.
///
/// One thread at a time may drain a ring.
// Sendable unchecked: the memory is mapped, and that one thread at a time drains is the caller's part of the contract.
package final class RingReader: @unchecked Sendable {
    @usableFromInline let consumer: UnsafeMutablePointer<Atomic<UInt64>>
    @usableFromInline let producer: UnsafeMutablePointer<Atomic<UInt64>>
    @usableFromInline let data: UnsafeRawPointer
    /// Bytes of the ring less one; the ring is a power of two.
    @usableFromInline let mask: UInt64
    private let pageSize: Int

    /// Bytes of the ring.
    package var capacity: Int { Int(mask) + 1 }

    init(_ map: MapDescriptor) throws(KernelError) {
        let pageSize = sysconf(Int32(_SC_PAGESIZE))
        let size = map.blueprint.maximumEntries
        let descriptor = map.descriptor.number
        guard let own = mmap(nil, pageSize, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0), own != MAP_FAILED else {
            throw .mapNotMapped(name: map.blueprint.name, error: errno)
        }
        guard let theirs = mmap(nil, pageSize + 2 * size, PROT_READ, MAP_SHARED, descriptor, pageSize), theirs != MAP_FAILED else {
            let error = errno
            munmap(own, pageSize)
            throw .mapNotMapped(name: map.blueprint.name, error: error)
        }
        self.pageSize = pageSize
        consumer = own.assumingMemoryBound(to: Atomic<UInt64>.self)
        producer = theirs.assumingMemoryBound(to: Atomic<UInt64>.self)
        data = UnsafeRawPointer(theirs + pageSize)
        mask = UInt64(size - 1)
    }

    deinit {
        munmap(consumer, pageSize)
        munmap(producer, pageSize + 2 * capacity)
    }

    /// Bytes that producers have claimed and nobody has read, headers and records being written included.
    package var available: Int {
        Int(producer.pointee.load(ordering: .acquiring) - consumer.pointee.load(ordering: .relaxed))
    }

    /// Lends each finished record to `body` and frees the space of all of them at the end, in one step.
    ///
    /// The bytes are valid until `body` returns; they are 8-byte aligned. Draining stops at a record that is still being written, and after
    /// the record that reaches `limitBytes`; producers get the space back only when this returns, so limit what is drained while they are
    /// fast.
    ///
    /// - Returns: The bytes of the ring that became free, headers included; 0 when nothing was finished.
    @inlinable @discardableResult
    package func drain(limitBytes: Int = .max, _ body: (UnsafeRawBufferPointer) -> Void) -> Int {
        let start = consumer.pointee.load(ordering: .relaxed)
        let newest = producer.pointee.load(ordering: .acquiring)
        let limit = UInt64(clamping: limitBytes)
        var position = start
        while position < newest, position &- start < limit {
            let record = data + Int(truncatingIfNeeded: position & mask)
            let length = record.assumingMemoryBound(to: Atomic<UInt32>.self).pointee.load(ordering: .acquiring)
            if length & RingRecords.busy != 0 { break }
            if length & RingRecords.discarded == 0 {
                body(UnsafeRawBufferPointer(start: record + RingRecords.headerSize, count: Int(length)))
            }
            position &+= UInt64(RingRecords.step(length))
        }
        if position != start { consumer.pointee.store(position, ordering: .releasing) }
        return Int(truncatingIfNeeded: position &- start)
    }

    /// Lends all finished records in one piece, ring headers included, and frees their space when `body` returns.
    ///
    /// `RingRecords` walks over such a piece, also over a copy of it made with one `memcpy`.
    ///
    /// - Returns: As `drain`.
    @inlinable @discardableResult
    package func lend(limitBytes: Int = .max, _ body: (UnsafeRawBufferPointer) -> Void) -> Int {
        let start = consumer.pointee.load(ordering: .relaxed)
        let end = finished(from: start, limitBytes: limitBytes)
        guard end > start else { return 0 }
        let count = Int(end - start)
        body(UnsafeRawBufferPointer(start: data + Int(start & mask), count: count))
        consumer.pointee.store(end, ordering: .releasing)
        return count
    }

    /// The position behind the last of the finished records that follow `start` without a gap.
    @usableFromInline
    func finished(from start: UInt64, limitBytes: Int) -> UInt64 {
        // No more than the ring is lent at once: behind that the second mapping ends.
        let newest = producer.pointee.load(ordering: .acquiring)
        var position = start
        while position < newest, position &- start < UInt64(clamping: limitBytes) {
            let header = (data + Int(truncatingIfNeeded: position & mask)).assumingMemoryBound(to: Atomic<UInt32>.self)
            let length = header.pointee.load(ordering: .acquiring)
            if length & RingRecords.busy != 0 { break }
            position &+= UInt64(RingRecords.step(length))
        }
        return position
    }
}

/// Walks over a piece of ring that `RingReader.lend` handed out, or over a copy of it.
///
/// The records it answers point into that piece and are valid as long as the piece is.
@frozen @usableFromInline
package struct RingRecords: Sequence, IteratorProtocol {
    @usableFromInline let piece: UnsafeRawBufferPointer
    @usableFromInline var position = 0

    /// Set in a length while the producer still writes (BPF_RINGBUF_BUSY_BIT).
    @usableFromInline static let busy: UInt32 = 1 << 31
    /// Set in the length of a record that was thrown away (BPF_RINGBUF_DISCARD_BIT).
    @usableFromInline static let discarded: UInt32 = 1 << 30
    /// Bytes before a record.
    @usableFromInline static let headerSize = 8

    @inlinable
    package init(_ piece: UnsafeRawBufferPointer) { self.piece = piece }

    /// The next record that was not thrown away. A copy that is cut short ends at its last whole record.
    @inlinable
    package mutating func next() -> UnsafeRawBufferPointer? {
        while position &+ RingRecords.headerSize <= piece.count {
            let length = piece.load(fromByteOffset: position, as: UInt32.self)
            let start = position &+ RingRecords.headerSize
            position &+= RingRecords.step(length)
            guard position <= piece.count else { break }
            if length & RingRecords.discarded == 0 {
                return UnsafeRawBufferPointer(rebasing: piece[start..<start &+ Int(length)])
            }
        }
        position = piece.count
        return nil
    }

    /// Bytes from one header to the next, by the length word of the first.
    @usableFromInline @inline(__always)
    static func step(_ length: UInt32) -> Int {
        Int(((length & ~(RingRecords.busy | RingRecords.discarded)) &+ 15) & ~7)
    }
}
