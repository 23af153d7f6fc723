import Bytecode
import Events
import Rules
import Schema
import Testing

@testable import Compiler

/// Whole sessions with a condition: calls that are recorded elsewhere than at their exit, and programs that calls share.
@Suite struct ConditionSessionTests {
    /// What a session with this condition shows of what happens: names of calls with their results.
    private static func shown(
        _ text: String, _ change: (inout CompilerRequest) -> Void = { _ in }, _ events: (Machine, FakeTask) throws -> Void
    ) throws -> [String] {
        let condition = try #require(Rules.Condition.check(SourceText(label: "-e", text: text)).value)
        var request = CompilerRequest.everything()
        request.condition = condition
        change(&request)
        let compiled = try request.compile()
        let machine = try Machine(compiled.blueprint)
        let task = try machine.tracedTask(pid: 1234, tgid: 1200)
        (task.user, task.group, task.command) = (1000, 7, "bash")
        task.memory.write(Array("/etc/passwd\0".utf8), at: 0x1000)
        try events(machine, task)
        let filter = ConditionFilter { abi, number in
            compiled.plan.userTest(number, abi) ?? condition.resolved(number, abi, SyscallTable.of(abi)[number])
        }
        return try machine.map(SharedMaps.ring(0)).drain().compactMap { bytes in
            try bytes.withUnsafeBytes { raw in
                let record = try RecordView(raw)
                guard record.kind == .call, filter.keeps(record) else { return nil }
                let name = SyscallTable.of(record.abi)[Int(record.number)]?.name ?? "#\(record.number)"
                return record.hasNoResult ? name : "\(name) = \(record.result)"
            }
        }
    }

    @Test(arguments: [
        ("execve && path $= \"true\"", ["execve = 0"]), ("execve && path $= \"false\"", []), ("execve && uid == 1000", ["execve = 0"]),
        ("execve && uid == 0", []), ("execve && comm ^= \"ba\" && ret == 0", ["execve = 0"]), ("execve && ret < 0", []),
        ("!execve && ret >= 0", []),
    ])
    func successfulExec(text: String, expected: [String]) throws {
        #expect(try Self.shown(text) { machine, task in try machine.exec(task) } == expected)
    }

    @Test(arguments: [
        ("exit_group && error_code == 3", ["exit_group"]), ("exit_group && error_code == 4", []),
        ("comm == \"bash\" && uid != 0", ["exit_group"]),
        ("comm == \"sh\"", []), ("exit_group && ret == 0", []), ("exit_group && !(ret == 0)", ["exit_group"]),
        ("pid == 1200 && tid == 1234", ["exit_group"]),
        ("exit && error_code == 3", []),
    ])
    func exit(text: String, expected: [String]) throws {
        #expect(try Self.shown(text) { machine, task in try machine.end(task, status: 3) } == expected)
    }

    /// `poll` and `fgetxattr` run in shared programs, `read` in one of its own; 400 and 600 are in no table.
    @Test(arguments: [
        ("ret == 3", ["poll = 3", "fgetxattr = 3", "read = 3", "#400 = 3", "#600 = 3"]), ("fd == 5", ["fgetxattr = 3", "read = 3"]),
        ("fd == 6", []), ("nfds == 0 && uid == 1000", ["poll = 3"]), ("nfds == 0 && comm $= \"ash\"", ["poll = 3"]),
        ("comm $= \"ash\" && errno == 0", ["poll = 3", "fgetxattr = 3", "read = 3", "#400 = 3", "#600 = 3"]),
        ("comm $= \"zsh\"", []), ("name == \"/etc/passwd\" || 400 && ret == 3", ["fgetxattr = 3", "#400 = 3"]),
        ("(600 || 400) && uid == 1000", ["#400 = 3", "#600 = 3"]), ("600 && uid == 0", []), ("name ^= \"/etc\" && ret != 3", []),
        ("duration > 5ns && fd == 5", ["fgetxattr = 3", "read = 3"]), ("duration > 1s", []),
    ])
    func sharedPrograms(text: String, expected: [String]) throws {
        let shown = try Self.shown(text, { $0.startTimes = true }) { machine, task in
            for number in [7, 193, 0, 400, 600] {
                let arguments: [UInt64] = number == 7 ? [0x1000, 0, 0] : number == 193 ? [5, 0x1000, 0x1000, 4] : [5, 0x1000, 4]
                try machine.enter(task, number, arguments)
                machine.clock += 10
                try machine.leave(task, 3)
            }
        }
        #expect(shown == expected)
    }

    /// i386 calls have registers of 32 bits, and their own tests.
    @Test(arguments: [
        ("count == -1", ["read = 3"]), ("count == 4294967295", ["read = 3"]), ("count > 4294967295", []), ("fd < 0", ["read = 3"]),
        ("read@64 && fd < 0", []), ("read@32 && fd < 0", ["read = 3"]),
    ])
    func i386(text: String, expected: [String]) throws {
        let shown = try Self.shown(text) { machine, task in
            try machine.call(task, 3, [0xffff_fffe, 0x1000, 0xffff_ffff], result: 3, abi: .i386)
        }
        #expect(shown == expected)
    }
}
