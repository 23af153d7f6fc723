import Rules
import Schema

/// A table small enough that a test can write down whole sets of it.
struct SmallTable: SyscallNames {
    // swift-format-ignore
    private static let x86_64: [(name: String, number: Int)] = [
        ("read",       0), ("write",      1), ("open",     2), ("close",   3), ("stat",   4), ("fstat", 5), ("pread64", 17),
        ("execve",    59), ("exit",      60), ("wait4",   61), ("umount2", 166), ("chdir", 80), ("openat", 257), ("newfstatat", 262),
    ]
    // swift-format-ignore
    private static let i386: [(name: String, number: Int)] = [
        ("exit",       1), ("read",       3), ("write",    4), ("open",    5), ("close",  6), ("waitpid", 7), ("execve", 11),
        ("chdir",     12), ("umount",    22), ("signal",  48), ("umount2", 52), ("wait4", 114), ("pread64", 180), ("openat", 295),
        ("fstatat64", 300),
    ]
    private static let classes: [(name: String, members: [String])] = [
        ("file", ["open", "stat", "execve", "chdir", "openat", "newfstatat", "umount", "umount2", "fstatat64"]),
        ("process", ["execve", "exit", "wait4", "waitpid"]),
        ("signal", ["signal"]),
        ("clock", []),
        ("%stat", ["stat", "fstat", "newfstatat", "fstatat64"]),
    ]

    func calls(of abi: ABI) -> [(name: String, number: Int)] { abi == .x86_64 ? Self.x86_64 : Self.i386 }

    let argumentNames = ["dfd", "filename", "flags", "fd", "buf", "count", "addr", "close"]

    /// The rows of the real table, and for `signal` arguments of all kinds that those do not have.
    func call(_ number: Int, _ abi: ABI) -> Syscall? {
        guard let name = calls(of: abi).first(where: { $0.number == number })?.name else { return nil }
        guard name == "signal" else { return SyscallTable.of(abi)[name: name] }
        return Syscall(
            number: number, name: name,
            arguments: [
                Argument("close", "int", .signed32), Argument("addr", "struct sockaddr *", .structure(.socketAddress, .input)),
                Argument("value", "struct itimerval *", .structure(.itimerval, .input)), Argument("sig", "int", .signal),
                Argument("list", "int *", .array(.int, .input, .fixed(2))), Argument("number", "int *", .array(.int, .input, .fixed(1))),
            ])
    }

    var classNames: [String] { Self.classes.map(\.name) }

    func members(ofClass name: String, in abi: ABI) -> [Int]? {
        Self.classes.first { $0.name == name }.map { row in calls(of: abi).filter { row.members.contains($0.name) }.map(\.number) }
    }
}

/// The selection of one `-e`.
func check(_ text: String) -> Checked<Selection> { Selection.check([.expression(text)], names: SmallTable()) }
