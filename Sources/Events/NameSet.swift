import Schema

/// A constant set made ready for reading: names as bytes, enumerations indexed.
///
/// Made once per set and kept. Values are matched as `ConstantSet` says: the first row that fits is taken and its bits are removed.
package final class NameSet: @unchecked Sendable {
    // `@unchecked Sendable`: the tables are filled by `init` and never changed.
    private struct Row {
        let name: Word
        let value: UInt64
        let mask: UInt64
    }

    package let set: ConstantSet
    /// What stands in the remark beside a value without a name: `O_???`; empty when there is to be none.
    package let unknown: Word
    private let rows: UnsafeMutableBufferPointer<Row>
    /// For small values of an enumeration: the row's position plus one, or 0.
    private let direct: UnsafeMutableBufferPointer<UInt16>

    /// The position of the last row whose value is 0: after it, nothing fits a value without bits.
    private let lastZero: Int

    package var style: ConstantSet.Style { self.set.style }

    package init(_ set: ConstantSet) {
        self.set = set
        unknown = Word(interning: set.prefix.isEmpty || set.prefix.utf8.contains(0x3f) ? set.prefix : set.prefix + "???")
        rows = .allocate(capacity: set.constants.count)
        direct = .allocate(capacity: set.style == .enumeration ? 256 : 0)
        direct.initialize(repeating: 0)
        lastZero = set.constants.lastIndex { $0.value == 0 } ?? 0
        for (position, constant) in set.constants.enumerated() {
            rows.initializeElement(at: position, to: Row(name: Word(interning: constant.name), value: constant.value, mask: constant.mask))
            if set.style == .enumeration, constant.value < 256, direct[Int(constant.value)] == 0 {
                direct[Int(constant.value)] = UInt16(truncatingIfNeeded: position + 1)
            }
        }
    }

    deinit {
        rows.deallocate()
        direct.deallocate()
    }

    /// The name of one value of an enumeration. A 32-bit value also finds a row that holds it sign-extended.
    package func name(of value: UInt64) -> Word? {
        if value < UInt64(direct.count) {
            let position = Int(direct[Int(value)])
            return position == 0 ? nil : rows[position - 1].name
        }
        let widened = value <= UInt64(UInt32.max) ? UInt64(bitPattern: Int64(Int32(truncatingIfNeeded: value))) : value
        for row in rows where row.value == value || row.value == widened { return row.name }
        return nil
    }

    /// A value on its way apart; see `next`.
    package struct Decomposition {
        /// The bits that no row has taken yet.
        package private(set) var remaining: UInt64
        fileprivate let original: UInt64
        fileprivate var row = 0

        package init(_ value: UInt64) {
            remaining = value
            original = value
        }

        fileprivate mutating func take(_ mask: UInt64) { remaining &= ~mask }
    }

    /// The next name of a combination; `nil` when the rows are exhausted, and then `remaining` has no names.
    package func next(_ decomposition: inout Decomposition) -> Word? {
        while decomposition.row < rows.count {
            let row = rows[decomposition.row]
            decomposition.row += 1
            if row.value == 0 {
                // A field that is zero, or with no mask the word for "nothing at all".
                if row.mask == 0 ? decomposition.original == 0 : decomposition.original & row.mask == 0 { return row.name }
            } else if decomposition.remaining & row.mask == row.value {
                decomposition.take(row.mask)
                return row.name
            }
            if decomposition.remaining == 0, decomposition.row > lastZero { return nil }
        }
        return nil
    }
}
