import Schema
import Testing

/// Holds the table of x86-64 against the running kernel's own description.
@Suite(.enabled(if: Tracefs.isReadable, "needs tracefs at /sys/kernel/tracing and the right to read it"))
struct TracefsTests {
    /// tracefs goes by the names of the kernel's functions; the table by those of `<asm/unistd.h>`, which are the ones that users type.
    static let renamed = [
        "newstat": "stat", "newfstat": "fstat", "newlstat": "lstat",  // `sys_stat` is the structure of Linux 1
        "newuname": "uname",  // likewise
        "sendfile64": "sendfile",  // one function serves both widths
        "umount": "umount2",  // the call without flags is i386's
    ]

    /// Calls of the table that tracefs does not show, even where the table is current.
    static let unseen: [String: [String]] = [
        "are only numbers: never implemented, or removed": [
            "_sysctl", "create_module", "get_kernel_syms", "query_module", "nfsservctl", "getpmsg", "putpmsg", "afs_syscall", "tuxcall",
            "security",
            "epoll_ctl_old", "epoll_wait_old", "vserver", "lookup_dcookie",
        ],
        "need a kernel that is built with an option": [
            "uselib", "init_module", "delete_module", "finit_module", "kexec_load", "kexec_file_load", "map_shadow_stack",
            "set_thread_area",
            "get_thread_area", "modify_ldt", "quotactl", "quotactl_fd", "acct", "swapon", "swapoff", "userfaultfd", "bpf",
            "perf_event_open",
            "landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self", "lsm_get_self_attr", "lsm_set_self_attr",
            "lsm_list_modules",
            "fanotify_init", "fanotify_mark", "sysfs", "uretprobe", "uprobe", "memfd_secret", "migrate_pages", "move_pages", "mbind",
            "set_mempolicy",
            "get_mempolicy", "set_mempolicy_home_node", "keyctl", "add_key", "request_key", "kcmp", "seccomp", "ioperm", "iopl",
            "pkey_alloc",
            "pkey_free", "pkey_mprotect",
        ],
        "are entered without the macro that describes them": ["rt_sigreturn"],
    ]

    @Test func everyCallOfTheKernelIsInTheTable() throws {
        let table = SyscallTable.of(.x86_64)
        let calls = try Tracefs.calls()
        #expect(calls.count > 300)
        for call in calls {
            let name = Self.renamed[call.name] ?? call.name
            guard let row = table[name: name] else {
                Issue.record("the kernel has \(name), the table does not")
                continue
            }
            #expect(row.arguments.map(\.name) == call.arguments.map(\.name), "\(name)")
            #expect(row.arguments.map(\.type) == call.arguments.map(\.type), "\(name)")
        }
    }

    @Test(.enabled(if: kernelIsAtLeast(6, 18), "an older kernel lacks the youngest calls"))
    func everyCallOfTheTableIsInTheKernel() throws {
        let seen = Set(try Tracefs.calls().map { Self.renamed[$0.name] ?? $0.name })
        let excused = Set(Self.unseen.values.joined())
        for call in SyscallTable.of(.x86_64).calls where !excused.contains(call.name) {
            #expect(seen.contains(call.name), "\(call.name) is in the table, but the kernel does not show it")
        }
    }

    @Test func exceptionsNameCallsOfTheTable() {
        for name in Self.unseen.values.joined() { #expect(SyscallTable.of(.x86_64)[name: name] != nil, "\(name)") }
        for name in Self.renamed.values { #expect(SyscallTable.of(.x86_64)[name: name] != nil, "\(name)") }
    }
}
