import Events
import Schema
import Testing

@testable import Rendering

/// Whatever is read, what is written is JSON.
@Suite struct JSONHostileTests {
    /// A line must be one JSON value with keys that differ, and must not hold a raw control character.
    private func check(_ line: String) throws {
        do { _ = try JSONValue(line) } catch {
            Issue.record("byte \(error.offset): \(error.reason): \(line)")
            throw error
        }
        for scalar in line.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) || (0x2028...0x202e).contains(scalar.value)
            #expect(!isControl, "\(line)")
        }
    }

    @Test func everyCallAsItIsCaptured() throws {
        for line in renderJSON(JSONRecords.captured(rounds: 3)) { try check(line) }
    }

    @Test func everyCallAsNobodyMadeIt() throws {
        for line in renderJSON(JSONRecords.hostile(rounds: 3)) { try check(line) }
    }

    @Test func everyCallUnfinished() throws {
        let json = JSONText()
        for abi in ABI.allCases {
            for call in SyscallTable.of(abi).calls {
                json.consume(
                    unfinished: UnfinishedCall(
                        tid: 1, tgid: 1, abi: abi, number: Int32(call.number), arguments: Array(repeating: .max, count: 6), time: .max))
            }
        }
        for line in lines(of: json.output) { try check(line) }
    }

    @Test func everyKindWithExtremeNumbers() throws {
        for kind in RecordKind.allCases {
            for number in [Int32.min, -1, 0, 64, 65, .max] {
                for result in [Int64.min, -1, 0, 0xffff, .max] {
                    let records = [
                        RecordBuilder(
                            kind, number: number, arguments: Array(repeating: .max, count: 6), result: result, time: .max, tid: .max),
                        RecordBuilder(kind, number: number, result: result),
                    ]
                    for line in renderJSON(records) { try check(line) }
                }
            }
        }
    }

    @Test func changedAndCutRecords() throws {
        var builder = RecordBuilder(.call, number: 59, arguments: [1, 2, 3], startTime: 5)
        builder.addString(0, "/bin/sh")
        builder.addVector(1, ["sh", "-c", "exit"])
        builder.addChunk(2, .count, [7, 0, 0, 0, 0, 0, 0, 0])
        let batch = RecordBatch()
        for position in builder.bytes.indices {
            builder.bytes[..<position].withUnsafeBytes { _ = batch.append(bytes: $0, cpu: 0) }
            for value in [0, 1, 5, 6, 127, 128, 255] as [UInt8] {
                var changed = builder.bytes
                changed[position] = value
                changed.withUnsafeBytes { _ = batch.append(bytes: $0, cpu: 0) }
            }
        }
        let json = JSONText()
        json.consume(batch)
        let written = lines(of: json.output)
        #expect(written.count == json.lineCount && written.contains { $0.hasPrefix(#"{"type":"malformed""#) })
        for line in written { try check(line) }
    }

    /// Values in an order that no decoder should have: closed too often or not at all, keys outside structures, several values in one place.
    @Test func valuesInAnyOrder() throws {
        var random = RepeatableNumbers(seed: 5)
        let steps: [(JSONWriter) -> Void] = [
            { $0.beginStructure("s") }, { $0.beginField("a") }, { $0.endStructure(.whole) }, { $0.endStructure(.cut) },
            { $0.beginArray() }, { $0.beginElement() }, { $0.endArray(.whole) }, { $0.endArray(.cut) },
            { $0.beginReference() }, { $0.endReference() }, { $0.becomes() }, { $0.becomes() },
            { $0.beginFunction("_IOC") }, { $0.beginFunction("htons") }, { $0.beginParameter() }, { $0.endFunction() },
            { $0.beginCombination() }, { $0.beginAlternative() }, { $0.endCombination() }, { $0.shifted(by: "3") },
            { $0.count(2, of: "var") }, { $0.signed(-1) }, { $0.address(1) }, { $0.word("W") },
            { $0.constants(NameSet(.openFlags), 0o102) }, { $0.constants(NameSet(.openFlags), 1 << 60) }, { $0.unavailable() },
            { $0.signalSet(5) }, { sink in [UInt8(0xff)].withUnsafeBytes { sink.string($0, .cut) } },
            { sink in [UInt8(1), 2, 3, 4].withUnsafeBytes { sink.internetAddressField("i", $0) } },
            { sink in [UInt8(9)].withUnsafeBytes { sink.processorSet($0, .cut) } }, { $0.beginArgument("b", labelled: false) },
        ]
        for _ in 0..<3000 {
            let writer = JSONWriter(output: OutputBuffer(capacity: 64))
            writer.beginLoose()
            for _ in 0..<Int.random(in: 0...60, using: &random) { steps.randomElement(using: &random)?(writer) }
            writer.endLoose()
            let written = writer.output.string
            do { _ = try JSONValue(written, keysMayRepeat: true) } catch {
                Issue.record("byte \(error.offset): \(error.reason): \(written)")
                return
            }
        }
    }

    @Test func deepValues() throws {
        let writer = JSONWriter(output: OutputBuffer())
        writer.beginLoose()
        for _ in 0..<1000 {
            writer.beginArray()
            writer.beginElement()
        }
        for _ in 0..<10 {
            writer.signed(1)
            writer.becomes()
        }
        writer.endLoose()
        let written = writer.output.string
        #expect(written.hasPrefix("[[[") && written.hasSuffix("]]]"))
        _ = try JSONValue(written)
    }

    /// An object of a special form is told from a structure by its keys, so no structure may have them.
    @Test func structuresDoNotLookLikeOtherValues() {
        let reserved: [Set<String>] = [
            ["string"], ["bytes"], ["array", "truncated"], ["truncated"], ["before", "after"], ["function", "parameters"], ["value", "shift"],
            ["address", "count"],
        ]
        var seen = 0
        func check(_ structure: Structure) {
            seen += 1
            let names = Set(structure.members.map(\.name))
            for keys in reserved { #expect(!keys.isSubset(of: names), "\(structure.name)") }
            for member in structure.members { check(member.kind) }
        }
        func check(_ kind: ArgumentKind) {
            switch kind {
            case .structure(let structure, _), .array(let structure, _, _): check(structure)
            default: break
            }
        }
        for abi in ABI.allCases {
            for call in SyscallTable.of(abi).calls {
                for argument in call.arguments { check(argument.kind) }
            }
        }
        #expect(seen > 100)
    }
}
