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
/// (`O_SYNC` before `O_DSYNC`). Sets compare by identity of their name; two sets never share one.
package final class ConstantSet: Sendable {
    /// How the values combine.
    package enum Style: Sendable {
        /// Exactly one of the rows.
        case enumeration
        /// A combination, joined by `|`.
        case flags
    }

    /// Unique; the name under which `trapline syscalls` and trace metadata show the set.
    package let name: String
    package let style: Style
    /// The prefix of its names, for the remark beside a value that has none: `0x80 /* O_??? */`.
    package let prefix: String
    package let constants: [Constant]

    package init(_ name: String, _ style: Style, prefix: String, _ constants: [Constant]) {
        self.name = name
        self.style = style
        self.prefix = prefix
        self.constants = constants
    }
}

extension ConstantSet: Hashable {
    package static func == (left: ConstantSet, right: ConstantSet) -> Bool { left === right || left.name == right.name }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
