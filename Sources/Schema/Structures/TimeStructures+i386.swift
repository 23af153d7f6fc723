// swift-format-ignore-file

// Structures of times and clocks, as i386 calls lay them out.

extension Structure {
    package static let timespec32 = Structure("old_timespec32", size: 8, overwritten: true, [
        .init("tv_sec",  at: 0, size: 4, .signed32),
        .init("tv_nsec", at: 4, size: 4, .signed32),
    ])

    package static let timeval32 = Structure("old_timeval32", size: 8, overwritten: true, [
        .init("tv_sec",  at: 0, size: 4, .signed32),
        .init("tv_usec", at: 4, size: 4, .signed32),
    ])

    package static let itimerspec32 = Structure("old_itimerspec32", size: 16, [
        .init("it_interval", at: 0, size: 8, .structure(.timespec32, .input)),
        .init("it_value",    at: 8, size: 8, .structure(.timespec32, .input)),
    ])

    package static let itimerval32 = Structure("old_itimerval32", size: 16, [
        .init("it_interval", at: 0, size: 8, .structure(.timeval32, .input)),
        .init("it_value",    at: 8, size: 8, .structure(.timeval32, .input)),
    ])

    package static let timex32 = Structure("old_timex32", size: 128, [
        .init("modes",     at: 0,  size: 4, .constants(.adjustmentModes)),
        .init("offset",    at: 4,  size: 4, .signed32),
        .init("freq",      at: 8,  size: 4, .signed32),
        .init("maxerror",  at: 12, size: 4, .signed32),
        .init("esterror",  at: 16, size: 4, .signed32),
        .init("status",    at: 20, size: 4, .constants(.adjustmentStatus)),
        .init("constant",  at: 24, size: 4, .signed32),
        .init("precision", at: 28, size: 4, .signed32),
        .init("tolerance", at: 32, size: 4, .signed32),
        .init("time",      at: 36, size: 8, .structure(.timeval32, .input)),
        .init("tick",      at: 44, size: 4, .signed32),
        .init("ppsfreq",   at: 48, size: 4, .signed32),
        .init("jitter",    at: 52, size: 4, .signed32),
        .init("shift",     at: 56, size: 4, .signed32),
        .init("stabil",    at: 60, size: 4, .signed32),
        .init("jitcnt",    at: 64, size: 4, .signed32),
        .init("calcnt",    at: 68, size: 4, .signed32),
        .init("errcnt",    at: 72, size: 4, .signed32),
        .init("stbcnt",    at: 76, size: 4, .signed32),
        .init("tai",       at: 80, size: 4, .signed32),
    ])

    package static let compatTms = Structure("compat_tms", size: 16, [
        .init("tms_utime",  at: 0,  size: 4, .signed32),
        .init("tms_stime",  at: 4,  size: 4, .signed32),
        .init("tms_cutime", at: 8,  size: 4, .signed32),
        .init("tms_cstime", at: 12, size: 4, .signed32),
    ])

    package static let utimbuf32 = Structure("old_utimbuf32", size: 8, [
        .init("actime",  at: 0, size: 4, .signed32),
        .init("modtime", at: 4, size: 4, .signed32),
    ])
}
