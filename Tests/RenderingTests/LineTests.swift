import Events
import Glibc
import Schema
import Testing

@testable import Rendering

/// What stands around a call, and lines that are no calls.
@Suite struct LineTests {
    private static let second: UInt64 = 1_000_000_000
    /// 2023-11-14 22:13:20 UTC, as an offset from a monotonic clock at 0.
    private static let epoch: Int64 = 1_700_000_000 * 1_000_000_000

    private func exit(_ tid: UInt32, time: UInt64 = 0, start: UInt64? = nil) -> RecordBuilder {
        RecordBuilder(.call, number: 3, arguments: [1, 2, 0], result: 3, time: time, tid: tid, startTime: start)
    }

    private func options(_ change: (inout StraceOptions) -> Void) -> StraceOptions {
        var options = StraceOptions()
        options.resultColumn = 0
        change(&options)
        return options
    }

    @Test func prefixesBeginWithTheSecondTask() {
        let text = render([exit(10), exit(10), exit(11), exit(10)], options: options { _ in })
        let call = "test_lseek(1, 2, SEEK_SET) = 3\n"
        #expect(text == call + call + "[pid    11] " + call + "[pid    10] " + call)
    }

    @Test func prefixesOfFilesAreNumbersInAColumn() {
        let text = render(
            [exit(10), exit(123456)],
            options: options {
                $0.taskPrefix = .always
                $0.taskPrefixStyle = .file
            })
        #expect(text == "10    test_lseek(1, 2, SEEK_SET) = 3\n123456 test_lseek(1, 2, SEEK_SET) = 3\n")
        #expect(render([exit(1), exit(2)], options: options { $0.taskPrefix = .never }).hasPrefix("test_lseek"))
    }

    @Test func theColumnOfTheResultCountsThePrefix() {
        let text = render(
            [exit(1234)],
            options: options {
                $0.taskPrefix = .always
                $0.resultColumn = 50
            })
        #expect(text == "[pid  1234] test_lseek(1, 2, SEEK_SET)            = 3\n")
    }

    @Test(arguments: [
        (StraceOptions.Clock.epoch, false, "1700000001.500000 "),
        (.none, true, "     0.000000 "),
        (.epoch, true, "1700000001.500000 (+     0.000000) "),
    ]) func timesStandBeforeTheCall(clock: StraceOptions.Clock, relative: Bool, prefix: String) {
        let text = render(
            [exit(1, time: Self.second * 3 / 2)],
            options: options {
                $0.clock = clock
                $0.relativeTimes = relative
                $0.wallClockOffset = Self.epoch
            })
        #expect(text == prefix + "test_lseek(1, 2, SEEK_SET) = 3\n")
    }

    @Test func timesOfDayAreLocal() {
        var clock = time_t(1_700_000_001)
        var parts = tm()
        localtime_r(&clock, &parts)
        let two = { (number: Int32) in number < 10 ? "0\(number)" : "\(number)" }
        let day = "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
        for (style, expected) in [(StraceOptions.Clock.seconds, day), (.microseconds, day + ".500000")] {
            let text = render(
                [exit(1, time: Self.second * 3 / 2), exit(1, time: Self.second * 3 / 2)],
                options: options {
                    $0.clock = style
                    $0.wallClockOffset = Self.epoch
                })
            #expect(text.hasPrefix(expected + " test_lseek"))
        }
    }

    @Test func relativeTimesAndDurationsComeFromStarts() {
        let text = render(
            [
                exit(1, time: 2 * Self.second, start: 1 * Self.second), exit(1, time: 13_000_123_456, start: 13 * Self.second),
                exit(1, time: 14 * Self.second, start: 0),
            ],
            options: options {
                $0.relativeTimes = true
                $0.durations = true
            })
        let call = " test_lseek(1, 2, SEEK_SET) = 3 "
        let expected = [
            "     0.000000" + call + "<1.000000>", "    12.000000" + call + "<0.000123>", "     1.000000" + call + "<unavailable>",
        ]
        #expect(text.split(separator: "\n").map(String.init) == expected)
    }

    @Test func waysToEnd() {
        func ended(_ status: Int64) -> String { render([RecordBuilder(.taskExited, result: status)]) }
        #expect(ended(0) == "+++ exited with 0 +++\n")
        #expect(ended(7 << 8) == "+++ exited with 7 +++\n")
        #expect(ended(9) == "+++ killed by SIGKILL +++\n")
        #expect(ended(0x8b) == "+++ killed by SIGSEGV (core dumped) +++\n")
        #expect(render([RecordBuilder(.taskExited)], options: options { $0.quiet = 2 }).isEmpty)
        #expect(render([RecordBuilder(.threadReplaced, result: 77, tid: 70)]) == "+++ superseded by execve in pid 77 +++\n")
        #expect(render([RecordBuilder(.taskCreated, result: 77, tid: 70)]).isEmpty)
    }

    @Test func aBirthIsNoCallOfTheChild() {
        for name in ["clone", "clone3", "fork", "vfork"] {
            #expect(render([record(name, [0, 0], 0)]) { SyscallTable.of($0)[$1] }.isEmpty, "\(name)")
            #expect(!render([record(name, [0, 0], 5)]) { SyscallTable.of($0)[$1] }.isEmpty, "\(name)")
        }
    }

    private func signal(_ number: Int32, _ information: [UInt8]) -> RecordBuilder {
        let words = stride(from: 0, to: 48, by: 8).map { (start: Int) -> UInt64 in
            var word: UInt64 = 0
            for position in 0..<8 where start + position < information.count {
                word |= UInt64(information[start + position]) << UInt64(position * 8)
            }
            return word
        }
        return RecordBuilder(.signal, number: number, arguments: words)
    }

    @Test func signalsAreDecoded() {
        let cases: [(RecordBuilder, String)] = [
            (
                signal(2, packed(Int32(2), Int32(0), Int32(0), Int32(0), Int32(500), UInt32(1000))),
                "SIGINT {si_signo=SIGINT, si_code=SI_USER, si_pid=500, si_uid=1000}"
            ),
            (signal(2, packed(Int32(2), Int32(0), Int32(0x80))), "SIGINT {si_signo=SIGINT, si_code=SI_KERNEL}"),
            (
                signal(10, packed(Int32(10), Int32(0), Int32(-6), Int32(0), Int32(8), UInt32(0))),
                "SIGUSR1 {si_signo=SIGUSR1, si_code=SI_TKILL, si_pid=8, si_uid=0}"
            ),
            (
                signal(12, packed(Int32(12), Int32(0), Int32(-1), Int32(0), Int32(8), UInt32(0), UInt64(42))),
                "SIGUSR2 {si_signo=SIGUSR2, si_code=SI_QUEUE, si_pid=8, si_uid=0, si_int=42, si_ptr=0x2a}"
            ),
            (
                signal(17, packed(Int32(17), Int32(0), Int32(1), Int32(0), Int32(8), UInt32(0), UInt64(7), UInt64(0), UInt64(0))),
                "SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=8, si_uid=0, si_status=7, si_utime=0, si_stime=0}"
            ),
            (
                signal(17, packed(Int32(17), Int32(0), Int32(2), Int32(0), Int32(8), UInt32(0), UInt64(9), UInt64(1), UInt64(2))),
                "SIGCHLD {si_signo=SIGCHLD, si_code=CLD_KILLED, si_pid=8, si_uid=0, si_status=SIGKILL, si_utime=1, si_stime=2}"
            ),
            (
                signal(11, packed(Int32(11), Int32(0), Int32(1), Int32(0), UInt64(0))),
                "SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=NULL}"
            ),
            (
                signal(34, packed(Int32(34), Int32(0), Int32(-6), Int32(0), Int32(8), UInt32(0))),
                "SIGRT_2 {si_signo=SIGRT_2, si_code=SI_TKILL, si_pid=8, si_uid=0}"
            ),
            (RecordBuilder(.signal, number: 15), "SIGTERM {si_signo=SIGTERM}"),
        ]
        for (record, expected) in cases { #expect(render([record]) == "--- \(expected) ---\n") }
    }

    @Test func lossesNamePlaceAndTime() {
        let text = StraceText(lookup: TestTable.lookup)
        text.consume(Loss(count: 12, cpu: 1, from: 1_123_456_000, to: 2_234_567_000))
        text.consume(Loss(count: 1, cpu: 0, from: 0, to: 0))
        text.consume(Loss(count: 2, others: 1, cpu: 0, from: 0, to: 0))
        text.consume(Loss(count: 0, others: 3, cpu: 0, from: 0, to: 0))
        let lines = text.output.string.split(separator: "\n")
        #expect(lines.count == 4 && text.lineCount == 4)
        #expect(
            lines[0].hasPrefix("--- lost 12 calls on CPU 1 between ") && lines[0].hasSuffix(":02.234567 ---")
                && lines[0].contains(":01.123456 and "))
        #expect(lines[1].hasPrefix("--- lost 1 call on CPU 0 between "))
        #expect(lines[2].hasPrefix("--- lost 2 calls and 1 other event on CPU 0 between "))
        #expect(lines[3].hasPrefix("--- lost 3 other events on CPU 0 between "))
    }

    @Test(
        arguments: [
            ("read", [0, 1, 2], "read(0,  <unfinished ...>"),
            ("futex", [0x7f, 128, 2, 0], "futex(0x7f, FUTEX_WAIT_PRIVATE, 2, NULL <unfinished ...>"),
            ("pause", [], "pause( <unfinished ...>"),
            ("wait4", [-1, 0x10, 0, 0], "wait4(-1,  <unfinished ...>"),
            ("pipe", [0x10], "pipe( <unfinished ...>"),
            ("close", [3], "close(3 <unfinished ...>"),
        ] as [(String, [Int64], String)]) func callsThatHaveNotEnded(name: String, arguments: [Int64], expected: String)
    {
        let text = StraceText()
        let number = SyscallTable.of(.x86_64)[name: name]?.number ?? -1
        text.consume(
            unfinished: UnfinishedCall(
                tid: 1, tgid: 1, abi: .x86_64, number: Int32(number), arguments: arguments.map { UInt64(bitPattern: $0) }, time: 0))
        #expect(text.output.string == expected + "\n")
    }

    @Test func aChangeOfModeIsTold() {
        var messages: [RenderingMessage] = []
        let text = StraceText(lookup: TestTable.lookup) { messages.append($0) }
        let batch = RecordBatch()
        for (tid, abi) in [(1, ABI.x86_64), (1, .i386), (1, .i386), (2, .x86_64), (1, .x86_64)] as [(UInt32, ABI)] {
            RecordBuilder(.call, abi: abi, number: 12, tid: tid).bytes.withUnsafeBytes { _ = batch.append(bytes: $0, cpu: 0) }
        }
        [UInt8](repeating: 0, count: 4).withUnsafeBytes { _ = batch.append(bytes: $0, cpu: 0) }
        text.consume(batch)
        #expect(
            messages == [
                .mode(tid: 1, .i386), .mode(tid: 1, .x86_64), .malformed(.short(part: .header, offset: 0, needed: 32, available: 4)),
            ])
        #expect(messages[0].description == "[ Process PID=1 runs in 32 bit mode. ]")
    }

    @Test func coloursDoNotMoveTheColumn() {
        let plain = render([exit(1)], options: options { $0.resultColumn = 40 })
        let coloured = render(
            [exit(1)],
            options: options {
                $0.resultColumn = 40
                $0.colours = true
            })
        #expect(coloured != plain)
        #expect(coloured.replacing(/\u{1b}\[[0-9;]*m/, with: "") == plain)
    }
}

@Suite struct QuotingTests {
    private func quoted(_ bytes: [UInt8], _ style: HexadecimalStrings = .never) -> String {
        let output = OutputBuffer()
        bytes.withUnsafeBytes { output.append(quoted: $0, style) }
        return output.string
    }

    @Test(
        arguments: [
            ([], #""""#),
            (Array("plain".utf8), #""plain""#),
            (Array("a\"b\\c".utf8), #""a\"b\\c""#),
            ([9, 10, 11, 12, 13], #""\t\n\v\f\r""#),
            ([0], #""\0""#), ([27], #""\33""#), ([127, 128, 255], #""\177\200\377""#),
            ([1, 0x38], #""\18""#), ([1, 0x37], #""\0017""#), ([0, 0x30], #""\0000""#), ([27, 0x31], #""\0331""#),
            ([255, 0x31], #""\3771""#),
        ] as [([UInt8], String)]) func octal(bytes: [UInt8], expected: String)
    { #expect(quoted(bytes) == expected) }

    @Test func hexadecimalStrings() {
        #expect(quoted(Array("ab\n".utf8), .unprintable) == #""ab\n""#)
        #expect(quoted([0x61, 0], .unprintable) == #""\x61\x00""#)
        #expect(quoted([0x61, 0xc3], .unprintable) == #""\x61\xc3""#)
        #expect(quoted(Array("ab".utf8), .all) == #""\x61\x62""#)
    }

    @Test func nothingButPrintableCharactersComesThrough() {
        for style in [HexadecimalStrings.never, .unprintable, .all] {
            let text = quoted((0...255).map { UInt8($0) } + (0...255).reversed().map { UInt8($0) }, style)
            #expect(text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f })
        }
    }
}

@Suite struct OutputBufferTests {
    @Test(arguments: [0, 1, 9, 10, 99, 100, 12345, UInt64(UInt32.max), 9_999_999_999_999_999_999, 10_000_000_000_000_000_000, .max])
    func numbers(value: UInt64) {
        let output = OutputBuffer(capacity: 1)
        output.append(decimal: value)
        output.append(byte: 0x20)
        output.append(hexadecimal: value)
        output.append(byte: 0x20)
        output.append(octal: value)
        let octal = String(value, radix: 8)
        let hexadecimal = value == 0 ? "0" : "0x" + String(value, radix: 16)
        #expect(output.string == "\(value) \(hexadecimal) \(value == 0 ? "000" : octal.count == 1 ? "00\(octal)" : "0" + octal)")
    }

    @Test func signedNumbersAndWidths() {
        let output = OutputBuffer()
        output.append(decimal: Int64.min)
        output.append(decimal: 42 as UInt64, width: 5, fill: 0x20)
        output.append(decimal: 123456 as UInt64, width: 5, fill: 0x30)
        #expect(output.string == "-9223372036854775808   42123456")
    }

    @Test func bytesAreLentAndForgotten() {
        let output = OutputBuffer(capacity: 1)
        for round in 0..<3 {
            for _ in 0..<1000 { output.append(string: "0123456789") }
            #expect(output.withUnsafeBytes { $0.count } == 10_000)
            output.truncate(to: 5)
            #expect(output.string == "01234")
            output.removeAll(keepingCapacity: round == 0)
            #expect(output.isEmpty)
        }
    }
}
