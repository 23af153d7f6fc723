import Schema

/// Sets that special decoders use, made ready once. Those of the schema are taken from there; the small ones that belong to one option of one call are here.
enum Names {
    static let openFlags = NameSet(.openFlags)
    static let closeOnExec = NameSet(.closeOnExec)
    static let seals = NameSet(.seals)
    static let lockTypes = NameSet(.lockTypes)
    static let capabilities = NameSet(.capabilities)
    static let internetProtocols = NameSet(.internetProtocols)
    static let netlinkProtocols = NameSet(.netlinkProtocols)
    static let socketFamilies = NameSet(.socketFamilies)
    static let socketOptions = NameSet(.socketOptions)
    static let fileTypes = NameSet(
        ConstantSet(
            "directory_entry_types", .enumeration, prefix: "DT_",
            [
                Constant("DT_UNKNOWN", 0, mask: .max), Constant("DT_FIFO", 1, mask: .max), Constant("DT_CHR", 2, mask: .max),
                Constant("DT_DIR", 4, mask: .max), Constant("DT_BLK", 6, mask: .max), Constant("DT_REG", 8, mask: .max),
                Constant("DT_LNK", 10, mask: .max), Constant("DT_SOCK", 12, mask: .max), Constant("DT_WHT", 14, mask: .max),
            ]))
    static let controlLevels = NameSet(
        ConstantSet("control_levels", .enumeration, prefix: "SOL_", ConstantSet.socketLevels.constants))
    static let messageFlags = NameSet(.messageFlags)
    static let controlMessages = NameSet(
        ConstantSet(
            "control_messages", .enumeration, prefix: "SCM_",
            [
                Constant("SCM_RIGHTS", 1, mask: .max), Constant("SCM_CREDENTIALS", 2, mask: .max), Constant("SCM_SECURITY", 3, mask: .max),
                Constant("SCM_PIDFD", 4, mask: .max), Constant("SO_TIMESTAMP_OLD", 29, mask: .max),
                Constant("SO_TIMESTAMPNS_OLD", 35, mask: .max), Constant("SO_TIMESTAMPING_OLD", 37, mask: .max),
                Constant("SCM_TIMESTAMPING_OPT_STATS", 54, mask: .max), Constant("SCM_TIMESTAMPING_PKTINFO", 58, mask: .max),
                Constant("SO_TIMESTAMP_NEW", 63, mask: .max), Constant("SO_TIMESTAMPNS_NEW", 64, mask: .max),
                Constant("SO_TIMESTAMPING_NEW", 65, mask: .max),
            ]))
    static let tcpOptions = NameSet(.tcpOptions)
    static let ipOptions = NameSet(.ipOptions)
    static let ipv6Options = NameSet(.ipv6Options)
    static let pollEvents = NameSet(.pollEvents)
    static let epollEvents = NameSet(.epollEvents)
    static let actionFlags = NameSet(.actionFlags)
    static let handlers = NameSet(.handlers)
    static let ioctlCommands = NameSet(.ioctlCommands)
    static let cloneFlags = NameSet(.cloneFlags)
    static let mapFlags = NameSet(.mapFlags)
    static let membarrierCommands = NameSet(.membarrierCommands)
    static let personalities = NameSet(.personalities)
    static let schedulers = NameSet(.schedulers)
    static let sentCodes = NameSet(.signalCodes)
    static let raisedCodes: [Int32: NameSet] = [
        4: NameSet(.illegalCodes), 5: NameSet(.trapCodes), 7: NameSet(.busCodes), 8: NameSet(.arithmeticCodes), 11: NameSet(.faultCodes),
        17: NameSet(.childCodes), 29: NameSet(.pollCodes), 31: NameSet(.systemCodes),
    ]

    static let dumpable = enumeration("prctl_dumpable", "SUID_DUMP_", ["SUID_DUMP_DISABLE", "SUID_DUMP_USER", "SUID_DUMP_ROOT"])
    static let seccompModes = enumeration(
        "seccomp_modes", "SECCOMP_MODE_", ["SECCOMP_MODE_DISABLED", "SECCOMP_MODE_STRICT", "SECCOMP_MODE_FILTER"])
    static let ambient = enumeration(
        "prctl_cap_ambient", "PR_CAP_AMBIENT_",
        ["PR_CAP_AMBIENT_IS_SET", "PR_CAP_AMBIENT_RAISE", "PR_CAP_AMBIENT_LOWER", "PR_CAP_AMBIENT_CLEAR_ALL"], from: 1)
    static let memoryNames = enumeration("prctl_set_vma", "PR_SET_VMA_", ["PR_SET_VMA_ANON_NAME"])
    static let memoryFields = enumeration(
        "prctl_set_mm", "PR_SET_MM_",
        [
            "PR_SET_MM_START_CODE", "PR_SET_MM_END_CODE", "PR_SET_MM_START_DATA", "PR_SET_MM_END_DATA", "PR_SET_MM_START_STACK",
            "PR_SET_MM_START_BRK", "PR_SET_MM_BRK", "PR_SET_MM_ARG_START", "PR_SET_MM_ARG_END", "PR_SET_MM_ENV_START", "PR_SET_MM_ENV_END",
            "PR_SET_MM_AUXV", "PR_SET_MM_EXE_FILE", "PR_SET_MM_MAP", "PR_SET_MM_MAP_SIZE",
        ], from: 1)
    static let speculation = enumeration(
        "prctl_speculation", "PR_SPEC_", ["PR_SPEC_STORE_BYPASS", "PR_SPEC_INDIRECT_BRANCH", "PR_SPEC_L1D_FLUSH"])
    static let speculationControl = flags(
        "prctl_speculation_control", "PR_SPEC_",
        ["PR_SPEC_PRCTL", "PR_SPEC_ENABLE", "PR_SPEC_DISABLE", "PR_SPEC_FORCE_DISABLE", "PR_SPEC_DISABLE_NOEXEC"])
    static let timestampCounter = enumeration("prctl_tsc", "PR_TSC_", ["PR_TSC_ENABLE", "PR_TSC_SIGSEGV"], from: 1)
    static let secureBits = flags(
        "prctl_securebits", "SECBIT_",
        [
            "SECBIT_NOROOT", "SECBIT_NOROOT_LOCKED", "SECBIT_NO_SETUID_FIXUP", "SECBIT_NO_SETUID_FIXUP_LOCKED", "SECBIT_KEEP_CAPS",
            "SECBIT_KEEP_CAPS_LOCKED", "SECBIT_NO_CAP_AMBIENT_RAISE", "SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED",
        ])
    static let directoryEvents = NameSet(
        ConstantSet(
            "fcntl_notify", .flags, prefix: "DN_",
            [
                Constant("DN_ACCESS", 1), Constant("DN_MODIFY", 2), Constant("DN_CREATE", 4), Constant("DN_DELETE", 8),
                Constant("DN_RENAME", 16),
                Constant("DN_ATTRIB", 32), Constant("DN_MULTISHOT", 0x8000_0000),
            ]))
    static let futexComparisons = enumeration(
        "futex_wake_comparisons", "FUTEX_OP_CMP_",
        ["FUTEX_OP_CMP_EQ", "FUTEX_OP_CMP_NE", "FUTEX_OP_CMP_LT", "FUTEX_OP_CMP_LE", "FUTEX_OP_CMP_GT", "FUTEX_OP_CMP_GE"])
    static let futexOperations = enumeration(
        "futex_wake_operations", "FUTEX_OP_", ["FUTEX_OP_SET", "FUTEX_OP_ADD", "FUTEX_OP_OR", "FUTEX_OP_ANDN", "FUTEX_OP_XOR"])

    /// Names of consecutive values.
    private static func enumeration(_ name: String, _ prefix: String, _ names: [String], from first: UInt64 = 0) -> NameSet {
        NameSet(ConstantSet(name, .enumeration, prefix: prefix, names.enumerated().map { Constant($1, first + UInt64($0), mask: .max) }))
    }

    /// Names of consecutive bits.
    private static func flags(_ name: String, _ prefix: String, _ names: [String]) -> NameSet {
        NameSet(ConstantSet(name, .flags, prefix: prefix, names.enumerated().map { Constant($1, 1 << UInt64($0)) }))
    }
}
