import Schema

/// The data-driven part of decoding: kinds to sink calls.
extension CallDecoder {
    /// Shows an argument as its kind says.
    func show(_ kind: ValueKind, argument index: Int) {
        switch kind {
        case .string: showString(index)
        case .bytes(let direction, let length): showData(index, direction, length)
        case .vector: showVector(index)
        case .environment: showEnvironment(index)
        case .structure(let structure, let direction): showStructure(index, structure, direction)
        case .array(let structure, let direction, let length): showArray(index, structure, direction, length)
        case .sized(let structure, let direction, let length): showStructure(index, structure, direction, length)
        case .buffers(let structure, let direction, let length): showBuffers(index, structure, direction, length)
        case .selected(let choice): show(choice.kinds[word(choice.argument)] ?? choice.otherwise, argument: index)
        case .message(let structure, let direction, .fixed): showMessage(index, structure, direction)
        case .message(let structure, let direction, let length): showMessages(index, structure, direction, length)
        default:
            if record.hasNoArguments {
                sink.unavailable()
            } else {
                show(kind, record.argument(index), size: record.abi.pointerSize)
            }
        }
    }

    /// Shows a number of `size` bytes as its kind says.
    func show(_ kind: ValueKind, _ value: UInt64, size: Int) {
        switch kind {
        case .signed32: sink.signed(Int64(Int32(truncatingIfNeeded: value)))
        case .unsigned32: sink.unsigned(UInt64(UInt32(truncatingIfNeeded: value)))
        case .signed64: sink.signed(signExtended(value, size: size))
        case .unsigned64: sink.unsigned(zeroExtended(value, size: size))
        case .hexadecimal: sink.hexadecimal(zeroExtended(value, size: size))
        case .mode:
            let mode = UInt64(UInt16(truncatingIfNeeded: value))
            if mode & 0o170000 == 0 { sink.permissions(mode) } else { sink.fileMode(mode) }
        case .descriptor: sink.descriptor(Int32(truncatingIfNeeded: value))
        case .directory:
            let descriptor = Int32(truncatingIfNeeded: value)
            if descriptor == -100 { sink.word("AT_FDCWD") } else { sink.descriptor(descriptor) }
        case .process: sink.process(Int32(truncatingIfNeeded: value))
        case .user, .group:
            let identity =
                size == 2 ? UInt32(truncatingIfNeeded: Int32(Int16(truncatingIfNeeded: value))) : UInt32(truncatingIfNeeded: value)
            sink.identity(identity)
        case .signal: sink.signal(Int32(truncatingIfNeeded: value))
        case .device: sink.device(zeroExtended(value, size: size))
        case .constants(let set, let wide):
            sink.constants(set, zeroExtended(value, size: wide ? size : min(size, 4)))
        case .address, .string, .bytes, .vector, .environment, .structure, .array, .sized, .buffers, .message, .selected:
            sink.address(zeroExtended(value, size: size))
        }
    }

    private func zeroExtended(_ value: UInt64, size: Int) -> UInt64 {
        switch size {
        case 1: value & 0xff
        case 2: value & 0xffff
        case 4: value & 0xffff_ffff
        default: value
        }
    }

    private func signExtended(_ value: UInt64, size: Int) -> Int64 {
        switch size {
        case 1: Int64(Int8(truncatingIfNeeded: value))
        case 2: Int64(Int16(truncatingIfNeeded: value))
        case 4: Int64(Int32(truncatingIfNeeded: value))
        default: Int64(bitPattern: value)
        }
    }

    // MARK: - Strings and data

    func showString(_ index: Int) {
        guard let chunk = content(index) else { return address(index) }
        sink.string(chunk.bytes.bytes, chunk.isTruncated ? .cut : .whole)
    }

    func showData(_ index: Int, _ direction: Direction, _ length: Length) {
        if direction.isOutput, !succeeded { return address(index) }
        guard let chunk = content(index) else {
            // Nothing is captured of an empty buffer, nor of any when the limit is 0.
            guard record.chunk(index) == nil, raw(index) != 0, let count = count(length), count == 0 || options.dataLimit == 0 else {
                return address(index)
            }
            sink.data(UnsafeRawBufferPointer(start: nil, count: 0), count == 0 ? .whole : .cut)
            return
        }
        let shown = chunk.bytes.prefix(at: 0, count: options.dataLimit)
        sink.data(shown.bytes, chunk.isTruncated || shown.count < chunk.bytes.count ? .cut : .whole)
    }

    func showVector(_ index: Int) {
        guard let chunk = content(index) else { return address(index) }
        withVector(index, chunk) { strings, extent in
            sink.beginArray()
            var position = 0
            var last = extent
            while position < strings.count {
                let (string, terminated) = strings.terminatedString(at: position)
                sink.beginElement()
                sink.string(string.bytes, terminated ? .whole : .cut)
                if !terminated { last = .cut }
                position += string.count + 1
            }
            sink.endArray(last)
        }
    }

    /// `envp`: its address and how many variables it has, or all of them.
    func showEnvironment(_ index: Int) {
        guard let chunk = content(index) else { return address(index) }
        if chunk.form == .vector, options.verbose { return showVector(index) }
        var count: UInt64 = 0
        if chunk.form == .count {
            count = chunk.bytes.load(UInt64.self, at: 0) ?? 0
        } else {
            withVector(index, chunk) { strings, _ in
                for byte in strings.bytes where byte == 0 { count += 1 }
            }
        }
        if !record.hasNoArguments { sink.address(raw(index)) }
        sink.count(count, of: "var")
    }

    // MARK: - Structures and arrays

    /// - Parameter length: the bytes that it has, where they are not always as many.
    func showStructure(_ index: Int, _ structure: StructurePlan, _ direction: Direction, _ length: Length = .fixed(.max)) {
        if direction.isOutput, !succeeded { return address(index) }
        // Nothing can be read of nothing, wherever it is.
        guard let chunk = content(index), raw(index) != 0 || record.hasNoArguments else { return address(index) }
        let bytes = chunk.bytes.prefix(at: 0, count: sizeLimit(length))
        guard bytes.count >= structure.special?.minimumSize ?? 1 else { return address(index) }
        if structure.isReference {
            sink.beginReference()
            show(structure, bytes)
            sink.endReference()
        } else {
            show(structure, bytes)
        }
    }

    /// A length in bytes; none at all where a signed number is negative, whatever its bits are.
    private func sizeLimit(_ length: Length) -> Int {
        if case .argument(let index) = length, index < plan.arguments.count, case .signed32 = plan.arguments[index].kind {
            return max(0, Int(int(index)))
        }
        return count(length).map { Int(min($0, 1 << 30)) } ?? .max
    }

    func showArray(_ index: Int, _ structure: StructurePlan, _ direction: Direction, _ length: Length) {
        if direction.isOutput, !succeeded { return address(index) }
        guard structure.size > 0, let chunk = content(index) else {
            if record.chunk(index) == nil, raw(index) != 0, count(length) == 0 {
                sink.beginArray()
                sink.endArray(.whole)
                return
            }
            return address(index)
        }
        // A pointer to one number that the call changed: before and after.
        if case .fixed(1) = length, structure.isScalar, direction == .inputOutput { return showChanged(index, structure, chunk) }
        showElements(chunk.bytes, structure.size, chunk.isTruncated ? .cut : .whole) { show(structure, $0) }
    }

    /// Shows as many elements of an array as strace does: those that `-s` would show of a string, unless everything is asked for.
    func showElements(_ bytes: ByteReader, _ size: Int, _ extent: Extent, _ body: (ByteReader) -> Void) {
        sink.beginArray()
        var position = 0
        var left = options.verbose ? .max : options.dataLimit
        while left > 0, let element = bytes.slice(at: position, count: size) {
            sink.beginElement()
            body(element)
            position += size
            left -= 1
        }
        if case .cut = extent { return sink.endArray(.cut) }
        sink.endArray(position < bytes.count ? .cut : .whole)
    }

    private func showChanged(_ index: Int, _ structure: StructurePlan, _ chunk: Chunk) {
        sink.beginReference()
        show(structure, chunk.bytes)
        if succeeded, chunk.source == .userAtEntry, let after = record.chunk(index, source: .userAtExit), after.status == .complete,
            !after.bytes.bytes.elementsEqual(chunk.bytes.bytes)
        {
            sink.becomes()
            show(structure, after.bytes)
        }
        sink.endReference()
    }

    /// Shows the bytes of a structure; fields beyond their end are left out.
    func show(_ structure: StructurePlan, _ bytes: ByteReader) {
        if let show = structure.special?.show { return show(self, structure, bytes) }
        if structure.isScalar {
            let member = structure.members[0]
            show(member, bytes)
            return
        }
        sink.beginStructure(structure.name)
        var extent = Extent.whole
        let isBrief = !options.verbose && !structure.isLong.isEmpty
        for (position, member) in structure.members.enumerated() {
            if isBrief, structure.isLong[position] {
                extent = .cut
                continue
            }
            if let hides = structure.special?.hides, hides(self, structure, bytes, position) { continue }
            guard member.offset + member.size <= bytes.count else {
                extent = .cut
                break
            }
            sink.beginField(member.name)
            show(member, bytes)
        }
        sink.endStructure(extent)
    }

    /// Shows one member of a structure.
    func show(_ member: StructurePlan.Member, _ bytes: ByteReader) {
        guard let content = bytes.slice(at: member.offset, count: member.size) else { return sink.unavailable() }
        switch member.kind {
        case .structure(let inner, _): show(inner, content)
        case .array(let inner, _, .fixed(let count)):
            sink.beginArray()
            for position in 0..<max(count, 0) {
                guard let element = content.slice(at: position &* inner.size, count: inner.size) else { break }
                sink.beginElement()
                show(inner, element)
            }
            sink.endArray(.whole)
        case .string: sink.string(content.terminatedString(at: 0).bytes.bytes, .whole)
        default:
            guard let value = content.unsigned(at: 0, size: member.size) else { return sink.unavailable() }
            show(member.kind, value, size: member.size)
        }
    }
}
