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
// `@usableFromInline` lets other modules compile `drain` into their own code; without it each record costs an indirect call (4.6 to 4.0 ns,
// with a copy of 88 bytes 8.7 to 6.2). Sendable is unchecked: memory is mapped, and one thread at a time is the caller's part.
@usableFromInline
package final class RingReader: @unchecked Sendable {
    @usableFromInline let consumer: UnsafeMutablePointer<Atomic<UInt64>>
    @usableFromInline let producer: UnsafeMutablePointer<Atomic<UInt64>>
    @usableFromInline let data: UnsafeRawPointer
    /// Bytes of the ring less one; the ring is a power of two.
    @usableFromInline let mask: UInt64
    private let pageSize: Int

    /// Set in a length while the producer still writes (BPF_RINGBUF_BUSY_BIT).
    @usableFromInline static let busy: UInt32 = 1 << 31
    /// Set in the length of a record that was thrown away (BPF_RINGBUF_DISCARD_BIT).
    @usableFromInline static let discarded: UInt32 = 1 << 30
    /// Bytes before a record.
    @usableFromInline static let headerSize = 8

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
    /// The loop is compiled together with `body`, in the caller's module too. Each record costs about 4 ns while the ring is in the second
    /// level cache: one load, whose answer says where the next record begins.
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
            if length & RingReader.busy != 0 { break }
            if length & RingReader.discarded == 0 {
                body(UnsafeRawBufferPointer(start: record + RingReader.headerSize, count: Int(length)))
            }
            position &+= UInt64((length & ~RingReader.discarded) &+ 15) & ~7
        }
        if position != start { consumer.pointee.store(position, ordering: .releasing) }
        return Int(truncatingIfNeeded: position &- start)
    }
}
