import Events
import Schema

/// Values that are not made of other values.
extension JSONWriter {
    // MARK: - Numbers

    func signed(_ value: Int64) {
        beginValue()
        output.append(decimal: value)
    }

    func unsigned(_ value: UInt64) {
        beginValue()
        output.append(decimal: value)
    }

    /// JSON has no hexadecimal numbers; only addresses are written as text.
    func hexadecimal(_ value: UInt64) { unsigned(value) }

    func product(_ count: UInt64, _ unit: UInt64) { unsigned(count &* unit) }

    func permissions(_ value: UInt64) { unsigned(value) }

    func fileMode(_ value: UInt64) {
        guard let type = Self.fileType(value) else { return unsigned(value) }
        beginValue()
        output.append(#"{"type":"#)
        output.append(quotedWord: type)
        output.append(#","permissions":"#)
        output.append(decimal: value & ~0o170000)
        output.append(byte: 0x7d)
    }

    private static func fileType(_ mode: UInt64) -> Word? {
        switch mode & 0o170000 {
        case 0o140000: "S_IFSOCK"
        case 0o120000: "S_IFLNK"
        case 0o100000: "S_IFREG"
        case 0o060000: "S_IFBLK"
        case 0o040000: "S_IFDIR"
        case 0o020000: "S_IFCHR"
        case 0o010000: "S_IFIFO"
        default: nil
        }
    }

    /// In quotes, `0x0` for no address.
    func address(_ value: UInt64) {
        beginValue()
        let digits = max(1, (67 - value.leadingZeroBitCount) / 4)
        let target = output.room(digits + 4)
        target[0] = 0x22
        target[1] = 0x30
        target[2] = 0x78
        var rest = value
        var position = digits + 3
        target[position] = 0x22
        while position > 3 {
            position -= 1
            target[position] = OutputBuffer.digit(UInt8(truncatingIfNeeded: rest & 15))
            rest >>= 4
        }
        output.advance(digits + 4)
    }

    func descriptor(_ value: Int32) { signed(Int64(value)) }

    func process(_ value: Int32) { signed(Int64(value)) }

    func identity(_ value: UInt32) {
        if value == .max { signed(-1) } else { unsigned(UInt64(value)) }
    }

    func device(_ value: UInt64) {
        beginValue()
        // The encoding of glibc's makedev: 12 and 20 bits in the low half, the rest above.
        output.append(#"{"major":"#)
        output.append(decimal: value >> 8 & 0xfff | value >> 32 & 0xffff_f000)
        output.append(#","minor":"#)
        output.append(decimal: value & 0xff | value >> 12 & 0xffff_ff00)
        output.append(byte: 0x7d)
    }

    // MARK: - Names

    func constants(_ set: NameSet, _ value: UInt64) {
        if set.style == .enumeration {
            guard let name = set.name(of: value) else { return unsigned(value) }
            return word(name)
        }
        if isInCombination { return constantsInCombination(set, value) }
        beginValue()
        output.append(byte: 0x5b)
        var decomposition = NameSet.Decomposition(value)
        if let first = set.next(&decomposition) {
            output.append(quotedWord: first)
            while let name = set.next(&decomposition) {
                output.append(byte: 0x2c)
                output.append(quotedWord: name)
            }
            if decomposition.remaining != 0 {
                output.append(byte: 0x2c)
                output.append(decimal: decomposition.remaining)
            }
        } else if value != 0 {
            output.append(decimal: value)
        }
        output.append(byte: 0x5d)
    }

    /// A part without bits is the number 0.
    private func constantsInCombination(_ set: NameSet, _ value: UInt64) {
        var decomposition = NameSet.Decomposition(value)
        var isFirst = true
        while let name = set.next(&decomposition) {
            if !isFirst { beginAlternative() }
            isFirst = false
            word(name)
        }
        guard isFirst || decomposition.remaining != 0 else { return }
        if !isFirst { beginAlternative() }
        unsigned(decomposition.remaining)
    }

    func word(_ word: Word) {
        beginValue()
        output.append(quotedWord: word)
    }

    func signal(_ number: Int32) {
        beginValue()
        append(signal: Int(number))
    }

    /// The name of a signal in quotes, or its number.
    func append(signal number: Int) {
        if let name = signals.name(number) { output.append(quotedWord: name) } else { output.append(decimal: Int64(number)) }
    }

    func signalSet(_ bits: UInt64) {
        beginValue()
        var mark: UInt8 = 0x5b
        var rest = bits
        while rest != 0 {
            output.append(byte: mark)
            mark = 0x2c
            append(signal: rest.trailingZeroBitCount + 1)
            rest &= rest - 1
        }
        if mark == 0x5b { output.append(byte: mark) }
        output.append(byte: 0x5d)
    }

    func processorSet(_ bytes: UnsafeRawBufferPointer, _ extent: Extent) {
        beginArray()
        for (position, byte) in bytes.enumerated() where byte != 0 {
            for bit in 0..<8 where byte >> UInt8(bit) & 1 != 0 {
                beginElement()
                output.append(decimal: UInt64(position * 8 + bit))
            }
        }
        endArray(extent)
    }

    /// The number, and what it means in the order of `wait(2)`'s macros.
    func waitStatus(_ status: UInt32) {
        beginValue()
        output.append(#"{"status":"#)
        output.append(decimal: UInt64(status))
        let low = status & 0x7f
        if status == 0xffff {
            output.append(#","continued":true"#)
        } else if low == 0 {
            output.append(#","exited":"#)
            output.append(decimal: UInt64(status >> 8 & 0xff))
        } else if status & 0xff == 0x7f {
            output.append(#","stopped":"#)
            append(signal: Int(status >> 8 & 0x7f))
            // PTRACE_O_TRACESYSGOOD sets the bit when the stop is one at a system call.
            if status >> 8 & 0x80 != 0 { output.append(#","system_call":true"#) }
        } else {
            output.append(#","killed":"#)
            append(signal: Int(low))
            output.append(status & 0x80 != 0 ? #","core_dumped":true"# : #","core_dumped":false"#)
        }
        if status >> 16 != 0 {
            output.append(#","event":"#)
            output.append(decimal: UInt64(status >> 16))
        }
        output.append(byte: 0x7d)
    }

    // MARK: - Bytes

    func string(_ bytes: UnsafeRawBufferPointer, _ extent: Extent) {
        beginValue()
        output.append(jsonText: bytes, cut: extent == .cut)
    }

    func data(_ bytes: UnsafeRawBufferPointer, _ extent: Extent) { string(bytes, extent) }

    func noise(_ bytes: UnsafeRawBufferPointer, _ extent: Extent) {
        beginValue()
        output.append(jsonBytes: bytes, cut: extent == .cut)
    }

    /// With the NUL that stands before it in memory, which no path has.
    func abstractName(_ bytes: UnsafeRawBufferPointer) {
        withUnsafeTemporaryAllocation(byteCount: bytes.count + 1, alignment: 1) { whole in
            whole[0] = 0
            UnsafeMutableRawBufferPointer(rebasing: whole.dropFirst()).copyMemory(from: bytes)
            string(UnsafeRawBufferPointer(whole), .whole)
        }
    }

    func unavailable() {
        beginValue()
        output.append("null")
    }
}
