import Glibc

/// The small text files in which the kernel shows its settings; a seam, so that tests can show others.
struct SystemFiles: Sendable {
    enum Contents: Sendable {
        case text(String)
        /// An errno of open(2) or read(2).
        case error(Int32)
    }

    /// The contents of a file, at most 1 MiB of it.
    var read: @Sendable (_ path: String) -> Contents

    static let running = SystemFiles { path in
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return .error(errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16384)
        while bytes.count < 1 << 20 {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return .error(errno) }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        return .text(String(decoding: bytes, as: UTF8.self))
    }

    /// A file that holds one number.
    func number(_ path: String) -> Int? {
        guard case .text(let text) = read(path) else { return nil }
        return Int(text.filter { !$0.isWhitespace })
    }

    /// Where file systems of a kind are mounted, the first mount first.
    func mounts(of kind: String) -> [String] {
        guard case .text(let text) = read("/proc/self/mounts") else { return [] }
        return text.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: " ")
            return fields.count > 2 && fields[2] == kind ? SystemFiles.unescaped(fields[1]) : nil
        }
    }

    /// The kernel writes blank, tab, newline and backslash of a mount's path as `\040` and so on (fs/proc_namespace.c, mangle).
    private static func unescaped(_ path: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(path.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(3)
            if byte == UInt8(ascii: "\\"), digits.count == 3,
                let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
            {
                bytes.append(code)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A kernel's version, as far as features depend on it.
struct KernelVersion: Comparable {
    var major: Int
    var minor: Int

    init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// From `6.12.9+bpo-amd64` and the like.
    init?(release: String) {
        let parts = release.split(separator: ".", maxSplits: 2)
        guard parts.count >= 2, let major = Int(parts[0]), let minor = Int(parts[1].prefix { $0.isNumber }) else { return nil }
        self.init(major, minor)
    }

    static func < (left: KernelVersion, right: KernelVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}
