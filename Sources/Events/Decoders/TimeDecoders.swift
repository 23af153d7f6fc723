import Schema

/// Times that a call leaves in place of what it was given.
enum TimeDecoders {
    static let calls: [String: CallSpecial] = [
        "nanosleep": CallSpecial(arguments: [1: whenInterrupted]),
        "clock_nanosleep": CallSpecial(arguments: [3: whenInterrupted]),
        "utimensat": CallSpecial(arguments: [2: fileTimes]),
    ]

    static let structures: [String: StructureSpecial] = [:]

    /// The time that is left is written only when a signal cut the sleep short.
    private static func whenInterrupted(_ decoder: CallDecoder, _ index: Int) {
        if decoder.failed, decoder.content(index) != nil {
            decoder.showStructure(index, decoder.book.structure(.timespec), .input)
        } else {
            decoder.address(index)
        }
    }

    /// Two times; a special number of nanoseconds stands for "now" or "leave it".
    private static func fileTimes(_ decoder: CallDecoder, _ index: Int) {
        let size = 16
        guard let chunk = decoder.content(index), chunk.bytes.count >= 2 * size else { return decoder.showPlanned(index) }
        let sink = decoder.sink
        sink.beginArray()
        for position in [0, size] {
            sink.beginElement()
            let seconds = chunk.bytes.load(Int64.self, at: position) ?? 0
            let nanoseconds = chunk.bytes.load(Int64.self, at: position + 8) ?? 0
            switch nanoseconds {
            case 0x3fff_ffff: sink.word("UTIME_NOW")
            case 0x3fff_fffe: sink.word("UTIME_OMIT")
            default:
                sink.beginStructure("timespec")
                decoder.field("tv_sec", signed: seconds)
                decoder.field("tv_nsec", signed: nanoseconds)
                sink.endStructure(.whole)
                sink.moment(seconds: seconds, nanoseconds: nanoseconds)
            }
        }
        sink.endArray(.whole)
    }
}
