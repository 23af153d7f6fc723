import Glibc

/// A command to run once.
struct Command {
    /// How messages call it.
    var name: String
    var arguments: [String]
    /// Where its standard output goes.
    var output = "/dev/null"
    /// Where its standard error goes; its last line is quoted when the command fails.
    var messages: String
    /// The exit status that means success.
    var expectedStatus: Int32 = 0
    /// Seconds after which it is killed.
    var limit = 120

    /// A finished run.
    struct Ending {
        /// From before the start to after the end, in nanoseconds.
        var nanoseconds: Int
    }

    /// Runs the command in a process group of its own and waits for its end.
    ///
    /// Whatever of the group still runs then is killed, also when this throws.
    /// - Parameter prepare: called with the process id while the command is held back; for a command that starts with `gate`,
    ///   which waits for the end of its standard input. Without it, standard input is empty.
    func run(prepare: ((pid_t) throws(BenchmarkError) -> Void)? = nil) throws(BenchmarkError) -> Ending {
        var gate: [Int32] = [-1, -1]
        if prepare != nil, pipe(&gate) < 0 { throw .system(attempt: "make a pipe for", on: name, number: errno) }
        defer { for end in gate where end >= 0 { close(end) } }
        for end in gate where end >= 0 { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }

        let start = now()
        let child = try spawn(input: gate[0])
        do throws(BenchmarkError) {
            if let prepare { try prepare(child) }
            close(gate[0])
            close(gate[1])
            gate = [-1, -1]
            let deadline = start + limit * 1_000_000_000
            while try !hasEnded(child) {
                let left = deadline - now()
                guard left > 0 else { throw .overdue(name: name, seconds: limit) }
                try Signals.waitForChild(nanoseconds: left)
            }
        } catch {
            end(child)
            throw error
        }
        let nanoseconds = now() - start
        let status = end(child)
        guard status == expectedStatus << 8 else {
            let ending = status & 0x7F == 0 ? "exited with status \(status >> 8)" : "was killed by signal \(status & 0x7F)"
            throw .command(name: name, ending: ending, lastWords: lastLine(of: messages))
        }
        return Ending(nanoseconds: nanoseconds)
    }

    /// The environment of every command: small and always the same, because it is part of what a tracer decodes.
    private var environment: [String] {
        ["LC_ALL=C", "PATH=" + (getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"), "HOME=/"]
    }

    private func spawn(input: Int32) throws(BenchmarkError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if input >= 0 {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, messages, O_WRONLY | O_CREAT | O_TRUNC, 0o600)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = Signals.signalSet([])
        var standard = Signals.signalSet([SIGPIPE])
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &standard)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var child: pid_t = 0
        let number = withStrings(arguments) { arguments in
            withStrings(environment) { environment in
                guard let program = arguments.first.flatMap({ $0 }) else { return EINVAL }
                return posix_spawnp(&child, program, &actions, &attributes, arguments, environment)
            }
        }
        guard number == 0 else { throw .system(attempt: "start", on: arguments.first ?? name, number: number) }
        return child
    }

    /// Looks whether a child has ended, and leaves it there to be waited for.
    private func hasEnded(_ child: pid_t) throws(BenchmarkError) -> Bool {
        var information = siginfo_t()
        guard waitid(P_PID, id_t(child), &information, WEXITED | WNOHANG | WNOWAIT) == 0 else {
            throw .system(attempt: "wait for", on: name, number: errno)
        }
        return information.si_signo == SIGCHLD
    }

    /// Ends what is left of a child's process group and returns the child's wait status.
    ///
    /// The group gets a second to put away what it switched on; the child is not waited for before that, so its id, and with it
    /// the group's, cannot have passed to another.
    @discardableResult
    private func end(_ child: pid_t) -> Int32 {
        if (try? hasEnded(child)) == false {
            kill(-child, SIGTERM)
            let deadline = now() + 1_000_000_000
            while now() < deadline, (try? hasEnded(child)) == false { usleep(1000) }
        }
        kill(-child, SIGKILL)
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        return status
    }
}

/// CLOCK_MONOTONIC in nanoseconds.
func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}

/// Lends a NULL-terminated array of C strings.
private func withStrings<Result>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
    var pointers = strings.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers)
}

/// The last line of a file that is not blank; empty when there is none.
private func lastLine(of path: String) -> String {
    let text = readText(path) ?? ""
    return text.split(separator: "\n").last { !$0.allSatisfy(\.isWhitespace) }.map(String.init) ?? ""
}
