import Schema

/// `struct sockaddr` of every family, and the pairs of an address and its length that the kernel fills.
enum SocketAddress {
    private typealias Family = SocketDecoders.Family

    // MARK: - Addresses that the kernel writes

    /// The address: as many bytes as the kernel says it has, but no more than the caller had room for.
    static func showName(_ decoder: CallDecoder, _ index: Int, length: Int) {
        guard decoder.succeeded, let chunk = decoder.content(index) else { return decoder.address(index) }
        let lengths = [decoder.numberBehind(length, before: true), decoder.numberBehind(length)].compactMap { $0 }
        let bytes = chunk.bytes.prefix(at: 0, count: lengths.map { max(0, Int($0)) }.min() ?? .max)
        guard bytes.count >= 2 else { return decoder.address(index) }
        show(decoder, bytes)
    }

    /// Its length: what the caller had room for, and what the kernel wrote when that is something else.
    static func showLength(_ decoder: CallDecoder, _ index: Int, name: Int) {
        // Without room for an address the kernel does not look at the length.
        if !decoder.record.hasNoArguments, decoder.raw(name) == 0 { return decoder.address(index) }
        decoder.showPlanned(index)
    }

    // MARK: - One address

    /// The family, then what the family says; a family without a decoder shows its bytes.
    static func show(_ decoder: CallDecoder, _ bytes: ByteReader) {
        let sink = decoder.sink
        guard let family = bytes.load(UInt16.self, at: 0) else { return sink.data(bytes.bytes, .whole) }
        sink.beginStructure("sockaddr")
        sink.beginField("sa_family")
        sink.constants(Names.socketFamilies, UInt64(family))
        switch UInt32(family) {
        case _ where bytes.count == 2: break
        case Family.unix: showUnix(sink, bytes.prefix(at: 2, count: 108))
        case Family.internet where bytes.count >= 8: showInternet(sink, bytes)
        case Family.internet6 where bytes.count >= 24: showInternet6(decoder, bytes)
        case Family.netlink where bytes.count >= 12: showNetlink(decoder, bytes)
        case Family.packet where bytes.count >= 12: showPacket(decoder, bytes)
        default:
            sink.beginField("sa_data")
            sink.data(bytes.prefix(at: 2, count: Int.max).bytes, .whole)
        }
        sink.endStructure(.whole)
    }

    private static func showUnix(_ sink: any CallSink, _ path: ByteReader) {
        sink.beginField("sun_path")
        if path.bytes.first == 0 {
            // Abstract: all bytes after the NUL are the name.
            sink.abstractName(path.prefix(at: 1, count: Int.max).bytes)
        } else {
            sink.string(path.terminatedString(at: 0).bytes.bytes, .whole)
        }
    }

    private static func showPort(_ sink: any CallSink, _ bytes: ByteReader) {
        sink.beginFunction("htons")
        sink.beginParameter()
        sink.unsigned(UInt64((bytes.load(UInt16.self, at: 2) ?? 0).byteSwapped))
        sink.endFunction()
    }

    private static func showInternet(_ sink: any CallSink, _ bytes: ByteReader) {
        sink.beginField("sin_port")
        showPort(sink, bytes)
        sink.internetAddressField("sin_addr", bytes.prefix(at: 4, count: 4).bytes)
    }

    private static func showInternet6(_ decoder: CallDecoder, _ bytes: ByteReader) {
        let sink = decoder.sink
        sink.beginField("sin6_port")
        showPort(sink, bytes)
        sink.beginField("sin6_flowinfo")
        sink.beginFunction("htonl")
        sink.beginParameter()
        sink.unsigned(UInt64((bytes.load(UInt32.self, at: 4) ?? 0).byteSwapped))
        sink.endFunction()
        sink.internetAddressField("sin6_addr", bytes.prefix(at: 8, count: 16).bytes)
        // The first form of the structure ended here.
        decoder.field("sin6_scope_id", unsigned: bytes.load(UInt32.self, at: 24))
    }

    private static func showNetlink(_ decoder: CallDecoder, _ bytes: ByteReader) {
        decoder.field("nl_pid", signed: bytes.load(Int32.self, at: 4))
        decoder.sink.beginField("nl_groups")
        decoder.sink.hexadecimal(UInt64(bytes.load(UInt32.self, at: 8) ?? 0), width: 8)
    }

    private static func showPacket(_ decoder: CallDecoder, _ bytes: ByteReader) {
        let sink = decoder.sink
        sink.beginField("sll_protocol")
        sink.beginFunction("htons")
        sink.beginParameter()
        sink.constants(LinkNames.protocols, UInt64((bytes.load(UInt16.self, at: 2) ?? 0).byteSwapped))
        sink.endFunction()
        decoder.field("sll_ifindex", unsigned: bytes.load(UInt32.self, at: 4))
        sink.beginField("sll_hatype")
        sink.constants(LinkNames.hardware, UInt64(bytes.load(UInt16.self, at: 8) ?? 0))
        sink.beginField("sll_pkttype")
        sink.constants(LinkNames.packets, UInt64(bytes.load(UInt8.self, at: 10) ?? 0))
        let length = bytes.load(UInt8.self, at: 11) ?? 0
        decoder.field("sll_halen", unsigned: length)
        guard length > 0 else { return }
        sink.beginField("sll_addr")
        sink.beginArray()
        let address = bytes.prefix(at: 12, count: min(Int(length), 8))
        for byte in address.bytes {
            sink.beginElement()
            sink.hexadecimal(UInt64(byte), width: 2)
        }
        sink.endArray(address.count < Int(length) ? .cut : .whole)
    }
}
