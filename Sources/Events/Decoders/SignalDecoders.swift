import Schema

/// Signal actions and sets.
enum SignalDecoders {
    static let calls: [String: CallSpecial] = [
        "rt_sigreturn": CallSpecial(all: signalReturn), "sigreturn": CallSpecial(all: signalReturn),
        "rt_sigtimedwait": CallSpecial(detail: signalDetail), "rt_sigtimedwait_time64": CallSpecial(detail: signalDetail),
    ]

    /// The result is a signal.
    @Sendable private static func signalDetail(_ decoder: CallDecoder) {
        decoder.sink.beginDetail("")
        decoder.sink.signal(Int32(truncatingIfNeeded: decoder.value))
    }

    /// The call has no arguments; what it puts back is the mask, which the record carries in the place of the first.
    @Sendable private static func signalReturn(_ decoder: CallDecoder) {
        decoder.sink.beginArgument("frame", labelled: false)
        decoder.sink.beginStructure("sigframe")
        decoder.sink.beginField("mask")
        decoder.sink.signalSet(decoder.record.argument(0))
        decoder.sink.endStructure(.whole)
    }

    static let structures: [String: StructureSpecial] = [
        "sigset_t": StructureSpecial(show: { decoder, _, bytes in decoder.sink.signalSet(bytes.load(UInt64.self, at: 0) ?? 0) }),
        "old_sigset_t": StructureSpecial(show: { decoder, _, bytes in decoder.sink.signalSet(UInt64(bytes.load(UInt32.self, at: 0) ?? 0)) }
        ),
        "sigaction": StructureSpecial(show: { decoder, structure, bytes in action(decoder, structure, bytes, maskSize: 8) }),
        "compat_sigaction": StructureSpecial(show: { decoder, structure, bytes in action(decoder, structure, bytes, maskSize: 8) }),
        "compat_old_sigaction": StructureSpecial(show: { decoder, structure, bytes in action(decoder, structure, bytes, maskSize: 4) }),
        "siginfo": StructureSpecial(show: { decoder, _, bytes in decoder.show(signalInformation: bytes, number: 0) }),
        "compat_siginfo": StructureSpecial(show: { decoder, _, bytes in decoder.show(compatSignalInformation: bytes) }),
    ]

    /// The members are in strace's order: handler, mask, flags, restorer; the last only when the flags say that there is one.
    private static func action(_ decoder: CallDecoder, _ structure: StructurePlan, _ bytes: ByteReader, maskSize: Int) {
        let sink = decoder.sink
        let members = structure.members
        sink.beginStructure(structure.name)
        defer { sink.endStructure(.whole) }
        guard members.count >= 4, let handler = bytes.unsigned(at: members[0].offset, size: members[0].size),
            let mask = bytes.unsigned(at: members[1].offset, size: maskSize),
            let flags = bytes.unsigned(at: members[2].offset, size: members[2].size)
        else { return }
        sink.beginField(members[0].name)
        if Names.handlers.name(of: handler) != nil { sink.constants(Names.handlers, handler) } else { sink.address(handler) }
        sink.beginField(members[1].name)
        sink.signalSet(mask)
        sink.beginField(members[2].name)
        sink.constants(Names.actionFlags, flags)
        let hasRestorer: UInt64 = 0x0400_0000
        if flags & hasRestorer != 0 {
            sink.beginField(members[3].name)
            decoder.show(members[3], bytes)
        }
    }
}
