import Schema

/// One record, taken apart by what `RecordLayout` says and nothing else.
struct Record: Equatable {
    struct Chunk: Equatable, CustomStringConvertible {
        var argument: Int
        var status: ChunkStatus
        var source: ChunkSource
        var form: ChunkForm
        var bytes: [UInt8]

        init(
            _ argument: Int, _ form: ChunkForm, _ bytes: some Sequence<UInt8>, _ status: ChunkStatus = .complete,
            _ source: ChunkSource = .userAtExit
        ) {
            self.argument = argument
            self.status = status
            self.source = source
            self.form = form
            self.bytes = Array(bytes)
        }

        var description: String {
            let shown = bytes.count <= 24 ? "\(bytes)" : "\(bytes.prefix(12))…\(bytes.suffix(4)) (\(bytes.count))"
            return "\(argument): \(status) \(form) from \(source) \(shown)"
        }
    }

    var kind: RecordKind
    var abi: ABI
    var flags: RecordFlags
    var number: Int32
    var time: UInt64
    var tid: UInt32
    var tgid: UInt32
    var result: Int64
    var arguments: [UInt64]
    var startTime: UInt64?
    /// User, group and name, as they lie there.
    var identity: [UInt8]?
    var chunks: [Chunk]

    init(_ bytes: [UInt8]) throws {
        func number<Number: FixedWidthInteger>(_ offset: Int, _ type: Number.Type) throws -> Number {
            guard offset + Number.bitWidth / 8 <= bytes.count else { throw Fault("a record of \(bytes.count) bytes ends before \(offset)") }
            return (0..<Number.bitWidth / 8).reduce(0) { $0 | Number(truncatingIfNeeded: bytes[offset + $1]) << Number(8 * $1) }
        }
        func known<Value>(_ value: Value?, _ what: String) throws -> Value {
            guard let value else { throw Fault("an unknown \(what) in a record") }
            return value
        }
        guard bytes.count % 8 == 0 else { throw Fault("a record of \(bytes.count) bytes is no multiple of 8") }
        kind = try known(RecordKind(rawValue: number(0, UInt8.self)), "kind")
        abi = try known(ABI(rawValue: number(1, UInt8.self)), "ABI")
        flags = RecordFlags(rawValue: try number(2, UInt8.self))
        let count = Int(try number(3, UInt8.self))
        self.number = try number(4, Int32.self)
        time = try number(8, UInt64.self)
        tid = try number(16, UInt32.self)
        tgid = try number(20, UInt32.self)
        result = try number(24, Int64.self)
        arguments = try (0..<count).map { try number(32 + 8 * $0, UInt64.self) }
        var position = 32 + 8 * count
        if flags.contains(.hasStart) {
            startTime = try number(position, UInt64.self)
            position += 8
        }
        if flags.contains(.hasIdentity) {
            guard position + RecordLayout.identitySize <= bytes.count else { throw Fault("an identity leaves its record") }
            identity = Array(bytes[position..<position + RecordLayout.identitySize])
            position += RecordLayout.identitySize
        }
        chunks = []
        while position < bytes.count {
            let length = Int(try number(position + 4, UInt32.self))
            guard position + 8 + length <= bytes.count else { throw Fault("a chunk of \(length) bytes leaves its record") }
            chunks.append(
                Chunk(
                    Int(bytes[position]), try known(ChunkForm(rawValue: bytes[position + 3]), "form"),
                    bytes[position + 8..<position + 8 + length], try known(ChunkStatus(rawValue: bytes[position + 1]), "status"),
                    try known(ChunkSource(rawValue: bytes[position + 2]), "source")))
            position += 8 + (length + 7) / 8 * 8
        }
    }
}
