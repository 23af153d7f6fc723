import Rules
import Schema

/// What holds for every text, sensible or not. The random test, the replay of fixtures and the fuzzer share it.
enum SelectionInvariants {
    /// The options that a fuzzer's bytes stand for, one on each line: `z` and `Z` alone are those options, a line that starts with `P` is a path, and any
    /// other line is an `-e`.
    static func options(_ bytes: some Collection<UInt8>) -> [SelectionOption] {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            let text = String(decoding: line, as: UTF8.self)
            switch text {
            case "z": return .successfulOnly
            case "Z": return .failedOnly
            default: return text.hasPrefix("P") ? .path(String(text.dropFirst())) : .expression(text)
            }
        }
    }

    /// What is broken for these options, or nil.
    static func violation(_ options: [SelectionOption]) -> String? {
        let checked = Selection.check(options, names: SmallTable())
        for diagnostic in checked.diagnostics {
            if let violation = violation(diagnostic) { return "\(violation): \(diagnostic)" }
        }
        if checked != Selection.check(options, names: SmallTable()) { return "the same text gave two results" }
        let named = checked.value.named
        for abi in ABI.allCases {
            var common = named[abi]
            common.formIntersection(checked.value.calls[abi])
            if common != named[abi] { return "a named call is not selected" }
        }
        for case .expression(let text) in options {
            if let violation = complementViolation(text) { return violation }
        }
        return nil
    }

    static func violation(_ diagnostic: Diagnostic) -> String? {
        let utf8 = Array(diagnostic.source.text.utf8)
        let range = diagnostic.range
        guard range.lowerBound >= 0, range.upperBound <= utf8.count else { return "the range is outside of the text" }
        for end in [range.lowerBound, range.upperBound] where end < utf8.count && utf8[end] & 0xc0 == 0x80 {
            return "the range cuts a character"
        }
        let rendered = diagnostic.rendered(width: 80)
        if rendered.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).count != 3 { return "not three lines" }
        if rendered.utf8.contains(where: { $0 < 0x20 && $0 != UInt8(ascii: "\n") || $0 == 0x7f }) { return "a control character is shown" }
        return nil
    }

    /// A valid set and its negation must be complements.
    private static func complementViolation(_ text: String) -> String? {
        let plain = Selection.check([.expression("trace=" + text)], names: SmallTable())
        guard plain.isValid else { return nil }
        let negated = Selection.check([.expression("trace=!" + text)], names: SmallTable())
        guard negated.isValid else { return "the negation of a valid set is not valid" }
        for abi in ABI.allCases where negated.value.calls[abi] != plain.value.calls[abi].inverted {
            return "the negation of a set is not its complement"
        }
        return nil
    }
}

extension Checked where Value: Equatable {
    static func != (left: Checked, right: Checked) -> Bool { left.value != right.value || left.diagnostics != right.diagnostics }
}
