import Glibc

/// Times as RFC 3339 writes them, in UTC with nine decimals: `2023-11-14T22:13:20.123456789Z`.
///
/// Text rather than a number, because nanoseconds since 1970 need 61 bits and many readers of JSON keep 53; always of the same width, so that times sort as
/// text. The calendar is asked once a second at most.
struct JSONTime {
    private var second: Int64 = .min
    /// The date and time of `second`, with its point: 20 characters.
    private let prefix = OutputBuffer(capacity: 64)

    /// `time`: nanoseconds since 1970. Years beyond 9999 cannot come up: 64 bits of nanoseconds end in 2262.
    mutating func append(_ time: Int64, to output: OutputBuffer) {
        var (seconds, nanoseconds) = time.quotientAndRemainder(dividingBy: 1_000_000_000)
        if nanoseconds < 0 {
            seconds -= 1
            nanoseconds += 1_000_000_000
        }
        if seconds != second { makePrefix(seconds) }
        prefix.withUnsafeBytes { output.append($0) }
        let target = output.room(10)
        var rest = UInt32(truncatingIfNeeded: nanoseconds)
        var position = 9
        while position > 0 {
            position -= 1
            target[position] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        target[9] = 0x5a
        output.advance(10)
    }

    private mutating func makePrefix(_ seconds: Int64) {
        var parts = tm()
        var clock = time_t(seconds)
        if gmtime_r(&clock, &parts) == nil { parts = tm() }
        second = seconds
        prefix.removeAll()
        prefix.append(decimal: UInt64(max(0, Int(parts.tm_year) + 1900)), width: 4, fill: 0x30)
        for (mark, value) in [
            (UInt8(0x2d), parts.tm_mon + 1), (0x2d, parts.tm_mday), (0x54, parts.tm_hour), (0x3a, parts.tm_min), (0x3a, parts.tm_sec),
        ] {
            prefix.append(byte: mark)
            prefix.append(decimal: UInt64(max(0, value)), width: 2, fill: 0x30)
        }
        prefix.append(byte: 0x2e)
    }
}
