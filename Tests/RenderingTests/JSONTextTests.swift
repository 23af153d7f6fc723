import Events
import Schema
import Testing

@testable import Rendering

/// Records of each type and the lines they become.
@Suite struct JSONTextTests {
    /// 2023-11-14 22:13:20 UTC, as an offset from a monotonic clock at 0.
    private static let epoch: Int64 = 1_700_000_000 * 1_000_000_000

    private func lines(_ builders: [RecordBuilder]) -> [String] {
        var options = JSONOptions()
        options.wallClockOffset = Self.epoch
        return renderJSON(builders, options: options)
    }

    @Test func aCall() {
        var open = RecordBuilder(
            .call, number: 257, arguments: [0xffff_ff9c, 0x7ffc, 0o2000000, 0], result: 3, time: 1_000_000_042, tid: 12, tgid: 10,
            startTime: 1_000_000_001)
        open.addString(1, "/etc/passwd")
        #expect(
            lines([open]) == [
                #"{"type":"call","time":"2023-11-14T22:13:21.000000042Z","pid":10,"tid":12,"abi":"x86_64","number":257,"syscall":"openat","#
                    + #""arguments":{"dfd":"AT_FDCWD","filename":"/etc/passwd","flags":["O_RDONLY","O_CLOEXEC"]},"result":3,"#
                    + #""duration_ns":41,"trust":{"filename":{"exit":"complete"}}}"#
            ])
    }

    @Test(
        arguments: [
            (record("close", [3], -9), #""arguments":{"fd":3},"result":-9,"errno":"EBADF","error":"Bad file descriptor""#),
            (record("pause", [], -514), #""arguments":{},"result":null,"errno":"ERESTARTNOHAND","error":"To be restarted if no handler""#),
            (record("close", [3], -4095), #""arguments":{"fd":3},"result":-4095,"errno":4095,"error":"Unknown error 4095""#),
            (record("close", [3], -4096), #""arguments":{"fd":3},"result":-4096"#),
            (record("exit_group", [7], 0, flags: .noResult), #""arguments":{"error_code":7},"result":null"#),
            (record("umask", [0o22], 0o77), #""arguments":{"mask":18},"result":63"#),
            (record("brk", [0], 0x55ea_fd2c_b000), #""arguments":{"brk":"0x0"},"result":94467758272512"#),
            (record("fcntl", [9, 1], 1), #""arguments":{"fd":9,"cmd":"F_GETFD"},"result":1,"detail":{"flags":["FD_CLOEXEC"]}"#),
            (record("poll", [1, 0, 5], 0), #""arguments":{"ufds":[],"nfds":0,"timeout_msecs":5},"result":0,"detail":{"value":"Timeout"}"#),
        ] as [(RecordBuilder, String)]) func results(builder: RecordBuilder, expected: String)
    {
        #expect(members(builder) == expected)
    }

    @Test func aCallOfTheOtherInterface() {
        let close = RecordBuilder(.call, abi: .i386, number: 6, arguments: [3], result: 0xffff_fff7, tid: 5)
        #expect(
            lines([close]) == [
                #"{"type":"call","time":"2023-11-14T22:13:20.000000000Z","pid":5,"tid":5,"abi":"i386","number":6,"syscall":"close","#
                    + #""arguments":{"fd":3},"result":-9,"errno":"EBADF","error":"Bad file descriptor"}"#
            ])
    }

    @Test func aCallThatTheTableDoesNotHave() {
        var unknown = RecordBuilder(.call, number: 500, arguments: [.max, 2, 3, 4, 5, 6], result: -38)
        unknown.addChunk(5, .bytes, [], status: .unreadable)
        #expect(
            lines([unknown]) == [
                #"{"type":"call","time":"2023-11-14T22:13:20.000000000Z","pid":1,"tid":1,"abi":"x86_64","number":500,"#
                    + #""syscall":"syscall_0x1f4","arguments":{"arg1":18446744073709551615,"arg2":2,"arg3":3,"arg4":4,"arg5":5,"arg6":6},"#
                    + #""result":-38,"errno":"ENOSYS","error":"Function not implemented","trust":{"arg6":{"exit":"unreadable"}}}"#
            ])
    }

    @Test func aCallThatHasNotEnded() {
        let json = JSONText()
        json.consume(unfinished: UnfinishedCall(tid: 8, tgid: 7, abi: .x86_64, number: 0, arguments: [3, 0x10, 5], time: 1_500_000_000))
        #expect(
            json.output.string
                == #"{"type":"call","time":"1970-01-01T00:00:01.500000000Z","pid":7,"tid":8,"abi":"x86_64","number":0,"syscall":"read","#
                + #""arguments":{"fd":3},"result":null,"unfinished":true}"# + "\n")
        #expect(json.lineCount == 1)
    }

    @Test func aSignal() {
        let interrupt = RecordBuilder(.signal, number: 2, arguments: [2, 0, 500 | 1000 << 32, 0, 0, 0], tid: 3)
        let realTime = RecordBuilder(.signal, number: 70)
        let head = #"{"type":"signal","time":"2023-11-14T22:13:20.000000000Z","pid":"#
        #expect(
            lines([interrupt, realTime]) == [
                head
                    + #"3,"tid":3,"signal":"SIGINT","information":{"si_signo":"SIGINT","si_code":"SI_USER","si_pid":500,"si_uid":1000}}"#,
                head + #"1,"tid":1,"signal":70,"information":{"si_signo":70}}"#,
            ])
    }

    @Test func tasks() {
        let head = #","time":"2023-11-14T22:13:20.000000000Z","pid":1,"tid":1,"#
        let cases: [(RecordBuilder, String)] = [
            (RecordBuilder(.taskExited, result: 7 << 8), #"{"type":"exit"\#(head)"status":7}"#),
            (RecordBuilder(.taskExited, result: 9), #"{"type":"exit"\#(head)"signal":"SIGKILL","core_dumped":false}"#),
            (RecordBuilder(.taskExited, result: 0x8b), #"{"type":"exit"\#(head)"signal":"SIGSEGV","core_dumped":true}"#),
            (RecordBuilder(.taskCreated, result: 78 << 32 | 79), #"{"type":"task_created"\#(head)"child_pid":78,"child_tid":79}"#),
            (RecordBuilder(.threadReplaced, result: 77), #"{"type":"thread_replaced"\#(head)"former_tid":77}"#),
        ]
        #expect(lines(cases.map(\.0)) == cases.map(\.1))
    }

    @Test func whatIsMissing() {
        let json = JSONText()
        json.consume(Loss(count: .max, others: 2, cpu: 1, from: 1, to: 86_400_000_000_000))
        json.consume(malformed: .tooManyArguments(9))
        #expect(
            RenderingTests.lines(of: json.output) == [
                #"{"type":"loss","count":18446744073709551615,"others":2,"cpu":1,"from":"1970-01-01T00:00:00.000000001Z","to":"1970-01-02T00:00:00.000000000Z"}"#,
                #"{"type":"malformed","error":"damaged record: it claims 9 arguments and a call has at most 6; the record is left out"}"#,
            ])
        #expect(json.lineCount == 2)
    }

    @Test func aBirthIsToldOnce() {
        let lines = lines([record("fork", [], 0), record("fork", [], 7), record("fork", [], -11)])
        #expect(lines.count == 2 && lines[0].hasSuffix(#""result":7}"#) && lines[1].contains("EAGAIN"))
    }

    @Test func vectorsAreJoinedFromFragments() {
        var rest = RecordBuilder(.fragment, number: 1)
        rest.addChunk(1, .vector, Array("one\0t".utf8))
        var exec = RecordBuilder(.call, number: 59, arguments: [1, 2, 0x30], flags: .executed)
        exec.addString(0, "/bin/true", source: .kernel)
        exec.addChunk(1, .vector, Array("wo\0".utf8), source: .kernel)
        exec.addChunk(2, .count, packed(UInt64(23)), source: .kernel)
        let line = lines([rest, exec]).joined()
        #expect(
            line.hasSuffix(
                #""arguments":{"filename":"/bin/true","argv":["one","two"],"envp":{"address":"0x30","count":23}},"result":0,"#
                    + #""trust":{"filename":{"kernel":"complete"},"argv":{"kernel":"complete"},"envp":{"kernel":"complete"}}}"#))
    }

    @Test func argumentsThatWereGoneAreNull() {
        var exec = RecordBuilder(.call, number: 59, arguments: [0, 0, 0], flags: [.executed, .noArguments])
        exec.addChunk(2, .count, packed(UInt64(1)), source: .kernel)
        #expect(
            members(exec) == #""arguments":{"filename":null,"argv":null,"envp":{"address":null,"count":1}},"result":0,"#
                + #""trust":{"envp":{"kernel":"complete"}}"#)
    }

    @Test func trustTellsEachSourceAndTheWorst() {
        var open = record("open", [1, 0], 3)
        open.addString(0, "/a", source: .userAtEntry)
        open.addString(0, "/b")
        #expect(members(open).hasSuffix(#""trust":{"filename":{"entry":"complete","exit":"complete","tampered":true}}"#))
        var same = record("open", [1, 0], 3)
        same.addString(0, "/a", source: .userAtEntry)
        same.addString(0, "/a")
        #expect(members(same).hasSuffix(#""trust":{"filename":{"entry":"complete","exit":"complete"}}"#))
        var write = record("write", [1, 2, 9], 9)
        write.addChunk(1, .bytes, [0x61], status: .complete)
        write.addChunk(1, .bytes, [0x61], status: .truncated)
        write.addChunk(1, .bytes, [], status: .unreadable, source: .kernel)
        #expect(members(write).hasSuffix(#""trust":{"buf":{"exit":"truncated","kernel":"unreadable"}}"#))
        // What the kernel writes as well may differ.
        var length = record("getsockopt", [1, 1, 4, 0x10, 0x20], 0)
        length.addChunk(4, .bytes, packed(Int32(8)), source: .userAtEntry)
        length.addChunk(4, .bytes, packed(Int32(4)))
        #expect(
            members(length).contains(#""optlen":{"before":8,"after":4}"#)
                && members(length).hasSuffix(#""trust":{"optlen":{"entry":"complete","exit":"complete"}}"#))
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000000000Z"), (-1, "1969-12-31T23:59:59.999999999Z"),
            (951_782_400_000_000_001, "2000-02-29T00:00:00.000000001Z"), (.max, "2262-04-11T23:47:16.854775807Z"),
            (.min, "1677-09-21T00:12:43.145224192Z"),
        ] as [(Int64, String)]) func times(nanoseconds: Int64, expected: String)
    {
        let output = OutputBuffer()
        var time = JSONTime()
        time.append(nanoseconds, to: output)
        time.append(nanoseconds, to: output)
        #expect(output.string == expected + expected)
    }
}
