/// What a tracer wrote into its report about records.
package struct ReportedCounts: Sendable, Equatable {
    package let captured: Int
    package let lost: Int

    /// Reads the members `captured` and `lost` of a JSON object; nil when one is missing or no whole number.
    package init?(report: String) {
        guard let captured = Self.member("captured", of: report), let lost = Self.member("lost", of: report) else { return nil }
        self.captured = captured
        self.lost = lost
    }

    /// The first whole number that stands behind a member name. Enough for a flat report that a program of ours wrote.
    private static func member(_ name: String, of report: String) -> Int? {
        let key = Array("\"\(name)\"".utf8)
        let bytes = Array(report.utf8)
        guard bytes.count >= key.count, let start = (0...bytes.count - key.count).first(where: { bytes[$0...].starts(with: key) })
        else { return nil }
        let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
        var rest = bytes[(start + key.count)...].drop { blanks.contains($0) }
        guard rest.popFirst() == UInt8(ascii: ":") else { return nil }
        rest = rest.drop { blanks.contains($0) }
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}
