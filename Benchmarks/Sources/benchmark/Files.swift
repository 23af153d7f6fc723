import Glibc

/// The contents of a small file as text; nil when it cannot be read.
func readText(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
        let count = read(descriptor, &chunk, chunk.count)
        if count == 0 { return String(decoding: bytes, as: UTF8.self) }
        if count > 0 {
            bytes += chunk[..<count]
        } else if errno != EINTR {
            return nil
        }
    }
}

/// Writes text to a file: into an existing one where `create` is false, as control files want it.
func writeText(_ text: String, to path: String, create: Bool) throws(BenchmarkError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC | (create ? O_CREAT | O_TRUNC : 0), 0o644)
    guard descriptor >= 0 else { throw .system(attempt: "open", on: path, number: errno) }
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count > 0 {
            rest = rest.dropFirst(count)
        } else if errno != EINTR {
            throw .system(attempt: "write", on: path, number: errno)
        }
    }
}

func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }

/// The names in a directory, without `.` and `..`; none when it cannot be read.
func directoryEntries(_ path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        if name != ".", name != ".." { names.append(name) }
    }
    return names
}

/// Removes a directory with everything in it; does not follow symbolic links, and does nothing when it is not there.
func removeTree(_ path: String) {
    for name in directoryEntries(path) {
        let entry = "\(path)/\(name)"
        // Of a directory this fails with EISDIR.
        if unlink(entry) < 0 { removeTree(entry) }
    }
    rmdir(path)
}
