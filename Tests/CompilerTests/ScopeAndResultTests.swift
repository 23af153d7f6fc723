import Compiler
import Schema
import Testing

/// Which tasks and which results make records.
@Suite struct ScopeAndResultTests {
    // swift-format-ignore
    static let results: [(name: String, test: ResultTest, kept: [Int64])] = [
        ("all",       ResultTest(),                       [.min, -4096, -4095, -514, -1, 0, 1, .max]),
        ("successes", ResultTest(failures: false),        [.min, -4096, 0, 1, .max]),
        ("failures",  ResultTest(successes: false),       [-4095, -514, -1]),
    ]

    @Test(arguments: results) func unwantedResults(_ row: (name: String, test: ResultTest, kept: [Int64])) throws {
        let machine = try Machine(CompilerRequest(["getpid", "unlink"]) { $0.results = row.test })
        let task = try machine.tracedTask(pid: 9)
        for number in [39, 87] {
            for result in [Int64.min, -4096, -4095, -514, -1, 0, 1, .max] { try machine.call(task, number, result: result) }
            #expect(try machine.records().map(\.result) == row.kept)
        }
        #expect(try machine.losses() == (0, 0))
    }

    /// The return of a newborn child is no call of its own.
    @Test func birthsAreRecordedInTheParent() throws {
        let names = ["clone", "clone3", "fork", "vfork"]
        let machine = try Machine(CompilerRequest(names, compat: names))
        let task = try machine.tracedTask(pid: 9)
        for (number, abi) in [
            (56, ABI.x86_64), (435, .x86_64), (57, .x86_64), (58, .x86_64), (120, .i386), (435, .i386), (2, .i386), (190, .i386),
        ] {
            for result in [Int64(0), 55, -11] { try machine.call(task, number, result: result, abi: abi) }
            #expect(try machine.records().map(\.result) == [55, -11])
        }
    }

    /// A call that was named is recorded and its neighbours are not; of the other ABI neither.
    @Test func otherCallsMakeNoRecord() throws {
        let machine = try Machine(CompilerRequest(["getpid"]))
        let task = try machine.tracedTask(pid: 9)
        for number in [38, 40, 510, 511, 1023, -1] { try machine.call(task, number) }
        try machine.call(task, 39, abi: .i386)
        try machine.call(task, 20, abi: .i386)
        #expect(try machine.records().isEmpty)
    }

    @Test func byTask() throws {
        let machine = try Machine(CompilerRequest(["getpid"]))
        let pending = machine.makeTask(pid: 1)
        try machine.admit(pending, .untilExec)
        let outside = machine.makeTask(pid: 2)
        try machine.admit(outside, .outside)
        let unknown = machine.makeTask(pid: 3)
        let traced = try machine.tracedTask(pid: 4)
        for task in [pending, outside, unknown, traced] { try machine.call(task, 39) }
        #expect(try machine.records().map(\.tid) == [4])
        // The command's first exec makes it one that is traced; an exec changes nothing for the others.
        for task in [pending, outside, unknown, traced] {
            try machine.exec(task)
            try machine.call(task, 39)
        }
        #expect(try machine.records().map(\.tid) == [1, 4])
        #expect(try machine.entry(unknown) == nil, "a task that does not concern the session costs no memory")
    }

    @Test func byCgroup() throws {
        let machine = try Machine(
            CompilerRequest(["getpid"]) {
                $0.scope = .cgroup; $0.ownProcess = 77
            })
        let tasks = (1...5).map { machine.makeTask(pid: $0) } + [machine.makeTask(pid: 6, tgid: 77)]
        for (task, path) in zip(tasks, ["/", "/traced", "/traced/a/b", "/other", "/tracedtoo", "/traced"]) { task.cgroup = path }
        for task in tasks { try machine.call(task, 39) }
        #expect(try machine.records().map(\.tid) == [2, 3])
    }

    @Test func everything() throws {
        let machine = try Machine(
            CompilerRequest(["getpid"]) {
                $0.scope = .everything; $0.ownProcess = 77
            })
        for task in [machine.makeTask(pid: 1), machine.makeTask(pid: 2, tgid: 77), machine.makeTask(pid: 77), machine.makeTask(pid: 3)] {
            try machine.call(task, 39)
        }
        #expect(try machine.records().map(\.tid) == [1, 3])
    }

    /// Every kind of record respects the scope.
    @Test(arguments: [ScopeTest.tasks(followChildren: true), .cgroup, .everything])
    func nothingOfTasksOutsideIsRecorded(_ scope: ScopeTest) throws {
        let machine = try Machine(
            .everything {
                $0.scope = scope; $0.ownProcess = 50; $0.startTimes = true
            })
        let task = machine.makeTask(pid: 51, tgid: 50)
        task.cgroup = scope == .cgroup ? "/elsewhere" : "/traced"
        try machine.call(task, 39)
        try machine.call(task, 257, [0, 0x1000, 0, 0])
        try machine.call(task, 5, [0x1000], abi: .i386)
        let child = try machine.fork(task, pid: 52)
        try machine.call(child.pid == 52 && scope == .everything ? task : child, 39)
        try machine.exec(task)
        try machine.signal(task, 15, information: [UInt8](repeating: 0, count: 128))
        try machine.returnFromSignal(task)
        try machine.end(task, status: 0)
        #expect(try machine.records().isEmpty)
        #expect(try machine.losses() == (0, 0))
    }

    /// Storage is made for tasks as they come where the scope is not kept there.
    @Test(arguments: [ScopeTest.cgroup, .everything]) func startTimesWithoutATaskScope(_ scope: ScopeTest) throws {
        let machine = try Machine(
            CompilerRequest(["getpid"]) {
                $0.scope = scope; $0.startTimes = true
            })
        let task = machine.makeTask(pid: 9)
        task.cgroup = "/traced"
        machine.clock = 100
        try machine.call(task, 39)
        machine.failures.storage = true
        let second = machine.makeTask(pid: 10)
        second.cgroup = "/traced"
        try machine.call(second, 39)
        #expect(try machine.records().map(\.startTime) == [101])
    }
}
