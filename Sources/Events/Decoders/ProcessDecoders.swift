import Schema

/// Birth, end and limits of processes, and `futex`.
enum ProcessDecoders {
    static let calls: [String: CallSpecial] = [
        "clone": CallSpecial(all: clone, returnsInChild: true),
        "clone3": CallSpecial(returnsInChild: true),
        "fork": CallSpecial(returnsInChild: true),
        "vfork": CallSpecial(returnsInChild: true),
        "wait4": CallSpecial(arguments: [1: whenReaped, 3: whenReaped]),
        "waitpid": CallSpecial(arguments: [1: whenReaped]),
        "futex": CallSpecial(all: futex),
        "futex_time64": CallSpecial(all: futex),
        "sched_getscheduler": CallSpecial(detail: { decoder in
            decoder.sink.beginDetail("")
            decoder.sink.constants(Names.schedulers, UInt64(UInt32(truncatingIfNeeded: decoder.value)))
        }),
        "sched_setaffinity": CallSpecial(arguments: [2: processors]),
        "sched_getaffinity": CallSpecial(arguments: [2: processors]),
        // The CPU is read only with a flag that says so.
        "membarrier": CallSpecial(
            count: { $0.word(1) != 0 ? 3 : 2 }, result: { $0.word(0) == 0 ? .hexadecimal : .number },
            detail: { decoder in
                guard decoder.word(0) == 0 else { return }
                decoder.sink.beginDetail("")
                decoder.sink.constants(Names.membarrierCommands, UInt64(UInt32(truncatingIfNeeded: decoder.value)))
            }),
        "personality": CallSpecial(detail: { decoder in
            decoder.sink.beginDetail("")
            decoder.sink.constants(Names.personalities, UInt64(UInt32(truncatingIfNeeded: decoder.value)))
        }),
        // The kernel keeps the address; what stands there now is of no account.
        "set_robust_list": CallSpecial(arguments: [0: keptAddress]),
        "rseq": CallSpecial(arguments: [0: keptAddress, 1: { decoder, index in decoder.sink.hexadecimal(UInt64(decoder.word(index))) }]),
        "ptrace": CallSpecial(count: { $0.raw(0) == 0 ? 1 : 4 }),
    ]

    static let structures: [String: StructureSpecial] = [
        "clone_args": StructureSpecial(hides: hidesCloneArgument),
        "wait_status": StructureSpecial(
            isReference: true,
            show: { decoder, _, bytes in
                decoder.sink.waitStatus(bytes.load(UInt32.self, at: 0) ?? 0)
            }),
        "sched_param": StructureSpecial(
            isReference: true,
            show: { decoder, structure, bytes in
                if let member = structure.members.first { decoder.show(member, bytes) }
            }),
        "rlimit": StructureSpecial(show: limits("RLIM64_INFINITY", 8)),
        "rlimit64": StructureSpecial(show: limits("RLIM64_INFINITY", 8)),
        "compat_rlimit": StructureSpecial(show: limits("RLIM_INFINITY", 4)),
    ]

    /// Two arguments, then those that the flags ask for, each with its name; i386 passes the last two the other way round.
    private static func clone(_ decoder: CallDecoder) {
        let sink = decoder.sink
        let flags = decoder.raw(0)
        let (tls, child) = decoder.record.abi == .i386 ? (3, 4) : (4, 3)
        sink.beginArgument("child_stack", labelled: true)
        decoder.address(1)
        sink.beginArgument("flags", labelled: true)
        sink.constants(Names.cloneFlags, UInt64(decoder.word(0)))
        if flags & (0x100000 | 0x1000) != 0 {
            sink.beginArgument("parent_tid", labelled: true)
            decoder.address(2)
        }
        if flags & 0x80000 != 0 {
            sink.beginArgument("tls", labelled: true)
            decoder.address(tls)
        }
        if flags & (0x1000000 | 0x200000) != 0 {
            sink.beginArgument("child_tidptr", labelled: true)
            decoder.address(child)
        }
    }

    /// Members that only some flags give a meaning.
    private static func hidesCloneArgument(_: CallDecoder, _ structure: StructurePlan, _ bytes: ByteReader, _ member: Int) -> Bool {
        let flags = bytes.load(UInt64.self, at: 0) ?? 0
        switch structure.members[member].offset {
        case 8: return flags & 0x1000 == 0
        case 16: return flags & (0x1000000 | 0x200000) == 0
        case 24: return flags & 0x100000 == 0
        case 56: return flags & 0x80000 == 0
        case 64, 72: return (bytes.load(UInt64.self, at: 64) ?? 0) == 0 && (bytes.load(UInt64.self, at: 72) ?? 0) == 0
        case 80: return flags & 0x2_0000_0000 == 0
        default: return false
        }
    }

    /// Without a child to tell about, `wait4` writes nothing.
    private static func whenReaped(_ decoder: CallDecoder, _ index: Int) {
        if decoder.succeeded, decoder.value > 0 { decoder.showPlanned(index) } else { decoder.address(index) }
    }

    private static func keptAddress(_ decoder: CallDecoder, _ index: Int) { decoder.address(index) }

    private static func processors(_ decoder: CallDecoder, _ index: Int) {
        guard let chunk = decoder.content(index) else { return decoder.address(index) }
        decoder.sink.processorSet(chunk.bytes.bytes, chunk.status == .truncated ? .cut : .whole)
    }

    /// Limits, in units of 1,024 where they are multiples of it.
    private static func limits(_ infinity: Word, _ size: Int) -> @Sendable (CallDecoder, StructurePlan, ByteReader) -> Void {
        { decoder, structure, bytes in
            let sink = decoder.sink
            sink.beginStructure(structure.name)
            for member in structure.members {
                guard let value = bytes.unsigned(at: member.offset, size: member.size) else { break }
                sink.beginField(member.name)
                if value == (size == 4 ? UInt64(UInt32.max) : .max) {
                    sink.word(infinity)
                } else if value > 1024, value % 1024 == 0 {
                    sink.product(value / 1024, 1024)
                } else {
                    sink.unsigned(value)
                }
            }
            sink.endStructure(.whole)
        }
    }

    // MARK: - futex

    /// The operation says what the later arguments are: `man 2 futex`.
    private static func futex(_ decoder: CallDecoder) {
        let sink = decoder.sink
        let operation = decoder.word(1) & 0x7f
        decoder.showArgument(0)
        decoder.showArgument(1)
        switch operation {
        case 0:
            decoder.showArgument(2)
            decoder.showArgument(3)
        case 1, 2: decoder.showArgument(2)
        case 3, 4, 5, 12:
            decoder.showArgument(2)
            sink.beginArgument("val2", labelled: false)
            sink.unsigned(UInt64(decoder.word(3)))
            decoder.showArgument(4)
            if operation == 5 {
                sink.beginArgument("val3", labelled: false)
                wakeOperation(sink, decoder.word(5))
            } else if operation != 3 {
                decoder.showArgument(5)
            }
        case 6, 13: decoder.showArgument(3)
        case 7, 8: break
        case 9:
            decoder.showArgument(2)
            decoder.showArgument(3)
            bits(decoder)
        case 10:
            decoder.showArgument(2)
            bits(decoder)
        case 11:
            decoder.showArgument(2)
            decoder.showArgument(3)
            decoder.showArgument(4)
        default:
            decoder.showArgument(2)
            sink.beginArgument("utime", labelled: false)
            decoder.address(3)
            decoder.showArgument(4)
            bits(decoder)
        }
    }

    private static func bits(_ decoder: CallDecoder) {
        decoder.sink.beginArgument("val3", labelled: false)
        let value = decoder.word(5)
        if value == .max { decoder.sink.word("FUTEX_BITSET_MATCH_ANY") } else { decoder.sink.hexadecimal(UInt64(value)) }
    }

    /// `FUTEX_OP`: operation, argument, comparison, comparison argument, packed into one number.
    private static func wakeOperation(_ sink: any CallSink, _ value: UInt32) {
        let shift = value >> 31 != 0
        sink.beginCombination()
        if shift {
            sink.beginAlternative()
            sink.word("FUTEX_OP_OPARG_SHIFT<<28")
        }
        sink.beginAlternative()
        sink.constants(Names.futexOperations, UInt64(value >> 28 & 7))
        sink.shifted(by: "28")
        sink.beginAlternative()
        sink.hexadecimal(UInt64(value >> 12 & 0xfff))
        sink.shifted(by: "12")
        sink.beginAlternative()
        sink.constants(Names.futexComparisons, UInt64(value >> 24 & 15))
        sink.shifted(by: "24")
        sink.beginAlternative()
        sink.hexadecimal(UInt64(value & 0xfff))
        sink.endCombination()
    }
}
