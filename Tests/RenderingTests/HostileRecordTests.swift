import Events
import Schema
import Testing

@testable import Rendering

/// The same sequence on every run.
private struct Sequence64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

/// Records as a damaged file or a hostile process could make them. Output with control bytes ends the process, as a crash does.
@Suite struct HostileRecordTests {
    private func feed(_ bytes: [UInt8]) { bytes.withUnsafeBytes { fuzzRecord($0) } }

    @Test func randomBytes() {
        var random = Sequence64(state: 1)
        for _ in 0..<2000 {
            let length = Int.random(in: 0...200, using: &random)
            feed((0..<length).map { _ in UInt8.random(in: 0...255, using: &random) })
        }
    }

    /// Every call of both tables, with chunks of random sizes, forms and contents for every argument.
    @Test func everyCallWithRandomContents() {
        var random = Sequence64(state: 2)
        let interesting: [UInt64] = [0, 1, 2, 8, .max, 1 << 31, 1 << 63, 0xffff_ff9c, 0x7fff_ffff_ffff_ffff]
        for abi in ABI.allCases {
            for call in SyscallTable.of(abi).calls {
                for _ in 0..<4 {
                    var builder = RecordBuilder(
                        .call, abi: abi, number: Int32(call.number),
                        arguments: (0..<6).map { _ in
                            interesting.randomElement(using: &random) ?? UInt64.random(in: 0...(.max), using: &random)
                        },
                        result: [0, 1, -1, -512, 3, .max, .min].randomElement(using: &random) ?? 0, time: random.next(),
                        startTime: random.next(),
                        flags: RecordFlags(rawValue: UInt8.random(in: 0...15, using: &random) & 14))
                    for argument in 0..<6 where Bool.random(using: &random) {
                        let length = Int.random(in: 0...300, using: &random)
                        builder.addChunk(
                            argument, ChunkForm(rawValue: UInt8.random(in: 0...3, using: &random)) ?? .bytes,
                            (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) },
                            status: ChunkStatus(rawValue: UInt8.random(in: 0...2, using: &random)) ?? .complete,
                            source: ChunkSource(rawValue: UInt8.random(in: 0...2, using: &random)) ?? .kernel)
                    }
                    feed(builder.bytes)
                }
            }
        }
    }

    /// A good record with single bytes changed, and cut at every length.
    @Test func changedAndCutRecords() {
        var builder = RecordBuilder(.call, number: 59, arguments: [1, 2, 3], startTime: 5)
        builder.addString(0, "/bin/sh")
        builder.addVector(1, ["sh", "-c", "exit"])
        builder.addChunk(2, .count, [7, 0, 0, 0, 0, 0, 0, 0])
        for position in builder.bytes.indices {
            feed(Array(builder.bytes[..<position]))
            for value in [0, 1, 5, 6, 127, 128, 255] as [UInt8] {
                var changed = builder.bytes
                changed[position] = value
                feed(changed)
            }
        }
    }

    @Test func everyKindWithExtremeNumbers() {
        for kind in RecordKind.allCases {
            for number in [Int32.min, -1, 0, 64, 65, .max] {
                for result in [Int64.min, -1, 0, 0xffff, .max] {
                    feed(
                        RecordBuilder(
                            kind, number: number, arguments: Array(repeating: .max, count: 6), result: result, time: .max, tid: .max
                        ).bytes)
                    feed(RecordBuilder(kind, number: number, result: result).bytes)
                }
            }
        }
    }
}
