import Events

/// A sink that writes a line for each record into an `OutputBuffer`: strace's text, JSON.
package protocol LineSink: RecordSink {
    /// A call that is still running when the trace ends.
    func consume(unfinished call: UnfinishedCall)
}

extension StraceText: LineSink {}
extension JSONText: LineSink {}
