/// A line of the text that strace and trapline both write.
struct TraceLine {
    enum Kind: Equatable {
        /// `result` is nil where the line stops before it: `<unfinished ...>`.
        case call(name: String, arguments: String, result: String?)
        /// The rest of a call of which the beginning stands further up (strace alone writes these).
        case resumed(name: String)
        case signal(name: String, information: String)
        case exited(Int)
        case killed(String)
        /// Records that found no room: so many calls, and so many other events.
        case lost(calls: Int, others: Int)
        case other
    }

    /// The task, where the line says.
    let pid: Int?
    let kind: Kind
    let text: String

    init(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        var pid: Int?
        if rest.starts(with: Self.bracket) {
            if let end = rest.firstIndex(of: UInt8(ascii: "]")) {
                pid = Int(Self.trimmed(rest[rest.startIndex + 5..<end]))
                rest = rest[(end + 1)...].drop { $0 == 0x20 }
            }
        } else {
            let digits = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
            if digits.count > 0 && rest.count > digits.count && rest[digits.endIndex] == 0x20 {
                pid = Int(String(decoding: digits, as: UTF8.self))
                rest = rest[digits.endIndex...].drop { $0 == 0x20 }
            }
        }
        self.pid = pid
        kind = Self.kind(rest)
        text = String(decoding: rest, as: UTF8.self)
    }

    static func parse(_ bytes: [UInt8]) -> [TraceLine] {
        bytes.split(separator: 0x0a).map { TraceLine($0) }
    }

    static func parse(_ text: String) -> [TraceLine] { parse(Array(text.utf8)) }

    // MARK: - What is asked of lines

    var name: String? { if case .call(let name, _, _) = kind { name } else { nil } }

    var arguments: String? { if case .call(_, let arguments, _) = kind { arguments } else { nil } }

    var result: String? { if case .call(_, _, let result) = kind { result } else { nil } }

    var isUnfinished: Bool { if case .call(_, _, nil) = kind { true } else { false } }

    var isEnd: Bool {
        switch kind {
        case .exited, .killed: true
        default: false
        }
    }

    var isSignal: Bool { if case .signal = kind { true } else { false } }

    var lostCalls: Int { if case .lost(let calls, _) = kind { calls } else { 0 } }

    // MARK: - Parsing

    private static let bracket = Array("[pid ".utf8)
    private static let plusses = Array("+++ ".utf8)
    private static let dashes = Array("--- ".utf8)

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self).filter { $0 != " " }
    }

    private static func kind(_ line: ArraySlice<UInt8>) -> Kind {
        if line.starts(with: plusses) { return end(String(decoding: line, as: UTF8.self)) }
        if line.starts(with: dashes) { return event(String(decoding: line, as: UTF8.self)) }
        if line.first == UInt8(ascii: "<") {
            let words = String(decoding: line, as: UTF8.self).split(separator: " ")
            if words.count >= 3, words[0] == "<...", words[2].hasPrefix("resumed>") { return .resumed(name: String(words[1])) }
        }
        return call(line)
    }

    private static func end(_ text: String) -> Kind {
        let words = text.split(separator: " ")
        if text.hasPrefix("+++ exited with "), words.count == 5, let status = Int(words[3]) { return .exited(status) }
        if text.hasPrefix("+++ killed by "), words.count >= 5 { return .killed(String(words[3])) }
        return .other
    }

    private static func event(_ text: String) -> Kind {
        let words = text.split(separator: " ")
        if words.count > 4, words[1] == "lost" {
            // "lost 12 calls and 1 other event on CPU 0 …", either half of it alone.
            func count(before noun: String) -> Int {
                zip(words, words.dropFirst()).first { $1.hasPrefix(noun) }.flatMap { Int($0.0) } ?? 0
            }
            return .lost(calls: count(before: "call"), others: count(before: "other"))
        }
        if words.count > 2, words[1].hasPrefix("SIG"), text.hasSuffix(" ---") {
            return .signal(name: String(words[1]), information: words[2...].dropLast().joined(separator: " "))
        }
        return .other
    }

    /// `name(arguments) = result`: the bracket that closes is the one at depth zero outside of any quotation.
    private static func call(_ line: ArraySlice<UInt8>) -> Kind {
        let name = line.prefix { $0 != UInt8(ascii: "(") }
        guard name.count > 0, name.count < line.count, name.allSatisfy(isNameByte) else { return .other }
        var depth = 0
        var quoted = false
        var index = name.endIndex
        while index < line.endIndex {
            let byte = line[index]
            if quoted {
                if byte == UInt8(ascii: "\\") { index += 1 } else if byte == UInt8(ascii: "\"") { quoted = false }
            } else if byte == UInt8(ascii: "\"") {
                quoted = true
            } else if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                depth += 1
            } else if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                depth -= 1
                if depth == 0 { break }
            }
            index += 1
        }
        let called = String(decoding: name, as: UTF8.self)
        guard index < line.endIndex else {
            let arguments = String(decoding: line[(name.endIndex + 1)...], as: UTF8.self)
            return .call(name: called, arguments: arguments, result: nil)
        }
        let arguments = String(decoding: line[(name.endIndex + 1)..<index], as: UTF8.self)
        let after = line[(index + 1)...].drop { $0 == 0x20 }
        guard after.first == UInt8(ascii: "=") else { return .call(name: called, arguments: arguments, result: nil) }
        return .call(
            name: called, arguments: arguments, result: String(decoding: after.dropFirst().drop { $0 == 0x20 }, as: UTF8.self))
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x61...0x7a).contains(byte) || (0x41...0x5a).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5f || byte == 0x23
    }
}

extension [TraceLine] {
    /// How many lines each call has; of a call that strace shows in two parts the first counts.
    var callCounts: [String: Int] {
        reduce(into: [:]) { counts, line in
            if let name = line.name { counts[name, default: 0] += 1 }
        }
    }
}
