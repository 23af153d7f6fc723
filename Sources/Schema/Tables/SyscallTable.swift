/// The system calls of one ABI.
///
/// Built at first use from the rows in this folder, in well under a millisecond; each ABI on its own.
package final class SyscallTable: Sendable {
    package let abi: ABI
    /// Every call, by ascending number.
    package let calls: [Syscall]
    /// The row of each number plus one, or 0.
    private let rowByNumber: [UInt16]

    init(_ abi: ABI, _ parts: [[Syscall]]) {
        self.abi = abi
        calls = Array(parts.joined())
        var rows = [UInt16](repeating: 0, count: (calls.last?.number ?? -1) + 1)
        for (row, call) in calls.enumerated() { rows[call.number] = UInt16(row + 1) }
        rowByNumber = rows
    }

    private static let x86_64 = SyscallTable(.x86_64, x86_64Rows)
    private static let i386 = SyscallTable(.i386, i386Rows)
    private static let x86_64Names = x86_64.rowsByName()
    private static let i386Names = i386.rowsByName()

    /// The table of an ABI.
    package static func of(_ abi: ABI) -> SyscallTable { abi == .i386 ? i386 : x86_64 }

    /// One more than the largest number.
    package var limit: Int { rowByNumber.count }

    /// The call with a number, or nil when the table has none: a call newer than the table, an unused number, or no call at all.
    package subscript(number: Int) -> Syscall? {
        guard rowByNumber.indices.contains(number), rowByNumber[number] != 0 else { return nil }
        return calls[Int(rowByNumber[number]) - 1]
    }

    /// The call with a name of `<asm/unistd.h>` (`newfstatat`, `pread64`), which are the names that strace's users type.
    package subscript(name name: String) -> Syscall? {
        let rows = abi == .i386 ? Self.i386Names : Self.x86_64Names
        return rows[name].map { calls[$0] }
    }

    private func rowsByName() -> [String: Int] {
        Dictionary(uniqueKeysWithValues: calls.enumerated().map { ($1.name, $0) })
    }
}
