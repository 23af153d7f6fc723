import Events
import Schema

@testable import Rendering

/// Records of every call of both tables.
enum JSONRecords {
    /// Registers, statuses and bytes that mean something to most calls.
    private static let registers: [UInt64] = [0, 1, 2, 3, 8, 16, 64, 0x7ffc_1234_5678, 0xffff_ff9c, 0x8000_0000, .max, 1 << 63]

    /// As the tracer makes them: each memory argument is captured as the table says.
    static func captured(rounds: Int) -> [RecordBuilder] {
        var random = RepeatableNumbers(seed: 3)
        return everyCall(rounds: rounds) { abi, call in
            let result: Int64 = [0, 0, 0, 1, 3, -2, -514].randomElement(using: &random) ?? 0
            var builder = RecordBuilder(
                .call, abi: abi, number: Int32(call.number), arguments: registers(&random), result: result, time: random.next() >> 8,
                startTime: Bool.random(using: &random) ? 1 : nil)
            for step in call.captureSteps(CaptureLimits()) where result >= 0 || !step.onlyOnSuccess {
                let status: ChunkStatus = [.complete, .complete, .truncated, .unreadable].randomElement(using: &random) ?? .complete
                let bytes = status == .unreadable ? [] : content(step.form, &random)
                let source: ChunkSource =
                    step.onlyOnSuccess ? .userAtExit : [.userAtEntry, .kernel].randomElement(using: &random) ?? .kernel
                builder.addChunk(step.argument, form(step.form), bytes, status: status, source: source)
                if !step.onlyOnSuccess, source == .userAtEntry { builder.addChunk(step.argument, form(step.form), bytes.reversed()) }
            }
            return builder
        }
    }

    /// As a damaged file or a hostile process could make them.
    static func hostile(rounds: Int) -> [RecordBuilder] {
        var random = RepeatableNumbers(seed: 4)
        return everyCall(rounds: rounds) { abi, call in
            var builder = RecordBuilder(
                .call, abi: abi, number: Int32(call.number),
                arguments: Array(registers(&random).prefix(Int.random(in: 0...6, using: &random))),
                result: [0, 1, 5, -1, -4095, .max, .min].randomElement(using: &random) ?? 0, time: random.next(), tid: .max,
                startTime: random.next(), flags: RecordFlags(rawValue: UInt8.random(in: 0...15, using: &random) & 14))
            for argument in 0..<6 where Bool.random(using: &random) {
                let length = Int.random(in: 0...300, using: &random)
                builder.addChunk(
                    argument, [ChunkForm.bytes, .string, .vector, .count].randomElement(using: &random) ?? .bytes, text(length, &random),
                    status: [ChunkStatus.complete, .truncated, .unreadable].randomElement(using: &random) ?? .complete,
                    source: [ChunkSource.userAtEntry, .userAtExit, .kernel].randomElement(using: &random) ?? .kernel)
            }
            return builder
        }
    }

    private static func everyCall(rounds: Int, _ make: (ABI, Syscall) -> RecordBuilder) -> [RecordBuilder] {
        (0..<rounds).flatMap { _ in ABI.allCases.flatMap { abi in SyscallTable.of(abi).calls.map { make(abi, $0) } } }
    }

    private static func registers(_ random: inout RepeatableNumbers) -> [UInt64] {
        (0..<6).map { _ in registers.randomElement(using: &random) ?? 0 }
    }

    private static func form(_ form: CaptureStep.Form) -> ChunkForm {
        switch form {
        case .string: .string
        case .bytes: .bytes
        case .vector: .vector
        case .vectorCount, .chainCount: .count
        case .buffers, .message, .messages, .linked, .selected: .bytes
        }
    }

    private static func content(_ form: CaptureStep.Form, _ random: inout RepeatableNumbers) -> [UInt8] {
        switch form {
        case .string: text(Int.random(in: 0...40, using: &random), &random).filter { $0 != 0 }
        case .bytes(_, let size, let limit):
            (0..<min(limit, size * Int.random(in: 1...3, using: &random))).map { _ in
                Bool.random(using: &random) ? 0 : UInt8.random(in: 0...255, using: &random)
            }
        case .vector: text(Int.random(in: 0...40, using: &random), &random) + [0]
        case .vectorCount, .chainCount: packed(UInt64(23))
        case .buffers, .message, .messages, .linked, .selected: (0..<64).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
    }

    /// Bytes with everything that text can hold, and sometimes what it cannot.
    private static func text(_ length: Int, _ random: inout RepeatableNumbers) -> [UInt8] {
        let pieces = [
            "/usr", "a", "0x7f", "\"\\", "\u{1b}[31m", "\u{9b}", "ü", "日本", "😀", "\u{202e}", "\u{2028}", "\u{0}", "\r\n", "\u{7f}",
            "\u{ffff}",
        ]
        var bytes: [UInt8] = []
        while bytes.count < length {
            if UInt8.random(in: 0...15, using: &random) == 0 {
                bytes.append(UInt8.random(in: 0...255, using: &random))
            } else {
                bytes += Array((pieces.randomElement(using: &random) ?? "").utf8)
            }
        }
        return Array(bytes.prefix(length))
    }
}
