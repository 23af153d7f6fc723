// swift-format-ignore-file

// Arguments whose meaning another argument selects. Numbers: the kernel's UAPI headers for x86.

extension KindChoice {
    private static func output(_ element: Structure) -> ArgumentKind { .array(element, .output, .one) }
    private static func input(_ element: Structure) -> ArgumentKind { .array(element, .input, .one) }

    /// The third argument of `ioctl` (asm-generic/ioctls.h, linux/sockios.h, linux/fs.h).
    package static let ioctlArgument = KindChoice("ioctl_argument", by: 1, [
        Row(0x5401, 0x5456,                         is: .structure(.termios, .output)),      // TCGETS, TIOCGLCKTRMIOS
        Row(0x5402, 0x5403, 0x5404, 0x5457,         is: .structure(.termios, .input)),       // TCSETS, TCSETSW, TCSETSF, TIOCSLCKTRMIOS
        Row(0x802c542a,                             is: .structure(.termios2, .output)),     // TCGETS2
        Row(0x402c542b, 0x402c542c, 0x402c542d,     is: .structure(.termios2, .input)),      // TCSETS2, TCSETSW2, TCSETSF2
        Row(0x5405,                                 is: .structure(.termio, .output)),       // TCGETA
        Row(0x5406, 0x5407, 0x5408,                 is: .structure(.termio, .input)),        // TCSETA, TCSETAW, TCSETAF
        Row(0x5413,                                 is: .structure(.windowSize, .output)),   // TIOCGWINSZ
        Row(0x5414,                                 is: .structure(.windowSize, .input)),    // TIOCSWINSZ
        // TIOCOUTQ, TIOCGSOFTCAR, FIONREAD, TIOCGPTN, TIOCGPKT, TIOCGPTLCK, TIOCGEXCL, SIOCATMARK, BLKSSZGET, BLKROGET, FIGETBSZ, RNDGETENTCNT
        Row(0x5411, 0x5419, 0x541b, 0x80045430, 0x80045438, 0x80045439, 0x80045440, 0x8905, 0x1268, 0x125e, 2, 0x80045200,
                                                    is: output(.int)),
        // TIOCGPGRP, TIOCGSID, FIOGETOWN, SIOCGPGRP
        Row(0x540f, 0x5429, 0x8903, 0x8904,         is: output(.processID)),
        Row(0x5410, 0x8901, 0x8902,                 is: input(.processID)),                  // TIOCSPGRP, FIOSETOWN, SIOCSPGRP
        // TIOCSSOFTCAR, TIOCPKT, FIONBIO, FIOASYNC, TIOCSPTLCK, BLKROSET, RNDADDTOENTCNT
        Row(0x541a, 0x5420, 0x5421, 0x5452, 0x40045431, 0x125d, 0x40045201,
                                                    is: input(.int)),
        Row(0x5424,                                 is: output(.lineDiscipline)),            // TIOCGETD
        Row(0x5423,                                 is: input(.lineDiscipline)),             // TIOCSETD
        Row(0x5415,                                 is: output(.modemLines)),                // TIOCMGET
        Row(0x5416, 0x5417, 0x5418,                 is: input(.modemLines)),                 // TIOCMBIS, TIOCMBIC, TIOCMSET
        Row(0x80086601,                             is: output(.inodeAttributes)),           // FS_IOC_GETFLAGS
        Row(0x40086602,                             is: input(.inodeAttributes)),            // FS_IOC_SETFLAGS
        Row(0x80087601, 0x80081272,                 is: output(.unsignedNumber64)),          // FS_IOC_GETVERSION, BLKGETSIZE64
        Row(0x540b,                                 is: .constants(.flushQueues)),           // TCFLSH
        Row(0x540a,                                 is: .constants(.flowActions)),           // TCXONC
        Row(0x5409, 0x5425, 0x540e,                 is: .signed32),                          // TCSBRK, TCSBRKP, TIOCSCTTY
        Row(0x40049409, 0x40042408,                 is: .descriptor),                        // FICLONE, PERF_EVENT_IOC_SET_BPF
        Row(0x40082406,                             is: .string),                            // PERF_EVENT_IOC_SET_FILTER
        Row(0x541c, 0x541e, 0x541f, 0x8910, 0x8912, 0x8913, 0x8914, 0x8915, 0x8916, 0x8919, 0x891b, 0x891c, 0x8921, 0x8922, 0x8927, 0x8933,
                                                    is: .address),
    ])

    /// The third argument of `fcntl`, where locks have one layout.
    package static let fcntlArgument = KindChoice("fcntl_argument", by: 1, [
        Row(5, 12, 36,                              is: .structure(.flock, .output)),
        Row(6, 7, 13, 14, 37, 38,                   is: .structure(.flock, .input)),
        Row(15,                                     is: .structure(.descriptorOwner, .input)),
        Row(16,                                     is: .structure(.descriptorOwner, .output)),
    ])

    /// The same on i386, where the commands say which layout.
    package static let compatFcntlArgument = KindChoice("compat_fcntl_argument", by: 1, [
        Row(5,                                      is: .structure(.compatFlock, .output)),
        Row(6, 7,                                   is: .structure(.compatFlock, .input)),
        Row(12, 36,                                 is: .structure(.compatFlock64, .output)),
        Row(13, 14, 37, 38,                         is: .structure(.compatFlock64, .input)),
        Row(15,                                     is: .structure(.descriptorOwner, .input)),
        Row(16,                                     is: .structure(.descriptorOwner, .output)),
    ])

    /// The second argument of `prctl` (linux/prctl.h).
    package static let prctlArgument = KindChoice("prctl_argument", by: 0, [
        Row(15, 16,                                 is: .string),                            // PR_SET_NAME, PR_GET_NAME
        Row(2, 9, 11, 19, 25, 37,                   is: output(.int)),                       // PR_GET_PDEATHSIG … PR_GET_CHILD_SUBREAPER
        Row(40,                                     is: output(.unsignedLong)),              // PR_GET_TID_ADDRESS
    ])

    /// Its fifth: `PR_SET_VMA` has a name there.
    package static let prctlName = KindChoice("prctl_name", by: 0, [Row(0x53564d41, is: .string)])
}
