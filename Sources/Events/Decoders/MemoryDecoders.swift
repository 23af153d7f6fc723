import Schema

/// Memory mappings.
enum MemoryDecoders {
    static let calls: [String: CallSpecial] = [
        "mmap": CallSpecial(arguments: [3: mapFlags]),
        "mmap2": CallSpecial(arguments: [3: mapFlags]),
        // The new address is read only with MREMAP_FIXED or MREMAP_DONTUNMAP.
        "mremap": CallSpecial(count: { $0.word(3) & 6 != 0 ? 5 : 4 }),
    ]

    /// With `MAP_HUGETLB` six of the bits are the size of the pages, as a power of two.
    private static func mapFlags(_ decoder: CallDecoder, _ index: Int) {
        let flags = decoder.raw(index)
        let huge: UInt64 = 0x40000
        let sizeBits: UInt64 = 0x3f << 26
        guard flags & huge != 0, flags & sizeBits != 0 else { return decoder.sink.constants(Names.mapFlags, flags) }
        let sink = decoder.sink
        sink.beginCombination()
        sink.beginAlternative()
        sink.constants(Names.mapFlags, flags & ~sizeBits)
        sink.beginAlternative()
        sink.unsigned(flags >> 26 & 0x3f)
        sink.shifted(by: "MAP_HUGE_SHIFT")
        sink.endCombination()
    }
}
