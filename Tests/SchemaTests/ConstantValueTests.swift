import Schema
import Testing

/// Holds the constants against the headers of the build machine.
@Suite(.enabled(if: CCompiler.isAvailable, "needs a C compiler and the kernel's headers"))
struct ConstantValueTests {
    /// Names whose number here is not the header's.
    static let exceptions: [String: [String]] = [
        "64-bit headers fold them into F_GETLK; the numbers are those that i386 calls use": ["F_GETLK64", "F_SETLK64", "F_SETLKW64"],
        "shifted into the place they have in an I/O priority": ["IOPRIO_CLASS_RT", "IOPRIO_CLASS_BE", "IOPRIO_CLASS_IDLE"],
        "the headers add flags; here they are values of the low byte": [
            "PER_SVR4", "PER_SVR3", "PER_SCOSVR3", "PER_WYSEV386", "PER_ISCR4", "PER_XENIX", "PER_IRIX32", "PER_IRIXN32", "PER_IRIX64",
            "PER_SOLARIS",
            "PER_UW7",
        ],
    ]

    @Test func valuesAreThoseOfTheHeaders() throws {
        let excused = Set(Self.exceptions.values.joined())
        let names = Set(ConstantSet.all.flatMap { $0.constants.map(\.name) }.filter { $0.wholeMatch(of: /[A-Za-z_]\w*/) != nil })
        var values = try CCompiler.values(of: names.sorted(), headers: Self.kernelHeaders)
        let rest = names.subtracting(values.keys)
        values.merge(try CCompiler.values(of: rest.sorted(), headers: Self.libraryHeaders)) { kernel, _ in kernel }
        #expect(values.count > 1100)
        for set in ConstantSet.all {
            for constant in set.constants where !excused.contains(constant.name) {
                guard let value = values[constant.name] else { continue }
                #expect(constant.value == value, "\(set.name): \(constant.name)")
            }
        }
        for name in excused { #expect(names.contains(name), "\(name) is excused, but in no set") }
    }

    private static func including(_ headers: [String]) -> String { headers.map { "#include <\($0).h>" }.joined(separator: "\n") }

    private static var kernelHeaders: String {
        including([
            "linux/types", "linux/fcntl", "linux/mman", "linux/sched", "linux/sched/types", "linux/wait", "linux/prctl",
            "asm/prctl", "linux/futex", "linux/eventpoll", "asm/poll", "linux/timerfd", "linux/signalfd", "linux/inotify",
            "linux/time", "linux/timex", "linux/resource", "linux/random", "linux/memfd", "linux/stat", "linux/fs",
            "linux/falloc", "linux/mount", "linux/seccomp", "linux/ptrace", "asm/ptrace-abi", "linux/bpf", "linux/perf_event",
            "linux/keyctl", "linux/io_uring", "linux/ioprio", "linux/membarrier", "linux/rseq", "linux/close_range",
            "linux/openat2", "linux/fanotify", "linux/quota", "linux/kexec", "linux/reboot", "linux/personality",
            "linux/mempolicy", "linux/landlock", "linux/xattr", "linux/ipc", "linux/sem", "linux/msg", "linux/shm",
            "linux/capability", "linux/fadvise", "linux/socket", "asm/socket", "linux/in", "linux/in6", "linux/tcp",
            "linux/netlink", "linux/kcmp", "linux/module", "linux/userfaultfd", "linux/nsfs", "linux/sockios", "asm/termbits",
            "asm/ioctls", "asm/siginfo", "asm/signal", "linux/fiemap", "linux/pidfd", "linux/net", "linux/module", "linux/module",
        ])
    }

    /// For what the kernel leaves to the library: socket families, message flags.
    private static var libraryHeaders: String {
        "#define _GNU_SOURCE\n"
            + including([
                "stdio", "sys/types", "fcntl", "sys/socket", "netinet/in", "netinet/tcp", "sys/wait", "signal", "sys/epoll",
                "sys/eventfd", "sys/timerfd", "sys/signalfd", "sys/inotify", "sys/timex", "sys/swap", "sys/mount", "sys/mman",
                "sys/file", "sys/statvfs", "unistd", "sched", "poll", "sys/ipc", "sys/sem", "sys/msg", "sys/shm", "sys/resource",
                "sys/time", "time", "sys/personality", "sys/ptrace", "sys/ioctl", "termios",
            ])
    }
}
