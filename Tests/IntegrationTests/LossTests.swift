import Testing

extension Integration {
    /// captured + lost = happened, to the call.
    @Suite(.timeLimit(.minutes(5)), .requires(tool: "cc"))
    struct Losses {
        struct Run: CustomTestStringConvertible {
            let buffer: [String]
            let processes: Int
            /// Whether the ring is too small for what happens.
            let loses: Bool

            var testDescription: String { "\(processes) processes, \(buffer.isEmpty ? "default buffer" : buffer.joined(separator: " "))" }
        }

        static let happened = 1_000_000

        @Test(arguments: [
            Run(buffer: [], processes: 1, loses: false),
            Run(buffer: [], processes: 4, loses: false),
            Run(buffer: ["--buffer", "4096"], processes: 1, loses: true),
            Run(buffer: ["--buffer", "4096"], processes: 4, loses: true),
            Run(buffer: ["--buffer", "64K"], processes: 2, loses: true),
        ])
        func account(_ run: Run) throws {
            let files = try TemporaryDirectory()
            let calls = Self.happened / run.processes
            let ended = try Trapline.run(
                ["trace", "-f", "-e", "trace=getppid", "-o", files["trace"], "--report", files["report"]] + run.buffer
                    + ["--", try Fixture.path("getppid"), "\(calls)", "\(run.processes)"])
            #expect(ended.status == .exited(0))
            let shown = Int(try Tool.run(["grep", "-c", " getppid() ", files["trace"]]).filter(\.isNumber)) ?? 0
            let lines = TraceLine.parse(try Tool.run(["sed", "-n", "/--- lost/p", files["trace"]]))
            let lost = lines.reduce(0) { $0 + $1.lostCalls }
            let account = try Trace.Account(reading: files["report"])

            #expect(account.captured + account.lost == Self.happened)
            #expect(shown == account.captured)
            #expect(lost == account.lost)
            // The processors of the machine are shared: even a large ring may run full when the reader gets no time. Then it is told.
            if run.loses { #expect(lost > 0) }
            for line in lines {
                let form = /--- lost (?:[0-9]+ calls?)?(?: and )?(?:[0-9]+ other events?)? on CPU [0-9]+ between (\S+) and (\S+) ---/
                let match = try #require(line.text.wholeMatch(of: form), "\(line.text)")
                #expect(match.1.wholeMatch(of: /[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}/) != nil)
                #expect(match.1 <= match.2 || match.1.hasPrefix("23:"), "\(line.text)")
            }
            #expect(ended.errors.contains("lost \(lost) call") == (lost > 0), "\(ended.errors)")
        }

        /// What is not selected is neither captured nor lost.
        @Test func rejectedCallsAreNoLosses() throws {
            let trace = try Trapline.trace(["-e", "trace=chdir", "--buffer", "4096"], [try Fixture.path("getppid"), "100000", "1"])
            #expect(try trace.account().captured == 0)
            #expect(try trace.account().lost == 0)
        }
    }
}
