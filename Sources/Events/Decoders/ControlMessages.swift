import Schema

/// The messages beside the data: what `msg_control` points to.
enum ControlMessages {
    static func show(_ decoder: CallDecoder, _ index: Int, _ address: UInt64, _ length: UInt64) {
        let sink = decoder.sink
        // A header: its length in a word of the ABI, level, type. The next begins on a multiple of the word.
        let word = decoder.record.abi.pointerSize
        let headerSize = word + 8
        guard let chunk = decoder.record.indirect(index, at: address), !chunk.isUnreadable, length >= UInt64(headerSize) else {
            return sink.address(address)
        }
        let bytes = chunk.bytes.prefix(at: 0, count: Int(min(length, 1 << 20)))
        sink.beginArray()
        var position = 0
        var extent: Extent = UInt64(bytes.count) < length ? .cut : .whole
        while position < bytes.count {
            guard let size = bytes.unsigned(at: position, size: word), let level = bytes.load(UInt32.self, at: position + word),
                let type = bytes.load(UInt32.self, at: position + word + 4)
            else {
                extent = .cut
                break
            }
            sink.beginElement()
            sink.beginStructure("cmsghdr")
            decoder.field("cmsg_len", unsigned: size)
            sink.beginField("cmsg_level")
            sink.constants(Names.controlLevels, UInt64(level))
            sink.beginField("cmsg_type")
            showType(sink, level, type)
            let left = bytes.count - position
            let whole = Int(min(size, UInt64(left)))
            if whole > headerSize { showData(decoder, level, type, bytes.prefix(at: position + headerSize, count: whole - headerSize)) }
            sink.endStructure(.whole)
            // One that is shorter than its own header has no successor.
            guard size >= UInt64(headerSize) else {
                extent = .cut
                break
            }
            position += (whole + word - 1) & ~(word - 1)
        }
        sink.endArray(extent)
    }

    private enum Level {
        static let internet: UInt32 = 0
        static let socket: UInt32 = 1
        static let internet6: UInt32 = 41
    }

    private static func showType(_ sink: any CallSink, _ level: UInt32, _ type: UInt32) {
        switch level {
        case Level.socket: sink.constants(Names.controlMessages, UInt64(type))
        case Level.internet: sink.constants(Names.ipOptions, UInt64(type))
        case Level.internet6: sink.constants(Names.ipv6Options, UInt64(type))
        default: sink.hexadecimal(UInt64(type))
        }
    }

    private static func showData(_ decoder: CallDecoder, _ level: UInt32, _ type: UInt32, _ bytes: ByteReader) {
        let sink = decoder.sink
        let word = decoder.record.abi.pointerSize
        switch (level, type) {
        case (Level.socket, 1):
            sink.beginField("cmsg_data")
            decoder.showElements(bytes.prefix(at: 0, count: bytes.count / 4 * 4), 4, .whole) {
                sink.descriptor($0.load(Int32.self, at: 0) ?? 0)
            }
        case (Level.socket, 2) where bytes.count >= 12:
            sink.beginField("cmsg_data")
            showCredentials(decoder, bytes)
        case (Level.socket, 3):
            sink.beginField("cmsg_data")
            sink.string(bytes.terminatedString(at: 0).bytes.bytes, .whole)
        case (Level.socket, 29) where bytes.count >= 2 * word, (Level.socket, 63) where bytes.count >= 16:
            sink.beginField("cmsg_data")
            showTime(decoder, bytes, "timeval", "tv_usec", word: type == 63 ? 8 : word)
        case (Level.socket, 35) where bytes.count >= 2 * word, (Level.socket, 64) where bytes.count >= 16:
            sink.beginField("cmsg_data")
            showTime(decoder, bytes, "timespec", "tv_nsec", word: type == 64 ? 8 : word)
        case (Level.socket, 37), (Level.socket, 65):
            let width = type == 65 ? 8 : word
            sink.beginField("cmsg_data")
            decoder.showElements(bytes, 2 * width, .whole) { showTime(decoder, $0, "timespec", "tv_nsec", word: width) }
        case (Level.internet, 8) where bytes.count >= 12:
            sink.beginField("cmsg_data")
            sink.beginStructure("in_pktinfo")
            decoder.field("ipi_ifindex", unsigned: bytes.load(UInt32.self, at: 0))
            sink.internetAddressField("ipi_spec_dst", bytes.prefix(at: 4, count: 4).bytes)
            sink.internetAddressField("ipi_addr", bytes.prefix(at: 8, count: 4).bytes)
            sink.endStructure(.whole)
        case (Level.internet, 1):
            sink.beginField("cmsg_data")
            sink.beginArray()
            sink.beginElement()
            sink.hexadecimal(UInt64(bytes.load(UInt8.self, at: 0) ?? 0))
            sink.endArray(.whole)
        case (Level.internet, 2) where bytes.count >= 4, (Level.internet, 23) where bytes.count >= 4:
            sink.beginField("cmsg_data")
            sink.beginArray()
            sink.beginElement()
            sink.unsigned(UInt64(bytes.load(UInt32.self, at: 0) ?? 0))
            sink.endArray(.whole)
        default: break
        }
    }

    static func showCredentials(_ decoder: CallDecoder, _ bytes: ByteReader) {
        let sink = decoder.sink
        sink.beginStructure("ucred")
        sink.beginField("pid")
        sink.process(bytes.load(Int32.self, at: 0) ?? 0)
        sink.beginField("uid")
        sink.identity(bytes.load(UInt32.self, at: 4) ?? 0)
        sink.beginField("gid")
        sink.identity(bytes.load(UInt32.self, at: 8) ?? 0)
        sink.endStructure(.whole)
    }

    private static func showTime(_ decoder: CallDecoder, _ bytes: ByteReader, _ name: Word, _ fraction: Word, word: Int) {
        func number(_ position: Int) -> Int64 {
            word == 4
                ? Int64(bytes.load(Int32.self, at: position * word) ?? 0) : bytes.load(Int64.self, at: position * word) ?? 0
        }
        decoder.sink.beginStructure(name)
        decoder.field("tv_sec", signed: number(0))
        decoder.field(fraction, signed: number(1))
        decoder.sink.endStructure(.whole)
    }
}
