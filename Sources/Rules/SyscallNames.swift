import Schema

/// What the parser of selections must know about system calls. The table of `Schema` is the one that counts; tests bring small ones.
package protocol SyscallNames {
    /// The calls of an ABI, each name with its number. A name may stand twice.
    func calls(of abi: ABI) -> [(name: String, number: Int)]

    /// The names of all classes, without the `%` that users write before them: `file`, `%stat`.
    var classNames: [String] { get }

    /// The calls of an ABI that belong to a class, or nil when no class has that name.
    func members(ofClass name: String, in abi: ABI) -> [Int]?

    /// The row of a call, or nil when the table has none of that number.
    func call(_ number: Int, _ abi: ABI) -> Syscall?

    /// The names of all arguments of all calls, each once.
    var argumentNames: [String] { get }
}

/// The names of the table in `Schema`.
package struct TabulatedNames: SyscallNames {
    package init() {}

    package func calls(of abi: ABI) -> [(name: String, number: Int)] { SyscallTable.of(abi).calls.map { ($0.name, $0.number) } }

    package var classNames: [String] { SyscallClass.allCases.map(\.rawValue) }

    package func members(ofClass name: String, in abi: ABI) -> [Int]? {
        SyscallClass(name: "%" + name).map { $0.calls(abi).map(\.number) }
    }

    package func call(_ number: Int, _ abi: ABI) -> Syscall? { SyscallTable.of(abi)[number] }

    package var argumentNames: [String] {
        var seen: Set<String> = []
        return ABI.allCases.flatMap { SyscallTable.of($0).calls }.flatMap(\.arguments).map(\.name).filter { seen.insert($0).inserted }
    }
}
