import Schema
import Testing

/// Holds the printing of constants against strace, whose output users know.
@Suite(.enabled(if: Strace.isReference, "needs strace 6.1 and a C compiler"))
struct StraceWordingTests {
    /// Calls and arguments that strace prints as the set alone. Not among them, for what strace adds: `swapon` (the priority), `syslog` (the number
    /// beside the name), `ioctl` (drivers that share a number, `_IOC(…)`), `preadv2` (both halves of the position as one argument), `personality` (no
    /// names for most domains).
    static let printed: [(call: String, argument: Int)] = [
        ("open", 1), ("openat", 2), ("access", 1), ("faccessat2", 2), ("faccessat2", 3), ("unlinkat", 2), ("linkat", 4), ("newfstatat", 3),
        ("statx", 2),
        ("statx", 3), ("execveat", 4), ("fcntl", 1), ("flock", 1), ("lseek", 2), ("renameat2", 4), ("fallocate", 1), ("fadvise64", 3),
        ("splice", 5),
        ("sync_file_range", 3), ("close_range", 2), ("setxattr", 4), ("memfd_create", 1), ("pipe2", 1), ("dup3", 2), ("mount", 3),
        ("umount2", 1), ("fsopen", 1), ("fsconfig", 1), ("fsmount", 1), ("fsmount", 2), ("fspick", 2), ("move_mount", 4), ("open_tree", 2),
        ("inotify_init1", 0), ("inotify_add_watch", 2), ("fanotify_init", 0), ("fanotify_mark", 1), ("fanotify_mark", 2), ("mmap", 2),
        ("mmap", 3),
        ("mprotect", 2), ("madvise", 2), ("mremap", 3), ("msync", 2), ("mlock2", 2), ("mlockall", 0), ("set_mempolicy", 0), ("mbind", 2),
        ("mbind", 5),
        ("get_mempolicy", 4), ("move_pages", 5), ("pkey_alloc", 1), ("userfaultfd", 0), ("membarrier", 0), ("membarrier", 1),
        ("unshare", 0), ("setns", 1),
        ("wait4", 2), ("waitid", 0), ("waitid", 3), ("getpriority", 0), ("ioprio_get", 0), ("getrusage", 0), ("prlimit64", 1),
        ("sched_setscheduler", 1), ("pidfd_open", 1), ("kcmp", 2), ("ptrace", 0), ("arch_prctl", 0), ("prctl", 0), ("seccomp", 0),
        ("futex", 1), ("landlock_create_ruleset", 2), ("landlock_add_rule", 1), ("rt_sigprocmask", 0), ("signalfd4", 3),
        ("clock_gettime", 0),
        ("clock_nanosleep", 1), ("getitimer", 0), ("timerfd_create", 1), ("timerfd_settime", 1), ("epoll_ctl", 1), ("epoll_create1", 0),
        ("eventfd2", 1),
        ("io_uring_enter", 3), ("io_uring_register", 1), ("socket", 0), ("socket", 1), ("accept4", 3), ("sendto", 3), ("shutdown", 1),
        ("setsockopt", 1),
        ("shmat", 2), ("semctl", 2), ("msgctl", 1), ("shmctl", 1), ("msgrcv", 4), ("semget", 2), ("getrandom", 2), ("bpf", 0),
        ("perf_event_open", 4),
        ("keyctl", 0), ("add_key", 4), ("kexec_load", 3), ("kexec_file_load", 4), ("reboot", 0), ("reboot", 1), ("reboot", 2),
        ("finit_module", 2), ("delete_module", 1), ("mq_open", 1), ("name_to_handle_at", 4),
    ]

    @Test(arguments: printed)
    func numbersAreWordedAsStraceWordsThem(_ name: String, _ index: Int) throws {
        let call = try #require(SyscallTable.of(.x86_64)[name: name])
        guard case .constants(let set, let isWide) = call.arguments[index].kind else {
            Issue.record("\(name): argument \(index) has no set")
            return
        }
        let values = ConstantSetTests.interestingValues(set).filter { $0 <= 0xffff_ffff || isWide }
        let program = Strace.refusedCalls(
            values.map { value in [call.number] + call.arguments.indices.map { $0 == index ? Int(truncatingIfNeeded: value) : 0 } }, .x86_64
        )
        let lines = try CCompiler.withProgram(program, flags: ["-m64"]) { try Strace.lines($0, name) }.filter { $0.contains("ENOSYS") }
        #expect(lines.count == values.count)
        for (value, line) in zip(values, lines) where !Self.isUnclear(set, value) {
            let theirs = try #require(Self.argument(line, index))
            let ours = set.text(for: value)
            if theirs.contains("0x") || theirs.contains("???") {
                // strace does not know some bit. Ours may know younger names, but must have strace's in strace's order.
                let names = Self.names(theirs)
                #expect(Self.names(ours).filter(names.contains) == names, "\(name)(… \(value)): \(ours), strace: \(theirs)")
            } else {
                #expect(ours == theirs, "\(name)(… \(value))")
            }
        }
    }

    /// Whether strace prints the number by an extra rule that is not worth having.
    private static func isUnclear(_ set: ConstantSet, _ value: UInt64) -> Bool {
        switch set {
        // An operation that does not exist takes the clock's flag into its remark.
        case .futexOperations: value & 0x7f > 13 || value > 0x1ff
        // A field with a number that does not exist gets a remark of its own, or is taken for flags.
        case .statxFlags: value & 0x6000 == 0x6000
        case .fanotifyFlags: value & 0xc == 0xc
        // Bits that strace knows from other calls or architectures.
        case .executeFlags, .nameToHandleFlags, .faccessatFlags, .timerDescriptorSetFlags: value & ~0x1_1100 != 0
        case .protectionKeyRights: value & 4 != 0
        case .schedulers: value & 0x4000_0000 != 0
        case .memfdFlags, .mapFlags: value > 0x3ff_ffff && value & 0xfc00_0000 != 21 << 26
        case .fanotifyMarkFlags: value & 0x110 == 0x110
        default: false
        }
    }

    /// An argument of a line: strace's brackets hold no list for the null pointers of these calls.
    private static func argument(_ line: String, _ index: Int) -> String? {
        guard let start = line.firstIndex(of: "("), let end = line.firstRange(of: ") = ") else { return nil }
        let arguments = line[line.index(after: start)..<end.lowerBound].split(separator: ", ")
        return arguments.indices.contains(index) ? String(arguments[index]) : nil
    }

    private static func names(_ text: String) -> [String] {
        text.split(separator: " /*")[0].split(separator: "|").map(String.init).filter { !$0.hasPrefix("0") }
    }
}
