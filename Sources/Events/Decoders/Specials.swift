/// Calls and structures that need more than the kinds of their arguments, by name. The rows are in the files of their families.
enum Specials {
    static let calls: [String: CallSpecial] = [:]
    static let structures: [String: @Sendable (CallDecoder, ByteReader) -> Void] = [:]
}
