/// The layout of a record: what the generated programs write and the readers read.
///
/// All numbers are little-endian. A record is 8-byte aligned and a multiple of 8 bytes long.
///
/// ```
///    0  u8   kind            RecordKind
///    1  u8   abi             ABI
///    2  u8   flags           RecordFlags
///    3  u8   argument count  0 … 6
///    4  i32  number          of the call, or the signal; see RecordKind
///    8  u64  time            CLOCK_MONOTONIC nanoseconds, when the record was made
///   16  u32  tid
///   20  u32  tgid
///   24  i64  result          see RecordKind
///   32  u64  arguments[argument count]
///       u64  start time      only with RecordFlags.hasStart; 0 when the start was not seen
///       u32  uid             only with RecordFlags.hasIdentity, as the next two: the thread's real ids
///       u32  gid
///       u8   comm[16]        its name, filled up with NULs
///       chunks               one for each capture step that applied
/// ```
/// and a chunk, 8-byte aligned, is
/// ```
///    0  u8   argument        counted from 0
///    1  u8   status          ChunkStatus
///    2  u8   source          ChunkSource
///    3  u8   form            ChunkForm
///    4  u32  length          bytes that follow, before padding to a multiple of 8
///    8  …    bytes
/// ```
/// The layout only grows at its end; a changed meaning is a new `version`.
package enum RecordLayout {
    package static let version = 1

    package static let kind = 0
    package static let abi = 1
    package static let flags = 2
    package static let argumentCount = 3
    package static let number = 4
    package static let time = 8
    package static let tid = 16
    package static let tgid = 20
    package static let result = 24
    package static let arguments = 32
    /// Bytes before the arguments.
    package static let headerSize = 32
    /// Arguments that a call can have.
    package static let maximumArguments = 6

    /// Bytes that say who made a call.
    package static let identitySize = 24
    package static let identityUser = 0
    package static let identityGroup = 4
    package static let identityCommand = 8

    package static let chunkHeaderSize = 8
    package static let chunkArgument = 0
    package static let chunkStatus = 1
    package static let chunkSource = 2
    package static let chunkForm = 3
    package static let chunkLength = 4

    /// Bytes of a vector in one chunk; the rest follows in fragments of the same size.
    package static let fragmentSize = 131072
}

/// What a record reports.
package enum RecordKind: UInt8, Sendable, CaseIterable {
    /// A finished call, or with `RecordFlags.noResult` one that never returns (`exit`, `exit_group`), or a successful `execve` from the kernel's own objects.
    case call = 1
    /// A task was born. tid and tgid: its parent. number: 0. result: its tid in the low, its tgid in the high 32 bits.
    case taskCreated = 2
    /// A task (one thread) ended. result: its exit status as `wait` reports it. number: 0.
    case taskExited = 3
    /// A signal is being delivered. number: the signal. Arguments: the first 48 bytes of its siginfo.
    case signal = 4
    /// A thread other than the leader called `execve` and took the leader's id. tid: the leader's id. result: the thread's former id.
    case threadReplaced = 5
    /// Bytes of a vector that its chunk had no room for; stands before the call's record on the same CPU. number: the argument. One chunk.
    case fragment = 6
}

/// Properties of a record.
package struct RecordFlags: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A start time follows the arguments.
    package static let hasStart = RecordFlags(rawValue: 1)
    /// The call does not return; `result` means nothing.
    package static let noResult = RecordFlags(rawValue: 2)
    /// The argument registers were gone when the record was made; the arguments are 0 and mean nothing.
    package static let noArguments = RecordFlags(rawValue: 4)
    /// A successful exec: its strings are the kernel's copy.
    package static let executed = RecordFlags(rawValue: 8)
    /// Who made the call follows the start time.
    package static let hasIdentity = RecordFlags(rawValue: 16)
}

/// How well a memory argument was read.
package enum ChunkStatus: UInt8, Sendable {
    case complete = 0
    /// Cut at the limit; more was there.
    case truncated = 1
    /// The memory could not be read; no bytes follow.
    case unreadable = 2
}

/// Where the bytes of a chunk were read.
package enum ChunkSource: UInt8, Sendable {
    case userAtExit = 0
    case userAtEntry = 1
    case kernel = 2
}

/// What the bytes of a chunk are.
package enum ChunkForm: UInt8, Sendable {
    /// Raw bytes.
    case bytes = 0
    /// A string without its NUL.
    case string = 1
    /// Strings, each with its NUL.
    case vector = 2
    /// A u64: how many strings a vector has, or entries a directory's buffer.
    case count = 3
    /// A u64 address, and the bytes that it points to: memory that the memory of the argument refers to (the buffer of an `iovec`). Stands behind the
    /// chunk of the argument itself. When the memory was unreadable, the address alone.
    case indirect = 4
}
