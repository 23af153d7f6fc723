/// A structure of the kernel's user interface, as data: what to copy and how to show it.
///
/// Sizes and offsets are those of one ABI; a structure that differs between ABIs is two structures. Structures compare by name.
package final class Structure: Sendable {
    package struct Member: Hashable, Sendable {
        package let name: String
        /// Byte offset within the structure.
        package let offset: Int
        /// Bytes of the number; 1, 2, 4 or 8.
        package let size: Int
        package let kind: ArgumentKind

        package init(_ name: String, at offset: Int, size: Int, _ kind: ArgumentKind) {
            self.name = name
            self.offset = offset
            self.size = size
            self.kind = kind
        }
    }

    /// The tag, without `struct`; with an `_i386` suffix where that ABI's layout differs.
    package let name: String
    /// Bytes to copy.
    package let size: Int
    /// Empty where a decoder of its own shows the structure, or none does yet; then its address is shown.
    package let members: [Member]

    package init(_ name: String, size: Int, _ members: [Member] = []) {
        self.name = name
        self.size = size
        self.members = members
    }
}

extension Structure: Hashable {
    package static func == (left: Structure, right: Structure) -> Bool { left === right || left.name == right.name }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
