/// What an argument is where another argument says so: the third of `ioctl`, by its command.
package final class KindChoice: Sendable {
    package struct Row: Sendable {
        /// The values of the deciding argument, of which the kernel looks at 32 bits.
        package let values: [UInt32]
        package let kind: ArgumentKind

        package init(_ values: UInt32..., is kind: ArgumentKind) {
            self.values = values
            self.kind = kind
        }
    }

    /// Unique.
    package let name: String
    /// The argument that decides, counted from 0.
    package let argument: Int
    package let rows: [Row]
    /// For the values that no row has.
    package let otherwise: ArgumentKind

    package init(_ name: String, by argument: Int, otherwise: ArgumentKind = .hexadecimal, _ rows: [Row]) {
        self.name = name
        self.argument = argument
        self.rows = rows
        self.otherwise = otherwise
    }
}

extension KindChoice: Hashable {
    package static func == (left: KindChoice, right: KindChoice) -> Bool { left === right || left.name == right.name }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
