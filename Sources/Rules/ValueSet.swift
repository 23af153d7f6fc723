import Schema

/// What the values of a qualifier select: something that has a union and a complement.
protocol ValueSet {
    init()
    var inverted: Self { get }
    mutating func formUnion(_ other: Self)
}

/// The set that a qualifier's text selects: `[!]value[,value]…`, `[!]all` or `[!]none`.
///
/// As in strace, each leading `!` inverts the whole set, and empty values (`open,`) are passed over as long as one is left.
///
/// - Parameter meaning: the set of one value; it reports what is wrong with it and returns the empty set.
func valueSet<Set: ValueSet>(
    _ text: Fragment, reportingTo diagnostics: inout [Diagnostic], meaning: (Fragment, inout [Diagnostic]) -> Set
) -> Set {
    let positive = text.dropLeading("!")
    let isNegated = (positive.range.lowerBound - text.range.lowerBound) % 2 == 1
    var result = Set()
    switch positive.text {
    case "none": break
    case "all": result = result.inverted
    default:
        let values = positive.values
        if values.isEmpty {
            diagnostics.append(
                positive.error("a value is missing here", suggestion: "'all' selects everything, 'none' nothing"))
        }
        for value in values {
            if value.starts(with: "!") {
                let plain = values.map { $0.dropLeading("!").text }.joined(separator: ",")
                diagnostics.append(
                    value.error(
                        "'!' stands before the whole set, not before one value of it",
                        suggestion: "\(quoted("!" + plain)) selects all but these"))
            } else if value.text == "none" {
                diagnostics.append(value.error("'none' stands alone, not among other values"))
            } else {
                result.formUnion(meaning(value, &diagnostics))
            }
        }
    }
    return isNegated ? result.inverted : result
}

extension Fragment {
    /// The values between commas, without empty ones. The comma of an interval (`{1,3}`) in a regular expression separates nothing; strace cuts there,
    /// and then refuses the halves.
    var values: [Fragment] {
        var result: [Fragment] = []
        var isOpen = false
        for piece in split(at: ",") {
            if isOpen, let last = result.last, piece.range.lowerBound == last.range.upperBound + 1, piece.closesInterval {
                result[result.count - 1] = last.extended(to: piece)
            } else {
                result.append(piece)
            }
            isOpen = result.last.map { $0.isPattern && $0.opensInterval } ?? false
        }
        return result
    }

    /// Whether a value is a regular expression, in which any character may stand.
    var isPattern: Bool { dropLeading("!").dropLeading("?").starts(with: "/") }

    /// Whether the text ends with `{` and digits.
    private var opensInterval: Bool {
        let digits = bytes.reversed().prefix(while: isDigit).count
        return digits > 0 && bytes.dropLast(digits).last == UInt8(ascii: "{")
    }

    /// Whether the text starts with digits, or none, and `}`.
    private var closesInterval: Bool { bytes.drop(while: isDigit).first == UInt8(ascii: "}") }
}

/// The same for values that are words from a short list.
///
/// - Parameter kind: what a value is called in a message: `status`.
func wordSet<Set: ValueSet>(
    _ text: Fragment, kind: String, words: [(word: String, meaning: Set)], reportingTo diagnostics: inout [Diagnostic]
) -> Set {
    valueSet(text, reportingTo: &diagnostics) { value, diagnostics in
        let lowercased = value.text.lowercased()
        if lowercased == "all" { return Set().inverted }
        if let row = words.first(where: { $0.word == lowercased }) { return row.meaning }
        let suggestion =
            nearest(to: value.text, among: words.map(\.word)).map { "did you mean '\($0)'?" }
            ?? "there are \(words.map(\.word).joined(separator: ", "))"
        diagnostics.append(value.error("no \(kind) is called \(quoted(value.text))", suggestion: suggestion))
        return Set()
    }
}

extension SyscallSet: ValueSet {}

extension CallStatuses: ValueSet {
    var inverted: CallStatuses { CallStatuses.all.subtracting(self) }
}

extension QuietMessages: ValueSet {
    var inverted: QuietMessages { QuietMessages.all.subtracting(self) }
}

extension SignalSet: ValueSet {
    package mutating func formUnion(_ other: SignalSet) {
        for signal in other.numbers { insert(signal) }
    }
}

/// The system calls that a `trace=` selects.
struct CallChoice: ValueSet {
    var calls = PerABI(repeating: SyscallSet())
    /// Those that were written by name or number.
    var named = PerABI(repeating: SyscallSet())

    /// Nothing counts as named in a complement: what was written is what is not wanted.
    var inverted: CallChoice {
        var result = CallChoice()
        for abi in ABI.allCases { result.calls[abi] = calls[abi].inverted }
        return result
    }

    mutating func formUnion(_ other: CallChoice) {
        for abi in ABI.allCases {
            calls[abi].formUnion(other.calls[abi])
            named[abi].formUnion(other.named[abi])
        }
    }
}
