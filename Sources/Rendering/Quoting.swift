/// Which bytes of a string are shown as hexadecimal escapes (`-x`, `-xx`).
package enum HexadecimalStrings: Sendable {
    case never
    /// Strings with bytes that are neither printable nor blanks, in whole.
    case unprintable
    case all
}

extension OutputBuffer {
    /// Bytes between quotes, escaped as strace escapes them: no byte outside printable ASCII comes through.
    ///
    /// Octal escapes are as short as they can be; they have three digits when an octal digit follows.
    package func append(quoted bytes: UnsafeRawBufferPointer, _ style: HexadecimalStrings) {
        let hexadecimal = style == .all || style == .unprintable && bytes.contains(where: Self.forcesHexadecimal)
        let start = room(bytes.count &* 4 &+ 2)
        var target = start
        target[0] = 0x22
        target += 1
        if hexadecimal {
            for byte in bytes {
                target[0] = 0x5c
                target[1] = 0x78
                target[2] = Self.digit(byte >> 4)
                target[3] = Self.digit(byte & 15)
                target += 4
            }
        } else if let base = bytes.baseAddress {
            var position = 0
            let count = bytes.count
            let source = base.assumingMemoryBound(to: UInt8.self)
            while position < count {
                let byte = source[position]
                position += 1
                if byte >= 0x20, byte <= 0x7e, byte != 0x22, byte != 0x5c {
                    target[0] = byte
                    target += 1
                } else {
                    target = Self.escape(byte, next: position < count ? source[position] : 0, into: target)
                }
            }
        }
        target[0] = 0x22
        advance(target + 1 - start)
    }

    private static func escape(_ byte: UInt8, next: UInt8, into target: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        var target = target
        target[0] = 0x5c
        target += 1
        switch byte {
        case 0x22, 0x5c: target[0] = byte
        case 0x09: target[0] = 0x74
        case 0x0a: target[0] = 0x6e
        case 0x0b: target[0] = 0x76
        case 0x0c: target[0] = 0x66
        case 0x0d: target[0] = 0x72
        default:
            let digitFollows = next >= 0x30 && next <= 0x37
            if digitFollows || byte >= 0o100 {
                target[0] = 0x30 + byte >> 6
                target += 1
            }
            if digitFollows || byte >= 0o10 {
                target[0] = 0x30 + byte >> 3 & 7
                target += 1
            }
            target[0] = 0x30 + byte & 7
        }
        return target + 1
    }

    private static func forcesHexadecimal(_ byte: UInt8) -> Bool {
        byte > 0x7e || byte < 0x20 && !(0x09...0x0d).contains(byte)
    }
}
