/// The signals that have names of their own, in the order of their numbers from 1 on; the same on x86-64 and i386 (`asm/signal.h`).
// swift-format-ignore
private let namedSignals = [
    "HUP",  "INT",  "QUIT", "ILL",    "TRAP", "ABRT", "BUS",    "FPE",  "KILL",  "USR1", "SEGV",
    "USR2", "PIPE", "ALRM", "TERM",   "STKFLT", "CHLD", "CONT", "STOP", "TSTP",  "TTIN", "TTOU",
    "URG",  "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO",    "PWR",  "SYS",
]

/// Other names for some of them (signal(7)).
private let otherNames = ["IOT": "ABRT", "CLD": "CHLD", "POLL": "IO"]

/// The kernel's first real-time signal; the C library keeps this one and the next for itself.
private let firstRealTime = 32

/// The number of a signal by its name as strace writes it, with or without `SIG`, in any letter case: `SIGINT`, `int`, `RTMIN`, `SIGRT_2`.
func signalNumber(named name: String) -> Int? {
    var short = name.uppercased()
    if short.hasPrefix("SIG") { short.removeFirst(3) }
    if let position = namedSignals.firstIndex(of: otherNames[short] ?? short) { return position + 1 }
    if short == "RTMIN" { return firstRealTime }
    if short.hasPrefix("RT_"), let offset = Int(short.dropFirst(3)), offset >= 1 {
        let number = offset <= SignalSet.maximum ? firstRealTime + offset : 0
        return (firstRealTime...SignalSet.maximum).contains(number) ? number : nil
    }
    return nil
}

/// The signals that a `signal=` selects: names, or numbers from 1 to 64.
func signalSet(_ text: Fragment, reportingTo diagnostics: inout [Diagnostic]) -> SignalSet {
    valueSet(text, reportingTo: &diagnostics) { value, diagnostics in
        if value.text == "all" { return .all }
        if value.bytes.allSatisfy(isDigit) {
            if let number = Int(value.text), (1...SignalSet.maximum).contains(number) { return SignalSet([number]) }
            diagnostics.append(
                value.error(
                    "no signal has the number \(quoted(value.text))", suggestion: "signals are numbered from 1 to \(SignalSet.maximum)"))
            return SignalSet()
        }
        if let number = signalNumber(named: value.text) { return SignalSet([number]) }
        let upper = value.text.uppercased()
        let suggestion =
            upper.hasPrefix("RT") || upper.hasPrefix("SIGRT")
            ? "real-time signals are written as numbers, or as SIGRT_1 (33) to SIGRT_32 (64)"
            : nearest(to: upper.hasPrefix("SIG") ? upper : "SIG" + upper, among: namedSignals.map { "SIG" + $0 })
                .map { "did you mean '\($0)'?" }
        diagnostics.append(value.error("no signal is called \(quoted(value.text))", suggestion: suggestion))
        return SignalSet()
    }
}
