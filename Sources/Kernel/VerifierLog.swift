/// What the verifier wrote about a program that it refused.
///
/// A log walks through the program instruction by instruction; what is wrong stands near its end, before a line of statistics:
/// ```
///   7: (85) call bpf_probe_read_user#112
///   R2 min value is negative, either use unsigned or 'var &= const'
///   processed 8 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
/// ```
package struct VerifierLog: Sendable {
    /// The last line that says something about the program's fault; the last line at all when none does.
    package let message: String
    /// The index of the instruction that was looked at last, if the log names one.
    package let instruction: Int?

    package init(_ log: String) {
        let lines = log.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
        let last = lines.lastIndex { !VerifierLog.isNoise($0) }
        message = last.map { String(lines[$0]) } ?? lines.last.map(String.init) ?? "it gave no reason"
        instruction = lines[..<(last ?? lines.endIndex)].reversed().lazy.compactMap(VerifierLog.instructionIndex).first
    }

    /// Statistics, walked instructions, register states and source lines: everything that accompanies a message.
    private static func isNoise(_ line: Substring) -> Bool {
        let statistics = [
            "processed ", "verification time", "stack depth", "from ", "mark_precise", "last_idx", "regs=", "parent ", "-- BEGIN", "func#",
        ]
        if line.first == ";" || statistics.contains(where: line.hasPrefix) { return true }
        return instructionIndex(line) != nil || isRegisterState(line)
    }

    /// `12: (79) r1 = *(u64 *)(r6 +8)` and `12: R1=ctx() R10=fp0`.
    private static func instructionIndex(_ line: Substring) -> Int? {
        let digits = line.prefix { $0.isNumber }
        guard !digits.isEmpty, line.dropFirst(digits.count).hasPrefix(": ") else { return nil }
        return Int(digits)
    }

    /// `R0=inv(id=0) R10=fp0` or `R1_w=ctx()`, but not `R2 min value is negative`.
    private static func isRegisterState(_ line: Substring) -> Bool {
        guard line.first == "R" else { return false }
        let digits = line.dropFirst().prefix { $0.isNumber }
        guard !digits.isEmpty, let next = line.dropFirst(1 + digits.count).first else { return false }
        return next == "=" || next == "_"
    }
}
