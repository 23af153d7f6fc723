import Events
import Glibc

/// `ENOENT (No such file or directory)`, by error number.
final class ErrorWords {
    private var words: [Word?] = Array(repeating: nil, count: 4096)
    private let name: (Int) -> String?

    init(name: @escaping (Int) -> String?) { self.name = name }

    /// The name and the message of an error; for a number without a name the number stands in its place.
    func words(_ number: Int) -> Word {
        guard number >= 0, number < words.count else { return "E??? (Unknown error)" }
        if let ready = words[number] { return ready }
        let message = strerror(Int32(number)).map { String(cString: $0) } ?? "Unknown error"
        let made = Word(interning: "\(name(number) ?? String(number)) (\(message))")
        words[number] = made
        return made
    }

    /// The kernel's private codes for "run this call again after the signal".
    static func restart(_ number: Int) -> Word? {
        switch number {
        case 512: "ERESTARTSYS (To be restarted if SA_RESTART is set)"
        case 513: "ERESTARTNOINTR (To be restarted)"
        case 514: "ERESTARTNOHAND (To be restarted if no handler)"
        case 516: "ERESTART_RESTARTBLOCK (Interrupted by signal)"
        default: nil
        }
    }
}
