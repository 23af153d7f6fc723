// swift-format-ignore-file
import Schema

/// Names of the link layer, for `sockaddr_ll` and packet sockets. Values: include/uapi/linux/if_ether.h, if_arp.h and if_packet.h.
enum LinkNames {
    static let protocols = set("ethernet_protocols", "ETH_P_", protocol0 + protocol1 + protocol2)
    static let hardware = set("hardware_types", "ARPHRD_", hardware0 + hardware1)
    static let packets = set("packet_types", "PACKET_", [
        ("PACKET_HOST", 0), ("PACKET_BROADCAST", 1), ("PACKET_MULTICAST", 2), ("PACKET_OTHERHOST", 3),
        ("PACKET_OUTGOING", 4), ("PACKET_LOOPBACK", 5), ("PACKET_USER", 6), ("PACKET_KERNEL", 7),
    ])

    private static func set(_ name: String, _ prefix: String, _ rows: [(String, UInt64)]) -> NameSet {
        NameSet(ConstantSet(name, .enumeration, prefix: prefix, rows.map { Constant($0, $1, mask: .max) }))
    }

    private static let protocol0: [(String, UInt64)] = [
        ("ETH_P_LOOP", 0x60),              ("ETH_P_PUP", 0x200),              ("ETH_P_PUPAT", 0x201),            ("ETH_P_TSN", 0x22f0),
        ("ETH_P_ERSPAN2", 0x22eb),         ("ETH_P_IP", 0x800),               ("ETH_P_X25", 0x805),              ("ETH_P_ARP", 0x806),
        ("ETH_P_BPQ", 0x8ff),              ("ETH_P_IEEEPUP", 0xa00),          ("ETH_P_IEEEPUPAT", 0xa01),        ("ETH_P_BATMAN", 0x4305),
        ("ETH_P_DEC", 0x6000),             ("ETH_P_DNA_DL", 0x6001),          ("ETH_P_DNA_RC", 0x6002),          ("ETH_P_DNA_RT", 0x6003),
        ("ETH_P_LAT", 0x6004),             ("ETH_P_DIAG", 0x6005),            ("ETH_P_CUST", 0x6006),            ("ETH_P_SCA", 0x6007),
        ("ETH_P_TEB", 0x6558),             ("ETH_P_RARP", 0x8035),            ("ETH_P_ATALK", 0x809b),           ("ETH_P_AARP", 0x80f3),
        ("ETH_P_8021Q", 0x8100),           ("ETH_P_ERSPAN", 0x88be),          ("ETH_P_IPX", 0x8137),             ("ETH_P_IPV6", 0x86dd),
        ("ETH_P_PAUSE", 0x8808),           ("ETH_P_SLOW", 0x8809),            ("ETH_P_WCCP", 0x883e),            ("ETH_P_MPLS_UC", 0x8847),
        ("ETH_P_MPLS_MC", 0x8848),         ("ETH_P_ATMMPOA", 0x884c),         ("ETH_P_PPP_DISC", 0x8863),        ("ETH_P_PPP_SES", 0x8864),
        ("ETH_P_LINK_CTL", 0x886c),        ("ETH_P_ATMFATE", 0x8884),         ("ETH_P_PAE", 0x888e),             ("ETH_P_PROFINET", 0x8892),
    ]
    private static let protocol1: [(String, UInt64)] = [
        ("ETH_P_REALTEK", 0x8899),         ("ETH_P_AOE", 0x88a2),             ("ETH_P_ETHERCAT", 0x88a4),        ("ETH_P_8021AD", 0x88a8),
        ("ETH_P_802_EX1", 0x88b5),         ("ETH_P_PREAUTH", 0x88c7),         ("ETH_P_TIPC", 0x88ca),            ("ETH_P_LLDP", 0x88cc),
        ("ETH_P_MRP", 0x88e3),             ("ETH_P_MACSEC", 0x88e5),          ("ETH_P_8021AH", 0x88e7),          ("ETH_P_MVRP", 0x88f5),
        ("ETH_P_1588", 0x88f7),            ("ETH_P_NCSI", 0x88f8),            ("ETH_P_PRP", 0x88fb),             ("ETH_P_CFM", 0x8902),
        ("ETH_P_FCOE", 0x8906),            ("ETH_P_IBOE", 0x8915),            ("ETH_P_TDLS", 0x890d),            ("ETH_P_FIP", 0x8914),
        ("ETH_P_80221", 0x8917),           ("ETH_P_HSR", 0x892f),             ("ETH_P_NSH", 0x894f),             ("ETH_P_LOOPBACK", 0x9000),
        ("ETH_P_QINQ1", 0x9100),           ("ETH_P_QINQ2", 0x9200),           ("ETH_P_QINQ3", 0x9300),           ("ETH_P_EDSA", 0xdada),
        ("ETH_P_DSA_8021Q", 0xdadb),       ("ETH_P_DSA_A5PSW", 0xe001),       ("ETH_P_IFE", 0xed3e),             ("ETH_P_AF_IUCV", 0xfbfb),
        ("ETH_P_802_3", 0x1),              ("ETH_P_AX25", 0x2),               ("ETH_P_ALL", 0x3),                ("ETH_P_802_2", 0x4),
        ("ETH_P_SNAP", 0x5),               ("ETH_P_DDCMP", 0x6),              ("ETH_P_WAN_PPP", 0x7),            ("ETH_P_PPP_MP", 0x8),
    ]
    private static let protocol2: [(String, UInt64)] = [
        ("ETH_P_LOCALTALK", 0x9),          ("ETH_P_CAN", 0xc),                ("ETH_P_CANFD", 0xd),              ("ETH_P_CANXL", 0xe),
        ("ETH_P_PPPTALK", 0x10),           ("ETH_P_TR_802_2", 0x11),          ("ETH_P_MOBITEX", 0x15),           ("ETH_P_CONTROL", 0x16),
        ("ETH_P_IRDA", 0x17),              ("ETH_P_ECONET", 0x18),            ("ETH_P_HDLC", 0x19),              ("ETH_P_ARCNET", 0x1a),
        ("ETH_P_DSA", 0x1b),               ("ETH_P_TRAILER", 0x1c),           ("ETH_P_PHONET", 0xf5),            ("ETH_P_IEEE802154", 0xf6),
        ("ETH_P_CAIF", 0xf7),              ("ETH_P_XDSA", 0xf8),              ("ETH_P_MAP", 0xf9),               ("ETH_P_MCTP", 0xfa),
    ]

    private static let hardware0: [(String, UInt64)] = [
        ("ARPHRD_NETROM", 0x0),            ("ARPHRD_ETHER", 0x1),             ("ARPHRD_EETHER", 0x2),            ("ARPHRD_AX25", 0x3),
        ("ARPHRD_PRONET", 0x4),            ("ARPHRD_CHAOS", 0x5),             ("ARPHRD_IEEE802", 0x6),           ("ARPHRD_ARCNET", 0x7),
        ("ARPHRD_APPLETLK", 0x8),          ("ARPHRD_DLCI", 0xf),              ("ARPHRD_ATM", 0x13),              ("ARPHRD_METRICOM", 0x17),
        ("ARPHRD_IEEE1394", 0x18),         ("ARPHRD_EUI64", 0x1b),            ("ARPHRD_INFINIBAND", 0x20),       ("ARPHRD_SLIP", 0x100),
        ("ARPHRD_CSLIP", 0x101),           ("ARPHRD_SLIP6", 0x102),           ("ARPHRD_CSLIP6", 0x103),          ("ARPHRD_RSRVD", 0x104),
        ("ARPHRD_ADAPT", 0x108),           ("ARPHRD_ROSE", 0x10e),            ("ARPHRD_X25", 0x10f),             ("ARPHRD_HWX25", 0x110),
        ("ARPHRD_CAN", 0x118),             ("ARPHRD_MCTP", 0x122),            ("ARPHRD_PPP", 0x200),             ("ARPHRD_LAPB", 0x204),
        ("ARPHRD_DDCMP", 0x205),           ("ARPHRD_RAWHDLC", 0x206),         ("ARPHRD_RAWIP", 0x207),           ("ARPHRD_TUNNEL", 0x300),
        ("ARPHRD_TUNNEL6", 0x301),         ("ARPHRD_FRAD", 0x302),            ("ARPHRD_SKIP", 0x303),            ("ARPHRD_LOOPBACK", 0x304),
        ("ARPHRD_LOCALTLK", 0x305),        ("ARPHRD_FDDI", 0x306),            ("ARPHRD_BIF", 0x307),             ("ARPHRD_SIT", 0x308),
    ]
    private static let hardware1: [(String, UInt64)] = [
        ("ARPHRD_IPDDP", 0x309),           ("ARPHRD_IPGRE", 0x30a),           ("ARPHRD_PIMREG", 0x30b),          ("ARPHRD_HIPPI", 0x30c),
        ("ARPHRD_ASH", 0x30d),             ("ARPHRD_ECONET", 0x30e),          ("ARPHRD_IRDA", 0x30f),            ("ARPHRD_FCPP", 0x310),
        ("ARPHRD_FCAL", 0x311),            ("ARPHRD_FCPL", 0x312),            ("ARPHRD_FCFABRIC", 0x313),        ("ARPHRD_IEEE802_TR", 0x320),
        ("ARPHRD_IEEE80211", 0x321),       ("ARPHRD_IEEE80211_PRISM", 0x322), ("ARPHRD_IEEE80211_RADIOTAP", 0x323), ("ARPHRD_IEEE802154", 0x324),
        ("ARPHRD_IEEE802154_MONITOR", 0x325), ("ARPHRD_PHONET", 0x334),          ("ARPHRD_PHONET_PIPE", 0x335),     ("ARPHRD_CAIF", 0x336),
        ("ARPHRD_IP6GRE", 0x337),          ("ARPHRD_NETLINK", 0x338),         ("ARPHRD_6LOWPAN", 0x339),         ("ARPHRD_VSOCKMON", 0x33a),
        ("ARPHRD_VOID", 0xffff),           ("ARPHRD_NONE", 0xfffe),
    ]
}
