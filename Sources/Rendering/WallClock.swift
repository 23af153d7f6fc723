import Glibc

/// Times of day as text, with the calendar asked once a second at most.
struct WallClock {
    private var second: Int64 = .min
    private var hour: UInt64 = 0
    private var minute: UInt64 = 0
    private var secondOfMinute: UInt64 = 0

    /// `14:03:05`, in the local time zone, with six decimals when `microseconds`. `time`: nanoseconds since 1970.
    mutating func append(time: Int64, microseconds: Bool, to output: OutputBuffer) {
        let (seconds, nanoseconds) = Self.split(time)
        if seconds != second {
            let parts = Self.localTime(seconds)
            second = seconds
            hour = UInt64(parts.tm_hour)
            minute = UInt64(parts.tm_min)
            secondOfMinute = UInt64(parts.tm_sec)
        }
        output.append(decimal: hour, width: 2, fill: 0x30)
        output.append(byte: 0x3a)
        output.append(decimal: minute, width: 2, fill: 0x30)
        output.append(byte: 0x3a)
        output.append(decimal: secondOfMinute, width: 2, fill: 0x30)
        if microseconds {
            output.append(byte: 0x2e)
            output.append(decimal: UInt64(nanoseconds / 1000), width: 6, fill: 0x30)
        }
    }

    /// `1700000000.123456`
    static func appendEpoch(time: Int64, to output: OutputBuffer) {
        let (seconds, nanoseconds) = split(time)
        output.append(decimal: seconds)
        output.append(byte: 0x2e)
        output.append(decimal: UInt64(nanoseconds / 1000), width: 6, fill: 0x30)
    }

    /// `2023-11-14T22:13:20.123456789+0000`, in the local time zone, decimals only when there are any.
    static func append(seconds: Int64, nanoseconds: Int64, to output: OutputBuffer) {
        let parts = localTime(seconds)
        output.append(decimal: Int64(parts.tm_year) + 1900)
        for (mark, value) in [
            (UInt8(0x2d), parts.tm_mon + 1), (0x2d, parts.tm_mday), (0x54, parts.tm_hour), (0x3a, parts.tm_min), (0x3a, parts.tm_sec),
        ] {
            output.append(byte: mark)
            output.append(decimal: UInt64(value), width: 2, fill: 0x30)
        }
        if nanoseconds > 0, nanoseconds < 1_000_000_000 {
            output.append(byte: 0x2e)
            output.append(decimal: UInt64(nanoseconds), width: 9, fill: 0x30)
        }
        output.append(byte: parts.tm_gmtoff < 0 ? 0x2d : 0x2b)
        let minutes = UInt64(abs(parts.tm_gmtoff) / 60)
        output.append(decimal: minutes / 60, width: 2, fill: 0x30)
        output.append(decimal: minutes % 60, width: 2, fill: 0x30)
    }

    private static func split(_ time: Int64) -> (seconds: Int64, nanoseconds: Int64) {
        let (quotient, remainder) = time.quotientAndRemainder(dividingBy: 1_000_000_000)
        return remainder < 0 ? (quotient - 1, remainder + 1_000_000_000) : (quotient, remainder)
    }

    private static func localTime(_ seconds: Int64) -> tm {
        var parts = tm()
        var clock = time_t(seconds)
        if localtime_r(&clock, &parts) == nil { parts = tm() }
        return parts
    }
}
