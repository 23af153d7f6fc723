import CLinux
import Events
import Foundation
import Rendering
import Schema
import Testing

@testable import Sessions

/// A program of the test's own.
private final class Child {
    let pid: Int32

    init(_ arguments: [String]) throws {
        var pid: pid_t = 0
        var vector: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        vector.append(nil)
        defer { for string in vector { free(string) } }
        let result = posix_spawn(&pid, arguments[0], nil, nil, vector, environ)
        guard result == 0 else { throw Failure("\(arguments[0]): errno \(result)") }
        self.pid = pid
    }

    deinit {
        kill(pid, SIGKILL)
        waitpid(pid, nil, 0)
    }

    /// Waits until the child is blocked in a call.
    func waitUntilBlocked(in number: Int) throws {
        while true {
            guard let text = readFile("/proc/\(pid)/syscall") else { throw Failure("no /proc/\(pid)/syscall") }
            if text.hasPrefix("\(number) ") { return }
            sched_yield()
        }
    }
}

/// Who lives, and what those who do are blocked in.
@Suite struct TaskTableTests {
    private func note(_ table: inout TaskTable, _ builder: RecordBuilder) throws {
        try builder.bytes.withUnsafeBytes { table.note(try RecordView($0)) }
    }

    private static let sleeping = 230  // clock_nanosleep

    @Test(.timeLimit(.minutes(1))) func blockedCallsOfTasksThatLive() throws {
        let (first, second) = (try Child(["/bin/sleep", "1000"]), try Child(["/bin/sleep", "1001"]))
        for child in [first, second] { try child.waitUntilBlocked(in: Self.sleeping) }
        let (one, two) = (UInt32(first.pid), UInt32(second.pid))
        var table = TaskTable()
        table.add(tid: one, tgid: one)
        try note(&table, RecordBuilder(.taskCreated, result: Int64(two) << 32 | Int64(two), tid: one))
        let calls = table.blockedCalls(now: 42)
        #expect(calls.map(\.tid) == [one, two].sorted())
        #expect(calls.allSatisfy { $0.number == Self.sleeping && $0.time == 42 && $0.abi == .x86_64 && $0.tid == $0.tgid })
        #expect(calls.allSatisfy { $0.arguments.count == 6 && $0.arguments[0] == 0 && $0.arguments[2] != 0 })
        try note(&table, RecordBuilder(.taskExited, tid: two))
        #expect(table.blockedCalls(now: 43).map(\.tid) == [one])
    }

    @Test(.timeLimit(.minutes(1))) func theInterfaceIsThatOfTheLastCall() throws {
        let child = try Child(["/bin/sleep", "1000"])
        try child.waitUntilBlocked(in: Self.sleeping)
        let tid = UInt32(child.pid)
        var table = TaskTable()
        try note(&table, RecordBuilder(.call, abi: .i386, number: 20, tid: tid))
        #expect(table.blockedCalls(now: 0).map(\.abi) == [.i386], "a task is known from its first call on")
        try note(&table, RecordBuilder(.call, abi: .x86_64, number: 39, tid: tid))
        #expect(table.blockedCalls(now: 0).map(\.abi) == [.x86_64])
    }

    @Test(.timeLimit(.minutes(1))) func aThreadThatReplacesItsLeader() throws {
        let child = try Child(["/bin/sleep", "1000"])
        try child.waitUntilBlocked(in: Self.sleeping)
        let leader = UInt32(child.pid)
        var table = TaskTable()
        table.add(tid: 1, tgid: leader)
        try note(&table, RecordBuilder(.threadReplaced, result: 1, tid: leader))
        #expect(table.blockedCalls(now: 0).map(\.tid) == [leader])
    }

    @Test func tasksThatAreGoneOrRunAreNotBlocked() {
        var table = TaskTable()
        table.add(tid: UInt32(Int32.max), tgid: UInt32(Int32.max))
        #expect(table.blockedCalls(now: 0).isEmpty)
    }

    @Test func otherRecordsChangeNothing() throws {
        var table = TaskTable()
        try note(&table, RecordBuilder(.signal, number: 15, tid: UInt32(getpid())))
        try note(&table, RecordBuilder(.fragment, tid: UInt32(getpid())))
        #expect(table.blockedCalls(now: 0).isEmpty)
    }
}

/// The command of a session: it waits, then runs as if a shell had started it.
///
/// One at a time, as in a session: a command that waits holds the ends of the pipes that others wait at.
@Suite(.serialized) struct TargetCommandTests {
    private func command(_ arguments: [String]) throws -> TargetCommand {
        // Nothing is blocked or ignored, whatever the tests were started with.
        try TargetCommand(arguments, signals: CLinux_signal_state())
    }

    @Test(.timeLimit(.minutes(1))) func itsStatusIsItsOwn() throws {
        let exits = try command(["sh", "-c", "exit 7"])
        try exits.start()
        #expect(exits.waitForStatus() == 7 << 8)
        let dies = try command(["sh", "-c", "kill -TERM $$"])
        try dies.start()
        #expect(dies.waitForStatus() == SIGTERM)
    }

    @Test(.timeLimit(.minutes(1))) func itDoesNothingBeforeItIsReleased() throws {
        let tree = try TemporaryDirectory()
        let marker = tree.path + "/marker"
        let first = try command(["touch", marker])
        #expect(first.path.hasSuffix("/touch"))
        #expect(kill(first.pid, 0) == 0)
        #expect(access(marker, F_OK) != 0)
        first.abandon()
        #expect(access(marker, F_OK) != 0, "given up, it never ran")
        let second = try command(["touch", marker])
        try second.start()
        #expect(second.waitForStatus() == 0)
        #expect(access(marker, F_OK) == 0)
    }

    @Test(.timeLimit(.minutes(1))) func aFileThatTheKernelRefuses() throws {
        let tree = try TemporaryDirectory()
        let script = try tree.file("script", "#!/no/such/interpreter\n", mode: 0o755)
        let refused = try command([script])
        // ENOENT, or ETXTBSY while a process that another test forks still has the file open.
        #expect {
            try refused.start()
        } throws: { error in
            guard case SessionError.notExecutable(script, let code) = error else { return false }
            return code == ENOENT || code == ETXTBSY
        }
    }

    @Test func noCommandNoProcess() {
        #expect(throws: SessionError.noCommand("no-such-command-anywhere")) { try command(["no-such-command-anywhere"]) }
        #expect(throws: SessionError.noCommand("")) { try command([]) }
    }

    @Test(.timeLimit(.minutes(1))) func signalsReachIt() throws {
        let sleeper = try command(["sleep", "1000"])
        try sleeper.start()
        sleeper.send(SIGINT)
        #expect(sleeper.waitForStatus() == SIGINT)
        sleeper.noteExit()
        sleeper.send(SIGINT)
        #expect(sleeper.hasExited)
    }
}
