import Schema

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
        if let number = SignalNames.number(of: value.text.uppercased()) { return SignalSet([number]) }
        let upper = value.text.uppercased()
        let suggestion =
            upper.hasPrefix("RT") || upper.hasPrefix("SIGRT")
            ? "real-time signals are written as numbers, or as SIGRT_1 (33) to SIGRT_32 (64)"
            : nearest(to: upper.hasPrefix("SIG") ? upper : "SIG" + upper, among: (1..<32).compactMap(SignalNames.name))
                .map { "did you mean '\($0)'?" }
        diagnostics.append(value.error("no signal is called \(quoted(value.text))", suggestion: suggestion))
        return SignalSet()
    }
}
