/// One named value of a set.
package struct Constant: Hashable, Sendable {
    package let name: String
    package let value: UInt64
    /// The bits that must be looked at: a number `v` has this constant when `v & mask == value`. For a plain flag the mask is the value; for an
    /// enumeration it is all ones; for a field among flags (`O_ACCMODE`, the signal byte of `clone`) it is the field.
    package let mask: UInt64

    package init(_ name: String, _ value: UInt64, mask: UInt64? = nil) {
        self.name = name
        self.value = value
        self.mask = mask ?? value
    }
}

/// A set of names for the values of an integer: flags, an enumeration, or flags with fields among them.
///
/// The order of the rows is meaning: the first that fits is taken and its bits are removed, so a constant that contains another's bits stands before it
/// (`O_SYNC` before `O_DSYNC`). A flag of value 0 (`PROT_NONE`) names the number 0 alone. Sets compare by identity of their name; two sets never share
/// one.
package final class ConstantSet: Sendable {
    /// How the values combine.
    package enum Style: Sendable {
        /// Exactly one of the rows.
        case enumeration
        /// A combination, joined by `|`.
        case flags
    }

    /// How bits are written that have no name.
    package enum Rest: Sendable {
        /// `0x80`, with the remark where nothing is known.
        case hexadecimal
        /// A signed number of 32 bits: an enumeration that names a few special values of an identifier.
        case decimal
        /// The low nine bits are a mode and are always written: `IPC_CREAT|0600`.
        case permissions
    }

    /// Other sets for the same argument, one for each value of another argument: what an option means depends on its level.
    package struct Choice: Sendable {
        /// The argument that decides, counted from 0.
        package let argument: Int
        package let sets: [(value: UInt64, set: ConstantSet)]
    }

    /// Unique; the name under which `trapline syscalls` and trace metadata show the set.
    package let name: String
    package let style: Style
    /// The prefix of its names, for the remark beside a value that has none: `0x80 /* O_??? */`. One that holds a `?` is the remark itself (`?_OK`);
    /// when it is empty there is no remark.
    package let prefix: String
    package let rest: Rest
    package let constants: [Constant]
    /// Where another argument decides what the numbers mean; this set is then for the values without a set of their own.
    package let choice: Choice?

    /// The constants again, without strings: describing a number touches no reference count.
    struct Entry {
        let value: UInt64
        let mask: UInt64
        /// The name's bytes in `nameBytes`, where a `|` follows them.
        let start: UInt32
        let end: UInt32

        /// Whether the constant is a value of a field among flags, rather than a flag.
        @inline(__always)
        var isField: Bool { mask != value }
    }

    let entries: [Entry]
    let nameBytes: [UInt8]
    /// Enumerations whose values are small: the row of each value plus one, or 0. Empty for other sets.
    let rowByValue: [UInt16]
    /// How many rows must be looked at although no bits are left: up to the last one that names 0.
    let settledAfter: Int

    package init(_ name: String, _ style: Style, prefix: String, rest: Rest = .hexadecimal, choice: Choice? = nil, _ constants: [Constant])
    {
        self.name = name
        self.style = style
        self.prefix = prefix
        self.rest = rest
        self.constants = constants
        self.choice = choice
        var entries: [Entry] = []
        var nameBytes: [UInt8] = []
        entries.reserveCapacity(constants.count)
        nameBytes.reserveCapacity(constants.count * 20)
        for constant in constants {
            let start = UInt32(nameBytes.count)
            nameBytes.append(contentsOf: constant.name.utf8)
            nameBytes.append(UInt8(ascii: "|"))
            entries.append(Entry(value: constant.value, mask: constant.mask, start: start, end: UInt32(nameBytes.count - 1)))
        }
        self.entries = entries
        self.nameBytes = nameBytes
        rowByValue = style == .enumeration ? Self.index(constants) : []
        settledAfter = style == .flags ? (entries.lastIndex { $0.value == 0 } ?? -1) + 1 : 0
    }

    private static func index(_ constants: [Constant]) -> [UInt16] {
        let limit: UInt64 = 512
        guard constants.count > 8, let largest = constants.lazy.map(\.value).filter({ $0 < limit }).max() else { return [] }
        var rows = [UInt16](repeating: 0, count: Int(largest) + 1)
        for (row, constant) in constants.enumerated() where constant.value <= largest && rows[Int(constant.value)] == 0 {
            rows[Int(constant.value)] = UInt16(row + 1)
        }
        return rows
    }
}

extension ConstantSet: Hashable {
    package static func == (left: ConstantSet, right: ConstantSet) -> Bool { left === right || left.name == right.name }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
