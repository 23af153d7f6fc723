import Glibc
import Testing

extension Integration {
    /// kill -9 of trapline at any moment: no program stays loaded, the target runs on.
    @Suite(.timeLimit(.minutes(3)), .requires(tool: "cc"))
    struct Kill {
        @Test func whileAttached() throws {
            let puppet = try Puppet(threads: 2, children: 1)
            let session = try Session.attached(to: [puppet.pid])
            try puppet.obey("mark", "before")
            try session.wait(for: "the target") { $0.marked("before", "main").count == 1 }

            let programs = LoadedPrograms.held(by: session.process.pid)
            #expect(programs.count > 20)
            session.process.signal(SIGKILL)
            #expect(try session.end() == .killed(by: SIGKILL))
            try LoadedPrograms.waitUntilGone(programs)

            try puppet.obey("mark", "after")
            try puppet.obey("fork", "child")
            try puppet.process.send("exit 7\n")
            #expect(try puppet.process.wait() == .exited(7))
            // What was written before is there, in whole lines.
            #expect(session.lines.marked("before", "main") == [puppet.pid])
            #expect(session.text.hasSuffix("\n"))
        }

        @Test func withACommand() throws {
            let session = try Session([], command: [try Fixture.path("puppet"), "1", "1"], input: .pipe)
            try session.process.waitForOutput("ready\n")
            let command = try session.command()
            let programs = LoadedPrograms.held(by: session.process.pid)
            #expect(programs.count > 20)
            session.process.signal(SIGKILL)
            #expect(try session.end() == .killed(by: SIGKILL))
            try LoadedPrograms.waitUntilGone(programs)

            #expect(kill(pid_t(command), 0) == 0)
            try session.process.send("mark after\n")
            try wait(for: "the command to go on") { session.process.output.contains("done after\n") }
            try session.process.send("exit 0\n")
            try wait(for: "the command to end") { kill(pid_t(command), 0) != 0 }
        }

        /// In the middle of loading: after so many programs.
        @Test(arguments: [1, 10, 20]) func whileItBegins(programs count: Int) throws {
            let session = try Session([], command: ["sleep", "60"])
            try wait(for: "\(count) programs") { LoadedPrograms.held(by: session.process.pid).count >= count }
            let programs = LoadedPrograms.held(by: session.process.pid)
            session.process.signal(SIGKILL)
            #expect(try session.end() == .killed(by: SIGKILL))
            try LoadedPrograms.waitUntilGone(programs)
        }
    }
}
