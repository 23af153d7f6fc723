/// Where the length of a buffer or array comes from.
package enum Length: Hashable, Sendable {
    /// The value of another argument, counted from 0.
    case argument(Int)
    /// The call's result, when it is not negative.
    case result
    /// Always this many.
    case fixed(Int)
    /// The 32-bit number behind another argument, a pointer that the kernel reads and writes (`accept`'s length).
    case pointee(Int)
    /// Another argument counts bits: in bytes, rounded up to whole words of the ABI (`select`'s sets).
    case bits(Int)
}

/// Whether the kernel reads a memory argument, writes it, or both.
package enum Direction: UInt8, Hashable, Sendable {
    case input
    case output
    case inputOutput
}

/// How an argument is read and shown.
///
/// The kind alone decides what is captured (`CaptureStep`) and which decoder shows it; the C type beside it is documentation.
package enum ArgumentKind: Hashable, Sendable {
    // Numbers, shown in the width and sign that the kernel gives them.
    case signed32
    case unsigned32
    case signed64
    case unsigned64
    case hexadecimal
    /// File mode: octal, with file type bits by name for `mknod`.
    case mode
    /// A user-space address that is not followed; `NULL` when 0.
    case address

    // Names for numbers.
    case descriptor
    /// A directory descriptor of an `*at` call: `AT_FDCWD` or a number.
    case directory
    case process
    case user
    case group
    case signal
    case device
    /// One of a set, or a combination of its bits; the set says which. 32 bits unless `wide`.
    case constants(ConstantSet, wide: Bool = false)

    // Memory.
    /// A path, up to 4,096 bytes with its end.
    case path
    /// Another NUL-terminated string that the kernel reads.
    case string
    /// Raw bytes, shown as a quoted string.
    case bytes(Direction, Length)
    /// A NULL-terminated array of pointers to strings: `argv`.
    case vector
    /// The same for `envp`, abbreviated to a count unless asked for in full.
    case environment
    /// One structure.
    case structure(Structure, Direction)
    /// An array of structures or integers.
    case array(Structure, Direction, Length)
    /// One structure that is as many bytes long as the length says, and of its own size at most: `sockaddr`, `fd_set`.
    case sized(Structure, Direction, Length)
    /// An array of `iovec`s with the memory that they point to, which the kernel reads, or writes up to the call's result.
    case buffers(Structure, Direction, Length)
    /// What another argument says.
    case selected(KindChoice)
    /// A message header, with the name, the buffers and the control messages that it points to; the length counts headers where there are several.
    case message(Structure, Direction, Length)
}

/// One argument of a system call.
package struct Argument: Hashable, Sendable {
    /// The kernel's own name (`SYSCALL_DEFINE`), as tracefs shows it.
    package var name: String
    /// The kernel's own C type, as tracefs shows it.
    package var type: String
    package var kind: ArgumentKind

    package init(_ name: String, _ type: String, _ kind: ArgumentKind) {
        self.name = name
        self.type = type
        self.kind = kind
    }
}

/// How a result that is not an error is shown.
package enum ResultKind: UInt8, Hashable, Sendable {
    /// Signed decimal.
    case number
    /// A new descriptor.
    case descriptor
    /// An address or bit pattern, in hexadecimal.
    case hexadecimal
    /// A file mode mask, in octal.
    case octal
    /// The call does not return.
    case never
}

/// A system call of one ABI: one row of the table.
package struct Syscall: Hashable, Sendable {
    package var number: Int
    package var name: String
    package var arguments: [Argument]
    package var result: ResultKind

    package init(number: Int, name: String, arguments: [Argument], result: ResultKind = .number) {
        self.number = number
        self.name = name
        self.arguments = arguments
        self.result = result
    }
}
