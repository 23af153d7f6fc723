import Schema

/// Arrays of `iovec`s and the memory that they point to.
extension CallDecoder {
    /// What is known of the memory behind the elements of an `iovec` array.
    enum BufferContents {
        /// Nothing: the addresses are shown.
        case addresses
        /// All of it.
        case all
        /// As many bytes, over all elements.
        case upTo(UInt64)
    }

    func showBuffers(_ index: Int, _ structure: StructurePlan, _ direction: Direction, _ length: Length) {
        guard let chunk = content(index) else {
            if record.chunk(index) == nil, raw(index) != 0, count(length) == 0 {
                sink.beginArray()
                return sink.endArray(.whole)
            }
            return address(index)
        }
        let contents: BufferContents =
            switch direction {
            case .output: succeeded ? .upTo(UInt64(max(0, value))) : .addresses
            default: .all
            }
        showBuffers(index, structure, chunk.bytes, chunk.isTruncated ? .cut : .whole, contents)
    }

    /// Shows an array of two-word elements, address and length.
    func showBuffers(_ index: Int, _ structure: StructurePlan, _ bytes: ByteReader, _ extent: Extent, _ contents: BufferContents) {
        let word = record.abi.pointerSize
        var left: UInt64 = if case .upTo(let total) = contents { total } else { .max }
        showElements(bytes, word * 2, extent) { element in
            let base = element.unsigned(at: 0, size: word) ?? 0
            let size = element.unsigned(at: word, size: word) ?? 0
            sink.beginStructure(structure.name)
            sink.beginField("iov_base")
            if case .addresses = contents {
                sink.address(base)
            } else {
                let filled = min(size, left)
                left -= filled
                showMemory(index, base, filled)
            }
            sink.beginField("iov_len")
            sink.unsigned(size)
            sink.endStructure(.whole)
        }
    }

    /// Shows `size` bytes of memory that the memory of an argument points to, as far as they were captured.
    func showMemory(_ index: Int, _ address: UInt64, _ size: UInt64) {
        guard size > 0, options.dataLimit > 0 else {
            guard address != 0 else { return sink.address(0) }
            return sink.data(UnsafeRawBufferPointer(start: nil, count: 0), size > 0 ? .cut : .whole)
        }
        guard let chunk = record.indirect(index, at: address), !chunk.isUnreadable else { return sink.address(address) }
        let limit = min(size, UInt64(options.dataLimit))
        let shown = chunk.bytes.prefix(at: 0, count: Int(limit))
        sink.data(shown.bytes, UInt64(shown.count) < size ? .cut : .whole)
    }
}
