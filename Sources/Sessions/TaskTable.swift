import Events
import Glibc
import Rendering
import Schema

/// The tasks in scope that live, as the records tell.
struct TaskTable {
    private struct Task {
        var process: UInt32
        var abi: ABI
    }

    private var tasks: [UInt32: Task] = [:]

    mutating func add(tid: UInt32, tgid: UInt32) {
        tasks[tid] = Task(process: tgid, abi: .x86_64)
    }

    mutating func note(_ record: RecordView) {
        switch record.kind {
        case .taskCreated:
            let child = UInt64(bitPattern: record.result)
            add(tid: UInt32(truncatingIfNeeded: child), tgid: UInt32(truncatingIfNeeded: child >> 32))
        case .taskExited: tasks[record.tid] = nil
        case .threadReplaced:
            tasks[UInt32(truncatingIfNeeded: record.result)] = nil
            add(tid: record.tid, tgid: record.tgid)
        case .call:
            // With a scope that is not by task, a task is known from its first call on.
            if tasks[record.tid]?.abi != record.abi { tasks[record.tid] = Task(process: record.tgid, abi: record.abi) }
        case .signal, .fragment: break
        }
    }

    /// The calls that the living tasks are blocked in now, by what the kernel says of each (proc_pid_syscall(5)).
    func blockedCalls(now: UInt64) -> [UnfinishedCall] {
        tasks.sorted { $0.key < $1.key }.compactMap { tid, task in
            guard let text = readFile("/proc/\(task.process)/task/\(tid)/syscall") else { return nil }
            let fields = text.split { $0 == " " || $0 == "\n" }
            guard fields.count == 9, let number = Int32(fields[0]), number >= 0 else { return nil }
            let arguments = fields[1...6].compactMap { UInt64($0.dropFirst(2), radix: 16) }
            guard arguments.count == 6 else { return nil }
            return UnfinishedCall(tid: tid, tgid: task.process, abi: task.abi, number: number, arguments: arguments, time: now)
        }
    }
}
