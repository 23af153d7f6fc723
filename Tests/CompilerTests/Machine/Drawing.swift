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

    /// Memory that every drawn pointer is about: strings around the limit, numbers, and an end; behind it, pointers and numbers in turn.
    static let base: UInt64 = 0x4000_0000
    static let end = base + 0x10000
    /// Pointers at even places and numbers at odd ones, of 8 bytes here and of 4 bytes further on: an array of buffers, a message header, an array of
    /// those, wherever one begins.
    static func words(_ abi: ABI) -> UInt64 { abi == .i386 ? base + 0x40000 : base + 0x20000 }
    private static let wordCount = 1024

    mutating func memory() -> UserMemory {
        var memory = UserMemory()
        let salt = dice.next()
        memory.write((0..<0x10000).map { UInt8(truncatingIfNeeded: ($0 &* 7 &+ salt) | 1) }, at: Self.base)
        // Ends of strings: one at 0x100, none up to the next.
        for place in [0x100, 0x100 + limits.string, 0x8000, 0xff00] { memory.write([0], at: Self.base + UInt64(place)) }
        for abi in ABI.allCases {
            var bytes: [UInt8] = []
            for index in 0..<Self.wordCount {
                let word = index % 2 == 1 ? wordNumber() : dice.next() % 3 == 0 ? place(of: abi) : pointer()
                bytes += (0..<abi.pointerSize).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
            }
            memory.write(bytes, at: Self.words(abi))
        }
        return memory
    }

    /// Where an array of pointers and numbers begins, at times so near to the end that it is not all there.
    private mutating func place(of abi: ABI) -> UInt64 {
        let element = UInt64(abi.pointerSize * 2)
        let count = UInt64(Self.wordCount / 2)
        let index = dice.next() % 8 == 0 ? count - dice.next() % 4 : dice.next() % (count - 64)
        return Self.words(abi) + index * element
    }

    private mutating func wordNumber() -> UInt64 {
        switch dice.next() % 6 {
        case 0: dice.pick([0, 1, 31, 32, 33, 34, 127, 128, 129, 1023, 1024, 1025, 4096, 1 << 31, .max])
        case 1: 0
        default: dice.next() % 50
        }
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

    /// A step that an entry of the plan map can say.
    mutating func step(_ argument: Int, atEntry: Bool = false) -> CaptureStep {
        if !atEntry, dice.next() % 3 == 0 {
            return CaptureStep(argument: argument, form: .string(limit: limits.string), onlyOnSuccess: dice.next() % 8 == 0)
        }
        let elementSize = dice.pick(atEntry ? [1, 1, 4, 8] : [1, 1, 4, 8, 12, 16, 56, 144])
        let count: Length
        switch dice.next() % 5 {
        case 0: count = .fixed(dice.pick([1, 1, 2, 3, 1000]))
        case 1: count = atEntry ? .fixed(1) : .result
        case 2: count = .pointee(Int(dice.next() % 6))
        case 3: count = .bits(Int(dice.next() % 6))
        default: count = .argument(Int(dice.next() % 6))
        }
        let rooms = [elementSize, 3 * elementSize, 128 / elementSize * elementSize]
        let room = atEntry ? dice.pick(rooms) : dice.pick(rooms + [4096 / elementSize * elementSize])
        return CaptureStep(
            argument: argument, form: .bytes(count: count, elementSize: elementSize, limit: room), onlyOnSuccess: !atEntry && dice.isOdd(),
            hasNarrowCount: dice.isOdd(), atEntry: atEntry)
    }

    /// A step that follows pointers, which only a program of its own can.
    mutating func followingStep(_ argument: Int) -> CaptureStep {
        let contents: Direction = dice.isOdd() ? .input : .output
        let limit = dice.pick([1, 8, 32, 200])
        let count: Length = dice.isOdd() ? .argument(Int(dice.next() % 6)) : .fixed(dice.pick([1, 2, 40]))
        let form: CaptureStep.Form =
            switch dice.next() % 3 {
            case 0: .buffers(count: count, contents: contents, limit: limit)
            case 1: .message(contents: contents, limit: dice.pick([0, limit]))
            default: .messages(count: count, contents: contents, limit: limit)
            }
        // Of a message that is filled nothing is there before it has been.
        let isMessage = if case .buffers = form { false } else { true }
        return CaptureStep(argument: argument, form: form, onlyOnSuccess: isMessage && contents == .output, hasNarrowCount: dice.isOdd())
    }

    mutating func plan(_ abi: ABI, steps: Int, following: Int = 0, startTime: Bool, results: ResultTest) -> CallPlan {
        let atEntry = dice.next() % 3 == 0 ? Int(dice.next() % 3) : 0
        var all = (0..<atEntry).map { step($0, atEntry: true) } + (0..<steps).map { step($0) }
        for index in 0..<following { all.append(followingStep(index)) }
        return CallPlan(
            abi: abi, argumentCount: 6, steps: all, results: results, startTime: startTime, fixedNumber: nil, leavesSuccessToExec: false)
    }

    /// Six registers: pointers where the plan follows them, numbers where it counts, each now and then the other.
    mutating func arguments(for plan: CallPlan) -> [UInt64] {
        var arguments = (0..<6).map { _ in dice.next() % 4 == 0 ? number() : pointer() }
        for step in plan.steps where dice.next() % 5 != 0 {
            switch step.form {
            case .bytes(.argument(let index), _, _), .bytes(.bits(let index), _, _): arguments[index] = number()
            case .bytes(.pointee(let index), _, _): arguments[index] = place(of: .i386) + 4
            case .buffers(let count, _, _), .messages(let count, _, _):
                arguments[step.argument] = place(of: plan.abi)
                if case .argument(let index) = count, index != step.argument { arguments[index] = dice.next() % 40 }
            case .message: arguments[step.argument] = place(of: plan.abi)
            default: break
            }
        }
        return arguments
    }
}
