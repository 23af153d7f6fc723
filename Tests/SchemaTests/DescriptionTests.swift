import Schema
import Testing

@Suite struct SyscallDescriptionTests {
    @Test(arguments: [
        (ABI.x86_64, "openat", "openat(int dfd, const char *filename, int flags, umode_t mode)"),
        (.x86_64, "io_submit", "io_submit(aio_context_t ctx_id, long nr, struct iocb **iocbpp)"),
        (.x86_64, "execve", "execve(const char *filename, const char *const *argv, const char *const *envp)"),
        (.x86_64, "getpid", "getpid()"),
        (.x86_64, "capset", "capset(cap_user_header_t header, const cap_user_data_t data)"),
        (.i386, "mmap", "mmap(struct mmap_arg_struct32 *arg)"),
        (.i386, "setuid", "setuid(old_uid_t uid)"),
    ])
    func prototypesAreC(_ abi: ABI, _ name: String, _ prototype: String) throws {
        #expect(try #require(SyscallTable.of(abi)[name: name]).prototype == prototype)
    }

    @Test func rowsNameTheirSetsAndClasses() throws {
        let row = try #require(SyscallTable.of(.x86_64)[name: "openat"]).describe(.x86_64)
        #expect(row.number == 257)
        #expect(row.namedArguments == [.init(argument: "flags", set: .openFlags)])
        #expect(row.classes == [.file, .descriptor])
    }

    @Test(arguments: ABI.allCases)
    func everyCallHasARow(_ abi: ABI) {
        let rows = SyscallTable.of(abi).describe()
        #expect(rows.map(\.number) == SyscallTable.of(abi).calls.map(\.number))
        for row in rows { #expect(row.prototype.hasPrefix(row.name + "(") && row.prototype.hasSuffix(")")) }
    }
}
