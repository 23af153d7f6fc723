import Schema

/// Terminals: the special characters of their settings.
enum TerminalDecoders {
    static let structures: [String: StructureSpecial] = [
        "termios": StructureSpecial(show: show), "termios2": StructureSpecial(show: show), "termio": StructureSpecial(show: show),
    ]

    /// Their places in `c_cc` (asm-generic/termbits.h).
    private static let places: [Word] = [
        "VINTR", "VQUIT", "VERASE", "VKILL", "VEOF", "VTIME", "VMIN", "VSWTC", "VSTART", "VSTOP", "VSUSP", "VEOL", "VREPRINT", "VDISCARD",
        "VWERASE", "VLNEXT", "VEOL2", "17", "18",
    ]

    @Sendable private static func show(_ decoder: CallDecoder, _ structure: StructurePlan, _ bytes: ByteReader) {
        let sink = decoder.sink
        sink.beginStructure(structure.name)
        for (position, member) in structure.members.enumerated() {
            if !decoder.options.verbose, position < structure.isLong.count, structure.isLong[position] {
                return sink.endStructure(.cut)
            }
            guard member.offset + member.size <= bytes.count else { return sink.endStructure(.cut) }
            sink.beginField(member.name)
            guard case .string = member.kind else {
                decoder.show(member, bytes)
                continue
            }
            sink.beginArray()
            for (place, character) in zip(places, bytes.prefix(at: member.offset, count: member.size).bytes) {
                sink.beginElement(at: place)
                sink.hexadecimal(UInt64(character))
            }
            sink.endArray(.whole)
        }
        sink.endStructure(.whole)
    }
}
