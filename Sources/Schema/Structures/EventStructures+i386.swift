// swift-format-ignore-file

// Structures of events, signals, messages and terminals, as i386 calls lay them out.

extension Structure {
    package static let compatSignalAction = Structure("compat_sigaction", size: 20, [
        .init("sa_handler",  at: 0,  size: 4, .constants(.handlers)),
        .init("sa_mask",     at: 12, size: 8, .structure(.signalSet, .input)),
        .init("sa_flags",    at: 4,  size: 4, .constants(.actionFlags)),
        .init("sa_restorer", at: 8,  size: 4, .address),
    ])

    package static let oldSignalAction = Structure("compat_old_sigaction", size: 16, [
        .init("sa_handler",  at: 0,  size: 4, .constants(.handlers)),
        .init("sa_mask",     at: 4,  size: 4, .hexadecimal),
        .init("sa_flags",    at: 8,  size: 4, .constants(.actionFlags)),
        .init("sa_restorer", at: 12, size: 4, .address),
    ])

    package static let compatIOVector = Structure("compat_iovec", size: 8, [
        .init("iov_base", at: 0, size: 4, .address),
        .init("iov_len",  at: 4, size: 4, .unsigned32),
    ])

    package static let compatAlternateStack = Structure("compat_stack_t", type: "compat_stack_t", size: 12, [
        .init("ss_sp",    at: 0, size: 4, .address),
        .init("ss_flags", at: 4, size: 4, .constants(.alternateStackFlags)),
        .init("ss_size",  at: 8, size: 4, .unsigned32),
    ])

    package static let compatMessageQueueAttributes = Structure("compat_mq_attr", size: 32, [
        .init("mq_flags",   at: 0,  size: 4, .constants(.openFlags)),
        .init("mq_maxmsg",  at: 4,  size: 4, .signed32),
        .init("mq_msgsize", at: 8,  size: 4, .signed32),
        .init("mq_curmsgs", at: 12, size: 4, .signed32),
    ])

    package static let mmapArguments = Structure("mmap_arg_struct32", size: 24, [
        .init("addr",   at: 0,  size: 4, .address),
        .init("len",    at: 4,  size: 4, .unsigned32),
        .init("prot",   at: 8,  size: 4, .constants(.memoryProtection)),
        .init("flags",  at: 12, size: 4, .constants(.mapFlags)),
        .init("fd",     at: 16, size: 4, .descriptor),
        .init("offset", at: 20, size: 4, .hexadecimal),
    ])
}
