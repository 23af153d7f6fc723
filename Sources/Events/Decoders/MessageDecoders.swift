import Schema

/// Message headers, with the names, buffers and control messages that they point to.
extension CallDecoder {
    /// A header's words; the layout is that of `user_msghdr` or of `compat_msghdr`.
    private struct Header {
        let bytes: ByteReader
        let name, nameLength, buffers, bufferCount, control, controlLength: UInt64
        let flags: UInt32

        init?(_ bytes: ByteReader, _ abi: ABI) {
            let word = abi.pointerSize
            guard let name = bytes.unsigned(at: 0, size: word), let nameLength = bytes.load(UInt32.self, at: word),
                let buffers = bytes.unsigned(at: 2 * word, size: word), let bufferCount = bytes.unsigned(at: 3 * word, size: word),
                let control = bytes.unsigned(at: 4 * word, size: word), let controlLength = bytes.unsigned(at: 5 * word, size: word),
                let flags = bytes.load(UInt32.self, at: 6 * word)
            else { return nil }
            self.bytes = bytes
            (self.name, self.nameLength) = (name, UInt64(nameLength))
            (self.buffers, self.bufferCount) = (buffers, bufferCount)
            (self.control, self.controlLength) = (control, controlLength)
            self.flags = flags
        }
    }

    func showMessage(_ index: Int, _ structure: StructurePlan, _ direction: Direction) {
        let before = record.chunk(index, source: .userAtEntry).flatMap { Header($0.bytes, record.abi) }
        if direction == .inputOutput, !succeeded {
            // Nothing was received; the room for a name is what the caller had to say.
            guard let before else { return address(index) }
            sink.beginStructure(structure.name)
            field("msg_namelen", signed: Int32(truncatingIfNeeded: before.nameLength))
            return sink.endStructure(.whole)
        }
        guard let chunk = record.chunk(index, source: .userAtExit), let header = Header(chunk.bytes, record.abi) else {
            return address(index)
        }
        show(
            header, index, structure, before: before.map { Int32(truncatingIfNeeded: $0.nameLength) },
            contents: direction == .inputOutput ? .upTo(UInt64(max(0, value))) : .all)
    }

    func showMessages(_ index: Int, _ structure: StructurePlan, _ direction: Direction, _ length: Length) {
        if direction == .inputOutput, !succeeded { return address(index) }
        guard let chunk = record.chunk(index, source: .userAtExit), !chunk.isUnreadable else { return address(index) }
        let lengthOffset = record.abi.isCompat ? 28 : 56
        let before = record.chunk(index, source: .userAtEntry)
        var position = 0
        showElements(chunk.bytes, lengthOffset + (record.abi.isCompat ? 4 : 8), chunk.isTruncated ? .cut : .whole) { element in
            let isDone = succeeded && position < value
            sink.beginStructure(structure.name)
            sink.beginField("msg_hdr")
            let messageLength = element.load(UInt32.self, at: lengthOffset) ?? 0
            if let header = Header(element, record.abi) {
                let former = before?.bytes.slice(at: position * structure.size, count: structure.size).flatMap { Header($0, record.abi) }
                show(
                    header, index, structure, before: former.map { Int32(truncatingIfNeeded: $0.nameLength) },
                    contents: direction == .inputOutput ? .upTo(UInt64(messageLength)) : .all)
            } else {
                sink.unavailable()
            }
            if isDone { field("msg_len", unsigned: messageLength) }
            sink.endStructure(.whole)
            position += 1
        }
    }

    /// - Parameter before: the length of the name before the call, where the call changes it.
    private func show(_ header: Header, _ index: Int, _ structure: StructurePlan, before: Int32?, contents: BufferContents) {
        sink.beginStructure("msghdr")
        let nameLength = Int32(truncatingIfNeeded: header.nameLength)
        sink.beginField("msg_name")
        showName(index, header.name, length: before.map { min($0, nameLength) } ?? nameLength)
        sink.beginField("msg_namelen")
        if let before, before != nameLength {
            sink.beginChange()
            sink.signed(Int64(before))
            sink.becomes()
            sink.signed(Int64(nameLength))
            sink.endChange()
        } else {
            sink.signed(Int64(nameLength))
        }
        sink.beginField("msg_iov")
        showBuffers(index, header, contents)
        sink.beginField("msg_iovlen")
        sink.unsigned(header.bufferCount)
        if header.controlLength > 0 {
            sink.beginField("msg_control")
            ControlMessages.show(self, index, header.control, header.controlLength)
        }
        sink.beginField("msg_controllen")
        sink.unsigned(header.controlLength)
        sink.beginField("msg_flags")
        sink.constants(Names.messageFlags, UInt64(header.flags))
        sink.endStructure(.whole)
    }

    private func showName(_ index: Int, _ address: UInt64, length: Int32) {
        guard length > 0, let chunk = record.indirect(index, at: address), !chunk.isUnreadable else { return sink.address(address) }
        let bytes = chunk.bytes.prefix(at: 0, count: Int(length))
        guard bytes.count >= 2 else { return sink.address(address) }
        SocketAddress.show(self, bytes)
    }

    private func showBuffers(_ index: Int, _ header: Header, _ contents: BufferContents) {
        let size = UInt64(record.abi.pointerSize * 2)
        guard header.bufferCount > 0, let chunk = record.indirect(index, at: header.buffers), !chunk.isUnreadable else {
            if header.bufferCount == 0, header.buffers != 0 {
                sink.beginArray()
                return sink.endArray(.whole)
            }
            return sink.address(header.buffers)
        }
        // Another chunk of the same address may be longer.
        let count = min(header.bufferCount, UInt64(chunk.bytes.count) / size)
        let plan = book.structure(record.abi.isCompat ? .compatIOVector : .ioVector)
        showBuffers(
            index, plan, chunk.bytes.prefix(at: 0, count: Int(count * size)), count < header.bufferCount ? .cut : .whole, contents)
    }
}
