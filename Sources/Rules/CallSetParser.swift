import Schema

/// Reads the values of `trace=` against the names of a table.
struct CallSetParser {
    /// Class names that strace took before there was a `%`.
    static let classesWithoutSign = ["desc", "file", "ipc", "memory", "network", "process", "signal"]

    let names: any SyscallNames
    /// The numbers that a name has in each ABI.
    let numbers: PerABI<[String: [Int]]>

    init(_ names: any SyscallNames) {
        self.names = names
        var numbers = PerABI(repeating: [String: [Int]]())
        for abi in ABI.allCases {
            numbers[abi] = Dictionary(names.calls(of: abi).map { ($0.name, [$0.number]) }, uniquingKeysWith: +)
        }
        self.numbers = numbers
    }

    /// Whether some ABI has a call of that name.
    func isKnown(_ name: String) -> Bool { ABI.allCases.contains { numbers[$0][name] != nil } }

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
    func className(_ text: String) -> String? {
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
}
