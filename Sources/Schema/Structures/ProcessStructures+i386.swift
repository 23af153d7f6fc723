// swift-format-ignore-file

// Structures of processes, as i386 calls lay them out.

extension Structure {
    package static let compatResourceLimit = Structure("compat_rlimit", size: 8, [
        .init("rlim_cur", at: 0, size: 4, .unsigned64),
        .init("rlim_max", at: 4, size: 4, .unsigned64),
    ])

    package static let compatResourceUsage = Structure("compat_rusage", size: 72, brief: ["ru_utime", "ru_stime"], [
        .init("ru_utime",    at: 0,  size: 8, .structure(.timeval32, .input)),
        .init("ru_stime",    at: 8,  size: 8, .structure(.timeval32, .input)),
        .init("ru_maxrss",   at: 16, size: 4, .signed32),
        .init("ru_ixrss",    at: 20, size: 4, .signed32),
        .init("ru_idrss",    at: 24, size: 4, .signed32),
        .init("ru_isrss",    at: 28, size: 4, .signed32),
        .init("ru_minflt",   at: 32, size: 4, .signed32),
        .init("ru_majflt",   at: 36, size: 4, .signed32),
        .init("ru_nswap",    at: 40, size: 4, .signed32),
        .init("ru_inblock",  at: 44, size: 4, .signed32),
        .init("ru_oublock",  at: 48, size: 4, .signed32),
        .init("ru_msgsnd",   at: 52, size: 4, .signed32),
        .init("ru_msgrcv",   at: 56, size: 4, .signed32),
        .init("ru_nsignals", at: 60, size: 4, .signed32),
        .init("ru_nvcsw",    at: 64, size: 4, .signed32),
        .init("ru_nivcsw",   at: 68, size: 4, .signed32),
    ])

    package static let oldUtsname = Structure("old_utsname", size: 325, [
        .init("sysname",  at: 0,   size: 65, .string),
        .init("nodename", at: 65,  size: 65, .string),
        .init("release",  at: 130, size: 65, .string),
        .init("version",  at: 195, size: 65, .string),
        .init("machine",  at: 260, size: 65, .string),
    ])

    package static let oldestUtsname = Structure("oldold_utsname", size: 45, [
        .init("sysname",  at: 0,  size: 9, .string),
        .init("nodename", at: 9,  size: 9, .string),
        .init("release",  at: 18, size: 9, .string),
        .init("version",  at: 27, size: 9, .string),
        .init("machine",  at: 36, size: 9, .string),
    ])

    package static let compatSysinfo = Structure("compat_sysinfo", size: 64, [
        .init("uptime",    at: 0,  size: 4,  .signed32),
        .init("loads",     at: 4,  size: 12, .array(.unsignedInt, .input, .fixed(3))),
        .init("totalram",  at: 16, size: 4,  .unsigned32),
        .init("freeram",   at: 20, size: 4,  .unsigned32),
        .init("sharedram", at: 24, size: 4,  .unsigned32),
        .init("bufferram", at: 28, size: 4,  .unsigned32),
        .init("totalswap", at: 32, size: 4,  .unsigned32),
        .init("freeswap",  at: 36, size: 4,  .unsigned32),
        .init("procs",     at: 40, size: 2,  .unsigned32),
        .init("totalhigh", at: 44, size: 4,  .unsigned32),
        .init("freehigh",  at: 48, size: 4,  .unsigned32),
        .init("mem_unit",  at: 52, size: 4,  .unsigned32),
    ])

    package static let compatRobustListHead = Structure("compat_robust_list_head", size: 12, [
        .init("list",            at: 0, size: 4, .address),
        .init("futex_offset",    at: 4, size: 4, .signed32),
        .init("list_op_pending", at: 8, size: 4, .address),
    ])
}
