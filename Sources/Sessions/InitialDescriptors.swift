import Events
import Glibc

/// What a process had open before it came into scope, from `/proc` (proc(5)).
enum InitialDescriptors {
    static func read(of process: UInt32, into state: DescriptorState) {
        if let directory = link("/proc/\(process)/cwd") { state.setDirectory(of: process, to: directory) }
        for descriptor in TaskAdmission.numbers(in: "/proc/\(process)/fd") {
            guard let path = link("/proc/\(process)/fd/\(descriptor)") else { continue }
            state.setDescriptor(descriptor, of: process, to: path, closesOnExec: closesOnExec(descriptor, process))
        }
    }

    /// The flags of a descriptor stand in its `fdinfo`, in octal.
    private static func closesOnExec(_ descriptor: Int32, _ process: UInt32) -> Bool {
        guard let text = readFile("/proc/\(process)/fdinfo/\(descriptor)") else { return false }
        for line in text.split(separator: "\n") where line.hasPrefix("flags:") {
            let digits = line.dropFirst("flags:".count).drop { $0 == "\t" || $0 == " " }
            return (Int32(digits, radix: 8) ?? 0) & O_CLOEXEC != 0
        }
        return false
    }

    private static func link(_ path: String) -> String? {
        let capacity = 4097
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { target -> String? in
            guard let start = target.baseAddress else { return nil }
            let count = readlink(path, start, capacity)
            return count > 0 ? String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self) : nil
        }
    }
}
