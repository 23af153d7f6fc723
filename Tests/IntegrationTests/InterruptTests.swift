import Glibc
import Testing

extension Integration {
    /// Signals: the target gets what it would have got without trapline, and trapline ends as it says it does.
    @Suite(.timeLimit(.minutes(3)), .requires(tool: "cc"))
    struct Interrupts {
        /// With -p trapline detaches, and the target goes on with the call in which it was blocked.
        @Test(arguments: [SIGINT, SIGTERM]) func detach(signal: Int32) throws {
            let target = try ChildProcess(["cat"], input: .pipe)
            try target.send("one\n")
            try target.waitForOutput("one\n")
            let session = try Session.attached(to: [Int(target.pid)])
            #expect(try session.interrupt(with: signal) == .exited(0), "\(session.process.errors)")
            let blocked = session.lines.filter { $0.isUnfinished }
            #expect(blocked.map(\.name) == ["read"])
            #expect(blocked.first?.pid == Int(target.pid))
            #expect(blocked.first?.text.hasPrefix("read(0, ") == true)
            #expect(blocked.first?.text.hasSuffix(" <unfinished ...>") == true)
            #expect(session.process.errors.contains("process \(target.pid) detached"))

            try target.send("two\n")
            try target.waitForOutput("two\n")
            target.closeInput()
            #expect(try target.wait() == .exited(0))
        }

        struct Passed: CustomTestStringConvertible {
            let signal: Int32
            let manner: String
            let status: ExitStatus
            var testDescription: String { "signal \(signal), \(manner): \(status)" }
        }

        /// With a command a signal sent to trapline alone is passed on, and what becomes of the command becomes of trapline.
        @Test(arguments: [
            Passed(signal: SIGINT, manner: "default", status: .killed(by: SIGINT)),
            Passed(signal: SIGTERM, manner: "default", status: .killed(by: SIGTERM)),
            Passed(signal: SIGINT, manner: "exit", status: .exited(5)),
            Passed(signal: SIGTERM, manner: "exit", status: .exited(5)),
        ])
        func passedOn(_ passed: Passed) throws {
            let session = try Session([], command: [try Fixture.path("signals"), passed.manner], input: .pipe)
            try session.process.waitForOutput("ready\n")
            #expect(try session.interrupt(with: passed.signal) == passed.status, "\(session.process.errors)")
            let name = passed.signal == SIGINT ? "SIGINT" : "SIGTERM"
            if case .killed = passed.status {
                #expect(session.lines.last?.kind == .killed(name))
            } else {
                #expect(session.process.output == "ready\ngot \(name)\n")
                #expect(session.lines.last?.kind == .exited(5))
            }
        }

        /// Ctrl-C on a terminal reaches the command once: the terminal sends it to both.
        @Test func onATerminal() throws {
            let files = try TemporaryDirectory()
            let terminal = try ChildProcess(
                [
                    try Fixture.path("terminal"), Trapline.binary, "trace", "-f", "-o", files["trace"], "--", try Fixture.path("signals"),
                    "count",
                ],
                input: .pipe)
            try terminal.waitForOutput("ready\r\n")
            try terminal.send("\u{3}")
            try terminal.waitForOutput("got SIGINT\r\n")
            try terminal.send("\u{3}")
            try wait(for: "the second signal") { terminal.output.ranges(of: "got SIGINT\r\n").count >= 2 }
            try terminal.send("6\n")
            #expect(try terminal.wait() == .exited(6), "\(terminal.output)")
            #expect(terminal.output.ranges(of: "got SIGINT\r\n").count == 2)
            let signals = TraceLine.parse(try Files.bytes(files["trace"])).filter {
                if case .signal("SIGINT", _) = $0.kind { true } else { false }
            }
            #expect(signals.map(\.text) == Array(repeating: "--- SIGINT {si_signo=SIGINT, si_code=SI_KERNEL} ---", count: 2))
        }

        /// The third signal leaves the command running.
        @Test func impatience() throws {
            let session = try Session([], command: [try Fixture.path("signals"), "count"], input: .pipe)
            try session.process.waitForOutput("ready\n")
            let command = try session.command()
            for count in 1...2 {
                session.process.signal(SIGINT)
                try wait(for: "signal \(count)") { session.process.output.ranges(of: "got SIGINT\n").count == count }
            }
            session.process.signal(SIGINT)
            #expect(try session.end() == .exited(130), "\(session.process.errors)")
            #expect(kill(pid_t(command), 0) == 0)
            #expect(session.lines.contains { $0.pid == command && $0.isUnfinished && $0.name == "read" })
            try session.process.send("0\n")
            try wait(for: "the command to end") { kill(pid_t(command), 0) != 0 }
        }

        /// A command that is killed by a signal makes trapline end by the same signal.
        @Test(arguments: [("KILL", SIGKILL), ("TERM", SIGTERM), ("SEGV", SIGSEGV), ("USR1", SIGUSR1)])
        func deathOfTheCommand(name: String, signal: Int32) throws {
            let trace = try Trapline.trace([], ["sh", "-c", "ulimit -c 0; kill -\(name) $$"])
            #expect(trace.status == .killed(by: signal))
            #expect(trace.lines.last?.kind == .killed("SIG\(name)"))
            #expect(trace.lines.last?.text == "+++ killed by SIG\(name) +++")
        }

        /// The end of a traced process ends a session that has no other.
        @Test func endOfTheTarget() throws {
            let puppet = try Puppet(threads: 1)
            let session = try Session.attached(to: [puppet.pid])
            try puppet.process.send("exit 9\n")
            #expect(try puppet.process.wait() == .exited(9))
            #expect(try session.end() == .exited(0))
            #expect(session.lines.filter { $0.pid == puppet.pid }.last?.kind == .exited(9))
        }
    }
}
