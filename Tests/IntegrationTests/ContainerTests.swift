import Glibc
import Testing

extension Integration {
    /// A real container, named by the beginning of its id.
    @Suite(.timeLimit(.minutes(3)), .requires(tool: "runc"), .requires(tool: "busybox"), .requiresCgroups)
    struct Containers {
        @Test func byTheBeginningOfItsId() throws {
            let container = try Container()
            let session = try Session(["--container", String(container.identifier.prefix(12)), "-e", "trace=%file"])
            var round = 0
            try wait(for: "the session to begin; \(session.process.errors)") {
                round += 1
                try container.tell("test -e /trapline-test/round-\(round); echo done \(round)", answer: "done \(round)\n")
                return session.text.contains("\"/trapline-test/round-")
            }
            // A child of the container, in a program of its own.
            try container.tell("/bin/busybox ls /trapline-test/child; echo done child", answer: "done child\n")
            #expect(try session.interrupt() == .exited(0))
            let child = session.lines.filter { $0.text.contains("\"/trapline-test/child\"") && $0.name != "execve" }
            #expect(child.count >= 1)
            // Ids as this namespace has them, not the container's own, where the shell is 1.
            #expect(session.lines.allSatisfy { $0.pid != 1 })
            #expect(
                session.lines.contains {
                    $0.name == "execve" && $0.arguments?.hasPrefix("\"/bin/busybox\", [\"/bin/busybox\", \"ls\"") == true
                })
        }

        @Test func endedByItsContainer() throws {
            let container = try Container()
            let session = try Session(["--container", container.identifier, "-e", "trace=exit_group"])
            var round = 0
            try wait(for: "the session to begin") {
                round += 1
                try container.tell("(exit 3); echo done \(round)", answer: "done \(round)\n")
                return session.lines.contains { $0.name == "exit_group" && $0.arguments == "3" }
            }
            container.close()
            try session.wait(for: "the container's end") { $0.contains { $0.kind == .exited(0) } }
            try session.interrupt()
        }
    }
}

/// A shell of busybox in a container of runc's, which obeys what it is told.
private final class Container {
    let identifier = (0..<64).map { _ in String(Int.random(in: 0..<16), radix: 16) }.joined()
    private let files: TemporaryDirectory
    private let process: ChildProcess

    init() throws {
        files = try TemporaryDirectory()
        let busybox = try #require(Tool.path(of: "busybox"))
        for directory in ["root", "root/bin", "root/proc", "root/dev", "root/sys", "state"] { mkdir(files[directory], 0o755) }
        try Tool.run(["cp", busybox, files["root/bin/busybox"]])
        try Files.write(Self.configuration, to: files["config.json"])
        process = try ChildProcess(
            ["runc", "--root", files["state"], "run", "--bundle", files.path, identifier], input: .pipe)
        try tell("echo ready", answer: "ready\n")
    }

    func tell(_ line: String, answer: String) throws {
        try process.send(line + "\n")
        try process.waitForOutput(answer)
    }

    /// Ends the shell, and so the container.
    func close() {
        process.closeInput()
        _ = try? process.wait()
    }

    deinit {
        close()
        _ = try? Tool.run(["runc", "--root", files["state"], "delete", "--force", identifier])
    }

    private static let configuration = """
        {
          "ociVersion": "1.0.2",
          "process": {
            "terminal": false, "user": {"uid": 0, "gid": 0}, "cwd": "/", "noNewPrivileges": true,
            "args": ["/bin/busybox", "sh"], "env": ["PATH=/bin"]
          },
          "root": {"path": "root", "readonly": true},
          "hostname": "trapline-test",
          "mounts": [{"destination": "/proc", "type": "proc", "source": "proc"}],
          "linux": {"namespaces": [{"type": "pid"}, {"type": "ipc"}, {"type": "uts"}, {"type": "mount"}, {"type": "network"}]}
        }
        """
}
