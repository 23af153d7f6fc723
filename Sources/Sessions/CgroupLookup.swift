import Glibc

/// Finds cgroup directories: by path, and by the id of a container.
package enum CgroupLookup {
    /// The mount point of the cgroup v2 hierarchy, from `/proc/self/mounts`; nil when there is none.
    package static func mountPoint() -> String? {
        guard let text = readFile("/proc/self/mounts") else { return nil }
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ")
            if fields.count > 2, fields[2] == "cgroup2" { return String(fields[1]) }
        }
        return nil
    }

    /// The directory that a user means by `path`: as it is, or below the mount point.
    package static func directory(for path: String) throws(SessionError) -> String {
        guard let mount = mountPoint() else { throw .noCgroupMount }
        return try directory(for: path, below: mount)
    }

    static func directory(for path: String, below mount: String) throws(SessionError) -> String {
        let below = mount + (path.hasPrefix("/") ? "" : "/") + path
        for candidate in [path, below] where isDirectory(candidate) {
            if let real = realPath(candidate), real == mount || real.hasPrefix(mount + "/") { return real }
        }
        throw .noCgroup(path)
    }

    /// The cgroup of the container whose id begins with `identifier`.
    ///
    /// Engines name cgroups after ids in their own ways: `docker-ID.scope`, `libpod-ID.scope`, `cri-containerd-ID.scope`, `crio-ID.scope` under
    /// systemd, the bare id under `docker`, `kubepods` or the root without it.
    package static func container(_ identifier: String) throws(SessionError) -> String {
        guard let mount = mountPoint() else { throw .noCgroupMount }
        return try container(identifier, below: mount)
    }

    static func container(_ identifier: String, below mount: String) throws(SessionError) -> String {
        guard !identifier.isEmpty, !identifier.contains("/") else { throw .noContainer(identifier) }
        var found: [(identifier: String, path: String)] = []
        search(mount, depth: 0) { name, path in
            guard let candidate = containerIdentifier(name),
                candidate == identifier || isGenerated(candidate) && candidate.hasPrefix(identifier)
            else { return false }
            found.append((candidate, path))
            return true
        }
        if let exact = found.first(where: { $0.identifier == identifier }) { return exact.path }
        guard let first = found.first else { throw .noContainer(identifier) }
        let identifiers = Set(found.map(\.identifier))
        if identifiers.count > 1 { throw .ambiguousContainer(identifier, identifiers.sorted()) }
        return first.path
    }

    /// Whether a name is an id that an engine made up; others (`docker`, `kubepods`, what users of runc choose) must be given in full, or the beginning of
    /// an id could stand for the cgroup above all containers.
    private static func isGenerated(_ name: String) -> Bool {
        name.utf8.count >= 12 && name.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// The id that a cgroup's name carries, or nil for names that no engine gives.
    package static func containerIdentifier(_ name: String) -> String? {
        var rest = Substring(name)
        if rest.hasSuffix(".slice") || rest.hasSuffix(".service") || rest.hasSuffix(".mount") || rest.hasSuffix(".socket") { return nil }
        let isScope = rest.hasSuffix(".scope")
        if isScope { rest = rest.dropLast(".scope".count) }
        for prefix in ["docker-", "libpod-", "cri-containerd-", "crio-", "containerd-", "runc-"] where rest.hasPrefix(prefix) {
            let identifier = String(rest.dropFirst(prefix.count))
            // The monitor of a container has a cgroup beside it.
            return identifier.hasPrefix("conmon") ? nil : identifier
        }
        return isScope ? nil : String(rest)
    }

    /// Visits directories, parents first, and does not look below those that `visit` takes.
    private static func search(_ path: String, depth: Int, visit: (_ name: String, _ path: String) -> Bool) {
        guard depth < 16, let directory = opendir(path) else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            guard entry.pointee.d_type == UInt8(DT_DIR) else { continue }
            let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name == "." || name == ".." { continue }
            let child = path + "/" + name
            if !visit(name, child) { search(child, depth: depth + 1, visit: visit) }
        }
    }
}

func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
}

/// A small file as text; for files of `/proc`, whose sizes nobody knows beforehand.
func readFile(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
        let count = read(descriptor, &chunk, chunk.count)
        if count < 0 && errno == EINTR { continue }
        guard count >= 0 else { return nil }
        if count == 0 { break }
        bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
}
