// swift-format-ignore-file

// Constants of System V IPC. Values: the kernel's UAPI headers for x86.

extension ConstantSet {
    /// Flags of `semget` and `msgget`; the low nine bits are the mode.
    package static let resourceFlags = flags("ipc_flags", prefix: "IPC_", rest: .permissions, [
        ("IPC_CREAT", 0o1000), ("IPC_EXCL", 0o2000), ("IPC_NOWAIT", 0o4000),
    ])

    /// Flags of `shmget`; the low nine bits are the mode.
    package static let sharedMemoryGetFlags = flags("shmget_flags", prefix: "SHM_", rest: .permissions, [
        ("IPC_CREAT", 0o1000), ("IPC_EXCL", 0o2000), ("SHM_HUGETLB", 0o4000), ("SHM_NORESERVE", 0o10000),
    ])

    /// Flags of `shmat`.
    package static let sharedMemoryAttachFlags = flags("shmat_flags", prefix: "SHM_", [
        ("SHM_RDONLY", 0o10000), ("SHM_RND", 0o20000), ("SHM_REMAP", 0o40000), ("SHM_EXEC", 0o100000),
    ])

    /// Commands of `semctl`.
    package static let semaphoreCommands = flags("semctl_commands", prefix: "SEM_", [
        ("IPC_64", 0x100),
    ], last: Field(0xfffffeff, [
        ("IPC_RMID", 0),        ("IPC_SET", 1),         ("IPC_STAT", 2),        ("IPC_INFO", 3),        ("GETPID", 0xb),
        ("GETVAL", 0xc),        ("GETALL", 0xd),        ("GETNCNT", 0xe),       ("GETZCNT", 0xf),       ("SETVAL", 0x10),
        ("SETALL", 0x11),       ("SEM_STAT", 0x12),     ("SEM_INFO", 0x13),     ("SEM_STAT_ANY", 0x14),
    ]))

    /// Commands of `msgctl`.
    package static let messageQueueCommands = flags("msgctl_commands", prefix: "MSG_", [
        ("IPC_64", 0x100),
    ], last: Field(0xfffffeff, [
        ("IPC_RMID", 0),       ("IPC_SET", 1),        ("IPC_STAT", 2),       ("IPC_INFO", 3),       ("MSG_STAT", 0xb),
        ("MSG_INFO", 0xc),     ("MSG_STAT_ANY", 0xd),
    ]))

    /// Commands of `shmctl`.
    package static let sharedMemoryCommands = flags("shmctl_commands", prefix: "SHM_", [
        ("IPC_64", 0x100),
    ], last: Field(0xfffffeff, [
        ("IPC_RMID", 0),       ("IPC_SET", 1),        ("IPC_STAT", 2),       ("IPC_INFO", 3),       ("SHM_LOCK", 0xb),
        ("SHM_UNLOCK", 0xc),   ("SHM_STAT", 0xd),     ("SHM_INFO", 0xe),     ("SHM_STAT_ANY", 0xf),
    ]))

    /// Flags of `msgsnd` and `msgrcv`.
    package static let messageReceiveFlags = flags("msg_flags", prefix: "MSG_", [
        ("MSG_NOERROR", 0o10000), ("MSG_EXCEPT", 0o20000), ("MSG_COPY", 0o40000), ("IPC_NOWAIT", 0o4000),
    ])

    /// `sem_flg` of `struct sembuf`.
    package static let semaphoreOperationFlags = flags("semop_flags", prefix: "SEM_", [
        ("SEM_UNDO", 0o10000), ("IPC_NOWAIT", 0o4000),
    ])

    /// Calls of i386's `ipc`.
    package static let ipcCalls = enumeration("ipccalls", prefix: "", [
        ("SEMOP", 1),      ("SEMGET", 2),     ("SEMCTL", 3),     ("SEMTIMEDOP", 4), ("MSGSND", 11),    ("MSGRCV", 12),
        ("MSGGET", 13),    ("MSGCTL", 14),    ("SHMAT", 21),     ("SHMDT", 22),     ("SHMGET", 23),    ("SHMCTL", 24),
    ])

    /// The key that stands for a new object.
    package static let ipcPrivate = enumeration("ipc_keys", prefix: "IPC_", [
        ("IPC_PRIVATE", 0),
    ])
}
