import Schema
import Testing

@testable import Events

/// A trace of one call after the other, and whether the filter kept each.
private final class Trace {
    let filter: PathFilter

    init(_ paths: [String], directory: String? = "/work", descriptors: [(Int32, String)] = []) {
        let state = DescriptorState()
        if let directory { state.setDirectory(of: 1, to: directory) }
        for (descriptor, path) in descriptors { state.setDescriptor(descriptor, of: 1, to: path) }
        filter = PathFilter(paths: paths, state: state)
    }

    func keeps(
        _ name: String, _ arguments: [Int64], _ result: Int64 = 0, tgid: UInt32 = 1, abi: ABI = .x86_64,
        _ chunks: (inout RecordBuilder) -> Void = { _ in }
    ) throws -> Bool {
        let number = try #require(SyscallTable.of(abi)[name: name]?.number)
        var builder = RecordBuilder(
            .call, abi: abi, number: Int32(number), arguments: arguments.map { UInt64(bitPattern: $0) }, result: result, tid: tgid,
            tgid: tgid)
        chunks(&builder)
        return try builder.withView { filter.keeps($0) }
    }

    func openat(_ path: String, _ result: Int64, directory: Int64 = -100, flags: Int64 = 0, tgid: UInt32 = 1) throws -> Bool {
        try keeps("openat", [directory, 1, flags, 0], result, tgid: tgid) { $0.addString(1, path) }
    }

    func event(_ kind: RecordKind, number: Int32 = 0, result: Int64 = 0, tid: UInt32? = nil, tgid: UInt32 = 1) throws {
        try RecordBuilder(kind, number: number, result: result, tid: tid ?? tgid, tgid: tgid).withView { _ = filter.keeps($0) }
    }
}

@Suite struct PathFilterTests {
    @Test func pathsAndTheirDescriptorsAreKept() throws {
        let trace = Trace(["/data/a"])
        #expect(try trace.openat("/data/b", 3) == false)
        #expect(try trace.openat("/data/a", 4))
        #expect(try trace.keeps("read", [4, 0, 10], 10))
        #expect(try trace.keeps("read", [3, 0, 10], 10) == false)
        #expect(try trace.keeps("close", [4]))
        #expect(try trace.keeps("read", [4, 0, 10], 10) == false)
    }

    @Test func aFailedOpenIsKeptAndOpensNothing() throws {
        let trace = Trace(["/data/a"])
        #expect(try trace.openat("/data/a", -2))
        #expect(try trace.keeps("read", [-2, 0, 0], -9) == false)
    }

    @Test func relativePathsAreSeenFromTheirDirectories() throws {
        let trace = Trace(["/work/sub/file"], descriptors: [(7, "/work/sub")])
        #expect(try trace.openat("sub/./x/../file", 3))
        #expect(try trace.openat("file", 4) == false)
        #expect(try trace.openat("file", 5, directory: 7))
        #expect(try trace.keeps("chdir", [1], 0) { $0.addString(0, "sub") } == false)
        #expect(try trace.openat("file", 6))
        #expect(try trace.keeps("chdir", [1], 0) { $0.addString(0, "/") } == false)
        #expect(try trace.openat("file", 8) == false)
        #expect(try trace.keeps("fchdir", [7], 0) == false)
        #expect(try trace.openat("file", 9))
    }

    @Test func anUnknownDirectoryMatchesOnlyWhatWasWritten() throws {
        let trace = Trace(["file", "/root/file"], directory: nil)
        #expect(try trace.openat("file", 3))
        #expect(try trace.openat("./file", 4) == false)
        #expect(try trace.openat("file", 5, directory: 9))
    }

    @Test func duplicatesCarryThePath() throws {
        let trace = Trace(["/data/a"], descriptors: [(3, "/data/a")])
        #expect(try trace.keeps("dup", [3], 4))
        #expect(try trace.keeps("dup2", [4, 10], 10))
        #expect(try trace.keeps("dup3", [10, 11, 0o2000000], 11))
        #expect(try trace.keeps("fcntl", [11, 1030, 20], 20))
        for descriptor in [3, 4, 10, 11, 20] as [Int64] { #expect(try trace.keeps("fsync", [descriptor])) }
        _ = try trace.keeps("execve", [1, 2, 3], 0)
        for (descriptor, open) in [(3, true), (10, true), (11, false), (20, false)] as [(Int64, Bool)] {
            #expect(try trace.keeps("fsync", [descriptor]) == open)
        }
        _ = try trace.keeps("close_range", [4, 0xffff_ffff, 4], 0)
        _ = try trace.keeps("execve", [1, 2, 3], 0)
        #expect(try trace.keeps("fsync", [3]))
        #expect(try trace.keeps("fsync", [10]) == false)
        _ = try trace.keeps("close_range", [0, 100, 0], 0)
        #expect(try trace.keeps("fsync", [3]) == false)
    }

    @Test func newDescriptorsReplaceWhatTheirNumbersMeant() throws {
        let trace = Trace(["/data/a"], descriptors: [(3, "/data/a"), (4, "/data/a"), (5, "/data/a"), (6, "/data/a")])
        _ = try trace.keeps("socket", [1, 1, 0], 3)
        #expect(try trace.keeps("fsync", [3]) == false)
        _ = try trace.keeps("pipe2", [1, 0], 0) { $0.addChunk(0, .bytes, [4, 0, 0, 0, 5, 0, 0, 0]) }
        #expect(try trace.keeps("fsync", [4]) == false)
        #expect(try trace.keeps("fsync", [5]) == false)
        #expect(try trace.keeps("fsync", [6]))
        _ = try trace.openat("/data/b", 6)
        #expect(try trace.keeps("fsync", [6]) == false)
    }

    @Test func childrenInheritAndGoTheirOwnWay() throws {
        let trace = Trace(["/data/a"], descriptors: [(3, "/data/a")])
        try trace.event(.taskCreated, result: 2 | 2 << 32)
        #expect(try trace.keeps("fsync", [3], tgid: 2))
        _ = try trace.keeps("close", [3], tgid: 2)
        #expect(try trace.keeps("fsync", [3], tgid: 2) == false)
        #expect(try trace.keeps("fsync", [3], tgid: 1))
        #expect(try trace.openat("../work/../data/a", 5, tgid: 2))
        try trace.event(.taskExited, tgid: 2)
        #expect(try trace.keeps("fsync", [5], tgid: 2) == false)
        #expect(try trace.keeps("fsync", [3], tgid: 1))
    }

    @Test func stateLastsAsLongAsTheLastThread() throws {
        let trace = Trace(["/data/a"], descriptors: [(3, "/data/a")])
        try trace.event(.taskCreated, result: 5 | 1 << 32)
        try trace.event(.taskExited, tid: 1)
        #expect(try trace.keeps("fsync", [3]))
        try trace.event(.taskExited, tid: 5)
        #expect(try trace.keeps("fsync", [3]) == false)
    }

    @Test func anExecByAnotherThreadKeepsTheProcess() throws {
        let trace = Trace(["/data/a"], descriptors: [(3, "/data/a")])
        try trace.event(.taskCreated, result: 5 | 1 << 32)
        try trace.event(.taskExited, tid: 1)
        try trace.event(.threadReplaced, result: 5, tid: 1)
        #expect(try trace.keeps("fsync", [3]))
        try trace.event(.taskExited, tid: 1)
        #expect(try trace.keeps("fsync", [3]) == false)
    }

    @Test func bothNumberingsAreUnderstood() throws {
        let trace = Trace(["/data/a"])
        #expect(try trace.keeps("open", [1, 0, 0], 3, abi: .i386) { $0.addString(0, "/data/a") })
        #expect(try trace.keeps("fcntl64", [3, 0, 0], 4, abi: .i386))
        #expect(try trace.keeps("fsync", [4]))
    }

    @Test func otherRecordsPass() throws {
        let filter = PathFilter(paths: ["/x"])
        for kind in RecordKind.allCases where kind != .call { #expect(try RecordBuilder(kind).withView { filter.keeps($0) }) }
        #expect(try RecordBuilder(.call, number: 5000).withView { filter.keeps($0) } == false)
    }

    @Test(arguments: [
        ("/a/b", "/", "/a/b"), ("b", "/a", "/a/b"), ("../b", "/a/c", "/a/b"), ("../../../b", "/a", "/b"), ("//a//./b/", "/x", "/a/b"),
        ("", "/a", "/a"),
        ("..", "/", "/"),
    ]) func pathArithmetic(path: String, directory: String, expected: String) {
        #expect(String(decoding: PathName.resolve(path.utf8, in: Array(directory.utf8)), as: UTF8.self) == expected)
    }
}
