import Bytecode
import Schema

/// Room for the strings of a vector that is read pointer by pointer.
enum VectorArea {
    /// Bytes after which no further string is begun before they have gone ahead in a fragment; more than the longest string, so that one fragment is enough.
    static let fill = longestString + 8
    /// The longest string of a vector, with its NUL (kernel: MAX_ARG_STRLEN, include/uapi/linux/binfmts.h).
    static let longestString = 131072
    static let size = fill + longestString + 16
    /// Pointers that are followed at most.
    static let maximumCount: Int32 = 65536
}

/// Argument vectors of calls that failed: their pointers are still in the registers.
///
/// What a loop carries from round to round lives in scratch memory, where the verifier forgets its value: a register would make every round a new
/// state, and a million instructions are soon spent.
extension ProgramWriter {
    /// Where the loops keep the bytes written so far, below the record.
    private static let running: Int16 = -8

    mutating func captureVector(_ argument: Int, abi: ABI) {
        let over = assembler.label("over")
        forEachPointer(argument, .vector, abi: abi) { writer, next, cut in
            let fits = writer.assembler.label("fits")
            writer.assembler.load(.r1, .r9, Self.running, .double)
            writer.assembler.jump(.lessOrEqual, .r1, Int32(VectorArea.fill), to: fits)
            writer.sendFragment(argument, orElse: cut)
            writer.assembler.load(.r1, .r9, Self.running, .double)
            writer.assembler.jump(.greater, .r1, Int32(VectorArea.fill), to: cut)
            writer.assembler.bind(fits)
            writer.assembler.arithmetic(.add, .r1, .r8)
            writer.assembler.arithmetic(.add, .r1, .r9)
            writer.assembler.arithmetic(.add, .r1, Int32(RecordLayout.chunkHeaderSize))
            // One more than the limit, to tell a string that just fits from one that was cut.
            writer.assembler.move(.r2, Int32(VectorArea.longestString + 1))
            writer.assembler.load(.r3, .r10, Slot.pointer, .double)
            writer.assembler.call(.probeReadUserString)
            writer.assembler.jump(.signedLessOrEqual, .r0, 0, to: cut)
            writer.assembler.load(.r1, .r9, Self.running, .double)
            writer.assembler.arithmetic(.add, .r1, .r0)
            writer.assembler.store(.r9, Self.running, .r1, .double)
            writer.assembler.jump(.lessOrEqual, .r0, Int32(VectorArea.longestString), to: next)
        }
        pointToChunk()
        assembler.load(.r2, .r10, Slot.flags, .double)
        assembler.store(.r1, 0, .r2, .word)
        assembler.load(.r2, .r9, Self.running, .double)
        // Never more, but the verifier cannot know.
        assembler.jump(.lessOrEqual, .r2, Int32(VectorArea.size - 8), to: over)
        assembler.move(.r2, Int32(VectorArea.size - 8))
        assembler.bind(over)
        assembler.store(.r1, Int16(RecordLayout.chunkLength), .r2, .word)
        assembler.arithmetic(.add, .r2, Int32(RecordLayout.chunkHeaderSize + 7))
        assembler.arithmetic(.and, .r2, -8)
        assembler.arithmetic(.add, .r8, .r2)
    }

    /// Puts the first `fill` bytes of the vector at r9 + r8 into a fragment and moves the rest to the front.
    ///
    /// The scratch holds the record that is being built, so the fragment is built in the ring itself.
    private mutating func sendFragment(_ argument: Int, orElse cut: Label) {
        assembler.comment("fragment")
        assembler.call(.getProcessorIdentifier)
        loadRing()
        assembler.move(.r2, Int32(RecordLayout.headerSize + RecordLayout.chunkHeaderSize + VectorArea.fill))
        assembler.move(.r3, 0)
        assembler.call(.ringBufferReserve)
        assembler.jump(.equal, .r0, 0, to: cut)
        assembler.store(.r10, Slot.reserved, .r0, .double)
        assembler.call(.getCurrentTaskTrusted)
        assembler.load(.r1, .r10, Slot.reserved, .double)
        for (field, offset) in [("pid", RecordLayout.tid), ("tgid", RecordLayout.tgid)] {
            assembler.load(.r2, .r0, field: KernelField("task_struct", field), .word)
            assembler.store(.r1, Int16(offset), .r2, .word)
        }
        assembler.store(.r1, Int16(RecordLayout.kind), immediate: Int32(RecordKind.fragment.rawValue), .word)
        assembler.store(.r1, Int16(RecordLayout.number), immediate: Int32(argument), .word)
        assembler.store(.r1, Int16(RecordLayout.result), immediate: 0, .double)
        let chunk = Int16(RecordLayout.headerSize)
        assembler.store(.r1, chunk, immediate: Self.chunkHead(argument, .complete, .userAtExit, .vector), .word)
        assembler.store(.r1, chunk + Int16(RecordLayout.chunkLength), immediate: Int32(VectorArea.fill), .word)
        assembler.call(.ktimeGetNanoseconds)
        assembler.load(.r1, .r10, Slot.reserved, .double)
        assembler.store(.r1, Int16(RecordLayout.time), .r0, .double)
        assembler.arithmetic(.add, .r1, Int32(RecordLayout.headerSize + RecordLayout.chunkHeaderSize))
        assembler.move(.r2, Int32(VectorArea.fill))
        pointToChunk(.r3)
        assembler.arithmetic(.add, .r3, Int32(RecordLayout.chunkHeaderSize))
        assembler.call(.probeReadKernel)
        assembler.load(.r1, .r10, Slot.reserved, .double)
        assembler.move(.r2, Self.noWakeup)
        assembler.call(.ringBufferSubmit)
        assembler.load(.r2, .r9, Self.running, .double)
        assembler.arithmetic(.subtract, .r2, Int32(VectorArea.fill))
        assembler.jump(.greater, .r2, Int32(VectorArea.longestString + 8), to: cut)
        assembler.store(.r9, Self.running, .r2, .double)
        pointToChunk()
        assembler.arithmetic(.add, .r1, Int32(RecordLayout.chunkHeaderSize))
        // The helper copies upwards, so that the regions may overlap (kernel: mm/maccess.c).
        assembler.move(.r3, .r1)
        assembler.arithmetic(.add, .r3, Int32(VectorArea.fill))
        assembler.call(.probeReadKernel)
    }

    mutating func captureVectorCount(_ argument: Int, abi: ABI) {
        forEachPointer(argument, .count, abi: abi) { writer, next, _ in
            writer.assembler.load(.r1, .r9, Self.running, .double)
            writer.assembler.arithmetic(.add, .r1, 1)
            writer.assembler.store(.r9, Self.running, .r1, .double)
            writer.assembler.jump(to: next)
        }
        let known = assembler.label("known")
        let done = assembler.label("done")
        assembler.load(.r3, .r10, Slot.flags, .double)
        assembler.jump(.notEqual, .r3, Self.chunkHead(argument, .unreadable, .userAtExit, .count), to: known)
        pointToChunk()
        storeUnreadable(argument, .userAtExit, .count)
        assembler.jump(to: done)
        assembler.bind(known)
        assembler.load(.r2, .r9, Self.running, .double)
        storeCount(argument, .r2, source: .userAtExit)
        assembler.store(.r1, 0, .r3, .word)
        assembler.bind(done)
    }

    /// A chunk that holds the number in `count`.
    mutating func storeCount(_ argument: Int, _ count: Register, source: ChunkSource) {
        pointToChunk()
        assembler.store(.r1, 0, immediate: Self.chunkHead(argument, .complete, source, .count), .word)
        assembler.store(.r1, Int16(RecordLayout.chunkLength), immediate: 8, .word)
        assembler.store(.r1, Int16(RecordLayout.chunkHeaderSize), count, .double)
        assembler.arithmetic(.add, .r8, Int32(RecordLayout.chunkHeaderSize + 8))
    }

    /// Runs `body` for each pointer of a NULL-terminated array; the pointer is in `Slot.pointer`. The body ends with a jump to the next round, or
    /// goes on to where the vector is cut, which has a label too. Afterwards `Slot.flags` has the head of the chunk.
    private mutating func forEachPointer(
        _ argument: Int, _ form: ChunkForm, abi: ABI, _ body: (inout ProgramWriter, _ next: Label, _ cut: Label) -> Void
    ) {
        let round = assembler.label("round")
        let readable = assembler.label("readable")
        let cut = assembler.label("cut")
        let stop = assembler.label("stop")
        assembler.store(.r9, Self.running, immediate: 0, .double)
        assembler.store(.r10, Slot.flags, immediate: Self.chunkHead(argument, .complete, .userAtExit, form), .double)
        beginIterator(count: VectorArea.maximumCount)
        assembler.bind(round)
        nextNumber(orElse: cut)
        assembler.load(.r3, .r0, 0, .word)
        assembler.arithmetic(.multiply, .r3, Int32(abi.pointerSize))
        loadArgument(argument, abi, into: .r1, registers: .r7)
        assembler.arithmetic(.add, .r3, .r1)
        assembler.store(.r10, Slot.pointer, immediate: 0, .double)
        assembler.move(.r1, .r10)
        assembler.arithmetic(.add, .r1, Int32(Slot.pointer))
        assembler.move(.r2, Int32(abi.pointerSize))
        assembler.call(.probeReadUser)
        assembler.jump(.equal, .r0, 0, to: readable)
        assembler.load(.r1, .r9, Self.running, .double)
        assembler.jump(.notEqual, .r1, 0, to: cut)
        assembler.store(.r10, Slot.flags, immediate: Self.chunkHead(argument, .unreadable, .userAtExit, form), .double)
        assembler.jump(to: stop)
        assembler.bind(readable)
        assembler.load(.r1, .r10, Slot.pointer, .double)
        assembler.jump(.equal, .r1, 0, to: stop)
        body(&self, round, cut)
        assembler.bind(cut)
        assembler.store(.r10, Slot.flags, immediate: Self.chunkHead(argument, .truncated, .userAtExit, form), .double)
        assembler.bind(stop)
        endIterator()
    }

    // The kernel's number iterator: the verifier looks at one round, whatever the count (kernel: kernel/bpf/bpf_iter.c).

    mutating func beginIterator(count: Int32, at slot: Int16 = Slot.iterator) {
        pointToIterator(slot)
        assembler.move(.r2, 0)
        assembler.move(.r3, count)
        assembler.call(function: "bpf_iter_num_new")
    }

    /// r0 points to the number of this round, 32 bits.
    mutating func nextNumber(orElse stop: Label, at slot: Int16 = Slot.iterator) {
        pointToIterator(slot)
        assembler.call(function: "bpf_iter_num_next")
        assembler.jump(.equal, .r0, 0, to: stop)
    }

    mutating func endIterator(at slot: Int16 = Slot.iterator) {
        pointToIterator(slot)
        assembler.call(function: "bpf_iter_num_destroy")
    }

    private mutating func pointToIterator(_ slot: Int16) {
        assembler.move(.r1, .r10)
        assembler.arithmetic(.add, .r1, Int32(slot))
    }
}
