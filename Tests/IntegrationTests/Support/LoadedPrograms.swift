import CLibbpf
import Glibc

/// The eBPF programs and links that are in the kernel, and who holds them.
enum LoadedPrograms {
    /// Ids of all programs.
    static func all() -> Set<UInt32> {
        var result = Set<UInt32>()
        var identifier: UInt32 = 0
        while bpf_prog_get_next_id(identifier, &identifier) == 0 { result.insert(identifier) }
        return result
    }

    /// Ids of the programs that a process holds descriptors of.
    static func held(by pid: pid_t) -> Set<UInt32> {
        var result = Set<UInt32>()
        for descriptor in Files.entries("/proc/\(pid)/fdinfo") {
            guard let text = try? Files.text("/proc/\(pid)/fdinfo/\(descriptor)") else { continue }
            for line in text.split(separator: "\n") where line.hasPrefix("prog_id:") {
                if let identifier = UInt32(line.dropFirst("prog_id:".count).filter(\.isNumber)) { result.insert(identifier) }
            }
        }
        return result
    }

    /// Programs that came after `before` was taken and that no process holds any more: nobody could take them down.
    static func orphans(since before: Set<UInt32>) -> Set<UInt32> {
        let new = all().subtracting(before)
        guard !new.isEmpty else { return [] }
        let held = Files.entries("/proc").compactMap { pid_t($0) }.reduce(into: Set<UInt32>()) { $0.formUnion(Self.held(by: $1)) }
        return new.subtracting(held)
    }

    /// Waits until nothing is left of the sessions since `before`; the kernel frees a program some time after its last user has gone.
    static func waitUntilNoOrphans(since before: Set<UInt32>) throws {
        try wait(for: "the kernel to free the programs of a session that ended") { orphans(since: before).isEmpty }
    }

    static func waitUntilGone(_ programs: Set<UInt32>) throws {
        try wait(for: "the kernel to free programs \(programs.sorted())") { programs.isDisjoint(with: all()) }
    }
}
