import Compiler
import Schema
import Testing

/// Execs that succeed, in the kernel's own words, and execs that fail.
@Suite struct ExecTests {
    private func bytes(_ strings: [String]) -> [UInt8] { strings.flatMap { Array(($0 + "\0").utf8) } }

    @Test func aSuccessfulExec() throws {
        let machine = try Machine(CompilerRequest(["execve"]) { $0.startTimes = true })
        let task = try machine.tracedTask(pid: 5)
        machine.clock = 100
        try machine.exec(task)
        let records = try machine.records()
        let record = try #require(records.first)
        #expect(records.count == 1, "at the exit hook there is nothing more to say")
        #expect(record.kind == .call)
        #expect(record.number == 59)
        #expect(record.result == 0)
        #expect(record.flags == [.executed, .hasStart])
        #expect(record.arguments == [0x1000, 0x2000, 0x3000, 0x4000, 0x5000], "as they were before the registers were wiped")
        #expect(record.startTime == 101)
        #expect(
            record.chunks == [
                Record.Chunk(0, .string, Array("/bin/true".utf8), .complete, .kernel),
                Record.Chunk(1, .vector, bytes(["true", "--flag"]), .complete, .kernel),
                Record.Chunk(2, .count, [2, 0, 0, 0, 0, 0, 0, 0], .complete, .kernel),
            ])
    }

    @Test func theWholeEnvironment() throws {
        let machine = try Machine(CompilerRequest(["execve"]) { $0.limits.wholeEnvironment = true })
        let task = try machine.tracedTask(pid: 5)
        try machine.exec(task)
        #expect(try machine.records().first?.chunks.last == Record.Chunk(2, .vector, bytes(["HOME=/", "TERM=dumb"]), .complete, .kernel))
    }

    /// `execveat` has a directory first; each ABI has its numbers.
    @Test func theArgumentsStandWhereTheCallHasThem() throws {
        let machine = try Machine(CompilerRequest(["execve", "execveat"], compat: ["execve", "execveat"]))
        let task = try machine.tracedTask(pid: 5)
        for (number, abi) in [(59, ABI.x86_64), (322, .x86_64), (11, .i386), (358, .i386)] {
            var exec = Machine.Exec()
            (exec.number, exec.abi) = (number, abi)
            try machine.exec(task, exec)
            let record = try #require(try machine.records().first)
            #expect(record.number == number)
            #expect(record.abi == abi)
            let first = number == 322 || number == 358 ? 1 : 0
            #expect(record.chunks.map(\.argument) == [first, first + 1, first + 2])
        }
    }

    @Test func execsThatWereNotNamedMakeNoRecord() throws {
        let machine = try Machine(CompilerRequest(["execveat"], compat: ["execve"]))
        let task = try machine.tracedTask(pid: 5)
        for (number, abi) in [(59, ABI.x86_64), (358, .i386), (322, .x86_64), (11, .i386)] {
            var exec = Machine.Exec()
            (exec.number, exec.abi) = (number, abi)
            try machine.exec(task, exec)
        }
        #expect(try machine.records().map(\.number) == [322, 11])
    }

    /// Its note was never taken: it counts as `execve`, and says that it has no arguments.
    @Test func anExecThatBeganBeforeTheSession() throws {
        let machine = try Machine(CompilerRequest(["execve"]))
        let task = try machine.tracedTask(pid: 5)
        var exec = Machine.Exec()
        exec.beganBefore = true
        try machine.exec(task, exec)
        let record = try #require(try machine.records().first)
        #expect(record.number == 59)
        #expect(record.flags == [.executed, .noArguments])
        #expect(record.arguments == [0, 0, 0, 0, 0])
        #expect(record.chunks.map(\.status) == [.complete, .complete, .complete])
    }

    @Test func aPathThatCannotBeRead() throws {
        let machine = try Machine(CompilerRequest(["execve"]))
        let task = try machine.tracedTask(pid: 5)
        var exec = Machine.Exec()
        exec.hasUnreadablePath = true
        try machine.exec(task, exec)
        #expect(try machine.records().first?.chunks.first == Record.Chunk(0, .string, [], .unreadable, .kernel))
    }

    // swift-format-ignore
    static let paths: [(length: Int, shown: Int, status: ChunkStatus)] = [
        (1, 1, .complete), (4095, 4095, .complete), (4096, 4096, .truncated), (5000, 4096, .truncated),
    ]

    @Test(arguments: paths) func longPaths(_ row: (length: Int, shown: Int, status: ChunkStatus)) throws {
        let machine = try Machine(CompilerRequest(["execve"]))
        let task = try machine.tracedTask(pid: 5)
        var exec = Machine.Exec()
        exec.path = [UInt8](repeating: 0x2f, count: row.length)
        try machine.exec(task, exec)
        #expect(
            try machine.records().first?.chunks.first == Record.Chunk(0, .string, exec.path.prefix(row.shown), row.status, .kernel))
    }

    /// Fragments hold the beginning, in order; the chunk of the call holds the end.
    @Test(arguments: [1, 131_072, 131_073, 262_144, 262_145, 500_000]) func longVectors(_ size: Int) throws {
        let machine = try Machine(
            CompilerRequest(["execve"]) {
                $0.limits.wholeEnvironment = true; $0.ringBytes = 4 << 20
            })
        let task = try machine.tracedTask(pid: 5)
        var exec = Machine.Exec()
        let alphabet = (0..<size - 1).map { UInt8(97 + $0 % 23) }
        exec.vector = [String(decoding: alphabet, as: UTF8.self)]
        exec.environment = [String(decoding: alphabet.reversed(), as: UTF8.self)]
        try machine.exec(task, exec)
        let records = try machine.records()
        let call = try #require(records.last)
        #expect(records.dropLast().allSatisfy { $0.kind == .fragment && $0.tid == 5 && $0.chunks.count == 1 })
        for (argument, strings) in [(1, exec.vector), (2, exec.environment)] {
            let fragments = records.dropLast().filter { $0.number == argument }
            #expect(fragments.allSatisfy { $0.chunks[0].bytes.count == RecordLayout.fragmentSize && $0.chunks[0].argument == argument })
            let chunk = try #require(call.chunks.first { $0.argument == argument })
            #expect(chunk.status == .complete)
            #expect(fragments.flatMap { $0.chunks[0].bytes } + chunk.bytes == bytes(strings))
        }
        #expect(records.map(\.time) == records.map(\.time).sorted())
    }

    /// What the ring has no room for is cut off at the end, and said so.
    @Test func aLostFragmentMakesTheVectorTruncated() throws {
        let machine = try Machine(CompilerRequest(["execve"]) { $0.ringBytes = 262_144 })
        let task = try machine.tracedTask(pid: 5)
        var exec = Machine.Exec()
        exec.vector = [String(repeating: "v", count: 400_000)]
        try machine.exec(task, exec)
        let records = try machine.records()
        #expect(records.map(\.kind) == [.fragment])
        #expect(try machine.losses() == (1, 0), "the call itself found no room")
    }

    @Test func withoutIteratorsALongVectorIsTruncated() throws {
        let machine = try Machine(CompilerRequest(["execve"]) { $0.facts.hasNumberIterator = false })
        let task = try machine.tracedTask(pid: 5)
        var exec = Machine.Exec()
        exec.vector = [String(repeating: "v", count: 200_000)]
        try machine.exec(task, exec)
        let chunk = try #require(try machine.records().first?.chunks.first { $0.argument == 1 })
        #expect(chunk == Record.Chunk(1, .vector, [UInt8](repeating: 0x76, count: RecordLayout.fragmentSize), .truncated, .kernel))
    }

    @Test func vectorsThatCannotBeRead() throws {
        let machine = try Machine(CompilerRequest(["execve"]) { $0.limits.wholeEnvironment = true })
        let task = try machine.tracedTask(pid: 5)
        var exec = Machine.Exec()
        exec.isUnreadable = true
        try machine.exec(task, exec)
        exec.vector = [String(repeating: "v", count: 200_000)]
        try machine.exec(task, exec)
        for record in try machine.records() {
            #expect(record.kind == .call)
            #expect(record.chunks.map(\.status) == [.complete, .unreadable, .unreadable])
        }
    }

    @Test func aThreadThatReplacesItsLeader() throws {
        let machine = try Machine(CompilerRequest(["execve"]))
        let task = try machine.tracedTask(pid: 70)
        var exec = Machine.Exec()
        exec.formerID = 72
        try machine.exec(task, exec)
        let records = try machine.records()
        #expect(records.map(\.kind) == [.threadReplaced, .call])
        #expect(records[0].tid == 70)
        #expect(records[0].result == 72)
    }

    // MARK: Failures

    @Test(arguments: [ABI.x86_64, .i386]) func aFailedExecShowsWhatTheCallerPassed(_ abi: ABI) throws {
        let machine = try Machine(CompilerRequest(["execve"], compat: ["execve"]) { $0.limits.wholeEnvironment = true })
        let task = try machine.tracedTask(pid: 5)
        let addresses = write(["a", "", "ccc"], to: task, at: 0x10_0000, abi)
        let environment = write([], to: task, at: 0x20_0000, abi)
        task.memory.write(Array("/no\0".utf8), at: 0x1000)
        try machine.call(task, abi == .i386 ? 11 : 59, [0x1000, addresses, environment], result: -2, abi: abi)
        #expect(
            try machine.records().first?.chunks == [
                Record.Chunk(0, .string, Array("/no".utf8)), Record.Chunk(1, .vector, bytes(["a", "", "ccc"])),
                Record.Chunk(2, .vector, []),
            ])
    }

    @Test func aFailedExecLeavesNoNote() throws {
        let machine = try Machine(CompilerRequest(["execve"]) { $0.facts.hasPrepareExec = false })
        let task = try machine.tracedTask(pid: 5)
        try machine.call(task, 59, [1, 2, 3], result: -2)
        _ = try machine.records()
        // An execveat, which nobody named: the note of the failed execve is not for it.
        var exec = Machine.Exec()
        exec.number = 322
        try machine.exec(task, exec)
        #expect(try machine.records().first?.flags.contains(.noArguments) ?? true)
    }

    @Test(arguments: [true, false]) func vectorsOfAFailedExecThatAreCut(_ whole: Bool) throws {
        let machine = try Machine(
            CompilerRequest(["execve"]) {
                $0.limits.wholeEnvironment = whole; $0.ringBytes = 4 << 20
            })
        let task = try machine.tracedTask(pid: 5)
        task.memory.write(Array("s\0".utf8), at: 0x1000)
        // Pointers up to the end of the mapped memory, without a NULL.
        let end: UInt64 = 0x40_0000
        task.memory.write((0..<64).flatMap { _ in [0x00, 0x10, 0, 0, 0, 0, 0, 0] as [UInt8] }, at: end - 512)
        // A pointer to nothing between others.
        let broken: UInt64 = 0x50_0000
        task.memory.write([0x00, 0x10, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], at: broken)
        for vector in [0, 1, end, broken, end - 512] { try machine.call(task, 59, [0x1000, vector, vector], result: -14) }
        let chunks = try machine.records().map { Array($0.chunks.dropFirst()) }
        func chunk(_ argument: Int, _ count: Int, _ status: ChunkStatus) -> Record.Chunk {
            if argument == 1 || whole { return Record.Chunk(argument, .vector, bytes([String](repeating: "s", count: count)), status) }
            if status == .unreadable { return Record.Chunk(argument, .count, [], .unreadable) }
            return Record.Chunk(argument, .count, [UInt8(count), 0, 0, 0, 0, 0, 0, 0], status)
        }
        #expect(chunks[0] == [chunk(1, 0, .unreadable), chunk(2, 0, .unreadable)], "NULL")
        #expect(chunks[1] == [chunk(1, 0, .unreadable), chunk(2, 0, .unreadable)], "an address with nothing behind it")
        #expect(chunks[2] == [chunk(1, 0, .unreadable), chunk(2, 0, .unreadable)], "an address just behind the memory")
        // A count does not follow the pointers; strings stop at the one that cannot be read.
        #expect(chunks[3][0] == chunk(1, 1, .truncated))
        #expect(chunks[3][1] == (whole ? chunk(2, 1, .truncated) : chunk(2, 2, .complete)))
        #expect(chunks[4] == [chunk(1, 64, .truncated), chunk(2, 64, .truncated)], "the array leaves the memory")
    }

    // With its NUL a string may have 131,072 bytes; one byte more is E2BIG.
    // swift-format-ignore
    static let longStrings: [(lengths: [Int], shown: [Int], status: ChunkStatus)] = [
        ([131_071],                         [131_071],                         .complete),
        ([131_072],                         [131_072],                         .truncated),
        ([200_000, 5],                      [131_072],                         .truncated),
        ([131_071, 131_071],                [131_071, 131_071],                .complete),
        ([100_000, 100_000, 100_000, 7],    [100_000, 100_000, 100_000, 7],    .complete),
        ([65_535, 131_072, 1],              [65_535, 131_072],                 .truncated),
        ([131_071, 7, 131_071, 0, 131_071], [131_071, 7, 131_071, 0, 131_071], .complete),
    ]

    /// What the chunk has no room for has gone ahead in fragments.
    @Test(arguments: longStrings) func longStringsOfAFailedExec(_ row: (lengths: [Int], shown: [Int], status: ChunkStatus)) throws {
        let machine = try Machine(CompilerRequest(["execve"]) { $0.ringBytes = 4 << 20 })
        let task = try machine.tracedTask(pid: 5, tgid: 4)
        task.memory.write([0], at: 0x1000)
        let strings = row.lengths.enumerated().map { String(repeating: Character(UnicodeScalar(UInt8(97 + $0))), count: $1) }
        let vector = write(strings, to: task, at: 0x100_0000, .x86_64)
        try machine.call(task, 59, [0x1000, vector, 0], result: -7)
        let records = try machine.records()
        let call = try #require(records.last)
        let chunk = try #require(call.chunks.first { $0.argument == 1 })
        let fragments = records.dropLast()
        #expect(fragments.allSatisfy { $0.kind == .fragment && $0.number == 1 && ($0.tid, $0.tgid) == (5, 4) && $0.time < call.time + 100 })
        let shown = zip(strings, row.shown).map { String($0.prefix($1)) }
        #expect(fragments.flatMap { $0.chunks[0].bytes } + chunk.bytes == bytes(shown))
        #expect(chunk.status == row.status)
    }

    /// A fragment that finds no room cuts the vector.
    @Test func aFailedExecWhoseFragmentIsLost() throws {
        let machine = try Machine(CompilerRequest(["execve"]) { $0.ringBytes = 1 << 19 })
        let task = try machine.tracedTask(pid: 5)
        task.memory.write([0], at: 0x1000)
        let strings = [String](repeating: String(repeating: "s", count: 131_071), count: 6)
        let vector = write(strings, to: task, at: 0x100_0000, .x86_64)
        try machine.call(task, 59, [0x1000, vector, 0], result: -7)
        #expect(try machine.losses() == (1, 0))
        #expect(try machine.records().allSatisfy { $0.kind == .fragment })
    }

    // MARK: Scripts

    /// The kernel's vector of a script is that of its interpreter; what the caller passed goes ahead.
    @Test(arguments: [(59, ABI.x86_64), (322, .x86_64), (11, .i386), (358, .i386)]) func scripts(_ row: (number: Int, abi: ABI)) throws {
        let machine = try Machine(CompilerRequest(["execve", "execveat"], compat: ["execve", "execveat"]))
        let task = try machine.tracedTask(pid: 5)
        let passed = ["script", "one", "two"]
        let vector = write(passed, to: task, at: 0x10_0000, row.abi)
        let first = row.number == 322 || row.number == 358 ? 1 : 0
        var exec = Machine.Exec()
        (exec.number, exec.abi, exec.isScript) = (row.number, row.abi, true)
        exec.arguments[first + 1] = vector
        exec.vector = ["/bin/sh", "/script", "one", "two"]
        try machine.exec(task, exec)
        let records = try machine.records()
        #expect(records.map(\.kind) == [.fragment, .call])
        #expect(records.map(\.number) == [Int32(first + 1), Int32(row.number)])
        #expect(records[0].chunks == [Record.Chunk(first + 1, .vector, bytes(passed))])
        #expect(records[1].abi == row.abi)
        #expect(records[1].chunks[1] == Record.Chunk(first + 1, .vector, [], .complete, .userAtEntry))
        // The note is used up: what follows is no script.
        exec.isScript = false
        try machine.exec(task, exec)
        #expect(try machine.records().map { $0.chunks[1] } == [Record.Chunk(first + 1, .vector, bytes(exec.vector), .complete, .kernel)])
    }

    @Test func aScriptWhoseVectorIsCutOrLost() throws {
        let machine = try Machine(CompilerRequest(["execve"]) { $0.ringBytes = 4096 })
        let task = try machine.tracedTask(pid: 5)
        var exec = Machine.Exec()
        exec.isScript = true
        // Without a NULL, up to the end of the memory.
        task.memory.write(Array("s\0".utf8), at: 0x1000)
        let end: UInt64 = 0x40_0000
        task.memory.write([0, 0x10, 0, 0, 0, 0, 0, 0], at: end - 8)
        exec.arguments[1] = end - 8
        try machine.exec(task, exec)
        var records = try machine.records()
        #expect(records.map(\.kind) == [.fragment, .call])
        #expect(records.last?.chunks[1].status == .truncated)
        // A vector larger than the ring.
        exec.arguments[1] = write([String(repeating: "x", count: 5000)], to: task, at: 0x10_0000, .x86_64)
        try machine.exec(task, exec)
        records = try machine.records()
        #expect(records.map(\.kind) == [.call])
        #expect(records.last?.chunks[1].status == .truncated)
        #expect(try machine.losses() == (0, 1))
    }

    @Test func aScriptThatNobodyNamedSendsNothing() throws {
        let machine = try Machine(CompilerRequest(["execveat"]))
        let task = try machine.tracedTask(pid: 5)
        var exec = Machine.Exec()
        exec.isScript = true
        try machine.exec(task, exec)
        #expect(try machine.records().isEmpty)
    }

    @Test func manyStringsOfAFailedExec() throws {
        let machine = try Machine(CompilerRequest(["execve"]))
        let task = try machine.tracedTask(pid: 5)
        task.memory.write([0], at: 0x1000)
        let pointer: [UInt8] = [0, 0x10, 0, 0, 0, 0, 0, 0]
        task.memory.write([[UInt8]](repeating: pointer, count: 65_537).joined() + [UInt8](repeating: 0, count: 8), at: 0x100_0000)
        try machine.call(task, 59, [0x1000, 0x100_0000, 0x100_0000], result: -2)
        let chunks = try #require(try machine.records().first?.chunks)
        #expect(chunks[1] == Record.Chunk(1, .vector, [UInt8](repeating: 0, count: 65_536), .truncated))
        #expect(chunks[2] == Record.Chunk(2, .count, [0, 0, 1, 0, 0, 0, 0, 0], .truncated))
    }

    /// Strings at `address`, the pointers to them a page below. Returns the address of the pointers.
    private func write(_ strings: [String], to task: FakeTask, at address: UInt64, _ abi: ABI) -> UInt64 {
        var place = address
        var pointers: [UInt8] = []
        for string in strings + [nil] as [String?] {
            let pointer = string == nil ? 0 : place
            pointers += (0..<abi.pointerSize).map { UInt8(truncatingIfNeeded: pointer >> UInt64(8 * $0)) }
            guard let string else { break }
            let content = bytes([string])
            task.memory.write(content, at: place)
            place += UInt64(content.count)
        }
        task.memory.write(pointers, at: address - 4096)
        return address - 4096
    }
}
