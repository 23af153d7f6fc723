// swift-format-ignore-file

// Constants of the kernel as a whole. Values: the kernel's UAPI headers for x86.

extension ConstantSet {
    /// Flags of `getrandom`.
    package static let randomFlags = flags("getrandom_flags", prefix: "GRND_", [
        ("GRND_NONBLOCK", 1), ("GRND_RANDOM", 2), ("GRND_INSECURE", 4),
    ])

    /// Commands of `bpf`.
    package static let bpfCommands = enumeration("bpf_commands", prefix: "BPF_", [
        ("BPF_MAP_CREATE", 0),                   ("BPF_MAP_LOOKUP_ELEM", 1),              ("BPF_MAP_UPDATE_ELEM", 2),
        ("BPF_MAP_DELETE_ELEM", 3),              ("BPF_MAP_GET_NEXT_KEY", 4),             ("BPF_PROG_LOAD", 5),
        ("BPF_OBJ_PIN", 6),                      ("BPF_OBJ_GET", 7),                      ("BPF_PROG_ATTACH", 8),
        ("BPF_PROG_DETACH", 9),                  ("BPF_PROG_TEST_RUN", 10),               ("BPF_PROG_GET_NEXT_ID", 11),
        ("BPF_MAP_GET_NEXT_ID", 12),             ("BPF_PROG_GET_FD_BY_ID", 13),           ("BPF_MAP_GET_FD_BY_ID", 14),
        ("BPF_OBJ_GET_INFO_BY_FD", 15),          ("BPF_PROG_QUERY", 16),                  ("BPF_RAW_TRACEPOINT_OPEN", 17),
        ("BPF_BTF_LOAD", 18),                    ("BPF_BTF_GET_FD_BY_ID", 19),            ("BPF_TASK_FD_QUERY", 20),
        ("BPF_MAP_LOOKUP_AND_DELETE_ELEM", 21),  ("BPF_MAP_FREEZE", 22),                  ("BPF_BTF_GET_NEXT_ID", 23),
        ("BPF_MAP_LOOKUP_BATCH", 24),            ("BPF_MAP_LOOKUP_AND_DELETE_BATCH", 25), ("BPF_MAP_UPDATE_BATCH", 26),
        ("BPF_MAP_DELETE_BATCH", 27),            ("BPF_LINK_CREATE", 28),                 ("BPF_LINK_UPDATE", 29),
        ("BPF_LINK_GET_FD_BY_ID", 30),           ("BPF_LINK_GET_NEXT_ID", 31),            ("BPF_ENABLE_STATS", 32),
        ("BPF_ITER_CREATE", 33),                 ("BPF_LINK_DETACH", 34),                 ("BPF_PROG_BIND_MAP", 35),
        ("BPF_TOKEN_CREATE", 36),                ("BPF_PROG_STREAM_READ_BY_FD", 37),
    ])

    /// Flags of `perf_event_open`.
    package static let perfFlags = flags("perf_event_open_flags", prefix: "PERF_FLAG_", [
        ("PERF_FLAG_FD_NO_GROUP", 1), ("PERF_FLAG_FD_OUTPUT", 2), ("PERF_FLAG_PID_CGROUP", 4), ("PERF_FLAG_FD_CLOEXEC", 8),
    ])

    /// Operations of `keyctl`.
    package static let keyctlOperations = enumeration("keyctl_operations", prefix: "KEYCTL_", [
        ("KEYCTL_GET_KEYRING_ID", 0),       ("KEYCTL_JOIN_SESSION_KEYRING", 1), ("KEYCTL_UPDATE", 2),
        ("KEYCTL_REVOKE", 3),               ("KEYCTL_CHOWN", 4),                ("KEYCTL_SETPERM", 5),
        ("KEYCTL_DESCRIBE", 6),             ("KEYCTL_CLEAR", 7),                ("KEYCTL_LINK", 8),
        ("KEYCTL_UNLINK", 9),               ("KEYCTL_SEARCH", 10),              ("KEYCTL_READ", 11),
        ("KEYCTL_INSTANTIATE", 12),         ("KEYCTL_NEGATE", 13),              ("KEYCTL_SET_REQKEY_KEYRING", 14),
        ("KEYCTL_SET_TIMEOUT", 15),         ("KEYCTL_ASSUME_AUTHORITY", 16),    ("KEYCTL_GET_SECURITY", 17),
        ("KEYCTL_SESSION_TO_PARENT", 18),   ("KEYCTL_REJECT", 19),              ("KEYCTL_INSTANTIATE_IOV", 20),
        ("KEYCTL_INVALIDATE", 21),          ("KEYCTL_GET_PERSISTENT", 22),      ("KEYCTL_DH_COMPUTE", 23),
        ("KEYCTL_PKEY_QUERY", 24),          ("KEYCTL_PKEY_ENCRYPT", 25),        ("KEYCTL_PKEY_DECRYPT", 26),
        ("KEYCTL_PKEY_SIGN", 27),           ("KEYCTL_PKEY_VERIFY", 28),         ("KEYCTL_RESTRICT_KEYRING", 29),
        ("KEYCTL_MOVE", 30),                ("KEYCTL_CAPABILITIES", 31),        ("KEYCTL_WATCH_KEY", 32),
    ])

    /// Special keyrings.
    package static let keyrings = enumeration("keyrings", prefix: "KEY_SPEC_", rest: .decimal, [
        ("KEY_SPEC_THREAD_KEYRING", 0xffffffff),       ("KEY_SPEC_PROCESS_KEYRING", 0xfffffffe),
        ("KEY_SPEC_SESSION_KEYRING", 0xfffffffd),      ("KEY_SPEC_USER_KEYRING", 0xfffffffc),
        ("KEY_SPEC_USER_SESSION_KEYRING", 0xfffffffb), ("KEY_SPEC_GROUP_KEYRING", 0xfffffffa),
        ("KEY_SPEC_REQKEY_AUTH_KEY", 0xfffffff9),      ("KEY_SPEC_REQUESTOR_KEYRING", 0xfffffff8),
    ])

    /// Flags of `kexec_load`, with the architecture as a field.
    package static let kexecFlags = flags("kexec_load_flags", prefix: "KEXEC_", field: Field(0xffff0000, [
        ("KEXEC_ARCH_DEFAULT", 0),        ("KEXEC_ARCH_386", 0x30000),      ("KEXEC_ARCH_68K", 0x40000),
        ("KEXEC_ARCH_X86_64", 0x3e0000),  ("KEXEC_ARCH_PPC", 0x140000),     ("KEXEC_ARCH_PPC64", 0x150000),
        ("KEXEC_ARCH_ARM", 0x280000),     ("KEXEC_ARCH_AARCH64", 0xb70000), ("KEXEC_ARCH_RISCV", 0xf30000),
    ]), [
        ("KEXEC_ON_CRASH", 1),              ("KEXEC_PRESERVE_CONTEXT", 2),      ("KEXEC_UPDATE_ELFCOREHDR", 4),
        ("KEXEC_CRASH_HOTPLUG_SUPPORT", 8),
    ])

    /// Flags of `kexec_file_load`.
    package static let kexecFileFlags = flags("kexec_file_load_flags", prefix: "KEXEC_FILE_", [
        ("KEXEC_FILE_UNLOAD", 1),       ("KEXEC_FILE_ON_CRASH", 2),     ("KEXEC_FILE_NO_INITRAMFS", 4), ("KEXEC_FILE_DEBUG", 8),
        ("KEXEC_FILE_NO_CMA", 0x10),    ("KEXEC_FILE_FORCE_DTB", 0x20),
    ])

    /// The first magic number of `reboot`.
    package static let rebootMagic1 = enumeration("reboot_magic1", prefix: "LINUX_REBOOT_MAGIC_", [
        ("LINUX_REBOOT_MAGIC1", 0xfee1dead),
    ])

    /// The second magic number of `reboot`.
    package static let rebootMagic2 = enumeration("reboot_magic2", prefix: "LINUX_REBOOT_MAGIC_", [
        ("LINUX_REBOOT_MAGIC2", 0x28121969),  ("LINUX_REBOOT_MAGIC2A", 0x5121996),  ("LINUX_REBOOT_MAGIC2B", 0x16041998),
        ("LINUX_REBOOT_MAGIC2C", 0x20112000),
    ])

    /// Commands of `reboot`.
    package static let rebootCommands = enumeration("reboot_commands", prefix: "LINUX_REBOOT_CMD_", [
        ("LINUX_REBOOT_CMD_RESTART", 0x1234567),     ("LINUX_REBOOT_CMD_HALT", 0xcdef0123),
        ("LINUX_REBOOT_CMD_CAD_ON", 0x89abcdef),     ("LINUX_REBOOT_CMD_CAD_OFF", 0),
        ("LINUX_REBOOT_CMD_POWER_OFF", 0x4321fedc),  ("LINUX_REBOOT_CMD_RESTART2", 0xa1b2c3d4),
        ("LINUX_REBOOT_CMD_SW_SUSPEND", 0xd000fce2), ("LINUX_REBOOT_CMD_KEXEC", 0x45584543),
    ])

    /// Actions of `syslog`.
    package static let logActions = enumeration("syslog_actions", prefix: "SYSLOG_ACTION_", [
        ("SYSLOG_ACTION_CLOSE", 0),         ("SYSLOG_ACTION_OPEN", 1),          ("SYSLOG_ACTION_READ", 2),
        ("SYSLOG_ACTION_READ_ALL", 3),      ("SYSLOG_ACTION_READ_CLEAR", 4),    ("SYSLOG_ACTION_CLEAR", 5),
        ("SYSLOG_ACTION_CONSOLE_OFF", 6),   ("SYSLOG_ACTION_CONSOLE_ON", 7),    ("SYSLOG_ACTION_CONSOLE_LEVEL", 8),
        ("SYSLOG_ACTION_SIZE_UNREAD", 9),   ("SYSLOG_ACTION_SIZE_BUFFER", 10),
    ])

    /// Flags of `finit_module`.
    package static let moduleFlags = flags("module_init_flags", prefix: "MODULE_INIT_", [
        ("MODULE_INIT_IGNORE_MODVERSIONS", 1), ("MODULE_INIT_IGNORE_VERMAGIC", 2), ("MODULE_INIT_COMPRESSED_FILE", 4),
    ])

    /// Flags of `delete_module`.
    package static let deleteModuleFlags = flags("delete_module_flags", prefix: "O_", [
        ("O_NONBLOCK", 0o4000), ("O_TRUNC", 0o1000),
    ])

    /// Common commands of `ioctl`.
    package static let ioctlCommands = enumeration("ioctl_commands", prefix: "", [
        ("TCGETS", 0x5401),       ("TCSETS", 0x5402),       ("TCSETSW", 0x5403),      ("TCSETSF", 0x5404),      ("TCGETA", 0x5405),
        ("TCSETA", 0x5406),       ("TCSETAW", 0x5407),      ("TCSETAF", 0x5408),      ("TCSBRK", 0x5409),       ("TCXONC", 0x540a),
        ("TCFLSH", 0x540b),       ("TIOCEXCL", 0x540c),     ("TIOCNXCL", 0x540d),     ("TIOCSCTTY", 0x540e),    ("TIOCGPGRP", 0x540f),
        ("TIOCSPGRP", 0x5410),    ("TIOCOUTQ", 0x5411),     ("TIOCSTI", 0x5412),      ("TIOCGWINSZ", 0x5413),   ("TIOCSWINSZ", 0x5414),
        ("TIOCMGET", 0x5415),     ("TIOCMBIS", 0x5416),     ("TIOCMBIC", 0x5417),     ("TIOCMSET", 0x5418),     ("TIOCGSOFTCAR", 0x5419),
        ("TIOCSSOFTCAR", 0x541a), ("FIONREAD", 0x541b),     ("TIOCLINUX", 0x541c),    ("TIOCCONS", 0x541d),     ("TIOCGSERIAL", 0x541e),
        ("TIOCSSERIAL", 0x541f),  ("TIOCPKT", 0x5420),      ("FIONBIO", 0x5421),      ("TIOCNOTTY", 0x5422),    ("TIOCSETD", 0x5423),
        ("TIOCGETD", 0x5424),     ("TCSBRKP", 0x5425),      ("TIOCSBRK", 0x5427),     ("TIOCCBRK", 0x5428),     ("TIOCGSID", 0x5429),
    ], [
        ("TCGETS2", 0x802c542a),       ("TCSETS2", 0x402c542b),       ("TCSETSW2", 0x402c542c),      ("TCSETSF2", 0x402c542d),
        ("TIOCGPTN", 0x80045430),      ("TIOCSPTLCK", 0x40045431),    ("TIOCGDEV", 0x80045432),      ("TIOCSIG", 0x40045436),
        ("TIOCVHANGUP", 0x5437),       ("TIOCGPKT", 0x80045438),      ("TIOCGPTLCK", 0x80045439),    ("TIOCGEXCL", 0x80045440),
        ("TIOCGPTPEER", 0x5441),       ("FIONCLEX", 0x5450),          ("FIOCLEX", 0x5451),           ("FIOASYNC", 0x5452),
        ("FIOQSIZE", 0x5460),          ("SIOCATMARK", 0x8905),        ("SIOCGSTAMP_OLD", 0x8906),    ("SIOCGIFNAME", 0x8910),
        ("SIOCGIFCONF", 0x8912),       ("SIOCGIFFLAGS", 0x8913),      ("SIOCSIFFLAGS", 0x8914),      ("SIOCGIFADDR", 0x8915),
        ("SIOCSIFADDR", 0x8916),       ("SIOCGIFNETMASK", 0x891b),    ("SIOCSIFNETMASK", 0x891c),    ("SIOCGIFMTU", 0x8921),
        ("SIOCSIFMTU", 0x8922),        ("SIOCGIFHWADDR", 0x8927),     ("SIOCGIFINDEX", 0x8933),      ("SIOCGIFBRDADDR", 0x8919),
        ("SIOCETHTOOL", 0x8946),       ("FICLONE", 0x40049409),       ("FICLONERANGE", 0x4020940d),  ("FIDEDUPERANGE", 0xc0189436),
        ("FIGETBSZ", 2),               ("FIBMAP", 1),                 ("FIFREEZE", 0xc0045877),      ("FITHAW", 0xc0045878),
    ], [
        ("FITRIM", 0xc0185879),                      ("FS_IOC_GETFLAGS", 0x80086601),
        ("FS_IOC_SETFLAGS", 0x40086602),             ("FS_IOC_GETVERSION", 0x80087601),
        ("FS_IOC_FIEMAP", 0xc020660b),               ("FS_IOC_FSGETXATTR", 0x801c581f),
        ("FS_IOC_FSSETXATTR", 0x401c5820),           ("BLKGETSIZE", 0x1260),
        ("BLKGETSIZE64", 0x80081272),                ("BLKSSZGET", 0x1268),
        ("BLKRRPART", 0x125f),                       ("BLKFLSBUF", 0x1261),
        ("BLKROGET", 0x125e),                        ("BLKROSET", 0x125d),
        ("BLKDISCARD", 0x1277),                      ("RNDGETENTCNT", 0x80045200),
        ("RNDADDTOENTCNT", 0x40045201),              ("PERF_EVENT_IOC_ENABLE", 0x2400),
        ("PERF_EVENT_IOC_DISABLE", 0x2401),          ("PERF_EVENT_IOC_REFRESH", 0x2402),
        ("PERF_EVENT_IOC_RESET", 0x2403),            ("PERF_EVENT_IOC_PERIOD", 0x40082404),
        ("PERF_EVENT_IOC_SET_OUTPUT", 0x2405),       ("PERF_EVENT_IOC_SET_FILTER", 0x40082406),
        ("PERF_EVENT_IOC_ID", 0x80082407),           ("PERF_EVENT_IOC_SET_BPF", 0x40042408),
        ("PERF_EVENT_IOC_PAUSE_OUTPUT", 0x40042409), ("NS_GET_USERNS", 0xb701),
        ("NS_GET_PARENT", 0xb702),                   ("NS_GET_NSTYPE", 0xb703),
        ("NS_GET_OWNER_UID", 0xb704),
    ])

    /// Capabilities by number.
    package static let capabilities = enumeration("capabilities", prefix: "CAP_", [
        ("CAP_CHOWN", 0),             ("CAP_DAC_OVERRIDE", 1),      ("CAP_DAC_READ_SEARCH", 2),   ("CAP_FOWNER", 3),
        ("CAP_FSETID", 4),            ("CAP_KILL", 5),              ("CAP_SETGID", 6),            ("CAP_SETUID", 7),
        ("CAP_SETPCAP", 8),           ("CAP_LINUX_IMMUTABLE", 9),   ("CAP_NET_BIND_SERVICE", 10), ("CAP_NET_BROADCAST", 11),
        ("CAP_NET_ADMIN", 12),        ("CAP_NET_RAW", 13),          ("CAP_IPC_LOCK", 14),         ("CAP_IPC_OWNER", 15),
        ("CAP_SYS_MODULE", 16),       ("CAP_SYS_RAWIO", 17),        ("CAP_SYS_CHROOT", 18),       ("CAP_SYS_PTRACE", 19),
        ("CAP_SYS_PACCT", 20),        ("CAP_SYS_ADMIN", 21),        ("CAP_SYS_BOOT", 22),         ("CAP_SYS_NICE", 23),
        ("CAP_SYS_RESOURCE", 24),     ("CAP_SYS_TIME", 25),         ("CAP_SYS_TTY_CONFIG", 26),   ("CAP_MKNOD", 27),
        ("CAP_LEASE", 28),            ("CAP_AUDIT_WRITE", 29),      ("CAP_AUDIT_CONTROL", 30),    ("CAP_SETFCAP", 31),
        ("CAP_MAC_OVERRIDE", 32),     ("CAP_MAC_ADMIN", 33),        ("CAP_SYSLOG", 34),           ("CAP_WAKE_ALARM", 35),
        ("CAP_BLOCK_SUSPEND", 36),    ("CAP_AUDIT_READ", 37),       ("CAP_PERFMON", 38),          ("CAP_BPF", 39),
    ], [
        ("CAP_CHECKPOINT_RESTORE", 40),
    ])
}
