import Schema
import Testing

@testable import Events

@Suite struct RecordTests {
    @Test func headerAndArgumentsComeBack() throws {
        var builder = RecordBuilder(
            .call, abi: .i386, number: 257, arguments: [1, 2, .max], result: -2, time: 77, tid: 11, tgid: 10, startTime: 70,
            flags: .executed)
        builder.addString(1, "/etc", status: .truncated, source: .kernel)
        builder.addChunk(2, .bytes, [], status: .unreadable)
        #expect(builder.bytes.count % 8 == 0)
        try builder.withView { record in
            #expect(record.kind == .call && record.abi == .i386 && record.flags == [.executed, .hasStart])
            #expect(record.number == 257 && record.time == 77 && record.tid == 11 && record.tgid == 10 && record.result == -2)
            #expect(record.argumentCount == 3 && record.argument(0) == 1 && record.argument(2) == .max)
            #expect(record.argument(3) == 0 && record.argument(-1) == 0)
            #expect(record.startTime == 70)
            let path = try #require(record.chunk(1))
            #expect(path.status == .truncated && path.source == .kernel && path.form == .string)
            #expect(Array(path.bytes.bytes) == Array("/etc".utf8))
            #expect(record.chunk(2)?.status == .unreadable)
            #expect(record.chunk(0) == nil)
        }
    }

    @Test func layoutIsPinnedByItsBytes() {
        var builder = RecordBuilder(.call, number: 3, arguments: [5], result: -9, time: 0x0102, tid: 7, tgid: 6)
        builder.addChunk(0, .bytes, [0xaa], source: .userAtEntry)
        #expect(
            builder.bytes == [
                1, 0, 0, 1, 3, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 6, 0, 0, 0, 0xf7, 255, 255, 255, 255, 255, 255, 255,
                5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0xaa, 0, 0, 0, 0, 0, 0, 0,
            ])
    }

    @Test func chunksOfTwoMomentsAreToldApart() throws {
        var builder = RecordBuilder(.call, arguments: [1])
        builder.addChunk(0, .bytes, [1], source: .userAtEntry)
        builder.addChunk(0, .bytes, [2], source: .userAtExit)
        try builder.withView { record in
            #expect(record.chunk(0)?.bytes.bytes.first == 1)
            #expect(record.chunk(0, source: .userAtExit)?.bytes.bytes.first == 2)
            #expect(record.chunk(0, source: .kernel) == nil)
            var seen: [UInt8] = []
            record.forEachChunk { seen += $0.bytes.bytes }
            #expect(seen == [1, 2])
        }
    }

    @Test(
        arguments: [
            ([], .short(part: .header, offset: 0, needed: 32, available: 0)),
            (Array(repeating: 1, count: 31), .short(part: .header, offset: 0, needed: 32, available: 31)),
            ([0] + Array(repeating: 0, count: 31), .unknown(part: .kind, offset: 0, value: 0)),
            ([1, 9] + Array(repeating: 0, count: 30), .unknown(part: .abi, offset: 1, value: 9)),
            ([1, 0, 0, 7] + Array(repeating: 0, count: 100), .tooManyArguments(7)),
            ([1, 0, 0, 2] + Array(repeating: 0, count: 28), .short(part: .arguments, offset: 32, needed: 16, available: 0)),
            ([1, 0, 1, 0] + Array(repeating: 0, count: 28), .short(part: .start, offset: 32, needed: 8, available: 0)),
            (
                [1, 0, 0, 0] + Array(repeating: 0, count: 28) + [6, 0, 0, 0, 0, 0, 0, 0],
                .unknown(part: .chunkArgument, offset: 32, value: 6)
            ),
            (
                [1, 0, 0, 0] + Array(repeating: 0, count: 28) + [0, 3, 0, 0, 0, 0, 0, 0], .unknown(part: .chunkStatus, offset: 33, value: 3)
            ),
            (
                [1, 0, 0, 0] + Array(repeating: 0, count: 28) + [0, 0, 3, 0, 0, 0, 0, 0], .unknown(part: .chunkSource, offset: 34, value: 3)
            ),
            ([1, 0, 0, 0] + Array(repeating: 0, count: 28) + [0, 0, 0, 9, 0, 0, 0, 0], .unknown(part: .chunkForm, offset: 35, value: 9)),
            (
                [1, 0, 0, 0] + Array(repeating: 0, count: 28) + [0, 0, 0, 0, 255, 255, 255, 255],
                .short(part: .chunk, offset: 40, needed: 0xffff_ffff, available: 0)
            ),
        ] as [([UInt8], RecordError)])
    func damageIsNamed(bytes: [UInt8], expected: RecordError) {
        #expect(throws: expected) { try bytes.withUnsafeBytes { raw in _ = try RecordView(raw) } }
        #expect(expected.description.hasPrefix("damaged record: "))
    }

    @Test func everyPrefixOfARecordIsReadOrRefused() {
        var builder = RecordBuilder(.call, arguments: [1, 2], startTime: 5)
        builder.addString(0, "hello")
        builder.addVector(1, ["a", "b"])
        for length in 0..<builder.bytes.count {
            builder.bytes[..<length].withUnsafeBytes { raw in
                guard let record = try? RecordView(raw) else { return }
                record.forEachChunk { #expect($0.bytes.count <= length) }
            }
        }
    }
}

@Suite struct RecordBatchTests {
    @Test func recordsComeBackInOrderWithTheirCPU() {
        let batch = RecordBatch(capacity: 16)
        for number in 0..<1000 {
            let builder = RecordBuilder(.call, number: Int32(number))
            #expect(builder.bytes.withUnsafeBytes { batch.append(bytes: $0, cpu: UInt32(number % 3)) })
        }
        #expect(batch.recordCount == 1000)
        var next: Int32 = 0
        batch.forEach { record, cpu in
            #expect(record.number == next && cpu == UInt32(next % 3))
            next += 1
        } malformed: { error, _ in
            Issue.record("\(error)")
        }
        #expect(next == 1000)
        batch.reset()
        #expect(batch.isEmpty && batch.byteCount == 0)
        batch.forEach { _, _ in
            Issue.record("a record after reset")
        } malformed: { _, _ in
            Issue.record("damage after reset")
        }
    }

    @Test func aDamagedRecordDoesNotHideItsNeighbours() {
        let batch = RecordBatch()
        let good = RecordBuilder(.call, number: 1).bytes
        let bad: [UInt8] = [1, 2, 3]
        for bytes in [good, bad, good] { bytes.withUnsafeBytes { _ = batch.append(bytes: $0, cpu: 4) } }
        var (read, damaged) = (0, 0)
        batch.forEach { _, _ in
            read += 1
        } malformed: { error, cpu in
            #expect(cpu == 4 && error == .short(part: .header, offset: 0, needed: 32, available: 3))
            damaged += 1
        }
        #expect(read == 2 && damaged == 1)
    }

    @Test func memoryBeyondTheLimitIsGivenBack() {
        let batch = RecordBatch(capacity: 8)
        let record = RecordBuilder(.call).bytes
        for round in 0..<3 {
            for _ in 0..<100 { record.withUnsafeBytes { _ = batch.append(bytes: $0, cpu: 0) } }
            #expect(batch.recordCount == 100)
            batch.reset(keepingAtMost: round == 1 ? 0 : 1 << 20)
        }
    }
}

@Suite struct VectorAssemblerTests {
    private func fragment(_ tid: UInt32, _ argument: Int32, _ text: String) -> RecordBuilder {
        var builder = RecordBuilder(.fragment, number: argument, tid: tid)
        builder.addChunk(Int(argument), .vector, Array(text.utf8))
        return builder
    }

    @Test func piecesAreJoinedPerThreadAndArgument() throws {
        var assembler = VectorAssembler()
        for builder in [fragment(5, 1, "b\0c"), fragment(6, 1, "x\0"), fragment(5, 2, "E=1\0"), fragment(5, 1, "d\0")] {
            try builder.withView { assembler.add($0) }
        }
        var call = RecordBuilder(.call, arguments: [0, 0, 0], tid: 5)
        call.addChunk(1, .vector, Array("a\0".utf8))
        try call.withView { record in
            #expect(assembler.whole(1, of: record) == Array("b\0cd\0a\0".utf8))
            #expect(assembler.whole(2, of: record) == Array("E=1\0".utf8))
            #expect(assembler.whole(0, of: record) == nil)
            assembler.finish(5)
            #expect(assembler.whole(1, of: record) == nil)
        }
        #expect(!assembler.isEmpty)
        assembler.finish(6)
        #expect(assembler.isEmpty && assembler.dropped == 0)
    }

    @Test func fragmentsOfLostCallsDoNotPileUp() throws {
        var assembler = VectorAssembler(limit: 100)
        for tid in UInt32(1)...50 { try fragment(tid, 1, String(repeating: "x", count: 30)).withView { assembler.add($0) } }
        #expect(assembler.dropped > 0)
    }
}
