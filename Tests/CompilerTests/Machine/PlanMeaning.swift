import Schema

@testable import Compiler

/// What a plan says of a call, in plain words: neither of the compiler's ways of doing it.
struct PlanMeaning {
    let plan: CallPlan
    let arguments: [UInt64]
    let result: Int64
    let before: UserMemory
    let after: UserMemory

    /// - Parameter after: the memory when the call ends; the same as before when nil.
    init(_ plan: CallPlan, _ raw: [UInt64], result: Int64, _ before: UserMemory, after: UserMemory? = nil) {
        self.plan = plan
        arguments = plan.abi == .i386 ? raw.map { $0 & 0xffff_ffff } : raw
        self.result = result
        self.before = before
        self.after = after ?? before
    }

    private var failed: Bool { result < 0 && result >= -4095 }

    var chunks: [Record.Chunk] { plan.steps.flatMap(chunks) }

    private func chunks(_ step: CaptureStep) -> [Record.Chunk] {
        if step.onlyOnSuccess && failed { return [] }
        let memory = step.atEntry ? before : after
        let source: ChunkSource = step.atEntry ? .userAtEntry : .userAtExit
        let address = arguments[step.argument]
        let word = plan.abi.pointerSize
        switch step.form {
        case .string(let limit):
            guard address < 1 << 47, let bytes = memory.readString(address, size: limit + 1) else {
                return [Record.Chunk(step.argument, .string, [], .unreadable, source)]
            }
            return [Record.Chunk(step.argument, .string, bytes.dropLast(), bytes.count > limit ? .truncated : .complete, source)]
        case .bytes(let length, let elementSize, let limit):
            return elements(step, length, elementSize, limit / elementSize, memory, source).map { [$0] } ?? []
        case .buffers(let length, let contents, let limit):
            guard let array = elements(step, length, 2 * word, CaptureStep.maximumBuffers, memory, source) else { return [] }
            if contents == .output && failed || array.status == .unreadable { return [array] }
            let taken = contents == .output ? UInt64(bitPattern: result) : .max
            return [array] + buffers(step.argument, array.bytes, taken, limit, memory)
        case .message(let contents, let limit):
            guard let header = elements(step, .fixed(1), 7 * word, 1, memory, source) else { return [] }
            guard header.status != .unreadable else { return [header] }
            return [header] + message(step.argument, header.bytes, contents == .output ? UInt64(bitPattern: result) : .max, limit, memory)
        case .messages(let length, let contents, let limit):
            let count = contents == .output ? .result : length
            guard let headers = elements(step, count, 8 * word, CaptureStep.maximumBuffers, memory, source) else { return [] }
            return [headers]
                + stride(from: 0, to: headers.bytes.count, by: 8 * word).flatMap { start -> [Record.Chunk] in
                    let header = Array(headers.bytes[start..<start + 8 * word])
                    let taken = contents == .output ? number(header, 7 * word, 4) : .max
                    return message(step.argument, header, taken, limit, memory)
                }
        case .linked(let size, let linked):
            guard let chunk = elements(step, .fixed(1), size, 1, memory, source), chunk.status != .unreadable else {
                return [Record.Chunk(step.argument, .bytes, [], .unreadable, source)]
            }
            let next = number(chunk.bytes, 0, word)
            return next == 0 ? [chunk] : [chunk, indirect(step.argument, next, UInt64(linked), linked, memory)]
        case .chainCount(let lengthOffset): return [chain(step.argument, lengthOffset, memory)]
        case .selected(let selector, let selections):
            let value = UInt32(truncatingIfNeeded: arguments[selector])
            guard let selection = selections.first(where: { $0.values.contains(value) }) else { return [] }
            var selected = step
            (selected.form, selected.onlyOnSuccess) = (selection.form, selection.onlyOnSuccess)
            return chunks(selected)
        case .vector, .vectorCount: preconditionFailure("vectors are not drawn")
        }
    }

    /// How many structures follow each other in what the result says.
    private func chain(_ argument: Int, _ lengthOffset: Int, _ memory: UserMemory) -> Record.Chunk {
        let isCut = UInt64(bitPattern: result) > UInt64(CaptureStep.maximumChain)
        let size = isCut ? CaptureStep.maximumChain : Int(result)
        guard size == 0 || arguments[argument] < 1 << 47, let bytes = memory.read(arguments[argument], size) else {
            return Record.Chunk(argument, .count, [], .unreadable)
        }
        var count: UInt64 = 0
        var place = 0
        while place < size, place + lengthOffset + 2 <= size {
            let length = Int(number(bytes, place + lengthOffset, 2))
            if length == 0 { break }
            place += length
            count += 1
        }
        return Record.Chunk(argument, .count, (0..<8).map { UInt8(truncatingIfNeeded: count >> UInt64(8 * $0)) }, isCut ? .truncated : .complete)
    }

    /// An array behind an argument; nil when its length is not known.
    private func elements(
        _ step: CaptureStep, _ length: Length, _ elementSize: Int, _ maximum: Int, _ memory: UserMemory, _ source: ChunkSource
    ) -> Record.Chunk? {
        let count: UInt64
        switch length {
        case .fixed(let number): count = UInt64(number)
        case .result:
            if failed { return nil }
            count = UInt64(bitPattern: result)
        case .argument(let index): count = step.hasNarrowCount ? arguments[index] & 0xffff_ffff : arguments[index]
        case .pointee(let index):
            guard arguments[index] < 1 << 47, let bytes = memory.read(arguments[index], 4) else { return nil }
            count = number(bytes, 0, 4)
        case .bits(let index):
            let bits = UInt64(plan.abi.pointerSize * 8)
            count = ((arguments[index] & 0xffff_ffff) + bits - 1) / bits * bits / 8
        }
        let isCut = count > UInt64(maximum)
        let size = isCut ? maximum * elementSize : Int(count) * elementSize
        let address = arguments[step.argument]
        guard size == 0 || address < 1 << 47, let bytes = memory.read(address, size) else {
            return Record.Chunk(step.argument, .bytes, [], .unreadable, source)
        }
        return Record.Chunk(step.argument, .bytes, bytes, isCut ? .truncated : .complete, source)
    }

    /// The memory that the elements of an `iovec` array stand for, as far as `taken` bytes go.
    private func buffers(_ argument: Int, _ array: [UInt8], _ taken: UInt64, _ limit: Int, _ memory: UserMemory) -> [Record.Chunk] {
        let word = plan.abi.pointerSize
        var rest = taken
        var result: [Record.Chunk] = []
        for start in stride(from: 0, to: array.count, by: 2 * word) {
            let length = min(number(array, start + word, word), rest)
            rest -= length
            if length > 0 { result.append(indirect(argument, number(array, start, word), length, limit, memory)) }
        }
        return result
    }

    /// What a message header points to: name, buffers, control messages.
    private func message(_ argument: Int, _ header: [UInt8], _ taken: UInt64, _ limit: Int, _ memory: UserMemory) -> [Record.Chunk] {
        let word = plan.abi.pointerSize
        var result: [Record.Chunk] = []
        let name = number(header, 0, word)
        let nameLength = number(header, word, 4)
        if name != 0 && nameLength != 0 { result.append(indirect(argument, name, nameLength, CaptureStep.maximumName, memory)) }
        let count = number(header, 3 * word, word)
        if count != 0 {
            let maximum = CaptureStep.maximumBuffers * 2 * word
            let size = UInt64(min(count, UInt64(CaptureStep.maximumBuffers + 1))) * UInt64(2 * word)
            let array = indirect(argument, number(header, 2 * word, word), size, maximum, memory)
            result.append(array)
            if limit > 0 { result += buffers(argument, Array(array.bytes.dropFirst(8)), taken, limit, memory) }
        }
        let control = number(header, 4 * word, word)
        let controlLength = number(header, 5 * word, word)
        if control != 0 && controlLength != 0 {
            result.append(indirect(argument, control, controlLength, CaptureStep.maximumControl, memory))
        }
        return result
    }

    private func indirect(_ argument: Int, _ address: UInt64, _ length: UInt64, _ limit: Int, _ memory: UserMemory) -> Record.Chunk {
        let size = Int(min(length, UInt64(limit)))
        let head = (0..<8).map { UInt8(truncatingIfNeeded: address >> UInt64(8 * $0)) }
        guard address < 1 << 47, let bytes = memory.read(address, size) else { return Record.Chunk(argument, .indirect, head, .unreadable) }
        return Record.Chunk(argument, .indirect, head + bytes, length > UInt64(limit) ? .truncated : .complete)
    }

    private func number(_ bytes: [UInt8], _ offset: Int, _ size: Int) -> UInt64 {
        (0..<size).reduce(0) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) }
    }
}
