/// Records that were lost in one place.
package struct Loss: Hashable, Sendable {
    /// Records of calls.
    package var count: UInt64
    /// Records of other events: births, ends, signals.
    package var others: UInt64
    package var cpu: UInt32
    /// `CLOCK_MONOTONIC` nanoseconds: the last moment before the first loss and the first moment after the last.
    package var from: UInt64
    package var to: UInt64

    package init(count: UInt64, others: UInt64 = 0, cpu: UInt32, from: UInt64, to: UInt64) {
        self.count = count
        self.others = others
        self.cpu = cpu
        self.from = from
        self.to = to
    }
}

/// A reader of records: text, summary, JSON, trace file.
///
/// A sink is used by one thread at a time and sees the records of all CPUs in the order of their times.
package protocol RecordSink: AnyObject {
    /// One record; the view is valid during the call.
    func consume(_ record: RecordView)
    /// One record that is not to be shown, for sinks that keep something between records.
    func skip(_ record: RecordView)
    /// One record that could not be read.
    func consume(malformed error: RecordError)
    /// Records that never arrived.
    func consume(_ loss: Loss)
}

extension RecordSink {
    package func skip(_ record: RecordView) {}

    /// Every record of a batch.
    package func consume(_ batch: RecordBatch) {
        batch.forEach { record, _ in
            consume(record)
        } malformed: { error, _ in
            consume(malformed: error)
        }
    }
}
