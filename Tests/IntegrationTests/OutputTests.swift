import Testing

extension Integration {
    /// How lines look and where they go.
    @Suite(.timeLimit(.minutes(3)), .requires(tool: "cc"))
    struct Output {
        /// Without -o and without children: standard output, and no task before the lines.
        @Test func standardOutput() throws {
            let ended = try Trapline.run(["trace", "--", "true"])
            #expect(ended.status == .exited(0))
            #expect(ended.errors.isEmpty)
            #expect(ended.output.hasPrefix("execve(\""))
            #expect(ended.output.hasSuffix("\nexit_group(0)                           = ?\n+++ exited with 0 +++\n"))
            #expect(ended.lines.allSatisfy { $0.pid == nil })
        }

        /// With children every line from then on says whose it is; in a file without brackets.
        @Test func tasks() throws {
            let ended = try Trapline.run(["trace", "--", "sh", "-c", "ls / >/dev/null; exit 0"])
            #expect(Set(ended.lines.compactMap(\.pid)).count == 2)
            #expect(ended.output.contains("\n[pid "))
            #expect(ended.lines.first?.pid == nil)
            let files = try TemporaryDirectory()
            let intoFile = try Trapline.run(["trace", "-o", files["trace"], "--", "sh", "-c", "ls /; exit 0"])
            #expect(intoFile.output.contains("usr\n"))
            #expect(!intoFile.output.contains("execve("))
            #expect(try !Files.text(files["trace"]).contains("[pid "))
        }

        /// Times, each a prefix or a suffix of its form.
        @Test(arguments: [
            (["-t"], #"[0-2][0-9]:[0-5][0-9]:[0-5][0-9] [a-z+].*"#),
            (["-tt"], #"[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]{6} [a-z+].*"#),
            (["-ttt"], #"[0-9]{10}\.[0-9]{6} [a-z+].*"#),
            (["-t", "-t"], #"[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]{6} [a-z+].*"#),
            (["-r"], #" {5}0\.[0-9]{6} [a-z+].*"#),
            (["-T"], #"(.* = [0-9-].* <[0-9]+\.[0-9]{6}>|execve.*|exit_group\(0\) .* = \?|\+\+\+ exited with 0 \+\+\+)"#),
            (["-tt", "-T"], #"[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]{6} (.* <[0-9]+\.[0-9]{6}>|execve.*|exit_group.*|\+\+\+.*)"#),
        ])
        func times(_ options: [String], _ form: String) throws {
            let ended = try Trapline.run(["trace"] + options + ["--", "true"])
            #expect(ended.status == .exited(0), "\(ended.errors)")
            let expression = try Regex(form)
            let lines = ended.output.split(separator: "\n")
            #expect(lines.count > 10)
            #expect(lines.filter { $0.wholeMatch(of: expression) == nil } == [])
        }

        /// A call that sleeps takes as long as it sleeps, and its time is that of its beginning.
        @Test func durations() throws {
            let ended = try Trapline.run(["trace", "-ttt", "-T", "-e", "trace=clock_nanosleep,nanosleep,exit_group", "--", "sleep", "0.2"])
            let lines = ended.output.split(separator: "\n")
            let sleep = try #require(lines.first { $0.contains("nanosleep(") })
            let match = try #require(sleep.wholeMatch(of: /([0-9.]+) .* = 0 <([0-9.]+)>/))
            let duration = try #require(Double(match.2))
            #expect(duration >= 0.2 && duration < 30)
            let leave = try #require(lines.first { $0.contains("exit_group(") })
            let begin = try #require(Double(match.1))
            let end = try #require(Double(leave.prefix { $0 != " " }))
            #expect(end - begin >= duration - 0.001)
        }

        /// Lines like strace's with the same option.
        @Test(
            .requires(tool: "strace"),
            arguments: [
                ["-s", "0"], ["-s", "8"], ["-s", "47"], ["-s", "48"], ["-s", "1000"], ["-x"], ["-xx"], ["-x", "-s", "5"], ["-a", "10"],
                ["-a", "100"], [],
            ])
        func strings(_ options: [String]) throws {
            for family in ["open", "fcntl"] {
                let program = [try Fixture.path("families", flags: ["-Wno-unused-result"]), family]
                let select = ["-e", "trace=open,creat,openat,access,write,read,close"]
                let expected = try Strace.trace(options + select, program).lines.map(\.text)
                let found = try Trapline.trace(options + select, program).lines.map(\.text)
                #expect(lines(found, from: "/trapline-test/begin") == lines(expected, from: "/trapline-test/begin"))
            }
        }

        /// -v: the environment in full, whatever -s says, as it is with -s 4096 under strace.
        @Test(.requires(tool: "strace")) func verbose() throws {
            let expected = try Strace.trace(["-v", "-s", "4096", "-e", "trace=execve"], ["true"]).lines.first?.text
            let found = try Trapline.trace(["-v", "-e", "trace=execve"], ["true"]).lines.first?.text
            #expect(found == expected)
            #expect(found?.contains(#", ["PATH=/"#) == true)
        }

        @Test func quiet() throws {
            let puppet = try Puppet()
            let loud = try Session.attached(to: [puppet.pid])
            try loud.interrupt()
            #expect(loud.process.errors.contains("attached") && loud.process.errors.contains("detached"))

            let ended = try Trapline.run(["trace", "-q", "--", "true"])
            #expect(ended.output.contains("+++ exited with 0 +++"))
            let quieter = try Trapline.run(["trace", "-qq", "--", "true"])
            #expect(!quieter.output.contains("+++"))
            let byName = try Trapline.run(["trace", "-e", "quiet=exit", "--", "true"])
            #expect(!byName.output.contains("+++"))
        }

        @Test func summary() throws {
            let program = [try Fixture.path("getppid"), "12345", "1"]
            let lines = try Trapline.trace([], program)
            let counts = Dictionary(grouping: lines.lines.compactMap(\.name)) { $0 }.mapValues(\.count)

            let summary = try Trapline.trace(["-c"], program)
            #expect(summary.status == .exited(0))
            #expect(summary.calls("getppid").isEmpty)
            let rows = summary.text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
            for (name, count) in counts where name != "execve" && name != "exit_group" {
                let row = try #require(rows.first { $0.last == name }, "\(name) in \(summary.text)")
                #expect(row.contains("\(count)"), "\(name) \(count) in \(row)")
            }
            #expect(rows.contains { $0.last == "total" })
            // access of /etc/ld.so.preload fails.
            let access = try #require(rows.first { $0.last == "access" })
            #expect(access.contains("1"))

            let both = try Trapline.trace(["-C"], program)
            #expect(both.calls("getppid").count == 12345)
            #expect(both.text.split(separator: "\n").contains { $0.hasSuffix(" total") })
        }

        /// Nothing that a traced program writes anywhere moves a terminal's cursor or fakes a line.
        @Test(arguments: [[], ["-x"], ["-xx"], ["-v", "-s", "1000"], ["-tt", "-T"]]) func controlBytes(_ options: [String]) throws {
            let program = try Fixture.path("control")
            let ended = try Trapline.run(["trace", "-f"] + options + ["--", program])
            #expect(ended.status == .exited(0), "\(ended.errors)")
            let raw = ended.outputBytes.filter { ($0 < 0x20 && $0 != 0x0a) || $0 >= 0x7f }
            #expect(raw.isEmpty)
            #expect(ended.lines.count { $0.isEnd } == (options.contains("-tt") ? 0 : 1))
            #expect(ended.errors.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f || $0 == 0x0a })
        }

        /// A command whose name has control bytes, in messages too.
        @Test func controlBytesInMessages() throws {
            let ended = try Trapline.run(["trace", "--", "/no/such/\u{1b}[31mprogram\r"])
            #expect(ended.status == .exited(127))
            #expect(ended.errors.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f || $0 == 0x0a })
        }

        /// Colours are for terminals, and for who asks.
        @Test func colours() throws {
            #expect(try !Trapline.run(["trace", "--", "true"]).outputBytes.contains(0x1b))
            #expect(try !Trapline.run(["trace", "--color", "never", "--", "true"]).outputBytes.contains(0x1b))
            #expect(try Trapline.run(["trace", "--color", "always", "--", "true"]).outputBytes.contains(0x1b))
            let terminal = try ChildProcess([try Fixture.path("terminal"), Trapline.binary, "trace", "--", "true"])
            #expect(try terminal.wait() == .exited(0))
            #expect(terminal.outputBytes.contains(0x1b))
        }

        private func lines(_ lines: [String], from marker: String) -> ArraySlice<String> {
            lines[(lines.firstIndex { $0.contains(marker) } ?? lines.endIndex)...].map { $0.replacing(/0x[0-9a-f]{7,}/, with: "ADDRESS") }[
                ...]
        }
    }
}
