import Bytecode
import Events
import Rules
import Schema
import Testing

@testable import Compiler

/// condition and call → shown or not: what the kernel program tests and what user space tests after it together say the same as user space alone, on
/// calls that are drawn from the values in the conditions.
@Suite struct ConditionAgreementTests {
    /// A call with the comparisons that can be made on it; `#` stands for a relation of numbers, `$` for one of texts.
    struct Subject: Sendable, CustomTestStringConvertible {
        let name: String
        let abi: ABI
        let comparisons: [String]
        var testDescription: String { "\(name) of \(abi.name)" }
    }

    private static let conditionCount = 30
    private static let callCount = 25

    private static let common = [
        "ret # -1", "ret # 0", "ret # 3", "ret # 4096", "ret # -4096", "ret # 0x7fffffff", "ret # 0x80000000", "ret # 9223372036854775807",
        "ret & 3", "ret & -1", "errno # ENOENT", "errno # 0", "errno # 4095", "errno & 2", "pid # 1200", "tid # 1234", "uid # 1000",
        "uid # -1", "gid # 0", "gid & 4", "comm $ \"bash\"", "comm $ \"ba\"", "comm $ \"\"", "comm $ \"fifteen-letters\"",
        "comm $ \"sixteen-letters-\"", "comm ~ \"^b.*h$\"", "comm $ \"ba\\u{0}\"", "duration # 100ns", "duration # 0ns", "duration # 1s",
        "duration # 9223372036854775807ns",
    ]
    private static let paths = [
        "path $ \"/etc\"", "path $ \"/etc/passwd\"", "path $ \"\"", "path $ \"/\"", "path ~ \"o$\"", "path ~ \"^/etc/.*s\"",
        "path *= \"tc/p\"",
        "path $ \"/a/path/of/more/than/sixteen/bytes\"", "path $ \"/etc\\u{0}\"",
    ]
    private static let flags = ["flags & O_CREAT", "flags # O_RDWR", "flags # 0x80000000", "flags # -1", "mode # 0644", "mode & 0100"]

    private static let subjects: [Subject] = ABI.allCases.flatMap { abi in
        [
            Subject(name: "openat", abi: abi, comparisons: common + paths + flags + ["dfd # AT_FDCWD", "dfd # 3"]),
            Subject(
                name: "read", abi: abi,
                comparisons: common + ["fd # 3", "count # 4096", "count # -1", "count & 0x100000000", "buf $ \"GET\""]),
            Subject(name: "rename", abi: abi, comparisons: common + paths + ["oldname $ \"/etc\"", "newname $ \"/etc/passwd\""]),
            Subject(name: "chmod", abi: abi, comparisons: common + paths + ["mode # 0644", "mode # -1", "mode & 01000"]),
            Subject(
                name: "mmap", abi: .x86_64,
                comparisons: common + ["addr # NULL", "len # 4096", "off & 0xfff", "prot & PROT_EXEC", "fd # -1"]),
            Subject(name: "kill", abi: abi, comparisons: common + ["sig # SIGKILL", "sig # -9"]),
            Subject(name: "fstat", abi: abi, comparisons: common + ["fd # 3", "statbuf.st_size # 4096", "statbuf.st_mode & 0100000"]),
            Subject(name: "execve", abi: abi, comparisons: common + paths),
        ]
    }

    // MARK: Drawing

    private static func condition(_ subject: Subject, _ dice: inout Dice, depth: Int) -> String {
        switch depth > 0 ? dice.next() % 5 : 4 {
        case 0: return "!(" + condition(subject, &dice, depth: depth - 1) + ")"
        case 1, 2:
            let members = (0..<2 + dice.next() % 2).map { _ in condition(subject, &dice, depth: depth - 1) }
            return "(" + members.joined(separator: dice.isOdd() ? " && " : " || ") + ")"
        default:
            return dice.pick(subject.comparisons)
                .replacing(" # ", with: " " + dice.pick(["==", "!=", "<", "<=", ">", ">="]) + " ")
                .replacing(" $ ", with: " " + dice.pick(["==", "!=", "^=", "$=", "*="]) + " ")
        }
    }

    private static let numbers: [UInt64] = [
        0, 1, 2, 3, 4, 9, 0x40, 0o644, 0o100, 4095, 4096, 4097, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0xffff_ff9c, 0x1_0000_0000,
        0xdead_beef_0000_0003, 0xdead_beef_ffff_ffff, .max - 99, .max,
    ]
    private static let results: [Int64] = [
        -4096, -4095, -13, -2, -1, 0, 1, 2, 3, 4, 4096, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, .min, .max,
    ]
    private static let texts = [
        "", "/", "/etc", "/et", "/etc/", "/etc/passwd", "/etc/passwd2", "/usr/lib/libfoo", "/a/path/of/more/than/sixteen/bytes",
        "/a/path/of/more/than/sixteen/byteS", "GET / HTTP/1.1", String(repeating: "/etc", count: 1200),
    ]
    private static let commands = ["bash", "ba", "bas", "bash2", "", "fifteen-letters", "fifteen-letterS", "sixteen-letters"]

    /// A call, and who makes it.
    private struct Call {
        var arguments: [UInt64]
        var result: Int64
        var user: UInt32
        var group: UInt32
        var command: String
        var start: UInt64
        var end: UInt64
    }

    private static func call(_ dice: inout Dice) -> Call {
        let end = dice.pick([1_000_000, 1_000_100, 1_000_101, 3_000_000_000] as [UInt64])
        return Call(
            arguments: (0..<6).map { _ in dice.isOdd() ? address(of: Int(dice.next() % UInt64(texts.count))) : dice.pick(numbers) },
            result: dice.pick(results), user: dice.pick([0, 1000, .max]), group: dice.pick([0, 4, 7]), command: dice.pick(commands),
            start: dice.pick([999_000, 999_999, 1_000_000]), end: end)
    }

    private static func address(of text: Int) -> UInt64 { 0x10_0000 + UInt64(text) * 0x1_0000 }

    // MARK: Machines

    private static func machine(_ compiled: CompiledSession) throws -> (machine: Machine, task: FakeTask) {
        let machine = try Machine(compiled.blueprint)
        let task = try machine.tracedTask(pid: 1234, tgid: 1200)
        for (index, text) in texts.enumerated() { task.memory.write(Array(text.utf8) + [0], at: address(of: index)) }
        return (machine, task)
    }

    /// Whether a session shows a call: its program makes a record, and user space keeps it.
    private static func shows(
        _ call: Call, number: Int, _ abi: ABI, _ compiled: CompiledSession, on machine: Machine, _ task: FakeTask
    ) throws -> (isRecorded: Bool, isShown: Bool) {
        (task.user, task.group, task.command) = (call.user, call.group, call.command)
        machine.clock = call.start - 1
        try machine.enter(task, number, call.arguments, abi: abi)
        machine.clock = call.end - 1
        try machine.leave(task, call.result)
        let records = try machine.map(SharedMaps.ring(0)).drain()
        #expect(records.count <= 1)
        guard let bytes = records.first else { return (false, false) }
        let filter = ConditionFilter { abi, number in compiled.plan.userTest(number, abi) ?? .constant(false) }
        return (true, try bytes.withUnsafeBytes { filter.keeps(try RecordView($0)) })
    }

    // MARK: Tests

    @Test(arguments: subjects) func kernelAndUserSpaceAgree(subject: Subject) throws {
        var dice = Dice(seed: UInt64(subject.name.utf8.reduce(0) { $0 * 31 + Int($1) }) + UInt64(subject.abi.rawValue))
        let row = try #require(SyscallTable.of(subject.abi)[name: subject.name])
        var only = PerABI(repeating: SyscallSet())
        only[subject.abi] = SyscallSet([row.number])
        var (recorded, shown, turnedAway) = (0, 0, 0)
        for _ in 0..<Self.conditionCount {
            let text = Self.condition(subject, &dice, depth: 3)
            let checked = Rules.Condition.check(SourceText(label: "-e", text: text), among: only)
            guard let condition = checked.value, checked.isValid else { continue }
            let isNeverTrue = condition.resolved(row.number, subject.abi, row).isNeverTrue
            var request = CompilerRequest(subject.abi == .x86_64 ? [subject.name] : [], compat: subject.abi == .i386 ? [subject.name] : [])
            request.startTimes = true
            request.condition = condition
            let divided = try request.compile()
            request.testsInKernel = false
            let undivided = try request.compile()
            let (machine, task) = try Self.machine(divided)
            let (otherMachine, otherTask) = try Self.machine(undivided)
            for program in divided.blueprint.programs { #expect(ProgramShapeTests.unreachable(program) == [], "\(text): \(program.name)") }
            for _ in 0..<Self.callCount {
                let call = Self.call(&dice)
                // A successful exec is recorded by another program, which tests nothing.
                if subject.name == "execve" && call.result == 0 { continue }
                let first = try Self.shows(call, number: row.number, subject.abi, divided, on: machine, task)
                let second = try Self.shows(call, number: row.number, subject.abi, undivided, on: otherMachine, otherTask)
                #expect(second.isRecorded)
                #expect(first.isShown == second.isShown, "\(text) on \(call), never \(isNeverTrue)")
                recorded += first.isRecorded ? 1 : 0
                shown += first.isShown ? 1 : 0
                turnedAway += first.isRecorded ? 0 : 1
            }
        }
        #expect(
            shown > 50 && turnedAway > 50, "\(recorded) recorded, \(shown) shown, \(turnedAway) turned away: what is drawn says something")
    }
}
