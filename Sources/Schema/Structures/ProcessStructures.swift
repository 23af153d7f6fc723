// swift-format-ignore-file

// Structures of processes, as 64-bit calls lay them out; where an i386 call shares one, its layout is the same.

extension Structure {
    package static let resourceLimit = Structure("rlimit", size: 16, [
        .init("rlim_cur", at: 0, size: 8, .unsigned64),
        .init("rlim_max", at: 8, size: 8, .unsigned64),
    ])

    package static let resourceLimit64 = Structure("rlimit64", size: 16, [
        .init("rlim_cur", at: 0, size: 8, .unsigned64),
        .init("rlim_max", at: 8, size: 8, .unsigned64),
    ])

    package static let resourceUsage = Structure("rusage", size: 144, brief: ["ru_utime", "ru_stime"], [
        .init("ru_utime",    at: 0,   size: 16, .structure(.timeval, .input)),
        .init("ru_stime",    at: 16,  size: 16, .structure(.timeval, .input)),
        .init("ru_maxrss",   at: 32,  size: 8,  .signed64),
        .init("ru_ixrss",    at: 40,  size: 8,  .signed64),
        .init("ru_idrss",    at: 48,  size: 8,  .signed64),
        .init("ru_isrss",    at: 56,  size: 8,  .signed64),
        .init("ru_minflt",   at: 64,  size: 8,  .signed64),
        .init("ru_majflt",   at: 72,  size: 8,  .signed64),
        .init("ru_nswap",    at: 80,  size: 8,  .signed64),
        .init("ru_inblock",  at: 88,  size: 8,  .signed64),
        .init("ru_oublock",  at: 96,  size: 8,  .signed64),
        .init("ru_msgsnd",   at: 104, size: 8,  .signed64),
        .init("ru_msgrcv",   at: 112, size: 8,  .signed64),
        .init("ru_nsignals", at: 120, size: 8,  .signed64),
        .init("ru_nvcsw",    at: 128, size: 8,  .signed64),
        .init("ru_nivcsw",   at: 136, size: 8,  .signed64),
    ])

    package static let utsname = Structure("new_utsname", size: 390, [
        .init("sysname",    at: 0,   size: 65, .string),
        .init("nodename",   at: 65,  size: 65, .string),
        .init("release",    at: 130, size: 65, .string),
        .init("version",    at: 195, size: 65, .string),
        .init("machine",    at: 260, size: 65, .string),
        .init("domainname", at: 325, size: 65, .string),
    ])

    package static let sysinfo = Structure("sysinfo", size: 112, [
        .init("uptime",    at: 0,   size: 8,  .signed64),
        .init("loads",     at: 8,   size: 24, .array(.unsignedLong, .input, .fixed(3))),
        .init("totalram",  at: 32,  size: 8,  .unsigned64),
        .init("freeram",   at: 40,  size: 8,  .unsigned64),
        .init("sharedram", at: 48,  size: 8,  .unsigned64),
        .init("bufferram", at: 56,  size: 8,  .unsigned64),
        .init("totalswap", at: 64,  size: 8,  .unsigned64),
        .init("freeswap",  at: 72,  size: 8,  .unsigned64),
        .init("procs",     at: 80,  size: 2,  .unsigned32),
        .init("totalhigh", at: 88,  size: 8,  .unsigned64),
        .init("freehigh",  at: 96,  size: 8,  .unsigned64),
        .init("mem_unit",  at: 104, size: 4,  .unsigned32),
    ])

    package static let schedulingParameters = Structure("sched_param", size: 4, [
        .init("sched_priority", at: 0, size: 4, .signed32),
    ])

    package static let schedulingAttributes = Structure("sched_attr", size: 56, [
        .init("size",           at: 0,  size: 4, .unsigned32),
        .init("sched_policy",   at: 4,  size: 4, .constants(.schedulers)),
        .init("sched_flags",    at: 8,  size: 8, .constants(.schedulerFlags, wide: true)),
        .init("sched_nice",     at: 16, size: 4, .signed32),
        .init("sched_priority", at: 20, size: 4, .unsigned32),
        .init("sched_runtime",  at: 24, size: 8, .unsigned64),
        .init("sched_deadline", at: 32, size: 8, .unsigned64),
        .init("sched_period",   at: 40, size: 8, .unsigned64),
        .init("sched_util_min", at: 48, size: 4, .unsigned32),
        .init("sched_util_max", at: 52, size: 4, .unsigned32),
    ])

    package static let cloneArguments = Structure("clone_args", size: 88, [
        .init("flags",        at: 0,  size: 8, .constants(.clone3Flags, wide: true)),
        .init("pidfd",        at: 8,  size: 8, .address),
        .init("child_tid",    at: 16, size: 8, .address),
        .init("parent_tid",   at: 24, size: 8, .address),
        .init("exit_signal",  at: 32, size: 8, .signal),
        .init("stack",        at: 40, size: 8, .address),
        .init("stack_size",   at: 48, size: 8, .hexadecimal),
        .init("tls",          at: 56, size: 8, .address),
        .init("set_tid",      at: 64, size: 8, .address),
        .init("set_tid_size", at: 72, size: 8, .unsigned64),
        .init("cgroup",       at: 80, size: 8, .unsigned64),
    ])

    package static let capabilityHeader = Structure("__user_cap_header_struct", type: "cap_user_header_t", size: 8, [
        .init("version", at: 0, size: 4, .constants(.capabilityVersions)),
        .init("pid",     at: 4, size: 4, .process),
    ])

    package static let capabilityData = Structure("__user_cap_data_struct", type: "cap_user_data_t", size: 12, [
        .init("effective",   at: 0, size: 4, .hexadecimal),
        .init("permitted",   at: 4, size: 4, .hexadecimal),
        .init("inheritable", at: 8, size: 4, .hexadecimal),
    ])

    package static let robustListHead = Structure("robust_list_head", size: 24, [
        .init("list",            at: 0,  size: 8, .address),
        .init("futex_offset",    at: 8,  size: 8, .signed64),
        .init("list_op_pending", at: 16, size: 8, .address),
    ])

    package static let restartableSequence = Structure("rseq", size: 32, [
        .init("cpu_id_start", at: 0,  size: 4, .unsigned32),
        .init("cpu_id",       at: 4,  size: 4, .unsigned32),
        .init("rseq_cs",      at: 8,  size: 8, .address),
        .init("flags",        at: 16, size: 4, .constants(.restartableSequenceFlags)),
    ])

    package static let userDescriptor = Structure("user_desc", size: 16, [
        .init("entry_number", at: 0, size: 4, .signed32),
        .init("base_addr",    at: 4, size: 4, .hexadecimal),
        .init("limit",        at: 8, size: 4, .hexadecimal),
    ])

    package static let landlockRuleset = Structure("landlock_ruleset_attr", size: 24, [
        .init("handled_access_fs",  at: 0,  size: 8, .hexadecimal),
        .init("handled_access_net", at: 8,  size: 8, .hexadecimal),
        .init("scoped",             at: 16, size: 8, .hexadecimal),
    ])

    package static let futexWaiter = Structure("futex_waitv", size: 24, [
        .init("val",   at: 0,  size: 8, .unsigned64),
        .init("uaddr", at: 8,  size: 8, .address),
        .init("flags", at: 16, size: 4, .constants(.futex2Flags)),
    ])
}
