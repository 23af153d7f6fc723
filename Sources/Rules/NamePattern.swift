import Glibc

/// A POSIX extended regular expression for names of system calls.
///
/// The C library compiles it. Its compiler copies what is repeated, so that a few repetitions of repetitions take all memory there is; patterns that
/// could are refused beforehand, as are back-references, which the standard does not have and the C library matches in exponential time.
struct NamePattern: ~Copyable {
    /// Why a pattern is refused, as a clause.
    struct Refusal: Error {
        let message: String
        let suggestion: String?
    }

    /// Bytes of a pattern. No name of a system call is longer than a tenth of it.
    static let longest = 512
    /// How many times longer than written a pattern may become when its repetitions are written out.
    static let largestGrowth = 4096

    private let compiled: UnsafeMutablePointer<regex_t>

    init(_ pattern: String) throws(Refusal) {
        guard pattern.utf8.count <= Self.longest else {
            throw Refusal(message: "a regular expression has at most \(Self.longest) bytes", suggestion: nil)
        }
        guard !pattern.utf8.contains(0) else { throw Refusal(message: "a regular expression contains no NUL", suggestion: nil) }
        guard !pattern.isEmpty else {
            throw Refusal(message: "a regular expression is missing after '/'", suggestion: "'all' selects everything")
        }
        try Self.refuseCostly(Array(pattern.utf8))

        compiled = try Self.compile(pattern)
    }

    deinit {
        regfree(compiled)
        compiled.deallocate()
    }

    func matches(_ name: String) -> Bool { regexec(compiled, name, 0, nil, 0) == 0 }

    /// The C library's form of a pattern, which the caller frees and deallocates.
    private static func compile(_ pattern: String) throws(Refusal) -> UnsafeMutablePointer<regex_t> {
        let compiled = UnsafeMutablePointer<regex_t>.allocate(capacity: 1)
        compiled.initialize(to: regex_t())
        let code = regcomp(compiled, pattern, REG_EXTENDED | REG_NOSUB)
        guard code != 0 else { return compiled }
        let reason = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { text in
            guard let start = text.baseAddress else { return "" }
            regerror(code, compiled, start, text.count)
            return String(cString: start)
        }
        compiled.deallocate()
        throw Refusal(message: "this is not a regular expression: \(reason)", suggestion: nil)
    }

    /// Refuses what costs the C library much more than the length of the pattern lets one expect.
    ///
    /// The estimate is a product over the whole pattern, as though all repetitions were nested: `+` copies its operand once, `{n}` n times. Characters
    /// within brackets count too. Patterns that people write for names stay far below the limit.
    private static func refuseCostly(_ pattern: [UInt8]) throws(Refusal) {
        var growth = 1
        var position = 0
        while position < pattern.count {
            let byte = pattern[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\\"):
                if position < pattern.count, (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(pattern[position]) {
                    throw Refusal(message: "extended regular expressions have no back-references", suggestion: nil)
                }
                position += 1
            case UInt8(ascii: "+"): growth *= 2
            case UInt8(ascii: "{"):
                // Digits and commas up to the brace; the largest number counts, and one more copy for an open end.
                var number = 0
                var largest = 0
                while position < pattern.count, pattern[position] != UInt8(ascii: "}"), largest <= largestGrowth {
                    let digit = Int(pattern[position]) - Int(UInt8(ascii: "0"))
                    number = (0...9).contains(digit) ? number * 10 + digit : 0
                    largest = max(largest, number)
                    position += 1
                }
                growth *= largest + 1
            default: break
            }
            guard growth <= largestGrowth else {
                throw Refusal(
                    message: "this regular expression repeats too much", suggestion: "'*' repeats without a count")
            }
        }
    }
}
