import Schema

@testable import Compiler

/// Numbers that look random and are the same in every run (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[Int(next() % UInt64(values.count))] }

    mutating func isOdd() -> Bool { next() & 1 == 1 }
}

/// Plans, calls and memory drawn so that limits are met often.
struct Drawing {
    var dice: Dice
    let limits: CaptureLimits

    /// Memory that every drawn pointer is about: strings around the limit, numbers, and an end.
    static let base: UInt64 = 0x4000_0000
    static let end = base + 0x10000

    func memory() -> UserMemory {
        var memory = UserMemory()
        memory.write((0..<0x10000).map { UInt8(truncatingIfNeeded: $0 &* 7 | 1) }, at: Self.base)
        // Ends of strings: one at 0x100, none up to the next.
        for place in [0x100, 0x100 + limits.string, 0x8000, 0xff00] { memory.write([0], at: Self.base + UInt64(place)) }
        return memory
    }

    mutating func pointer() -> UInt64 {
        let string = UInt64(limits.string)
        let near = dice.next() % 4
        return switch dice.next() % 9 {
        case 0: Self.base + 0x100 - near
        // From here the string has limit − 2 … limit + 2 bytes with its end.
        case 1: Self.base + 0x102 + near - 1
        case 2: Self.base + 0x8000 &- string &- 1 + near
        case 3: Self.end - near - 1
        case 4: Self.end - dice.next() % 256
        case 5: Self.end - 4096 - near
        case 6: dice.pick([0, 1, Self.end, Self.base - 1, 0x7fff_f000, 0xffff_ffff_8000_0000])
        default: Self.base + dice.next() % 0x10000
        }
    }

    mutating func number() -> UInt64 {
        let around = dice.next() % 3
        return switch dice.next() % 8 {
        case 0: around
        case 1: UInt64(limits.bytes) + around - 1
        case 2: dice.pick([64, 85, 256, 341, 512, 1024, 4096, 4097]) + around - 1
        case 3: (1 << 20) + around - 1
        case 4: 1 << 32 + dice.next() % 20
        case 5: .max - around
        case 6: dice.next()
        default: dice.next() % 40
        }
    }

    mutating func result() -> Int64 {
        dice.pick([-4096, -4095, -514, -1, 0, 1, 31, 32, 33, 4096, .min, .max, Int64(dice.next() % 5000)])
    }

    mutating func step(_ argument: Int) -> CaptureStep {
        if dice.next() % 3 == 0 { return CaptureStep(argument: argument, form: .string(limit: limits.string), onlyOnSuccess: dice.next() % 8 == 0) }
        let elementSize = dice.pick([1, 1, 4, 8, 12, 16, 56, 144])
        let count: Length
        switch dice.next() % 3 {
        case 0: count = .fixed(dice.pick([1, 1, 2, 3, 1000]))
        case 1: count = .result
        default: count = .argument(Int(dice.next() % 6))
        }
        let room = dice.pick([elementSize, 3 * elementSize, 4096 / elementSize * elementSize, max(limits.bytes / elementSize, 1) * elementSize])
        return CaptureStep(
            argument: argument, form: .bytes(count: count, elementSize: elementSize, limit: room), onlyOnSuccess: dice.isOdd(),
            hasNarrowCount: dice.isOdd())
    }

    mutating func plan(_ abi: ABI, steps: Int, startTime: Bool, results: ResultTest) -> CallPlan {
        CallPlan(
            abi: abi, argumentCount: 6, steps: (0..<steps).map { step($0) }, results: results, startTime: startTime, fixedNumber: nil,
            leavesSuccessToExec: false)
    }

    /// Six registers: pointers where the plan follows them, numbers where it counts, each now and then the other.
    mutating func arguments(for plan: CallPlan) -> [UInt64] {
        var arguments = (0..<6).map { _ in dice.next() % 4 == 0 ? number() : pointer() }
        for step in plan.steps {
            if case .bytes(.argument(let index), _, _) = step.form, dice.next() % 5 != 0 { arguments[index] = number() }
        }
        return arguments
    }
}

/// What a plan says of a call, in plain words: neither of the compiler's ways of doing it.
func expectedChunks(_ plan: CallPlan, _ raw: [UInt64], result: Int64, _ memory: UserMemory) -> [Record.Chunk] {
    let arguments = plan.abi == .i386 ? raw.map { $0 & 0xffff_ffff } : raw
    let failed = result < 0 && result >= -4095
    return plan.steps.compactMap { step in
        if step.onlyOnSuccess && failed { return nil }
        let address = arguments[step.argument]
        switch step.form {
        case .string(let limit):
            guard address < 1 << 47, let bytes = memory.readString(address, size: limit + 1) else {
                return Record.Chunk(step.argument, .string, [], .unreadable)
            }
            return Record.Chunk(step.argument, .string, bytes.dropLast(), bytes.count > limit ? .truncated : .complete)
        case .bytes(let length, let elementSize, let limit):
            let count: UInt64
            switch length {
            case .fixed(let number): count = UInt64(number)
            case .result:
                if failed { return nil }
                count = UInt64(bitPattern: result)
            case .argument(let index): count = step.hasNarrowCount ? arguments[index] & 0xffff_ffff : arguments[index]
            }
            let isCut = count > UInt64(limit / elementSize)
            let size = isCut ? limit : Int(count) * elementSize
            guard size == 0 || address < 1 << 47, let bytes = memory.read(address, size) else {
                return Record.Chunk(step.argument, .bytes, [], .unreadable)
            }
            return Record.Chunk(step.argument, .bytes, bytes, isCut ? .truncated : .complete)
        case .vector, .vectorCount: preconditionFailure("vectors are not drawn")
        }
    }
}
