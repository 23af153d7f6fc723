import Compiler
import Schema
import Testing

/// captured + lost = happened, on every processor.
@Suite struct LossTests {
    /// Rings of 4,096 bytes: 56 bytes and a header of 8 for each `dup3`, so 64 fit.
    @Test(arguments: [1, 2, 3, 5, 32, 33, 64]) func everyCallIsCapturedOrCounted(_ processors: Int) throws {
        let machine = try Machine(
            CompilerRequest(["dup3"]) {
                $0.processorCount = processors; $0.ringBytes = 4096
            })
        let task = try machine.tracedTask(pid: 9)
        let perProcessor = 100
        for round in 0..<perProcessor {
            for processor in 0..<processors {
                machine.processor = UInt32(processor)
                try machine.call(task, 292, [UInt64(processor), UInt64(round), 0])
            }
        }
        let rings = SharedMaps.ringCount(processors: processors)
        let captured = try machine.records()
        #expect(captured.count == 64 * rings)
        #expect(try machine.losses() == (UInt64(perProcessor * processors - captured.count), 0))
        for processor in 0..<processors where processors <= rings {
            #expect(try machine.word(SharedMaps.losses, processor, at: LossEntry.calls) == 36)
            #expect(try machine.word(SharedMaps.losses, processor, at: LossEntry.time) <= machine.clock)
        }
        // The reader has made room: nothing more is lost.
        for processor in 0..<processors {
            machine.processor = UInt32(processor)
            try machine.call(task, 292, [UInt64(processor), 1000, 0])
        }
        #expect(try machine.records().map { Int($0.arguments[0]) }.sorted() == Array(0..<processors))
    }

    /// Which ring a processor writes to, and which slot its losses are in.
    @Test(arguments: [1, 2, 3, 7, 32, 64]) func eachProcessorHasItsRing(_ processors: Int) throws {
        let machine = try Machine(CompilerRequest(["dup3", "unlink"]) { $0.processorCount = processors })
        let task = try machine.tracedTask(pid: 9)
        for processor in 0..<processors {
            machine.processor = UInt32(processor)
            try machine.call(task, 292, [UInt64(processor), 0, 0])
            try machine.call(task, 87, [UInt64(processor)])
            let ring = processor % SharedMaps.ringCount(processors: processors)
            let records = try machine.map(SharedMaps.ring(ring)).drain().map { try Record($0) }
            #expect(records.map(\.arguments.first) == [UInt64(processor), UInt64(processor)])
        }
    }

    /// Records of variable length, built in scratch, and those of fixed length, reserved.
    @Test func theTimeOfTheLatestLoss() throws {
        for (name, number) in [("getpid", 39), ("unlink", 87)] {
            let machine = try Machine(CompilerRequest([name]) { $0.ringBytes = 4096 })
            let task = try machine.tracedTask(pid: 9)
            while try machine.losses() == (0, 0) { try machine.call(task, number) }
            #expect(try machine.word(SharedMaps.losses, at: LossEntry.time) == machine.clock)
        }
    }

    /// What else can be lost counts apart: `lost` says how many calls are missing.
    @Test func otherEventsAreCountedApart() throws {
        let names = ["getpid", "execve", "exit_group"]
        let machine = try Machine(
            CompilerRequest(names) {
                $0.signals = true; $0.ringBytes = 4096; $0.startTimes = true
            })
        let task = try machine.tracedTask(pid: 9)
        try machine.setWord(SharedMaps.alive, 1)
        while try machine.losses() == (0, 0) { try machine.call(task, 39) }
        try machine.signal(task, 15, information: [UInt8](repeating: 0, count: 128))
        #expect(try machine.losses() == (1, 1))
        let child = try machine.fork(task, pid: 10)
        #expect(try machine.losses() == (1, 2))
        var exec = Machine.Exec()
        exec.formerID = 11
        try machine.exec(child, exec)
        #expect(try machine.losses() == (2, 3), "a call, and the replacement of the leader")
        try machine.end(child, status: 0)
        #expect(try machine.losses() == (3, 4), "a call, and the end of a task")
        #expect(try machine.word(SharedMaps.alive) == 1, "what is lost is still dead")
        #expect(try machine.records().allSatisfy { $0.kind == .call })
    }
}
