import Events
import Kernel
import Schema

/// A ring as the merger sees it.
protocol RecordRing {
    /// Bytes that wait.
    var available: Int { get }
    var capacity: Int { get }
    /// Lends each finished record and frees its space.
    func drain(_ body: (UnsafeRawBufferPointer) -> Void)
}

extension RingReader: RecordRing {
    func drain(_ body: (UnsafeRawBufferPointer) -> Void) { drain(limitBytes: .max, body) }
}

/// Drains the rings of all processors and puts their records into one order, by time.
///
/// A record takes its time before it is visible, so the newest moment is still being written when the rings are read: records younger than `slack` wait for
/// the next round.
final class RingMerger<Ring: RecordRing> {
    /// Longer than a program runs between taking the time and submitting.
    static var slack: UInt64 { 1_000_000 }

    private let rings: [Ring]
    private var held: [RecordBatch]
    private var positions: [Int]
    /// Records that were taken out of the rings and found no memory: they are lost.
    private(set) var failedAppends: UInt64 = 0

    init(_ rings: [Ring]) {
        self.rings = rings
        held = rings.map { _ in RecordBatch(capacity: rings.count == 1 ? 0 : 1 << 18) }
        positions = rings.map { _ in 0 }
    }

    /// Bytes that wait in the fullest ring, as a share of its size.
    var fill: Double {
        rings.map { Double($0.available) / Double($0.capacity) }.max() ?? 0
    }

    /// Moves records into `batch`. `now` was read before the call, from CLOCK_MONOTONIC; `final` empties everything.
    func drain(into batch: RecordBatch, now: UInt64, final: Bool = false) {
        if rings.count == 1 {
            var failed: UInt64 = 0
            rings[0].drain { bytes in if !batch.append(bytes: bytes, cpu: 0) { failed += 1 } }
            failedAppends += failed
            return
        }
        for (index, ring) in rings.enumerated() {
            let target = held[index]
            var failed: UInt64 = 0
            ring.drain { bytes in if !target.append(bytes: bytes, cpu: UInt32(truncatingIfNeeded: index)) { failed += 1 } }
            failedAppends += failed
        }
        merge(into: batch, before: final ? .max : now > Self.slack ? now - Self.slack : 0)
    }

    private struct Head {
        var ring: Int
        var time: UInt64
        var bytes: UnsafeRawBufferPointer
        var cpu: UInt32
    }

    private func merge(into batch: RecordBatch, before limit: UInt64) {
        var heads: [Head] = []
        for ring in rings.indices {
            positions[ring] = 0
            if let head = nextHead(ring) { heads.append(head) }
        }
        var consumed = Array(repeating: 0, count: rings.count)
        while !heads.isEmpty {
            var first = 0
            for index in heads.indices.dropFirst() where heads[index].time < heads[first].time { first = index }
            let head = heads[first]
            if head.time >= limit { break }
            // A run of records of one ring needs no comparison with the others until their time comes.
            let bound = heads.indices.reduce(limit) { $1 == first ? $0 : min($0, heads[$1].time) }
            var current: Head? = head
            while let record = current, record.time <= bound, record.time < limit {
                if !batch.append(bytes: record.bytes, cpu: record.cpu) { failedAppends += 1 }
                consumed[head.ring] = positions[head.ring]
                current = nextHead(head.ring)
            }
            if let current { heads[first] = current } else { heads.remove(at: first) }
        }
        for ring in rings.indices { keepRest(ring, from: consumed[ring]) }
    }

    private func nextHead(_ ring: Int) -> Head? {
        guard let (bytes, cpu) = held[ring].next(&positions[ring]) else { return nil }
        let time =
            bytes.count >= RecordLayout.headerSize
            ? UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: RecordLayout.time, as: UInt64.self)) : 0
        return Head(ring: ring, time: time, bytes: bytes, cpu: cpu)
    }

    /// What is too young yet stays for the next round; it is little.
    private func keepRest(_ ring: Int, from position: Int) {
        var position = position
        let old = held[ring]
        guard position < old.byteCount else {
            old.reset()
            return
        }
        let rest = RecordBatch(capacity: max(1 << 18, old.byteCount - position))
        while let (bytes, cpu) = old.next(&position) {
            if !rest.append(bytes: bytes, cpu: cpu) { failedAppends += 1 }
        }
        held[ring] = rest
    }
}
