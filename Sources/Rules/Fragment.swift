/// A part of a source text that still knows where it stands.
struct Fragment {
    let source: SourceText
    /// The whole source.
    private let utf8: [UInt8]
    /// Where the part is in `utf8`; its ends are on Unicode scalar boundaries.
    let range: Range<Int>

    /// The whole of a source.
    init(_ source: SourceText) {
        self.source = source
        utf8 = Array(source.text.utf8)
        range = 0..<utf8.count
    }

    private init(source: SourceText, utf8: [UInt8], range: Range<Int>) {
        self.source = source
        self.utf8 = utf8
        self.range = range
    }

    var bytes: ArraySlice<UInt8> { utf8[range] }
    var text: String { String(decoding: bytes, as: UTF8.self) }
    var isEmpty: Bool { range.isEmpty }

    func starts(with character: Unicode.Scalar) -> Bool { bytes.first == UInt8(ascii: character) }

    /// Without so many bytes at the start, which the caller knows to be ASCII.
    func dropFirst(_ count: Int) -> Fragment { narrowed(to: min(range.lowerBound + count, range.upperBound)..<range.upperBound) }

    /// Without all leading occurrences of an ASCII character.
    func dropLeading(_ character: Unicode.Scalar) -> Fragment { dropFirst(bytes.prefix { $0 == UInt8(ascii: character) }.count) }

    /// Without spaces at both ends.
    var trimmed: Fragment {
        let leading = dropFirst(bytes.prefix(while: isSpace).count)
        let trailing = leading.bytes.reversed().prefix(while: isSpace).count
        return leading.narrowed(to: leading.range.lowerBound..<leading.range.upperBound - trailing)
    }

    /// The parts between occurrences of an ASCII character, without the empty ones.
    func split(at character: Unicode.Scalar) -> [Fragment] {
        bytes.split(separator: UInt8(ascii: character)).map { narrowed(to: $0.startIndex..<$0.endIndex) }
    }

    /// What stands before and after the first occurrence of an ASCII character.
    func cut(atFirst character: Unicode.Scalar) -> (before: Fragment, after: Fragment)? {
        bytes.firstIndex(of: UInt8(ascii: character)).map(cut)
    }

    /// What stands before and after the last occurrence of an ASCII character.
    func cut(atLast character: Unicode.Scalar) -> (before: Fragment, after: Fragment)? {
        bytes.lastIndex(of: UInt8(ascii: character)).map(cut)
    }

    private func cut(at position: Int) -> (before: Fragment, after: Fragment) {
        (narrowed(to: range.lowerBound..<position), narrowed(to: position + 1..<range.upperBound))
    }

    /// From the start of this part to the end of a later one of the same source.
    func extended(to later: Fragment) -> Fragment { narrowed(to: range.lowerBound..<max(range.upperBound, later.range.upperBound)) }

    /// The part at a range of the source, which the caller knows to be within it and on character boundaries.
    func narrowed(to range: Range<Int>) -> Fragment { Fragment(source: source, utf8: utf8, range: range) }

    /// An error about this part.
    func error(_ message: String, suggestion: String? = nil) -> Diagnostic {
        Diagnostic(.error, message, in: source, at: range, suggestion: suggestion)
    }
}

func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

/// Whether an ASCII character is white space.
func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || (9...13).contains(byte) }
