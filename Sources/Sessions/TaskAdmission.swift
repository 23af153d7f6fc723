import CLinux
import Compiler
import Glibc
import Kernel

/// Brings running tasks into the scope of a session.
struct TaskAdmission {
    let session: ArmedSession

    /// Admits a process with all its threads, and with `descendants` its existing children and theirs.
    ///
    /// The fork program is attached before, so whatever is born meanwhile to an admitted task is admitted by the kernel; the search goes on until a
    /// round finds nobody new.
    /// - Returns: The threads admitted, as (tid, tgid).
    func admit(_ pid: Int32, descendants: Bool) throws(SessionError) -> [(tid: Int32, tgid: Int32)] {
        guard kill(pid, 0) == 0 || errno == EPERM, let own = Self.process(of: pid) else { throw .noProcess(pid) }
        var admitted: [Int32: Int32] = [:]
        var foundNew = true
        while foundNew {
            foundNew = false
            var pending = [own]
            // The session may be a descendant of its target, as under '-p $$'.
            var seen: Set<Int32> = [getpid()]
            while let process = pending.popLast() {
                guard seen.insert(process).inserted else { continue }
                for thread in Self.numbers(in: "/proc/\(process)/task") {
                    if admitted[thread] == nil, try admit(thread, of: process) {
                        admitted[thread] = process
                        foundNew = true
                    }
                    guard descendants, let children = readFile("/proc/\(process)/task/\(thread)/children") else { continue }
                    pending += children.split(separator: " ").compactMap { Int32($0) }
                }
            }
            if admitted.isEmpty { throw .noProcess(pid) }
        }
        return admitted.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    }

    /// One task. False when it is gone.
    private func admit(_ thread: Int32, of process: Int32) throws(SessionError) -> Bool {
        let descriptor = CLinux_pidfd_open(thread, thread == process ? 0 : UInt32(CLINUX_PIDFD_THREAD))
        guard descriptor >= 0 else {
            if errno == ESRCH { return false }
            if errno == EINVAL && thread != process { throw .threadsNeedNewerKernel(process) }
            throw .notAttached(process, error: errno)
        }
        defer { close(descriptor) }
        do {
            // Counted before it is admitted, or its end could be counted first.
            session.alive?.add(1, at: 0)
            let isNew = try session.object.insert(map: SharedMaps.tasks, key: descriptor, bytes: TaskEntry.bytes(.inScope))
            if !isNew { session.alive?.add(-1, at: 0) }
            if isNew, Self.isDead(thread, of: process), try session.object.delete(map: SharedMaps.tasks, key: descriptor) {
                // It had ended before it was admitted, and its end will not be reported.
                session.alive?.add(-1, at: 0)
                return false
            }
            return true
        } catch {
            session.alive?.add(-1, at: 0)
            if case .mapAccess(_, _, let code) = error, code == ESRCH || code == ENOENT { return false }
            throw .internalFailure("\(error)")
        }
    }

    /// Whether a task has ended and only waits to be reaped (the state in proc_pid_stat(5) is Z or X).
    private static func isDead(_ thread: Int32, of process: Int32) -> Bool {
        guard let text = readFile("/proc/\(process)/task/\(thread)/stat"), let end = text.lastIndex(of: ")") else { return true }
        let state = text[end...].dropFirst(2).first
        return state == "Z" || state == "X"
    }

    /// The process that a thread id belongs to.
    private static func process(of thread: Int32) -> Int32? {
        guard let status = readFile("/proc/\(thread)/status") else { return nil }
        for line in status.split(separator: "\n") where line.hasPrefix("Tgid:") {
            return Int32(line.dropFirst(5).drop { $0 == "\t" || $0 == " " })
        }
        return nil
    }

    /// The numeric names in a directory of `/proc`.
    static func numbers(in path: String) -> [Int32] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var result: [Int32] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if let number = Int32(name) { result.append(number) }
        }
        return result
    }
}
