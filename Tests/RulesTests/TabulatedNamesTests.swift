import Rules
import Schema
import Testing

/// The language over the real table.
@Suite struct TabulatedNamesTests {
    private func select(_ text: String) -> Checked<Selection> { Selection.check([.expression(text)]) }

    @Test(arguments: ABI.allCases) func everyNameSelectsItsNumber(abi: ABI) {
        let calls = SyscallTable.of(abi).calls
        #expect(calls.count > 300)
        // A class of the same name comes first.
        for call in calls where SyscallClass(name: call.name) == nil {
            let checked = select("\(call.name)@\(abi == .x86_64 ? 64 : 32)")
            #expect(checked.isValid && checked.value.calls[abi].numbers == [call.number], "\(call.name)")
        }
    }

    @Test(arguments: SyscallClass.allCases) func everyClassSelectsItsMembers(syscallClass: SyscallClass) {
        let checked = select(syscallClass.name)
        #expect(checked.diagnostics == [])
        for abi in ABI.allCases { #expect(checked.value.calls[abi] == SyscallSet(syscallClass.calls(abi).map(\.number))) }
        #expect(!checked.value.calls[.x86_64].isEmpty || !checked.value.calls[.i386].isEmpty)
    }

    @Test(arguments: ["desc", "file", "ipc", "memory", "network", "process", "signal"]) func classesWithoutSign(name: String) {
        #expect(select(name).isValid)
        #expect(select(name).value.calls == select("%" + name).value.calls)
        #expect(select(name).value.named[.i386].isEmpty, "it is the class, even where a call has the name")
    }

    @Test func oneSignAndTwoAreDifferentClasses() {
        #expect(select("%stat").value.calls[.x86_64] == SyscallSet([4]))
        #expect(select("%%stat").value.calls[.x86_64] == SyscallSet([4, 5, 6, 262, 332]))
        #expect(select("%net").value.calls == select("%network").value.calls)
        #expect(select("%%file").diagnostics.map(\.description) == ["no class of system calls is called '%%file'; did you mean '%file'?"])
    }

    @Test func namesThatDifferBetweenTheABIs() {
        let selection = select("fstatat64,newfstatat,/^mmap").value
        #expect(selection.calls[.x86_64] == SyscallSet([9, 262]))
        #expect(selection.calls[.i386] == SyscallSet([90, 192, 300]))
    }

    // swift-format-ignore
    static let misspelt: [(String, String)] = [
        ("opennat",        "did you mean 'openat'?"),
        ("raed",           "did you mean 'read'?"),
        ("excve",          "did you mean 'execve'?"),
        ("get_pid",        "did you mean 'getpid'?"),
        ("sys_clone",      "did you mean 'clone'?"),
        ("__NR_futex",     "did you mean 'futex'?"),
        ("nanosleeep",     "did you mean 'nanosleep'?"),
        ("epol_wait",      "did you mean 'epoll_wait'?"),
        ("pread",          "the C library's 'pread' makes the system call 'pread64'"),
        ("recv",           "the C library's 'recv' makes the system call 'recvfrom'"),
        ("wait",           "the C library's 'wait' makes the system call 'wait4'"),
        ("_exit",          "the C library's '_exit' makes the system call 'exit_group'"),
        ("fstatat",        "the C library's 'fstatat' makes the system call 'newfstatat'"),
        ("creds",          "did you mean '%creds'?"),
    ]

    @Test(arguments: misspelt) func suggestion(name: String, expected: String) {
        #expect(select(name).diagnostics.map(\.suggestion) == [expected])
    }

    @Test func conditionsKnowTheArguments() {
        func check(_ text: String) -> [String] { Condition.check(SourceText(label: "-e", text: text)).diagnostics.map(\.description) }
        #expect(check("openat && filename ^= \"/etc\" && flags & O_CREAT") == [])
        #expect(check("write && coutn > 4096") == ["no field is called 'coutn'; did you mean 'count'?"])
    }

    @Test func theNumbersOfTheTableCanBeMembers() {
        for abi in ABI.allCases { #expect(SyscallTable.of(abi).limit <= SyscallSet.capacity) }
    }
}
