// swift-format-ignore-file

// Constants of clocks and timers. Values: the kernel's UAPI headers for x86.

extension ConstantSet {
    /// Clocks of `clock_gettime`.
    package static let clocks = enumeration("clocks", prefix: "CLOCK_", [
        ("CLOCK_REALTIME", 0),           ("CLOCK_MONOTONIC", 1),          ("CLOCK_PROCESS_CPUTIME_ID", 2),
        ("CLOCK_THREAD_CPUTIME_ID", 3),  ("CLOCK_MONOTONIC_RAW", 4),      ("CLOCK_REALTIME_COARSE", 5),
        ("CLOCK_MONOTONIC_COARSE", 6),   ("CLOCK_BOOTTIME", 7),           ("CLOCK_REALTIME_ALARM", 8),
        ("CLOCK_BOOTTIME_ALARM", 9),     ("CLOCK_SGI_CYCLE", 10),         ("CLOCK_TAI", 11),
    ])

    /// Flags of `clock_nanosleep` and `timer_settime`.
    package static let timerFlags = flags("timer_flags", prefix: "TIMER_", [
        ("TIMER_ABSTIME", 1),
    ])

    /// Timers of `setitimer`.
    package static let intervalTimers = enumeration("interval_timers", prefix: "ITIMER_", [
        ("ITIMER_REAL", 0), ("ITIMER_VIRTUAL", 1), ("ITIMER_PROF", 2),
    ])

    /// Flags of `timerfd_create`.
    package static let timerDescriptorFlags = flags("timerfd_flags", prefix: "TFD_", [
        ("TFD_TIMER_ABSTIME", 1), ("TFD_TIMER_CANCEL_ON_SET", 2), ("TFD_CLOEXEC", 0o2000000), ("TFD_NONBLOCK", 0o4000),
    ])

    /// Flags of `timerfd_settime`.
    package static let timerDescriptorSetFlags = flags("timerfd_settime_flags", prefix: "TFD_TIMER_", [
        ("TFD_TIMER_ABSTIME", 1), ("TFD_TIMER_CANCEL_ON_SET", 2),
    ])

    /// `modes` of `struct timex`.
    package static let adjustmentModes = flags("adjtimex_modes", prefix: "ADJ_", [
        ("ADJ_OFFSET_SS_READ", 0xa001),    ("ADJ_OFFSET_SINGLESHOT", 0x8001), ("ADJ_OFFSET", 1),
        ("ADJ_FREQUENCY", 2),              ("ADJ_MAXERROR", 4),               ("ADJ_ESTERROR", 8),
        ("ADJ_STATUS", 0x10),              ("ADJ_TIMECONST", 0x20),           ("ADJ_TAI", 0x80),
        ("ADJ_SETOFFSET", 0x100),          ("ADJ_MICRO", 0x1000),             ("ADJ_NANO", 0x2000),
        ("ADJ_TICK", 0x4000),
    ])

    /// `status` of `struct timex`.
    package static let adjustmentStatus = flags("adjtimex_status", prefix: "STA_", [
        ("STA_PLL", 1),           ("STA_PPSFREQ", 2),       ("STA_PPSTIME", 4),       ("STA_FLL", 8),           ("STA_INS", 0x10),
        ("STA_DEL", 0x20),        ("STA_UNSYNC", 0x40),     ("STA_FREQHOLD", 0x80),   ("STA_PPSSIGNAL", 0x100), ("STA_PPSJITTER", 0x200),
        ("STA_PPSWANDER", 0x400), ("STA_PPSERROR", 0x800),  ("STA_CLOCKERR", 0x1000), ("STA_NANO", 0x2000),     ("STA_MODE", 0x4000),
        ("STA_CLK", 0x8000),
    ])
}
