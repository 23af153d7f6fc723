// swift-format-ignore-file

// Constants of polling, event descriptors and io_uring. Values: the kernel's UAPI headers for x86.

extension ConstantSet {
    /// Operations of `epoll_ctl`.
    package static let epollOperations = enumeration("epoll_operations", prefix: "EPOLL_CTL_", [
        ("EPOLL_CTL_ADD", 1), ("EPOLL_CTL_DEL", 2), ("EPOLL_CTL_MOD", 3),
    ])

    /// Flags of `epoll_create1`.
    package static let epollFlags = flags("epoll_flags", prefix: "EPOLL_", [
        ("EPOLL_CLOEXEC", 0o2000000),
    ])

    /// `events` of `struct epoll_event`.
    package static let epollEvents = flags("epoll_events", prefix: "EPOLL", [
        ("EPOLLIN", 1),                 ("EPOLLPRI", 2),                ("EPOLLOUT", 4),                ("EPOLLRDNORM", 0x40),
        ("EPOLLRDBAND", 0x80),          ("EPOLLWRNORM", 0x100),         ("EPOLLWRBAND", 0x200),         ("EPOLLMSG", 0x400),
        ("EPOLLERR", 8),                ("EPOLLHUP", 0x10),             ("EPOLLRDHUP", 0x2000),         ("EPOLLEXCLUSIVE", 0x10000000),
        ("EPOLLWAKEUP", 0x20000000),    ("EPOLLONESHOT", 0x40000000),   ("EPOLLET", 0x80000000),
    ])

    /// `events` and `revents` of `struct pollfd`.
    package static let pollEvents = flags("poll_events", prefix: "POLL", [
        ("POLLIN", 1),              ("POLLPRI", 2),             ("POLLOUT", 4),             ("POLLRDNORM", 0x40),
        ("POLLWRNORM", 0x100),      ("POLLRDBAND", 0x80),       ("POLLWRBAND", 0x200),      ("POLLERR", 8),
        ("POLLHUP", 0x10),          ("POLLNVAL", 0x20),         ("POLLMSG", 0x400),         ("POLLREMOVE", 0x1000),
        ("POLLRDHUP", 0x2000),      ("POLL_BUSY_LOOP", 0x8000),
    ])

    /// Flags of `eventfd2`.
    package static let eventDescriptorFlags = flags("eventfd_flags", prefix: "EFD_", [
        ("EFD_SEMAPHORE", 1), ("EFD_CLOEXEC", 0o2000000), ("EFD_NONBLOCK", 0o4000),
    ])

    /// `flags` of `struct io_uring_params`.
    package static let ioUringSetupFlags = flags("io_uring_setup_flags", prefix: "IORING_SETUP_", [
        ("IORING_SETUP_IOPOLL", 1),                  ("IORING_SETUP_SQPOLL", 2),
        ("IORING_SETUP_SQ_AFF", 4),                  ("IORING_SETUP_CQSIZE", 8),
        ("IORING_SETUP_CLAMP", 0x10),                ("IORING_SETUP_ATTACH_WQ", 0x20),
        ("IORING_SETUP_R_DISABLED", 0x40),           ("IORING_SETUP_SUBMIT_ALL", 0x80),
        ("IORING_SETUP_COOP_TASKRUN", 0x100),        ("IORING_SETUP_TASKRUN_FLAG", 0x200),
        ("IORING_SETUP_SQE128", 0x400),              ("IORING_SETUP_CQE32", 0x800),
        ("IORING_SETUP_SINGLE_ISSUER", 0x1000),      ("IORING_SETUP_DEFER_TASKRUN", 0x2000),
        ("IORING_SETUP_NO_MMAP", 0x4000),            ("IORING_SETUP_REGISTERED_FD_ONLY", 0x8000),
        ("IORING_SETUP_NO_SQARRAY", 0x10000),        ("IORING_SETUP_HYBRID_IOPOLL", 0x20000),
        ("IORING_SETUP_CQE_MIXED", 0x40000),
    ])

    /// `features` of `struct io_uring_params`.
    package static let ioUringFeatures = flags("io_uring_features", prefix: "IORING_FEAT_", [
        ("IORING_FEAT_SINGLE_MMAP", 1),          ("IORING_FEAT_NODROP", 2),               ("IORING_FEAT_SUBMIT_STABLE", 4),
        ("IORING_FEAT_RW_CUR_POS", 8),           ("IORING_FEAT_CUR_PERSONALITY", 0x10),   ("IORING_FEAT_FAST_POLL", 0x20),
        ("IORING_FEAT_POLL_32BITS", 0x40),       ("IORING_FEAT_SQPOLL_NONFIXED", 0x80),   ("IORING_FEAT_EXT_ARG", 0x100),
        ("IORING_FEAT_NATIVE_WORKERS", 0x200),   ("IORING_FEAT_RSRC_TAGS", 0x400),        ("IORING_FEAT_CQE_SKIP", 0x800),
        ("IORING_FEAT_LINKED_FILE", 0x1000),     ("IORING_FEAT_REG_REG_RING", 0x2000),    ("IORING_FEAT_RECVSEND_BUNDLE", 0x4000),
        ("IORING_FEAT_MIN_TIMEOUT", 0x8000),     ("IORING_FEAT_RW_ATTR", 0x10000),        ("IORING_FEAT_NO_IOWAIT", 0x20000),
    ])

    /// Flags of `io_uring_enter`.
    package static let ioUringEnterFlags = flags("io_uring_enter_flags", prefix: "IORING_ENTER_", [
        ("IORING_ENTER_GETEVENTS", 1),          ("IORING_ENTER_SQ_WAKEUP", 2),          ("IORING_ENTER_SQ_WAIT", 4),
        ("IORING_ENTER_EXT_ARG", 8),            ("IORING_ENTER_REGISTERED_RING", 0x10), ("IORING_ENTER_ABS_TIMER", 0x20),
        ("IORING_ENTER_EXT_ARG_REG", 0x40),     ("IORING_ENTER_NO_IOWAIT", 0x80),
    ])

    /// Operations of `io_uring_register`.
    package static let ioUringRegisterOperations = flags("io_uring_register_opcodes", prefix: "IORING_REGISTER_", field: Field(0x7fffffff, [
        ("IORING_REGISTER_BUFFERS", 0),             ("IORING_UNREGISTER_BUFFERS", 1),
        ("IORING_REGISTER_FILES", 2),               ("IORING_UNREGISTER_FILES", 3),
        ("IORING_REGISTER_EVENTFD", 4),             ("IORING_UNREGISTER_EVENTFD", 5),
        ("IORING_REGISTER_FILES_UPDATE", 6),        ("IORING_REGISTER_EVENTFD_ASYNC", 7),
        ("IORING_REGISTER_PROBE", 8),               ("IORING_REGISTER_PERSONALITY", 9),
        ("IORING_UNREGISTER_PERSONALITY", 0xa),     ("IORING_REGISTER_RESTRICTIONS", 0xb),
        ("IORING_REGISTER_ENABLE_RINGS", 0xc),      ("IORING_REGISTER_FILES2", 0xd),
        ("IORING_REGISTER_FILES_UPDATE2", 0xe),     ("IORING_REGISTER_BUFFERS2", 0xf),
        ("IORING_REGISTER_BUFFERS_UPDATE", 0x10),   ("IORING_REGISTER_IOWQ_AFF", 0x11),
        ("IORING_UNREGISTER_IOWQ_AFF", 0x12),       ("IORING_REGISTER_IOWQ_MAX_WORKERS", 0x13),
        ("IORING_REGISTER_RING_FDS", 0x14),         ("IORING_UNREGISTER_RING_FDS", 0x15),
        ("IORING_REGISTER_PBUF_RING", 0x16),        ("IORING_UNREGISTER_PBUF_RING", 0x17),
        ("IORING_REGISTER_SYNC_CANCEL", 0x18),      ("IORING_REGISTER_FILE_ALLOC_RANGE", 0x19),
        ("IORING_REGISTER_PBUF_STATUS", 0x1a),      ("IORING_REGISTER_NAPI", 0x1b),
        ("IORING_UNREGISTER_NAPI", 0x1c),           ("IORING_REGISTER_CLOCK", 0x1d),
        ("IORING_REGISTER_CLONE_BUFFERS", 0x1e),    ("IORING_REGISTER_SEND_MSG_RING", 0x1f),
        ("IORING_REGISTER_ZCRX_IFQ", 0x20),         ("IORING_REGISTER_RESIZE_RINGS", 0x21),
        ("IORING_REGISTER_MEM_REGION", 0x22),       ("IORING_REGISTER_QUERY", 0x23),
    ]), [
        ("IORING_REGISTER_USE_REGISTERED_RING", 0x80000000),
    ])
}
