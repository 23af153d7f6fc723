import Schema

/// Sockets, their addresses and options.
enum SocketDecoders {
    static let calls: [String: CallSpecial] = [
        "socket": CallSpecial(arguments: [2: socketProtocol]),
        "socketpair": CallSpecial(arguments: [2: socketProtocol]),
        "setsockopt": CallSpecial(arguments: [2: optionName, 3: SocketOptions.show]),
        "getsockopt": CallSpecial(arguments: [2: optionName, 3: SocketOptions.show]),
        "accept": name,
        "accept4": name,
        "getsockname": name,
        "getpeername": name,
        "recvfrom": CallSpecial(arguments: [
            4: { SocketAddress.showName($0, $1, length: 5) }, 5: { SocketAddress.showLength($0, $1, name: 4) },
        ]),
    ]

    static let structures: [String: StructureSpecial] = [
        "sockaddr": StructureSpecial(minimumSize: 2, show: { decoder, _, bytes in SocketAddress.show(decoder, bytes) })
    ]

    private static let name = CallSpecial(arguments: [
        1: { SocketAddress.showName($0, $1, length: 2) }, 2: { SocketAddress.showLength($0, $1, name: 1) },
    ])

    enum Family {
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
            sink.beginFunction("htons")
            sink.beginParameter()
            sink.constants(LinkNames.protocols, UInt64(UInt16(truncatingIfNeeded: value).byteSwapped))
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
        if let set = options(decoder.word(1)) { decoder.sink.constants(set, value) } else { decoder.sink.unsigned(value) }
    }
}
