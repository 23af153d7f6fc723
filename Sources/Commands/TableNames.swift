import Rules
import Schema

/// The names that rules may use: those of the tables.
struct TableNames: SyscallNames {
    func calls(of abi: ABI) -> [(name: String, number: Int)] {
        SyscallTable.of(abi).calls.map { ($0.name, $0.number) }
    }

    var classNames: [String] { SyscallClass.names }

    func members(ofClass name: String, in abi: ABI) -> [Int]? {
        guard let group = SyscallClass(named: name) else { return nil }
        return SyscallTable.of(abi).calls.filter { group.contains($0.name) }.map(\.number)
    }
}
