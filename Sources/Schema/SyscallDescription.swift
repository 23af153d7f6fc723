/// What `trapline syscalls` shows of a call.
package struct SyscallDescription: Hashable, Sendable {
    /// An argument whose numbers have names.
    package struct NamedArgument: Hashable, Sendable {
        package let argument: String
        package let set: ConstantSet

        package init(argument: String, set: ConstantSet) {
            self.argument = argument
            self.set = set
        }
    }

    package let abi: ABI
    package let number: Int
    package let name: String
    /// C, without the result: `openat(int dfd, const char *filename, int flags, umode_t mode)`.
    package let prototype: String
    /// In the order of the arguments.
    package let namedArguments: [NamedArgument]
    /// The classes that the call belongs to, in the order of `SyscallClass.allCases`.
    package let classes: [SyscallClass]
}

extension Syscall {
    /// The row of `trapline syscalls` for this call.
    package func describe(_ abi: ABI) -> SyscallDescription {
        SyscallDescription(
            abi: abi, number: number, name: name, prototype: prototype,
            namedArguments: arguments.compactMap { argument in
                guard case .constants(let set, _) = argument.kind else { return nil }
                return .init(argument: argument.name, set: set)
            },
            classes: SyscallClass.allCases.filter { $0.contains(self) })
    }

    /// The call as C declares it, without its result.
    package var prototype: String { name + "(" + arguments.map(\.declaration).joined(separator: ", ") + ")" }
}

extension Argument {
    /// C: `int dfd`, `const char *filename`, `struct iocb **iocbpp`. tracefs sets a blank before each asterisk; C's habit does not.
    package var declaration: String {
        var declaration = ""
        var afterAsterisk = false
        for character in type {
            if character == "*" && afterAsterisk && declaration.last == " " { declaration.removeLast() }
            declaration.append(character)
            if character != " " { afterAsterisk = character == "*" }
        }
        return afterAsterisk ? declaration + name : declaration + " " + name
    }
}

extension SyscallTable {
    /// Rows for all calls, by ascending number.
    package func describe() -> [SyscallDescription] { calls.map { $0.describe(abi) } }
}
