import Bytecode
import Schema

/// The code of capture steps: each appends one chunk at r9 + r8 and moves r8 past it. r7 points to the registers.
extension ProgramWriter {
    /// Bytes that a step can append at most, chunk header and padding included.
    static func maximumSize(_ step: CaptureStep) -> Int { RecordLayout.chunkHeaderSize + (maximumBytes(step.form) + 7) / 8 * 8 }

    private static func maximumBytes(_ form: CaptureStep.Form) -> Int {
        switch form {
        // One more than the limit, to tell a string that just fits from one that was cut.
        case .string(let limit): limit + 1
        case .bytes(_, _, let limit): limit
        case .vector: VectorArea.size
        case .vectorCount: 8
        case .buffers(_, _, let limit): maximumBuffersSize(limit)
        case .message(_, let limit): maximumMessageSize(limit)
        case .messages(_, _, let limit): maximumMessagesSize(limit)
        case .linked(let size, let linked): (size + 7) / 8 * 8 + indirectHeaderSize + linked
        case .chainCount: CaptureStep.maximumChain
        case .selected(_, let selections): selections.map { maximumBytes($0.form) }.max() ?? 0
        }
    }

    mutating func capture(_ step: CaptureStep, abi: ABI) {
        let next = assembler.label("step")
        if step.onlyOnSuccess {
            assembler.load(.r1, .r6, 8, .double)
            assembler.jump(.greaterOrEqual, .r1, -4095, to: next)
        }
        switch step.form {
        case .string(let limit):
            assembler.comment("argument \(step.argument): string, at most \(limit) bytes")
            captureString(step.argument, limit: limit, abi: abi, next: next)
        case .bytes(let count, let elementSize, let limit):
            assembler.comment("argument \(step.argument): bytes, at most \(limit)")
            captureBytes(step, count: count, elementSize: elementSize, limit: limit, abi: abi, next: next)
        case .vector:
            assembler.comment("argument \(step.argument): strings of a vector")
            captureVector(step.argument, abi: abi)
        case .vectorCount:
            assembler.comment("argument \(step.argument): length of a vector")
            captureVectorCount(step.argument, abi: abi)
        case .buffers(let count, let contents, let limit):
            assembler.comment("argument \(step.argument): buffers, at most \(limit) bytes of each")
            captureBuffers(step, count: count, contents: contents, limit: limit, abi: abi, next: next)
        case .message(let contents, let limit):
            assembler.comment("argument \(step.argument): message, at most \(limit) bytes of each buffer")
            captureMessage(step, contents: contents, limit: limit, abi: abi, next: next)
        case .messages(let count, let contents, let limit):
            assembler.comment("argument \(step.argument): messages, at most \(limit) bytes of each buffer")
            captureMessages(step, count: count, contents: contents, limit: limit, abi: abi, next: next)
        case .linked(let size, let linked):
            assembler.comment("argument \(step.argument): \(size) bytes, and \(linked) behind their first pointer")
            captureLinked(step, size: size, linked: linked, abi: abi, next: next)
        case .chainCount(let lengthOffset):
            assembler.comment("argument \(step.argument): number of structures that follow each other")
            captureChainCount(step, lengthOffset: lengthOffset, abi: abi, next: next)
        case .selected(let selector, let selections):
            assembler.comment("argument \(step.argument): what argument \(selector) selects")
            captureSelected(step, by: selector, selections, abi: abi, next: next)
        }
        assembler.bind(next)
        reach += Self.maximumSize(step)
    }

    /// The first four bytes of a chunk as one number.
    static func chunkHead(_ argument: Int, _ status: ChunkStatus, _ source: ChunkSource, _ form: ChunkForm) -> Int32 {
        Int32(argument) | Int32(status.rawValue) << 8 | Int32(source.rawValue) << 16 | Int32(form.rawValue) << 24
    }

    /// A chunk at r1 that says that the memory could not be read; r8 moves past it.
    mutating func storeUnreadable(_ argument: Int, _ source: ChunkSource, _ form: ChunkForm) {
        assembler.store(.r1, 0, immediate: Self.chunkHead(argument, .unreadable, source, form), .word)
        assembler.store(.r1, Int16(RecordLayout.chunkLength), immediate: 0, .word)
        assembler.arithmetic(.add, .r8, Int32(RecordLayout.chunkHeaderSize))
    }

    /// r1 = r9 + r8, where the next chunk begins.
    mutating func pointToChunk(_ target: Register = .r1) {
        assembler.move(target, .r9)
        assembler.arithmetic(.add, target, .r8)
    }

    private mutating func captureString(_ argument: Int, limit: Int, abi: ABI, next: Label) {
        pointToChunk()
        assembler.arithmetic(.add, .r1, Int32(RecordLayout.chunkHeaderSize))
        assembler.move(.r2, Int32(limit + 1))
        loadArgument(argument, abi, into: .r3, registers: .r7)
        assembler.call(.probeReadUserString)
        finishString(argument, limit: limit, source: moment, next: next)
    }

    /// Closes a string chunk: r0 is the helper's result for a buffer of `limit + 1` bytes.
    mutating func finishString(_ argument: Int, limit: Int, source: ChunkSource, next: Label) {
        let readable = assembler.label("readable")
        let cut = assembler.label("cut")
        let whole = assembler.label("whole")
        pointToChunk()
        assembler.jump(.signedGreater, .r0, 0, to: readable)
        storeUnreadable(argument, source, .string)
        assembler.jump(to: next)
        assembler.bind(readable)
        assembler.jump(.greater, .r0, Int32(limit), to: cut)
        assembler.store(.r1, 0, immediate: Self.chunkHead(argument, .complete, source, .string), .word)
        assembler.jump(to: whole)
        assembler.bind(cut)
        assembler.store(.r1, 0, immediate: Self.chunkHead(argument, .truncated, source, .string), .word)
        assembler.bind(whole)
        // The result counts the NUL; the chunk does not. (length − 1 + 8 + 7) & ~7 without going below zero.
        assembler.move(.r2, .r0)
        assembler.arithmetic(.add, .r2, -1)
        assembler.store(.r1, Int16(RecordLayout.chunkLength), .r2, .word)
        assembler.arithmetic(.add, .r0, Int32(RecordLayout.chunkHeaderSize + 6))
        assembler.arithmetic(.and, .r0, -8)
        assembler.arithmetic(.add, .r8, .r0)
    }

    mutating func captureBytes(
        _ step: CaptureStep, count: Length, elementSize: Int, limit: Int, abi: ABI, next: Label
    ) {
        let argument = step.argument
        switch count {
        case .fixed(let number):
            let size = min(number * elementSize, limit)
            // Through a register: before Linux 6.3 the verifier forgets immediates that are stored to the stack.
            assembler.move(.r1, Int32(size))
            assembler.store(.r10, Slot.size, .r1, .double)
            let status: ChunkStatus = number * elementSize > limit ? .truncated : .complete
            assembler.move(.r1, Self.chunkHead(argument, status, moment, .bytes))
            assembler.store(.r10, Slot.flags, .r1, .double)
        case .argument(let index):
            loadArgument(index, abi, into: .r2, registers: .r7)
            if step.hasNarrowCount { assembler.move32(.r2, .r2) }
            boundSize(argument, elementSize: elementSize, limit: limit)
        case .result:
            assembler.load(.r2, .r6, 8, .double)
            // An error is no length.
            if !step.onlyOnSuccess { assembler.jump(.greaterOrEqual, .r2, -4095, to: next) }
            boundSize(argument, elementSize: elementSize, limit: limit)
        case .pointee(let index):
            readPointer(index, size: 4, abi: abi, orElse: next)
            assembler.load(.r2, .r10, Slot.pointer, .word)
            boundSize(argument, elementSize: elementSize, limit: limit)
        case .bits(let index):
            loadArgument(index, abi, into: .r2, registers: .r7)
            bitsToBytes(.r2, abi)
            boundSize(argument, elementSize: elementSize, limit: limit)
        }
        readSized(argument, abi: abi, next: next)
    }

    /// A chunk of the `Slot.size` bytes that an argument points to, with the head in `Slot.flags`.
    private mutating func readSized(_ argument: Int, abi: ABI, next: Label) {
        pointToChunk()
        assembler.arithmetic(.add, .r1, Int32(RecordLayout.chunkHeaderSize))
        assembler.load(.r2, .r10, Slot.size, .double)
        loadArgument(argument, abi, into: .r3, registers: .r7)
        assembler.call(.probeReadUser)
        let readable = assembler.label("readable")
        pointToChunk()
        assembler.jump(.equal, .r0, 0, to: readable)
        storeUnreadable(argument, moment, .bytes)
        assembler.jump(to: next)
        assembler.bind(readable)
        assembler.load(.r2, .r10, Slot.flags, .double)
        assembler.store(.r1, 0, .r2, .word)
        assembler.load(.r2, .r10, Slot.size, .double)
        assembler.store(.r1, Int16(RecordLayout.chunkLength), .r2, .word)
        assembler.arithmetic(.add, .r2, Int32(RecordLayout.chunkHeaderSize + 7))
        assembler.arithmetic(.and, .r2, -8)
        assembler.arithmetic(.add, .r8, .r2)
    }

    /// A comparison for each value, then one way for all numbers of bytes and one for strings.
    private mutating func captureSelected(
        _ step: CaptureStep, by selector: Int, _ selections: [CaptureStep.Selection], abi: ABI, next: Label
    ) {
        let read = assembler.label("read")
        loadArgument(selector, abi, into: .r2, registers: .r7)
        let labels = selections.map { _ in assembler.label("selected") }
        for (selection, label) in zip(selections, labels) {
            for value in selection.values { assembler.jump32(.equal, .r2, Int32(bitPattern: value), to: label) }
        }
        assembler.jump(to: next)
        var readsBytes = false
        for (selection, label) in zip(selections, labels) {
            assembler.bind(label)
            if selection.onlyOnSuccess {
                assembler.load(.r1, .r6, 8, .double)
                assembler.jump(.greaterOrEqual, .r1, -4095, to: next)
            }
            switch selection.form {
            case .bytes(.fixed(let count), let elementSize, let limit):
                assembler.move(.r1, Int32(min(count * elementSize, limit)))
                assembler.store(.r10, Slot.size, .r1, .double)
                assembler.jump(to: read)
                readsBytes = true
            case .string(let limit):
                captureString(step.argument, limit: limit, abi: abi, next: next)
                assembler.jump(to: next)
            default: assembler.jump(to: next)
            }
        }
        assembler.bind(read)
        guard readsBytes else { return }
        assembler.move(.r1, Self.chunkHead(step.argument, .complete, moment, .bytes))
        assembler.store(.r10, Slot.flags, .r1, .double)
        readSized(step.argument, abi: abi, next: next)
    }

    /// `Slot.pointer` = the `size` bytes that an argument points to.
    mutating func readPointer(_ argument: Int, size: Int, abi: ABI, orElse unreadable: Label) {
        assembler.move(.r1, 0)
        assembler.store(.r10, Slot.pointer, .r1, .double)
        assembler.move(.r1, .r10)
        assembler.arithmetic(.add, .r1, Int32(Slot.pointer))
        assembler.move(.r2, Int32(size))
        loadArgument(argument, abi, into: .r3, registers: .r7)
        assembler.call(.probeReadUser)
        assembler.jump(.notEqual, .r0, 0, to: unreadable)
    }

    /// A number of bits, of which the kernel looks at 32 bits, as bytes of whole words (kernel: fs/select.c, `FDS_BYTES`).
    mutating func bitsToBytes(_ count: Register, _ abi: ABI) {
        let bits = Int32(abi.pointerSize * 8)
        assembler.move32(count, count)
        assembler.arithmetic(.add, count, bits - 1)
        assembler.arithmetic(.shiftRight, count, 3)
        assembler.arithmetic(.and, count, -Int32(abi.pointerSize))
    }

    /// From the count in r2: the bytes to read into `Slot.size`, the chunk's head into `Slot.flags`.
    private mutating func boundSize(_ argument: Int, elementSize: Int, limit: Int) {
        let fits = assembler.label("fits")
        let bounded = assembler.label("bounded")
        assembler.jump(.lessOrEqual, .r2, Int32(limit / elementSize), to: fits)
        assembler.move(.r2, Int32(limit / elementSize))
        assembler.move(.r1, Self.chunkHead(argument, .truncated, moment, .bytes))
        assembler.jump(to: bounded)
        assembler.bind(fits)
        assembler.move(.r1, Self.chunkHead(argument, .complete, moment, .bytes))
        assembler.bind(bounded)
        assembler.store(.r10, Slot.flags, .r1, .double)
        if elementSize != 1 { assembler.arithmetic(.multiply, .r2, Int32(elementSize)) }
        assembler.store(.r10, Slot.size, .r2, .double)
    }
}
