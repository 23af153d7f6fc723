import Testing

extension Integration {
    /// A traced command finds the world as it would without trapline.
    @Suite(.timeLimit(.minutes(2)))
    struct Transparency {
        @Test(arguments: [
            "ls /proc/self/fd",
            "grep -E '^(Sig|Shd|Cap|NoNewPrivs|Seccomp|Groups|Uid|Gid|Umask|TracerPid)' /proc/self/status",
            "ulimit -a; umask; id; pwd; env | sort",
            "cat /proc/self/cgroup /proc/self/oom_score_adj /proc/self/timerslack_ns",
            "ps -o nice=,cls=,tty= -p $$",
            "readlink /proc/self/fd/0 /proc/self/cwd /proc/self/exe",
        ])
        func world(_ script: String) throws {
            let untraced = try ChildProcess(["sh", "-c", script])
            let status = try untraced.wait()
            let trace = try Trapline.trace([], ["sh", "-c", script])
            #expect(trace.status == status)
            #expect(trace.output == untraced.output)
            #expect(!untraced.output.isEmpty)
        }

        /// Signals that the caller ignores stay ignored, as under nohup.
        @Test func ignoredSignals() throws {
            let script = "trap '' INT HUP USR1; exec \"$@\" grep SigIgn /proc/self/status"
            let untraced = try Tool.run(["sh", "-c", script, "sh"])
            let traced = try Tool.run(["sh", "-c", script, "sh", Trapline.binary, "trace", "-o", "/dev/null", "--"])
            #expect(traced == untraced)
        }

        @Test func standardInput() throws {
            let trace = try Trapline.trace(["-e", "trace=read"], ["cat"], input: "through and through\n")
            #expect(trace.output == "through and through\n")
            #expect(trace.calls("read").contains { $0.arguments?.hasPrefix(#"0, "through and through\n", "#) == true })
        }

        @Test func standardError() throws {
            let trace = try Trapline.trace([], ["sh", "-c", "echo said >&2"])
            #expect(trace.errors == "said\n")
        }

        /// Names are looked up in PATH, and first words are as the user wrote them.
        @Test func lookup() throws {
            let files = try TemporaryDirectory()
            try Files.write("#!/bin/sh\necho \"$0 $1\"\n", to: files["script"], permissions: 0o755)
            let environment = ["PATH=\(files.path):/usr/bin:/bin"]
            let process = try ChildProcess(
                [Trapline.binary, "trace", "-o", files["trace"], "--", "script", "argument"], environment: environment)
            #expect(try process.wait() == .exited(0), "\(process.errors)")
            #expect(process.output == "\(files["script"]) argument\n")
            #expect(try Files.text(files["trace"]).hasPrefix("execve(\"\(files["script"])\", [\"script\", \"argument\"], "))
        }
    }
}
