import Foundation
import Schema
import Testing

@Suite struct SyscallClassTests {
    @Test(arguments: [
        (SyscallClass.file, "openat", true), (.file, "read", false), (.file, "fchmodat2", true), (.process, "exit_group", true),
        (.process, "ptrace", false),
        (.network, "sendfile", true), (.signal, "signalfd4", true), (.ipc, "semtimedop", true), (.descriptor, "mmap", true),
        (.memory, "mseal", true),
        (.credentials, "prctl", true), (.stat, "stat64", true), (.lstat, "lstat", true), (.fstat, "newfstatat", true),
        (.anyStat, "oldstat", true),
        (.statfs, "fstatfs", false), (.fstatfs, "fstatfs64", true), (.anyStatfs, "ustat", true), (.clock, "time", true),
        (.pure, "gettid", true),
    ])
    func membership(_ group: SyscallClass, _ call: String, _ member: Bool) {
        #expect(group.contains(call) == member)
    }

    @Test(arguments: [
        ("%file", SyscallClass.file), ("file", .file), ("%net", .network), ("%network", .network), ("network", .network),
        ("%desc", .descriptor),
        ("%stat", .stat), ("%%stat", .anyStat), ("%%statfs", .anyStatfs), ("%creds", .credentials), ("%pure", .pure),
    ])
    func names(_ name: String, _ group: SyscallClass) {
        #expect(SyscallClass(name: name) == group)
    }

    @Test(arguments: ["", "%", "stat", "clock", "net", "%files", "%%file", "%all"])
    func otherNamesAreNoClasses(_ name: String) {
        #expect(SyscallClass(name: name) == nil)
    }

    @Test func everyMemberIsACall() {
        let calls = Set(ABI.allCases.flatMap { SyscallTable.of($0).calls.map(\.name) })
        for group in SyscallClass.allCases {
            #expect(!group.calls(.x86_64).isEmpty, "\(group.name)")
            for name in group.names.split(whereSeparator: \.isWhitespace) {
                #expect(calls.contains(String(name)), "\(group.name): \(name)")
            }
        }
    }

    /// Runs every call of an ABI under each class of strace. Seccomp refuses the calls, after strace has seen them.
    @Test(.enabled(if: Strace.isReference, "needs strace 6.1 and a C compiler"), arguments: [ABI.x86_64, .i386])
    func membershipIsThatOfStrace(_ abi: ABI) throws {
        guard abi == .x86_64 || CCompiler.makesI386 else { return }
        let numbers = SyscallTable.of(abi).calls.map(\.number)
        try CCompiler.withProgram(Strace.refusedCalls(numbers.map { [$0] }, abi), flags: [abi == .i386 ? "-m32" : "-m64"]) { program in
            let known = try Strace.calls(program, "all")
            #expect(known.count > 340)
            for group in SyscallClass.allCases {
                let expected = try Strace.calls(program, group.name)
                for name in known.sorted() {
                    #expect(group.contains(name) == expected.contains(name), "\(name) in \(group.name)")
                }
            }
        }
    }
}
