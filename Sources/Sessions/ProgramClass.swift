import Glibc

/// What kind of program a file is, as far as its calls go.
enum ProgramClass {
    /// Whether a file is a 32-bit ELF program (elf(5): the class stands behind the magic number).
    static func isCompat(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var head = [UInt8](repeating: 0, count: 5)
        guard read(descriptor, &head, head.count) == head.count else { return false }
        let class32: UInt8 = 1
        return head == [0x7f, 0x45, 0x4c, 0x46, class32]
    }
}
