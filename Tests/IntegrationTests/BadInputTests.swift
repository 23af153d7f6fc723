import Glibc
import Testing

extension Integration {
    /// What cannot be done is refused in one clear sentence, with the right exit status, and nothing is left attached.
    @Suite(.timeLimit(.minutes(3)), .requires(tool: "cc"))
    struct BadInput {
        struct Row: CustomTestStringConvertible {
            let arguments: [String]
            let status: Int32
            /// What the message must name.
            let names: [String]

            init(_ arguments: [String], _ status: Int32, names: String...) {
                self.arguments = arguments
                self.status = status
                self.names = names
            }

            var testDescription: String { arguments.joined(separator: " ") }
        }

        static let missing = "/no/such/directory"

        static let rows = [
            Row(["--", "/no/such/program"], 127, names: "/no/such/program"),
            Row(["--", "no-such-command-anywhere"], 127, names: "no-such-command-anywhere"),
            Row(["--", "/etc"], 126, names: "/etc"),
            Row(["--", "/etc/passwd"], 126, names: "/etc/passwd"),
            Row(["-p", "2147483647"], 1, names: "2147483647"),
            Row(["--cgroup", missing], 1, names: missing),
            Row(["--cgroup", "/etc"], 1, names: "/etc"),
            Row(["--container", "no-such-container"], 1, names: "no-such-container"),
            Row(["-o", "\(missing)/trace", "--", "touch", "\(missing)/ran"], 1, names: "\(missing)/trace"),
            Row(["--report", "\(missing)/report", "--", "true"], 1, names: "\(missing)/report"),
            Row(["-e", "trace=opeant", "--", "true"], 64, names: "opeant", "openat"),
            Row(["-e", "trace=getpdi,read", "--", "true"], 64, names: "getpdi", "getpid"),
            Row(["-e", "trace=%fiel", "--", "true"], 64, names: "%fiel", "%file"),
            Row(["-e", "trace=/(", "--", "true"], 64, names: "("),
            Row(["-e", "trace=99999", "--", "true"], 64, names: "99999"),
            Row(["-e", "status=failde", "--", "true"], 64, names: "failde", "failed"),
            Row(["-e", "signal=SIGNONE", "--", "true"], 64, names: "SIGNONE"),
            Row(["-e", "nonsense=x", "--", "true"], 64, names: "nonsense"),
            Row(["-p", "12x"], 64, names: "12x"),
            Row(["-p", "0"], 64, names: "0"),
            Row(["-p", "-1"], 64, names: "-p"),
            Row(["-p", ""], 64, names: "-p"),
            Row(["-s", "many", "--", "true"], 64, names: "many"),
            Row(["-s", "-5", "--", "true"], 64, names: "-s"),
            Row(["-a", "x", "--", "true"], 64, names: "x"),
            Row(["--buffer", "0", "--", "true"], 64, names: "0"),
            Row(["--buffer", "2G", "--", "true"], 64, names: "2G"),
            Row(["--buffer", "lots", "--", "true"], 64, names: "lots"),
            Row(["--show", "nonsense", "--", "true"], 64, names: "nonsense"),
            Row(["--color", "nonsense", "--", "true"], 64, names: "nonsense"),
            Row(["--no-such-option", "--", "true"], 64, names: "--no-such-option"),
            Row(["-c", "-C", "--", "true"], 64, names: "-c", "-C"),
            Row([], 64, names: "--"),
            Row(["-p", "1", "--", "true"], 64, names: "-p"),
            Row(["--all", "--cgroup", "/"], 64, names: "--all", "--cgroup"),
        ]

        @Test(arguments: rows) func refused(_ row: Row) throws {
            let ended = try Trapline.run(["trace"] + row.arguments)
            #expect(ended.status == .exited(row.status))
            #expect(ended.output.isEmpty)
            expectSentence(ended.errors, usage: row.status == 64)
            for name in row.names { #expect(ended.errors.contains(name), "\(ended.errors)") }
        }

        /// A file that may be run but is no program.
        @Test func noProgram() throws {
            let files = try TemporaryDirectory()
            try Files.write("\u{7f}ELF and nothing more", to: files["broken"], permissions: 0o755)
            let ended = try Trapline.run(["trace", "--", files["broken"]])
            #expect(ended.status == .exited(126))
            #expect(ended.errors.contains(files["broken"]))
            #expect(ended.errors.contains("Exec format error"))
            expectSentence(ended.errors)
        }

        /// A command is not run when its trace cannot be had.
        @Test(arguments: [["-o", "/no/such/directory/trace"], ["-e", "trace=opeant"], ["--report", "/no/such/directory/report"]])
        func nothingIsRun(_ options: [String]) throws {
            let files = try TemporaryDirectory()
            let ended = try Trapline.run(["trace"] + options + ["--", "touch", files["ran"]])
            #expect(ended.status != .exited(0))
            #expect(!Files.exists(files["ran"]))
        }

        /// Without privilege: root without its capabilities, and somebody else.
        @Test(
            .requires(tool: "setpriv"),
            arguments: [
                ["--bounding-set=-all", "--inh-caps=-all"], ["--reuid=65534", "--regid=65534", "--clear-groups"],
            ])
        func notPermitted(_ options: [String]) throws {
            let files = try TemporaryDirectory()
            chmod(files.path, 0o777)
            // A copy, for the checkout may be where others cannot look.
            try Tool.run(["cp", Trapline.binary, files["trapline"]])
            let command = ["setpriv"] + options + [files["trapline"]]
            let trial = try ChildProcess(command + ["--version"])
            // With the Swift libraries where that user cannot read them there is nothing to be tried.
            guard try trial.wait() == .exited(0) else { return }
            let process = try ChildProcess(command + ["trace", "--", "touch", files["ran"]])
            #expect(try process.wait() == .exited(1))
            #expect(!Files.exists(files["ran"]))
            expectSentence(process.errors)
            #expect(
                process.errors.contains("root") || process.errors.contains("CAP_BPF") || process.errors.contains("doctor"),
                "\(process.errors)")
        }

        /// A full disk: what is said, and that the command runs on.
        @Test func fullDisk() throws {
            let files = try TemporaryDirectory()
            let ended = try Trapline.run(["trace", "-o", "/dev/full", "--", "sh", "-c", "ls /; touch '\(files["ran"])'"])
            #expect(ended.status == .exited(1))
            #expect(ended.errors.contains("/dev/full"))
            #expect(ended.errors.contains("No space left on device"))
            expectSentence(ended.errors)
            #expect(ended.output.contains("usr\n"))
            #expect(Files.exists(files["ran"]))
        }

        /// A report that cannot be written is told; the trace is whole.
        @Test func fullDiskForTheReport() throws {
            let ended = try Trapline.run(["trace", "--report", "/dev/full", "--", "true"])
            #expect(ended.status == .exited(1))
            #expect(ended.errors.contains("/dev/full"))
            #expect(ended.output.hasSuffix("+++ exited with 0 +++\n"))
        }

        /// Nobody reads the output: `trapline trace … | head`.
        @Test func closedPipe() throws {
            let files = try TemporaryDirectory()
            let ended = try Trapline.run(["trace", "--", "sh", "-c", "ls / >/dev/null; touch '\(files["ran"])'"], output: .closedPipe)
            #expect(ended.status == .exited(1))
            expectSentence(ended.errors)
            #expect(Files.exists(files["ran"]))
        }

        @Test func closedPipeWhileAttached() throws {
            let puppet = try Puppet()
            let before = LoadedPrograms.all()
            let process = try Trapline.start(["trace", "-p", "\(puppet.pid)"], output: .closedPipe)
            try process.waitForErrors("attached")
            try puppet.obey("mark", "mark")
            #expect(try process.wait() == .exited(1))
            try LoadedPrograms.waitUntilNoOrphans(since: before)
            try puppet.obey("mark", "after")
        }

        /// Targets that are gone before anything is seen of them.
        @Test func deadAtOnce() throws {
            let trace = try Trapline.trace([], ["sh", "-c", "kill -KILL $$"])
            #expect(trace.status == .killed(by: SIGKILL))

            // Dead and not yet reaped: there is such an id, and nothing to trace.
            let dead = try ChildProcess(["true"])
            try wait(for: "the end of true") { !dead.isRunning }
            let ended = try Trapline.run(["trace", "-p", "\(dead.pid)"])
            #expect(ended.output.split(separator: "\n").allSatisfy { $0.hasPrefix("+++ ") })
            #expect(ended.status == .exited(1) || ended.status == .exited(0))
            expectSentence(ended.errors)
        }

        /// One of two targets is missing: neither is left attached.
        @Test func halfMissing() throws {
            let puppet = try Puppet()
            let ended = try Trapline.run(["trace", "-p", "\(puppet.pid),2147483647"])
            #expect(ended.status == .exited(1))
            #expect(ended.errors.contains("2147483647"))
            try puppet.obey("mark", "after")
        }

        /// The sentence stands on a line of its own, says what it is about, and ends there; nothing else is said.
        private func expectSentence(_ errors: String, usage: Bool = false, at location: SourceLocation = #_sourceLocation) {
            let lines = errors.split(separator: "\n")
            if usage {
                // The place in the option, or the usage, may follow.
                #expect(
                    lines.first?.hasPrefix("trapline: ") == true || lines.first?.hasPrefix("Error: ") == true, "\(errors)",
                    sourceLocation: location)
            } else {
                #expect(lines.count == 1, "\(errors)", sourceLocation: location)
                #expect(errors.hasPrefix("trapline: "), "\(errors)", sourceLocation: location)
            }
            #expect(
                !errors.contains("Fatal error") && !errors.contains("SessionError") && !errors.contains("defect"), "\(errors)",
                sourceLocation: location)
        }
    }
}
