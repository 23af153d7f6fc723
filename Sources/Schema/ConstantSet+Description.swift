/// How numbers become names. The rule is strace's: known names joined by `|`, what is left in hexadecimal, and a remark where nothing is known.
extension ConstantSet {
    /// A piece of a number taken apart.
    package enum Part: Hashable, Sendable {
        case constant(Constant)
        /// Bits that no constant names; never 0.
        case rest(UInt64)
    }

    /// The set that holds in a call, which is this one unless another argument decides.
    ///
    /// - Parameter argument: Gives the value of another argument, counted from 0.
    package func chosen(_ argument: (Int) -> UInt64) -> ConstantSet {
        guard let choice else { return self }
        let value = argument(choice.argument)
        return choice.sets.first { $0.value == value }?.set ?? self
    }

    /// The constant that a number as a whole is: the one of an enumeration, or a single flag.
    package func constant(for value: UInt64) -> Constant? {
        style == .enumeration ? enumerated(value).map { constants[$0] } : constants.first { $0.value == value }
    }

    /// Takes a number apart, in the order in which the parts are written. An enumeration gives one part. The number 0 without a name gives none.
    ///
    /// - Parameter value: A 32-bit argument is to be given without sign extension.
    package func forEachPart(of value: UInt64, _ body: (Part) -> Void) {
        if style == .enumeration {
            if let row = enumerated(value) {
                body(.constant(constants[row]))
            } else if value != 0 {
                body(.rest(value))
            }
            return
        }
        let rest = takeApart(value) { body(.constant(constants[$0])) }
        if rest != 0 { body(.rest(rest)) }
    }

    /// Appends the text of a number as UTF-8: `O_RDWR|O_CLOEXEC`, `O_RDONLY|0x80000000`, `0x80 /* O_??? */`, `0`.
    ///
    /// Nothing is allocated beyond what the output needs to grow. An unknown 0 is `0` alone among flags, and has the remark in an enumeration.
    ///
    /// - Parameter value: A 32-bit argument is to be given without sign extension.
    package func describe(_ value: UInt64, into output: inout [UInt8]) {
        if style == .enumeration {
            if let row = enumerated(value) {
                append(nameBytes, from: entries[row].start, to: entries[row].end, onto: &output)
            } else if rest == .decimal {
                output.append(contentsOf: String(Int32(truncatingIfNeeded: value)).utf8)
            } else {
                output.appendHexadecimal(value)
                appendRemark(to: &output)
            }
            return
        }
        if rest == .permissions { return describeWithPermissions(value, into: &output) }
        let start = output.count
        let rest = appendNames(value, to: &output)
        if output.count == start {
            output.appendHexadecimal(rest)
            if rest != 0 { appendRemark(to: &output) }
        } else if rest != 0 {
            output.appendHexadecimal(rest)
        } else {
            output.removeLast()
        }
    }

    private func describeWithPermissions(_ value: UInt64, into output: inout [UInt8]) {
        let permissions: UInt64 = 0o777
        let rest = appendNames(value & ~permissions, to: &output)
        if rest != 0 {
            output.appendHexadecimal(rest)
            output.append(UInt8(ascii: "|"))
        }
        let digits = String(value & permissions, radix: 8)
        output.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(1, 3 - digits.utf8.count)))
        output.append(contentsOf: digits.utf8)
    }

    /// The text of a number; see `describe(_:into:)`.
    package func text(for value: UInt64) -> String {
        var bytes: [UInt8] = []
        describe(value, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The row of an enumeration's number.
    private func enumerated(_ value: UInt64) -> Int? {
        if value < UInt64(rowByValue.count) {
            let row = Int(rowByValue[Int(value)])
            return row == 0 ? nil : row - 1
        }
        return entries.firstIndex { $0.value == value }
    }

    /// Calls back with the row of each constant of a combination and returns the bits that none of them names.
    @inline(__always)
    private func takeApart(_ value: UInt64, _ body: (Int) -> Void) -> UInt64 {
        var rest = value
        var namedFields: UInt64 = 0
        for row in entries.indices {
            if rest == 0 && row >= settledAfter { break }
            let entry = entries[row]
            if entry.isField {
                guard namedFields & entry.mask == 0, value & entry.mask == entry.value else { continue }
                namedFields |= entry.mask
                rest &= ~entry.mask
            } else if entry.value == 0 {
                guard value == 0 else { continue }
                body(row)
                return 0
            } else {
                guard rest & entry.value == entry.value else { continue }
                rest &= ~entry.value
            }
            body(row)
        }
        return rest
    }

    /// Appends the known names of a combination, each with a separator behind it, and returns the bits that are left.
    @inline(__always)
    private func appendNames(_ value: UInt64, to output: inout [UInt8]) -> UInt64 {
        takeApart(value) { row in append(nameBytes, from: entries[row].start, to: entries[row].end + 1, onto: &output) }
    }

    @inline(__always)
    private func append(_ source: [UInt8], from start: UInt32, to end: UInt32, onto output: inout [UInt8]) {
        source.withUnsafeBufferPointer { output.append(contentsOf: UnsafeBufferPointer(rebasing: $0[Int(start)..<Int(end)])) }
    }

    private func appendRemark(to output: inout [UInt8]) {
        guard !prefix.isEmpty else { return }
        output.append(contentsOf: " /* ".utf8)
        output.append(contentsOf: prefix.utf8)
        if !prefix.utf8.contains(UInt8(ascii: "?")) { output.append(contentsOf: "???".utf8) }
        output.append(contentsOf: " */".utf8)
    }
}

extension [UInt8] {
    /// Appends a number as C's `%#x` does: `0x1f`, and `0` without a prefix.
    mutating func appendHexadecimal(_ value: UInt64) {
        guard value != 0 else { return append(UInt8(ascii: "0")) }
        append(UInt8(ascii: "0"))
        append(UInt8(ascii: "x"))
        var shift = (63 - value.leadingZeroBitCount) / 4 * 4
        while shift >= 0 {
            let digit = UInt8(truncatingIfNeeded: value >> UInt64(shift)) & 15
            append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            shift -= 4
        }
    }
}
