import Events
import Foundation
import Schema
import Testing

@testable import Sessions

/// Files, full disks and readers that go away.
@Suite struct OutputFileTests {
    init() { signal(SIGPIPE, SIG_IGN) }

    @Test func aFileIsMadeOrEmptied() throws {
        let tree = try TemporaryDirectory()
        let path = tree.path + "/out"
        for text in ["first, longer\n", "second\n"] {
            let file = try OutputFile(path: path)
            try file.write(text)
            #expect(!file.isTerminal)
            #expect(fcntl(file.descriptor, F_GETFD) & FD_CLOEXEC != 0, "commands do not inherit it")
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "second\n")
    }

    @Test func aFileThatCannotBeOpened() throws {
        let tree = try TemporaryDirectory()
        #expect(throws: SessionError.outputNotOpened(path: tree.path, error: EISDIR)) { try OutputFile(path: tree.path) }
        let missing = tree.path + "/no/such/directory"
        #expect(throws: SessionError.outputNotOpened(path: missing, error: ENOENT)) { try OutputFile(path: missing) }
    }

    @Test func aFullDisk() throws {
        let file = try OutputFile(path: "/dev/full")
        #expect(throws: SessionError.outputNotWritten(path: "'/dev/full'", error: ENOSPC)) { try file.write("x") }
    }

    @Test func nothingToWriteIsNoFailure() throws { try OutputFile(path: "/dev/full").write("") }

    /// The two ends of a pipe.
    private func pipe() throws -> (reader: Int32, writer: OutputFile) {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw Failure("pipe: errno \(errno)") }
        defer { close(ends[1]) }
        return (ends[0], try OutputFile(path: "/proc/self/fd/\(ends[1])"))
    }

    @Test func aReaderThatHasGoneAway() throws {
        let (reader, writer) = try pipe()
        try writer.write("read by nobody")
        close(reader)
        #expect(throws: SessionError.outputClosed) { try writer.write("x") }
    }

    /// More than a pipe holds, into a descriptor that does not wait: the rest is written when there is room.
    @Test(.timeLimit(.minutes(1))) func aDescriptorThatDoesNotWait() async throws {
        let reader: Int32
        var file: OutputFile?
        (reader, file) = try pipe()
        #expect(fcntl(try #require(file).descriptor, F_SETFL, O_NONBLOCK) == 0)
        let text = String(repeating: "0123456789abcdef", count: 40_000)
        let reading = Task.detached { () -> Int in
            var total = 0
            var chunk = [UInt8](repeating: 0, count: 5000)
            while case let count = read(reader, &chunk, chunk.count), count > 0 { total += count }
            close(reader)
            return total
        }
        try file?.write(text)
        file = nil
        #expect(await reading.value == text.utf8.count)
    }
}

/// What the collecting thread hands to the rendering one.
@Suite struct BatchQueueTests {
    private func batch(_ queue: BatchQueue, bytes: Int) -> RecordBatch {
        let batch = queue.batch()
        [UInt8](repeating: 1, count: bytes).withUnsafeBytes { _ = batch.append(bytes: $0, cpu: 0) }
        return batch
    }

    private func sizes(_ events: [SessionEvent]) -> [Int] {
        events.map { event in
            switch event {
            case .records(let batch): batch.byteCount
            case .losses(let losses): -losses.count
            case .end: -100
            }
        }
    }

    @Test func eventsComeInOrder() {
        let queue = BatchQueue()
        queue.push(.records(batch(queue, bytes: 8)))
        queue.push(.losses([Loss(count: 1, cpu: 0, from: 0, to: 0)]))
        queue.push(.records(batch(queue, bytes: 16)))
        queue.push(.end)
        #expect(sizes(queue.pop()) == [16, -1, 24, -100])
    }

    @Test func aQueueIsFullUntilItsBatchesAreDoneWith() {
        let queue = BatchQueue(limit: 100)
        #expect(!queue.isFull)
        let first = batch(queue, bytes: 56)
        queue.push(.records(first))
        #expect(!queue.isFull)
        let second = batch(queue, bytes: 40)
        queue.push(.records(second))
        #expect(queue.isFull)
        _ = queue.pop()
        #expect(queue.isFull, "what is being rendered counts")
        queue.recycle(first)
        #expect(!queue.isFull)
        queue.recycle(second)
        let again = queue.batch()
        #expect(again.isEmpty)
        #expect(again === second || again === first, "batches are used again")
    }

    @Test func nobodyPushesIntoAnAbandonedQueue() {
        let queue = BatchQueue()
        queue.push(.end)
        queue.abandon()
        #expect(queue.abandoned)
        queue.push(.losses([]))
        queue.push(.end)
    }

    @Test(.timeLimit(.minutes(1))) func aConsumerWaitsForEvents() async {
        let queue = BatchQueue()
        let consumer = Task.detached { () -> Int in
            var seen = 0
            while true {
                for event in queue.pop() {
                    switch event {
                    case .records(let batch):
                        seen += batch.recordCount
                        queue.recycle(batch)
                    case .losses: break
                    case .end: return seen
                    }
                }
            }
        }
        for _ in 0..<1000 { queue.push(.records(batch(queue, bytes: 8))) }
        queue.push(.end)
        #expect(await consumer.value == 1000)
        #expect(!queue.isFull)
    }
}

/// One sentence for each thing that goes wrong, with what to do about it.
@Suite struct SessionErrorTests {
    // swift-format-ignore
    static let sentences: [(error: SessionError, sentence: String)] = [
        (.noCommand("lss"),                        "there is no command 'lss' in PATH; check the name or give its path"),
        (.noCommand("./lss"),                      "there is no program './lss'; check the path"),
        (.notExecutable("/x", error: EACCES),      "'/x' cannot be run (Permission denied); check its permissions and its type"),
        (.notStarted("/x", error: EAGAIN),         "'/x' cannot be started (Resource temporarily unavailable)"),
        (.noProcess(12),                           "there is no process 12; 'ps -e' lists those that run"),
        (.notAttached(12, error: EPERM),           "process 12 cannot be traced (Operation not permitted); see 'trapline doctor'"),
        (.noCgroupMount,                           "no cgroup v2 hierarchy is mounted; mount one with 'mount -t cgroup2 none DIRECTORY'"),
        (.noCgroup("/x"),                          "there is no cgroup '/x'; give a directory of the cgroup v2 hierarchy, or its path below the mount"),
        (.noContainer("ab"),                       "no running container's id begins with 'ab'; give the id as 'docker ps', 'podman ps', 'crictl ps' or 'runc list' prints it"),
        (.ambiguousContainer("ab", ["abc", "abd"]), "'ab' is the beginning of several container ids (abc, abd); give more of it"),
        (.outputNotOpened(path: "/x", error: EISDIR), "the output file '/x' cannot be opened (Is a directory)"),
        (.outputNotWritten(path: "'/x'", error: ENOSPC), "writing to '/x' failed (No space left on device); what was written before is whole"),
        (.outputClosed,                            "nobody reads the output any more"),
        (.nothingSelected,                         "no system call is selected, so there is nothing to trace; look at -e trace="),
        (.internalFailure("no ring"),              "no ring; this is a defect in Trapline: report it"),
    ]

    @Test(arguments: sentences) func sentence(_ row: (error: SessionError, sentence: String)) {
        #expect(row.error.description == row.sentence)
    }
}
