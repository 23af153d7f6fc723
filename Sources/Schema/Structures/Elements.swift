// swift-format-ignore-file

// What arrays of plain numbers consist of, and pointers to one number.

extension Structure {
    package static let int           = number("int",                    .signed32)
    package static let unsignedInt   = number("unsigned int",           .unsigned32)
    package static let u32           = number("u32",                    .unsigned32)
    package static let u64           = number("u64",           size: 8, .hexadecimal)
    package static let unsignedLong  = number("unsigned long", size: 8, .unsigned64)
    package static let sizeValue     = number("size_t",        size: 8, .unsigned64)
    package static let offset        = number("loff_t",        size: 8, .signed64)
    package static let oldTime       = number("__kernel_old_time_t", size: 8, .signed64)
    package static let timerID       = number("timer_t",                .signed32)
    package static let processID     = number("pid_t",                  .process)
    package static let userID        = number("uid_t",                  .user)
    package static let groupID       = number("gid_t",                  .group)
    package static let memoryPolicy  = number("mempolicy", type: "int", .constants(.memoryPolicyModes))
    package static let unsignedNumber64 = number("unsigned_number_64", type: "u64", size: 8, .unsigned64)
    package static let lineDiscipline = number("line_discipline", type: "int", .constants(.lineDisciplines))
    package static let modemLines    = number("modem_lines", type: "int", .constants(.modemLines))
    package static let inodeAttributes = number("inode_attributes", type: "int", .constants(.inodeAttributes))
    /// A pointer that the kernel reads or writes: `void *[]`.
    package static let pointer       = number("pointer", type: "void *", size: 8, .address)
    package static let aioContext    = number("aio_context_t", size: 8, .hexadecimal)
    /// What `pipe` and `socketpair` fill.
    package static let descriptor    = number("descriptor", type: "int", .descriptor)
    /// What `wait4` fills; a decoder that knows wait statuses recognizes it by identity.
    package static let waitStatus    = number("wait_status", type: "int", .hexadecimal)

    package static let compatUnsignedLong = number("compat_ulong_t",             .unsigned32)
    package static let compatSize         = number("compat_size_t",              .unsigned32)
    package static let compatOffset       = number("compat_off_t",               .signed32)
    package static let oldTime32          = number("old_time32_t",               .signed32)
    package static let oldUserID          = number("old_uid_t",         size: 2, .user)
    package static let oldGroupID         = number("old_gid_t",         size: 2, .group)
    package static let compatPointer      = number("compat_uptr_t",              .address)
    package static let oldSignalSet       = number("old_sigset_t",               .hexadecimal)
    package static let compatAioContext   = number("compat_aio_context_t", type: "u32", .hexadecimal)

    private static func number(_ name: String, type: String? = nil, size: Int = 4, _ kind: ArgumentKind) -> Structure {
        Structure(name, type: type ?? name, size: size, [.init("", at: 0, size: size, kind)])
    }
}
