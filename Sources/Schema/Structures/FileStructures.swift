// swift-format-ignore-file

// Structures of files and mounts, as 64-bit calls lay them out; where an i386 call shares one, its layout is the same.

extension Structure {
    package static let stat = Structure("stat", size: 144, brief: ["st_mode", "st_size"], [
        .init("st_dev",        at: 0,   size: 8, .device),
        .init("st_ino",        at: 8,   size: 8, .unsigned64),
        .init("st_mode",       at: 24,  size: 4, .mode),
        .init("st_nlink",      at: 16,  size: 8, .unsigned64),
        .init("st_uid",        at: 28,  size: 4, .user),
        .init("st_gid",        at: 32,  size: 4, .group),
        .init("st_blksize",    at: 56,  size: 8, .unsigned64),
        .init("st_blocks",     at: 64,  size: 8, .unsigned64),
        .init("st_rdev",       at: 40,  size: 8, .device),
        .init("st_size",       at: 48,  size: 8, .signed64),
        .init("st_atime",      at: 72,  size: 8, .signed64),
        .init("st_atime_nsec", at: 80,  size: 8, .signed64),
        .init("st_mtime",      at: 88,  size: 8, .signed64),
        .init("st_mtime_nsec", at: 96,  size: 8, .signed64),
        .init("st_ctime",      at: 104, size: 8, .signed64),
        .init("st_ctime_nsec", at: 112, size: 8, .signed64),
    ])

    package static let statfs = Structure("statfs", size: 120, [
        .init("f_type",    at: 0,  size: 8, .hexadecimal),
        .init("f_blocks",  at: 16, size: 8, .unsigned64),
        .init("f_bfree",   at: 24, size: 8, .unsigned64),
        .init("f_bavail",  at: 32, size: 8, .unsigned64),
        .init("f_files",   at: 40, size: 8, .unsigned64),
        .init("f_ffree",   at: 48, size: 8, .unsigned64),
        .init("f_bsize",   at: 8,  size: 8, .signed64),
        .init("f_frsize",  at: 72, size: 8, .signed64),
        .init("f_namelen", at: 64, size: 8, .signed64),
        .init("f_flags",   at: 80, size: 8, .constants(.statfsFlags, wide: true)),
    ])

    package static let statx = Structure("statx", size: 256, brief: ["stx_mask", "stx_attributes", "stx_mode", "stx_size"], [
        .init("stx_mask",            at: 0,   size: 4,  .constants(.statxMask)),
        .init("stx_blksize",         at: 4,   size: 4,  .unsigned32),
        .init("stx_attributes",      at: 8,   size: 8,  .constants(.statxAttributes, wide: true)),
        .init("stx_nlink",           at: 16,  size: 4,  .unsigned32),
        .init("stx_uid",             at: 20,  size: 4,  .user),
        .init("stx_gid",             at: 24,  size: 4,  .group),
        .init("stx_mode",            at: 28,  size: 2,  .mode),
        .init("stx_ino",             at: 32,  size: 8,  .unsigned64),
        .init("stx_size",            at: 40,  size: 8,  .unsigned64),
        .init("stx_blocks",          at: 48,  size: 8,  .unsigned64),
        .init("stx_attributes_mask", at: 56,  size: 8,  .constants(.statxAttributes, wide: true)),
        .init("stx_atime",           at: 64,  size: 16, .structure(.statxTimestamp, .input)),
        .init("stx_btime",           at: 80,  size: 16, .structure(.statxTimestamp, .input)),
        .init("stx_ctime",           at: 96,  size: 16, .structure(.statxTimestamp, .input)),
        .init("stx_mtime",           at: 112, size: 16, .structure(.statxTimestamp, .input)),
        .init("stx_rdev_major",      at: 128, size: 4,  .unsigned32),
        .init("stx_rdev_minor",      at: 132, size: 4,  .unsigned32),
        .init("stx_dev_major",       at: 136, size: 4,  .unsigned32),
        .init("stx_dev_minor",       at: 140, size: 4,  .unsigned32),
        .init("stx_mnt_id",          at: 144, size: 8,  .unsigned64),
    ])

    package static let statxTimestamp = Structure("statx_timestamp", size: 16, [
        .init("tv_sec",  at: 0, size: 8, .signed64),
        .init("tv_nsec", at: 8, size: 4, .unsigned32),
    ])

    package static let flock = Structure("flock", size: 32, [
        .init("l_type",   at: 0,  size: 2, .constants(.lockTypes)),
        .init("l_whence", at: 2,  size: 2, .constants(.whence)),
        .init("l_start",  at: 8,  size: 8, .signed64),
        .init("l_len",    at: 16, size: 8, .signed64),
        .init("l_pid",    at: 24, size: 4, .process),
    ])

    package static let openHow = Structure("open_how", size: 24, [
        .init("flags",   at: 0,  size: 8, .constants(.openFlags, wide: true)),
        .init("mode",    at: 8,  size: 8, .mode),
        .init("resolve", at: 16, size: 8, .constants(.resolveFlags, wide: true)),
    ])

    package static let fileHandle = Structure("file_handle", size: 8, [
        .init("handle_bytes", at: 0, size: 4, .unsigned32),
        .init("handle_type",  at: 4, size: 4, .signed32),
    ])

    package static let ustat = Structure("ustat", size: 32, [
        .init("f_tfree",  at: 0, size: 4, .signed32),
        .init("f_tinode", at: 8, size: 8, .unsigned64),
    ])

    package static let xattrArguments = Structure("xattr_args", size: 16, [
        .init("value", at: 0,  size: 8, .address),
        .init("size",  at: 8,  size: 4, .unsigned32),
        .init("flags", at: 12, size: 4, .constants(.xattrFlags)),
    ])

    package static let fileAttributes = Structure("file_attr", size: 24, [
        .init("fa_xflags",     at: 0,  size: 8, .constants(.inodeFlags, wide: true)),
        .init("fa_extsize",    at: 8,  size: 4, .unsigned32),
        .init("fa_nextents",   at: 12, size: 4, .unsigned32),
        .init("fa_projid",     at: 16, size: 4, .unsigned32),
        .init("fa_cowextsize", at: 20, size: 4, .unsigned32),
    ])

    package static let mountAttributes = Structure("mount_attr", size: 32, [
        .init("attr_set",    at: 0,  size: 8, .constants(.mountAttributes, wide: true)),
        .init("attr_clr",    at: 8,  size: 8, .constants(.mountAttributes, wide: true)),
        .init("propagation", at: 16, size: 8, .constants(.mountFlags, wide: true)),
        .init("userns_fd",   at: 24, size: 8, .unsigned64),
    ])

    package static let mountRequest = Structure("mnt_id_req", size: 24, [
        .init("size",   at: 0,  size: 4, .unsigned32),
        .init("mnt_id", at: 8,  size: 8, .hexadecimal),
        .init("param",  at: 16, size: 8, .constants(.statmountMask, wide: true)),
    ])

    package static let cacheStatRange = Structure("cachestat_range", size: 16, [
        .init("off", at: 0, size: 8, .unsigned64),
        .init("len", at: 8, size: 8, .unsigned64),
    ])

    package static let cacheStat = Structure("cachestat", size: 40, [
        .init("nr_cache",            at: 0,  size: 8, .unsigned64),
        .init("nr_dirty",            at: 8,  size: 8, .unsigned64),
        .init("nr_writeback",        at: 16, size: 8, .unsigned64),
        .init("nr_evicted",          at: 24, size: 8, .unsigned64),
        .init("nr_recently_evicted", at: 32, size: 8, .unsigned64),
    ])
}
