import Schema

/// The values of socket options, in both directions.
enum SocketOptions {
    private enum Level {
        static let internet: UInt32 = 0
        static let socket: UInt32 = 1
        static let internet6: UInt32 = 41
    }

    /// Options of four bytes are numbers; others are shown as the bytes that they are, unless their structure is known.
    @Sendable static func show(_ decoder: CallDecoder, _ index: Int) {
        let isOutput = decoder.plan.arguments.indices.contains(index) && decoder.plan.arguments[index].kind.isOutput
        guard let (bytes, extent) = value(decoder, index, isOutput) else { return decoder.address(index) }
        let sink = decoder.sink
        switch (decoder.word(1), decoder.word(2)) {
        case (Level.socket, 13):
            // A caller that sets it must pass it whole.
            guard isOutput || bytes.count >= 8 else { return decoder.address(index) }
            parts(decoder, "linger", bytes, ["l_onoff", "l_linger"]) { sink.signed(Int64(Int32(bitPattern: $1))) }
        case (Level.socket, 17) where isOutput:
            parts(decoder, "ucred", bytes, ["pid", "uid", "gid"]) { part, number in
                if part == 0 { sink.process(Int32(bitPattern: number)) } else { sink.identity(number) }
            }
        case (Level.internet, 35) where bytes.count >= 8, (Level.internet, 36) where bytes.count >= 8:
            sink.beginStructure("ip_mreq")
            sink.internetAddressField("imr_multiaddr", bytes.prefix(at: 0, count: 4).bytes)
            sink.internetAddressField("imr_interface", bytes.prefix(at: 4, count: 4).bytes)
            sink.endStructure(.whole)
        case (Level.internet6, 20) where bytes.count >= 20, (Level.internet6, 21) where bytes.count >= 20:
            sink.beginStructure("ipv6_mreq")
            sink.internetAddressField("ipv6mr_multiaddr", bytes.prefix(at: 0, count: 16).bytes)
            decoder.field("ipv6mr_interface", unsigned: bytes.load(UInt32.self, at: 16))
            sink.endStructure(.whole)
        case _ where bytes.count == 4:
            sink.beginReference()
            sink.signed(Int64(bytes.load(Int32.self, at: 0) ?? 0))
            sink.endReference()
        default:
            let shown = bytes.prefix(at: 0, count: decoder.options.dataLimit)
            sink.data(shown.bytes, shown.count < bytes.count ? .cut : extent)
        }
    }

    /// The bytes: those that the caller passed, or as many as the kernel wrote where the caller had room for them.
    private static func value(_ decoder: CallDecoder, _ index: Int, _ isOutput: Bool) -> (ByteReader, Extent)? {
        guard !isOutput || decoder.succeeded, decoder.raw(index) != 0, let chunk = decoder.content(index) else { return nil }
        let lengths = isOutput ? [decoder.numberBehind(4, before: true), decoder.numberBehind(4)].compactMap { $0 } : [decoder.int(4)]
        let length = lengths.map { max(0, Int($0)) }.min() ?? .max
        let bytes = chunk.bytes.prefix(at: 0, count: length)
        if isOutput, bytes.count == 0 { return nil }
        return (bytes, bytes.count < length && chunk.isTruncated ? .cut : .whole)
    }

    /// Numbers of four bytes, of which the last may be cut: then its bytes are shown.
    private static func parts(
        _ decoder: CallDecoder, _ name: Word, _ bytes: ByteReader, _ names: [Word], _ show: (Int, UInt32) -> Void
    ) {
        let sink = decoder.sink
        sink.beginStructure(name)
        for (part, name) in names.enumerated() where part * 4 < bytes.count {
            sink.beginField(name)
            if let number = bytes.load(UInt32.self, at: part * 4) {
                show(part, number)
            } else {
                sink.noise(bytes.prefix(at: part * 4, count: 4).bytes, .whole)
            }
        }
        sink.endStructure(.whole)
    }
}
