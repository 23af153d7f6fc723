import Compiler
import Rules
import Schema
import Testing

/// call → record, field by field.
@Suite struct CaptureTests {
    @Test func aCallWithoutMemory() throws {
        let machine = try Machine(CompilerRequest(["dup3"]))
        let task = try machine.tracedTask(pid: 1234, tgid: 1200)
        machine.clock = 77
        try machine.call(task, 292, [3, 4, 0x80000], result: 4)
        let record = try #require(try machine.records().first)
        #expect(record.kind == .call)
        #expect(record.abi == .x86_64)
        #expect(record.flags == [])
        #expect(record.number == 292)
        #expect(record.time == 78)
        #expect((record.tid, record.tgid) == (1234, 1200))
        #expect(record.result == 4)
        #expect(record.arguments == [3, 4, 0x80000])
        #expect(record.startTime == nil)
        #expect(record.chunks == [])
    }

    /// The wire itself: the same record as literal bytes.
    @Test func theBytesOfARecord() throws {
        let machine = try Machine(CompilerRequest(["openat"]) { $0.startTimes = true })
        let task = try machine.tracedTask(pid: 0x0102, tgid: 0x0304)
        task.memory.write(Array("/x\0".utf8), at: 0x1000)
        machine.clock = 0x10
        try machine.call(task, 257, [0xffff_ff9c, 0x1000, 2, 0o644], result: -2)
        // swift-format-ignore
        let expected: [UInt8] = [
            1, 0, 1, 4,               1, 1, 0, 0,                 // call, x86-64, start time, 4 arguments; number 257
            0x12, 0, 0, 0,            0, 0, 0, 0,                 // time
            2, 1, 0, 0,               4, 3, 0, 0,                 // tid, tgid
            0xfe, 0xff, 0xff, 0xff,   0xff, 0xff, 0xff, 0xff,     // −ENOENT
            0x9c, 0xff, 0xff, 0xff,   0, 0, 0, 0,
            0, 0x10, 0, 0,            0, 0, 0, 0,
            2, 0, 0, 0,               0, 0, 0, 0,
            0xa4, 1, 0, 0,            0, 0, 0, 0,
            0x11, 0, 0, 0,            0, 0, 0, 0,                 // start time
            1, 0, 0, 1,               2, 0, 0, 0,                 // argument 1, complete, user at exit, string; length
            0x2f, 0x78, 0, 0,         0, 0, 0, 0,                 // "/x", padding
        ]
        #expect(try machine.map(SharedMaps.ring(0)).drain() == [expected])
    }

    // swift-format-ignore
    static let strings: [(name: String, length: Int, page: Int, shown: Int, status: ChunkStatus)] = [
        ("empty",                        0,    4096, 0,    .complete),
        ("one byte",                     1,    4096, 1,    .complete),
        ("seven",                        7,    4096, 7,    .complete),
        ("eight, padded to nothing",     8,    4096, 8,    .complete),
        ("the longest path",             4095, 8192, 4095, .complete),
        ("one too long",                 4096, 8192, 4096, .truncated),
        ("far too long",                 9000, 12288, 4096, .truncated),
        ("to the end of the memory",     99,   100,  99,   .complete),
        ("without an end",               100,  100,  0,    .unreadable),
    ]

    /// `page`: bytes that are mapped from the string's start, filled with the string, its NUL, and more.
    @Test(arguments: strings) func aString(_ row: (name: String, length: Int, page: Int, shown: Int, status: ChunkStatus)) throws {
        let machine = try Machine(CompilerRequest(["unlink"]))
        let task = try machine.tracedTask(pid: 9)
        let end: UInt64 = 0x20_0000
        let start = end - UInt64(row.page)
        let text = [UInt8](repeating: 0x61, count: row.length)
        task.memory.write((text + [0] + [UInt8](repeating: 0x62, count: row.page)).prefix(row.page), at: start)
        try machine.call(task, 87, [start], result: -2)
        let record = try #require(try machine.records().first)
        #expect(record.chunks == [Record.Chunk(0, .string, text.prefix(row.shown), row.status)])
    }

    // swift-format-ignore
    static let addresses: [UInt64] = [0, 1, 0x1234_5000, 0x7fff_ffff_ffff, 0x8000_0000_0000, 0xffff_8000_0000_0000, .max]

    @Test(arguments: addresses) func anAddressWithNothingBehindIt(_ address: UInt64) throws {
        let machine = try Machine(CompilerRequest(["unlink", "write", "rt_sigaction"]))
        let task = try machine.tracedTask(pid: 9)
        try machine.call(task, 87, [address], result: -14)
        try machine.call(task, 1, [1, address, 5], result: -14)
        try machine.call(task, 13, [2, address, address, 8], result: -14)
        let records = try machine.records()
        #expect(
            records.map(\.chunks) == [
                [Record.Chunk(0, .string, [], .unreadable)], [Record.Chunk(1, .bytes, [], .unreadable)],
                [Record.Chunk(1, .bytes, [], .unreadable)],
            ])
        #expect(records.map(\.arguments.count) == [1, 3, 4])
    }

    // swift-format-ignore
    static let reads: [(result: Int64, shown: Int, status: ChunkStatus?)] = [
        (-4095, 0, nil), (-11, 0, nil), (-1, 0, nil), (0, 0, .complete), (1, 1, .complete), (31, 31, .complete), (32, 32, .complete),
        (33, 32, .truncated), (4096, 32, .truncated), (-4096, 32, .truncated), (.max, 32, .truncated), (.min, 32, .truncated),
    ]

    /// Results from −4,095 to −1 are errors; everything else is a count.
    @Test(arguments: reads) func whatTheKernelWrites(_ row: (result: Int64, shown: Int, status: ChunkStatus?)) throws {
        let machine = try Machine(CompilerRequest(["read"]))
        let task = try machine.tracedTask(pid: 9)
        let content = (0..<64).map { UInt8($0) }
        task.memory.write(content, at: 0x5000)
        try machine.call(task, 0, [3, 0x5000, 4096], result: row.result)
        let record = try #require(try machine.records().first)
        #expect(record.result == row.result)
        #expect(record.chunks == (row.status.map { [Record.Chunk(1, .bytes, content.prefix(row.shown), $0)] } ?? []))
    }

    // swift-format-ignore
    static let counts: [(count: UInt64, shown: Int, status: ChunkStatus)] = [
        (0, 0, .complete), (1, 1, .complete), (32, 32, .complete), (33, 32, .truncated), (1 << 31, 32, .truncated), (1 << 32, 32, .truncated),
        (.max, 32, .truncated),
    ]

    @Test(arguments: counts) func whatTheKernelReads(_ row: (count: UInt64, shown: Int, status: ChunkStatus)) throws {
        let machine = try Machine(CompilerRequest(["write"]))
        let task = try machine.tracedTask(pid: 9)
        let content = (0..<64).map { UInt8(255 - $0) }
        task.memory.write(content, at: 0x5000)
        for result in [Int64(row.shown), -32] {
            try machine.call(task, 1, [1, 0x5000, row.count], result: result)
            let record = try #require(try machine.records().first)
            #expect(record.chunks == [Record.Chunk(1, .bytes, content.prefix(row.shown), row.status)])
        }
    }

    /// A count of nothing at an address of nothing is no failure: `write(1, NULL, 0)`.
    @Test func nothingAtAll() throws {
        let machine = try Machine(CompilerRequest(["write"]))
        let task = try machine.tracedTask(pid: 9)
        try machine.call(task, 1, [1, 0, 0], result: 0)
        #expect(try machine.records().first?.chunks == [Record.Chunk(1, .bytes, [])])
    }

    @Test func arraysOfStructuresAreCutBetweenTwo() throws {
        let machine = try Machine(CompilerRequest(["poll"]) { $0.limits.array = 20 })
        let task = try machine.tracedTask(pid: 9)
        let content = (0..<64).map { UInt8($0) }
        task.memory.write(content, at: 0x5000)
        for (count, shown, status) in [(0, 0, ChunkStatus.complete), (1, 8, .complete), (2, 16, .complete), (3, 16, .truncated)] {
            try machine.call(task, 7, [0x5000, UInt64(count), 0], result: 0)
            #expect(try machine.records().first?.chunks == [Record.Chunk(0, .bytes, content.prefix(shown), status)])
        }
    }

    @Test func anI386CallHasItsOwnRegistersAndWidths() throws {
        let machine = try Machine(CompilerRequest(["write"], compat: ["write", "openat"]))
        let task = try machine.tracedTask(pid: 9)
        task.memory.write(Array("hello\0".utf8), at: 0xfff0_0000)
        try machine.call(task, 4, [1, 0xfff0_0000, 5], result: 5, abi: .i386)
        try machine.call(task, 295, [0xffff_ff9c, 0xfff0_0000, 0, 0], result: 3, abi: .i386)
        try machine.call(task, 1, [1, 0xfff0_0000, 5], result: 5)
        let records = try machine.records()
        #expect(records.map(\.abi) == [.i386, .i386, .x86_64])
        #expect(records.map(\.number) == [4, 295, 1])
        #expect(records[0].arguments == [1, 0xfff0_0000, 5])
        #expect(records[1].arguments == [0xffff_ff9c, 0xfff0_0000, 0, 0])
        #expect(records[1].chunks == [Record.Chunk(1, .string, Array("hello".utf8))])
        #expect(records[0].chunks == records[2].chunks)
    }

    @Test func startTimesAreThoseOfTheSameCall() throws {
        let machine = try Machine(
            CompilerRequest(["getpid", "rt_sigreturn"], compat: ["getpid", "rt_sigreturn"]) { $0.startTimes = true })
        let task = try machine.tracedTask(pid: 9)
        machine.clock = 100
        try machine.enter(task, 39)
        machine.clock = 500
        try machine.leave(task, 9)
        // An exit without an entry: a child's first event, or a call that seccomp refused.
        try machine.leave(task, 9)
        try machine.returnFromSignal(task)
        try machine.returnFromSignal(task, number: 173, abi: .i386)
        let records = try machine.records()
        #expect(records.map(\.startTime) == [101, 0, 503, 505])
        #expect(records.map(\.time) == [501, 502, 504, 506])
        #expect(records.map(\.number) == [39, 39, 15, 173])
        #expect(records.map(\.flags) == [.hasStart, .hasStart, .hasStart, .hasStart])
    }

    @Test func returningFromASignalShowsTheMaskThatIsPutBack() throws {
        let machine = try Machine(CompilerRequest(["rt_sigreturn"], compat: ["rt_sigreturn"]))
        let task = try machine.tracedTask(pid: 9)
        task.structure.store(88, 8, 0x8000_0000_0000_0200)
        try machine.returnFromSignal(task, result: 42)
        try machine.returnFromSignal(task, number: 173, result: -4, abi: .i386)
        let records = try machine.records()
        #expect(records.map(\.number) == [15, 173])
        #expect(records.map(\.abi) == [.x86_64, .i386])
        #expect(records.map(\.result) == [42, -4])
        #expect(records.map(\.arguments) == [[0x8000_0000_0000_0200], [0x8000_0000_0000_0200]])
        #expect(records.allSatisfy { $0.chunks.isEmpty })
    }

    /// The kernel looks at 32 bits of the number.
    @Test func bitsAboveTheNumberChangeNothing() throws {
        let machine = try Machine(CompilerRequest(["getpid", "exit_group"]))
        let task = try machine.tracedTask(pid: 9)
        try machine.call(task, 1 << 32 | 39, result: 9)
        try machine.end(task, status: 3, call: 5 << 32 | 231)
        #expect(try machine.records().map(\.number) == [39, 231, 0])
    }

    /// Numbers that the table does not know, x32 calls among them.
    @Test func unknownNumbersComeWithSixRawArguments() throws {
        let machine = try Machine(.everything())
        let task = try machine.tracedTask(pid: 9)
        let arguments: [UInt64] = [1, 2, 3, 4, 5, 6]
        for number in [509, 510, 511, 1023, 0x4000_0001, -2] {
            try machine.call(task, number, arguments, result: -38)
            let record = try #require(try machine.records().first)
            #expect(record.number == Int32(truncatingIfNeeded: number))
            #expect(record.arguments == arguments)
        }
    }

    @Test func aNumberByItselfIsArmedThoughTheTableDoesNotKnowIt() throws {
        var request = CompilerRequest([])
        request.numbers[.x86_64] = SyscallSet([500, 900])
        let plan = request.plan()
        #expect(plan.slots.map(\.slot) == [500, DispatchTable.unknown])
        let machine = try Machine(request)
        let task = try machine.tracedTask(pid: 9)
        try machine.call(task, 500)
        try machine.call(task, 501)
        try machine.call(task, 900)
        try machine.call(task, 500, abi: .i386)
        #expect(try machine.records().map(\.number) == [500, 900])
    }

    /// The account needs numbers and results alone.
    @Test func withoutMemoryNothingIsRead() throws {
        let machine = try Machine(CompilerRequest(["openat", "execve"]) { $0.limits.memory = false })
        let task = try machine.tracedTask(pid: 9)
        try machine.call(task, 257, [0, 0x1000, 0, 0], result: 3)
        try machine.exec(task)
        #expect(try machine.records().map(\.chunks) == [[], []])
    }
}
