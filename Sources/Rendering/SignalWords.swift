import Events
import Schema

/// Signal names ready for output, by number.
struct SignalWords {
    private let names: [Word?]
    /// Names without `SIG`, as they stand in sets.
    private let short: [Word?]

    static let highest = SignalNames.largest

    init() {
        let all = (0...Self.highest).map { SignalNames.name(of: $0) }
        names = all.map { $0.map { Word(interning: $0) } }
        short = all.map { $0.map { Word(interning: String($0.dropFirst(3))) } }
    }

    /// `SIGINT`; `nil` for numbers that no signal has.
    func name(_ number: Int) -> Word? { names.indices.contains(number) ? names[number] : nil }

    /// `INT`.
    func shortName(_ number: Int) -> Word? { short.indices.contains(number) ? short[number] : nil }
}
