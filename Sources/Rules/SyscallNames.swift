import Schema

/// What the parser of selections must know about system calls. The table of `Schema` is the one that counts; tests bring small ones.
package protocol SyscallNames {
    /// The calls of an ABI, each name with its number. A name may stand twice.
    func calls(of abi: ABI) -> [(name: String, number: Int)]

    /// The names of all classes, without the `%` that users write before them: `file`, `%stat`.
    var classNames: [String] { get }

    /// The calls of an ABI that belong to a class, or nil when no class has that name.
    func members(ofClass name: String, in abi: ABI) -> [Int]?

    /// The names of all arguments of all calls, each once.
    var argumentNames: [String] { get }
}
