import Glibc

/// An ftrace buffer of our own: an instance in tracefs, which shares nothing with other users of it and takes its events along
/// when it is removed.
struct TracefsInstance: ~Copyable {
    private static let prefix = "trapline-benchmark-"
    private let path: String

    /// Where tracefs is mounted; nil when it is not.
    static var mountPoint: String? {
        for line in (readText("/proc/mounts") ?? "").split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count > 2, words[2] == "tracefs" { return String(words[1]) }
        }
        return nil
    }

    /// Makes an instance, and removes those of earlier runs that were killed.
    init(under mountPoint: String) throws(BenchmarkError) {
        let instances = "\(mountPoint)/instances"
        for name in directoryEntries(instances) where isLeftover(name, prefix: Self.prefix) { rmdir("\(instances)/\(name)") }
        path = "\(instances)/\(Self.prefix)\(getpid())"
        guard mkdir(path, 0o700) == 0 else { throw .system(attempt: "make the tracefs instance", on: path, number: errno) }
    }

    /// Records one event of one process.
    func enable(_ event: String, of process: pid_t) throws(BenchmarkError) {
        try writeText("\(process)", to: "\(path)/set_event_pid", create: false)
        try writeText("1", to: "\(path)/events/\(event)/enable", create: false)
    }

    deinit { rmdir(path) }
}
