import Bytecode
import Schema

/// The code of conditions: comparisons as jumps, in the order of the text, none looked at whose outcome does not matter.
///
/// Each part of a conjunction is tested as soon as what it compares is at hand, so that a call that is turned away has cost as little as possible.
extension ProgramWriter {
    /// When the values of a comparison are at hand.
    enum TestStage: Int, Comparable {
        /// From the beginning: result and argument registers.
        case registers
        /// Once the task is known to concern the session.
        case task
        /// Once the strings are captured.
        case strings

        static func < (left: TestStage, right: TestStage) -> Bool { left.rawValue < right.rawValue }
    }

    /// Stack slots, below those of all other phrases.
    private enum ConditionSlot {
        /// When the call ended: duration tests and the record take the same time.
        static let time: Int16 = -136
        /// 16 bytes: the name of the thread.
        static let command: Int16 = -160
        /// Where the chunk of an argument begins, for each argument.
        static func chunk(_ argument: Int) -> Int16 { -168 - 8 * Int16(argument) }
    }

    /// Leaves unless the conjuncts of this stage hold. r7 is the task and r8 its entry from `.task` on; r9 the record at `.strings`.
    mutating func test(_ plan: CallPlan, _ stage: TestStage) {
        let tests = plan.condition.conjuncts.filter { $0.stage == stage }
        guard !tests.isEmpty else { return }
        if stage == .task, plan.condition.needsStartTime {
            assembler.comment("the end of the call")
            assembler.call(.ktimeGetNanoseconds)
            assembler.store(.r10, ConditionSlot.time, .r0, .double)
        }
        for condition in tests {
            assembler.comment("condition")
            test(condition, plan.abi, jumpingIf: false, to: leave)
        }
    }

    /// Stores the time of the record, which is the time that durations were measured to.
    mutating func storeTime(_ plan: CallPlan) {
        guard plan.condition.needsStartTime else { return storeTime() }
        assembler.load(.r1, .r10, ConditionSlot.time, .double)
        assembler.store(.r9, Int16(RecordLayout.time), .r1, .double)
    }

    /// Notes where the chunk that comes next begins, if its string is to be compared.
    mutating func noteChunk(_ step: CaptureStep, _ plan: CallPlan) {
        guard plan.condition.comparedStrings.contains(step.argument) else { return }
        assembler.store(.r10, ConditionSlot.chunk(step.argument), .r8, .double)
    }

    /// Jumps to `target` if the outcome of `condition` is `outcome`, and goes on otherwise.
    private mutating func test(_ condition: CallCondition, _ abi: ABI, jumpingIf outcome: Bool, to target: Label) {
        switch condition {
        case .constant(let value):
            if value == outcome { assembler.jump(to: target) }
        case .not(let inner): test(inner, abi, jumpingIf: !outcome, to: target)
        case .all(let members): test(members, abi, decidedBy: false, jumpingIf: outcome, to: target)
        case .any(let members): test(members, abi, decidedBy: true, jumpingIf: outcome, to: target)
        case .number(let number): test(number, abi, jumpingIf: outcome, to: target)
        case .text(let text): test(text, jumpingIf: outcome, to: target)
        }
    }

    /// Members of which one with the outcome `decision` decides for all.
    private mutating func test(
        _ members: [CallCondition], _ abi: ABI, decidedBy decision: Bool, jumpingIf outcome: Bool, to target: Label
    ) {
        guard outcome != decision else {
            for member in members { test(member, abi, jumpingIf: outcome, to: target) }
            return
        }
        let decided = assembler.label("decided")
        for member in members.dropLast() { test(member, abi, jumpingIf: decision, to: decided) }
        if let last = members.last { test(last, abi, jumpingIf: outcome, to: target) }
        assembler.bind(decided)
    }

    // MARK: Numbers

    private mutating func test(_ test: NumberTest, _ abi: ABI, jumpingIf outcome: Bool, to target: Label) {
        let next = assembler.label("next")
        load(test.source, abi, orElse: outcome ? next : target)
        if test.format.bytes < 4 { assembler.arithmetic(.and, .r1, (1 << (8 * Int32(test.format.bytes))) - 1) }
        let isNarrow = test.format.bytes <= 4
        if test.relation == .hasBits && !outcome {
            // There is no jump for bits that are not set.
            compare(.anyBitSet, test.value, isNarrow: isNarrow, to: next)
            assembler.jump(to: target)
        } else {
            compare(test.relation.condition(isSigned: test.format.isSigned, inverted: !outcome), test.value, isNarrow: isNarrow, to: target)
        }
        assembler.bind(next)
    }

    /// r1 = the number; jumps when there is none.
    private mutating func load(_ source: NumberTest.Source, _ abi: ABI, orElse missing: Label) {
        switch source {
        case .result: assembler.load(.r1, .r6, 8, .double)
        case .error:
            let failed = assembler.label("failed")
            let known = assembler.label("known")
            assembler.load(.r1, .r6, 8, .double)
            assembler.jump(.greaterOrEqual, .r1, -4095, to: failed)
            assembler.move(.r1, 0)
            assembler.jump(to: known)
            assembler.bind(failed)
            assembler.arithmetic(.negate, .r1, 0)
            assembler.bind(known)
        case .argument(let index):
            assembler.load(.r1, .r6, 0, .double)
            loadArgument(index, abi, into: .r1, registers: .r1)
        case .process: assembler.load(.r1, .r7, field: KernelField("task_struct", "tgid"), .word)
        case .thread: assembler.load(.r1, .r7, field: KernelField("task_struct", "pid"), .word)
        case .user:
            assembler.call(.getCurrentUser)
            assembler.move32(.r1, .r0)
        case .group:
            assembler.call(.getCurrentUser)
            assembler.move(.r1, .r0)
            assembler.arithmetic(.shiftRight, .r1, 32)
        case .duration:
            assembler.load(.r2, .r8, TaskEntry.startTime, .double)
            assembler.jump(.equal, .r2, 0, to: missing)
            assembler.load(.r1, .r10, ConditionSlot.time, .double)
            assembler.arithmetic(.subtract, .r1, .r2)
        case .member, .port: preconditionFailure("what lies in structures is tested in user space")
        }
    }

    /// Compares r1, or its low half, with a constant.
    private mutating func compare(_ condition: Bytecode.Condition, _ value: UInt64, isNarrow: Bool, to target: Label) {
        if isNarrow {
            assembler.jump32(condition, .r1, Int32(truncatingIfNeeded: value), to: target)
        } else if let immediate = Int32(exactly: Int64(bitPattern: value)) {
            assembler.jump(condition, .r1, immediate, to: target)
        } else {
            assembler.load(.r2, value)
            assembler.jump(condition, .r1, .r2, to: target)
        }
    }

    // MARK: Texts

    private mutating func test(_ test: TextTest, jumpingIf outcome: Bool, to target: Label) {
        let next = assembler.label("next")
        let (holds, fails) = outcome ? (target, next) : (next, target)
        let isNegated = test.relation == .notEqual
        let (same, different) = isNegated ? (fails, holds) : (holds, fails)
        switch test.source {
        case .command: compareCommand(test, different: different)
        case .argument(let argument): compareString(test, argument, different: different, missing: fails)
        case .member, .socketPath: preconditionFailure("what lies in structures is tested in user space")
        }
        if same == target { assembler.jump(to: target) }
        assembler.bind(next)
    }

    /// The name of the thread has 16 bytes, its end and what follows it are NUL.
    private mutating func compareCommand(_ test: TextTest, different: Label) {
        let size = 16
        precondition(test.value.count < size, "no thread has so long a name")
        assembler.move(.r1, .r10)
        assembler.arithmetic(.add, .r1, Int32(ConditionSlot.command))
        assembler.move(.r2, Int32(size))
        assembler.call(.getCurrentCommand)
        let padding = test.relation == .hasPrefix ? 0 : size - test.value.count
        compareBytes(.r10, ConditionSlot.command, test.value + [UInt8](repeating: 0, count: padding), different: different)
    }

    private mutating func compareString(_ test: TextTest, _ argument: Int, different: Label, missing: Label) {
        assembler.load(.r2, .r10, ConditionSlot.chunk(argument), .double)
        assembler.move(.r1, .r9)
        assembler.arithmetic(.add, .r1, .r2)
        assembler.load(.r2, .r1, Int16(RecordLayout.chunkStatus), .byte)
        assembler.jump(.equal, .r2, Int32(ChunkStatus.unreadable.rawValue), to: missing)
        // A string that was cut is longer than any text that is compared here.
        assembler.load(.r2, .r1, Int16(RecordLayout.chunkLength), .word)
        assembler.jump(test.relation == .hasPrefix ? .less : .notEqual, .r2, Int32(test.value.count), to: different)
        compareBytes(.r1, Int16(RecordLayout.chunkHeaderSize), test.value, different: different)
    }

    /// Jumps unless memory holds these bytes.
    private mutating func compareBytes(_ base: Register, _ offset: Int16, _ bytes: [UInt8], different: Label) {
        var position = 0
        while position < bytes.count {
            let rest = bytes.count - position
            let width: Width = rest >= 8 ? .double : rest >= 4 ? .word : rest >= 2 ? .half : .byte
            let value = bytes[position..<position + width.bytes].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            assembler.load(.r2, base, offset + Int16(position), width)
            if width == .double {
                assembler.load(.r3, value)
                assembler.jump(.notEqual, .r2, .r3, to: different)
            } else {
                assembler.jump32(.notEqual, .r2, Int32(truncatingIfNeeded: value), to: different)
            }
            position += width.bytes
        }
    }

    // MARK: Identity

    /// Stores who made the call: what user space cannot find out afterwards.
    mutating func storeIdentity(at offset: Int) {
        assembler.comment("identity")
        assembler.call(.getCurrentUser)
        assembler.store(.r9, Int16(offset), .r0, .double)
        assembler.move(.r1, .r9)
        assembler.arithmetic(.add, .r1, Int32(offset + RecordLayout.identityCommand))
        assembler.move(.r2, Int32(RecordLayout.identitySize - RecordLayout.identityCommand))
        assembler.call(.getCurrentCommand)
    }
}

extension CallCondition {
    /// When all that it compares is at hand.
    var stage: ProgramWriter.TestStage {
        switch self {
        case .constant: .registers
        case .number(let test):
            switch test.source {
            case .result, .error, .argument: .registers
            default: .task
            }
        case .text(let test): test.source == .command ? .task : .strings
        case .not(let inner): inner.stage
        case .all(let members), .any(let members): members.map(\.stage).max() ?? .registers
        }
    }
}

extension NumberRelation {
    fileprivate func condition(isSigned: Bool, inverted: Bool) -> Bytecode.Condition {
        switch (self, inverted) {
        case (.hasBits, _): .anyBitSet
        case (.equal, false), (.notEqual, true): .equal
        case (.notEqual, false), (.equal, true): .notEqual
        case (.less, false), (.greaterOrEqual, true): isSigned ? .signedLess : .less
        case (.lessOrEqual, false), (.greater, true): isSigned ? .signedLessOrEqual : .lessOrEqual
        case (.greater, false), (.lessOrEqual, true): isSigned ? .signedGreater : .greater
        case (.greaterOrEqual, false), (.less, true): isSigned ? .signedGreaterOrEqual : .greaterOrEqual
        }
    }
}
