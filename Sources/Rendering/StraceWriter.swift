import Events
import Schema

/// Writes what a decoder says as strace writes it: the punctuation, and nothing else.
final class StraceWriter: CallSink {
    let output: OutputBuffer
    private let options: StraceOptions
    private let signals = SignalWords()
    private let errors = ErrorWords()
    // Exclusive access is not checked at run time for what every value touches: the writer belongs to one thread.
    @exclusivity(unchecked) private var lineStart = 0
    /// Bytes of the line that a terminal does not show.
    @exclusivity(unchecked) private var hidden = 0
    @exclusivity(unchecked) private var arguments = 0
    @exclusivity(unchecked) private var details = 0
    /// One bit for each open structure, array, function or combination: whether it has an item already. The innermost is the lowest.
    @exclusivity(unchecked) private var started: UInt64 = 0
    @exclusivity(unchecked) private var addressStands = false

    init(output: OutputBuffer, options: StraceOptions) {
        self.output = output
        self.options = options
    }

    /// Says where the line begins, for the column of the result.
    func beginLine() {
        lineStart = output.count
        hidden = 0
    }

    /// The name of a signal, or its number.
    func signalName(_ number: Int) {
        if let name = signals.name(number) { output.append(word: name) } else { output.append(decimal: Int64(number)) }
    }

    // MARK: - Colours

    enum Style {
        case name, error, string, signal
    }

    @inline(__always)
    func paint(_ style: Style) {
        if options.colours { startColour(style) }
    }

    @inline(__always)
    func unpaint() {
        if options.colours { escape("\u{1b}[0m") }
    }

    private func startColour(_ style: Style) {
        switch style {
        case .name: escape("\u{1b}[1;34m")
        case .error: escape("\u{1b}[1;31m")
        case .string: escape("\u{1b}[32m")
        case .signal: escape("\u{1b}[1;33m")
        }
    }

    private func escape(_ sequence: Word) {
        output.append(word: sequence)
        hidden += sequence.count
    }

    // MARK: - The call

    func beginCall(_ name: Word) {
        arguments = 0
        details = 0
        started = 0
        paint(.name)
        output.append(word: name)
        unpaint()
        output.append(byte: 0x28)
    }

    func beginArgument(_ name: Word, labelled: Bool) {
        if arguments > 0 { separate() }
        arguments += 1
        addressStands = false
        if labelled {
            output.append(word: name)
            output.append(byte: 0x3d)
        }
    }

    func endArguments() {
        output.append(byte: 0x29)
        output.append(byte: 0x20)
        output.append(blanks: options.resultColumn - (output.count - lineStart - hidden))
    }

    func unfinished(_ extent: Extent) {
        if extent == .cut, arguments > 0 { separate() }
        output.append(" <unfinished ...>")
    }

    func result(_ result: CallResult) {
        output.append(byte: 0x3d)
        output.append(byte: 0x20)
        switch result {
        case .value(let value, .hexadecimal): output.append(hexadecimal: UInt64(bitPattern: value))
        case .value(let value, .octal): output.append(octal: UInt64(bitPattern: value))
        case .value(let value, _): output.append(decimal: value)
        case .error(let number):
            if ErrorNames.isRestart(number) {
                output.append("? ")
                output.append(word: errors.words(number))
            } else {
                output.append("-1 ")
                paint(.error)
                output.append(word: errors.words(number))
                unpaint()
            }
        case .none: output.append(byte: 0x3f)
        }
    }

    func beginDetail(_ label: Word) {
        if details == 0 { output.append(" (") } else { separate() }
        details += 1
        if label.count > 0 {
            output.append(word: label)
            output.append(byte: 0x20)
        }
    }

    func endCall() {
        if details > 0 { output.append(byte: 0x29) }
    }

    // MARK: - Numbers

    func signed(_ value: Int64) { output.append(decimal: value) }

    func unsigned(_ value: UInt64) { output.append(decimal: value) }

    func hexadecimal(_ value: UInt64) { output.append(hexadecimal: value) }

    /// As C's `%#0*x`: the `0x` counts, and 0 has none.
    func hexadecimal(_ value: UInt64, width: Int) {
        let start = output.count
        output.append(hexadecimal: value)
        let missing = width - (output.count - start)
        if value == 0 { return output.append(repeating: 0x30, count: missing) }
        output.shiftRight(from: start + 2, by: missing, fill: 0x30)
    }

    func product(_ count: UInt64, _ unit: UInt64) {
        output.append(decimal: count)
        output.append(byte: 0x2a)
        output.append(decimal: unit)
    }

    func shifted(by bits: Word) {
        output.append("<<")
        output.append(word: bits)
    }

    func permissions(_ value: UInt64) { output.append(octal: value) }

    func fileMode(_ value: UInt64) {
        let type: Word? =
            switch value & 0o170000 {
            case 0o140000: "S_IFSOCK"
            case 0o120000: "S_IFLNK"
            case 0o100000: "S_IFREG"
            case 0o060000: "S_IFBLK"
            case 0o040000: "S_IFDIR"
            case 0o020000: "S_IFCHR"
            case 0o010000: "S_IFIFO"
            default: nil
            }
        guard let type else { return output.append(octal: value) }
        output.append(word: type)
        if value & 0o4000 != 0 { output.append("|S_ISUID") }
        if value & 0o2000 != 0 { output.append("|S_ISGID") }
        if value & 0o1000 != 0 { output.append("|S_ISVTX") }
        output.append(byte: 0x7c)
        output.append(octal: value & 0o777)
    }

    func address(_ value: UInt64) {
        if value == 0 { output.append("NULL") } else { output.append(hexadecimal: value) }
        addressStands = true
    }

    func descriptor(_ value: Int32) { output.append(decimal: Int64(value)) }

    func process(_ value: Int32) { output.append(decimal: Int64(value)) }

    func identity(_ value: UInt32) {
        if value == .max { output.append("-1") } else { output.append(decimal: UInt64(value)) }
    }

    func device(_ value: UInt64) {
        // The encoding of glibc's makedev: 12 and 20 bits in the low half, the rest above.
        output.append("makedev(")
        output.append(hexadecimal: value >> 8 & 0xfff | value >> 32 & 0xffff_f000)
        separate()
        output.append(hexadecimal: value & 0xff | value >> 12 & 0xffff_ff00)
        output.append(byte: 0x29)
    }

    func moment(seconds: Int64, nanoseconds: Int64) {
        output.append(" /* ")
        WallClock.append(seconds: seconds, nanoseconds: nanoseconds, to: output)
        output.append(" */")
    }

    // MARK: - Names

    func constants(_ set: NameSet, _ value: UInt64) {
        if set.style == .enumeration {
            if let name = set.name(of: value) { output.append(word: name) } else { unnamed(value, set) }
            return
        }
        var decomposition = NameSet.Decomposition(value)
        guard let first = set.next(&decomposition) else {
            if value == 0 { output.append(byte: 0x30) } else { unnamed(value, set) }
            return
        }
        output.append(word: first)
        while let name = set.next(&decomposition) {
            output.append(byte: 0x7c)
            output.append(word: name)
        }
        if decomposition.remaining != 0 {
            output.append(byte: 0x7c)
            output.append(hexadecimal: decomposition.remaining)
        }
    }

    private func unnamed(_ value: UInt64, _ set: NameSet) {
        output.append(hexadecimal: value)
        if set.unknown.count > 0 {
            output.append(" /* ")
            output.append(word: set.unknown)
            output.append(" */")
        }
    }

    func word(_ word: Word) { output.append(word: word) }

    func signal(_ number: Int32) { signalName(Int(number)) }

    func signalSet(_ bits: UInt64) {
        // Sets with most signals in them are shown by what they lack.
        var shown = bits
        if bits.nonzeroBitCount >= SignalWords.highest * 2 / 3 {
            output.append(byte: 0x7e)
            shown = ~bits
        }
        output.append(byte: 0x5b)
        var first = true
        while shown != 0 {
            let number = shown.trailingZeroBitCount + 1
            shown &= shown - 1
            if !first { output.append(byte: 0x20) }
            first = false
            if let name = signals.shortName(number) { output.append(word: name) }
        }
        output.append(byte: 0x5d)
    }

    func processorSet(_ bytes: UnsafeRawBufferPointer, _ extent: Extent) {
        output.append(byte: 0x5b)
        var first = true
        for (position, byte) in bytes.enumerated() where byte != 0 {
            for bit in 0..<8 where byte >> UInt8(bit) & 1 != 0 {
                if !first { output.append(byte: 0x20) }
                first = false
                output.append(decimal: UInt64(position * 8 + bit))
            }
        }
        if extent == .cut { output.append(first ? "..." : " ...") }
        output.append(byte: 0x5d)
    }

    func waitStatus(_ status: UInt32) {
        if status == 0xffff { return output.append("{WIFCONTINUED(s)}") }
        let low = status & 0x7f
        if low == 0 {
            output.append("{WIFEXITED(s) && WEXITSTATUS(s) == ")
            output.append(decimal: UInt64(status >> 8 & 0xff))
        } else if status & 0xff == 0x7f {
            output.append("{WIFSTOPPED(s) && WSTOPSIG(s) == ")
            let signal = Int(status >> 8 & 0xff)
            signalName(signal & 0x7f)
            if signal & 0x80 != 0 { output.append(" | 0x80") }
        } else {
            output.append("{WIFSIGNALED(s) && WTERMSIG(s) == ")
            signalName(Int(low))
            if status & 0x80 != 0 { output.append(" && WCOREDUMP(s)") }
        }
        output.append(byte: 0x7d)
        if status >> 16 != 0 {
            output.append(" | ")
            output.append(hexadecimal: UInt64(status & 0xffff_0000))
        }
    }

    // MARK: - Bytes

    func string(_ bytes: UnsafeRawBufferPointer, _ extent: Extent) {
        paint(.string)
        output.append(quoted: bytes, options.hexadecimalStrings)
        unpaint()
        if extent == .cut { output.append("...") }
    }

    func data(_ bytes: UnsafeRawBufferPointer, _ extent: Extent) { string(bytes, extent) }

    func noise(_ bytes: UnsafeRawBufferPointer, _ extent: Extent) {
        paint(.string)
        output.append(quoted: bytes, .all)
        unpaint()
        if extent == .cut { output.append("...") }
    }

    func abstractName(_ bytes: UnsafeRawBufferPointer) {
        output.append(byte: 0x40)
        string(bytes, .whole)
    }

    func unavailable() { output.append(byte: 0x3f) }

    // MARK: - Values made of values

    func beginStructure(_ name: Word) { open(0x7b) }

    func beginField(_ name: Word) {
        item()
        output.append(word: name)
        output.append(byte: 0x3d)
    }

    func internetAddressField(_ name: Word, _ bytes: UnsafeRawBufferPointer) {
        item()
        guard bytes.count == 16 else {
            output.append(word: name)
            output.append("=inet_addr(\"")
            InternetAddress.append(bytes, to: output)
            output.append("\")")
            return
        }
        output.append("inet_pton(AF_INET6, \"")
        InternetAddress.append(bytes, to: output)
        output.append("\", &")
        output.append(word: name)
        output.append(byte: 0x29)
    }

    func endStructure(_ extent: Extent) { close(0x7d, extent) }

    func beginArray() { open(0x5b) }

    func beginElement() { item() }

    func beginElement(at place: Word) {
        item()
        output.append(byte: 0x5b)
        output.append(word: place)
        output.append("]=")
    }

    func endArray(_ extent: Extent) { close(0x5d, extent) }

    func beginReference() { open(0x5b) }

    func endReference() { close(0x5d, .whole) }

    func becomes() { output.append(" => ") }

    func beginFunction(_ name: Word) {
        output.append(word: name)
        open(0x28)
    }

    func beginParameter() { item() }

    func endFunction() { close(0x29, .whole) }

    func beginCombination() { started <<= 1 }

    func beginAlternative() {
        if started & 1 != 0 { output.append(byte: 0x7c) }
        started |= 1
    }

    func endCombination() { started >>= 1 }

    func entries(_ count: UInt64, _ extent: Extent) {
        output.append(" /* ")
        output.append(decimal: count)
        output.append(extent == .cut ? " or more entries */" : " entries */")
    }

    func count(_ count: UInt64, of singular: Word) {
        // Without an address before it the remark stands in brackets, as in strace's older form.
        let bare = !addressStands
        output.append(bare ? "[/* " : " /* ")
        output.append(decimal: count)
        output.append(byte: 0x20)
        output.append(word: singular)
        if count != 1 { output.append(byte: 0x73) }
        output.append(bare ? " */]" : " */")
    }

    private func open(_ bracket: UInt8) {
        output.append(byte: bracket)
        started <<= 1
    }

    private func item() {
        if started & 1 != 0 { separate() }
        started |= 1
    }

    private func close(_ bracket: UInt8, _ extent: Extent) {
        if extent == .cut {
            item()
            output.append("...")
        }
        output.append(byte: bracket)
        started >>= 1
    }

    private func separate() {
        output.append(byte: 0x2c)
        output.append(byte: 0x20)
    }
}
