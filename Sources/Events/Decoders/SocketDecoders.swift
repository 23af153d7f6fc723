import Schema

/// Sockets, their addresses and options.
enum SocketDecoders {
    static let calls: [String: CallSpecial] = [
        "socket": CallSpecial(arguments: [2: socketProtocol]),
        "socketpair": CallSpecial(arguments: [2: socketProtocol]),
        "setsockopt": CallSpecial(arguments: [2: optionName, 3: optionValue]),
        "getsockopt": CallSpecial(arguments: [2: optionName, 3: optionValue]),
        "connect": CallSpecial(arguments: [1: givenAddress]),
        "bind": CallSpecial(arguments: [1: givenAddress]),
        "sendto": CallSpecial(arguments: [4: givenAddress]),
        "accept": CallSpecial(arguments: [1: filledAddress]),
        "accept4": CallSpecial(arguments: [1: filledAddress]),
        "getsockname": CallSpecial(arguments: [1: filledAddress]),
        "getpeername": CallSpecial(arguments: [1: filledAddress]),
        "recvfrom": CallSpecial(arguments: [4: filledAddress]),
    ]

    static let structures: [String: StructureSpecial] = [
        "sockaddr": StructureSpecial(show: { decoder, _, bytes in address(decoder, bytes) })
    ]

    private enum Family {
        static let unix: UInt32 = 1
        static let internet: UInt32 = 2
        static let internet6: UInt32 = 10
        static let netlink: UInt32 = 16
        static let packet: UInt32 = 17
    }

    /// The family says whose numbers the protocol's are.
    private static func socketProtocol(_ decoder: CallDecoder, _ index: Int) {
        let sink = decoder.sink
        let value = decoder.word(index)
        switch decoder.word(0) {
        case Family.internet, Family.internet6: sink.constants(Names.internetProtocols, UInt64(value))
        case Family.netlink: sink.constants(Names.netlinkProtocols, UInt64(value))
        case Family.packet:
            let type = UInt16(truncatingIfNeeded: value).byteSwapped
            let every: UInt16 = 3
            sink.beginFunction("htons")
            sink.beginParameter()
            if type == every { sink.word("ETH_P_ALL") } else { sink.hexadecimal(UInt64(type)) }
            sink.endFunction()
        default: sink.unsigned(UInt64(value))
        }
    }

    // MARK: - Options

    private static func options(_ level: UInt32) -> NameSet? {
        switch level {
        case 0: Names.ipOptions
        case 1: Names.socketOptions
        case 6: Names.tcpOptions
        case 41: Names.ipv6Options
        default: nil
        }
    }

    private static func optionName(_ decoder: CallDecoder, _ index: Int) {
        let value = UInt64(decoder.word(index))
        if let set = options(decoder.word(1)) { decoder.sink.constants(set, value) } else { decoder.sink.hexadecimal(value) }
    }

    /// Options of four bytes are numbers; others are shown as the bytes that they are.
    private static func optionValue(_ decoder: CallDecoder, _ index: Int) {
        guard !decoder.failed || decoder.isInput(index), let chunk = decoder.content(index) else { return decoder.address(index) }
        if chunk.bytes.count == 4, options(decoder.word(1)) != nil, let value = chunk.bytes.load(Int32.self, at: 0) {
            decoder.sink.beginReference()
            decoder.sink.signed(Int64(value))
            decoder.sink.endReference()
        } else {
            let linger: UInt32 = 13
            let socket: UInt32 = 1
            if decoder.word(1) == socket, decoder.word(2) == linger, chunk.bytes.count == 8 {
                decoder.sink.beginStructure("linger")
                decoder.field("l_onoff", signed: chunk.bytes.load(Int32.self, at: 0))
                decoder.field("l_linger", signed: chunk.bytes.load(Int32.self, at: 4))
                return decoder.sink.endStructure(.whole)
            }
            decoder.sink.data(chunk.bytes.bytes, chunk.status == .truncated ? .cut : .whole)
        }
    }

    // MARK: - Addresses

    /// An address that the caller passed; the next argument is its length.
    private static func givenAddress(_ decoder: CallDecoder, _ index: Int) {
        guard let chunk = decoder.content(index), chunk.bytes.count > 0 else { return decoder.address(index) }
        address(decoder, chunk.bytes.prefix(at: 0, count: Int(decoder.word(index + 1))))
    }

    /// An address that the kernel filled in; the next argument points to its length.
    private static func filledAddress(_ decoder: CallDecoder, _ index: Int) {
        guard decoder.succeeded, let chunk = decoder.content(index),
            let length = (decoder.record.chunk(index + 1, source: .userAtExit) ?? decoder.record.chunk(index + 1))?.bytes.load(
                Int32.self, at: 0),
            length > 0, chunk.bytes.count > 0
        else { return decoder.address(index) }
        address(decoder, chunk.bytes.prefix(at: 0, count: Int(length)))
    }

    /// `struct sockaddr`: the family, then what the family says; a family without a decoder shows its bytes.
    private static func address(_ decoder: CallDecoder, _ bytes: ByteReader) {
        let sink = decoder.sink
        guard let family = bytes.load(UInt16.self, at: 0) else { return sink.data(bytes.bytes, .whole) }
        sink.beginStructure("sockaddr")
        sink.beginField("sa_family")
        sink.constants(Names.socketFamilies, UInt64(family))
        switch UInt32(family) {
        case Family.unix: unixAddress(sink, bytes.prefix(at: 2, count: 108))
        case Family.internet where bytes.count >= 8: internetAddress(sink, bytes)
        case Family.internet6 where bytes.count >= 28: internet6Address(sink, bytes)
        case Family.netlink where bytes.count >= 12:
            decoder.field("nl_pid", unsigned: bytes.load(UInt32.self, at: 4))
            decoder.field("nl_groups", hexadecimal: bytes.load(UInt32.self, at: 8))
        default:
            sink.beginField("sa_data")
            sink.data(bytes.prefix(at: 2, count: Int.max).bytes, .whole)
        }
        sink.endStructure(.whole)
    }

    private static func unixAddress(_ sink: any CallSink, _ path: ByteReader) {
        guard path.count > 0 else { return }
        sink.beginField("sun_path")
        if path.bytes.first == 0 {
            // Abstract: all bytes after the NUL are the name.
            sink.abstractName(path.prefix(at: 1, count: Int.max).bytes)
        } else {
            sink.string(path.terminatedString(at: 0).bytes.bytes, .whole)
        }
    }

    private static func port(_ sink: any CallSink, _ bytes: ByteReader) {
        sink.beginFunction("htons")
        sink.beginParameter()
        sink.unsigned(UInt64((bytes.load(UInt16.self, at: 2) ?? 0).byteSwapped))
        sink.endFunction()
    }

    private static func internetAddress(_ sink: any CallSink, _ bytes: ByteReader) {
        sink.beginField("sin_port")
        port(sink, bytes)
        sink.internetAddressField("sin_addr", bytes.prefix(at: 4, count: 4).bytes)
    }

    private static func internet6Address(_ sink: any CallSink, _ bytes: ByteReader) {
        sink.beginField("sin6_port")
        port(sink, bytes)
        sink.beginField("sin6_flowinfo")
        sink.beginFunction("htonl")
        sink.beginParameter()
        sink.unsigned(UInt64((bytes.load(UInt32.self, at: 4) ?? 0).byteSwapped))
        sink.endFunction()
        sink.internetAddressField("sin6_addr", bytes.prefix(at: 8, count: 16).bytes)
        sink.beginField("sin6_scope_id")
        sink.unsigned(UInt64(bytes.load(UInt32.self, at: 24) ?? 0))
    }
}
