import Schema

/// `siginfo`, in the layout of the kernel's own `kernel_siginfo` (include/uapi/asm-generic/siginfo.h): number at 0, errno at 4, code at 8, and from 16 a union.
extension CallDecoder {
    /// Shows the information of a `.signal` record as one structure. A record without arguments gives the number alone.
    package func decode(signal record: RecordView) {
        begin(loose: record)
        withUnsafeTemporaryAllocation(byteCount: RecordLayout.maximumArguments * 8, alignment: 8) { room in
            for index in 0..<RecordLayout.maximumArguments {
                room.storeBytes(of: record.argument(index).littleEndian, toByteOffset: index * 8, as: UInt64.self)
            }
            let bytes = UnsafeRawBufferPointer(rebasing: room[..<(record.argumentCount * 8)])
            show(signalInformation: ByteReader(bytes), number: record.number)
        }
        endLoose()
    }

    /// Shows the bytes of a `siginfo`; fields beyond their end are left out.
    func show(signalInformation bytes: ByteReader, number: Int32) {
        let number = bytes.load(Int32.self, at: 0) ?? number
        sink.beginStructure("siginfo")
        defer { sink.endStructure(.whole) }
        // What waitid leaves when no child has changed.
        if number == 0 { return }
        sink.beginField("si_signo")
        sink.signal(number)
        guard let errno = bytes.load(Int32.self, at: 4), let code = bytes.load(Int32.self, at: 8) else { return }
        sink.beginField("si_code")
        showCode(number, code)
        if errno != 0 {
            sink.beginField("si_errno")
            sink.signed(Int64(errno))
        }
        if code <= 0 {
            showSent(bytes, code)
        } else {
            showRaised(bytes, number, code)
        }
    }

    /// The same for the layout of i386 (include/linux/compat.h, `compat_siginfo`): the union begins at 12, and its words are half as wide.
    func show(compatSignalInformation bytes: ByteReader) {
        guard let number = bytes.load(Int32.self, at: 0), let code = bytes.load(Int32.self, at: 8) else {
            return show(signalInformation: bytes.prefix(at: 0, count: 4), number: 0)
        }
        withUnsafeTemporaryAllocation(byteCount: 48, alignment: 8) { room in
            _ = room.initializeMemory(as: UInt8.self, repeating: 0)
            func copy(_ count: Int, from source: Int, to target: Int) {
                guard let piece = bytes.slice(at: source, count: count) else { return }
                UnsafeMutableRawBufferPointer(rebasing: room[target..<(target + count)]).copyMemory(from: piece.bytes)
            }
            copy(12, from: 0, to: 0)
            switch number {
            case 4 where code > 0, 5 where code > 0, 7 where code > 0, 8 where code > 0, 11 where code > 0, 29 where code > 0,
                31 where code > 0:
                copy(4, from: 12, to: 16)
                copy(8, from: 16, to: 24)
            default:
                copy(12, from: 12, to: 16)
                copy(4, from: 24, to: 32)
                copy(4, from: 28, to: 40)
            }
            show(signalInformation: ByteReader(UnsafeRawBufferPointer(room)), number: number)
        }
    }

    /// The kernel's codes are named by the signal, the others are common to all.
    private func showCode(_ number: Int32, _ code: Int32) {
        let value = UInt64(UInt32(bitPattern: code))
        let kernel: Int32 = 0x80
        if code > 0, code != kernel, let set = Names.raisedCodes[number] {
            sink.constants(set, value)
        } else {
            sink.constants(Names.sentCodes, value)
        }
    }

    /// From a process, or on its behalf.
    private func showSent(_ bytes: ByteReader, _ code: Int32) {
        let timer: Int32 = -2
        if code == timer {
            field("si_timerid", hexadecimal: bytes.load(UInt32.self, at: 16))
            field("si_overrun", signed: bytes.load(Int32.self, at: 20))
            showSignalValue(bytes)
            return
        }
        showSender(bytes)
        let user: Int32 = 0
        let thread: Int32 = -6
        if code != user, code != thread, let value = bytes.load(UInt64.self, at: 24), value != 0 { showSignalValue(bytes) }
    }

    /// From the kernel.
    private func showRaised(_ bytes: ByteReader, _ number: Int32, _ code: Int32) {
        switch number {
        case 17:
            showSender(bytes)
            if let status = bytes.load(Int32.self, at: 24) {
                sink.beginField("si_status")
                let exited: Int32 = 1
                if code == exited { sink.signed(Int64(status)) } else { sink.signal(status) }
            }
            field("si_utime", unsigned: bytes.load(UInt64.self, at: 32))
            field("si_stime", unsigned: bytes.load(UInt64.self, at: 40))
        case 4, 5, 7, 8, 11:
            if let address = bytes.load(UInt64.self, at: 16) {
                sink.beginField("si_addr")
                sink.address(address)
            }
        case 29:
            field("si_band", unsigned: bytes.load(UInt64.self, at: 16))
            field("si_fd", signed: bytes.load(Int32.self, at: 24))
        case 31:
            if let address = bytes.load(UInt64.self, at: 16) {
                sink.beginField("si_call_addr")
                sink.address(address)
            }
            field("si_syscall", signed: bytes.load(Int32.self, at: 24))
            field("si_arch", hexadecimal: bytes.load(UInt32.self, at: 28))
        default:
            if let sender = bytes.load(UInt64.self, at: 16), sender != 0 { showSender(bytes) }
            if let value = bytes.load(UInt64.self, at: 24), value != 0 { showSignalValue(bytes) }
        }
    }

    private func showSender(_ bytes: ByteReader) {
        if let process = bytes.load(Int32.self, at: 16) {
            sink.beginField("si_pid")
            sink.process(process)
        }
        if let user = bytes.load(UInt32.self, at: 20) {
            sink.beginField("si_uid")
            sink.identity(user)
        }
    }

    private func showSignalValue(_ bytes: ByteReader) {
        field("si_int", signed: bytes.load(Int32.self, at: 24))
        if let pointer = bytes.load(UInt64.self, at: 24) {
            sink.beginField("si_ptr")
            sink.address(pointer)
        }
    }

    // MARK: - Fields that are there when their bytes are

    func field(_ name: Word, signed value: (some FixedWidthInteger)?) {
        guard let value else { return }
        sink.beginField(name)
        sink.signed(Int64(truncatingIfNeeded: value))
    }

    func field(_ name: Word, unsigned value: (some FixedWidthInteger & UnsignedInteger)?) {
        guard let value else { return }
        sink.beginField(name)
        sink.unsigned(UInt64(value))
    }

    func field(_ name: Word, hexadecimal value: (some FixedWidthInteger & UnsignedInteger)?) {
        guard let value else { return }
        sink.beginField(name)
        sink.hexadecimal(UInt64(value))
    }
}
