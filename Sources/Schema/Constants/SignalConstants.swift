// swift-format-ignore-file

// Constants of signals. Values: the kernel's UAPI headers for x86.

extension ConstantSet {
    /// How `rt_sigprocmask` changes the mask.
    package static let maskOperations = enumeration("sigprocmask_how", prefix: "SIG_", [
        ("SIG_BLOCK", 0), ("SIG_UNBLOCK", 1), ("SIG_SETMASK", 2),
    ])

    /// `sa_flags` of `struct sigaction`.
    package static let actionFlags = flags("sigaction_flags", prefix: "SA_", [
        ("SA_RESTORER", 0x4000000),   ("SA_ONSTACK", 0x8000000),    ("SA_RESTART", 0x10000000),   ("SA_INTERRUPT", 0x20000000),
        ("SA_NODEFER", 0x40000000),   ("SA_RESETHAND", 0x80000000), ("SA_SIGINFO", 4),            ("SA_NOCLDSTOP", 1),
        ("SA_NOCLDWAIT", 2),          ("SA_UNSUPPORTED", 0x400),    ("SA_EXPOSE_TAGBITS", 0x800),
    ])

    /// Special values of `sa_handler`.
    package static let handlers = enumeration("signal_handlers", prefix: "SIG_", [
        ("SIG_DFL", 0), ("SIG_IGN", 1), ("SIG_ERR", 0xffffffffffffffff),
    ])

    /// `ss_flags` of `sigaltstack`.
    package static let alternateStackFlags = flags("sigaltstack_flags", prefix: "SS_", [
        ("SS_ONSTACK", 1), ("SS_DISABLE", 2), ("SS_AUTODISARM", 0x80000000),
    ])

    /// `si_code` that every signal can have.
    package static let signalCodes = enumeration("signal_codes", prefix: "SI_", [
        ("SI_USER", 0),              ("SI_KERNEL", 128),          ("SI_QUEUE", 0xffffffff),    ("SI_TIMER", 0xfffffffe),
        ("SI_MESGQ", 0xfffffffd),    ("SI_ASYNCIO", 0xfffffffc),  ("SI_SIGIO", 0xfffffffb),    ("SI_TKILL", 0xfffffffa),
        ("SI_DETHREAD", 0xfffffff9), ("SI_ASYNCNL", 0xffffffc4),
    ])

    /// `si_code` of SIGSEGV.
    package static let faultCodes = enumeration("segv_codes", prefix: "SEGV_", [
        ("SEGV_MAPERR", 1),  ("SEGV_ACCERR", 2),  ("SEGV_BNDERR", 3),  ("SEGV_PKUERR", 4),  ("SEGV_ACCADI", 5),  ("SEGV_ADIDERR", 6),
        ("SEGV_ADIPERR", 7), ("SEGV_MTEAERR", 8), ("SEGV_MTESERR", 9), ("SEGV_CPERR", 10),
    ])

    /// `si_code` of SIGBUS.
    package static let busCodes = enumeration("bus_codes", prefix: "BUS_", [
        ("BUS_ADRALN", 1), ("BUS_ADRERR", 2), ("BUS_OBJERR", 3), ("BUS_MCEERR_AR", 4), ("BUS_MCEERR_AO", 5),
    ])

    /// `si_code` of SIGILL.
    package static let illegalCodes = enumeration("ill_codes", prefix: "ILL_", [
        ("ILL_ILLOPC", 1),   ("ILL_ILLOPN", 2),   ("ILL_ILLADR", 3),   ("ILL_ILLTRP", 4),   ("ILL_PRVOPC", 5),   ("ILL_PRVREG", 6),
        ("ILL_COPROC", 7),   ("ILL_BADSTK", 8),   ("ILL_BADIADDR", 9),
    ])

    /// `si_code` of SIGFPE.
    package static let arithmeticCodes = enumeration("fpe_codes", prefix: "FPE_", [
        ("FPE_INTDIV", 1),    ("FPE_INTOVF", 2),    ("FPE_FLTDIV", 3),    ("FPE_FLTOVF", 4),    ("FPE_FLTUND", 5),
        ("FPE_FLTRES", 6),    ("FPE_FLTINV", 7),    ("FPE_FLTSUB", 8),    ("FPE_FLTUNK", 14),   ("FPE_CONDTRAP", 15),
    ])

    /// `si_code` of SIGTRAP.
    package static let trapCodes = enumeration("trap_codes", prefix: "TRAP_", [
        ("TRAP_BRKPT", 1), ("TRAP_TRACE", 2), ("TRAP_BRANCH", 3), ("TRAP_HWBKPT", 4), ("TRAP_UNK", 5), ("TRAP_PERF", 6),
    ])

    /// `si_code` of SIGCHLD.
    package static let childCodes = enumeration("child_codes", prefix: "CLD_", [
        ("CLD_EXITED", 1),    ("CLD_KILLED", 2),    ("CLD_DUMPED", 3),    ("CLD_TRAPPED", 4),   ("CLD_STOPPED", 5),
        ("CLD_CONTINUED", 6),
    ])

    /// `si_code` of SIGIO.
    package static let pollCodes = enumeration("poll_codes", prefix: "POLL_", [
        ("POLL_IN", 1), ("POLL_OUT", 2), ("POLL_MSG", 3), ("POLL_ERR", 4), ("POLL_PRI", 5), ("POLL_HUP", 6),
    ])

    /// `si_code` of SIGSYS.
    package static let systemCodes = enumeration("sys_codes", prefix: "SYS_", [
        ("SYS_SECCOMP", 1), ("SYS_USER_DISPATCH", 2),
    ])

    /// Flags of `signalfd4`.
    package static let signalDescriptorFlags = flags("signalfd_flags", prefix: "SFD_", [
        ("SFD_CLOEXEC", 0o2000000), ("SFD_NONBLOCK", 0o4000),
    ])

    /// `sigev_notify` of `struct sigevent`.
    package static let eventNotification = enumeration("sigev_values", prefix: "SIGEV_", [
        ("SIGEV_SIGNAL", 0), ("SIGEV_NONE", 1), ("SIGEV_THREAD", 2), ("SIGEV_THREAD_ID", 4),
    ])
}
