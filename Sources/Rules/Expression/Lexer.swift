/// A token of a condition.
struct Token {
    enum Kind: Hashable {
        /// A name of a call, class, field or constant, or a regular expression for names.
        case word
        /// A number, with its unit if it has one.
        case number
        /// A text, without its quotation marks and with its escapes replaced.
        case text(String)
        case relation(Relation)
        case and
        case or
        case not
        case open
        case close
        case end
    }

    var kind: Kind
    /// Where it stands; empty for the end.
    var part: Fragment
}

/// Cuts a condition into tokens.
struct Lexer {
    private let source: Fragment
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ source: Fragment) {
        self.source = source
        bytes = source.bytes
        position = bytes.startIndex
    }

    /// Longer operators stand before those that they begin with.
    // swift-format-ignore
    private static let operators: [(text: String, kind: Token.Kind)] = [
        ("&&", .and),
        ("||", .or),
        ("==", .relation(.equal)),
        ("!=", .relation(.notEqual)),
        ("<=", .relation(.lessOrEqual)),
        (">=", .relation(.greaterOrEqual)),
        ("^=", .relation(.hasPrefix)),
        ("$=", .relation(.hasSuffix)),
        ("*=", .relation(.contains)),
        ("<",  .relation(.less)),
        (">",  .relation(.greater)),
        ("&",  .relation(.hasBits)),
        ("~",  .relation(.matches)),
        ("!",  .not),
        ("(",  .open),
        (")",  .close),
    ]

    /// What people write who know another language.
    // swift-format-ignore
    private static let foreign: [(text: String, instead: String)] = [
        ("=~", "'~' matches a regular expression"),
        ("=",  "'==' compares"),
        ("|",  "'||' means or"),
        ("^",  "'^=' means begins with"),
        ("$",  "'$=' means ends with"),
        ("*",  "'*=' means contains"),
        ("'",  "texts stand in double quotes"),
        (",",  "'||' means or"),
    ]

    /// The next token; the end again and again after the last.
    mutating func next() throws(Diagnostic) -> Token {
        while position < bytes.endIndex, isSpace(bytes[position]) { position += 1 }
        guard position < bytes.endIndex else { return Token(kind: .end, part: source.narrowed(to: position..<position)) }
        let byte = bytes[position]
        let start = position
        if byte == UInt8(ascii: "\"") { return try text() }
        if isDigit(byte) || (byte == UInt8(ascii: "-") && position + 1 < bytes.endIndex && isDigit(bytes[position + 1])) {
            position += 1
            skip { isDigit($0) || isLetter($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "@") }
            return Token(kind: .number, part: source.narrowed(to: start..<position))
        }
        if isLetter(byte) || "_%?".utf8.contains(byte) {
            skip { isLetter($0) || isDigit($0) || "_.@%?".utf8.contains($0) }
            if bytes[start] == UInt8(ascii: "?"), position < bytes.endIndex, bytes[position] == UInt8(ascii: "/") { skipPattern() }
            return Token(kind: .word, part: source.narrowed(to: start..<position))
        }
        if byte == UInt8(ascii: "/") {
            skipPattern()
            return Token(kind: .word, part: source.narrowed(to: start..<position))
        }
        if let found = Self.operators.first(where: { bytes[start...].starts(with: $0.text.utf8) }) {
            position += found.text.utf8.count
            return Token(kind: found.kind, part: source.narrowed(to: start..<position))
        }
        let found = Self.foreign.first { bytes[start...].starts(with: $0.text.utf8) }
        position += found?.text.utf8.count ?? 1
        // A character of several bytes is one offence.
        if found == nil { skip { $0 & 0xc0 == 0x80 } }
        let part = source.narrowed(to: start..<position)
        throw part.error("\(quoted(part.text)) means nothing here", suggestion: found?.instead)
    }

    private mutating func skip(while isPart: (UInt8) -> Bool) {
        while position < bytes.endIndex, isPart(bytes[position]) { position += 1 }
    }

    /// A regular expression ends at a space, or at a parenthesis that it did not open.
    private mutating func skipPattern() {
        var open = 0
        skip { byte in
            if byte == UInt8(ascii: "(") { open += 1 }
            if byte == UInt8(ascii: ")") { open -= 1 }
            return open >= 0 && !isSpace(byte)
        }
    }

    /// A text in double quotes, in which `\"`, `\\`, `\n`, `\r`, `\t` and `\u{…}` are escapes.
    private mutating func text() throws(Diagnostic) -> Token {
        let start = position
        var content: [UInt8] = []
        position += 1
        while position < bytes.endIndex, bytes[position] != UInt8(ascii: "\"") {
            if bytes[position] == UInt8(ascii: "\\") {
                content += try escape()
            } else {
                content.append(bytes[position])
                position += 1
            }
        }
        guard position < bytes.endIndex else {
            throw source.narrowed(to: start..<position).error("this text has no end", suggestion: "a '\"' closes it")
        }
        position += 1
        return Token(kind: .text(String(decoding: content, as: UTF8.self)), part: source.narrowed(to: start..<position))
    }

    /// The bytes that an escape stands for.
    private mutating func escape() throws(Diagnostic) -> [UInt8] {
        let start = position
        position += 1
        guard position < bytes.endIndex else {
            throw source.narrowed(to: start..<position).error("an escape is not finished", suggestion: #"'\\' is one backslash"#)
        }
        let letter = bytes[position]
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return [letter]
        case UInt8(ascii: "n"): return [UInt8(ascii: "\n")]
        case UInt8(ascii: "r"): return [UInt8(ascii: "\r")]
        case UInt8(ascii: "t"): return [UInt8(ascii: "\t")]
        case UInt8(ascii: "u"):
            let digits = bytes[position...].dropFirst().prefix { isDigit($0) || isLetter($0) }
            let isBraced = bytes[position...].first == UInt8(ascii: "{") && bytes[digits.endIndex...].first == UInt8(ascii: "}")
            if isBraced, let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16), let scalar = Unicode.Scalar(value) {
                position = digits.endIndex + 1
                return Array(String(scalar).utf8)
            }
        default: skip { $0 & 0xc0 == 0x80 }
        }
        let part = source.narrowed(to: start..<position)
        throw part.error("\(quoted(part.text)) is not an escape", suggestion: #"there are \", \\, \n, \r, \t and \u{…}"#)
    }
}
