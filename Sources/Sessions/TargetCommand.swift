import CLinux
import Glibc

/// A command that a session starts: waiting before its exec until the session is armed, then running as if started by a shell.
///
/// Used by the thread that starts it, then by the collecting thread; never by both at a time.
final class TargetCommand {
    private var child: CLinux_child
    let path: String
    private(set) var hasExited = false
    private(set) var isReleased = false

    var pid: Int32 { child.pid }
    /// A pidfd: readable when the process has ended.
    var descriptor: Int32 { child.pidfd }

    /// Makes the process; it waits.
    /// - Parameter mask: the signal mask that the command is to have.
    init(_ arguments: [String], mask: sigset_t) throws(SessionError) {
        guard let name = arguments.first else { throw .noCommand("") }
        path = try CommandLookup.path(of: name)
        var child = CLinux_child()
        var mask = mask
        var vector: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        vector.append(nil)
        defer { for string in vector { free(string) } }
        let error = CLinux_spawn(path, vector, environ, &mask, &child)
        guard error == 0 else { throw .notStarted(path, error: error) }
        self.child = child
    }

    deinit {
        if child.release >= 0 { close(child.release) }
        if child.failure >= 0 { close(child.failure) }
        close(child.pidfd)
    }

    /// Lets the command go on to its exec and waits for that.
    func release() throws(SessionError) {
        isReleased = true
        let error = CLinux_release(&child)
        guard error == 0 else {
            _ = waitForStatus()
            throw .notExecutable(path, error: error)
        }
    }

    /// Gives up a command that was never released.
    func abandon() {
        close(child.release)
        child.release = -1
        _ = waitForStatus()
    }

    func send(_ signal: Int32) {
        if !hasExited { kill(child.pid, signal) }
    }

    func noteExit() { hasExited = true }

    /// Waits for the end of the command: its status as `wait` reports it.
    func waitForStatus() -> Int32 {
        var status: Int32 = 0
        while waitpid(child.pid, &status, 0) < 0 {
            guard errno == EINTR else { return 0 }
        }
        return status
    }
}
