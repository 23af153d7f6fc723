import Events
import Schema

/// Placeholder until the summary lands.
package final class CallSummary {
    package init(_ name: @escaping (ABI, Int) -> String?) {}
    package func consume(_ record: RecordView) {}
    package func render(into output: OutputBuffer) {}
}
