/// A set of system call numbers of one ABI.
///
/// Numbers below `capacity` are members one by one. All others (numbers that no kernel has, and x32 calls, whose bit 30 is set) are members
/// together or not at all, so that the complement of a set is a set and "everything" includes what the table does not know.
package struct SyscallSet: Hashable, Sendable {
    /// One more than the largest number that can be a member on its own. The largest in use on x86 is below 600.
    package static let capacity = 1024

    /// 64 numbers in each.
    private var words: [UInt64]
    /// Whether the numbers outside `0 ..< capacity` are members.
    package var containsOthers: Bool

    /// The empty set.
    package init() {
        words = [UInt64](repeating: 0, count: Self.capacity / 64)
        containsOthers = false
    }

    /// The numbers given. Those outside `0 ..< capacity` are left out.
    package init(_ numbers: some Sequence<Int>) {
        self.init()
        for number in numbers { insert(number) }
    }

    package static var everything: SyscallSet { SyscallSet().inverted }

    package var isEverything: Bool { self == .everything }

    package var isEmpty: Bool { self == SyscallSet() }

    package func contains(_ number: Int) -> Bool {
        guard number >= 0, number < Self.capacity else { return containsOthers }
        return words[number >> 6] & (1 << UInt64(number & 63)) != 0
    }

    /// Adds one number, unless it is outside `0 ..< capacity`.
    package mutating func insert(_ number: Int) {
        guard number >= 0, number < Self.capacity else { return }
        words[number >> 6] |= 1 << UInt64(number & 63)
    }

    package mutating func formUnion(_ other: SyscallSet) {
        for index in words.indices { words[index] |= other.words[index] }
        containsOthers = containsOthers || other.containsOthers
    }

    package mutating func formIntersection(_ other: SyscallSet) {
        for index in words.indices { words[index] &= other.words[index] }
        containsOthers = containsOthers && other.containsOthers
    }

    /// Every number that is not a member.
    package var inverted: SyscallSet {
        var result = self
        result.words = words.map { ~$0 }
        result.containsOthers = !containsOthers
        return result
    }

    /// The members below `capacity`, ascending.
    package var numbers: [Int] {
        var result: [Int] = []
        for index in words.indices {
            var word = words[index]
            while word != 0 {
                result.append(index << 6 + word.trailingZeroBitCount)
                word &= word - 1
            }
        }
        return result
    }
}
