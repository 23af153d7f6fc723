import Bytecode
import Schema

/// Message headers and what they point to.
extension ProgramWriter {
    /// Where a message header keeps what (kernel: include/linux/socket.h, `user_msghdr`; include/net/compat.h, `compat_msghdr`).
    private struct Layout {
        let abi: ABI
        /// Of one header, and of one in an array, where its length follows.
        var size: Int { abi == .i386 ? 28 : 56 }
        var elementSize: Int { abi == .i386 ? 32 : 64 }
        var word: Width { abi == .i386 ? .word : .double }
        let name: Int16 = 0
        var nameLength: Int16 { abi == .i386 ? 4 : 8 }
        var buffers: Int16 { abi == .i386 ? 8 : 16 }
        var bufferCount: Int16 { abi == .i386 ? 12 : 24 }
        var control: Int16 { abi == .i386 ? 16 : 32 }
        var controlLength: Int16 { abi == .i386 ? 20 : 40 }
        var messageLength: Int16 { Int16(size) }
    }

    /// Bytes behind one message header.
    private static func maximumMessageContents(_ limit: Int) -> Int {
        (indirectHeaderSize + CaptureStep.maximumName) + (indirectHeaderSize + CaptureStep.maximumBuffers * 16)
            + maximumIndirectSize(limit) + (indirectHeaderSize + CaptureStep.maximumControl)
    }

    static func maximumMessageSize(_ limit: Int) -> Int { 56 + maximumMessageContents(limit) }

    static func maximumMessagesSize(_ limit: Int) -> Int {
        CaptureStep.maximumBuffers * 64 + CaptureStep.indirectFill + maximumMessageContents(limit)
    }

    mutating func captureMessage(_ step: CaptureStep, contents: Direction, limit: Int, abi: ABI, next: Label) {
        let layout = Layout(abi: abi)
        let followed = assembler.label("followed")
        let end = reach + Self.maximumMessageSize(limit) + RecordLayout.chunkHeaderSize
        assembler.move(.r1, .r8)
        assembler.arithmetic(.add, .r1, Int32(RecordLayout.chunkHeaderSize))
        assembler.store(.r10, Slot.header, .r1, .double)
        captureBytes(step, count: .fixed(1), elementSize: layout.size, limit: layout.size, abi: abi, next: followed)
        assembler.store(.r9, Self.runningEnd, .r8, .double)
        if contents == .output {
            assembler.load(.r1, .r6, 8, .double)
        } else {
            assembler.move(.r1, -1)
        }
        assembler.store(.r9, Self.untaken, .r1, .double)
        followMessage(step.argument, layout, limit: limit, end: end)
        takeRunningEnd(end)
        assembler.bind(followed)
    }

    mutating func captureMessages(_ step: CaptureStep, count: Length, contents: Direction, limit: Int, abi: ABI, next: Label) {
        let layout = Layout(abi: abi)
        let followed = assembler.label("followed")
        let end = reach + Self.maximumMessagesSize(limit) + RecordLayout.chunkHeaderSize
        assembler.move(.r1, .r8)
        assembler.arithmetic(.add, .r1, Int32(RecordLayout.chunkHeaderSize))
        assembler.store(.r9, Self.headers, .r1, .double)
        // What was not received has nothing to show.
        captureBytes(
            step, count: contents == .output ? .result : count, elementSize: layout.elementSize,
            limit: CaptureStep.maximumBuffers * layout.elementSize, abi: abi, next: followed)
        assembler.load(.r1, .r10, Slot.size, .double)
        assembler.store(.r9, Self.headerBytes, .r1, .double)
        assembler.store(.r9, Self.runningEnd, .r8, .double)
        repeatCounting(CaptureStep.maximumBuffers, iterator: Slot.outerIterator) { writer, next, stop in
            writer.assembler.arithmetic(.multiply, .r3, Int32(layout.elementSize))
            writer.assembler.load(.r2, .r9, Self.headerBytes, .double)
            writer.assembler.jump(.greaterOrEqual, .r3, .r2, to: stop)
            writer.assembler.load(.r1, .r9, Self.headers, .double)
            writer.assembler.arithmetic(.add, .r1, .r3)
            writer.assembler.jump(.greater, .r1, Int32(end), to: stop)
            writer.assembler.store(.r10, Slot.header, .r1, .double)
            if contents == .output {
                writer.assembler.arithmetic(.add, .r1, .r9)
                writer.assembler.load(.r1, .r1, layout.messageLength, .word)
            } else {
                writer.assembler.move(.r1, -1)
            }
            writer.assembler.store(.r9, Self.untaken, .r1, .double)
            writer.followMessage(step.argument, layout, limit: limit, end: end)
            writer.assembler.jump(to: next)
        }
        takeRunningEnd(end)
        assembler.bind(followed)
    }

    /// Name, buffers and control messages of the header at `Slot.header`.
    private mutating func followMessage(_ argument: Int, _ layout: Layout, limit: Int, end: Int) {
        let buffers = assembler.label("buffers")
        let control = assembler.label("control")
        let done = assembler.label("message done")
        assembler.comment("name")
        loadMember(layout.name, layout.word, into: .r2)
        assembler.jump(.equal, .r2, 0, to: buffers)
        assembler.store(.r10, Slot.pointer, .r2, .double)
        assembler.load(.r2, .r1, layout.nameLength, .word)
        assembler.jump(.equal, .r2, 0, to: buffers)
        appendIndirect(argument, limit: CaptureStep.maximumName, end: end, full: done)

        assembler.bind(buffers)
        assembler.comment("buffers")
        let elementSize = Int32(layout.abi.pointerSize * 2)
        let counted = assembler.label("counted")
        loadMember(layout.buffers, layout.word, into: .r2)
        assembler.store(.r10, Slot.pointer, .r2, .double)
        assembler.load(.r2, .r1, layout.bufferCount, layout.word)
        assembler.jump(.equal, .r2, 0, to: control)
        // One more than the limit, to tell an array that just fits from one that was cut.
        assembler.jump(.lessOrEqual, .r2, Int32(CaptureStep.maximumBuffers), to: counted)
        assembler.move(.r2, Int32(CaptureStep.maximumBuffers + 1))
        assembler.bind(counted)
        assembler.arithmetic(.multiply, .r2, elementSize)
        assembler.load(.r1, .r9, Self.runningEnd, .double)
        assembler.arithmetic(.add, .r1, Int32(Self.indirectHeaderSize))
        assembler.store(.r9, Self.elements, .r1, .double)
        appendIndirect(argument, limit: CaptureStep.maximumBuffers * Int(elementSize), end: end, full: done)
        // Where the array could not be read, its chunk is as long as its address.
        assembler.load(.r1, .r9, Self.elements, .double)
        assembler.jump(.greater, .r1, Int32(end), to: control)
        assembler.arithmetic(.add, .r1, .r9)
        assembler.load(.r2, .r1, Int16(RecordLayout.chunkLength - Self.indirectHeaderSize), .word)
        assembler.arithmetic(.add, .r2, -8)
        assembler.store(.r9, Self.elementBytes, .r2, .double)
        if limit > 0 { followElements(argument, limit: limit, abi: layout.abi, end: end) }

        assembler.bind(control)
        assembler.comment("control messages")
        loadMember(layout.control, layout.word, into: .r2)
        assembler.jump(.equal, .r2, 0, to: done)
        assembler.store(.r10, Slot.pointer, .r2, .double)
        assembler.load(.r2, .r1, layout.controlLength, layout.word)
        assembler.jump(.equal, .r2, 0, to: done)
        appendIndirect(argument, limit: CaptureStep.maximumControl, end: end, full: done)
        assembler.bind(done)
    }

    /// `target` = a member of the header at `Slot.header`, which r1 points to afterwards.
    private mutating func loadMember(_ offset: Int16, _ width: Width, into target: Register) {
        assembler.load(.r1, .r10, Slot.header, .double)
        assembler.arithmetic(.add, .r1, .r9)
        assembler.load(target, .r1, offset, width)
    }
}
