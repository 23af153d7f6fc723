// swift-format-ignore-file

// Structures of events, signals, messages and terminals, as 64-bit calls lay them out; where an i386 call shares one, its layout is the same.

extension Structure {
    package static let pollDescriptor = Structure("pollfd", size: 8, [
        .init("fd",      at: 0, size: 4, .descriptor),
        .init("events",  at: 4, size: 2, .constants(.pollEvents)),
        .init("revents", at: 6, size: 2, .constants(.pollEvents)),
    ])

    package static let epollEvent = Structure("epoll_event", size: 12, [
        .init("events", at: 0, size: 4, .constants(.epollEvents)),
        .init("data",   at: 4, size: 8, .unsigned64),
    ])

    package static let ioVector = Structure("iovec", size: 16, [
        .init("iov_base", at: 0, size: 8, .address),
        .init("iov_len",  at: 8, size: 8, .unsigned64),
    ])

    package static let signalSet = Structure("sigset_t", type: "sigset_t", size: 8, [
        .init("", at: 0, size: 8, .hexadecimal),
    ])

    package static let signalAction = Structure("sigaction", size: 32, [
        .init("sa_handler",  at: 0,  size: 8, .constants(.handlers, wide: true)),
        .init("sa_mask",     at: 24, size: 8, .structure(.signalSet, .input)),
        .init("sa_flags",    at: 8,  size: 8, .constants(.actionFlags, wide: true)),
        .init("sa_restorer", at: 16, size: 8, .address),
    ])

    package static let alternateStack = Structure("sigaltstack", type: "stack_t", size: 24, [
        .init("ss_sp",    at: 0,  size: 8, .address),
        .init("ss_flags", at: 8,  size: 4, .constants(.alternateStackFlags)),
        .init("ss_size",  at: 16, size: 8, .unsigned64),
    ])

    package static let semaphoreOperation = Structure("sembuf", size: 6, [
        .init("sem_num", at: 0, size: 2, .unsigned32),
        .init("sem_op",  at: 2, size: 2, .signed32),
        .init("sem_flg", at: 4, size: 2, .constants(.semaphoreOperationFlags)),
    ])

    package static let messageQueueAttributes = Structure("mq_attr", size: 64, [
        .init("mq_flags",   at: 0,  size: 8, .constants(.openFlags, wide: true)),
        .init("mq_maxmsg",  at: 8,  size: 8, .signed64),
        .init("mq_msgsize", at: 16, size: 8, .signed64),
        .init("mq_curmsgs", at: 24, size: 8, .signed64),
    ])

    package static let termios = Structure("termios", size: 36, brief: ["c_iflag", "c_oflag", "c_cflag", "c_lflag"], [
        .init("c_iflag", at: 0,  size: 4, .constants(.terminalInputModes)),
        .init("c_oflag", at: 4,  size: 4, .constants(.terminalOutputModes)),
        .init("c_cflag", at: 8,  size: 4, .constants(.terminalControlModes)),
        .init("c_lflag", at: 12, size: 4, .constants(.terminalLocalModes)),
        .init("c_line",  at: 16, size: 1, .constants(.lineDisciplines)),
        .init("c_cc",    at: 17, size: 19, .string),
    ])

    package static let termios2 = Structure("termios2", size: 44, brief: ["c_iflag", "c_oflag", "c_cflag", "c_lflag"], [
        .init("c_iflag",  at: 0,  size: 4, .constants(.terminalInputModes)),
        .init("c_oflag",  at: 4,  size: 4, .constants(.terminalOutputModes)),
        .init("c_cflag",  at: 8,  size: 4, .constants(.terminalControlModes)),
        .init("c_lflag",  at: 12, size: 4, .constants(.terminalLocalModes)),
        .init("c_line",   at: 16, size: 1, .constants(.lineDisciplines)),
        .init("c_cc",     at: 17, size: 19, .string),
        .init("c_ispeed", at: 36, size: 4, .unsigned32),
        .init("c_ospeed", at: 40, size: 4, .unsigned32),
    ])

    package static let termio = Structure("termio", size: 18, brief: ["c_iflag", "c_oflag", "c_cflag", "c_lflag"], [
        .init("c_iflag", at: 0, size: 2, .constants(.terminalInputModes)),
        .init("c_oflag", at: 2, size: 2, .constants(.terminalOutputModes)),
        .init("c_cflag", at: 4, size: 2, .constants(.terminalControlModes)),
        .init("c_lflag", at: 6, size: 2, .constants(.terminalLocalModes)),
        .init("c_line",  at: 8, size: 1, .constants(.lineDisciplines)),
        .init("c_cc",    at: 9, size: 8, .string),
    ])

    package static let descriptorOwner = Structure("f_owner_ex", size: 8, [
        .init("type", at: 0, size: 4, .constants(.ownerTypes)),
        .init("pid",  at: 4, size: 4, .process),
    ])

    package static let ringSubmissionOffsets = Structure("io_sqring_offsets", size: 40, [
        .init("head",         at: 0,  size: 4, .unsigned32),
        .init("tail",         at: 4,  size: 4, .unsigned32),
        .init("ring_mask",    at: 8,  size: 4, .unsigned32),
        .init("ring_entries", at: 12, size: 4, .unsigned32),
        .init("flags",        at: 16, size: 4, .unsigned32),
        .init("dropped",      at: 20, size: 4, .unsigned32),
        .init("array",        at: 24, size: 4, .unsigned32),
    ])

    package static let ringCompletionOffsets = Structure("io_cqring_offsets", size: 40, [
        .init("head",         at: 0,  size: 4, .unsigned32),
        .init("tail",         at: 4,  size: 4, .unsigned32),
        .init("ring_mask",    at: 8,  size: 4, .unsigned32),
        .init("ring_entries", at: 12, size: 4, .unsigned32),
        .init("overflow",     at: 16, size: 4, .unsigned32),
        .init("cqes",         at: 20, size: 4, .unsigned32),
        .init("flags",        at: 24, size: 4, .unsigned32),
    ])

    package static let windowSize = Structure("winsize", size: 8, [
        .init("ws_row",    at: 0, size: 2, .unsigned32),
        .init("ws_col",    at: 2, size: 2, .unsigned32),
        .init("ws_xpixel", at: 4, size: 2, .unsigned32),
        .init("ws_ypixel", at: 6, size: 2, .unsigned32),
    ])

    package static let ioUringParameters = Structure("io_uring_params", size: 120, [
        .init("flags",          at: 8,  size: 4,  .constants(.ioUringSetupFlags)),
        .init("sq_thread_cpu",  at: 12, size: 4,  .unsigned32),
        .init("sq_thread_idle", at: 16, size: 4,  .unsigned32),
        .init("wq_fd",          at: 24, size: 4,  .descriptor),
        .init("sq_entries",     at: 0,  size: 4,  .unsigned32),
        .init("cq_entries",     at: 4,  size: 4,  .unsigned32),
        .init("features",       at: 20, size: 4,  .constants(.ioUringFeatures)),
        .init("sq_off",         at: 40, size: 40, .structure(.ringSubmissionOffsets, .input)),
        .init("cq_off",         at: 80, size: 40, .structure(.ringCompletionOffsets, .input)),
    ])

    package static let ioEvent = Structure("io_event", size: 32, [
        .init("data", at: 0,  size: 8, .hexadecimal),
        .init("obj",  at: 8,  size: 8, .hexadecimal),
        .init("res",  at: 16, size: 8, .signed64),
        .init("res2", at: 24, size: 8, .signed64),
    ])
}
