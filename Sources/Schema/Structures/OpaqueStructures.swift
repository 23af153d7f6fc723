// swift-format-ignore-file

// Structures that rows alone cannot describe: unions, lengths inside, pointers to follow. One that no decoder shows (`shownWhole`) is an address.

extension Structure {
    /// `struct sockaddr`, as large as any: `sockaddr_storage`.
    package static let socketAddress         = Structure("sockaddr",                  size: 128, shownWhole: true)
    package static let messageHeader         = Structure("user_msghdr",               size: 56)
    package static let multipleMessageHeader = Structure("mmsghdr",                   size: 64)
    package static let signalInformation     = Structure("siginfo", type: "siginfo_t", size: 128, shownWhole: true)
    package static let signalEvent           = Structure("sigevent",                  size: 64)
    package static let directoryEntry        = Structure("linux_dirent",              size: 24, shownWhole: true, chainOffset: 16)
    package static let directoryEntry64      = Structure("linux_dirent64",            size: 24, shownWhole: true, chainOffset: 16)
    package static let descriptorSet         = Structure("fd_set", type: "fd_set",    size: 128, shownWhole: true, overwritten: true)
    package static let messageBuffer         = Structure("msgbuf",                    size: 16)
    package static let messageQueueState     = Structure("msqid_ds",                  size: 120)
    package static let sharedMemoryState     = Structure("shmid_ds",                  size: 112)
    package static let bpfAttributes         = Structure("bpf_attr", type: "union bpf_attr", size: 168)
    package static let perfEventAttributes   = Structure("perf_event_attr",           size: 136)
    package static let ioControlBlock        = Structure("iocb",                      size: 64)
    package static let statmountResult       = Structure("statmount",                 size: 512)
    package static let securityContext       = Structure("lsm_ctx",                   size: 32)
    package static let kexecSegment          = Structure("kexec_segment",             size: 32)
    /// `sigset_t *` and its size in a structure, as `pselect6` and `io_pgetevents` take them.
    package static let sizedSignalSet        = Structure("__aio_sigset",              size: 16, shownWhole: true, linkedBytes: 8)
    /// One bit for each processor, as many as the caller says: up to 8,192.
    package static let processorMask         = Structure("cpu_mask", type: "unsigned long", size: 1024, shownWhole: true)
    package static let sysctlArguments       = Structure("__sysctl_args",             size: 80)

    /// The value of a socket option; longer ones are shown by their beginning.
    package static let optionValue           = Structure("socket_option", type: "char", size: 256, shownWhole: true)

    package static let compatMessageHeader         = Structure("compat_msghdr",   size: 28)
    package static let compatMultipleMessageHeader = Structure("compat_mmsghdr",  size: 32)
    package static let compatSignalInformation     = Structure("compat_siginfo", type: "struct compat_siginfo", size: 128, shownWhole: true)
    package static let compatSignalEvent           = Structure("compat_sigevent", size: 64)
    package static let compatDirectoryEntry        = Structure("compat_linux_dirent", size: 12, shownWhole: true, chainOffset: 8)
    package static let compatOldDirectoryEntry     = Structure("compat_old_linux_dirent", size: 12)
    package static let compatDescriptorSet         = Structure("compat_fd_set", type: "compat_ulong_t", size: 128, shownWhole: true, overwritten: true)
    package static let compatMessageBuffer         = Structure("compat_msgbuf",   size: 8)
    package static let compatKexecSegment          = Structure("compat_kexec_segment", size: 16)
    package static let compatSizedSignalSet        = Structure("__compat_aio_sigset", size: 8, shownWhole: true, linkedBytes: 8)
    package static let compatSelectArguments       = Structure("compat_sel_arg_struct", size: 20)
    package static let compatSysctlArguments       = Structure("compat_sysctl_args", size: 40)
    package static let vm86State                   = Structure("vm86_struct",     size: 104)
}
