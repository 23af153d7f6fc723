// swift-format-ignore-file

// Modes of terminals: include/uapi/asm-generic/termbits.h. Fields (delays, sizes, speeds) stand where they are printed.

extension ConstantSet {
    /// `c_iflag`.
    package static let terminalInputModes = flags("terminal_input_modes", prefix: "", [
        ("IGNBRK", 1),   ("BRKINT", 2),   ("IGNPAR", 4),     ("PARMRK", 8),     ("INPCK", 0x10),    ("ISTRIP", 0x20),
        ("INLCR", 0x40), ("IGNCR", 0x80), ("ICRNL", 0x100),  ("IUCLC", 0x200),  ("IXON", 0x400),    ("IXANY", 0x800),
        ("IXOFF", 0x1000), ("IMAXBEL", 0x2000), ("IUTF8", 0x4000),
    ])

    /// `c_oflag`: the delays first, each a field of its own.
    package static let terminalOutputModes = ConstantSet("terminal_output_modes", .flags, prefix: "", [
        Constant("NL0", 0, mask: 0x100),    Constant("NL1", 0x100, mask: 0x100),
        Constant("CR0", 0, mask: 0x600),    Constant("CR1", 0x200, mask: 0x600),    Constant("CR2", 0x400, mask: 0x600),
        Constant("CR3", 0x600, mask: 0x600),
        Constant("TAB0", 0, mask: 0x1800),  Constant("TAB1", 0x800, mask: 0x1800),  Constant("TAB2", 0x1000, mask: 0x1800),
        Constant("TAB3", 0x1800, mask: 0x1800),
        Constant("BS0", 0, mask: 0x2000),   Constant("BS1", 0x2000, mask: 0x2000),
        Constant("VT0", 0, mask: 0x4000),   Constant("VT1", 0x4000, mask: 0x4000),
        Constant("FF0", 0, mask: 0x8000),   Constant("FF1", 0x8000, mask: 0x8000),
        Constant("OPOST", 1),  Constant("OLCUC", 2),  Constant("ONLCR", 4),  Constant("OCRNL", 8),
        Constant("ONOCR", 0x10),  Constant("ONLRET", 0x20),  Constant("OFILL", 0x40),  Constant("OFDEL", 0x80),
    ])

    /// `c_cflag`: the speed and the size first.
    package static let terminalControlModes = ConstantSet("terminal_control_modes", .flags, prefix: "", [
        Constant("B0", 0, mask: 0x100f),        Constant("B50", 1, mask: 0x100f),        Constant("B75", 2, mask: 0x100f),
        Constant("B110", 3, mask: 0x100f),      Constant("B134", 4, mask: 0x100f),       Constant("B150", 5, mask: 0x100f),
        Constant("B200", 6, mask: 0x100f),      Constant("B300", 7, mask: 0x100f),       Constant("B600", 8, mask: 0x100f),
        Constant("B1200", 9, mask: 0x100f),     Constant("B1800", 10, mask: 0x100f),     Constant("B2400", 11, mask: 0x100f),
        Constant("B4800", 12, mask: 0x100f),    Constant("B9600", 13, mask: 0x100f),     Constant("B19200", 14, mask: 0x100f),
        Constant("B38400", 15, mask: 0x100f),   Constant("BOTHER", 0x1000, mask: 0x100f), Constant("B57600", 0x1001, mask: 0x100f),
        Constant("B115200", 0x1002, mask: 0x100f), Constant("B230400", 0x1003, mask: 0x100f),
        Constant("B460800", 0x1004, mask: 0x100f), Constant("B500000", 0x1005, mask: 0x100f),
        Constant("B576000", 0x1006, mask: 0x100f), Constant("B921600", 0x1007, mask: 0x100f),
        Constant("B1000000", 0x1008, mask: 0x100f), Constant("B1152000", 0x1009, mask: 0x100f),
        Constant("B1500000", 0x100a, mask: 0x100f), Constant("B2000000", 0x100b, mask: 0x100f),
        Constant("B2500000", 0x100c, mask: 0x100f), Constant("B3000000", 0x100d, mask: 0x100f),
        Constant("B3500000", 0x100e, mask: 0x100f), Constant("B4000000", 0x100f, mask: 0x100f),
        Constant("CS5", 0, mask: 0x30),         Constant("CS6", 0x10, mask: 0x30),       Constant("CS7", 0x20, mask: 0x30),
        Constant("CS8", 0x30, mask: 0x30),
        Constant("CSTOPB", 0x40),  Constant("CREAD", 0x80),  Constant("PARENB", 0x100),  Constant("PARODD", 0x200),
        Constant("HUPCL", 0x400),  Constant("CLOCAL", 0x800), Constant("CMSPAR", 0x4000_0000), Constant("CRTSCTS", 0x8000_0000),
    ])

    /// `c_lflag`.
    package static let terminalLocalModes = flags("terminal_local_modes", prefix: "", [
        ("ISIG", 1),        ("ICANON", 2),      ("XCASE", 4),       ("ECHO", 8),        ("ECHOE", 0x10),    ("ECHOK", 0x20),
        ("ECHONL", 0x40),   ("NOFLSH", 0x80),   ("IEXTEN", 0x8000), ("ECHOCTL", 0x200), ("ECHOPRT", 0x400), ("ECHOKE", 0x800),
        ("FLUSHO", 0x1000), ("PENDIN", 0x4000), ("TOSTOP", 0x100),  ("EXTPROC", 0x10000),
    ])

    /// `c_line`.
    package static let lineDisciplines = enumeration("line_disciplines", prefix: "N_", [
        ("N_TTY", 0), ("N_SLIP", 1), ("N_MOUSE", 2), ("N_PPP", 3), ("N_STRIP", 4), ("N_AX25", 5), ("N_X25", 6), ("N_6PACK", 7),
        ("N_MASC", 8), ("N_R3964", 9), ("N_PROFIBUS_FDL", 10), ("N_IRDA", 11), ("N_SMSBLOCK", 12), ("N_HDLC", 13),
        ("N_SYNC_PPP", 14), ("N_HCI", 15),
    ])

    /// The argument of `TCFLSH`.
    package static let flushQueues = enumeration("terminal_flush_queues", prefix: "TC", [("TCIFLUSH", 0), ("TCOFLUSH", 1), ("TCIOFLUSH", 2)])

    /// The argument of `TCXONC`.
    package static let flowActions = enumeration("terminal_flow_actions", prefix: "TC", [
        ("TCOOFF", 0), ("TCOON", 1), ("TCIOFF", 2), ("TCION", 3),
    ])

    /// Lines of a modem (`TIOCMGET`).
    package static let modemLines = flags("modem_lines", prefix: "TIOCM_", [
        ("TIOCM_LE", 1),     ("TIOCM_DTR", 2),    ("TIOCM_RTS", 4),     ("TIOCM_ST", 8),      ("TIOCM_SR", 0x10),
        ("TIOCM_CTS", 0x20), ("TIOCM_CAR", 0x40), ("TIOCM_RNG", 0x80),  ("TIOCM_DSR", 0x100), ("TIOCM_OUT1", 0x2000),
        ("TIOCM_OUT2", 0x4000), ("TIOCM_LOOP", 0x8000),
    ])

    /// Who is told of a descriptor's events (`F_SETOWN_EX`).
    package static let ownerTypes = enumeration("descriptor_owner_types", prefix: "F_OWNER_", [
        ("F_OWNER_TID", 0), ("F_OWNER_PID", 1), ("F_OWNER_PGRP", 2),
    ])

    /// Attributes of an inode (`FS_IOC_GETFLAGS`).
    package static let inodeAttributes = flags("inode_attributes", prefix: "FS_", [
        ("FS_SECRM_FL", 1),             ("FS_UNRM_FL", 2),               ("FS_COMPR_FL", 4),            ("FS_SYNC_FL", 8),
        ("FS_IMMUTABLE_FL", 0x10),      ("FS_APPEND_FL", 0x20),          ("FS_NODUMP_FL", 0x40),        ("FS_NOATIME_FL", 0x80),
        ("FS_DIRTY_FL", 0x100),         ("FS_COMPRBLK_FL", 0x200),       ("FS_NOCOMP_FL", 0x400),       ("FS_ENCRYPT_FL", 0x800),
        ("FS_INDEX_FL", 0x1000),        ("FS_IMAGIC_FL", 0x2000),        ("FS_JOURNAL_DATA_FL", 0x4000), ("FS_NOTAIL_FL", 0x8000),
        ("FS_DIRSYNC_FL", 0x10000),     ("FS_TOPDIR_FL", 0x20000),       ("FS_HUGE_FILE_FL", 0x40000),  ("FS_EXTENT_FL", 0x80000),
        ("FS_VERITY_FL", 0x100000),     ("FS_EA_INODE_FL", 0x200000),    ("FS_EOFBLOCKS_FL", 0x400000), ("FS_NOCOW_FL", 0x800000),
        ("FS_DAX_FL", 0x2000000),       ("FS_INLINE_DATA_FL", 0x10000000), ("FS_PROJINHERIT_FL", 0x20000000),
        ("FS_CASEFOLD_FL", 0x40000000), ("FS_RESERVED_FL", 0x80000000),
    ])
}
