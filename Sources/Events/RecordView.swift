import Schema

/// One memory argument as it was captured.
///
/// The bytes are borrowed from the record.
package struct Chunk {
    /// Which argument, counted from 0.
    package let argument: Int
    package let status: ChunkStatus
    package let source: ChunkSource
    package let form: ChunkForm
    package let bytes: ByteReader

    // Pattern matches, because the comparison of another module's enumeration is a call.
    @inline(__always)
    var isTruncated: Bool { if case .truncated = status { true } else { false } }
    @inline(__always)
    var isUnreadable: Bool { if case .unreadable = status { true } else { false } }
}

extension ABI {
    /// Whether calls through it have 32-bit registers.
    package var isCompat: Bool { if case .i386 = self { true } else { false } }
}

extension Direction {
    @inline(__always)
    var isOutput: Bool { if case .output = self { true } else { false } }
}

/// A checked view of one record.
///
/// `init` looks at every length and every enumeration in the record, so that nothing that reads it afterwards can leave its bytes, whatever they
/// hold. The view borrows: it is valid only as long as the bytes are, which for a `RecordBatch` is the duration of the closure that gets it.
package struct RecordView {
    package let bytes: ByteReader
    package let kind: RecordKind
    package let abi: ABI
    package let flags: RecordFlags
    /// Whether `flags` has `.noResult`, and so on: asked for each call and each argument.
    package let hasNoResult: Bool
    package let hasNoArguments: Bool
    package let argumentCount: Int
    /// Of the call, or the signal; see `RecordKind`.
    package let number: Int32
    /// `CLOCK_MONOTONIC` nanoseconds.
    package let time: UInt64
    package let tid: UInt32
    package let tgid: UInt32
    /// See `RecordKind`.
    package let result: Int64
    /// When the call began, in `CLOCK_MONOTONIC` nanoseconds; 0 when it was not asked for or not seen.
    package let startTime: UInt64
    /// Where it says who made the call; 0 when it does not.
    private let identity: Int
    private let chunks: Int

    /// Bytes after the last chunk are allowed when they are fewer than a chunk header: padding.
    package init(_ raw: UnsafeRawBufferPointer) throws(RecordError) {
        let bytes = ByteReader(raw)
        guard raw.count >= RecordLayout.headerSize,
            let kindByte = bytes.load(UInt8.self, at: RecordLayout.kind),
            let abiByte = bytes.load(UInt8.self, at: RecordLayout.abi),
            let flagByte = bytes.load(UInt8.self, at: RecordLayout.flags),
            let countByte = bytes.load(UInt8.self, at: RecordLayout.argumentCount),
            let number = bytes.load(Int32.self, at: RecordLayout.number),
            let time = bytes.load(UInt64.self, at: RecordLayout.time),
            let tid = bytes.load(UInt32.self, at: RecordLayout.tid),
            let tgid = bytes.load(UInt32.self, at: RecordLayout.tgid),
            let result = bytes.load(Int64.self, at: RecordLayout.result)
        else { throw .short(part: .header, offset: 0, needed: RecordLayout.headerSize, available: raw.count) }
        guard let kind = RecordKind(rawValue: kindByte) else {
            throw .unknown(part: .kind, offset: RecordLayout.kind, value: Int(kindByte))
        }
        guard let abi = ABI(rawValue: abiByte) else { throw .unknown(part: .abi, offset: RecordLayout.abi, value: Int(abiByte)) }
        guard countByte <= RecordLayout.maximumArguments else { throw .tooManyArguments(Int(countByte)) }
        let flags = RecordFlags(rawValue: flagByte)
        var end = RecordLayout.arguments + Int(countByte) * 8
        guard end <= raw.count else {
            throw .short(
                part: .arguments, offset: RecordLayout.arguments, needed: Int(countByte) * 8,
                available: raw.count - RecordLayout.arguments)
        }
        var startTime: UInt64 = 0
        hasNoResult = flagByte & RecordFlags.noResult.rawValue != 0
        hasNoArguments = flagByte & RecordFlags.noArguments.rawValue != 0
        if flagByte & RecordFlags.hasStart.rawValue != 0 {
            guard let start = bytes.load(UInt64.self, at: end) else {
                throw .short(part: .start, offset: end, needed: 8, available: raw.count - end)
            }
            startTime = start
            end += 8
        }
        if flagByte & RecordFlags.hasIdentity.rawValue != 0 {
            guard RecordLayout.identitySize <= raw.count - end else {
                throw .short(part: .identity, offset: end, needed: RecordLayout.identitySize, available: raw.count - end)
            }
            identity = end
            end += RecordLayout.identitySize
        } else {
            identity = 0
        }
        self.bytes = bytes
        self.kind = kind
        self.abi = abi
        self.flags = flags
        self.argumentCount = Int(countByte)
        self.number = number
        self.time = time
        self.tid = tid
        self.tgid = tgid
        self.result = result
        self.startTime = startTime
        self.chunks = end
        while end < raw.count, raw.count - end >= RecordLayout.chunkHeaderSize {
            end = try Self.checkChunk(bytes, at: end)
        }
    }

    /// No record at all; what a decoder holds between two.
    static var empty: RecordView { RecordView() }

    private init() {
        bytes = ByteReader(UnsafeRawBufferPointer(start: nil, count: 0))
        (kind, abi, flags, argumentCount) = (.call, .x86_64, .noArguments, 0)
        (hasNoResult, hasNoArguments) = (false, true)
        (number, time, tid, tgid, result, startTime, identity, chunks) = (0, 0, 0, 0, 0, 0, 0, 0)
    }

    /// The value of an argument register; 0 for one that the record does not have.
    @inline(__always)
    package func argument(_ index: Int) -> UInt64 {
        guard index >= 0, index < argumentCount else { return 0 }
        return bytes.load(UInt64.self, at: RecordLayout.arguments + index * 8) ?? 0
    }

    /// The real user and group of the thread when the call ended; nil when nobody asked for them.
    package var user: UInt32? { identity == 0 ? nil : bytes.load(UInt32.self, at: identity + RecordLayout.identityUser) }
    package var group: UInt32? { identity == 0 ? nil : bytes.load(UInt32.self, at: identity + RecordLayout.identityGroup) }

    /// The name of the thread when the call ended, without the NULs behind it; nil when nobody asked for it.
    package var command: ByteReader? {
        guard identity != 0 else { return nil }
        let size = RecordLayout.identitySize - RecordLayout.identityCommand
        return bytes.prefix(at: identity + RecordLayout.identityCommand, count: size).terminatedString(at: 0).bytes
    }

    /// The first chunk of an argument, in the order in which they were captured; `nil` when nothing of it was.
    package func chunk(_ argument: Int) -> Chunk? {
        var position = chunks
        while let chunk = nextChunk(&position) {
            if chunk.argument == argument { return chunk }
        }
        return nil
    }

    /// The chunk of an argument that was read at a given moment, where there may be one of each (in/out buffers).
    package func chunk(_ argument: Int, source: ChunkSource) -> Chunk? {
        var position = chunks
        while let chunk = nextChunk(&position) {
            if chunk.argument == argument, chunk.source == source { return chunk }
        }
        return nil
    }

    /// The memory that the memory of an argument points to; of several pieces with the same address the longest.
    package func indirect(_ argument: Int, at address: UInt64, source: ChunkSource = .userAtExit) -> Chunk? {
        var position = chunks
        var found: Chunk?
        while let chunk = nextChunk(&position) {
            guard case .indirect = chunk.form, chunk.argument == argument, chunk.source == source,
                chunk.bytes.load(UInt64.self, at: 0) == address
            else { continue }
            let piece = Chunk(
                argument: argument, status: chunk.status, source: source, form: .indirect, bytes: chunk.bytes.prefix(at: 8, count: .max))
            if found.map({ $0.bytes.count < piece.bytes.count }) ?? true { found = piece }
        }
        return found
    }

    /// Calls `body` with each chunk in order.
    package func forEachChunk(_ body: (Chunk) -> Void) {
        var position = chunks
        while let chunk = nextChunk(&position) { body(chunk) }
    }

    @inline(__always)
    private func nextChunk(_ position: inout Int) -> Chunk? {
        guard let header = bytes.load(UInt32.self, at: position),
            let length = bytes.load(UInt32.self, at: position + RecordLayout.chunkLength),
            let status = ChunkStatus(rawValue: UInt8(truncatingIfNeeded: header >> 8)),
            let source = ChunkSource(rawValue: UInt8(truncatingIfNeeded: header >> 16)),
            let form = ChunkForm(rawValue: UInt8(truncatingIfNeeded: header >> 24)),
            let content = bytes.slice(at: position + RecordLayout.chunkHeaderSize, count: Int(length))
        else { return nil }
        position += RecordLayout.chunkHeaderSize + (Int(length) + 7) & ~7
        return Chunk(argument: Int(header & 0xff), status: status, source: source, form: form, bytes: content)
    }

    /// Checks the chunk at `offset` and returns where the next one starts.
    private static func checkChunk(_ bytes: ByteReader, at offset: Int) throws(RecordError) -> Int {
        guard let argument = bytes.load(UInt8.self, at: offset + RecordLayout.chunkArgument),
            let status = bytes.load(UInt8.self, at: offset + RecordLayout.chunkStatus),
            let source = bytes.load(UInt8.self, at: offset + RecordLayout.chunkSource),
            let form = bytes.load(UInt8.self, at: offset + RecordLayout.chunkForm),
            let length = bytes.load(UInt32.self, at: offset + RecordLayout.chunkLength)
        else {
            throw .short(part: .chunkHeader, offset: offset, needed: RecordLayout.chunkHeaderSize, available: bytes.count - offset)
        }
        guard argument < RecordLayout.maximumArguments else {
            throw .unknown(part: .chunkArgument, offset: offset, value: Int(argument))
        }
        guard ChunkStatus(rawValue: status) != nil else {
            throw .unknown(part: .chunkStatus, offset: offset + RecordLayout.chunkStatus, value: Int(status))
        }
        guard ChunkSource(rawValue: source) != nil else {
            throw .unknown(part: .chunkSource, offset: offset + RecordLayout.chunkSource, value: Int(source))
        }
        guard ChunkForm(rawValue: form) != nil else {
            throw .unknown(part: .chunkForm, offset: offset + RecordLayout.chunkForm, value: Int(form))
        }
        let content = offset + RecordLayout.chunkHeaderSize
        guard Int(length) <= bytes.count - content else {
            throw .short(part: .chunk, offset: content, needed: Int(length), available: bytes.count - content)
        }
        return content + (Int(length) + 7) & ~7
    }
}
