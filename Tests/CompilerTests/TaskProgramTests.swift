import Bytecode
import Compiler
import Schema
import Testing

/// Births, deaths, execs and signals.
@Suite struct TaskProgramTests {
    // MARK: Births

    @Test func aChildIsInScopeFromItsFirstInstruction() throws {
        let machine = try Machine(CompilerRequest(["getpid"]))
        let task = try machine.tracedTask(pid: 100)
        try machine.setWord(SharedMaps.alive, 1)
        let child = try machine.fork(task, pid: 101)
        let thread = try machine.fork(child, pid: 102, thread: true)
        try machine.call(child, 39)
        try machine.call(thread, 39)
        let records = try machine.records()
        #expect(records.map(\.kind) == [.taskCreated, .taskCreated, .call, .call])
        #expect(records.map(\.tid) == [100, 101, 101, 102])
        #expect(records.map(\.tgid) == [100, 101, 101, 101])
        #expect(records[0].result == 101 << 32 | 101)
        #expect(records[1].result == 101 << 32 | 102)
        #expect(records[0].number == 0)
        #expect(try machine.word(SharedMaps.alive) == 3)
    }

    @Test func childrenAreLeftOutAndThreadsAreNot() throws {
        let machine = try Machine(CompilerRequest(["getpid"]) { $0.scope = .tasks(followChildren: false) })
        let task = try machine.tracedTask(pid: 100)
        try machine.setWord(SharedMaps.alive, 1)
        let child = try machine.fork(task, pid: 101)
        let thread = try machine.fork(task, pid: 102, thread: true)
        try machine.call(child, 39)
        try machine.call(thread, 39)
        #expect(try machine.records().map(\.kind) == [.taskCreated, .call])
        #expect(try machine.entry(child) == nil)
        #expect(try machine.word(SharedMaps.alive) == 2)
    }

    /// A child that cannot be followed is counted as lost, and still told of.
    @Test func aChildForWhichThereIsNoMemory() throws {
        let machine = try Machine(CompilerRequest(["getpid"]))
        let task = try machine.tracedTask(pid: 100)
        try machine.setWord(SharedMaps.alive, 1)
        machine.failures.storage = true
        let child = try machine.fork(task, pid: 101)
        try machine.call(child, 39)
        #expect(try machine.records().map(\.kind) == [.taskCreated])
        #expect(try machine.losses() == (0, 1))
        #expect(try machine.word(SharedMaps.alive) == 1)
    }

    // MARK: Deaths

    @Test func theLastCallAndTheEnd() throws {
        let machine = try Machine(CompilerRequest(["exit", "exit_group"], compat: ["exit_group"]) { $0.startTimes = true })
        try machine.setWord(SharedMaps.alive, 4)
        machine.clock = 10
        try machine.end(machine.tracedTask(pid: 1), status: 3)
        try machine.end(machine.tracedTask(pid: 2), status: 7, call: 60)
        try machine.end(machine.tracedTask(pid: 3), status: 9, call: 252, abi: .i386)
        // Killed by SIGSEGV, with a core: no call.
        try machine.end(machine.tracedTask(pid: 4), status: 0x8b, call: nil)
        let records = try machine.records()
        #expect(records.map(\.kind) == [.call, .taskExited, .call, .taskExited, .call, .taskExited, .taskExited])
        #expect(records.map(\.tid) == [1, 1, 2, 2, 3, 3, 4])
        #expect(records.map(\.number) == [231, 0, 60, 0, 252, 0, 0])
        #expect(records.map(\.result) == [0, 0x300, 0, 0x700, 0, 0x900, 0x8b])
        #expect(records.map(\.arguments) == [[3], [], [7], [], [9], [], []])
        #expect(records[4].abi == .i386)
        let calls = records.filter { $0.kind == .call }
        #expect(calls.allSatisfy { $0.flags == [.noResult, .hasStart] })
        #expect(calls.map(\.startTime) == [11, 14, 17])
        #expect(try machine.word(SharedMaps.alive) == 0)
    }

    @Test func anEndWithoutTheCallsThatEndNamed() throws {
        for names in [["getpid"], ["getpid", "exit"]] {
            let machine = try Machine(CompilerRequest(names))
            let task = try machine.tracedTask(pid: 1)
            try machine.end(task, status: 1)
            #expect(try machine.records().map(\.kind) == [.taskExited])
        }
    }

    /// An i386 call that does not return is not looked up by an x86-64 number, and the other way round: 1 is write there, exit here.
    @Test func numbersOfTheOtherABIAreNoExit() throws {
        let machine = try Machine(CompilerRequest(["exit_group"], compat: ["exit"]))
        for (pid, number, abi) in [(UInt32(1), 1, ABI.x86_64), (2, 231, .i386), (3, 231, .x86_64), (4, 1, .i386)] {
            try machine.end(machine.tracedTask(pid: pid), status: 0, call: number, abi: abi)
        }
        let calls = try machine.records().filter { $0.kind == .call }
        #expect(calls.map(\.tid) == [3, 4])
        #expect(calls.map(\.number) == [231, 1])
    }

    @Test func aCommandThatEndsBeforeItsExecIsNotCounted() throws {
        let machine = try Machine(CompilerRequest(["exit_group"]))
        let task = machine.makeTask(pid: 1)
        try machine.admit(task, .untilExec)
        try machine.setWord(SharedMaps.alive, 1)
        try machine.end(task, status: 127)
        #expect(try machine.records().isEmpty)
        #expect(try machine.word(SharedMaps.alive) == 1)
    }

    // MARK: Signals

    @Test func signals() throws {
        let machine = try Machine(CompilerRequest(["getpid"]) { $0.signals = true })
        let task = try machine.tracedTask(pid: 8, tgid: 7)
        let information = (0..<128).map { UInt8($0) }
        for number in [Int32(15), 9, 64] { try machine.signal(task, number, information: information) }
        let records = try machine.records()
        #expect(records.map(\.kind) == [.signal, .signal])
        #expect(records.map(\.number) == [15, 64])
        #expect(records[0].arguments.first == 0x0706_0504_0302_0100)
        #expect(records[0].arguments.last == 0x2f2e_2d2c_2b2a_2928)
        #expect(records[0].arguments.count == 6)
        #expect((records[0].tid, records[0].tgid) == (8, 7))
    }

    @Test func aSignalWithoutReadableInformation() throws {
        let machine = try Machine(CompilerRequest(["getpid"]) { $0.signals = true })
        let task = try machine.tracedTask(pid: 8)
        try machine.fire("signal_deliver", in: task, [11, 1, 0])
        #expect(try machine.records().map(\.arguments) == [[0, 0, 0, 0, 0, 0]])
    }

    // swift-format-ignore
    static let sent: [(name: String, signal: Int32, outcome: UInt64, exitCode: UInt32?, isShown: Bool)] = [
        ("SIGCHLD without a handler",            17, 0xffff_ffff_0000_0001, nil, true),
        ("ignored, by a process that is ending", 17, 1, 0,   false),
        ("SIGTERM with a handler",               15, 0, nil, false),
        ("SIGTERM that kills on the spot",       15, 0, 15,  true),
        ("SIGTERM to a process that another one is ending", 15, 0, 11, false),
        ("already pending",                      17, 2, nil, false),
        ("SIGKILL",                              9,  0, 9,   false),
        ("SIGKILL to a process that ignores",    9,  1, nil, false),
    ]

    /// Signals that are never delivered although something comes of them; `signal_deliver` tells of the others.
    @Test(arguments: sent) func sentSignals(
        _ row: (name: String, signal: Int32, outcome: UInt64, exitCode: UInt32?, isShown: Bool)
    ) throws {
        for scope in [ScopeTest.tasks(followChildren: true), .cgroup, .everything] {
            let machine = try Machine(
                CompilerRequest(["getpid"]) {
                    $0.signals = true; $0.scope = scope
                })
            let target = try machine.tracedTask(pid: 8, tgid: 7)
            let sender = machine.makeTask(pid: 99)
            sender.cgroup = target.cgroup
            try machine.sendSignal(row.signal, from: sender, to: target, outcome: row.outcome, endsBy: row.exitCode)
            let records = try machine.records()
            #expect(records.map(\.number) == (row.isShown ? [row.signal] : []))
            #expect(records.allSatisfy { $0.kind == .signal && $0.tid == 8 && $0.tgid == 7 && $0.arguments[0] == UInt64(row.signal) })
            // By task, the target counts; by cgroup, the sender's stands for it.
            sender.cgroup = "/elsewhere"
            try machine.sendSignal(row.signal, from: target, to: sender, outcome: row.outcome, endsBy: row.exitCode)
            #expect(try machine.records().isEmpty == (scope.isByTask || !row.isShown))
        }
    }

    @Test func signalsThatNobodyAskedForHaveNoProgram() throws {
        let tracepoints = { (request: CompilerRequest) in try request.compile().blueprint.programs.map(\.tracepoint) }
        #expect(try tracepoints(CompilerRequest(["getpid"])).contains { $0.hasPrefix("signal") } == false)
        #expect(try tracepoints(CompilerRequest(["getpid"]) { $0.signals = true }).contains("signal_deliver"))
    }
}
