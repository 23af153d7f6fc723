import Glibc

/// A temporary directory for everything that the runs write, until `remove`.
final class Workspace {
    private static let prefix = "trapline-benchmark-"

    let path: String
    /// Where the C programs of this package were built.
    let tools: String

    /// Makes the directory, and removes those of earlier runs of this user that were killed.
    init(tools: String) throws(BenchmarkError) {
        self.tools = tools
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        path = "\(parent)/\(Self.prefix)\(getpid())"
        for name in directoryEntries(parent) where isLeftover(name, prefix: Self.prefix) {
            var status = stat()
            let leftover = "\(parent)/\(name)"
            if lstat(leftover, &status) == 0, status.st_uid == geteuid(), status.st_mode & S_IFMT == S_IFDIR { removeTree(leftover) }
        }
        guard mkdir(path, 0o700) == 0 else { throw .system(attempt: "make the directory", on: path, number: errno) }
    }

    func remove() { removeTree(path) }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func tool(_ name: String) -> String { "\(tools)/\(name)" }

    /// What a workload wrote about its time: nanoseconds per call.
    func nanosecondsPerCall(of name: String) throws(BenchmarkError) -> Double {
        let file = file("result")
        defer { unlink(file) }
        let words = (readText(file) ?? "").split { $0 == " " || $0 == "\n" }.compactMap { Double($0) }
        guard words.count == 2, words[1] > 0 else { throw .noResult(name: name, file: file) }
        return words[0] / words[1]
    }
}

/// Whether a name is `prefix` and the id of a process that is no more.
func isLeftover(_ name: String, prefix: String) -> Bool {
    guard name.hasPrefix(prefix), let process = pid_t(name.dropFirst(prefix.count)), process > 0 else { return false }
    return kill(process, 0) < 0 && errno == ESRCH
}
