import Testing

extension Integration {
    /// What is selected is shown, all of it and nothing else.
    @Suite(.timeLimit(.minutes(3)), .requires(tool: "cc"))
    struct Selecting {
        /// Options, and which names of the program's calls they leave.
        struct Row: CustomTestStringConvertible {
            let options: [String]
            let keeps: @Sendable (String) -> Bool

            init(_ options: String..., keeps: @escaping @Sendable (String) -> Bool) {
                self.options = options
                self.keeps = keeps
            }

            var testDescription: String { options.joined(separator: " ") }
        }

        static let rows = [
            Row("-e", "trace=access") { $0 == "access" },
            Row("-e", "access,close") { ["access", "close"].contains($0) },
            Row("-e", "trace=!access,close") { !["access", "close"].contains($0) },
            Row("-e", "!access") { $0 != "access" },
            Row("-e", "trace=/^f?access") { $0.hasPrefix("access") || $0.hasPrefix("faccess") },
            Row("-e", "trace=/at") { $0.contains("at") },
            Row("-e", "trace=?no_such_call,access") { $0 == "access" },
            Row("-e", "trace=21") { $0 == "access" },
            Row("-e", "trace=none") { _ in false },
            Row("-e", "trace=all") { _ in true },
            Row("-e", "trace=open,openat", "-e", "trace=access") { $0 == "access" },
            Row("-e", "trace=write") { $0 == "write" },
            Row("-e", "trace=read") { $0 == "read" },
            Row("-e", "trace=execve") { $0 == "execve" },
            Row("-e", "trace=exit_group") { $0 == "exit_group" },
        ]

        @Test(arguments: rows) func names(_ row: Row) throws {
            let program = [try Fixture.path("families", flags: ["-Wno-unused-result"]), "access"]
            let whole = try Trapline.trace([], program)
            let selected = try Trapline.trace(row.options, program)
            #expect(selected.status == .exited(0))
            let expected = whole.lines.compactMap(\.name).filter(row.keeps)
            #expect(selected.lines.compactMap(\.name) == expected, "\(selected.errors)")
            if row.keeps("exit_group") || expected.isEmpty { #expect(selected.lines.last?.kind == .exited(0)) }
        }

        /// One call of each kind of capture alone: programs that are armed for little must load too.
        @Test(arguments: [
            "openat", "read", "write", "poll", "ppoll", "execve", "writev", "readv", "sendmsg", "recvmsg", "sendmmsg", "recvmmsg",
            "connect", "accept4",
            "getsockopt", "rt_sigaction", "rt_sigreturn", "clone", "clone3", "futex", "epoll_wait", "epoll_ctl", "select", "pselect6",
            "statx", "newfstatat",
            "getdents64", "ioctl", "fcntl", "prctl", "mount", "wait4", "waitid", "nanosleep", "exit_group", "kill", "pipe2", "bpf",
            "io_uring_setup",
            "process_vm_readv", "sched_setattr", "name_to_handle_at", "getrandom", "uname", "readlink", "getcwd", "preadv2", "vmsplice",
            "keyctl",
        ])
        func loadsAlone(_ name: String) throws {
            let trace = try Trapline.trace(["-e", "trace=\(name)"], ["true"])
            #expect(trace.status == .exited(0), "\(trace.errors)")
            #expect(trace.lines.compactMap(\.name).allSatisfy { $0 == name })
            let timed = try Trapline.trace(["-T", "-tt", "-s", "4096", "-e", "trace=\(name)"], ["true"])
            #expect(timed.status == .exited(0), "\(timed.errors)")
        }

        /// Classes and filters mean what they mean to strace.
        @Test(
            .requires(tool: "strace"),
            arguments: [
                ["-e", "trace=%file"], ["-e", "trace=%desc"], ["-e", "trace=%process"], ["-e", "trace=%network"], ["-e", "trace=%net"],
                ["-e", "trace=%signal"], ["-e", "trace=%ipc"], ["-e", "trace=%memory"], ["-e", "trace=%creds"], ["-e", "trace=%clock"],
                ["-e", "trace=%stat"], ["-e", "trace=%lstat"], ["-e", "trace=%fstat"], ["-e", "trace=%%stat"], ["-e", "trace=%pure"],
                ["-e", "trace=!%file"], ["-e", "trace=%file,write"], ["-e", "trace=!%memory,%file"],
                ["-z"], ["-Z"], ["-e", "status=failed"], ["-e", "status=successful"], ["-e", "status=!failed"],
                ["-Z", "-e", "trace=openat"],
                ["-P", "/etc/passwd"], ["-P", "/etc/passwd", "-P", "/no/such/file"], ["-P", "/etc/passwd", "-e", "trace=fcntl,close"],
            ], ["fcntl", "socket"])
        func asStraceDoes(_ options: [String], _ family: String) throws {
            let program = [try Fixture.path("families", flags: ["-Wno-unused-result"]), family]
            let expected = try Strace.trace(options, program).lines.compactMap(\.name)
            let trace = try Trapline.trace(options, program)
            #expect(trace.status == .exited(0), "\(trace.errors)")
            let found = trace.lines.compactMap(\.name)
            #expect(found == expected)
        }

        /// The test of a result takes place in the kernel: what it rejects is not even recorded.
        @Test func rejectedByStatus() throws {
            let trace = try Trapline.trace(["-Z", "-e", "trace=getppid"], [try Fixture.path("getppid"), "1000", "1"])
            #expect(try trace.account().captured == 0)
        }
    }
}
