import Events

/// Signal names as strace writes them, by number.
struct SignalWords {
    private let names: [Word]
    /// Names without `SIG`, as they stand in sets.
    private let short: [Word]

    static let highest = 64
    private static let firstRealTime = 32

    init() {
        let standard = [
            "0", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM",
            "STKFLT",
            "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS", "RTMIN",
        ]
        let all = standard + (Self.firstRealTime + 1...Self.highest).map { "RT_\($0 - Self.firstRealTime)" }
        short = all.map { Word(interning: $0) }
        names = all.map { Word(interning: "SIG" + $0) }
    }

    /// `SIGINT`; `nil` for numbers that no signal has.
    func name(_ number: Int) -> Word? { number > 0 && number < names.count ? names[number] : nil }

    /// `INT`.
    func shortName(_ number: Int) -> Word? { number > 0 && number < short.count ? short[number] : nil }
}
