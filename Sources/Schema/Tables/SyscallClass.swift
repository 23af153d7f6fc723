/// A class of system calls that can be selected by one word: strace's `%file`.
///
/// Membership is that of strace 6.1, and for younger calls that of the call they extend. It goes by name: strace puts a name into the same classes in
/// every ABI.
package enum SyscallClass: String, Sendable, CaseIterable {
    /// Calls that take a path.
    case file
    /// Calls that begin, end or signal processes, or wait for them.
    case process
    /// Calls on sockets.
    case network
    /// Calls that send, await or manage signals.
    case signal
    /// System V IPC.
    case ipc
    /// Calls that take or give descriptors.
    case descriptor = "desc"
    /// Calls that map memory or change how it is mapped.
    case memory
    /// Calls that read or change user, group and capabilities.
    case credentials = "creds"
    /// `stat` and its variants.
    case stat
    /// `lstat` and its variants.
    case lstat
    /// `fstat`, `fstatat`, `statx` and their variants.
    case fstat
    /// All of `stat`, `lstat` and `fstat`.
    case anyStat = "%stat"
    /// `statfs` and its variants.
    case statfs
    /// `fstatfs` and its variants.
    case fstatfs
    /// All of `statfs` and `fstatfs`, and `ustat`.
    case anyStatfs = "%statfs"
    /// Calls that read or set system clocks.
    case clock
    /// Calls without arguments that always succeed.
    case pure

    /// The class that a selection names: `%file`, `%net` for `%network`, `%%stat`. The seven oldest go without the `%` as well; other bare names
    /// (`stat`) are calls.
    package init?(name: String) {
        let bare = name.hasPrefix("%") ? String(name.dropFirst()) : name
        guard let found = Self(rawValue: bare == "net" && bare != name ? "network" : bare) else { return nil }
        guard bare != name || Self.bareNames.contains(found) else { return nil }
        self = found
    }

    private static let bareNames: Set<SyscallClass> = [.file, .process, .network, .signal, .ipc, .descriptor, .memory]

    /// How users write the class: `%file`, `%%stat`.
    package var name: String { "%" + rawValue }

    package func contains(_ call: Syscall) -> Bool { contains(call.name) }

    /// Whether a call with this name belongs to the class.
    package func contains(_ name: String) -> Bool { Self.members[self]?.contains(name) ?? false }

    /// The calls of the class that an ABI has, by ascending number.
    package func calls(_ abi: ABI) -> [Syscall] { SyscallTable.of(abi).calls.filter { contains($0.name) } }

    private static let members = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0, Set($0.names.split(whereSeparator: \.isWhitespace).map(String.init))) })
}
