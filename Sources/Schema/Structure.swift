/// A structure of the kernel's user interface, as data: what to copy and how to show it.
///
/// Sizes and offsets are those of one ABI; a structure that differs between ABIs is two structures. Structures compare by name. A structure with one
/// member that has no name is a bare number (`int`, `gid_t`): an array of those is shown as `[3, 4]`.
package final class Structure: Sendable {
    package struct Member: Hashable, Sendable {
        package let name: String
        /// Byte offset within the structure.
        package let offset: Int
        /// Bytes of the number; 1, 2, 4 or 8. Any size for text, structures and arrays that lie in place.
        package let size: Int
        /// How the member is shown. Here `.string` is text in place up to its first NUL or its size, and `.structure` and `.array` lie in place,
        /// the latter with a fixed length.
        package let kind: ArgumentKind

        @inline(never) package init(_ name: String, at offset: Int, size: Int, _ kind: ArgumentKind) {
            self.name = name
            self.offset = offset
            self.size = size
            self.kind = kind
        }
    }

    /// The tag that the kernel uses, without `struct`; i386 structures have tags of their own there (`compat_stat`).
    package let name: String
    /// The C type: `struct pollfd`, `sigset_t`.
    package let type: String
    /// Bytes to copy.
    package let size: Int
    /// Empty where a decoder of its own shows the structure, or none does yet; then its address is shown. The order is that of printing, not of memory.
    package let members: [Member]
    /// Whether there is something that shows it, its members or a decoder of its own, so that it is worth capturing.
    package let isShown: Bool
    /// Whether a call that reads and writes it replaces what it was given, so that the value from before the call must be captured at the entry.
    package let isOverwritten: Bool
    /// Bytes behind the pointer that stands first in it, which are captured with it; 0 where there is none to follow.
    package let linkedBytes: Int
    /// Where structures of variable length follow each other: the offset of the two bytes that say how long one is; 0 elsewhere.
    package let chainOffset: Int
    /// Names of the members that are shown unless everything is asked for (`-v`); empty when all are.
    package let brief: [String]

    /// - Parameter shownWhole: a decoder of its own shows it.
    @inline(never) package init(
        _ name: String, type: String? = nil, size: Int, brief: [String] = [], shownWhole: Bool = false, overwritten: Bool = false,
        linkedBytes: Int = 0, chainOffset: Int = 0, _ members: [Member] = []
    ) {
        self.linkedBytes = linkedBytes
        self.chainOffset = chainOffset
        isShown = shownWhole || !members.isEmpty
        isOverwritten = overwritten
        self.name = name
        self.type = type ?? "struct " + name
        self.size = size
        self.brief = brief
        self.members = members
    }
}

extension Structure {
    /// Bytes up to the end of the last member that is shown without `-v`; all where every member is. A device number takes the place of a size.
    package var briefSize: Int {
        let shown = members.filter { brief.contains($0.name) || $0.name == "st_rdev" && brief.contains("st_size") }
        guard !brief.isEmpty, let end = shown.map({ $0.offset + $0.size }).max() else { return size }
        return min(size, (end + 7) / 8 * 8)
    }
}

extension Structure: Hashable {
    package static func == (left: Structure, right: Structure) -> Bool { left === right || left.name == right.name }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
