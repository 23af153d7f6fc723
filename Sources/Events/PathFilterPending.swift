/// Placeholder until the filter lands.
package struct PathFilter {
    package init() {}
    package mutating func keeps(_ record: RecordView) -> Bool { true }
}
