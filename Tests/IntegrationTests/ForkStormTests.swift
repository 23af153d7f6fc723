import Testing

extension Integration {
    /// No child is too short to be seen whole.
    @Suite(.timeLimit(.minutes(5)), .requires(tool: "cc"))
    struct ForkStorm {
        static let children = 10_000

        @Test func everyChildIsWhole() throws {
            let trace = try Trapline.trace([], [try Fixture.path("storm"), "\(Self.children)", "16"], within: .seconds(120))
            #expect(trace.status == .exited(0))
            #expect(try trace.account().lost == 0)
            let parent = try #require(trace.lines.first?.pid)
            let born = trace.lines.filter { $0.pid == parent && $0.name == "clone" }.compactMap { $0.result.flatMap { Int($0) } }
            #expect(born.count == Self.children)
            let tasks = trace.tasks
            #expect(tasks.count == Self.children + 1)
            // glibc's fork makes a child's first call, set_robust_list.
            // Not one expectation for each: the first few that are wrong say enough.
            var wrong: [String] = []
            for (number, pid) in born.enumerated() {
                let lines = tasks[pid] ?? []
                let status = number & 0x7f
                let isWhole =
                    lines.count == 4 && lines[0].name == "set_robust_list" && lines[1].name == "getppid" && lines[1].result == "\(parent)"
                    && lines[2].name == "exit_group" && lines[2].arguments == "\(status)" && lines[3].kind == .exited(status)
                if !isWhole { wrong.append("child \(number), \(pid): \(lines.map(\.text))") }
            }
            #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(3))")
        }

        /// With a selection that leaves the birth out: the child is in scope all the same.
        @Test func selectedCallsOfEveryChild() throws {
            let trace = try Trapline.trace(["-e", "trace=getppid"], [try Fixture.path("storm"), "2000", "16"])
            #expect(trace.status == .exited(0))
            #expect(try trace.account().lost == 0)
            #expect(trace.calls("getppid").count == 2000)
            #expect(Set(trace.calls("getppid").compactMap(\.pid)).count == 2000)
        }
    }
}
