// swift-format-ignore-file

// Constants of files, paths and descriptors. Values: the kernel's UAPI headers for x86.

extension ConstantSet {
    /// Flags of `open`, with the access mode as a field.
    package static let openFlags = flags("open_flags", prefix: "O_", field: Field(0o3, [
        ("O_RDONLY", 0), ("O_WRONLY", 1), ("O_RDWR", 2), ("O_ACCMODE", 3),
    ]), [
        ("O_CREAT", 0o100),          ("O_EXCL", 0o200),           ("O_NOCTTY", 0o400),         ("O_TRUNC", 0o1000),
        ("O_APPEND", 0o2000),        ("O_NONBLOCK", 0o4000),      ("O_SYNC", 0o4010000),       ("__O_SYNC", 0o4000000),
        ("O_DSYNC", 0o10000),        ("O_DIRECT", 0o40000),       ("O_LARGEFILE", 0o100000),   ("O_NOFOLLOW", 0o400000),
        ("O_NOATIME", 0o1000000),    ("O_CLOEXEC", 0o2000000),    ("O_PATH", 0o10000000),      ("O_TMPFILE", 0o20200000),
        ("__O_TMPFILE", 0o20000000), ("O_DIRECTORY", 0o200000),   ("FASYNC", 0o20000),
    ])

    /// Flags of a new descriptor: `pipe2`, `dup3`.
    package static let descriptorFlags = flags("descriptor_flags", prefix: "O_", [
        ("O_CREAT", 0o100),          ("O_EXCL", 0o200),           ("O_NOCTTY", 0o400),         ("O_TRUNC", 0o1000),
        ("O_APPEND", 0o2000),        ("O_NONBLOCK", 0o4000),      ("O_SYNC", 0o4010000),       ("__O_SYNC", 0o4000000),
        ("O_DSYNC", 0o10000),        ("O_DIRECT", 0o40000),       ("O_LARGEFILE", 0o100000),   ("O_NOFOLLOW", 0o400000),
        ("O_NOATIME", 0o1000000),    ("O_CLOEXEC", 0o2000000),    ("O_PATH", 0o10000000),      ("O_TMPFILE", 0o20200000),
        ("__O_TMPFILE", 0o20000000), ("O_DIRECTORY", 0o200000),   ("FASYNC", 0o20000),
    ])

    /// The mode of `access`.
    package static let accessModes = flags("access_modes", prefix: "?_OK", [
        ("F_OK", 0), ("R_OK", 4), ("W_OK", 2), ("X_OK", 1),
    ])

    /// Flags that the `*at` calls share.
    package static let atFlags = flags("at_flags", prefix: "AT_", [
        ("AT_SYMLINK_NOFOLLOW", 0x100), ("AT_REMOVEDIR", 0x200),        ("AT_SYMLINK_FOLLOW", 0x400),   ("AT_NO_AUTOMOUNT", 0x800),
        ("AT_EMPTY_PATH", 0x1000),      ("AT_RECURSIVE", 0x8000),
    ])

    /// Flags of `faccessat2`; `AT_EACCESS` has the value that is `AT_REMOVEDIR` elsewhere.
    package static let faccessatFlags = flags("faccessat_flags", prefix: "AT_", [
        ("AT_SYMLINK_NOFOLLOW", 0x100), ("AT_EACCESS", 0x200), ("AT_EMPTY_PATH", 0x1000),
    ])

    /// Flags of `statx`, with the synchronization mode as a field.
    package static let statxFlags = flags("statx_flags", prefix: "AT_", field: Field(0x6000, [
        ("AT_STATX_SYNC_AS_STAT", 0), ("AT_STATX_FORCE_SYNC", 0x2000), ("AT_STATX_DONT_SYNC", 0x4000),
    ]), [
        ("AT_SYMLINK_NOFOLLOW", 0x100), ("AT_REMOVEDIR", 0x200),        ("AT_SYMLINK_FOLLOW", 0x400),   ("AT_NO_AUTOMOUNT", 0x800),
        ("AT_EMPTY_PATH", 0x1000),      ("AT_RECURSIVE", 0x8000),
    ])

    /// Flags of `name_to_handle_at`.
    package static let nameToHandleFlags = flags("name_to_handle_flags", prefix: "AT_", [
        ("AT_SYMLINK_FOLLOW", 0x400),   ("AT_EMPTY_PATH", 0x1000),      ("AT_HANDLE_FID", 0x200),       ("AT_HANDLE_MNT_ID_UNIQUE", 1),
        ("AT_HANDLE_CONNECTABLE", 2),
    ])

    /// Flags of `execveat`.
    package static let executeFlags = flags("execveat_flags", prefix: "AT_", [
        ("AT_SYMLINK_NOFOLLOW", 0x100), ("AT_EMPTY_PATH", 0x1000), ("AT_EXECVE_CHECK", 0x10000),
    ])

    /// What `statx` is asked for, and what it gave.
    package static let statxMask = flags("statx_mask", prefix: "STATX_", [
        ("STATX_ALL", 0xfff),              ("STATX_BASIC_STATS", 0x7ff),      ("STATX_TYPE", 1),
        ("STATX_MODE", 2),                 ("STATX_NLINK", 4),                ("STATX_UID", 8),
        ("STATX_GID", 0x10),               ("STATX_ATIME", 0x20),             ("STATX_MTIME", 0x40),
        ("STATX_CTIME", 0x80),             ("STATX_INO", 0x100),              ("STATX_SIZE", 0x200),
        ("STATX_BLOCKS", 0x400),           ("STATX_BTIME", 0x800),            ("STATX_MNT_ID", 0x1000),
        ("STATX_DIOALIGN", 0x2000),        ("STATX_MNT_ID_UNIQUE", 0x4000),   ("STATX_SUBVOL", 0x8000),
        ("STATX_WRITE_ATOMIC", 0x10000),   ("STATX_DIO_READ_ALIGN", 0x20000),
    ])

    /// `stx_attributes` of `struct statx`.
    package static let statxAttributes = flags("statx_attributes", prefix: "STATX_ATTR_", [
        ("STATX_ATTR_COMPRESSED", 4),          ("STATX_ATTR_IMMUTABLE", 0x10),        ("STATX_ATTR_APPEND", 0x20),
        ("STATX_ATTR_NODUMP", 0x40),           ("STATX_ATTR_ENCRYPTED", 0x800),       ("STATX_ATTR_AUTOMOUNT", 0x1000),
        ("STATX_ATTR_MOUNT_ROOT", 0x2000),     ("STATX_ATTR_VERITY", 0x100000),       ("STATX_ATTR_DAX", 0x200000),
        ("STATX_ATTR_WRITE_ATOMIC", 0x400000),
    ])

    /// Commands of `fcntl`, in the numbers that 64-bit calls and `fcntl64` use.
    package static let fcntlCommands = enumeration("fcntl_commands", prefix: "F_", [
        ("F_DUPFD", 0),               ("F_GETFD", 1),               ("F_SETFD", 2),               ("F_GETFL", 3),
        ("F_SETFL", 4),               ("F_GETLK", 5),               ("F_SETLK", 6),               ("F_SETLKW", 7),
        ("F_SETOWN", 8),              ("F_GETOWN", 9),              ("F_SETSIG", 10),             ("F_GETSIG", 11),
        ("F_GETLK64", 12),            ("F_SETLK64", 13),            ("F_SETLKW64", 14),           ("F_SETOWN_EX", 15),
        ("F_GETOWN_EX", 16),          ("F_GETOWNER_UIDS", 17),      ("F_OFD_GETLK", 36),          ("F_OFD_SETLK", 37),
        ("F_OFD_SETLKW", 38),         ("F_SETLEASE", 1024),         ("F_GETLEASE", 1025),         ("F_NOTIFY", 1026),
        ("F_DUPFD_QUERY", 1027),      ("F_CREATED_QUERY", 1028),    ("F_CANCELLK", 1029),         ("F_DUPFD_CLOEXEC", 1030),
        ("F_SETPIPE_SZ", 1031),       ("F_GETPIPE_SZ", 1032),       ("F_ADD_SEALS", 1033),        ("F_GET_SEALS", 1034),
        ("F_GET_RW_HINT", 1035),      ("F_SET_RW_HINT", 1036),      ("F_GET_FILE_RW_HINT", 1037), ("F_SET_FILE_RW_HINT", 1038),
        ("F_GETDELEG", 1039),         ("F_SETDELEG", 1040),
    ])

    /// The argument of `F_SETFD`.
    package static let closeOnExec = flags("descriptor_bits", prefix: "FD_", [
        ("FD_CLOEXEC", 1),
    ])

    /// `l_type` of `struct flock`, and leases.
    package static let lockTypes = enumeration("lock_types", prefix: "F_", [
        ("F_RDLCK", 0), ("F_WRLCK", 1), ("F_UNLCK", 2), ("F_EXLCK", 4), ("F_SHLCK", 8),
    ])

    /// The argument of `F_ADD_SEALS`.
    package static let seals = flags("seals", prefix: "F_SEAL_", [
        ("F_SEAL_SEAL", 1),            ("F_SEAL_SHRINK", 2),          ("F_SEAL_GROW", 4),            ("F_SEAL_WRITE", 8),
        ("F_SEAL_FUTURE_WRITE", 0x10), ("F_SEAL_EXEC", 0x20),
    ])

    /// The operation of `flock`.
    package static let flockOperations = flags("flock_operations", prefix: "LOCK_", [
        ("LOCK_SH", 1),      ("LOCK_EX", 2),      ("LOCK_NB", 4),      ("LOCK_UN", 8),      ("LOCK_MAND", 32),   ("LOCK_RW", 192),
        ("LOCK_READ", 64),   ("LOCK_WRITE", 128),
    ])

    /// Where an offset counts from: `lseek`, `l_whence`.
    package static let whence = enumeration("whence", prefix: "SEEK_", [
        ("SEEK_SET", 0), ("SEEK_CUR", 1), ("SEEK_END", 2), ("SEEK_DATA", 3), ("SEEK_HOLE", 4),
    ])

    /// Flags of `renameat2`.
    package static let renameFlags = flags("rename_flags", prefix: "RENAME_", [
        ("RENAME_NOREPLACE", 1), ("RENAME_EXCHANGE", 2), ("RENAME_WHITEOUT", 4),
    ])

    /// The mode of `fallocate`.
    package static let fallocateModes = flags("fallocate_modes", prefix: "FALLOC_FL_", [
        ("FALLOC_FL_KEEP_SIZE", 1),        ("FALLOC_FL_PUNCH_HOLE", 2),       ("FALLOC_FL_NO_HIDE_STALE", 4),
        ("FALLOC_FL_COLLAPSE_RANGE", 8),   ("FALLOC_FL_ZERO_RANGE", 0x10),    ("FALLOC_FL_INSERT_RANGE", 0x20),
        ("FALLOC_FL_UNSHARE_RANGE", 0x40), ("FALLOC_FL_WRITE_ZEROES", 0x80),
    ])

    /// The advice of `fadvise64`.
    package static let fileAdvice = enumeration("file_advice", prefix: "POSIX_FADV_", [
        ("POSIX_FADV_NORMAL", 0),     ("POSIX_FADV_RANDOM", 1),     ("POSIX_FADV_SEQUENTIAL", 2), ("POSIX_FADV_WILLNEED", 3),
        ("POSIX_FADV_DONTNEED", 4),   ("POSIX_FADV_NOREUSE", 5),
    ])

    /// Flags of `splice`, `tee` and `vmsplice`.
    package static let spliceFlags = flags("splice_flags", prefix: "SPLICE_F_", [
        ("SPLICE_F_MOVE", 1), ("SPLICE_F_NONBLOCK", 2), ("SPLICE_F_MORE", 4), ("SPLICE_F_GIFT", 8),
    ])

    /// Flags of `sync_file_range`.
    package static let syncFileRangeFlags = flags("sync_file_range_flags", prefix: "SYNC_FILE_RANGE_", [
        ("SYNC_FILE_RANGE_WAIT_BEFORE", 1), ("SYNC_FILE_RANGE_WRITE", 2), ("SYNC_FILE_RANGE_WAIT_AFTER", 4),
    ])

    /// Flags of `preadv2` and `pwritev2`.
    package static let readWriteFlags = flags("rwf_flags", prefix: "RWF_", [
        ("RWF_HIPRI", 1),        ("RWF_DSYNC", 2),        ("RWF_SYNC", 4),         ("RWF_NOWAIT", 8),       ("RWF_APPEND", 0x10),
        ("RWF_NOAPPEND", 0x20),  ("RWF_ATOMIC", 0x40),    ("RWF_DONTCACHE", 0x80), ("RWF_NOSIGNAL", 0x100),
    ])

    /// `resolve` of `struct open_how`.
    package static let resolveFlags = flags("resolve_flags", prefix: "RESOLVE_", [
        ("RESOLVE_NO_XDEV", 1),       ("RESOLVE_NO_MAGICLINKS", 2), ("RESOLVE_NO_SYMLINKS", 4),   ("RESOLVE_BENEATH", 8),
        ("RESOLVE_IN_ROOT", 0x10),    ("RESOLVE_CACHED", 0x20),
    ])

    /// Flags of `close_range`.
    package static let closeRangeFlags = flags("close_range_flags", prefix: "CLOSE_RANGE_", [
        ("CLOSE_RANGE_UNSHARE", 2), ("CLOSE_RANGE_CLOEXEC", 4),
    ])

    /// Flags of `setxattr`.
    package static let xattrFlags = flags("xattr_flags", prefix: "XATTR_", [
        ("XATTR_CREATE", 1), ("XATTR_REPLACE", 2),
    ])

    /// Flags of `memfd_create`, with the page size as a field.
    package static let memfdFlags = flags("memfd_flags", prefix: "MFD_", [
        ("MFD_CLOEXEC", 1), ("MFD_ALLOW_SEALING", 2), ("MFD_HUGETLB", 4), ("MFD_NOEXEC_SEAL", 8), ("MFD_EXEC", 0x10),
    ], last: Field(0xfc000000, [
        ("14<<MFD_HUGE_SHIFT", 0x38000000), ("16<<MFD_HUGE_SHIFT", 0x40000000), ("19<<MFD_HUGE_SHIFT", 0x4c000000),
        ("20<<MFD_HUGE_SHIFT", 0x50000000), ("21<<MFD_HUGE_SHIFT", 0x54000000), ("23<<MFD_HUGE_SHIFT", 0x5c000000),
        ("24<<MFD_HUGE_SHIFT", 0x60000000), ("25<<MFD_HUGE_SHIFT", 0x64000000), ("28<<MFD_HUGE_SHIFT", 0x70000000),
        ("29<<MFD_HUGE_SHIFT", 0x74000000), ("30<<MFD_HUGE_SHIFT", 0x78000000), ("31<<MFD_HUGE_SHIFT", 0x7c000000),
        ("34<<MFD_HUGE_SHIFT", 0x88000000),
    ]))

    /// Flags of `memfd_secret`.
    package static let memfdSecretFlags = flags("memfd_secret_flags", prefix: "O_", [
        ("O_CLOEXEC", 0o2000000),
    ])

    /// The file type and special bits of a mode.
    package static let fileTypes = flags("file_types", prefix: "S_IF", field: Field(0o170000, [
        ("S_IFSOCK", 0o140000), ("S_IFLNK", 0o120000),  ("S_IFREG", 0o100000),  ("S_IFBLK", 0o60000),   ("S_IFDIR", 0o40000),
        ("S_IFCHR", 0o20000),   ("S_IFIFO", 0o10000),
    ]), [
        ("S_ISUID", 0o4000), ("S_ISGID", 0o2000), ("S_ISVTX", 0o1000),
    ])

    /// `fa_xflags` of `struct file_attr`.
    package static let inodeFlags = flags("file_attribute_flags", prefix: "FS_XFLAG_", [
        ("FS_XFLAG_REALTIME", 1),          ("FS_XFLAG_PREALLOC", 2),          ("FS_XFLAG_IMMUTABLE", 8),
        ("FS_XFLAG_APPEND", 0x10),         ("FS_XFLAG_SYNC", 0x20),           ("FS_XFLAG_NOATIME", 0x40),
        ("FS_XFLAG_NODUMP", 0x80),         ("FS_XFLAG_RTINHERIT", 0x100),     ("FS_XFLAG_PROJINHERIT", 0x200),
        ("FS_XFLAG_NOSYMLINKS", 0x400),    ("FS_XFLAG_EXTSIZE", 0x800),       ("FS_XFLAG_EXTSZINHERIT", 0x1000),
        ("FS_XFLAG_NODEFRAG", 0x2000),     ("FS_XFLAG_FILESTREAM", 0x4000),   ("FS_XFLAG_DAX", 0x8000),
        ("FS_XFLAG_COWEXTSIZE", 0x10000),  ("FS_XFLAG_HASATTR", 0x80000000),
    ])
}
