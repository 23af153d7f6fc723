import Schema

/// Memory mappings.
enum MemoryDecoders {
    static let calls: [String: CallSpecial] = [
        // The new address is read only with MREMAP_FIXED or MREMAP_DONTUNMAP.
        "mremap": CallSpecial(count: { $0.word(3) & 6 != 0 ? 5 : 4 })
    ]
}
