import CLinux
import Glibc

/// How a process ended.
enum ExitStatus: Equatable, CustomStringConvertible {
    case exited(Int32)
    case killed(by: Int32)

    init(waitStatus: Int32) {
        self = CLinux_exited(waitStatus) ? .exited(CLinux_exit_status(waitStatus)) : .killed(by: CLinux_termination_signal(waitStatus))
    }

    var description: String {
        switch self {
        case .exited(let status): "exited with \(status)"
        case .killed(let signal): "killed by signal \(signal)"
        }
    }
}

/// A process that a test started, in a process group of its own. Whatever of it is left goes away with this value.
final class ChildProcess {
    enum Input {
        case nothing
        /// What `send` writes.
        case pipe
    }

    enum Output {
        /// Into a file that can be read at any time.
        case captured
        case path(String)
        /// A pipe that nobody reads.
        case closedPipe
    }

    let pid: pid_t
    private let files: TemporaryDirectory
    private let pidfd: Int32
    private var input: Int32 = -1
    private var status: ExitStatus?
    private let name: String

    /// What every process gets, so that two runs are alike whoever runs the tests.
    static let environment = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/", "LANG=C", "LC_ALL=C"]

    init(
        _ arguments: [String], input: Input = .nothing, output: Output = .captured, environment: [String] = ChildProcess.environment
    ) throws {
        name = arguments.joined(separator: " ")
        files = try TemporaryDirectory()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var ends: [Int32] = []
        defer { ends.forEach { close($0) } }

        switch input {
        case .nothing: posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        case .pipe:
            let pipe = try Self.pipe()
            ends.append(pipe.read)
            self.input = pipe.write
            posix_spawn_file_actions_adddup2(&actions, pipe.read, STDIN_FILENO)
        }
        let creation = O_WRONLY | O_CREAT | O_APPEND
        switch output {
        case .captured: posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, files["output"], creation, 0o644)
        case .path(let path): posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, path, O_WRONLY, 0)
        case .closedPipe:
            let pipe = try Self.pipe()
            close(pipe.read)
            ends.append(pipe.write)
            posix_spawn_file_actions_adddup2(&actions, pipe.write, STDOUT_FILENO)
        }
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, files["errors"], creation, 0o644)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))

        let path = arguments[0].contains("/") ? arguments[0] : Tool.path(of: arguments[0]) ?? arguments[0]
        var child: pid_t = 0
        let error = Self.withVector(arguments) { argv in
            Self.withVector(environment) { posix_spawn(&child, path, &actions, &attributes, argv, $0) }
        }
        guard error == 0 else {
            if self.input >= 0 { close(self.input) }
            throw CallFailure("posix_spawn \(path)", error)
        }
        pid = child
        pidfd = CLinux_pidfd_open(child, 0)
        guard pidfd >= 0 else { throw CallFailure("pidfd_open") }
    }

    deinit {
        closeInput()
        kill(-pid, SIGKILL)
        if status == nil {
            var status: Int32 = 0
            while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        }
        close(pidfd)
    }

    /// The end of the process.
    @discardableResult
    func wait(within limit: Duration = patience) throws -> ExitStatus {
        if let status { return status }
        var descriptor = pollfd(fd: pidfd, events: Int16(POLLIN), revents: 0)
        let deadline = ContinuousClock.now + limit
        while true {
            let left = deadline - ContinuousClock.now
            guard left > .zero else {
                throw Overdue("the end of '\(name.prefix(200))'; it wrote to standard error: \(errors)", after: limit)
            }
            let milliseconds = Int32(left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000)
            if poll(&descriptor, 1, max(1, milliseconds)) > 0 { break }
        }
        var number: Int32 = 0
        guard waitpid(pid, &number, 0) == pid else { throw CallFailure("waitpid") }
        let result = ExitStatus(waitStatus: number)
        status = result
        return result
    }

    var isRunning: Bool {
        guard status == nil else { return false }
        var descriptor = pollfd(fd: pidfd, events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, 0) == 0
    }

    func signal(_ number: Int32) { CLinux_pidfd_send_signal(pidfd, number) }

    /// A signal to the process and its children, as a terminal sends it.
    func signalGroup(_ number: Int32) { kill(-pid, number) }

    /// Writes to its standard input. A process that has ended is an error here, not the death of the tests.
    func send(_ text: String) throws {
        var pipe = sigset_t()
        var before = sigset_t()
        sigemptyset(&pipe)
        sigaddset(&pipe, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &pipe, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        let bytes = Array(text.utf8)
        guard write(input, bytes, bytes.count) != bytes.count else { return }
        let failure = CallFailure("write to '\(name.prefix(200))', which wrote to standard error: \(errors)")
        var now = timespec()
        sigtimedwait(&pipe, nil, &now)
        throw failure
    }

    func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    /// What it has written so far.
    var outputBytes: [UInt8] { (try? Files.bytes(files["output"])) ?? [] }
    var output: String { String(decoding: outputBytes, as: UTF8.self) }
    var errors: String { (try? Files.text(files["errors"])) ?? "" }

    /// Waits for a text on standard output.
    func waitForOutput(_ text: String) throws {
        try wait(for: text, on: "standard output") { output }
    }

    /// Waits for a text on standard error.
    func waitForErrors(_ text: String) throws {
        try wait(for: text, on: "standard error") { errors }
    }

    private func wait(for text: String, on place: String, in content: () -> String) throws {
        try IntegrationTests.wait(for: "'\(text)' on \(place) of '\(name.prefix(200))'; standard error: \(errors)") {
            if content().contains(text) { return true }
            guard isRunning else {
                throw Overdue("'\(text)' on \(place) of '\(name)', which has ended; standard error: \(errors)", after: .zero)
            }
            return false
        }
    }

    private static func pipe() throws -> (read: Int32, write: Int32) {
        var ends: (Int32, Int32) = (0, 0)
        let result = withUnsafeMutableBytes(of: &ends) { CLinux_pipe($0.bindMemory(to: Int32.self).baseAddress, O_CLOEXEC) }
        guard result == 0 else { throw CallFailure("pipe2") }
        return ends
    }

    private static func withVector<Result>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
        let vector = strings.map { strdup($0) } + [nil]
        defer { vector.forEach { free($0) } }
        return body(vector)
    }
}

/// Programs of the machine.
enum Tool {
    /// Where a program is, by the path that every process of the tests gets.
    static func path(of name: String) -> String? {
        let directories = ChildProcess.environment[0].dropFirst("PATH=".count).split(separator: ":")
        return directories.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    /// Runs a program to its end; a test that uses it cannot go on when it fails.
    @discardableResult
    static func run(_ arguments: [String], environment: [String] = ChildProcess.environment) throws -> String {
        let process = try ChildProcess(arguments, environment: environment)
        let status = try process.wait()
        guard status == .exited(0) else {
            throw ToolFailure(description: "'\(arguments.joined(separator: " "))' \(status): \(process.errors)")
        }
        return process.output
    }
}

struct ToolFailure: Error, CustomStringConvertible {
    let description: String
}
