import Bytecode

/// The maps that the generated programs and the session share: names and layouts.
package enum SharedMaps {
    package static let exitTable = "exit_table"
    package static let enterTable = "enter_table"
    package static let scratch = "scratch"
    /// `PlanEntry` by dispatch slot: for the calls that share the generic programs.
    package static let plans = "plans"
    package static let tasks = "tasks"
    /// `EntryArea` of each task that is in a call whose memory the kernel will overwrite.
    package static let entryAreas = "entry_areas"
    package static let losses = "losses"
    package static let cgroup = "cgroup"
    /// One u64: tasks in scope that live, when the scope is by task.
    package static let alive = "alive"

    package static func ring(_ index: Int) -> String { "ring\(index)" }

    /// Rings that a session has: one per processor, up to 32, above which processors share. A program may use at most 64 maps.
    package static func ringCount(processors: Int) -> Int { max(1, min(processors, 32)) }
}

/// The value of the task storage map: what a session keeps for one task. 64 bytes.
package enum TaskEntry {
    /// u32: `State`.
    package static let state: Int16 = 0
    /// u32: 0, or the number of an exec that is under way plus 1, with the bits below.
    package static let execNumber: Int16 = 4
    /// The exec came through the i386 interface.
    static let execCompat: Int32 = 0x1_0000
    /// Its vector has been sent ahead in a fragment.
    static let execVectorSent: Int32 = 0x2_0000
    /// And not all of it.
    static let execVectorCut: Int32 = 0x4_0000
    /// u64: CLOCK_MONOTONIC nanoseconds at which the running call began; 0 when not known.
    package static let startTime: Int16 = 8
    /// u64[6]: the argument registers of the exec that is under way.
    package static let execArguments: Int16 = 16
    package static let size = 64

    package enum State: UInt32, Sendable {
        /// In the map for other reasons; not in scope.
        case outside = 0
        /// In scope as soon as its first exec succeeds: the child that is to become the command.
        case untilExec = 1
        case inScope = 2
    }

    /// The bytes of a fresh entry.
    package static func bytes(_ state: State) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: size)
        result[0] = UInt8(state.rawValue)
        return result
    }
}

/// The value of the losses map, one for each processor. 64 bytes, so that processors do not share a cache line.
package enum LossEntry {
    /// u64: records of calls that found no room.
    package static let calls: Int16 = 0
    /// u64: other records that found no room.
    package static let others: Int16 = 8
    /// u64: CLOCK_MONOTONIC nanoseconds of the latest loss.
    package static let time: Int16 = 16
    package static let size = 64
}
