/// How JSON is written.
package struct JSONOptions: Sendable {
    /// Nanoseconds to add to `CLOCK_MONOTONIC` for the time of day.
    package var wallClockOffset: Int64 = 0
    /// Bytes of a data buffer (`-s`).
    package var dataLimit = 32

    package init() {}
}
