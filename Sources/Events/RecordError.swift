import Schema

/// What is wrong with the bytes of a record.
///
/// A damaged record is reported and left out; the records around it are not affected, because each carries its own length.
package enum RecordError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Fewer bytes than a part of the record needs. `part` is a name from `RecordLayout`.
    case short(part: Part, offset: Int, needed: Int, available: Int)
    /// A byte that must be one of an enumeration is none of them.
    case unknown(part: Part, offset: Int, value: Int)
    /// More arguments than a call can have.
    case tooManyArguments(Int)

    /// The name of a part of the layout.
    package enum Part: String, Hashable, Sendable {
        case header, arguments, start, identity, kind, abi, chunk
        case chunkHeader = "chunk header"
        case chunkArgument = "chunk argument"
        case chunkStatus = "chunk status"
        case chunkSource = "chunk source"
        case chunkForm = "chunk form"
    }

    package var description: String {
        switch self {
        case .short(let part, let offset, let needed, let available):
            "damaged record: its \(part.rawValue) at byte \(offset) needs \(needed) bytes and \(available) are there; the record is left out"
        case .unknown(let part, let offset, let value):
            "damaged record: the \(part.rawValue) at byte \(offset) is \(value), which layout version \(RecordLayout.version) does not know;"
                + " the record is left out (was it written by a newer version?)"
        case .tooManyArguments(let count):
            "damaged record: it claims \(count) arguments and a call has at most 6; the record is left out"
        }
    }
}
