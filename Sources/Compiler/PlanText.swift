import Schema

/// The plan as text: for people, and for golden files.
extension SessionPlan {
    /// One line for each armed call: ABI, number, name, what the kernel tests, what is captured; then what is recorded elsewhere.
    ///
    /// - Parameter programOfSlot: names of the programs, from the compiled session.
    package func text(programOfSlot: [Int: String]) -> String {
        var lines: [String] = []
        var unknown: [String: Int] = [:]
        for (slot, name, plan) in slots {
            let program = programOfSlot[slot] ?? "?"
            if name.hasPrefix("#") {
                unknown["\(plan.abi.name) \(program)", default: 0] += 1
                continue
            }
            let number = plan.fixedNumber ?? slot % DispatchTable.slotsPerABI
            lines.append(
                "\(Self.pad(plan.abi.name, 7))\(Self.pad("\(number)", 5))\(Self.pad(name, 24))\(Self.pad(program, 10)) "
                    + plan.text(for: SyscallTable.of(plan.abi)[number], userTest: userTest(number, plan.abi)))
        }
        for (place, count) in unknown.sorted(by: { $0.key < $1.key }) {
            lines.append("\(place): \(count) number\(count == 1 ? "" : "s") that the table does not know, with six raw arguments")
        }
        lines += exits.map { exitLine(.x86_64, $0) } + compatExits.map { exitLine(.i386, $0) }
        return lines.map { $0 + "\n" }.joined()
    }

    private func exitLine(_ abi: ABI, _ call: Syscall) -> String {
        let test = userTest(call.number, abi).flatMap { $0.isAlwaysTrue ? nil : "; in user space: \($0.text(for: call))" }
        return "\(Self.pad(abi.name, 7))\(Self.pad("\(call.number)", 5))\(Self.pad(call.name, 24))exit       at the end of the task"
            + (test ?? "")
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text.utf8.count < width ? text + String(repeating: " ", count: width - text.utf8.count) : text + " "
    }
}

extension CallPlan {
    /// Tests and captures in one line.
    package var text: String { text(for: nil, userTest: nil) }

    /// The same, with the names of a call where it is given.
    package func text(for call: Syscall?, userTest: CallCondition?) -> String {
        var tests: [String] = []
        switch (results.successes, results.failures) {
        case (true, true): break
        case (true, false): tests.append("result is no error")
        case (false, true): tests.append("result is an error")
        case (false, false): tests.append("never")
        }
        if !condition.isAlwaysTrue { tests.append(condition.text(for: call)) }
        var parts = tests.isEmpty ? [] : ["in the kernel: " + tests.joined(separator: ", and ")]
        if let userTest, !userTest.isAlwaysTrue { parts.append("in user space: \(userTest.text(for: call))") }
        if leavesSuccessToExec { parts.append("success: by program exec") }
        if isBirth { parts.append("in the kernel: not in the child") }
        parts.append("\(argumentCount) argument\(argumentCount == 1 ? "" : "s")")
        if startTime { parts.append("start time") }
        if identity { parts.append("identity") }
        parts += steps.map(\.text)
        return parts.joined(separator: "; ")
    }
}

extension CaptureStep {
    /// One step in a few words: `2: string ≤ 4096`.
    package var text: String {
        let what =
            switch form {
            case .string(let limit): "string ≤ \(limit)"
            case .bytes(.result, let size, let limit): "bytes: result\(size == 1 ? "" : " × \(size)") ≤ \(limit)"
            case .bytes(.argument(let index), let size, let limit): "bytes: argument \(index)\(size == 1 ? "" : " × \(size)") ≤ \(limit)"
            case .bytes(.fixed(let count), let size, let limit): "bytes: \(count * size) ≤ \(limit)"
            case .bytes(.pointee(let index), _, let limit): "bytes: behind argument \(index) ≤ \(limit)"
            case .bytes(.bits(let index), _, let limit): "bytes: argument \(index) bits ≤ \(limit)"
            case .buffers(let count, let contents, let limit):
                "\(contents == .input ? "" : "filled ")buffers: \(count.text), each ≤ \(limit)"
            case .message(let contents, let limit): "\(contents == .input ? "" : "filled ")message, each buffer ≤ \(limit)"
            case .messages(let count, let contents, let limit):
                "\(contents == .input ? "" : "filled ")messages: \(count.text), each buffer ≤ \(limit)"
            case .linked(let size, let linked): "bytes: \(size), and \(linked) behind their first pointer"
            case .chainCount: "number of structures in as many bytes as the result says"
            case .selected(let selector, let selections):
                "by argument \(selector): \(selections.reduce(0) { $0 + $1.values.count }) values"
            case .vector: "strings of a vector"
            case .vectorCount: "length of a vector"
            }
        return "\(argument): \(what)\(atEntry ? " at entry" : "")\(onlyOnSuccess ? " on success" : "")"
    }
}

extension Length {
    /// In a few words.
    fileprivate var text: String {
        switch self {
        case .argument(let index): "argument \(index)"
        case .result: "result"
        case .fixed(let count): "\(count)"
        case .pointee(let index): "behind argument \(index)"
        case .bits(let index): "argument \(index) bits"
        }
    }
}
