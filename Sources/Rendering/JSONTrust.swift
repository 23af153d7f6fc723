import Events
import Schema

/// Writes where the memory arguments of a call were read and how well: `,"trust":{"filename":{"entry":"complete"}}`.
struct JSONTrust {
    private struct Named {
        let name: Word
        /// Whether the kernel only reads the memory, so that nobody has reason to change it while the call runs.
        let isInput: Bool
    }

    private let lookup: (ABI, Int) -> Syscall?
    /// The arguments of a call, by ABI and number, made when they are first wanted.
    private var arguments: [[[Named]]] = ABI.allCases.map { _ in [] }
    private let unknown = (1...RecordLayout.maximumArguments).map { Named(name: Word(interning: "arg\($0)"), isInput: false) }

    /// Numbers beyond this are not kept; x32 numbers start at 2³⁰.
    private static let limit = 4096

    init(lookup: @escaping (ABI, Int) -> Syscall?) { self.lookup = lookup }

    /// Nothing is written for a call of which no memory was read.
    mutating func append(_ record: RecordView, to output: OutputBuffer) {
        // Two bits for each argument and source, eight for an argument: 0 for none, else the worst status plus one.
        var statuses: UInt64 = 0
        record.forEachChunk { chunk in
            let shift = UInt64(chunk.argument * 8) + UInt64(chunk.source.rawValue) * 2
            let status = UInt64(chunk.status.rawValue) + 1
            if status > statuses >> shift & 3 { statuses = statuses & ~(3 << shift) | status << shift }
        }
        guard statuses != 0 else { return }
        let arguments = arguments(record)
        var mark: StaticString = #","trust":{"#
        var index = 0
        while statuses != 0 {
            let sources = UInt8(truncatingIfNeeded: statuses)
            if sources != 0 {
                let argument = index < arguments.count ? arguments[index] : unknown[index]
                output.append(mark)
                mark = ","
                output.append(key: argument.name)
                append(sources, to: output)
                if argument.isInput, sources & 3 == 1, sources >> 2 & 3 == 1, Self.differs(record, index) {
                    output.append(#","tampered":true"#)
                }
                output.append(byte: 0x7d)
            }
            statuses >>= 8
            index += 1
        }
        output.append(byte: 0x7d)
    }

    private func append(_ sources: UInt8, to output: OutputBuffer) {
        var mark: StaticString = "{"
        append(sources, .userAtEntry, #""entry":"#, &mark, to: output)
        append(sources, .userAtExit, #""exit":"#, &mark, to: output)
        append(sources, .kernel, #""kernel":"#, &mark, to: output)
    }

    private func append(_ sources: UInt8, _ source: ChunkSource, _ key: StaticString, _ mark: inout StaticString, to output: OutputBuffer) {
        let status = sources >> (source.rawValue * 2) & 3
        guard status != 0 else { return }
        output.append(mark)
        mark = ","
        output.append(key)
        switch status {
        case 1: output.append(#""complete""#)
        case 2: output.append(#""truncated""#)
        default: output.append(#""unreadable""#)
        }
    }

    /// Whether what was read at the entry and what was read at the exit are not the same.
    private static func differs(_ record: RecordView, _ argument: Int) -> Bool {
        guard let before = record.chunk(argument, source: .userAtEntry)?.bytes.bytes,
            let after = record.chunk(argument, source: .userAtExit)?.bytes.bytes
        else { return false }
        return before.count != after.count || !before.elementsEqual(after)
    }

    private mutating func arguments(_ record: RecordView) -> [Named] {
        let table = Int(record.abi.rawValue)
        let number = Int(record.number)
        guard number >= 0, number < Self.limit else { return unknown }
        if number < arguments[table].count, !arguments[table][number].isEmpty { return arguments[table][number] }
        guard let row = lookup(record.abi, number), !row.arguments.isEmpty else { return unknown }
        let made = row.arguments.map { Named(name: Word(interning: $0.name), isInput: Self.isInput($0.kind)) }
        while arguments[table].count <= number { arguments[table].append([]) }
        arguments[table][number] = made
        return made
    }

    private static func isInput(_ kind: ArgumentKind) -> Bool {
        switch kind {
        case .path, .string, .vector, .environment, .bytes(.input, _), .structure(_, .input), .array(_, .input, _): true
        default: false
        }
    }
}
