/// How strace's text is written. The letters in brackets are strace's options.
package struct StraceOptions: Sendable {
    /// When lines say which task they are of.
    package enum TaskPrefix: Sendable {
        case never
        /// From the first line of a second task.
        case automatic
        case always
    }

    package enum TaskPrefixStyle: Sendable {
        /// `[pid  1234] `
        case terminal
        /// `1234  `
        case file
    }

    package enum Clock: Sendable {
        case none
        /// `14:03:05` (`-t`)
        case seconds
        /// `14:03:05.123456` (`-tt`)
        case microseconds
        /// `1700000000.123456` (`-ttt`)
        case epoch
    }

    package var taskPrefix = TaskPrefix.automatic
    package var taskPrefixStyle = TaskPrefixStyle.terminal
    package var clock = Clock.none
    /// Nanoseconds to add to `CLOCK_MONOTONIC` for the time of day.
    package var wallClockOffset: Int64 = 0
    /// The time since the line before (`-r`).
    package var relativeTimes = false
    /// The time spent in the call (`-T`); records carry it only when start times were captured.
    package var durations = false
    /// Bytes of a data buffer (`-s`).
    package var dataLimit = 32
    /// The column of the result (`-a`).
    package var resultColumn = 40
    package var hexadecimalStrings = HexadecimalStrings.never
    /// Everything in full (`-v`).
    package var verbose = false
    /// `-q`: 1 leaves out messages about tasks, 2 also how they ended.
    package var quiet = 0
    package var colours = false

    package init() {}
}
