import CLinux
import Glibc

/// A command that a session starts: waiting before its exec until the session is armed, then running as if started by a shell.
///
/// Used by the thread that starts it, then by the collecting thread; never by both at a time.
final class TargetCommand {
    private let spawned: CLinux_spawned
    private var release = -1 as Int32
    let path: String
    let pid: Int32
    /// A pidfd: readable when the process has ended.
    let descriptor: Int32
    private(set) var hasExited = false
    private(set) var isReleased = false

    /// Makes the process; it waits.
    /// - Parameter signals: the signal state that the command inherits.
    init(_ arguments: [String], signals: CLinux_signal_state) throws(SessionError) {
        guard let name = arguments.first else { throw .noCommand("") }
        path = try CommandLookup.path(of: name)
        var spawned = CLinux_spawned()
        var signals = signals
        var vector: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        vector.append(nil)
        defer { for string in vector { free(string) } }
        guard CLinux_spawn(path, vector, environ, &signals, nil, &spawned) == 0 else { throw .notStarted(path, error: errno) }
        let descriptor = CLinux_pidfd_open(spawned.pid, 0)
        guard descriptor >= 0 else {
            let error = errno
            close(spawned.release)
            close(spawned.report)
            waitpid(spawned.pid, nil, 0)
            throw .notStarted(path, error: error)
        }
        self.spawned = spawned
        self.descriptor = descriptor
        pid = spawned.pid
        release = spawned.release
    }

    deinit {
        if release >= 0 { close(release) }
        close(spawned.report)
        close(descriptor)
    }

    /// Lets the command go on to its exec and waits for that.
    func start() throws(SessionError) {
        isReleased = true
        var byte: UInt8 = 0
        var count = write(release, &byte, 1)
        close(release)
        release = -1
        var failure = CLinux_spawn_failure()
        repeat {
            count = read(spawned.report, &failure, MemoryLayout<CLinux_spawn_failure>.size)
        } while count < 0 && errno == EINTR
        guard count == MemoryLayout<CLinux_spawn_failure>.size else { return }
        _ = waitForStatus()
        throw .notExecutable(path, error: failure.error)
    }

    /// Gives up a command that was never released.
    func abandon() {
        close(release)
        release = -1
        _ = waitForStatus()
    }

    func send(_ signal: Int32) {
        if !hasExited { kill(pid, signal) }
    }

    func noteExit() { hasExited = true }

    /// Waits for the end of the command: its status as `wait` reports it.
    func waitForStatus() -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 {
            guard errno == EINTR else { return 0 }
        }
        return status
    }
}
