import Schema

/// Files, paths and descriptors.
enum FileDecoders {
    static let calls: [String: CallSpecial] = [
        "open": CallSpecial(count: { openNeedsMode($0.word(1)) ? 3 : 2 }),
        "openat": CallSpecial(count: { openNeedsMode($0.word(2)) ? 4 : 3 }),
        "mq_open": CallSpecial(count: { openNeedsMode($0.word(1)) ? 4 : 2 }),
        "mknod": CallSpecial(count: { isDevice($0.word(1)) ? 3 : 2 }),
        "mknodat": CallSpecial(count: { isDevice($0.word(2)) ? 4 : 3 }),
        "fcntl": fcntl,
        "fcntl64": fcntl,
        "ioctl": CallSpecial(arguments: [1: ioctlCommand], count: { ioctlHasArgument($0.word(1)) ? 3 : 2 }),
        "getrandom": CallSpecial(arguments: [0: random]),
        "sendfile": CallSpecial(arguments: [2: movedOffset]),
        "sendfile64": CallSpecial(arguments: [2: movedOffset]),
        "copy_file_range": CallSpecial(arguments: [1: givenOffset, 3: givenOffset]),
        "splice": CallSpecial(arguments: [1: givenOffset, 3: givenOffset]),
        "getdents": CallSpecial(arguments: [1: DirectoryEntries.show]),
        "getdents64": CallSpecial(arguments: [1: DirectoryEntries.show]),
        "getcwd": CallSpecial(arguments: [0: workingDirectory]),
        // Numbers, not descriptors: the last is mostly the highest there could be.
        "close_range": CallSpecial(arguments: [0: unsigned, 1: unsigned]),
    ]

    static let structures: [String: StructureSpecial] = [
        "stat": StructureSpecial(hides: hidesSizeOrDevice),
        "stat64": StructureSpecial(hides: hidesSizeOrDevice),
        "compat_stat": StructureSpecial(hides: hidesSizeOrDevice),
        "__old_kernel_stat": StructureSpecial(hides: hidesSizeOrDevice),
        "open_how": StructureSpecial(hides: { _, structure, bytes, member in
            structure.members[member].offset == 8 && !openNeedsMode(bytes.load(UInt32.self, at: 0) ?? 0)
        }),
        "flock": StructureSpecial(hides: hidesLockOwner),
        "compat_flock": StructureSpecial(hides: hidesLockOwner),
        "compat_flock64": StructureSpecial(hides: hidesLockOwner),
    ]

    /// The mode argument is read only when a file may be made.
    private static func openNeedsMode(_ flags: UInt32) -> Bool {
        let create: UInt32 = 0o100
        let temporary: UInt32 = 0o20000000
        return flags & (create | temporary) != 0
    }

    private static func isDevice(_ mode: UInt32) -> Bool {
        mode & 0o170000 == 0o020000 || mode & 0o170000 == 0o060000
    }

    /// Devices have a number and no size, other files a size and no number.
    private static func hidesSizeOrDevice(_: CallDecoder, _ structure: StructurePlan, _ bytes: ByteReader, _ member: Int) -> Bool {
        if member == structure.deviceMember { return !structure.describesDevice(bytes) }
        if member == structure.sizeMember { return structure.describesDevice(bytes) }
        return false
    }

    /// Who holds a lock is told by `F_GETLK` and its siblings alone; an order has nothing there.
    private static func hidesLockOwner(_ decoder: CallDecoder, _ structure: StructurePlan, _ bytes: ByteReader, _ member: Int) -> Bool {
        member == structure.members.count - 1 && ![5, 12, 36].contains(decoder.word(1))
    }

    /// A position that the call moves on: before and after, each as a reference.
    private static func movedOffset(_ decoder: CallDecoder, _ index: Int) {
        guard decoder.succeeded, let before = decoder.record.chunk(index, source: .userAtEntry), before.bytes.count > 0,
            let after = decoder.record.chunk(index, source: .userAtExit), after.bytes.count == before.bytes.count,
            !before.bytes.bytes.elementsEqual(after.bytes.bytes)
        else { return decoder.showPlanned(index) }
        let sink = decoder.sink
        sink.beginChange()
        showOffset(decoder, before.bytes)
        sink.becomes()
        showOffset(decoder, after.bytes)
        sink.endChange()
    }

    /// A position as the caller gave it.
    private static func givenOffset(_ decoder: CallDecoder, _ index: Int) {
        guard let chunk = decoder.content(index), chunk.bytes.count > 0 else { return decoder.address(index) }
        showOffset(decoder, chunk.bytes)
    }

    private static func showOffset(_ decoder: CallDecoder, _ bytes: ByteReader) {
        decoder.sink.beginReference()
        decoder.sink.signed(bytes.load(Int64.self, at: 0) ?? Int64(bytes.load(Int32.self, at: 0) ?? 0))
        decoder.sink.endReference()
    }

    private static func random(_ decoder: CallDecoder, _ index: Int) {
        guard decoder.succeeded, let chunk = decoder.content(index) else { return decoder.showData(index, .output, .result) }
        let shown = chunk.bytes.prefix(at: 0, count: decoder.options.dataLimit)
        decoder.sink.noise(shown.bytes, chunk.status == .truncated || shown.count < chunk.bytes.count ? .cut : .whole)
    }

    /// The result counts the NUL, which is no part of the path.
    private static func workingDirectory(_ decoder: CallDecoder, _ index: Int) {
        guard decoder.succeeded, let chunk = decoder.content(index) else { return decoder.showPlanned(index) }
        let (path, terminated) = chunk.bytes.terminatedString(at: 0)
        decoder.sink.string(path.bytes, terminated || !chunk.isTruncated ? .whole : .cut)
    }

    private static func unsigned(_ decoder: CallDecoder, _ index: Int) { decoder.sink.unsigned(UInt64(decoder.word(index))) }

    // MARK: - fcntl

    private static let fcntl = CallSpecial(
        arguments: [2: fcntlArgument], count: { fcntlHasArgument($0.word(1)) ? 3 : 2 },
        result: { [1, 3, 1034].contains($0.word(1)) ? .hexadecimal : .number }, detail: fcntlDetail)

    /// Queries: GETFD, GETFL, GETOWN, GETSIG, GETLEASE, GETPIPE_SZ, GET_SEALS.
    private static func fcntlHasArgument(_ command: UInt32) -> Bool { ![1, 3, 9, 11, 1025, 1032, 1034].contains(command) }

    private static func fcntlArgument(_ decoder: CallDecoder, _ index: Int) {
        let sink = decoder.sink
        let value = UInt64(decoder.word(index))
        switch decoder.word(1) {
        case 0, 1030, 1031: sink.signed(decoder.long(index))
        case 2: sink.constants(Names.closeOnExec, value)
        case 4: sink.constants(Names.openFlags, value)
        case 8: sink.process(decoder.int(index))
        case 10: sink.signal(decoder.int(index))
        case 1024: sink.constants(Names.lockTypes, value)
        case 1026: sink.constants(Names.directoryEvents, value)
        case 1033: sink.constants(Names.seals, value)
        case 5, 6, 7, 12...16, 36, 37, 38: decoder.showPlanned(index)
        case 1035...1038: decoder.address(index)
        default: sink.hexadecimal(decoder.raw(index))
        }
    }

    private static func fcntlDetail(_ decoder: CallDecoder) {
        let sink = decoder.sink
        let value = UInt64(UInt32(truncatingIfNeeded: decoder.value))
        switch decoder.word(1) {
        case 1 where value != 0:
            sink.beginDetail("flags")
            sink.constants(Names.closeOnExec, value)
        case 3:
            sink.beginDetail("flags")
            sink.constants(Names.openFlags, value)
        case 1034 where value != 0:
            sink.beginDetail("seals")
            sink.constants(Names.seals, value)
        case 1025:
            sink.beginDetail("")
            sink.constants(Names.lockTypes, value)
        case 11 where value != 0:
            sink.beginDetail("")
            sink.signal(Int32(truncatingIfNeeded: value))
        default: break
        }
    }

    // MARK: - ioctl

    /// FIOCLEX, FIONCLEX, TIOCEXCL, TIOCNXCL, TIOCNOTTY, TIOCSBRK, TIOCCBRK, TIOCVHANGUP take none.
    private static func ioctlHasArgument(_ command: UInt32) -> Bool {
        ![0x5451, 0x5450, 0x540c, 0x540d, 0x5422, 0x5427, 0x5428, 0x5437].contains(command)
    }

    /// A command without a name is taken apart as `_IOC` made it: direction, type, number, size.
    private static func ioctlCommand(_ decoder: CallDecoder, _ index: Int) {
        let sink = decoder.sink
        let command = decoder.word(index)
        if Names.ioctlCommands.name(of: UInt64(command)) != nil { return sink.constants(Names.ioctlCommands, UInt64(command)) }
        sink.beginFunction("_IOC")
        sink.beginParameter()
        let directions: [Word] = ["_IOC_NONE", "_IOC_WRITE", "_IOC_READ", "_IOC_READ|_IOC_WRITE"]
        sink.word(directions[Int(command >> 30)])
        for part in [command >> 8 & 0xff, command & 0xff, command >> 16 & 0x3fff] {
            sink.beginParameter()
            sink.hexadecimal(UInt64(part))
        }
        sink.endFunction()
    }
}
