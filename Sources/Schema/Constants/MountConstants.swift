// swift-format-ignore-file

// Constants of mounts, quotas, swap and file notification. Values: the kernel's UAPI headers for x86.

extension ConstantSet {
    /// Flags of `mount`.
    package static let mountFlags = flags("mount_flags", prefix: "MS_", field: Field(0xffff0000, [
        ("MS_MGC_VAL", 0xc0ed0000),
    ]), [
        ("MS_RDONLY", 1),               ("MS_NOSUID", 2),               ("MS_NODEV", 4),                ("MS_NOEXEC", 8),
        ("MS_SYNCHRONOUS", 0x10),       ("MS_REMOUNT", 0x20),           ("MS_MANDLOCK", 0x40),          ("MS_DIRSYNC", 0x80),
        ("MS_NOSYMFOLLOW", 0x100),      ("MS_NOATIME", 0x400),          ("MS_NODIRATIME", 0x800),       ("MS_BIND", 0x1000),
        ("MS_MOVE", 0x2000),            ("MS_REC", 0x4000),             ("MS_SILENT", 0x8000),          ("MS_POSIXACL", 0x10000),
        ("MS_UNBINDABLE", 0x20000),     ("MS_PRIVATE", 0x40000),        ("MS_SLAVE", 0x80000),          ("MS_SHARED", 0x100000),
        ("MS_RELATIME", 0x200000),      ("MS_KERNMOUNT", 0x400000),     ("MS_I_VERSION", 0x800000),     ("MS_STRICTATIME", 0x1000000),
        ("MS_LAZYTIME", 0x2000000),     ("MS_SUBMOUNT", 0x4000000),     ("MS_NOREMOTELOCK", 0x8000000), ("MS_NOSEC", 0x10000000),
        ("MS_BORN", 0x20000000),        ("MS_ACTIVE", 0x40000000),      ("MS_NOUSER", 0x80000000),
    ])

    /// Flags of `umount2`.
    package static let umountFlags = flags("umount_flags", prefix: "MNT_", [
        ("MNT_FORCE", 1), ("MNT_DETACH", 2), ("MNT_EXPIRE", 4), ("UMOUNT_NOFOLLOW", 8),
    ])

    /// Flags of `fsopen`.
    package static let filesystemOpenFlags = flags("fsopen_flags", prefix: "FSOPEN_", [
        ("FSOPEN_CLOEXEC", 1),
    ])

    /// Flags of `fspick`.
    package static let filesystemPickFlags = flags("fspick_flags", prefix: "FSPICK_", [
        ("FSPICK_CLOEXEC", 1), ("FSPICK_SYMLINK_NOFOLLOW", 2), ("FSPICK_NO_AUTOMOUNT", 4), ("FSPICK_EMPTY_PATH", 8),
    ])

    /// Commands of `fsconfig`.
    package static let filesystemConfigCommands = enumeration("fsconfig_commands", prefix: "FSCONFIG_", [
        ("FSCONFIG_SET_FLAG", 0),        ("FSCONFIG_SET_STRING", 1),      ("FSCONFIG_SET_BINARY", 2),
        ("FSCONFIG_SET_PATH", 3),        ("FSCONFIG_SET_PATH_EMPTY", 4),  ("FSCONFIG_SET_FD", 5),
        ("FSCONFIG_CMD_CREATE", 6),      ("FSCONFIG_CMD_RECONFIGURE", 7), ("FSCONFIG_CMD_CREATE_EXCL", 8),
    ])

    /// Flags of `fsmount`.
    package static let filesystemMountFlags = flags("fsmount_flags", prefix: "FSMOUNT_", [
        ("FSMOUNT_CLOEXEC", 1),
    ])

    /// Attributes of a mount: `fsmount`, `mount_setattr`.
    package static let mountAttributes = flags("mount_attributes", prefix: "MOUNT_ATTR_", [
        ("MOUNT_ATTR_RDONLY", 1),             ("MOUNT_ATTR_NOSUID", 2),             ("MOUNT_ATTR_NODEV", 4),
        ("MOUNT_ATTR_NOEXEC", 8),             ("MOUNT_ATTR_NOATIME", 0x10),         ("MOUNT_ATTR_STRICTATIME", 0x20),
        ("MOUNT_ATTR_NODIRATIME", 0x80),      ("MOUNT_ATTR_IDMAP", 0x100000),       ("MOUNT_ATTR_NOSYMFOLLOW", 0x200000),
    ])

    /// Flags of `move_mount`.
    package static let moveMountFlags = flags("move_mount_flags", prefix: "MOVE_MOUNT_", [
        ("MOVE_MOUNT_F_SYMLINKS", 1),      ("MOVE_MOUNT_F_AUTOMOUNTS", 2),    ("MOVE_MOUNT_F_EMPTY_PATH", 4),
        ("MOVE_MOUNT_T_SYMLINKS", 0x10),   ("MOVE_MOUNT_T_AUTOMOUNTS", 0x20), ("MOVE_MOUNT_T_EMPTY_PATH", 0x40),
        ("MOVE_MOUNT_SET_GROUP", 0x100),   ("MOVE_MOUNT_BENEATH", 0x200),
    ])

    /// Flags of `open_tree`.
    package static let openTreeFlags = flags("open_tree_flags", prefix: "OPEN_TREE_", [
        ("OPEN_TREE_CLONE", 1),         ("OPEN_TREE_CLOEXEC", 0x80000), ("AT_SYMLINK_NOFOLLOW", 0x100), ("AT_REMOVEDIR", 0x200),
        ("AT_SYMLINK_FOLLOW", 0x400),   ("AT_NO_AUTOMOUNT", 0x800),     ("AT_EMPTY_PATH", 0x1000),      ("AT_RECURSIVE", 0x8000),
    ])

    /// Flags of `mount_setattr`.
    package static let mountSetAttributeFlags = flags("mount_setattr_flags", prefix: "AT_", [
        ("AT_SYMLINK_NOFOLLOW", 0x100), ("AT_NO_AUTOMOUNT", 0x800), ("AT_EMPTY_PATH", 0x1000), ("AT_RECURSIVE", 0x8000),
    ])

    /// What `statmount` is asked for.
    package static let statmountMask = flags("statmount_mask", prefix: "STATMOUNT_", [
        ("STATMOUNT_SB_BASIC", 1),            ("STATMOUNT_MNT_BASIC", 2),           ("STATMOUNT_PROPAGATE_FROM", 4),
        ("STATMOUNT_MNT_ROOT", 8),            ("STATMOUNT_MNT_POINT", 0x10),        ("STATMOUNT_FS_TYPE", 0x20),
        ("STATMOUNT_MNT_NS_ID", 0x40),        ("STATMOUNT_MNT_OPTS", 0x80),         ("STATMOUNT_FS_SUBTYPE", 0x100),
        ("STATMOUNT_SB_SOURCE", 0x200),       ("STATMOUNT_OPT_ARRAY", 0x400),       ("STATMOUNT_OPT_SEC_ARRAY", 0x800),
        ("STATMOUNT_SUPPORTED_MASK", 0x1000), ("STATMOUNT_MNT_UIDMAP", 0x2000),     ("STATMOUNT_MNT_GIDMAP", 0x4000),
    ])

    /// Flags of `listmount`.
    package static let listmountFlags = flags("listmount_flags", prefix: "LISTMOUNT_", [
        ("LISTMOUNT_REVERSE", 1),
    ])

    /// `f_flags` of `struct statfs`.
    package static let statfsFlags = flags("statfs_flags", prefix: "ST_", [
        ("ST_VALID", 0x20),         ("ST_RDONLY", 1),           ("ST_NOSUID", 2),           ("ST_NODEV", 4),
        ("ST_NOEXEC", 8),           ("ST_SYNCHRONOUS", 0x10),   ("ST_MANDLOCK", 0x40),      ("ST_NOATIME", 0x400),
        ("ST_NODIRATIME", 0x800),   ("ST_RELATIME", 0x1000),    ("ST_NOSYMFOLLOW", 0x2000),
    ])

    /// Commands of `quotactl`, without the quota type in the low byte.
    package static let quotaCommands = enumeration("quota_commands", prefix: "Q_", [
        ("Q_SYNC", 0x800001),         ("Q_QUOTAON", 0x800002),      ("Q_QUOTAOFF", 0x800003),     ("Q_GETFMT", 0x800004),
        ("Q_GETINFO", 0x800005),      ("Q_SETINFO", 0x800006),      ("Q_GETQUOTA", 0x800007),     ("Q_SETQUOTA", 0x800008),
        ("Q_GETNEXTQUOTA", 0x800009),
    ])

    /// Flags of `swapon`.
    package static let swapFlags = flags("swap_flags", prefix: "SWAP_FLAG_", [
        ("SWAP_FLAG_PREFER", 0x8000),         ("SWAP_FLAG_DISCARD", 0x10000),       ("SWAP_FLAG_DISCARD_ONCE", 0x20000),
        ("SWAP_FLAG_DISCARD_PAGES", 0x40000),
    ])

    /// Events of `inotify_add_watch`.
    package static let inotifyMask = flags("inotify_mask", prefix: "IN_", [
        ("IN_ACCESS", 1),               ("IN_MODIFY", 2),               ("IN_ATTRIB", 4),               ("IN_CLOSE_WRITE", 8),
        ("IN_CLOSE_NOWRITE", 0x10),     ("IN_OPEN", 0x20),              ("IN_MOVED_FROM", 0x40),        ("IN_MOVED_TO", 0x80),
        ("IN_CREATE", 0x100),           ("IN_DELETE", 0x200),           ("IN_DELETE_SELF", 0x400),      ("IN_MOVE_SELF", 0x800),
        ("IN_UNMOUNT", 0x2000),         ("IN_Q_OVERFLOW", 0x4000),      ("IN_IGNORED", 0x8000),         ("IN_ONLYDIR", 0x1000000),
        ("IN_DONT_FOLLOW", 0x2000000),  ("IN_EXCL_UNLINK", 0x4000000),  ("IN_MASK_CREATE", 0x10000000), ("IN_MASK_ADD", 0x20000000),
        ("IN_ISDIR", 0x40000000),       ("IN_ONESHOT", 0x80000000),
    ])

    /// Flags of `inotify_init1`.
    package static let inotifyFlags = flags("inotify_init_flags", prefix: "IN_", [
        ("IN_NONBLOCK", 0o4000), ("IN_CLOEXEC", 0o2000000),
    ])

    /// Flags of `fanotify_init`.
    package static let fanotifyFlags = flags("fanotify_init_flags", prefix: "FAN_", field: Field(0xc, [
        ("FAN_CLASS_NOTIF", 0), ("FAN_CLASS_CONTENT", 4), ("FAN_CLASS_PRE_CONTENT", 8),
    ]), [
        ("FAN_CLOEXEC", 1),                ("FAN_NONBLOCK", 2),               ("FAN_UNLIMITED_QUEUE", 0x10),
        ("FAN_UNLIMITED_MARKS", 0x20),     ("FAN_ENABLE_AUDIT", 0x40),        ("FAN_REPORT_TID", 0x100),
        ("FAN_REPORT_FID", 0x200),         ("FAN_REPORT_DIR_FID", 0x400),     ("FAN_REPORT_NAME", 0x800),
        ("FAN_REPORT_PIDFD", 0x80),        ("FAN_REPORT_TARGET_FID", 0x1000), ("FAN_REPORT_FD_ERROR", 0x2000),
        ("FAN_REPORT_MNT", 0x4000),
    ])

    /// Flags of `fanotify_mark`.
    package static let fanotifyMarkFlags = flags("fanotify_mark_flags", prefix: "FAN_MARK_", [
        ("FAN_MARK_MNTNS", 0x110),              ("FAN_MARK_ADD", 1),                    ("FAN_MARK_REMOVE", 2),
        ("FAN_MARK_DONT_FOLLOW", 4),            ("FAN_MARK_ONLYDIR", 8),                ("FAN_MARK_IGNORED_MASK", 0x20),
        ("FAN_MARK_IGNORED_SURV_MODIFY", 0x40), ("FAN_MARK_FLUSH", 0x80),               ("FAN_MARK_EVICTABLE", 0x200),
        ("FAN_MARK_IGNORE", 0x400),             ("FAN_MARK_MOUNT", 0x10),               ("FAN_MARK_FILESYSTEM", 0x100),
    ])

    /// Events of `fanotify_mark`.
    package static let fanotifyMask = flags("fanotify_mask", prefix: "FAN_", [
        ("FAN_ACCESS", 1),                 ("FAN_MODIFY", 2),                 ("FAN_ATTRIB", 4),
        ("FAN_CLOSE_WRITE", 8),            ("FAN_CLOSE_NOWRITE", 0x10),       ("FAN_OPEN", 0x20),
        ("FAN_MOVED_FROM", 0x40),          ("FAN_MOVED_TO", 0x80),            ("FAN_CREATE", 0x100),
        ("FAN_DELETE", 0x200),             ("FAN_DELETE_SELF", 0x400),        ("FAN_MOVE_SELF", 0x800),
        ("FAN_OPEN_EXEC", 0x1000),         ("FAN_Q_OVERFLOW", 0x4000),        ("FAN_FS_ERROR", 0x8000),
        ("FAN_OPEN_PERM", 0x10000),        ("FAN_ACCESS_PERM", 0x20000),      ("FAN_OPEN_EXEC_PERM", 0x40000),
        ("FAN_DIR_MODIFY", 0x80000),       ("FAN_PRE_ACCESS", 0x100000),      ("FAN_MNT_ATTACH", 0x1000000),
        ("FAN_MNT_DETACH", 0x2000000),     ("FAN_ONDIR", 0x40000000),         ("FAN_EVENT_ON_CHILD", 0x8000000),
        ("FAN_RENAME", 0x10000000),
    ])
}
