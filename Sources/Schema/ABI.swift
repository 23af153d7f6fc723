/// A system call interface of the kernel: a numbering, a register convention and a pointer width.
///
/// One process can use several: 64-bit code may enter i386 calls with `int $0x80`. Which one a call came through is a property of the
/// call, never of the process.
package enum ABI: UInt8, Sendable, CaseIterable {
    case x86_64 = 0
    case i386 = 1

    /// Bytes of a pointer, a `long` and a `size_t`.
    package var pointerSize: Int { self == .i386 ? 4 : 8 }

    /// The name that users write and see.
    package var name: String { self == .i386 ? "i386" : "x86_64" }
}
