import Schema

/// The sets of `select` and its siblings: the first argument says how many descriptors they are about.
enum DescriptorSets {
    static func show(_ decoder: CallDecoder, _ bytes: ByteReader) {
        let count = max(0, Int(decoder.int(0)))
        let shown = bytes.prefix(at: 0, count: (count + 7) / 8)
        withUnsafeTemporaryAllocation(byteCount: max(shown.count, 1), alignment: 1) { room in
            room.copyMemory(from: shown.bytes)
            // Bits behind the last descriptor mean nothing.
            if count % 8 != 0, shown.count == (count + 7) / 8 { room[shown.count - 1] &= 1 << UInt8(count % 8) - 1 }
            decoder.sink.processorSet(
                UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(room)[..<shown.count]), shown.count * 8 < count ? .cut : .whole)
        }
    }

    /// What happened: the sets that have a member, and the time that is left; or that nothing did.
    static func detail(_ decoder: CallDecoder) {
        guard decoder.value > 0 else { return EventDecoders.timeout(decoder) }
        for (index, label) in [(1, "in"), (2, "out"), (3, "except")] as [(Int, Word)] {
            guard let chunk = decoder.record.chunk(index, source: .userAtExit), chunk.bytes.bytes.contains(where: { $0 != 0 }) else {
                continue
            }
            decoder.sink.beginDetail(label)
            show(decoder, chunk.bytes)
        }
        EventDecoders.timeLeft(decoder, 4)
    }

    /// A structure of a pointer to a signal set and its size.
    static func signalSet(_ decoder: CallDecoder, _ index: Int) {
        let sink = decoder.sink
        let word = decoder.record.abi.pointerSize
        guard let chunk = decoder.content(index), let address = chunk.bytes.unsigned(at: 0, size: word),
            let size = chunk.bytes.unsigned(at: word, size: word)
        else { return decoder.address(index) }
        sink.beginStructure("__aio_sigset")
        sink.beginField("sigmask")
        if size == 8, let set = decoder.record.indirect(index, at: address)?.bytes.load(UInt64.self, at: 0) {
            sink.signalSet(set)
        } else {
            sink.address(address)
        }
        decoder.field("sigsetsize", unsigned: size)
        sink.endStructure(.whole)
    }
}
