import Schema

extension CallSetParser {
    /// What somebody may have meant by a name that no call has.
    func suggestion(for name: String, in abis: [ABI]) -> String? {
        func isKnown(_ candidate: String) -> Bool { abis.contains { numbers[$0][candidate] != nil } }

        if let trimmed = trimmedName(name) { return "write '\(trimmed)', without spaces" }
        if let bare = withoutKernelPrefix(name), isKnown(bare) { return "did you mean '\(bare)'?" }
        if let call = libraryFunctions.first(where: { $0.function == name && isKnown($0.systemCall) })?.systemCall {
            return "the C library's '\(name)' makes the system call '\(call)'"
        }
        if name.contains("*") {
            let expression = name.split(separator: "*", omittingEmptySubsequences: false).joined(separator: ".*")
            return "a pattern is a regular expression after a slash: \(quoted("/^\(expression)$"))"
        }
        let candidates = abis.flatMap { names.calls(of: $0).map(\.name) }.sorted() + names.classNames.map { "%" + $0 } + ["all", "none"]
        return nearest(to: name, among: candidates).map { "did you mean '\($0)'?" }
    }

    /// The name without spaces around it, if it has some and is a name without them.
    private func trimmedName(_ name: String) -> String? {
        let trimmed = Fragment(SourceText(label: "", text: name)).trimmed.text
        let isName = ABI.allCases.contains { numbers[$0][trimmed] != nil } || className(trimmed) != nil
        return trimmed != name && isName ? trimmed : nil
    }
}

/// The name without what headers and kernel symbols put before it.
private func withoutKernelPrefix(_ name: String) -> String? {
    let prefixes = ["__x64_sys_", "__ia32_sys_", "__NR_", "SYS_", "sys_"]
    return prefixes.first { name.hasPrefix($0) }.map { String(name.dropFirst($0.count)) }
}

/// Functions of the C library that have another name than the system call they make, where the spelling alone would lead to a wrong one.
// swift-format-ignore
private let libraryFunctions: [(function: String, systemCall: String)] = [
    ("_exit",           "exit_group"),
    ("_Exit",           "exit_group"),
    ("execl",           "execve"),
    ("execlp",          "execve"),
    ("execv",           "execve"),
    ("execvp",          "execve"),
    ("fexecve",         "execveat"),
    ("fstatat",         "newfstatat"),
    ("fstatvfs",        "fstatfs"),
    ("opendir",         "openat"),
    ("posix_fadvise",   "fadvise64"),
    ("posix_fallocate", "fallocate"),
    ("pread",           "pread64"),
    ("pselect",         "pselect6"),
    ("pwrite",          "pwrite64"),
    ("raise",           "tgkill"),
    ("readdir",         "getdents64"),
    ("recv",            "recvfrom"),
    ("sbrk",            "brk"),
    ("send",            "sendto"),
    ("sigaction",       "rt_sigaction"),
    ("sigprocmask",     "rt_sigprocmask"),
    ("sigqueue",        "rt_sigqueueinfo"),
    ("sigwait",         "rt_sigtimedwait"),
    ("sleep",           "clock_nanosleep"),
    ("statvfs",         "statfs"),
    ("usleep",          "clock_nanosleep"),
    ("wait",            "wait4"),
]
