/// Names of signals, as strace writes them.
package enum SignalNames {
    /// The largest signal number.
    package static let largest = 64
    /// Real-time signals start here for the kernel; the C library keeps the first two.
    private static let firstRealTime = 32

    /// The name of a signal, or nil when there is no such signal: `SIGINT`, `SIGRTMIN` for 32, `SIGRT_1` for 33.
    package static func name(of signal: Int) -> String? { names.indices.contains(signal) && signal > 0 ? names[signal] : nil }

    /// The number of a signal's name, with or without `SIG`, or nil.
    package static func number(of name: String) -> Int? {
        let full = name.hasPrefix("SIG") ? name : "SIG" + name
        switch full {
        case "SIGPOLL": return 29
        case "SIGCLD": return 17
        case "SIGIOT": return 6
        case "SIGRT_0": return firstRealTime
        case "SIGRTMAX": return largest
        default: return names.dropFirst().firstIndex(of: full)
        }
    }

    private static let names: [String] = {
        var names = standard.map { "SIG" + $0 }
        names.append("SIGRTMIN")
        for signal in (firstRealTime + 1)...largest { names.append("SIGRT_\(signal - firstRealTime)") }
        return names
    }()

    /// By number; 0 is no signal.
    private static var standard: [String] {
        [
            "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM",
            "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
        ]
    }
}
