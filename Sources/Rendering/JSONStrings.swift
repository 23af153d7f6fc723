/// Bytes of a traced process as JSON.
///
/// Nothing is lost and nothing gets through: bytes that are UTF-8 become a string in which every control and formatting character is escaped, other bytes
/// become hexadecimal digits.
///
/// ```
/// "text"                                               whole, UTF-8
/// {"string":"text","truncated":true}                   its beginning
/// {"string":"text","tail":"e282","truncated":true}     its beginning, cut within a character: the bytes of that
/// {"bytes":"7f454cff"}                                 not UTF-8; "truncated" as above
/// {"string":"0x10"}                                    whole, and would look like an address as a bare string
/// ```
extension OutputBuffer {
    /// One value out of bytes that are text if they are UTF-8.
    func append(jsonText bytes: UnsafeRawBufferPointer, cut: Bool) {
        let start = count
        let wrapped = cut || Self.looksLikeAddress(bytes)
        if wrapped { append(#"{"string":"#) }
        guard let tail = append(jsonString: bytes, mayEndWithinCharacter: cut) else {
            truncate(to: start)
            return append(jsonBytes: bytes, cut: cut)
        }
        guard wrapped else { return }
        if tail > 0 {
            append(#","tail":""#)
            append(hexadecimalDigits: UnsafeRawBufferPointer(rebasing: bytes.suffix(tail)))
            append(byte: 0x22)
        }
        append(cut ? #","truncated":true}"# : "}")
    }

    /// One value out of bytes that nobody reads as text.
    func append(jsonBytes bytes: UnsafeRawBufferPointer, cut: Bool) {
        append(#"{"bytes":""#)
        append(hexadecimalDigits: bytes)
        append(cut ? #"","truncated":true}"# : #""}"#)
    }

    /// A string in quotes. Returns how many bytes at the end are the beginning of a character and were left out, which happens only when they may, and
    /// `nil` when the bytes are not UTF-8: then the end of the buffer is undefined and is to be truncated.
    @discardableResult
    func append(jsonString bytes: UnsafeRawBufferPointer, mayEndWithinCharacter: Bool) -> Int? {
        // A byte becomes six characters at most: one of two bytes becomes six, one of four twelve.
        var target = room(bytes.count &* 6 &+ 2)
        let start = target
        target[0] = 0x22
        target += 1
        var tail = 0
        if let base = bytes.baseAddress {
            var source = base.assumingMemoryBound(to: UInt8.self)
            let end = source + bytes.count
            while source < end {
                let byte = source[0]
                if byte >= 0x20, byte < 0x7f, byte != 0x22, byte != 0x5c {
                    target[0] = byte
                    target += 1
                    source += 1
                } else if byte < 0x80 {
                    target = Self.escape(control: byte, into: target)
                    source += 1
                } else {
                    let length = Self.character(source, end)
                    guard length > 0 else {
                        guard mayEndWithinCharacter, length < 0 else { return nil }
                        tail = end - source
                        break
                    }
                    target = Self.copy(character: source, length, into: target)
                    source += length
                }
            }
        }
        target[0] = 0x22
        advance(target + 1 - start)
        return tail
    }

    /// Two digits for each byte, lower case.
    private func append(hexadecimalDigits bytes: UnsafeRawBufferPointer) {
        var target = room(bytes.count &* 2)
        for byte in bytes {
            target[0] = Self.digit(byte >> 4)
            target[1] = Self.digit(byte & 15)
            target += 2
        }
        advance(bytes.count &* 2)
    }

    /// Whether the text is what an address is written as: `0x` and at least one lower-case hexadecimal digit, nothing else.
    private static func looksLikeAddress(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count > 2, bytes[0] == 0x30, bytes[1] == 0x78 else { return false }
        return bytes.dropFirst(2).allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x61 && $0 <= 0x66 }
    }

    private static func escape(control byte: UInt8, into target: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        target[0] = 0x5c
        switch byte {
        case 0x22, 0x5c: target[1] = byte
        case 0x08: target[1] = 0x62
        case 0x09: target[1] = 0x74
        case 0x0a: target[1] = 0x6e
        case 0x0c: target[1] = 0x66
        case 0x0d: target[1] = 0x72
        default: return escape(unit: UInt32(byte), into: target)
        }
        return target + 2
    }

    /// `\u202e`
    private static func escape(unit: UInt32, into target: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        target[0] = 0x5c
        target[1] = 0x75
        target[2] = digit(UInt8(truncatingIfNeeded: unit >> 12 & 15))
        target[3] = digit(UInt8(truncatingIfNeeded: unit >> 8 & 15))
        target[4] = digit(UInt8(truncatingIfNeeded: unit >> 4 & 15))
        target[5] = digit(UInt8(truncatingIfNeeded: unit & 15))
        return target + 6
    }

    /// The length of the character of several bytes at `source`: 0 when it is none, -1 when the bytes end within it.
    ///
    /// Well-formed sequences as the Unicode standard has them (table 3-7): no overlong forms, no surrogates, nothing beyond U+10FFFF.
    private static func character(_ source: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Int {
        let lead = source[0]
        let length: Int
        var lowest: UInt8 = 0x80
        var highest: UInt8 = 0xbf
        switch lead {
        case 0xc2...0xdf: length = 2
        case 0xe0...0xef:
            length = 3
            if lead == 0xe0 { lowest = 0xa0 }
            if lead == 0xed { highest = 0x9f }
        case 0xf0...0xf4:
            length = 4
            if lead == 0xf0 { lowest = 0x90 }
            if lead == 0xf4 { highest = 0x8f }
        default: return 0
        }
        var position = 1
        while position < length {
            guard source + position < end else { return -1 }
            guard source[position] >= lowest, source[position] <= highest else { return 0 }
            (lowest, highest) = (0x80, 0xbf)
            position += 1
        }
        return length
    }

    private static func copy(
        character source: UnsafePointer<UInt8>, _ length: Int, into target: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        var value = UInt32(source[0]) & (0xff >> (UInt32(length) + 1))
        for position in 1..<length { value = value << 6 | UInt32(source[position] & 0x3f) }
        if isEscaped(value) {
            if value < 0x10000 { return escape(unit: value, into: target) }
            let rest = value - 0x10000
            return escape(unit: 0xdc00 | rest & 0x3ff, into: escape(unit: 0xd800 | rest >> 10, into: target))
        }
        for position in 0..<length { target[position] = source[position] }
        return target + length
    }

    /// Characters beyond ASCII that steer a terminal or a reader rather than show something: C1 controls, line and paragraph separators, marks of direction,
    /// invisible formatting, tags, and the two that are no characters.
    private static func isEscaped(_ value: UInt32) -> Bool {
        switch value {
        case 0x80...0x9f, 0xad, 0x61c, 0x180e: true
        case 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f: true
        case 0xfeff, 0xfff9...0xfffb, 0xfffe...0xffff: true
        case 0xe0000...0xe0fff: true
        default: false
        }
    }
}
