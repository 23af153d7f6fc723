import Schema

/// `poll` and `epoll`.
enum EventDecoders {
    static let calls: [String: CallSpecial] = [
        "poll": CallSpecial(arguments: [0: polled], detail: { pollDetail($0) }),
        "ppoll": CallSpecial(arguments: [0: polled], detail: { pollDetail($0, timeLeft: 2) }),
        "ppoll_time64": CallSpecial(arguments: [0: polled], detail: { pollDetail($0, timeLeft: 2) }),
        "select": CallSpecial(detail: DescriptorSets.detail),
        "_newselect": CallSpecial(detail: DescriptorSets.detail),
        "pselect6": CallSpecial(arguments: [5: DescriptorSets.signalSet], detail: DescriptorSets.detail),
        "pselect6_time64": CallSpecial(arguments: [5: DescriptorSets.signalSet], detail: DescriptorSets.detail),
        "io_pgetevents": CallSpecial(arguments: [5: DescriptorSets.signalSet]),
        "io_pgetevents_time64": CallSpecial(arguments: [5: DescriptorSets.signalSet]),
        "recvmmsg": CallSpecial(detail: { timeLeft($0, 4) }),
        "recvmmsg_time64": CallSpecial(detail: { timeLeft($0, 4) }),
    ]

    static let structures: [String: StructureSpecial] = [
        "io_uring_params": StructureSpecial(hides: hidesRingParameter),
        "fd_set": StructureSpecial(minimumSize: 0, show: { decoder, _, bytes in DescriptorSets.show(decoder, bytes) }),
        "compat_fd_set": StructureSpecial(minimumSize: 0, show: { decoder, _, bytes in DescriptorSets.show(decoder, bytes) }),
        "epoll_event": StructureSpecial(show: { decoder, structure, bytes in
            let sink = decoder.sink
            sink.beginStructure(structure.name)
            defer { sink.endStructure(.whole) }
            guard let events = bytes.load(UInt32.self, at: 0), let data = bytes.load(UInt64.self, at: 4) else { return }
            sink.beginField("events")
            sink.constants(Names.epollEvents, UInt64(events))
            // A union: which half the program means is not known.
            sink.beginField("data")
            sink.beginStructure("epoll_data")
            decoder.field("u32", unsigned: UInt32(truncatingIfNeeded: data))
            decoder.field("u64", unsigned: data)
            sink.endStructure(.whole)
        }),
    ]

    /// What only the kernel can say is not there when it failed, and a descriptor only where a flag says so.
    private static func hidesRingParameter(_ decoder: CallDecoder, _ structure: StructurePlan, _ bytes: ByteReader, _ member: Int) -> Bool {
        let attaches: UInt32 = 0x20
        switch structure.members[member].name.string {
        case "flags", "sq_thread_cpu", "sq_thread_idle": return false
        case "wq_fd": return (bytes.load(UInt32.self, at: 8) ?? 0) & attaches == 0
        default: return !decoder.succeeded
        }
    }

    private static let descriptorSize = 8

    /// What was asked: descriptors and events.
    private static func polled(_ decoder: CallDecoder, _ index: Int) {
        let sink = decoder.sink
        guard let chunk = decoder.content(index) else {
            if decoder.record.chunk(index) == nil, decoder.raw(index) != 0, decoder.raw(1) == 0 {
                sink.beginArray()
                return sink.endArray(.whole)
            }
            return decoder.address(index)
        }
        sink.beginArray()
        var position = 0
        while let entry = chunk.bytes.slice(at: position, count: descriptorSize), let descriptor = entry.load(Int32.self, at: 0) {
            sink.beginElement()
            sink.beginStructure("pollfd")
            sink.beginField("fd")
            sink.descriptor(descriptor)
            if descriptor >= 0 {
                sink.beginField("events")
                sink.constants(Names.pollEvents, UInt64(entry.load(UInt16.self, at: 4) ?? 0))
            }
            sink.endStructure(.whole)
            position += descriptorSize
        }
        sink.endArray(chunk.status == .truncated ? .cut : .whole)
    }

    /// What happened: the descriptors with events, or that none had any.
    private static func pollDetail(_ decoder: CallDecoder, timeLeft limit: Int? = nil) {
        guard decoder.value > 0 else { return timeout(decoder) }
        defer { if let limit { timeLeft(decoder, limit) } }
        guard let chunk = decoder.record.chunk(0, source: .userAtExit), chunk.status != .unreadable else { return }
        let sink = decoder.sink
        sink.beginDetail("")
        sink.beginArray()
        var position = 0
        while let entry = chunk.bytes.slice(at: position, count: descriptorSize), let descriptor = entry.load(Int32.self, at: 0) {
            position += descriptorSize
            guard let events = entry.load(UInt16.self, at: 6), events != 0, descriptor >= 0 else { continue }
            sink.beginElement()
            sink.beginStructure("pollfd")
            sink.beginField("fd")
            sink.descriptor(descriptor)
            sink.beginField("revents")
            sink.constants(Names.pollEvents, UInt64(events))
            sink.endStructure(.whole)
        }
        sink.endArray(chunk.status == .truncated ? .cut : .whole)
    }

    /// What is left of a time limit that the call changed.
    static func timeLeft(_ decoder: CallDecoder, _ index: Int) {
        guard index < decoder.plan.arguments.count, case .structure(let structure, _) = decoder.plan.arguments[index].kind,
            let chunk = decoder.record.chunk(index, source: .userAtExit), chunk.bytes.count >= structure.size
        else { return }
        decoder.sink.beginDetail("left")
        decoder.show(structure, chunk.bytes)
    }

    static func timeout(_ decoder: CallDecoder) {
        guard decoder.value == 0 else { return }
        decoder.sink.beginDetail("")
        decoder.sink.word("Timeout")
    }
}
