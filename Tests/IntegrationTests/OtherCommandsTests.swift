import Testing

extension Integration {
    /// The commands beside `trace`.
    @Suite(.timeLimit(.minutes(2)))
    struct OtherCommands {
        @Test(arguments: [["--version"], ["--help"], ["trace", "--help"], ["syscalls", "--help"], ["doctor", "--help"]])
        func help(_ arguments: [String]) throws {
            let ended = try Trapline.run(arguments)
            #expect(ended.status == .exited(0))
            #expect(ended.output.contains("trapline"))
            #expect(ended.errors.isEmpty)
        }

        /// What would be armed, with nothing loaded.
        @Test(arguments: [("plan", "openat"), ("program", "exit"), ("layout", "number")]) func show(_ what: String, _ word: String) throws {
            let files = try TemporaryDirectory()
            let before = LoadedPrograms.all()
            let ended = try Trapline.run(["trace", "--show", what, "-e", "trace=openat", "--", "touch", files["ran"]])
            #expect(ended.status == .exited(0), "\(ended.errors)")
            #expect(ended.output.contains(word))
            #expect(LoadedPrograms.orphans(since: before).isEmpty)
            #expect(!Files.exists(files["ran"]))
        }

        @Test func doctor() throws {
            let ended = try Trapline.run(["doctor"])
            #expect(ended.status == .exited(0), "\(ended.output)\(ended.errors)")
            // Each line answers.
            #expect(ended.output.contains("yes"))
            #expect(ended.output.split(separator: "\n").count > 5)
        }

        @Test(.requires(tool: "setpriv")) func doctorWithoutPrivilege() throws {
            let process = try ChildProcess(["setpriv", "--bounding-set=-all", "--inh-caps=-all", Trapline.binary, "doctor"])
            try process.wait()
            #expect(process.output.contains("no"))
            #expect(process.output.contains("CAP_BPF") || process.output.contains("root"))
        }

        @Test func syscalls() throws {
            let ended = try Trapline.run(["syscalls", "openat"])
            #expect(ended.status == .exited(0))
            for word in ["openat", "257", "O_CLOEXEC", "const char"] { #expect(ended.output.contains(word), "\(word)") }
            let all = try Trapline.run(["syscalls"])
            #expect(all.output.split(separator: "\n").count > 700)
            let wrong = try Trapline.run(["syscalls", "opeant"])
            #expect(wrong.status == .exited(64))
            #expect(wrong.errors.contains("openat"))
        }
    }
}
