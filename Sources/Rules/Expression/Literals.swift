extension Fragment {
    /// The value of a number token: decimal, octal after `0`, hexadecimal after `0x`; `k`, `M` and `G` multiply by powers of 1024; with `ns`, `us`, `ms` or
    /// `s` it is a duration, and may have a fraction.
    func number() throws(Diagnostic) -> Comparison.Value {
        let text = self.text
        let isNegative = text.hasPrefix("-")
        let digits = isNegative ? String(text.dropFirst()) : text
        if let value = plainNumber(digits) {
            let signed = isNegative ? -value : value
            guard signed >= Int128(Int64.min), signed <= Int128(UInt64.max) else {
                throw error("\(quoted(text)) does not fit in 64 bits")
            }
            return .number(signed)
        }
        if let nanoseconds = duration(digits) {
            guard !isNegative else { throw error("a duration is not negative") }
            return .duration(nanoseconds)
        }
        throw error(
            "\(quoted(text)) is not a number",
            suggestion: "numbers are decimal, octal (0644) or hexadecimal (0xff), with k, M or G, or with ns, us, ms or s")
    }

    /// A number without sign; nil when it is none. What is too large for 64 bits comes out as something that is too large.
    private func plainNumber(_ text: String) -> Int128? {
        var digits = Substring(text)
        var radix = 10
        var factor: Int128 = 1
        if digits.hasPrefix("0x") {
            (radix, digits) = (16, digits.dropFirst(2))
        } else {
            let factors: [Character: Int128] = ["k": 1 << 10, "M": 1 << 20, "G": 1 << 30]
            if let last = digits.last, let named = factors[last] { (factor, digits) = (named, digits.dropLast()) }
            if digits.hasPrefix("0"), digits.count > 1 { (radix, digits) = (8, digits.dropFirst()) }
        }
        guard !digits.isEmpty, !digits.hasPrefix("+"), !digits.hasPrefix("-") else { return nil }
        let significant = digits.drop { $0 == "0" }
        if significant.isEmpty { return 0 }
        guard significant.allSatisfy({ $0.hexDigitValue.map { $0 < radix } ?? false }) else { return nil }
        return significant.count > 24 ? Int128(UInt64.max) + 1 : Int128(significant, radix: radix).map { $0 * factor }
    }

    /// Nanoseconds; nil for what is not a duration or longer than 292 years.
    private func duration(_ text: String) -> Int64? {
        let units: [(name: String, digits: Int)] = [("ns", 0), ("us", 3), ("ms", 6), ("s", 9)]
        guard let unit = units.first(where: { text.hasSuffix($0.name) }) else { return nil }
        let parts = text.dropLast(unit.name.count).split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? String(parts[1]) : ""
        guard let whole = parts.first, !whole.isEmpty, (parts.count == 1 || !fraction.isEmpty), fraction.utf8.count <= unit.digits else {
            return nil
        }
        let digits = whole + fraction + String(repeating: "0", count: unit.digits - fraction.utf8.count)
        return digits.utf8.allSatisfy(isDigit) ? Int64(digits) : nil
    }
}
