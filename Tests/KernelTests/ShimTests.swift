import CLinux
import Glibc
import Testing

/// The C shims do what their headers say; `Kernel` and `Sessions` build on them.
@Suite("C shims", .timeLimit(.minutes(1)))
struct ShimTests {
    /// A child waiting for its release.
    private struct Spawned {
        var child = CLinux_spawned()

        init(
            _ arguments: [String], environment: [String] = [], path: String? = nil, signals: CLinux_signal_state = CLinux_signal_state(),
            user: UInt32? = nil
        ) throws {
            let words = arguments.map { strdup($0) } + [nil]
            let variables = environment.map { strdup($0) } + [nil]
            defer { (words + variables).forEach { free($0) } }
            var signals = signals
            let result: Int32
            if let user {
                var identity = CLinux_identity(user: user, group: user, groups: nil, group_count: 0)
                result = CLinux_spawn(path ?? arguments[0], words, variables, &signals, &identity, &child)
            } else {
                result = CLinux_spawn(path ?? arguments[0], words, variables, &signals, nil, &child)
            }
            try #require(result == 0, "errno \(errno)")
        }

        func release() {
            write(child.release, "x", 1)
            close(child.release)
        }

        /// What the child reports until its end closes: nil for a successful exec.
        func failure() -> CLinux_spawn_failure? {
            defer { close(child.report) }
            var failure = CLinux_spawn_failure()
            let count = read(child.report, &failure, MemoryLayout<CLinux_spawn_failure>.size)
            return count == MemoryLayout<CLinux_spawn_failure>.size ? failure : nil
        }

        func status() -> Int32 {
            var status: Int32 = 0
            while waitpid(child.pid, &status, 0) < 0, errno == EINTR {}
            return status
        }

        /// What the child's status file says.
        func status(field: String) -> String? {
            guard let file = fopen("/proc/\(child.pid)/status", "r") else { return nil }
            defer { fclose(file) }
            var line = [CChar](repeating: 0, count: 256)
            while fgets(&line, 256, file) != nil {
                let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                if text.hasPrefix(field + ":") {
                    return String(text.dropFirst(field.count + 1).drop { $0 == "\t" || $0 == " " }.prefix { $0 != "\n" })
                }
            }
            return nil
        }
    }

    @Test func theCommandRunsOnlyWhenReleased() throws {
        let spawned = try Spawned(["/bin/sh", "-c", "exit $CODE"], environment: ["CODE=7"])
        var status: Int32 = 0
        #expect(waitpid(spawned.child.pid, &status, WNOHANG) == 0)
        #expect(spawned.status(field: "Name") != "sh")
        spawned.release()
        #expect(spawned.failure() == nil)
        status = spawned.status()
        #expect(CLinux_exited(status))
        #expect(CLinux_exit_status(status) == 7)
        #expect(!CLinux_signaled(status))
        #expect(!CLinux_stopped(status))
        #expect(!CLinux_continued(status))
    }

    @Test(
        "A command that cannot be run",
        arguments: [
            ("/no/such/command", ENOENT), ("/etc/passwd", EACCES), ("/etc", EACCES), ("/bin/sh/x", ENOTDIR),
        ])
    func refused(path: String, error: Int32) throws {
        let spawned = try Spawned(["x"], path: path)
        spawned.release()
        let failure = try #require(spawned.failure())
        #expect(failure.stage == CLINUX_SPAWN_EXEC.rawValue)
        #expect(failure.error == error)
        #expect(CLinux_exit_status(spawned.status()) == 127)
    }

    @Test func aCommandThatIsNeverReleasedEnds() throws {
        let spawned = try Spawned(["/bin/true"])
        close(spawned.child.release)
        let status = spawned.status()
        #expect(CLinux_exited(status))
        #expect(CLinux_exit_status(status) == 127)
        close(spawned.child.report)
    }

    @Test func aCommandMayBeKilledWhileItWaits() throws {
        let spawned = try Spawned(["/bin/true"])
        kill(spawned.child.pid, SIGTERM)
        let status = spawned.status()
        #expect(CLinux_signaled(status))
        #expect(CLinux_termination_signal(status) == SIGTERM)
        #expect(!CLinux_dumped_core(status))
        close(spawned.child.release)
        close(spawned.child.report)
    }

    @Test func theSignalStateIsTheOneHandedOver() throws {
        let signals = CLinux_signal_state(blocked: 1 << UInt64(SIGUSR1 - 1), ignored: 1 << UInt64(SIGHUP - 1) | 1 << UInt64(SIGPIPE - 1))
        let spawned = try Spawned(["/bin/cat", "/proc/self/status"], signals: signals)
        // The child sets its state on its own time, before it waits in read(2).
        let expected = ["0000000000000200", "0000000000001001", "0000000000000000"]
        let deadline = ContinuousClock.now + .seconds(20)
        var state: [String?] = []
        repeat {
            state = ["SigBlk", "SigIgn", "SigCgt"].map(spawned.status(field:))
        } while state != expected && ContinuousClock.now < deadline
        #expect(state == expected)
        close(spawned.child.release)
        close(spawned.child.report)
        _ = spawned.status()
    }

    @Test func ourOwnSignalStateIsRead() {
        var set = sigset_t()
        var before = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGUSR2)
        pthread_sigmask(SIG_BLOCK, &set, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var state = CLinux_signal_state()
        CLinux_signal_state(&state)
        #expect(state.blocked & 1 << UInt64(SIGUSR2 - 1) != 0)
        #expect(state.ignored & 1 << UInt64(SIGKILL - 1) == 0)
    }

    @Test(.enabled(if: geteuid() == 0, "needs root")) func theCommandTakesTheIdentity() throws {
        let spawned = try Spawned(
            ["/bin/sh", "-c", "test $(id -u) = 1234 && test $(id -G) = 1234"], environment: ["PATH=/usr/bin:/bin"], user: 1234)
        spawned.release()
        #expect(spawned.failure() == nil)
        #expect(CLinux_exit_status(spawned.status()) == 0)
    }

    @Test func pidfdsNameProcessesAndThreads() {
        let own = CLinux_pidfd_open(getpid(), 0)
        #expect(own >= 0)
        #expect(CLinux_pidfd_send_signal(own, 0) == 0)
        close(own)
        #expect(CLinux_pidfd_open(-1, 0) == -1)
        #expect(errno == EINVAL)
    }

    @Test func callsThatTheImporterHides() {
        var ends: [Int32] = [-1, -1]
        #expect(CLinux_pipe(&ends, O_CLOEXEC | O_NONBLOCK) == 0)
        #expect(fcntl(ends[0], F_GETFD) == FD_CLOEXEC)
        var poll = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
        var time = timespec(tv_sec: 0, tv_nsec: 1)
        #expect(CLinux_ppoll(&poll, 1, &time, nil) == 0)
        write(ends[1], "x", 1)
        #expect(CLinux_ppoll(&poll, 1, nil, nil) == 1)
        ends.forEach { close($0) }

        #expect(CLinux_gettid() > 0)
        #expect(CLinux_prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) >= 0)
        #expect(CLinux_error_name(EPERM).map { String(cString: $0) } == "EPERM")
        #expect(CLinux_error_name(100_000) == nil)
    }

    @Test func i386IsServedWhereThereIsACompatProcess() {
        let answer = CLinux_serves_i386()
        #expect(answer == 0 || answer == 1)
    }
}
