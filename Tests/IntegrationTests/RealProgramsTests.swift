import Testing

extension Integration {
    /// Programs that people run: each does its work as it would untraced, and nothing of it is missing from the trace.
    @Suite(.timeLimit(.minutes(5)))
    struct RealPrograms {
        @Test func aListing() throws {
            let trace = try Trapline.trace([], ["ls", "-l", "/"])
            #expect(trace.status == .exited(0))
            #expect(trace.output.contains(" usr\n"))
            try expectWhole(trace, tasks: 1)
            #expect(trace.lines.first?.text.hasPrefix(#"execve("\#(Tool.path(of: "ls") ?? "")", ["ls", "-l", "/"], 0x"#) == true)
            #expect(trace.calls("getdents64").count >= 2)
        }

        @Test func aPipeline() throws {
            let trace = try Trapline.trace([], ["sh", "-c", "seq 1 1000 | sort -rn | head -n 1; exit 3"])
            #expect(trace.status == .exited(3))
            #expect(trace.output == "1000\n")
            try expectWhole(trace, tasks: 4)
            #expect(trace.calls("execve").filter { $0.result == "0" }.count == 4)
        }

        @Test(.requires(tool: "git")) func aRepository() throws {
            let directory = try TemporaryDirectory()
            let script = """
                set -e; cd '\(directory.path)'; git init -q; echo text >file; git add file
                git -c user.name=Somebody -c user.email=somebody@example.org commit -q -m 'Add a file'; git log --format=%s
                """
            let trace = try Trapline.trace([], ["sh", "-c", script])
            #expect(trace.status == .exited(0), "\(trace.errors)")
            #expect(trace.output == "Add a file\n")
            try expectWhole(trace)
            #expect(trace.lines.contains { $0.name == "rename" || $0.name == "renameat2" || $0.name == "link" })
        }

        @Test(.requires(tool: "python3")) func threads() throws {
            let program = """
                import os, threading
                def work(number):
                    os.access("/trapline-test/thread-%d" % number, os.F_OK)
                threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
                for thread in threads: thread.start()
                for thread in threads: thread.join()
                print("joined")
                """
            let trace = try Trapline.trace([], ["python3", "-c", program])
            #expect(trace.status == .exited(0))
            #expect(trace.output == "joined\n")
            try expectWhole(trace, tasks: 9)
            for number in 0..<8 {
                let calls = trace.calls("access").filter { $0.arguments?.contains("/trapline-test/thread-\(number)\"") == true }
                #expect(calls.count == 1, "thread \(number)")
            }
            #expect(Set(trace.calls("access").filter { $0.text.contains("trapline-test") }.map(\.pid)).count == 8)
        }

        /// A compiler run is many short children, each of which starts the next program.
        @Test(.requires(tool: "cc")) func aCompilerRun() throws {
            let directory = try TemporaryDirectory()
            for number in 0..<5 {
                try Files.write("int f\(number)(void) { return \(number); }\n", to: directory["f\(number).c"])
            }
            try Files.write("int main(void) { return 0; }\n", to: directory["main.c"])
            let sources = (0..<5).map { directory["f\($0).c"] } + [directory["main.c"]]
            let trace = try Trapline.trace([], ["cc", "-o", directory["program"]] + sources)
            #expect(trace.status == .exited(0), "\(trace.errors)")
            #expect(Files.exists(directory["program"]))
            try expectWhole(trace)
            // The driver, a compiler and an assembler for each source, the linker's own driver and the linker.
            #expect(trace.tasks.count >= 1 + 2 * 6 + 2)
        }

        @Test func aCopy() throws {
            let directory = try TemporaryDirectory()
            let trace = try Trapline.trace([], ["dd", "if=/dev/zero", "of=\(directory["copy"])", "bs=4096", "count=200"])
            #expect(trace.status == .exited(0))
            try expectWhole(trace, tasks: 1)
            let blocks = trace.calls("write").filter { $0.result == "4096" }
            #expect(blocks.count == 200)
            #expect(blocks.allSatisfy { $0.arguments == #"1, "\#(String(repeating: #"\0"#, count: 32))"..., 4096"# })
        }

        @Test(.requires(tool: "cc")) func aClientAndAServer() throws {
            let trace = try Trapline.trace([], [try Fixture.path("loopback")])
            #expect(trace.status == .exited(0), "\(trace.errors)")
            try expectWhole(trace, tasks: 2)
            let address = "{sa_family=AF_INET, sin_port=htons("
            #expect(trace.calls("bind").first?.arguments?.contains(address) == true)
            #expect(trace.calls("connect").first?.arguments?.contains(address) == true)
            #expect(trace.calls("accept4").first?.arguments?.contains(#"sin_addr=inet_addr("127.0.0.1")}"#) == true)
            #expect(trace.lines.contains { $0.name == "sendto" && $0.arguments?.contains(#""question", 8"#) == true })
            #expect(trace.lines.contains { $0.name == "recvfrom" && $0.arguments?.contains(#""question""#) == true })
        }
    }
}

/// Nothing was lost, and every task is there from its birth to its end.
func expectWhole(_ trace: Trace, tasks expected: Int? = nil, at location: SourceLocation = #_sourceLocation) throws {
    let account = try trace.account()
    #expect(account.lost == 0, sourceLocation: location)
    #expect(!trace.text.contains("--- lost "), sourceLocation: location)
    let tasks = trace.tasks
    if let expected { #expect(tasks.count == expected, sourceLocation: location) }
    #expect(account.captured == trace.lines.count { $0.name != nil }, sourceLocation: location)
    for pid in tasks.keys { expectLifetime(pid, in: trace.lines, at: location) }
}

/// Another task's call made this one, or it is the command; its last lines are its exit.
func expectLifetime(_ pid: Int, in all: [TraceLine], at location: SourceLocation = #_sourceLocation) {
    let lines = all.filter { $0.pid == pid }
    let births = all.count { ["clone", "clone3", "fork", "vfork"].contains($0.name) && $0.result == "\(pid)" }
    #expect(births == 1 || all.first?.pid == pid && all.first?.name == "execve", "birth of \(pid)", sourceLocation: location)
    #expect(lines.last?.isEnd == true, "last line of \(pid): \(lines.last?.text ?? "none")", sourceLocation: location)
    #expect(lines.count { $0.isEnd } == 1, "ends of \(pid)", sourceLocation: location)
    if case .exited? = lines.last?.kind {
        let leave = lines.last { $0.name != nil }
        // A thread whose process ends has no call of its own that ends it.
        let isLeaving = leave?.name == "exit_group" || leave?.name == "exit"
        #expect(isLeaving || leave?.isUnfinished == true, "last call of \(pid): \(leave?.text ?? "none")", sourceLocation: location)
    }
}
