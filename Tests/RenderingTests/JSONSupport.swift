import Events
import Schema

@testable import Rendering

/// Renders records made by `build` as JSON and returns the lines.
func renderJSON(
    _ builders: [RecordBuilder], options: JSONOptions = JSONOptions(),
    lookup: @escaping (ABI, Int) -> Syscall? = { SyscallTable.of($0)[$1] }
) -> [String] {
    let json = JSONText(options: options, lookup: lookup)
    let batch = RecordBatch()
    for builder in builders { builder.bytes.withUnsafeBytes { _ = batch.append(bytes: $0, cpu: 0) } }
    json.consume(batch)
    return lines(of: json.output)
}

/// The lines of a buffer, each without its end; bytes after the last end of line are one more.
func lines(of output: OutputBuffer) -> [String] {
    var lines = output.string.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
}

/// What stands after the call's name in the object of one call of the real table: `"arguments":{…},"result":…`, without the last bracket.
func members(_ builder: RecordBuilder, options: JSONOptions = JSONOptions()) -> String {
    let line = renderJSON([builder], options: options).first ?? ""
    guard let start = line.range(of: #""arguments":"#) else { return line }
    return String(line[start.lowerBound...].dropLast())
}

extension StringProtocol {
    /// Where `text` stands first.
    fileprivate func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            formIndex(after: &start)
        }
        return nil
    }
}

/// A JSON value, read by the letter of RFC 8259: numbers keep their text, and an object's keys must differ.
indirect enum JSONValue: Equatable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    struct Malformed: Error {
        let reason: String
        let offset: Int
    }

    /// `keysMayRepeat` is for values that break the rules of the decoders on purpose.
    init(_ line: String, keysMayRepeat: Bool = false) throws(Malformed) {
        var reader = Reader(bytes: Array(line.utf8), keysMayRepeat: keysMayRepeat)
        self = try reader.value()
        guard reader.position == reader.bytes.count else { throw reader.malformed("something after the value") }
    }

    subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    private struct Reader {
        let bytes: [UInt8]
        let keysMayRepeat: Bool
        var position = 0

        func malformed(_ reason: String) -> Malformed { Malformed(reason: reason, offset: position) }

        var next: UInt8? { position < bytes.count ? bytes[position] : nil }

        mutating func take(_ byte: UInt8) -> Bool {
            guard next == byte else { return false }
            position += 1
            return true
        }

        mutating func value() throws(Malformed) -> JSONValue {
            switch next {
            case UInt8(ascii: "{"): try object()
            case UInt8(ascii: "["): try array()
            case UInt8(ascii: "\""): .string(try string())
            case UInt8(ascii: "t"): try word("true", .bool(true))
            case UInt8(ascii: "f"): try word("false", .bool(false))
            case UInt8(ascii: "n"): try word("null", .null)
            default: try number()
            }
        }

        mutating func word(_ word: String, _ value: JSONValue) throws(Malformed) -> JSONValue {
            guard bytes[position...].starts(with: word.utf8) else { throw malformed("not \(word)") }
            position += word.utf8.count
            return value
        }

        mutating func number() throws(Malformed) -> JSONValue {
            let start = position
            _ = take(UInt8(ascii: "-"))
            let digits = position
            while let byte = next, byte >= 0x30, byte <= 0x39 { position += 1 }
            guard position > digits, bytes[digits] != 0x30 || position == digits + 1 else { throw malformed("no number") }
            return .number(String(decoding: bytes[start..<position], as: UTF8.self))
        }

        mutating func array() throws(Malformed) -> JSONValue {
            position += 1
            var elements: [JSONValue] = []
            if take(UInt8(ascii: "]")) { return .array(elements) }
            repeat { elements.append(try value()) } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "]")) else { throw malformed("array without end") }
            return .array(elements)
        }

        mutating func object() throws(Malformed) -> JSONValue {
            position += 1
            var members: [String: JSONValue] = [:]
            if take(UInt8(ascii: "}")) { return .object(members) }
            repeat {
                guard next == UInt8(ascii: "\"") else { throw malformed("no key") }
                let key = try string()
                guard take(UInt8(ascii: ":")) else { throw malformed("no colon") }
                let value = try value()
                guard members.updateValue(value, forKey: key) == nil || keysMayRepeat else { throw malformed("\(key) twice") }
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "}")) else { throw malformed("object without end") }
            return .object(members)
        }

        mutating func string() throws(Malformed) -> String {
            position += 1
            var units: [UInt16] = []
            while let byte = next, byte != UInt8(ascii: "\"") {
                if byte == UInt8(ascii: "\\") {
                    units.append(try escape())
                } else if byte < 0x20 || byte == 0x7f {
                    throw malformed("raw control byte \(byte)")
                } else {
                    let start = position
                    position += 1
                    while let more = next, more & 0xc0 == 0x80 { position += 1 }
                    guard let character = String(validating: bytes[start..<position], as: UTF8.self) else { throw malformed("not UTF-8") }
                    units += character.utf16
                }
            }
            guard take(UInt8(ascii: "\"")) else { throw malformed("string without end") }
            guard let text = String(validating: units, as: UTF16.self) else { throw malformed("a lone surrogate") }
            return text
        }

        mutating func escape() throws(Malformed) -> UInt16 {
            position += 1
            let plain: [UInt8: UInt16] = [
                UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5c, UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10,
                UInt8(ascii: "f"): 12, UInt8(ascii: "r"): 13,
            ]
            guard let letter = next else { throw malformed("escape without end") }
            position += 1
            if let unit = plain[letter] { return unit }
            guard letter == UInt8(ascii: "u"), position + 4 <= bytes.count,
                let unit = UInt16(String(decoding: bytes[position..<(position + 4)], as: UTF8.self), radix: 16)
            else { throw malformed("unknown escape") }
            position += 4
            return unit
        }
    }
}

/// Numbers that look random and are the same each time: splitmix64.
struct RepeatableNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
