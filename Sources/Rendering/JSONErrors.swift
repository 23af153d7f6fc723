import Events
import Schema

/// The members of a call's object that tell its error, by error number, made when they are first wanted.
struct JSONErrors {
    private var members: [Word?] = Array(repeating: nil, count: 4096)

    /// `,"errno":"ENOENT","error":"No such file or directory"`; for a number without a name the number stands in its place.
    mutating func members(_ number: Int) -> Word {
        guard members.indices.contains(number) else { return "" }
        if let ready = members[number] { return ready }
        let text = OutputBuffer(capacity: 128)
        text.append(#","errno":"#)
        if let name = ErrorNames.name(of: number) {
            text.append(quotedWord: Word(interning: name))
        } else {
            text.append(decimal: UInt64(number))
        }
        text.append(#","error":"#)
        text.append(jsonString: ErrorNames.message(of: number) ?? "Unknown error \(number)")
        let made = Word(interning: text.string)
        members[number] = made
        return made
    }
}

extension OutputBuffer {
    /// A string in quotes.
    func append(jsonString string: String) {
        var string = string
        string.withUTF8 { _ = append(jsonString: UnsafeRawBufferPointer($0), mayEndWithinCharacter: false) }
    }
}
