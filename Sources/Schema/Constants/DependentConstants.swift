// swift-format-ignore-file

// Sets that another argument chooses. Their own rows are those of the values without a set.

extension ConstantSet {
    /// The protocol of `socket`, by its family.
    package static let socketProtocols = ConstantSet("socket_protocols", .enumeration, prefix: "", rest: .decimal, choice: Choice(argument: 0, sets: [
        (2,  .internetProtocols),  // AF_INET
        (10, .internetProtocols),  // AF_INET6
        (16, .netlinkProtocols),   // AF_NETLINK
    ]), [])

    /// The option of `setsockopt`, by its level.
    package static let optionsByLevel = ConstantSet("options_by_level", .enumeration, prefix: "", rest: .decimal, choice: Choice(argument: 1, sets: [
        (0,  .ipOptions),      // SOL_IP
        (1,  .socketOptions),  // SOL_SOCKET
        (6,  .tcpOptions),     // SOL_TCP
        (41, .ipv6Options),    // SOL_IPV6
    ]), [])
}
