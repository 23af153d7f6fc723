import Testing

extension Integration {
    /// Programs that do what few programs do.
    @Suite(.timeLimit(.minutes(2)), .requires(tool: "cc"))
    struct Corners {
        /// execve in a thread that is not the first.
        @Test func execInAThread() throws {
            let program = try Fixture.path("nothing")
            let trace = try Trapline.trace([], [try Fixture.path("threadexec"), program])
            #expect(trace.status == .exited(0))
            #expect(try trace.account().lost == 0)
            let leader = try #require(trace.lines.first?.pid)
            let replacing = trace.calls("execve").filter { $0.arguments?.hasPrefix("\"\(program)\"") == true }
            #expect(replacing.count == 1)
            #expect(replacing.first?.result == "0")
            #expect(trace.text.contains("+++ superseded by execve in pid "))
            #expect(trace.lines.filter { $0.pid == leader }.last?.kind == .exited(0))
            #expect(trace.calls("exit_group").map(\.pid) == [leader])
        }

        /// The first thread ends, the others go on.
        @Test func withoutItsFirstThread() throws {
            let trace = try Trapline.trace([], [try Fixture.path("leaderless")])
            #expect(trace.status == .exited(4))
            let leader = try #require(trace.lines.first?.pid)
            let survivor = try #require(trace.lines.first { $0.text.contains("/trapline-test/survivor") }?.pid)
            #expect(survivor != leader)
            #expect(trace.calls("exit").map(\.pid) == [leader])
            #expect(trace.calls("exit_group").map(\.pid) == [survivor])
            #expect(trace.tasks.count == 2)
        }

        /// The same program attached when its first thread is gone already.
        @Test func attachedWithoutItsFirstThread() throws {
            let puppet = try Puppet(threads: 1)
            let session = try Session.attached(to: [puppet.pid])
            try puppet.process.send("leave now\n")
            try session.wait(for: "the first thread's end") { $0.contains { $0.pid == puppet.pid && $0.isEnd } }
            try session.interrupt()
            let second = try Session.attached(to: [puppet.pid])
            #expect(try second.interrupt() == .exited(0))
            #expect(second.lines.contains { $0.isUnfinished && $0.pid != puppet.pid })
        }

        /// Numbers that are no call's, a call of an interface that is not there, and answers of a seccomp filter: as strace shows them.
        @Test(.requires(tool: "strace"), arguments: [[], ["-T", "-tt"]]) func oddities(_ options: [String]) throws {
            let program = [try Fixture.path("oddities")]
            let expected = try Strace.trace([], program).lines
            let trace = try Trapline.trace(options, program)
            #expect(trace.status == .exited(0))
            guard options.isEmpty else {
                #expect(trace.text.contains("getuid() "))
                #expect(trace.text.contains(" = -1 EDOM"))
                return
            }
            // strace names the call of the x32 interface, whether the kernel has that interface or not; what the filter of seccomp(2) says is an address.
            let differs = /seccomp\(.*|getppid\(\) .*|syscall_0x4000006e\(.*/
            func tail(_ lines: [TraceLine]) -> [String] {
                let start = lines.firstIndex { $0.text.contains("/trapline-test/begin") } ?? lines.startIndex
                return lines[start...].map(\.text).filter { $0.wholeMatch(of: differs) == nil }.map {
                    // The arguments that were not given are what the registers held.
                    $0.replacing(/(syscall_0xf+)\(.*\) +=/) { "\($0.output.1)() =" }.replacing(/0x[0-9a-f]{8,}/, with: "ADDRESS")
                }
            }
            #expect(tail(trace.lines) == tail(expected))
            #expect(trace.lines.count { $0.name == "syscall_0x4000006e" && $0.result?.hasPrefix("-1 ENOSYS") == true } == 1)
            #expect(trace.calls("seccomp").count == 1)
        }

        /// Beside a debugger: the same process under strace and under trapline.
        @Test(.requires(tool: "strace")) func besideADebugger() throws {
            let files = try TemporaryDirectory()
            let trace = try Trapline.trace([], ["strace", "-f", "-o", files["strace"], "ls", "/"])
            #expect(trace.status == .exited(0))
            #expect(trace.output.contains("usr\n"))
            let traced = TraceLine.parse(try Files.bytes(files["strace"]))
            let pid = try #require(traced.first?.pid)
            let own = trace.lines.filter { $0.pid == pid }
            let start = try #require(own.lastIndex { $0.name == "execve" })
            #expect(Array(own[start...]).callCounts == traced.callCounts)
        }

        /// Two sessions on one process: each has everything.
        @Test func twoSessions() throws {
            let puppet = try Puppet(threads: 1)
            let first = try Session.attached(to: [puppet.pid])
            try puppet.obey("mark", "one")
            let second = try Session.attached(to: [puppet.pid])
            try puppet.obey("mark", "two")
            #expect(first.process.isRunning)
            first.process.signal(2)
            #expect(try first.process.wait() == .exited(0))
            try puppet.obey("mark", "three")
            #expect(try second.interrupt() == .exited(0))
            for (session, tags) in [(first, ["one", "two"]), (second, ["two", "three"])] {
                for tag in ["one", "two", "three"] {
                    for who in ["main", "thread-0"] {
                        #expect(session.lines.marked(tag, who).count == (tags.contains(tag) ? 1 : 0), "\(tag) \(who)")
                    }
                }
            }
        }

        /// A call that began before the session: its name and arguments are known when it ends.
        @Test func blockedBeforeTheSession() throws {
            let target = try ChildProcess(["cat"], input: .pipe)
            try target.send("one\n")
            try target.waitForOutput("one\n")
            let session = try Session.attached(to: [Int(target.pid)])
            try target.send("two\n")
            try session.wait(for: "the read") { $0.contains { $0.name == "read" && $0.result == "4" } }
            #expect(session.lines.first?.text.hasPrefix(#"read(0, "two\n", "#) == true)
            try session.interrupt()
        }
    }
}
