// swift-format-ignore-file

// Structures of times and clocks, as 64-bit calls lay them out; where an i386 call shares one, its layout is the same.

extension Structure {
    package static let timespec = Structure("__kernel_timespec", size: 16, overwritten: true, [
        .init("tv_sec",  at: 0, size: 8, .signed64),
        .init("tv_nsec", at: 8, size: 8, .signed64),
    ])

    package static let timeval = Structure("__kernel_old_timeval", size: 16, overwritten: true, [
        .init("tv_sec",  at: 0, size: 8, .signed64),
        .init("tv_usec", at: 8, size: 8, .signed64),
    ])

    package static let timezone = Structure("timezone", size: 8, [
        .init("tz_minuteswest", at: 0, size: 4, .signed32),
        .init("tz_dsttime",     at: 4, size: 4, .signed32),
    ])

    package static let itimerspec = Structure("__kernel_itimerspec", size: 32, [
        .init("it_interval", at: 0,  size: 16, .structure(.timespec, .input)),
        .init("it_value",    at: 16, size: 16, .structure(.timespec, .input)),
    ])

    package static let itimerval = Structure("__kernel_old_itimerval", size: 32, [
        .init("it_interval", at: 0,  size: 16, .structure(.timeval, .input)),
        .init("it_value",    at: 16, size: 16, .structure(.timeval, .input)),
    ])

    package static let timexTime = Structure("__kernel_timex_timeval", size: 16, [
        .init("tv_sec",  at: 0, size: 8, .signed64),
        .init("tv_usec", at: 8, size: 8, .signed64),
    ])

    package static let timex = Structure("__kernel_timex", size: 208, [
        .init("modes",     at: 0,   size: 4,  .constants(.adjustmentModes)),
        .init("offset",    at: 8,   size: 8,  .signed64),
        .init("freq",      at: 16,  size: 8,  .signed64),
        .init("maxerror",  at: 24,  size: 8,  .signed64),
        .init("esterror",  at: 32,  size: 8,  .signed64),
        .init("status",    at: 40,  size: 4,  .constants(.adjustmentStatus)),
        .init("constant",  at: 48,  size: 8,  .signed64),
        .init("precision", at: 56,  size: 8,  .signed64),
        .init("tolerance", at: 64,  size: 8,  .signed64),
        .init("time",      at: 72,  size: 16, .structure(.timexTime, .input)),
        .init("tick",      at: 88,  size: 8,  .signed64),
        .init("ppsfreq",   at: 96,  size: 8,  .signed64),
        .init("jitter",    at: 104, size: 8,  .signed64),
        .init("shift",     at: 112, size: 4,  .signed32),
        .init("stabil",    at: 120, size: 8,  .signed64),
        .init("jitcnt",    at: 128, size: 8,  .signed64),
        .init("calcnt",    at: 136, size: 8,  .signed64),
        .init("errcnt",    at: 144, size: 8,  .signed64),
        .init("stbcnt",    at: 152, size: 8,  .signed64),
        .init("tai",       at: 160, size: 4,  .signed32),
    ])

    package static let tms = Structure("tms", size: 32, [
        .init("tms_utime",  at: 0,  size: 8, .signed64),
        .init("tms_stime",  at: 8,  size: 8, .signed64),
        .init("tms_cutime", at: 16, size: 8, .signed64),
        .init("tms_cstime", at: 24, size: 8, .signed64),
    ])

    package static let utimbuf = Structure("utimbuf", size: 16, [
        .init("actime",  at: 0, size: 8, .signed64),
        .init("modtime", at: 8, size: 8, .signed64),
    ])
}
