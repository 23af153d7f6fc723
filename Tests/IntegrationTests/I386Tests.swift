import Testing

extension Integration {
    /// 32-bit calls have numbers of their own, and are never read by those of 64-bit calls.
    @Suite(.timeLimit(.minutes(2)), .requires(tool: "cc"), .requiresI386)
    struct I386 {
        /// Numbers of the calls that the programs make in earnest, by the other table.
        static let misreadings = ["dup2", "semget", "writev", "stat", "ioprio_get", "rt_sigpending", "poll"]

        @Test(.requires(tool: "strace")) func aProgram() throws {
            let program = [try Fixture.path("i386", flags: ["-m32"])]
            let trace = try Trapline.trace([], program)
            #expect(trace.status == .exited(0))
            #expect(trace.output == "thirty-two\n")
            try expectWhole(trace, tasks: 2)
            #expect(trace.lines.filter { Self.misreadings.contains($0.name ?? "") }.map(\.text) == [])
            #expect(trace.calls("access").last?.arguments == #""/trapline-test/begin", F_OK"#)
            #expect(trace.calls("mmap2").last?.arguments == "NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0")
            #expect(trace.calls("write").last?.arguments == #"1, "thirty-two\n", 11"#)

            let expected = try Strace.trace([], program)
            #expect(trace.lines.callCounts == expected.lines.callCounts)
        }

        @Test func fromA64BitProgram() throws {
            let trace = try Trapline.trace([], [try Fixture.path("int80", flags: ["-no-pie", "-static"])])
            #expect(trace.status == .exited(7))
            #expect(trace.lines.filter { Self.misreadings.contains($0.name ?? "") }.map(\.text) == [])
            let pid = try #require(trace.lines.first?.pid)
            let start = try #require(trace.lines.firstIndex { $0.text.contains("/trapline-test/64-bit") })
            let calls = trace.lines[start...].filter { $0.name != nil }
            #expect(calls.map(\.name) == ["access", "access", "getpid", "write", "open", "arch_prctl", "access", "exit_group"])
            try #require(calls.count == 8)
            #expect(calls[1].arguments == #""/trapline-test/32-bit", R_OK|W_OK"#)
            #expect(calls[1].result?.hasPrefix("-1 ENOENT") == true)
            #expect(calls[2].result == "\(pid)")
            #expect(calls[3].arguments == #"1, "text\n", 5"#)
            #expect(calls[4].arguments == #""/no/such/file", O_RDONLY"#)
            #expect(calls[7].arguments == "7")
            #expect(trace.lines.last?.kind == .exited(7))
        }

        /// A selection can name one of the two.
        @Test(arguments: [("access@32", ["32-bit"]), ("access@64", ["64-bit", "64-bit"]), ("access", ["64-bit", "32-bit", "64-bit"])])
        func selected(_ selection: String, _ shown: [String]) throws {
            let trace = try Trapline.trace(["-e", "trace=\(selection)"], [try Fixture.path("int80", flags: ["-no-pie", "-static"])])
            #expect(trace.lines.compactMap { $0.arguments?.split(separator: "\"").first } == shown.map { "/trapline-test/\($0)" })
        }
    }
}
