// swift-format-ignore-file

// Constants of processes, scheduling and confinement. Values: the kernel's UAPI headers for x86.

extension ConstantSet {
    /// Flags of `clone`, with the signal at the child's end as a field.
    package static let cloneFlags = flags("clone_flags", prefix: "CLONE_", [
        ("CLONE_VM", 0x100),                ("CLONE_FS", 0x200),                ("CLONE_FILES", 0x400),
        ("CLONE_SIGHAND", 0x800),           ("CLONE_PIDFD", 0x1000),            ("CLONE_PTRACE", 0x2000),
        ("CLONE_VFORK", 0x4000),            ("CLONE_PARENT", 0x8000),           ("CLONE_THREAD", 0x10000),
        ("CLONE_NEWNS", 0x20000),           ("CLONE_SYSVSEM", 0x40000),         ("CLONE_SETTLS", 0x80000),
        ("CLONE_PARENT_SETTID", 0x100000),  ("CLONE_CHILD_CLEARTID", 0x200000), ("CLONE_UNTRACED", 0x800000),
        ("CLONE_CHILD_SETTID", 0x1000000),  ("CLONE_NEWCGROUP", 0x2000000),     ("CLONE_NEWUTS", 0x4000000),
        ("CLONE_NEWIPC", 0x8000000),        ("CLONE_NEWUSER", 0x10000000),      ("CLONE_NEWPID", 0x20000000),
        ("CLONE_NEWNET", 0x40000000),       ("CLONE_IO", 0x80000000),
    ], last: Field(0xff, [
        ("SIGHUP", 1),       ("SIGINT", 2),       ("SIGQUIT", 3),      ("SIGILL", 4),       ("SIGTRAP", 5),      ("SIGABRT", 6),
        ("SIGBUS", 7),       ("SIGFPE", 8),       ("SIGKILL", 9),      ("SIGUSR1", 0xa),    ("SIGSEGV", 0xb),    ("SIGUSR2", 0xc),
        ("SIGPIPE", 0xd),    ("SIGALRM", 0xe),    ("SIGTERM", 0xf),    ("SIGSTKFLT", 0x10), ("SIGCHLD", 0x11),   ("SIGCONT", 0x12),
        ("SIGSTOP", 0x13),   ("SIGTSTP", 0x14),   ("SIGTTIN", 0x15),   ("SIGTTOU", 0x16),   ("SIGURG", 0x17),    ("SIGXCPU", 0x18),
        ("SIGXFSZ", 0x19),   ("SIGVTALRM", 0x1a), ("SIGPROF", 0x1b),   ("SIGWINCH", 0x1c),  ("SIGIO", 0x1d),     ("SIGPWR", 0x1e),
        ("SIGSYS", 0x1f),
    ]))

    /// `flags` of `struct clone_args`; the signal has a member of its own.
    package static let clone3Flags = flags("clone3_flags", prefix: "CLONE_", [
        ("CLONE_NEWTIME", 0x80),              ("CLONE_VM", 0x100),                  ("CLONE_FS", 0x200),
        ("CLONE_FILES", 0x400),               ("CLONE_SIGHAND", 0x800),             ("CLONE_PIDFD", 0x1000),
        ("CLONE_PTRACE", 0x2000),             ("CLONE_VFORK", 0x4000),              ("CLONE_PARENT", 0x8000),
        ("CLONE_THREAD", 0x10000),            ("CLONE_NEWNS", 0x20000),             ("CLONE_SYSVSEM", 0x40000),
        ("CLONE_SETTLS", 0x80000),            ("CLONE_PARENT_SETTID", 0x100000),    ("CLONE_CHILD_CLEARTID", 0x200000),
        ("CLONE_UNTRACED", 0x800000),         ("CLONE_CHILD_SETTID", 0x1000000),    ("CLONE_NEWCGROUP", 0x2000000),
        ("CLONE_NEWUTS", 0x4000000),          ("CLONE_NEWIPC", 0x8000000),          ("CLONE_NEWUSER", 0x10000000),
        ("CLONE_NEWPID", 0x20000000),         ("CLONE_NEWNET", 0x40000000),         ("CLONE_IO", 0x80000000),
        ("CLONE_CLEAR_SIGHAND", 0x100000000), ("CLONE_INTO_CGROUP", 0x200000000),
    ])

    /// Flags of `unshare`.
    package static let unshareFlags = flags("unshare_flags", prefix: "CLONE_", [
        ("CLONE_NEWTIME", 0x80),        ("CLONE_VM", 0x100),            ("CLONE_FS", 0x200),            ("CLONE_FILES", 0x400),
        ("CLONE_SIGHAND", 0x800),       ("CLONE_THREAD", 0x10000),      ("CLONE_NEWNS", 0x20000),       ("CLONE_SYSVSEM", 0x40000),
        ("CLONE_NEWCGROUP", 0x2000000), ("CLONE_NEWUTS", 0x4000000),    ("CLONE_NEWIPC", 0x8000000),    ("CLONE_NEWUSER", 0x10000000),
        ("CLONE_NEWPID", 0x20000000),   ("CLONE_NEWNET", 0x40000000),
    ])

    /// The namespace types of `setns`.
    package static let setnsFlags = flags("setns_flags", prefix: "CLONE_NEW", [
        ("CLONE_NEWTIME", 0x80),        ("CLONE_NEWNS", 0x20000),       ("CLONE_NEWCGROUP", 0x2000000), ("CLONE_NEWUTS", 0x4000000),
        ("CLONE_NEWIPC", 0x8000000),    ("CLONE_NEWUSER", 0x10000000),  ("CLONE_NEWPID", 0x20000000),   ("CLONE_NEWNET", 0x40000000),
    ])

    /// Options of `wait4`, `waitpid` and `waitid`.
    package static let waitOptions = flags("wait_options", prefix: "W", [
        ("WNOHANG", 1),              ("WEXITED", 4),              ("WSTOPPED", 2),             ("WCONTINUED", 8),
        ("WNOWAIT", 0x1000000),      ("__WCLONE", 0x80000000),    ("__WALL", 0x40000000),      ("__WNOTHREAD", 0x20000000),
    ])

    /// What the identifier of `waitid` is.
    package static let waitIdentifiers = enumeration("waitid_types", prefix: "P_", [
        ("P_ALL", 0), ("P_PID", 1), ("P_PGID", 2), ("P_PIDFD", 3),
    ])

    /// Whose priority: `getpriority`.
    package static let priorityTargets = enumeration("priority_which", prefix: "PRIO_", [
        ("PRIO_PROCESS", 0), ("PRIO_PGRP", 1), ("PRIO_USER", 2),
    ])

    /// Whose I/O priority: `ioprio_get`.
    package static let ioPriorityTargets = enumeration("ioprio_who", prefix: "IOPRIO_WHO_", [
        ("IOPRIO_WHO_PROCESS", 1), ("IOPRIO_WHO_PGRP", 2), ("IOPRIO_WHO_USER", 3),
    ])

    /// The class of an I/O priority; the rest is its level.
    package static let ioPriorityClasses = flags("ioprio_classes", prefix: "IOPRIO_CLASS_", field: Field(0xe000, [
        ("IOPRIO_CLASS_NONE", 0), ("IOPRIO_CLASS_RT", 0x2000), ("IOPRIO_CLASS_BE", 0x4000), ("IOPRIO_CLASS_IDLE", 0x6000),
    ]))

    /// Whose usage: `getrusage`.
    package static let usageTargets = enumeration("usage_who", prefix: "RUSAGE_", [
        ("RUSAGE_SELF", 0),              ("RUSAGE_CHILDREN", 0xffffffff), ("RUSAGE_BOTH", 0xfffffffe),
        ("RUSAGE_THREAD", 1),
    ])

    /// Resources of `prlimit64`.
    package static let resources = enumeration("resources", prefix: "RLIMIT_", [
        ("RLIMIT_CPU", 0),         ("RLIMIT_FSIZE", 1),       ("RLIMIT_DATA", 2),        ("RLIMIT_STACK", 3),
        ("RLIMIT_CORE", 4),        ("RLIMIT_RSS", 5),         ("RLIMIT_NPROC", 6),       ("RLIMIT_NOFILE", 7),
        ("RLIMIT_MEMLOCK", 8),     ("RLIMIT_AS", 9),          ("RLIMIT_LOCKS", 10),      ("RLIMIT_SIGPENDING", 11),
        ("RLIMIT_MSGQUEUE", 12),   ("RLIMIT_NICE", 13),       ("RLIMIT_RTPRIO", 14),     ("RLIMIT_RTTIME", 15),
    ])

    /// Policies of `sched_setscheduler`.
    package static let schedulers = flags("schedulers", prefix: "SCHED_", field: Field(0xbfffffff, [
        ("SCHED_OTHER", 0),    ("SCHED_FIFO", 1),     ("SCHED_RR", 2),       ("SCHED_BATCH", 3),    ("SCHED_ISO", 4),
        ("SCHED_IDLE", 5),     ("SCHED_DEADLINE", 6), ("SCHED_EXT", 7),
    ]), [
        ("SCHED_RESET_ON_FORK", 0x40000000),
    ])

    /// `sched_flags` of `struct sched_attr`.
    package static let schedulerFlags = flags("sched_attr_flags", prefix: "SCHED_FLAG_", [
        ("SCHED_FLAG_RESET_ON_FORK", 1),     ("SCHED_FLAG_RECLAIM", 2),           ("SCHED_FLAG_DL_OVERRUN", 4),
        ("SCHED_FLAG_KEEP_POLICY", 8),       ("SCHED_FLAG_KEEP_PARAMS", 0x10),    ("SCHED_FLAG_UTIL_CLAMP_MIN", 0x20),
        ("SCHED_FLAG_UTIL_CLAMP_MAX", 0x40),
    ])

    /// Flags of `pidfd_open`.
    package static let pidfdFlags = flags("pidfd_open_flags", prefix: "PIDFD_", [
        ("PIDFD_NONBLOCK", 0x800), ("PIDFD_THREAD", 0x80),
    ])

    /// Flags of `pidfd_send_signal`.
    package static let pidfdSignalFlags = flags("pidfd_send_signal_flags", prefix: "PIDFD_SIGNAL_", [
        ("PIDFD_SIGNAL_THREAD", 1), ("PIDFD_SIGNAL_THREAD_GROUP", 2), ("PIDFD_SIGNAL_PROCESS_GROUP", 4),
    ])

    /// Types of `kcmp`.
    package static let compareTypes = enumeration("kcmp_types", prefix: "KCMP_", [
        ("KCMP_FILE", 0),      ("KCMP_VM", 1),        ("KCMP_FILES", 2),     ("KCMP_FS", 3),        ("KCMP_SIGHAND", 4),
        ("KCMP_IO", 5),        ("KCMP_SYSVSEM", 6),   ("KCMP_EPOLL_TFD", 7),
    ])

    /// The argument of `personality`.
    package static let personalities = flags("personality", prefix: "PER_", field: Field(0xff, [
        ("PER_LINUX", 0),     ("PER_SVR4", 1),      ("PER_SVR3", 2),      ("PER_SCOSVR3", 3),   ("PER_WYSEV386", 4),
        ("PER_ISCR4", 5),     ("PER_BSD", 6),       ("PER_XENIX", 7),     ("PER_LINUX32", 8),   ("PER_IRIX32", 9),
        ("PER_IRIXN32", 0xa), ("PER_IRIX64", 0xb),  ("PER_RISCOS", 0xc),  ("PER_SOLARIS", 0xd), ("PER_UW7", 0xe),
        ("PER_OSF4", 0xf),    ("PER_HPUX", 0x10),
    ]), [
        ("0xffffffff", 0xffffffff),       ("UNAME26", 0x20000),             ("ADDR_NO_RANDOMIZE", 0x40000),
        ("FDPIC_FUNCPTRS", 0x80000),      ("MMAP_PAGE_ZERO", 0x100000),     ("ADDR_COMPAT_LAYOUT", 0x200000),
        ("READ_IMPLIES_EXEC", 0x400000),  ("ADDR_LIMIT_32BIT", 0x800000),   ("SHORT_INODE", 0x1000000),
        ("WHOLE_SECONDS", 0x2000000),     ("STICKY_TIMEOUTS", 0x4000000),   ("ADDR_LIMIT_3GB", 0x8000000),
    ])

    /// Requests of `ptrace`.
    package static let ptraceRequests = enumeration("ptrace_requests", prefix: "PTRACE_", [
        ("PTRACE_TRACEME", 0),                  ("PTRACE_PEEKTEXT", 1),                 ("PTRACE_PEEKDATA", 2),
        ("PTRACE_PEEKUSER", 3),                 ("PTRACE_POKETEXT", 4),                 ("PTRACE_POKEDATA", 5),
        ("PTRACE_POKEUSER", 6),                 ("PTRACE_CONT", 7),                     ("PTRACE_KILL", 8),
        ("PTRACE_SINGLESTEP", 9),               ("PTRACE_GETREGS", 12),                 ("PTRACE_SETREGS", 13),
        ("PTRACE_GETFPREGS", 14),               ("PTRACE_SETFPREGS", 15),               ("PTRACE_ATTACH", 16),
        ("PTRACE_DETACH", 17),                  ("PTRACE_GETFPXREGS", 18),              ("PTRACE_SETFPXREGS", 19),
        ("PTRACE_OLDSETOPTIONS", 21),           ("PTRACE_SYSCALL", 24),                 ("PTRACE_GET_THREAD_AREA", 25),
        ("PTRACE_SET_THREAD_AREA", 26),         ("PTRACE_ARCH_PRCTL", 30),              ("PTRACE_SYSEMU", 31),
        ("PTRACE_SYSEMU_SINGLESTEP", 32),       ("PTRACE_SINGLEBLOCK", 33),             ("PTRACE_SETOPTIONS", 16896),
        ("PTRACE_GETEVENTMSG", 16897),          ("PTRACE_GETSIGINFO", 16898),           ("PTRACE_SETSIGINFO", 16899),
        ("PTRACE_GETREGSET", 16900),            ("PTRACE_SETREGSET", 16901),            ("PTRACE_SEIZE", 16902),
        ("PTRACE_INTERRUPT", 16903),            ("PTRACE_LISTEN", 16904),               ("PTRACE_PEEKSIGINFO", 16905),
        ("PTRACE_GETSIGMASK", 16906),           ("PTRACE_SETSIGMASK", 16907),           ("PTRACE_SECCOMP_GET_FILTER", 16908),
        ("PTRACE_SECCOMP_GET_METADATA", 16909),
    ], [
        ("PTRACE_GET_SYSCALL_INFO", 16910),                 ("PTRACE_GET_RSEQ_CONFIGURATION", 16911),
        ("PTRACE_SET_SYSCALL_USER_DISPATCH_CONFIG", 16912), ("PTRACE_GET_SYSCALL_USER_DISPATCH_CONFIG", 16913),
        ("PTRACE_SET_SYSCALL_INFO", 16914),
    ])

    /// Options of `arch_prctl`.
    package static let archPrctlOptions = enumeration("arch_prctl_options", prefix: "ARCH_", [
        ("ARCH_SET_GS", 0x1001),               ("ARCH_SET_FS", 0x1002),               ("ARCH_GET_FS", 0x1003),
        ("ARCH_GET_GS", 0x1004),               ("ARCH_GET_CPUID", 0x1011),            ("ARCH_SET_CPUID", 0x1012),
        ("ARCH_GET_XCOMP_SUPP", 0x1021),       ("ARCH_GET_XCOMP_PERM", 0x1022),       ("ARCH_REQ_XCOMP_PERM", 0x1023),
        ("ARCH_GET_XCOMP_GUEST_PERM", 0x1024), ("ARCH_REQ_XCOMP_GUEST_PERM", 0x1025), ("ARCH_XCOMP_TILECFG", 0x11),
        ("ARCH_XCOMP_TILEDATA", 0x12),         ("ARCH_MAP_VDSO_X32", 0x2001),         ("ARCH_MAP_VDSO_32", 0x2002),
        ("ARCH_MAP_VDSO_64", 0x2003),          ("ARCH_GET_UNTAG_MASK", 0x4001),       ("ARCH_ENABLE_TAGGED_ADDR", 0x4002),
        ("ARCH_GET_MAX_TAG_BITS", 0x4003),     ("ARCH_FORCE_TAGGED_SVA", 0x4004),     ("ARCH_SHSTK_ENABLE", 0x5001),
        ("ARCH_SHSTK_DISABLE", 0x5002),        ("ARCH_SHSTK_LOCK", 0x5003),           ("ARCH_SHSTK_UNLOCK", 0x5004),
        ("ARCH_SHSTK_STATUS", 0x5005),
    ])

    /// Options of `prctl`.
    package static let prctlOptions = enumeration("prctl_options", prefix: "PR_", [
        ("PR_SET_PDEATHSIG", 1),             ("PR_GET_PDEATHSIG", 2),             ("PR_GET_DUMPABLE", 3),
        ("PR_SET_DUMPABLE", 4),              ("PR_GET_UNALIGN", 5),               ("PR_SET_UNALIGN", 6),
        ("PR_GET_KEEPCAPS", 7),              ("PR_SET_KEEPCAPS", 8),              ("PR_GET_FPEMU", 9),
        ("PR_SET_FPEMU", 10),                ("PR_GET_FPEXC", 11),                ("PR_SET_FPEXC", 12),
        ("PR_GET_TIMING", 13),               ("PR_SET_TIMING", 14),               ("PR_SET_NAME", 15),
        ("PR_GET_NAME", 16),                 ("PR_GET_ENDIAN", 19),               ("PR_SET_ENDIAN", 20),
        ("PR_GET_SECCOMP", 21),              ("PR_SET_SECCOMP", 22),              ("PR_CAPBSET_READ", 23),
        ("PR_CAPBSET_DROP", 24),             ("PR_GET_TSC", 25),                  ("PR_SET_TSC", 26),
        ("PR_GET_SECUREBITS", 27),           ("PR_SET_SECUREBITS", 28),           ("PR_SET_TIMERSLACK", 29),
        ("PR_GET_TIMERSLACK", 30),           ("PR_TASK_PERF_EVENTS_DISABLE", 31), ("PR_TASK_PERF_EVENTS_ENABLE", 32),
        ("PR_MCE_KILL", 33),                 ("PR_MCE_KILL_GET", 34),             ("PR_SET_MM", 35),
        ("PR_SET_CHILD_SUBREAPER", 36),      ("PR_GET_CHILD_SUBREAPER", 37),      ("PR_SET_NO_NEW_PRIVS", 38),
        ("PR_GET_NO_NEW_PRIVS", 39),         ("PR_GET_TID_ADDRESS", 40),          ("PR_SET_THP_DISABLE", 41),
        ("PR_GET_THP_DISABLE", 42),
    ], [
        ("PR_MPX_ENABLE_MANAGEMENT", 43),      ("PR_MPX_DISABLE_MANAGEMENT", 44),     ("PR_SET_FP_MODE", 45),
        ("PR_GET_FP_MODE", 46),                ("PR_CAP_AMBIENT", 47),                ("PR_SVE_SET_VL", 50),
        ("PR_SVE_GET_VL", 51),                 ("PR_GET_SPECULATION_CTRL", 52),       ("PR_SET_SPECULATION_CTRL", 53),
        ("PR_PAC_RESET_KEYS", 54),             ("PR_SET_TAGGED_ADDR_CTRL", 55),       ("PR_GET_TAGGED_ADDR_CTRL", 56),
        ("PR_SET_IO_FLUSHER", 57),             ("PR_GET_IO_FLUSHER", 58),             ("PR_SET_SYSCALL_USER_DISPATCH", 59),
        ("PR_PAC_SET_ENABLED_KEYS", 60),       ("PR_PAC_GET_ENABLED_KEYS", 61),       ("PR_SCHED_CORE", 62),
        ("PR_SME_SET_VL", 63),                 ("PR_SME_GET_VL", 64),                 ("PR_SET_MDWE", 65),
        ("PR_GET_MDWE", 66),                   ("PR_SET_MEMORY_MERGE", 67),           ("PR_GET_MEMORY_MERGE", 68),
        ("PR_RISCV_V_SET_CONTROL", 69),        ("PR_RISCV_V_GET_CONTROL", 70),        ("PR_RISCV_SET_ICACHE_FLUSH_CTX", 71),
        ("PR_PPC_GET_DEXCR", 72),              ("PR_PPC_SET_DEXCR", 73),              ("PR_GET_SHADOW_STACK_STATUS", 74),
        ("PR_SET_SHADOW_STACK_STATUS", 75),    ("PR_LOCK_SHADOW_STACK_STATUS", 76),   ("PR_TIMER_CREATE_RESTORE_IDS", 77),
        ("PR_FUTEX_HASH", 78),                 ("PR_SET_VMA", 1398164801),            ("PR_GET_AUXV", 1096112214),
        ("PR_SET_PTRACER", 1499557217),
    ])

    /// Operations of `seccomp`.
    package static let seccompOperations = enumeration("seccomp_operations", prefix: "SECCOMP_SET_MODE_", [
        ("SECCOMP_SET_MODE_STRICT", 0),  ("SECCOMP_SET_MODE_FILTER", 1),  ("SECCOMP_GET_ACTION_AVAIL", 2),
        ("SECCOMP_GET_NOTIF_SIZES", 3),
    ])

    /// Flags of `SECCOMP_SET_MODE_FILTER`.
    package static let seccompFlags = flags("seccomp_filter_flags", prefix: "SECCOMP_FILTER_FLAG_", [
        ("SECCOMP_FILTER_FLAG_TSYNC", 1),                 ("SECCOMP_FILTER_FLAG_LOG", 2),
        ("SECCOMP_FILTER_FLAG_SPEC_ALLOW", 4),            ("SECCOMP_FILTER_FLAG_NEW_LISTENER", 8),
        ("SECCOMP_FILTER_FLAG_TSYNC_ESRCH", 0x10),        ("SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV", 0x20),
    ])

    /// Flags of `rseq`.
    package static let restartableSequenceFlags = flags("rseq_flags", prefix: "RSEQ_FLAG_", [
        ("RSEQ_FLAG_UNREGISTER", 1),
    ])

    /// Operations of `futex`, with `FUTEX_CLOCK_REALTIME` beside them.
    package static let futexOperations = flags("futex_operations", prefix: "FUTEX_", field: Field(0xfffffeff, [
        ("FUTEX_WAIT", 0),                       ("FUTEX_WAKE", 1),                       ("FUTEX_FD", 2),
        ("FUTEX_REQUEUE", 3),                    ("FUTEX_CMP_REQUEUE", 4),                ("FUTEX_WAKE_OP", 5),
        ("FUTEX_LOCK_PI", 6),                    ("FUTEX_UNLOCK_PI", 7),                  ("FUTEX_TRYLOCK_PI", 8),
        ("FUTEX_WAIT_BITSET", 9),                ("FUTEX_WAKE_BITSET", 0xa),              ("FUTEX_WAIT_REQUEUE_PI", 0xb),
        ("FUTEX_CMP_REQUEUE_PI", 0xc),           ("FUTEX_LOCK_PI2", 0xd),                 ("FUTEX_WAIT_PRIVATE", 0x80),
        ("FUTEX_WAKE_PRIVATE", 0x81),            ("FUTEX_FD|FUTEX_PRIVATE_FLAG", 0x82),   ("FUTEX_REQUEUE_PRIVATE", 0x83),
        ("FUTEX_CMP_REQUEUE_PRIVATE", 0x84),     ("FUTEX_WAKE_OP_PRIVATE", 0x85),         ("FUTEX_LOCK_PI_PRIVATE", 0x86),
        ("FUTEX_UNLOCK_PI_PRIVATE", 0x87),       ("FUTEX_TRYLOCK_PI_PRIVATE", 0x88),      ("FUTEX_WAIT_BITSET_PRIVATE", 0x89),
        ("FUTEX_WAKE_BITSET_PRIVATE", 0x8a),     ("FUTEX_WAIT_REQUEUE_PI_PRIVATE", 0x8b), ("FUTEX_CMP_REQUEUE_PI_PRIVATE", 0x8c),
        ("FUTEX_LOCK_PI2_PRIVATE", 0x8d),
    ]), [
        ("FUTEX_CLOCK_REALTIME", 0x100),
    ])

    /// Flags of `futex_wait` and its siblings.
    package static let futex2Flags = flags("futex2_flags", prefix: "FUTEX2_", field: Field(0x3, [
        ("FUTEX2_SIZE_U8", 0), ("FUTEX2_SIZE_U16", 1), ("FUTEX2_SIZE_U32", 2), ("FUTEX2_SIZE_U64", 3),
    ]), [
        ("FUTEX2_NUMA", 4), ("FUTEX2_MPOL", 8), ("FUTEX2_PRIVATE", 0x80),
    ])

    /// Flags of `landlock_create_ruleset`.
    package static let landlockFlags = flags("landlock_create_flags", prefix: "LANDLOCK_CREATE_", [
        ("LANDLOCK_CREATE_RULESET_VERSION", 1), ("LANDLOCK_CREATE_RULESET_ERRATA", 2),
    ])

    /// Rule types of `landlock_add_rule`.
    package static let landlockRuleTypes = enumeration("landlock_rule_types", prefix: "LANDLOCK_RULE_", [
        ("LANDLOCK_RULE_PATH_BENEATH", 1), ("LANDLOCK_RULE_NET_PORT", 2),
    ])

    /// Flags of `landlock_restrict_self`.
    package static let landlockRestrictFlags = flags("landlock_restrict_flags", prefix: "LANDLOCK_RESTRICT_SELF_", [
        ("LANDLOCK_RESTRICT_SELF_LOG_SAME_EXEC_OFF", 1),  ("LANDLOCK_RESTRICT_SELF_LOG_NEW_EXEC_ON", 2),
        ("LANDLOCK_RESTRICT_SELF_LOG_SUBDOMAINS_OFF", 4),
    ])

    /// Attributes of `lsm_get_self_attr`.
    package static let securityAttributes = enumeration("lsm_attributes", prefix: "LSM_ATTR_", [
        ("LSM_ATTR_UNDEF", 0),        ("LSM_ATTR_CURRENT", 100),    ("LSM_ATTR_EXEC", 101),       ("LSM_ATTR_FSCREATE", 102),
        ("LSM_ATTR_KEYCREATE", 103),  ("LSM_ATTR_PREV", 104),       ("LSM_ATTR_SOCKCREATE", 105),
    ])

    /// Flags of `lsm_get_self_attr`.
    package static let securityFlags = flags("lsm_get_flags", prefix: "LSM_FLAG_", [
        ("LSM_FLAG_SINGLE", 1),
    ])

    /// `version` of the `capget` header.
    package static let capabilityVersions = enumeration("capability_versions", prefix: "_LINUX_CAPABILITY_VERSION_", [
        ("_LINUX_CAPABILITY_VERSION_1", 0x19980330), ("_LINUX_CAPABILITY_VERSION_2", 0x20071026),
        ("_LINUX_CAPABILITY_VERSION_3", 0x20080522),
    ])
}
