import Glibc
import Testing

extension Integration {
    /// Whose calls are shown: all of those that were named, and nobody else's.
    @Suite(.timeLimit(.minutes(3)), .requires(tool: "cc"))
    struct Scope {
        /// A process is attached with the threads and children it has, and with those it gets.
        @Test func processes() throws {
            let puppet = try Puppet(threads: 3, children: 2)
            let bystander = try Puppet()
            let session = try Session.attached(to: [puppet.pid])
            try bystander.obey("mark", "aside")
            try puppet.obey("mark", "first")
            try puppet.obey("fork", "second")
            try puppet.obey("thread", "third")
            #expect(try session.interrupt() == .exited(0))

            let lines = session.lines
            #expect(lines.marked("first", "main") == [puppet.pid])
            let others = ["thread-0", "thread-1", "thread-2", "child-0", "child-1"].flatMap { lines.marked("first", $0) }
            #expect(others.count == 5)
            #expect(Set(others + [puppet.pid]).count == 6)
            #expect(lines.marked("aside", "main").isEmpty)
            #expect(!lines.contains { $0.pid == bystander.pid })
            for (tag, who) in [("second", "new-child"), ("third", "new-thread")] {
                let marked = lines.marked(tag, who)
                #expect(marked.count == 1)
                expectLifetime(marked.first ?? 0, in: lines)
            }
        }

        @Test func severalProcesses() throws {
            let puppets = [try Puppet(), try Puppet(children: 1)]
            let session = try Session.attached(to: puppets.map(\.pid))
            for puppet in puppets { try puppet.obey("mark", "all") }
            #expect(try session.interrupt() == .exited(0))
            #expect(Set(session.lines.marked("all", "main")) == Set(puppets.map(\.pid)))
            #expect(session.lines.marked("all", "child-0").count == 1)
        }

        /// Without children: neither those that are there nor those that come; threads stay in.
        @Test func noFollow() throws {
            let puppet = try Puppet(threads: 1, children: 1)
            let session = try Session.attached(to: [puppet.pid], ["--no-follow"])
            try puppet.obey("mark", "first")
            try puppet.obey("fork", "second")
            try puppet.obey("thread", "third")
            #expect(try session.interrupt() == .exited(0))
            let lines = session.lines
            #expect(lines.marked("first", "main").count == 1)
            #expect(lines.marked("first", "thread-0").count == 1)
            #expect(lines.marked("first", "child-0").isEmpty)
            #expect(lines.marked("second", "new-child").isEmpty)
            #expect(lines.marked("third", "new-thread").count == 1)
            let born = lines.filter { ["clone", "fork", "vfork"].contains($0.name) }
            #expect(born.count == 1 && born.first?.result != "0")
        }

        @Test func noFollowOfACommand() throws {
            let trace = try Trapline.trace(["--no-follow"], ["sh", "-c", "ls / | cat; exit 2"])
            #expect(trace.status == .exited(2))
            #expect(trace.tasks.count == 1)
            #expect(trace.calls("execve").count == 1)
            #expect(trace.lines.last?.kind == .exited(2))
        }

        /// A command is traced from its first instruction and nothing of trapline's before it.
        @Test func aCommand() throws {
            let trace = try Trapline.trace([], [try Fixture.path("nothing")])
            #expect(trace.lines.first?.name == "execve")
            #expect(trace.lines.first?.result == "0")
            #expect(trace.tasks.count == 1)
            #expect(trace.calls("execve").count == 1)
        }

        /// A control group and those below it; as a directory, and as a path below the mount.
        @Test(.requiresCgroups, arguments: [true, false]) func controlGroup(absolute: Bool) throws {
            let group = try ControlGroup()
            let inside = try Puppet()
            let below = try Puppet()
            let outside = try Puppet()
            try ControlGroup.add(inside.process.pid, to: group.path)
            try ControlGroup.add(below.process.pid, to: try group.makeChild("below"))
            let session = try Session(["--cgroup", absolute ? group.path : group.name])
            try inside.obey("mark", "inside", until: "the session to begin; \(session.process.errors)") {
                session.lines.contains { $0.pid == inside.pid && $0.name == "access" }
            }
            try outside.obey("mark", "outside")
            try below.obey("mark", "below")
            try inside.obey("fork", "child")
            // A process that comes later.
            let late = try Puppet(threads: 1)
            try ControlGroup.add(late.process.pid, to: group.path)
            try late.obey("mark", "late")
            #expect(try session.interrupt() == .exited(0))

            let lines = session.lines
            #expect(lines.marked("below", "main") == [below.pid])
            #expect(lines.marked("child", "new-child").count == 1)
            #expect(lines.marked("late", "main") == [late.pid])
            #expect(lines.marked("late", "thread-0").count == 1)
            #expect(lines.marked("outside", "main").isEmpty)
            #expect(!lines.contains { $0.pid == outside.pid })
        }

        /// Everything: a call that only this test's process makes is there; trapline's own never are.
        @Test func all() throws {
            let puppet = try Puppet()
            let session = try Session(["--all", "-e", "trace=sysfs,access"])
            try puppet.obey("rare", "all", until: "the session to begin") { session.lines.contains { $0.name == "sysfs" } }
            #expect(try session.interrupt() == .exited(0))
            let rare = session.lines.filter { $0.name == "sysfs" }
            #expect(rare.allSatisfy { $0.pid == puppet.pid && $0.arguments?.hasPrefix("3") == true })
            #expect(!session.lines.marked("all-1", "main").isEmpty || rare.count > 0)
        }

        /// It would never end if its own writes were shown.
        @Test func neverItself() throws {
            let puppet = try Puppet()
            let session = try Session(["--all", "-e", "trace=write,read,epoll_wait,futex,poll,ppoll,clock_nanosleep,access"])
            var own = Set<Int>()
            try puppet.obey("mark", "mark", until: "twenty lines of the target") {
                own.formUnion(Files.entries("/proc/\(session.process.pid)/task").compactMap { Int($0) })
                return session.lines.count { $0.pid == puppet.pid && $0.name == "access" } >= 20
            }
            #expect(try session.interrupt() == .exited(0))
            #expect(own.count >= 1)
            #expect(!session.lines.contains { own.contains($0.pid ?? 0) })
        }
    }
}
