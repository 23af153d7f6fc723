// swift-format-ignore-file

// Constants of memory management. Values: the kernel's UAPI headers for x86.

extension ConstantSet {
    /// Protection of `mmap` and `mprotect`.
    package static let memoryProtection = flags("mmap_prot", prefix: "PROT_", [
        ("PROT_NONE", 0),              ("PROT_READ", 1),              ("PROT_WRITE", 2),             ("PROT_EXEC", 4),
        ("PROT_SEM", 8),               ("PROT_GROWSDOWN", 0x1000000), ("PROT_GROWSUP", 0x2000000),
    ])

    /// Flags of `mmap`, with the sharing as a field.
    package static let mapFlags = flags("mmap_flags", prefix: "MAP_", field: Field(0xf, [
        ("MAP_FILE", 0),            ("MAP_SHARED", 1),          ("MAP_PRIVATE", 2),         ("MAP_SHARED_VALIDATE", 3),
        ("MAP_DROPPABLE", 8),
    ]), [
        ("MAP_FIXED", 0x10),               ("MAP_ANONYMOUS", 0x20),           ("MAP_32BIT", 0x40),
        ("MAP_ABOVE4G", 0x80),             ("MAP_NORESERVE", 0x4000),         ("MAP_POPULATE", 0x8000),
        ("MAP_NONBLOCK", 0x10000),         ("MAP_GROWSDOWN", 0x100),          ("MAP_DENYWRITE", 0x800),
        ("MAP_EXECUTABLE", 0x1000),        ("MAP_LOCKED", 0x2000),            ("MAP_STACK", 0x20000),
        ("MAP_HUGETLB", 0x40000),          ("MAP_SYNC", 0x80000),             ("MAP_FIXED_NOREPLACE", 0x100000),
    ], last: Field(0xfc000000, [
        ("14<<MAP_HUGE_SHIFT", 0x38000000), ("16<<MAP_HUGE_SHIFT", 0x40000000), ("19<<MAP_HUGE_SHIFT", 0x4c000000),
        ("20<<MAP_HUGE_SHIFT", 0x50000000), ("21<<MAP_HUGE_SHIFT", 0x54000000), ("23<<MAP_HUGE_SHIFT", 0x5c000000),
        ("24<<MAP_HUGE_SHIFT", 0x60000000), ("25<<MAP_HUGE_SHIFT", 0x64000000), ("28<<MAP_HUGE_SHIFT", 0x70000000),
        ("29<<MAP_HUGE_SHIFT", 0x74000000), ("30<<MAP_HUGE_SHIFT", 0x78000000), ("31<<MAP_HUGE_SHIFT", 0x7c000000),
        ("34<<MAP_HUGE_SHIFT", 0x88000000),
    ]))

    /// The advice of `madvise`.
    package static let memoryAdvice = enumeration("madvise_commands", prefix: "MADV_", [
        ("MADV_NORMAL", 0),           ("MADV_RANDOM", 1),           ("MADV_SEQUENTIAL", 2),       ("MADV_WILLNEED", 3),
        ("MADV_DONTNEED", 4),         ("MADV_FREE", 8),             ("MADV_REMOVE", 9),           ("MADV_DONTFORK", 10),
        ("MADV_DOFORK", 11),          ("MADV_MERGEABLE", 12),       ("MADV_UNMERGEABLE", 13),     ("MADV_HUGEPAGE", 14),
        ("MADV_NOHUGEPAGE", 15),      ("MADV_DONTDUMP", 16),        ("MADV_DODUMP", 17),          ("MADV_WIPEONFORK", 18),
        ("MADV_KEEPONFORK", 19),      ("MADV_COLD", 20),            ("MADV_PAGEOUT", 21),         ("MADV_POPULATE_READ", 22),
        ("MADV_POPULATE_WRITE", 23),  ("MADV_DONTNEED_LOCKED", 24), ("MADV_COLLAPSE", 25),        ("MADV_HWPOISON", 100),
        ("MADV_SOFT_OFFLINE", 101),   ("MADV_GUARD_INSTALL", 102),  ("MADV_GUARD_REMOVE", 103),
    ])

    /// Flags of `mremap`.
    package static let mremapFlags = flags("mremap_flags", prefix: "MREMAP_", [
        ("MREMAP_MAYMOVE", 1), ("MREMAP_FIXED", 2), ("MREMAP_DONTUNMAP", 4),
    ])

    /// Flags of `msync`.
    package static let msyncFlags = flags("msync_flags", prefix: "MS_", [
        ("MS_SYNC", 4), ("MS_ASYNC", 1), ("MS_INVALIDATE", 2),
    ])

    /// Flags of `mlock2`.
    package static let mlockFlags = flags("mlock_flags", prefix: "MLOCK_", [
        ("MLOCK_ONFAULT", 1),
    ])

    /// Flags of `mlockall`.
    package static let mlockallFlags = flags("mlockall_flags", prefix: "MCL_", [
        ("MCL_CURRENT", 1), ("MCL_FUTURE", 2), ("MCL_ONFAULT", 4),
    ])

    /// The mode of `set_mempolicy` and `mbind`.
    package static let memoryPolicyModes = flags("mempolicy_modes", prefix: "MPOL_", field: Field(0x1fff, [
        ("MPOL_DEFAULT", 0),             ("MPOL_PREFERRED", 1),           ("MPOL_BIND", 2),
        ("MPOL_INTERLEAVE", 3),          ("MPOL_LOCAL", 4),               ("MPOL_PREFERRED_MANY", 5),
        ("MPOL_WEIGHTED_INTERLEAVE", 6),
    ]), [
        ("MPOL_F_STATIC_NODES", 0x8000), ("MPOL_F_RELATIVE_NODES", 0x4000), ("MPOL_F_NUMA_BALANCING", 0x2000),
    ])

    /// Flags of `mbind`.
    package static let memoryPolicyBindFlags = flags("mbind_flags", prefix: "MPOL_MF_", [
        ("MPOL_MF_STRICT", 1), ("MPOL_MF_MOVE", 2), ("MPOL_MF_MOVE_ALL", 4),
    ])

    /// Flags of `get_mempolicy`.
    package static let memoryPolicyGetFlags = flags("get_mempolicy_flags", prefix: "MPOL_", [
        ("MPOL_F_NODE", 1), ("MPOL_F_ADDR", 2), ("MPOL_F_MEMS_ALLOWED", 4),
    ])

    /// Flags of `move_pages`.
    package static let movePagesFlags = flags("move_pages_flags", prefix: "MPOL_", [
        ("MPOL_MF_MOVE", 2), ("MPOL_MF_MOVE_ALL", 4),
    ])

    /// Initial rights of `pkey_alloc`.
    package static let protectionKeyRights = flags("pkey_access", prefix: "PKEY_", [
        ("PKEY_DISABLE_ACCESS", 1), ("PKEY_DISABLE_WRITE", 2),
    ])

    /// Flags of `map_shadow_stack`.
    package static let shadowStackFlags = flags("map_shadow_stack_flags", prefix: "SHADOW_STACK_", [
        ("SHADOW_STACK_SET_TOKEN", 1), ("SHADOW_STACK_SET_MARKER", 2),
    ])

    /// Flags of `userfaultfd`.
    package static let userfaultFlags = flags("userfaultfd_flags", prefix: "UFFD_", [
        ("UFFD_USER_MODE_ONLY", 1), ("O_NONBLOCK", 0o4000), ("O_CLOEXEC", 0o2000000),
    ])

    /// Commands of `membarrier`.
    package static let membarrierCommands = flags("membarrier_commands", prefix: "MEMBARRIER_CMD_", [
        ("MEMBARRIER_CMD_QUERY", 0),                                 ("MEMBARRIER_CMD_GLOBAL", 1),
        ("MEMBARRIER_CMD_GLOBAL_EXPEDITED", 2),                      ("MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED", 4),
        ("MEMBARRIER_CMD_PRIVATE_EXPEDITED", 8),                     ("MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED", 16),
        ("MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE", 32),          ("MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE", 64),
        ("MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ", 128),              ("MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ", 256),
        ("MEMBARRIER_CMD_GET_REGISTRATIONS", 512),
    ])

    /// Flags of `membarrier`.
    package static let membarrierFlags = flags("membarrier_flags", prefix: "MEMBARRIER_CMD_FLAG_", [
        ("MEMBARRIER_CMD_FLAG_CPU", 1),
    ])
}
