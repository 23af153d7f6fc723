/// A short piece of text that lives as long as the process: a name of a call, argument, constant or field.
///
/// A pointer and a length, so that decoders and renderers pass names on without allocating or counting references. Names come from literals and from the
/// schema's tables, never from a traced process; they are printable ASCII.
package struct Word: @unchecked Sendable, ExpressibleByStringLiteral {
    // `@unchecked Sendable`: the bytes are never changed and never freed.
    package let start: UnsafePointer<UInt8>
    package let count: Int

    package init(stringLiteral literal: StaticString) {
        start = literal.utf8Start
        count = literal.utf8CodeUnitCount
    }

    /// Copies a string that is never given back; only for tables, whose size is known.
    package init(interning string: String) {
        var string = string
        (start, count) = string.withUTF8 { bytes in
            let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(bytes.count, 1))
            if let source = bytes.baseAddress { copy.initialize(from: source, count: bytes.count) }
            return (UnsafePointer(copy), bytes.count)
        }
    }

    /// Borrows bytes for as long as the caller lends them; such a word must not be kept.
    package init(borrowing bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else {
            self = ""
            return
        }
        start = base
        count = bytes.count
    }

    package var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

    package var string: String { String(decoding: bytes, as: UTF8.self) }
}
