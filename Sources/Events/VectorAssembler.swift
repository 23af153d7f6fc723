import Schema

/// Joins the pieces of a vector that was too long for one chunk.
///
/// The beginning of the vector arrives before the call, in `.fragment` records of the same thread and argument, each with `RecordLayout.fragmentSize` bytes, in
/// order; the call's own chunk holds what is left. A fragment that was lost leaves a hole, and then the chunk says that the vector is truncated.
package struct VectorAssembler {
    private var pending: [UInt32: [Int: [UInt8]]] = [:]
    private var pendingBytes = 0

    /// Bytes that may wait for their calls, over all threads. The kernel's own limit for the arguments of one exec is 6 MiB.
    package let limit: Int
    /// Fragments that were dropped because `limit` was reached: their calls were lost.
    package private(set) var dropped = 0

    package init(limit: Int = 64 << 20) { self.limit = limit }

    package var isEmpty: Bool { pending.isEmpty }

    /// Keeps the bytes of a `.fragment` record until its call comes.
    package mutating func add(_ record: RecordView) {
        guard record.kind == .fragment else { return }
        let argument = Int(record.number)
        record.forEachChunk { chunk in
            guard chunk.status != .unreadable else { return }
            if pendingBytes + chunk.bytes.count > limit {
                dropped += pending.count
                pending.removeAll()
                pendingBytes = 0
            }
            pending[record.tid, default: [:]][argument, default: []] += chunk.bytes.bytes
            pendingBytes += chunk.bytes.count
        }
    }

    /// The whole vector of an argument of `call`, when fragments of it have arrived; `nil` when the chunk is all there is.
    package func whole(_ argument: Int, of call: RecordView) -> [UInt8]? {
        guard let beginning = pending[call.tid]?[argument] else { return nil }
        return beginning + (call.chunk(argument).map { Array($0.bytes.bytes) } ?? [])
    }

    /// Forgets what waited for a thread: its call has been seen.
    package mutating func finish(_ tid: UInt32) {
        guard let removed = pending.removeValue(forKey: tid) else { return }
        pendingBytes -= removed.values.reduce(0) { $0 + $1.count }
    }
}
