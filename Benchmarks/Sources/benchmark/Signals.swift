import Glibc

/// The signals that this program waits for instead of being interrupted by them.
///
/// They stay blocked for the whole run and are taken between two steps, so that whatever was started or switched on is put away
/// by ordinary code, never by a handler.
enum Signals {
    /// SIGPIPE is among them: nobody reads the table any more.
    private static let endings = [SIGINT, SIGTERM, SIGHUP, SIGPIPE]

    /// Blocks the signals. Call it first of all, while there is one thread.
    static func block() {
        var set = signalSet(endings + [SIGCHLD])
        sigprocmask(SIG_BLOCK, &set, nil)
    }

    /// Waits for the end of a child, at most so long; throws when asked to end.
    static func waitForChild(nanoseconds: Int) throws(BenchmarkError) {
        try wait(for: endings + [SIGCHLD], nanoseconds: nanoseconds)
    }

    /// Throws when asked to end.
    static func check() throws(BenchmarkError) { try wait(for: endings, nanoseconds: 0) }

    private static func wait(for numbers: [Int32], nanoseconds: Int) throws(BenchmarkError) {
        var set = signalSet(numbers)
        var limit = timespec(tv_sec: nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000)
        let number = sigtimedwait(&set, nil, &limit)
        if endings.contains(number) { throw .interrupted(signal: number) }
    }

    static func signalSet(_ numbers: [Int32]) -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for number in numbers { sigaddset(&set, number) }
        return set
    }
}
