import Bytecode
import Schema

/// Memory that is found through memory: each piece becomes a chunk of its own, with the address that it was found at.
///
/// The offset behind the last chunk is kept in scratch memory meanwhile, where the verifier forgets its value: one round of a loop looks like the other.
extension ProgramWriter {
    /// Below the record: bytes written so far.
    static let runningEnd: Int16 = -8
    /// Where the elements begin that are followed.
    static let elements: Int16 = -16
    /// Bytes of the result that no buffer has taken yet.
    static let untaken: Int16 = -24
    /// Bytes of the elements that are followed.
    static let elementBytes: Int16 = -32
    /// Where the headers of several messages begin.
    static let headers: Int16 = -40
    /// Bytes of those headers.
    static let headerBytes: Int16 = -48

    static let indirectHeaderSize = RecordLayout.chunkHeaderSize + 8

    /// Bytes that an array of buffers can append, its own chunk left out.
    static func maximumIndirectSize(_ limit: Int) -> Int {
        let one = indirectHeaderSize + (limit + 7) / 8 * 8
        return min(CaptureStep.maximumBuffers * one, CaptureStep.indirectFill + one)
    }

    static func maximumBuffersSize(_ limit: Int) -> Int {
        CaptureStep.maximumBuffers * 16 + maximumIndirectSize(limit)
    }

    mutating func captureBuffers(_ step: CaptureStep, count: Length, contents: Direction, limit: Int, abi: ABI, next: Label) {
        let elementSize = abi.pointerSize * 2
        let followed = assembler.label("followed")
        assembler.move(.r1, .r8)
        assembler.arithmetic(.add, .r1, Int32(RecordLayout.chunkHeaderSize))
        assembler.store(.r9, Self.elements, .r1, .double)
        captureBytes(
            step, count: count, elementSize: elementSize, limit: CaptureStep.maximumBuffers * elementSize, abi: abi, next: followed)
        assembler.load(.r1, .r10, Slot.size, .double)
        assembler.store(.r9, Self.elementBytes, .r1, .double)
        assembler.store(.r9, Self.runningEnd, .r8, .double)
        if contents == .output {
            assembler.load(.r1, .r6, 8, .double)
            assembler.jump(.greaterOrEqual, .r1, -4095, to: next)
            assembler.store(.r9, Self.untaken, .r1, .double)
        } else {
            assembler.move(.r1, -1)
            assembler.store(.r9, Self.untaken, .r1, .double)
        }
        let end = reach + Self.maximumBuffersSize(limit) + RecordLayout.chunkHeaderSize
        followElements(step.argument, limit: limit, abi: abi, end: end)
        takeRunningEnd(end)
        assembler.bind(followed)
    }

    /// r8 = what the loops have written up to; leaves when that is more than can be, which the verifier cannot know.
    mutating func takeRunningEnd(_ end: Int) {
        assembler.load(.r8, .r9, Self.runningEnd, .double)
        assembler.jump(.greater, .r8, Int32(end), to: leave)
    }

    /// Reads what each pair of address and length at `elements` stands for.
    ///
    /// - Parameter end: bytes that the record can have at most when this is done.
    mutating func followElements(_ argument: Int, limit: Int, abi: ABI, end: Int) {
        let elementSize = Int32(abi.pointerSize * 2)
        repeatCounting(CaptureStep.maximumBuffers) { writer, next, stop in
            // r3 counts; r1 = the element.
            writer.assembler.arithmetic(.multiply, .r3, elementSize)
            writer.assembler.load(.r1, .r9, Self.elements, .double)
            writer.assembler.jump(.greater, .r1, Int32(end), to: stop)
            writer.assembler.arithmetic(.add, .r1, .r9)
            writer.assembler.load(.r2, .r9, Self.elementBytes, .double)
            writer.assembler.jump(.greaterOrEqual, .r3, .r2, to: stop)
            writer.assembler.jump(.greaterOrEqual, .r3, elementSize * Int32(CaptureStep.maximumBuffers), to: stop)
            writer.assembler.arithmetic(.add, .r1, .r3)
            let width: Width = abi == .i386 ? .word : .double
            writer.assembler.load(.r2, .r1, 0, width)
            writer.assembler.store(.r10, Slot.pointer, .r2, .double)
            writer.assembler.load(.r2, .r1, Int16(abi.pointerSize), width)
            let taken = writer.assembler.label("taken")
            writer.assembler.load(.r3, .r9, Self.untaken, .double)
            writer.assembler.jump(.lessOrEqual, .r2, .r3, to: taken)
            writer.assembler.move(.r2, .r3)
            writer.assembler.bind(taken)
            writer.assembler.arithmetic(.subtract, .r3, .r2)
            writer.assembler.store(.r9, Self.untaken, .r3, .double)
            writer.assembler.jump(.equal, .r2, 0, to: next)
            writer.appendIndirect(argument, limit: limit, end: end, full: stop)
            writer.assembler.jump(to: next)
        }
    }

    /// Appends a chunk of form `.indirect`: r2 bytes, at most `limit`, at the address in `Slot.pointer`.
    ///
    /// - Parameter full: where to go when there is no room for so much; the record may have `end` bytes.
    mutating func appendIndirect(_ argument: Int, limit: Int, end: Int, full: Label) {
        let fits = assembler.label("fits")
        let readable = assembler.label("readable")
        assembler.move(.r1, Self.chunkHead(argument, .complete, moment, .indirect))
        assembler.jump(.lessOrEqual, .r2, Int32(limit), to: fits)
        assembler.move(.r2, Int32(limit))
        assembler.move(.r1, Self.chunkHead(argument, .truncated, moment, .indirect))
        assembler.bind(fits)
        assembler.store(.r10, Slot.flags, .r1, .double)
        assembler.store(.r10, Slot.size, .r2, .double)
        assembler.load(.r1, .r9, Self.runningEnd, .double)
        assembler.jump(.greater, .r1, Int32(end - (Self.indirectHeaderSize + (limit + 7) / 8 * 8)), to: full)
        assembler.store(.r10, Slot.end, .r1, .double)
        assembler.arithmetic(.add, .r1, .r9)
        assembler.arithmetic(.add, .r1, Int32(Self.indirectHeaderSize))
        assembler.load(.r3, .r10, Slot.pointer, .double)
        assembler.call(.probeReadUser)
        assembler.load(.r4, .r10, Slot.end, .double)
        assembler.move(.r1, .r9)
        assembler.arithmetic(.add, .r1, .r4)
        assembler.load(.r2, .r10, Slot.size, .double)
        assembler.load(.r3, .r10, Slot.flags, .double)
        assembler.jump(.equal, .r0, 0, to: readable)
        assembler.move(.r2, 0)
        assembler.move(.r3, Self.chunkHead(argument, .unreadable, moment, .indirect))
        assembler.bind(readable)
        assembler.store(.r1, 0, .r3, .word)
        assembler.arithmetic(.add, .r2, 8)
        assembler.store(.r1, Int16(RecordLayout.chunkLength), .r2, .word)
        assembler.load(.r3, .r10, Slot.pointer, .double)
        assembler.store(.r1, Int16(RecordLayout.chunkHeaderSize), .r3, .double)
        assembler.arithmetic(.add, .r2, Int32(RecordLayout.chunkHeaderSize + 7))
        assembler.arithmetic(.and, .r2, -8)
        assembler.arithmetic(.add, .r4, .r2)
        assembler.store(.r9, Self.runningEnd, .r4, .double)
    }

    /// Runs `body` with r3 counting from 0: as a loop where the kernel has number iterators, written out where not. The body ends with a jump to one of
    /// its labels.
    mutating func repeatCounting(
        _ count: Int, iterator: Int16 = Slot.iterator, _ body: (inout ProgramWriter, _ next: Label, _ stop: Label) -> Void
    ) {
        let stop = assembler.label("stop")
        guard request.facts.hasNumberIterator else {
            for number in 0..<count {
                let next = assembler.label("round \(number + 1)")
                assembler.move(.r3, Int32(number))
                body(&self, next, stop)
                assembler.bind(next)
            }
            return assembler.bind(stop)
        }
        let round = assembler.label("round")
        beginIterator(count: Int32(count), at: iterator)
        assembler.bind(round)
        nextNumber(orElse: stop, at: iterator)
        assembler.load(.r3, .r0, 0, .word)
        body(&self, round, stop)
        assembler.bind(stop)
        endIterator(at: iterator)
    }

    mutating func captureLinked(_ step: CaptureStep, size: Int, linked: Int, abi: ABI, next: Label) {
        let followed = assembler.label("followed")
        let alone = assembler.label("nothing linked")
        let end = reach + RecordLayout.chunkHeaderSize + (size + 7) / 8 * 8 + Self.indirectHeaderSize + linked
        assembler.move(.r1, .r8)
        assembler.arithmetic(.add, .r1, Int32(RecordLayout.chunkHeaderSize))
        assembler.store(.r10, Slot.header, .r1, .double)
        captureBytes(step, count: .fixed(1), elementSize: size, limit: size, abi: abi, next: followed)
        assembler.store(.r9, Self.runningEnd, .r8, .double)
        assembler.load(.r1, .r10, Slot.header, .double)
        assembler.arithmetic(.add, .r1, .r9)
        assembler.load(.r2, .r1, 0, abi == .i386 ? .word : .double)
        assembler.jump(.equal, .r2, 0, to: alone)
        assembler.store(.r10, Slot.pointer, .r2, .double)
        assembler.move(.r2, Int32(linked))
        appendIndirect(step.argument, limit: linked, end: end, full: alone)
        assembler.bind(alone)
        takeRunningEnd(end)
        assembler.bind(followed)
    }

    /// The memory is read as a chunk of bytes would be, counted, and overwritten by the number.
    mutating func captureChainCount(_ step: CaptureStep, lengthOffset: Int, abi: ABI, next: Label) {
        let limit = CaptureStep.maximumChain
        let whole = assembler.label("whole")
        let readable = assembler.label("readable")
        let head = Self.chunkHead(step.argument, .complete, moment, .count)
        assembler.load(.r2, .r6, 8, .double)
        assembler.move(.r1, head)
        assembler.jump(.lessOrEqual, .r2, Int32(limit), to: whole)
        assembler.move(.r2, Int32(limit))
        assembler.move(.r1, Self.chunkHead(step.argument, .truncated, moment, .count))
        assembler.bind(whole)
        assembler.store(.r10, Slot.flags, .r1, .double)
        assembler.store(.r9, Self.elementBytes, .r2, .double)
        assembler.store(.r9, Self.elements, immediate: 0, .double)
        assembler.store(.r9, Self.untaken, immediate: 0, .double)
        pointToChunk()
        assembler.arithmetic(.add, .r1, Int32(RecordLayout.chunkHeaderSize))
        loadArgument(step.argument, abi, into: .r3, registers: .r7)
        assembler.call(.probeReadUser)
        assembler.jump(.equal, .r0, 0, to: readable)
        pointToChunk()
        storeUnreadable(step.argument, moment, .count)
        assembler.jump(to: next)
        assembler.bind(readable)
        // A file name has one byte at least.
        repeatCounting(limit / (lengthOffset + 3)) { writer, next, stop in
            writer.assembler.load(.r1, .r9, Self.elements, .double)
            writer.assembler.load(.r2, .r9, Self.elementBytes, .double)
            writer.assembler.jump(.greaterOrEqual, .r1, .r2, to: stop)
            writer.assembler.jump(.greater, .r1, Int32(limit - lengthOffset - 2), to: stop)
            writer.assembler.move(.r3, .r1)
            writer.assembler.arithmetic(.add, .r3, .r8)
            writer.assembler.arithmetic(.add, .r3, .r9)
            writer.assembler.load(.r3, .r3, Int16(RecordLayout.chunkHeaderSize + lengthOffset), .half)
            writer.assembler.jump(.equal, .r3, 0, to: stop)
            writer.assembler.arithmetic(.add, .r1, .r3)
            writer.assembler.store(.r9, Self.elements, .r1, .double)
            writer.assembler.load(.r1, .r9, Self.untaken, .double)
            writer.assembler.arithmetic(.add, .r1, 1)
            writer.assembler.store(.r9, Self.untaken, .r1, .double)
            writer.assembler.jump(to: next)
        }
        assembler.load(.r2, .r9, Self.untaken, .double)
        storeCount(step.argument, .r2, source: moment)
        assembler.load(.r3, .r10, Slot.flags, .double)
        assembler.store(.r1, 0, .r3, .word)
    }
}
