import Events
import Schema

/// `ENOENT (No such file or directory)`, by error number, made when it is first wanted.
final class ErrorWords {
    private var words: [Word?] = Array(repeating: nil, count: 4096)

    /// The name and the message of an error; for a number without a name the number stands in its place.
    func words(_ number: Int) -> Word {
        guard words.indices.contains(number) else { return "E??? (Unknown error)" }
        if let ready = words[number] { return ready }
        let made = Word(
            interning: "\(ErrorNames.name(of: number) ?? String(number)) (\(ErrorNames.message(of: number) ?? "Unknown error \(number)"))")
        words[number] = made
        return made
    }
}
