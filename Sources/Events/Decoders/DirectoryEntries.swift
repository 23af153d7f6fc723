import Schema

/// What `getdents` fills: how many entries there are, or with `-v` the entries themselves.
enum DirectoryEntries {
    @Sendable static func show(_ decoder: CallDecoder, _ index: Int) {
        guard decoder.succeeded, let chunk = decoder.content(index) else { return decoder.address(index) }
        if case .count = chunk.form {
            decoder.address(index)
            return decoder.sink.entries(chunk.bytes.load(UInt64.self, at: 0) ?? 0, chunk.isTruncated ? .cut : .whole)
        }
        guard index < decoder.plan.arguments.count, case .sized(let structure, _, _) = decoder.plan.arguments[index].kind else {
            return decoder.address(index)
        }
        show(decoder, structure, chunk)
    }

    private static func show(_ decoder: CallDecoder, _ structure: StructurePlan, _ chunk: Chunk) {
        let sink = decoder.sink
        // linux_dirent64 has its type before the name, the older forms in the last byte of the entry (man 2 getdents).
        let isNew = structure.name.string == "linux_dirent64"
        let word = isNew ? 8 : decoder.record.abi.pointerSize
        sink.beginArray()
        var position = 0
        var extent: Extent = chunk.isTruncated ? .cut : .whole
        while position < chunk.bytes.count {
            guard let length = chunk.bytes.load(UInt16.self, at: position + 2 * word), length > 2 * word,
                let entry = chunk.bytes.slice(at: position, count: Int(length))
            else {
                extent = .cut
                break
            }
            sink.beginElement()
            sink.beginStructure(structure.name)
            decoder.field("d_ino", unsigned: entry.unsigned(at: 0, size: word))
            decoder.field("d_off", unsigned: entry.unsigned(at: word, size: word))
            decoder.field("d_reclen", unsigned: length)
            if isNew { showType(sink, entry.load(UInt8.self, at: 18)) }
            sink.beginField("d_name")
            sink.string(entry.terminatedString(at: 2 * word + (isNew ? 3 : 2)).bytes.bytes, .whole)
            if !isNew { showType(sink, entry.load(UInt8.self, at: Int(length) - 1)) }
            sink.endStructure(.whole)
            position += Int(length)
        }
        sink.endArray(extent)
    }

    private static func showType(_ sink: any CallSink, _ type: UInt8?) {
        guard let type else { return }
        sink.beginField("d_type")
        sink.constants(Names.fileTypes, UInt64(type))
    }
}
