import Schema

/// Reads the values of `trace=` against the names of a table.
struct CallSetParser {
    /// Class names that strace took before there was a `%`.
    static let classesWithoutSign = ["desc", "file", "ipc", "memory", "network", "process", "signal"]

    private let names: any SyscallNames
    private let numbers: PerABI<[String: [Int]]>

    init(_ names: any SyscallNames) {
        self.names = names
        var numbers = PerABI(repeating: [String: [Int]]())
        for abi in ABI.allCases {
            numbers[abi] = Dictionary(names.calls(of: abi).map { ($0.name, [$0.number]) }, uniquingKeysWith: +)
        }
        self.numbers = numbers
    }

    /// The system calls that the text after `trace=` selects.
    func parse(_ text: Fragment, reportingTo diagnostics: inout [Diagnostic]) -> CallChoice {
        valueSet(text, reportingTo: &diagnostics) { value, diagnostics in
            do throws(Diagnostic) {
                return try choice(value)
            } catch {
                diagnostics.append(error)
                return CallChoice()
            }
        }
    }

    /// The calls that one value selects.
    private func choice(_ value: Fragment) throws(Diagnostic) -> CallChoice {
        let required = value.dropLeading("?")
        let mayBeUnknown = required.range != value.range
        let (name, abis) = try withoutABI(required)
        guard let first = name.bytes.first else {
            throw required.error("a name is missing here")
        }

        var result = CallChoice()
        var isKnown = false
        if name.bytes.allSatisfy(isDigit) {
            guard let number = Int(name.text), number < SyscallSet.capacity else {
                throw name.error(
                    "no system call can have the number \(quoted(name.text))",
                    suggestion: "they are numbered from 0 to \(SyscallSet.capacity - 1)")
            }
            for abi in abis {
                result.calls[abi].insert(number)
                result.named[abi].insert(number)
            }
            isKnown = true
        } else if first == UInt8(ascii: "/") {
            try match(name.dropFirst(1), in: abis, into: &result)
            isKnown = abis.contains { !result.calls[$0].isEmpty }
        } else if name.text == "all" {
            for abi in abis { result.calls[abi] = .everything }
            isKnown = true
        } else if let className = className(name.text) {
            for abi in abis { result.calls[abi] = SyscallSet(names.members(ofClass: className, in: abi) ?? []) }
            isKnown = true
        } else {
            for abi in abis {
                guard let found = numbers[abi][name.text] else { continue }
                isKnown = true
                result.calls[abi] = SyscallSet(found)
                result.named[abi] = SyscallSet(found)
            }
        }
        guard isKnown || mayBeUnknown else { throw unknown(name, in: abis) }
        return result
    }

    /// Splits off the `@64` or `@32` that limits a value to one ABI.
    private func withoutABI(_ value: Fragment) throws(Diagnostic) -> (name: Fragment, abis: [ABI]) {
        guard let (name, suffix) = value.cut(atLast: "@") else { return (value, ABI.allCases) }
        switch suffix.text {
        case "64": return (name, [.x86_64])
        case "32": return (name, [.i386])
        case "x32": throw suffix.error("system calls of the x32 ABI are not traced", suggestion: "'@64' stands for x86_64, '@32' for i386")
        default: throw suffix.error("no ABI is called \(quoted(suffix.text))", suggestion: "'@64' stands for x86_64, '@32' for i386")
        }
    }

    /// The class that a value stands for, without its `%`.
    private func className(_ text: String) -> String? {
        let name = text.hasPrefix("%") ? String(text.dropFirst()) : Self.classesWithoutSign.contains(text) ? text : nil
        return name.flatMap { names.members(ofClass: $0, in: .x86_64) == nil ? nil : $0 }
    }

    private func match(_ pattern: Fragment, in abis: [ABI], into result: inout CallChoice) throws(Diagnostic) {
        do throws(NamePattern.Refusal) {
            let expression = try NamePattern(pattern.text)
            for abi in abis {
                for call in names.calls(of: abi) where expression.matches(call.name) { result.calls[abi].insert(call.number) }
            }
        } catch {
            throw pattern.error(error.message, suggestion: error.suggestion)
        }
    }

    private func unknown(_ name: Fragment, in abis: [ABI]) -> Diagnostic {
        let text = name.text
        if name.starts(with: "/") { return name.error("no system call has a name that matches \(quoted(String(text.dropFirst())))") }
        if name.starts(with: "%") {
            let classes = names.classNames.map { "%" + $0 }
            let suggestion =
                nearest(to: text, among: classes).map { "did you mean '\($0)'?" } ?? "there are \(classes.joined(separator: ", "))"
            return name.error("no class of system calls is called \(quoted(text))", suggestion: suggestion)
        }
        let elsewhere = ABI.allCases.filter { !abis.contains($0) && numbers[$0][text] != nil }
        if let other = elsewhere.first, let abi = abis.first {
            return name.error("\(quoted(text)) is not a system call of \(abi.name)", suggestion: "\(other.name) has it")
        }
        return name.error("no system call is called \(quoted(text))", suggestion: suggestion(for: text, in: abis))
    }

    /// What somebody may have meant by a name that no call has.
    private func suggestion(for name: String, in abis: [ABI]) -> String? {
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
    ("malloc",          "brk"),
    ("opendir",         "openat"),
    ("posix_fadvise",   "fadvise64"),
    ("posix_fallocate", "fallocate"),
    ("posix_spawn",     "clone3"),
    ("pread",           "pread64"),
    ("pselect",         "pselect6"),
    ("pwrite",          "pwrite64"),
    ("raise",           "tgkill"),
    ("readdir",         "getdents64"),
    ("recv",            "recvfrom"),
    ("sbrk",            "brk"),
    ("send",            "sendto"),
    ("sigaction",       "rt_sigaction"),
    ("signalfd",        "signalfd4"),
    ("sigprocmask",     "rt_sigprocmask"),
    ("sigqueue",        "rt_sigqueueinfo"),
    ("sigwait",         "rt_sigtimedwait"),
    ("sleep",           "clock_nanosleep"),
    ("statvfs",         "statfs"),
    ("system",          "clone3"),
    ("usleep",          "clock_nanosleep"),
    ("wait",            "wait4"),
]
