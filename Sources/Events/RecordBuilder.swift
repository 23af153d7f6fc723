import Schema

/// Builds the bytes of one record, for producers other than the generated programs and for tests.
package struct RecordBuilder {
    /// The record so far, always complete and padded.
    package private(set) var bytes: [UInt8]

    /// Who made a call, for records that say so.
    package struct Identity {
        package var user: UInt32
        package var group: UInt32
        /// At most 15 bytes count.
        package var command: String

        package init(user: UInt32, group: UInt32, command: String) {
            self.user = user
            self.group = group
            self.command = command
        }
    }

    /// `arguments` beyond six are left out. `startTime` other than `nil` sets `RecordFlags.hasStart`, `identity` `RecordFlags.hasIdentity`.
    package init(
        _ kind: RecordKind, abi: ABI = .x86_64, number: Int32 = 0, arguments: [UInt64] = [], result: Int64 = 0, time: UInt64 = 0,
        tid: UInt32 = 1, tgid: UInt32? = nil, startTime: UInt64? = nil, identity: Identity? = nil, flags: RecordFlags = []
    ) {
        let arguments = arguments.prefix(RecordLayout.maximumArguments)
        var flags = flags
        if startTime != nil { flags.insert(.hasStart) }
        if identity != nil { flags.insert(.hasIdentity) }
        bytes = [kind.rawValue, abi.rawValue, flags.rawValue, UInt8(arguments.count)]
        append(number)
        append(time)
        append(tid)
        append(tgid ?? tid)
        append(result)
        for argument in arguments { append(argument) }
        if let startTime { append(startTime) }
        guard let identity else { return }
        append(identity.user)
        append(identity.group)
        let name = Array(identity.command.utf8.prefix(15))
        bytes += name + [UInt8](repeating: 0, count: RecordLayout.identitySize - RecordLayout.identityCommand - name.count)
    }

    /// Adds a chunk. `length` says another length than that of the bytes, to build damaged records.
    package mutating func addChunk(
        _ argument: Int, _ form: ChunkForm, _ content: some Collection<UInt8>, status: ChunkStatus = .complete,
        source: ChunkSource = .userAtExit,
        length: UInt32? = nil
    ) {
        bytes += [UInt8(truncatingIfNeeded: argument), status.rawValue, source.rawValue, form.rawValue]
        append(length ?? UInt32(content.count))
        bytes += content
        while bytes.count % 8 != 0 { bytes.append(0) }
    }

    /// Adds a complete string chunk, or one cut at its limit.
    package mutating func addString(_ argument: Int, _ string: String, status: ChunkStatus = .complete, source: ChunkSource = .userAtExit) {
        addChunk(argument, .string, string.utf8, status: status, source: source)
    }

    /// Adds a vector chunk: each string with its NUL.
    package mutating func addVector(_ argument: Int, _ strings: [String], source: ChunkSource = .userAtEntry) {
        addChunk(argument, .vector, strings.flatMap { Array($0.utf8) + [0] }, source: source)
    }

    /// Lends the finished record.
    package func withView<Result>(_ body: (RecordView) throws -> Result) throws -> Result {
        try bytes.withUnsafeBytes { raw in try body(RecordView(raw)) }
    }

    private mutating func append(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
    }
}
