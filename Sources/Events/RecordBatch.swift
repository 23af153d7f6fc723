import Glibc

/// Many records in one growing piece of memory, each with the CPU that it came from.
///
/// Filled by the thread that drains the rings, then handed as a whole to the thread that renders. Layout of the memory: for each record a `u32` length, a
/// `u32` CPU, and the record's bytes, padded to a multiple of 8.
///
/// `@unchecked Sendable`: a batch has one owner at a time, and handing it over goes through a queue's lock; it does no locking of its own.
package final class RecordBatch: @unchecked Sendable {
    private var memory: UnsafeMutableRawPointer?
    private var capacity = 0
    /// Bytes in use, with the length and CPU of each record.
    package private(set) var byteCount = 0
    package private(set) var recordCount = 0

    private static let prefixSize = 8

    /// Room for `capacity` bytes is made at once; the batch grows when it is full.
    package init(capacity: Int = 1 << 20) {
        _ = reserve(capacity)
    }

    deinit { free(memory) }

    package var isEmpty: Bool { recordCount == 0 }

    /// Copies one record to the end. Returns false, with the batch as it was, when there is no memory for it: then the record counts as lost.
    @discardableResult
    package func append(bytes: UnsafeRawBufferPointer, cpu: UInt32) -> Bool {
        let padded = (bytes.count + 7) & ~7
        let end = byteCount + Self.prefixSize + padded
        if end > capacity {
            guard bytes.count <= Int(UInt32.max), reserve(max(end, capacity * 2)) else { return false }
        }
        guard let memory, let start = bytes.baseAddress else { return bytes.isEmpty }
        memory.storeBytes(of: UInt32(truncatingIfNeeded: bytes.count).littleEndian, toByteOffset: byteCount, as: UInt32.self)
        memory.storeBytes(of: cpu.littleEndian, toByteOffset: byteCount + 4, as: UInt32.self)
        memcpy(memory + byteCount + Self.prefixSize, start, bytes.count)
        byteCount = end
        recordCount += 1
        return true
    }

    /// Forgets the records and keeps the memory, unless it has grown beyond `limit` bytes.
    package func reset(keepingAtMost limit: Int = 64 << 20) {
        byteCount = 0
        recordCount = 0
        if capacity > limit {
            free(memory)
            memory = nil
            capacity = 0
        }
    }

    /// Lends each record in the order of arrival. A record that does not pass `RecordView`'s checks goes to `malformed` instead, and the next one follows.
    ///
    /// The views must not be used after the closure returns, and the batch must not be changed meanwhile.
    package func forEach(_ body: (RecordView, _ cpu: UInt32) -> Void, malformed: (RecordError, _ cpu: UInt32) -> Void) {
        var position = 0
        while let (bytes, cpu) = next(&position) {
            do {
                body(try RecordView(bytes), cpu)
            } catch {
                malformed(error, cpu)
            }
        }
    }

    /// The bytes of the record at `position` and its CPU; `position` moves on to the next. Start at 0; `nil` at the end.
    ///
    /// For readers that go through several batches at once. The bytes are valid until the batch is changed.
    package func next(_ position: inout Int) -> (bytes: UnsafeRawBufferPointer, cpu: UInt32)? {
        guard let memory, position >= 0, position + Self.prefixSize <= byteCount else { return nil }
        let length = Int(UInt32(littleEndian: memory.loadUnaligned(fromByteOffset: position, as: UInt32.self)))
        let cpu = UInt32(littleEndian: memory.loadUnaligned(fromByteOffset: position + 4, as: UInt32.self))
        let start = position + Self.prefixSize
        guard length <= byteCount - start else { return nil }
        position = start + (length + 7) & ~7
        return (UnsafeRawBufferPointer(start: memory + start, count: length), cpu)
    }

    private func reserve(_ wanted: Int) -> Bool {
        guard wanted > capacity else { return true }
        guard let grown = realloc(memory, wanted) else { return false }
        memory = grown
        capacity = wanted
        return true
    }
}
