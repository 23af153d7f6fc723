import Schema

/// What the descriptors and working directories of processes refer to, kept up to date from records.
///
/// It knows what it was told at the start and what calls have changed since. A descriptor whose origin it has not seen has no path. Threads share the state
/// of their process; a new process starts with a copy of its parent's.
package final class DescriptorState {
    /// An open descriptor.
    struct Descriptor {
        var path: [UInt8]
        var closesOnExec: Bool
    }

    struct Process {
        var descriptors: [Int32: Descriptor] = [:]
        var directory: [UInt8]?
        /// Threads that were born during the trace and live; the state goes with the last of them and the leader.
        var threads: Set<UInt32> = []
        var hasLeader = true
    }

    private var processes: [UInt32: Process] = [:]
    private let lookup: (ABI, Int) -> Syscall?
    private var changes: [ABI: [Int: Change?]] = [:]

    package init(lookup: @escaping (ABI, Int) -> Syscall? = { SyscallTable.of($0)[$1] }) { self.lookup = lookup }

    /// States what a descriptor refers to when the trace starts.
    package func setDescriptor(_ descriptor: Int32, of tgid: UInt32, to path: String, closesOnExec: Bool = false) {
        processes[tgid, default: Process()].descriptors[descriptor] = Descriptor(path: Array(path.utf8), closesOnExec: closesOnExec)
    }

    /// States the working directory of a process when the trace starts.
    package func setDirectory(of tgid: UInt32, to path: String) {
        processes[tgid, default: Process()].directory = Array(path.utf8)
    }

    /// The path of a descriptor, or `nil` when it has none or it is not known.
    package func path(of descriptor: Int32, in tgid: UInt32) -> [UInt8]? { processes[tgid]?.descriptors[descriptor]?.path }

    /// The working directory of a process, or `nil` when it is not known.
    package func directory(of tgid: UInt32) -> [UInt8]? { processes[tgid]?.directory }

    /// The absolute form of a path that a call was given, seen from a directory descriptor; `nil` when that directory is not known.
    package func resolve(_ path: some Collection<UInt8>, from directory: Int32, in tgid: UInt32) -> [UInt8]? {
        if PathName.isAbsolute(path) { return PathName.resolve(path, in: []) }
        let current: Int32 = -100
        let base = directory == current ? self.directory(of: tgid) : self.path(of: directory, in: tgid)
        return base.map { PathName.resolve(path, in: $0) }
    }

    // MARK: - Changes

    /// What a call does to the state.
    private enum Change {
        /// Opens a path: where the directory, the path, and the flags are.
        case open(directory: Int?, path: Int, flags: Int?)
        /// As `open`, with the flags in a structure.
        case openHow(directory: Int, path: Int, how: Int)
        case duplicate(flags: Int?)
        case control
        case close
        case closeRange
        case pair(Int)
        /// Makes a descriptor that has no path.
        case nameless
        case changeDirectory
        case changeDirectoryByDescriptor
        case execute
    }

    /// Takes in one record; records must come in the order of their times.
    package func update(_ record: RecordView) {
        switch record.kind {
        case .taskCreated:
            let child = UInt32(truncatingIfNeeded: record.result >> 32)
            let thread = UInt32(truncatingIfNeeded: record.result)
            if child == record.tgid {
                processes[child]?.threads.insert(thread)
            } else if child != 0 {
                var copy = processes[record.tgid]
                copy?.threads = []
                copy?.hasLeader = true
                processes[child] = copy
            }
        case .taskExited:
            guard var process = processes[record.tgid] else { return }
            if record.tid == record.tgid { process.hasLeader = false } else { process.threads.remove(record.tid) }
            processes[record.tgid] = process.hasLeader || !process.threads.isEmpty ? process : nil
        case .threadReplaced:
            // The thread took the leader's place and is the only one left.
            processes[record.tgid]?.threads = []
            processes[record.tgid]?.hasLeader = true
        case .call:
            guard let change = change(record) else { return }
            apply(change, record)
        default: break
        }
    }

    private func change(_ record: RecordView) -> Change? {
        let number = Int(record.number)
        if let known = changes[record.abi]?[number] { return known }
        guard let call = lookup(record.abi, number) else { return nil }
        let change = Self.change(of: call)
        changes[record.abi, default: [:]][number] = .some(change)
        return change
    }

    private static func change(of call: Syscall) -> Change? {
        switch call.name {
        case "open": return .open(directory: nil, path: 0, flags: 1)
        case "creat": return .open(directory: nil, path: 0, flags: nil)
        case "openat": return .open(directory: 0, path: 1, flags: 2)
        case "openat2": return .openHow(directory: 0, path: 1, how: 2)
        case "dup", "dup2": return .duplicate(flags: nil)
        case "dup3": return .duplicate(flags: 2)
        case "fcntl", "fcntl64": return .control
        case "close": return .close
        case "close_range": return .closeRange
        case "pipe": return .pair(0)
        case "pipe2": return .pair(0)
        case "socketpair": return .pair(3)
        case "chdir": return .changeDirectory
        case "fchdir": return .changeDirectoryByDescriptor
        case "execve", "execveat": return .execute
        default:
            if case .descriptor = call.result { return .nameless }
            return nil
        }
    }

    private func apply(_ change: Change, _ record: RecordView) {
        let tgid = record.tgid
        let failed = record.result < 0 && record.result >= -4095
        if case .close = change {
            // The descriptor is gone even when closing reported an error other than EBADF.
            if record.result != -9 { processes[tgid]?.descriptors[int(record, 0)] = nil }
            return
        }
        guard !failed else { return }
        let result = Int32(truncatingIfNeeded: record.result)
        switch change {
        case .open(let directory, let path, let flags):
            let closes = flags.map { record.argument($0) & Self.closeOnExec != 0 } ?? false
            open(record, result, directory.map { int(record, $0) } ?? -100, path, closes)
        case .openHow(let directory, let path, let how):
            let flags = record.chunk(how)?.bytes.load(UInt64.self, at: 0) ?? 0
            open(record, result, int(record, directory), path, flags & Self.closeOnExec != 0)
        case .duplicate(let flags):
            duplicate(tgid, int(record, 0), to: result, flags.map { record.argument($0) & Self.closeOnExec != 0 } ?? false)
        case .control: control(record, result)
        case .closeRange: closeRange(record)
        case .pair(let argument): forgetPair(record, argument)
        case .nameless: processes[tgid]?.descriptors[result] = nil
        case .changeDirectory:
            let directory = text(record, 0).flatMap { resolve($0, from: -100, in: tgid) }
            processes[tgid, default: Process()].directory = directory
        case .changeDirectoryByDescriptor:
            let directory = path(of: int(record, 0), in: tgid)
            processes[tgid, default: Process()].directory = directory
        case .execute:
            guard var process = processes[tgid] else { return }
            process.descriptors = process.descriptors.filter { !$1.closesOnExec }
            processes[tgid] = process
        case .close: break
        }
    }

    private static let closeOnExec: UInt64 = 0o2000000

    private func int(_ record: RecordView, _ argument: Int) -> Int32 { Int32(truncatingIfNeeded: record.argument(argument)) }

    /// A path argument that was captured in full.
    private func text(_ record: RecordView, _ argument: Int) -> [UInt8]? {
        guard let chunk = record.chunk(argument), chunk.status == .complete else { return nil }
        return Array(chunk.bytes.bytes)
    }

    private func open(_ record: RecordView, _ descriptor: Int32, _ directory: Int32, _ path: Int, _ closesOnExec: Bool) {
        let resolved = text(record, path).flatMap { resolve($0, from: directory, in: record.tgid) }
        processes[record.tgid, default: Process()].descriptors[descriptor] = resolved.map {
            Descriptor(path: $0, closesOnExec: closesOnExec)
        }
    }

    private func duplicate(_ tgid: UInt32, _ from: Int32, to: Int32, _ closesOnExec: Bool) {
        guard from != to else { return }
        var copy = processes[tgid]?.descriptors[from]
        copy?.closesOnExec = closesOnExec
        processes[tgid]?.descriptors[to] = copy
    }

    private func control(_ record: RecordView, _ result: Int32) {
        let duplicate: UInt64 = 0
        let duplicateClosing: UInt64 = 1030
        let setFlags: UInt64 = 2
        switch record.argument(1) {
        case duplicate: self.duplicate(record.tgid, int(record, 0), to: result, false)
        case duplicateClosing: self.duplicate(record.tgid, int(record, 0), to: result, true)
        case setFlags: processes[record.tgid]?.descriptors[int(record, 0)]?.closesOnExec = record.argument(2) & 1 != 0
        default: break
        }
    }

    private func closeRange(_ record: RecordView) {
        let (first, last) = (UInt32(truncatingIfNeeded: record.argument(0)), UInt32(truncatingIfNeeded: record.argument(1)))
        guard first <= last, let known = processes[record.tgid]?.descriptors.keys else { return }
        let onlyMarks = record.argument(2) & 4 != 0
        for descriptor in Array(known) where descriptor >= 0 && first <= UInt32(descriptor) && UInt32(descriptor) <= last {
            if onlyMarks {
                processes[record.tgid]?.descriptors[descriptor]?.closesOnExec = true
            } else {
                processes[record.tgid]?.descriptors[descriptor] = nil
            }
        }
    }

    private func forgetPair(_ record: RecordView, _ argument: Int) {
        guard let chunk = record.chunk(argument) else { return }
        for position in [0, 4] {
            if let descriptor = chunk.bytes.load(Int32.self, at: position) { processes[record.tgid]?.descriptors[descriptor] = nil }
        }
    }
}
