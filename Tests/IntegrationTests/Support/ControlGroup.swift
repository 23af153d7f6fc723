import Glibc

/// A control group of a test, below the place where the version 2 hierarchy is mounted.
final class ControlGroup {
    /// That place, if there is one that can be written.
    static let mount: String? = {
        guard let mounts = try? Files.text("/proc/mounts") else { return nil }
        for line in mounts.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count > 3, words[2] == "cgroup2", access(String(words[1]), W_OK) == 0 { return String(words[1]) }
        }
        return nil
    }()

    let path: String
    let name: String

    init() throws {
        name = "trapline-test-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        path = "\(Self.mount ?? "")/\(name)"
        guard mkdir(path, 0o755) == 0 else { throw CallFailure("mkdir \(path)") }
    }

    /// A group below this one.
    func makeChild(_ name: String) throws -> String {
        guard mkdir("\(path)/\(name)", 0o755) == 0 else { throw CallFailure("mkdir \(path)/\(name)") }
        return "\(path)/\(name)"
    }

    static func add(_ pid: pid_t, to path: String) throws { try Files.append("\(pid)", to: "\(path)/cgroup.procs") }

    deinit {
        try? Files.append("1", to: "\(path)/cgroup.kill")
        // A group is busy until its last process is reaped, which may be up to a process that ends after this.
        try? wait(for: "\(path) to be empty", within: .seconds(20)) {
            for child in Files.entries(path) { rmdir("\(path)/\(child)") }
            return rmdir(path) == 0 || errno == ENOENT
        }
    }
}
