// swift-format-ignore-file

// Structures of files and mounts, as i386 calls lay them out.

extension Structure {
    package static let compatStat = Structure("compat_stat", size: 64, brief: ["st_mode", "st_size"], [
        .init("st_dev",        at: 0,  size: 4, .device),
        .init("st_ino",        at: 4,  size: 4, .unsigned32),
        .init("st_mode",       at: 8,  size: 2, .mode),
        .init("st_nlink",      at: 10, size: 2, .unsigned32),
        .init("st_uid",        at: 12, size: 2, .user),
        .init("st_gid",        at: 14, size: 2, .group),
        .init("st_blksize",    at: 24, size: 4, .unsigned32),
        .init("st_blocks",     at: 28, size: 4, .unsigned32),
        .init("st_rdev",       at: 16, size: 4, .device),
        .init("st_size",       at: 20, size: 4, .unsigned32),
        .init("st_atime",      at: 32, size: 4, .unsigned32),
        .init("st_atime_nsec", at: 36, size: 4, .unsigned32),
        .init("st_mtime",      at: 40, size: 4, .unsigned32),
        .init("st_mtime_nsec", at: 44, size: 4, .unsigned32),
        .init("st_ctime",      at: 48, size: 4, .unsigned32),
        .init("st_ctime_nsec", at: 52, size: 4, .unsigned32),
    ])

    package static let stat64 = Structure("stat64", size: 96, brief: ["st_mode", "st_size"], [
        .init("st_dev",        at: 0,  size: 8, .device),
        .init("st_ino",        at: 88, size: 8, .unsigned64),
        .init("st_mode",       at: 16, size: 4, .mode),
        .init("st_nlink",      at: 20, size: 4, .unsigned32),
        .init("st_uid",        at: 24, size: 4, .user),
        .init("st_gid",        at: 28, size: 4, .group),
        .init("st_blksize",    at: 52, size: 4, .unsigned32),
        .init("st_blocks",     at: 56, size: 8, .unsigned64),
        .init("st_rdev",       at: 32, size: 8, .device),
        .init("st_size",       at: 44, size: 8, .signed64),
        .init("st_atime",      at: 64, size: 4, .unsigned32),
        .init("st_atime_nsec", at: 68, size: 4, .unsigned32),
        .init("st_mtime",      at: 72, size: 4, .unsigned32),
        .init("st_mtime_nsec", at: 76, size: 4, .unsigned32),
        .init("st_ctime",      at: 80, size: 4, .unsigned32),
        .init("st_ctime_nsec", at: 84, size: 4, .unsigned32),
    ])

    package static let oldStat = Structure("__old_kernel_stat", size: 32, brief: ["st_mode", "st_size"], [
        .init("st_dev",   at: 0,  size: 2, .device),
        .init("st_ino",   at: 2,  size: 2, .unsigned32),
        .init("st_mode",  at: 4,  size: 2, .mode),
        .init("st_nlink", at: 6,  size: 2, .unsigned32),
        .init("st_uid",   at: 8,  size: 2, .user),
        .init("st_gid",   at: 10, size: 2, .group),
        .init("st_rdev",  at: 12, size: 2, .device),
        .init("st_size",  at: 16, size: 4, .unsigned32),
        .init("st_atime", at: 20, size: 4, .unsigned32),
        .init("st_mtime", at: 24, size: 4, .unsigned32),
        .init("st_ctime", at: 28, size: 4, .unsigned32),
    ])

    package static let compatStatfs = Structure("compat_statfs", size: 64, [
        .init("f_type",    at: 0,  size: 4, .hexadecimal),
        .init("f_blocks",  at: 8,  size: 4, .unsigned32),
        .init("f_bfree",   at: 12, size: 4, .unsigned32),
        .init("f_bavail",  at: 16, size: 4, .unsigned32),
        .init("f_files",   at: 20, size: 4, .unsigned32),
        .init("f_ffree",   at: 24, size: 4, .unsigned32),
        .init("f_bsize",   at: 4,  size: 4, .signed32),
        .init("f_frsize",  at: 40, size: 4, .signed32),
        .init("f_namelen", at: 36, size: 4, .signed32),
        .init("f_flags",   at: 44, size: 4, .constants(.statfsFlags)),
    ])

    package static let compatStatfs64 = Structure("compat_statfs64", size: 84, [
        .init("f_type",    at: 0,  size: 4, .hexadecimal),
        .init("f_blocks",  at: 8,  size: 8, .unsigned64),
        .init("f_bfree",   at: 16, size: 8, .unsigned64),
        .init("f_bavail",  at: 24, size: 8, .unsigned64),
        .init("f_files",   at: 32, size: 8, .unsigned64),
        .init("f_ffree",   at: 40, size: 8, .unsigned64),
        .init("f_bsize",   at: 4,  size: 4, .unsigned32),
        .init("f_frsize",  at: 60, size: 4, .unsigned32),
        .init("f_namelen", at: 56, size: 4, .unsigned32),
        .init("f_flags",   at: 64, size: 4, .constants(.statfsFlags)),
    ])

    package static let compatFlock = Structure("compat_flock", size: 16, [
        .init("l_type",   at: 0,  size: 2, .constants(.lockTypes)),
        .init("l_whence", at: 2,  size: 2, .constants(.whence)),
        .init("l_start",  at: 4,  size: 4, .signed32),
        .init("l_len",    at: 8,  size: 4, .signed32),
        .init("l_pid",    at: 12, size: 4, .process),
    ])

    package static let compatFlock64 = Structure("compat_flock64", size: 24, [
        .init("l_type",   at: 0,  size: 2, .constants(.lockTypes)),
        .init("l_whence", at: 2,  size: 2, .constants(.whence)),
        .init("l_start",  at: 4,  size: 8, .signed64),
        .init("l_len",    at: 12, size: 8, .signed64),
        .init("l_pid",    at: 20, size: 4, .process),
    ])

    package static let compatUstat = Structure("compat_ustat", size: 20, [
        .init("f_tfree",  at: 0, size: 4, .signed32),
        .init("f_tinode", at: 4, size: 4, .unsigned32),
    ])
}
