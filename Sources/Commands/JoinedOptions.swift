/// Takes apart short options that are written together with their values, as strace's users do: `-etrace=open`, `-p1234`, `-s256`.
///
/// The argument parser takes them for words of the traced command, because that is what a word it does not know is there.
enum JoinedOptions {
    /// Short options of `trace` that have a value.
    private static let short: Set<Character> = ["e", "o", "P", "s", "a", "p"]
    /// Long options of `trace` whose value is a word of its own.
    private static let long: Set = ["--attach", "--cgroup", "--container", "--format", "--report", "--color", "--buffer", "--show"]

    /// The words of a command line without the program's name, up to the traced command as they are meant.
    static func separated(_ words: [String]) -> [String] {
        guard words.first == "trace" else { return words }
        var result = ["trace"]
        var rest = words.dropFirst()
        while let word = rest.first, word.hasPrefix("-"), word != "--", word != "-" {
            rest = rest.dropFirst()
            let letters = Array(word.dropFirst())
            guard !word.hasPrefix("--"), let first = letters.first, short.contains(first) else {
                result.append(word)
                if long.contains(word), let value = rest.popFirst() { result.append(value) }
                continue
            }
            result.append("-\(first)")
            if letters.count > 1 {
                result.append(String(letters.dropFirst()))
            } else if let value = rest.popFirst() {
                result.append(value)
            }
        }
        return result + rest
    }
}
