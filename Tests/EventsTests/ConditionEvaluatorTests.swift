import Schema
import Testing

@testable import Events

/// condition and record → holds or not: what kernel programs never see, and values that are missing.
@Suite struct ConditionEvaluatorTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let condition: CallCondition
        let record: RecordBuilder
        let holds: Bool
        var testDescription: String { name }

        init(_ name: String, _ condition: CallCondition, _ record: RecordBuilder, _ holds: Bool) {
            (self.name, self.condition, self.record, self.holds) = (name, condition, record, holds)
        }
    }

    private static func number(_ source: NumberTest.Source, _ relation: NumberRelation, _ value: Int64, bytes: Int = 8) -> CallCondition {
        .number(NumberTest(source, NumberFormat(bytes: bytes, isSigned: true), relation, UInt64(bitPattern: value)))
    }

    private static func text(_ source: TextTest.Source, _ relation: TextRelation, _ value: String) -> CallCondition {
        .text(TextTest(source, relation, Array(value.utf8)))
    }

    private static func call(
        _ arguments: [UInt64] = [1, 2], result: Int64 = 0, startTime: UInt64? = nil, identity: RecordBuilder.Identity? = nil,
        flags: RecordFlags = [], _ change: (inout RecordBuilder) -> Void = { _ in }
    ) -> RecordBuilder {
        var builder = RecordBuilder(
            .call, arguments: arguments, result: result, time: 1000, tid: 12, tgid: 10, startTime: startTime, identity: identity,
            flags: flags)
        change(&builder)
        return builder
    }

    private static func string(_ text: String, _ status: ChunkStatus = .complete) -> RecordBuilder {
        call { $0.addString(1, text, status: status) }
    }

    private static func bytes(_ bytes: [UInt8], _ status: ChunkStatus = .complete) -> RecordBuilder {
        call { $0.addChunk(1, .bytes, bytes, status: status) }
    }

    private static let shell = RecordBuilder.Identity(user: 1000, group: 7, command: "bash")
    private static let argument = TextTest.Source.argument(1)
    private static let size = StructureMember(argument: 1, offset: 8, size: 4, name: "size", kind: .signed32)
    private static let label = StructureMember(argument: 1, offset: 2, size: 4, name: "label", kind: .string)

    // swift-format-ignore
    static let values: [Row] = [
        Row("result",                      number(.result, .less, 0),                       call(result: -2),                       true),
        Row("no result",                   number(.result, .equal, 0),                      call(flags: .noResult),                 false),
        Row("not, without a result",       .not(number(.result, .equal, 0)),                call(flags: .noResult),                 true),
        Row("errno",                       number(.error, .equal, 2),                       call(result: -2),                       true),
        Row("errno of a success",          number(.error, .equal, 0),                       call(result: 5),                        true),
        Row("the last errno",              number(.error, .equal, 4095),                    call(result: -4095),                    true),
        Row("no errno beyond",             number(.error, .equal, 0),                       call(result: -4096),                    true),
        Row("no errno without a result",   number(.error, .greaterOrEqual, 0),              call(flags: .noResult),                 false),
        Row("process",                     number(.process, .equal, 10),                    call(),                                 true),
        Row("thread",                      number(.thread, .equal, 12),                     call(),                                 true),
        Row("user",                        number(.user, .equal, 1000),                     call(identity: shell),                  true),
        Row("group",                       number(.group, .equal, 7),                       call(startTime: 5, identity: shell),    true),
        Row("no user",                     number(.user, .notEqual, 1),                     call(),                                 false),
        Row("duration",                    number(.duration, .equal, 400),                  call(startTime: 600),                   true),
        Row("a start that was not seen",   number(.duration, .greater, 0),                  call(startTime: 0),                     false),
        Row("no start",                    number(.duration, .greater, 0),                  call(),                                 false),
        Row("argument",                    number(.argument(1), .equal, 2),                 call(),                                 true),
        Row("the low half of an argument", number(.argument(0), .equal, -1, bytes: 4),      call([0xdead_beef_ffff_ffff]),          true),
        Row("no such argument",            number(.argument(2), .equal, 0),                 call(),                                 false),
        Row("arguments that are gone",     number(.argument(0), .equal, 0),                 call([0], flags: .noArguments),         false),
        Row("member",                      number(.member(size), .equal, -2, bytes: 4),     bytes([0, 0, 0, 0, 0, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff]), true),
        Row("a member that was cut",       number(.member(size), .notEqual, 0, bytes: 4),   bytes([0, 0, 0, 0, 0, 0, 0, 0, 0xfe], .truncated), false),
        Row("a member without memory",     number(.member(size), .notEqual, 0, bytes: 4),   bytes([], .unreadable),                 false),
        Row("a member of nothing",         number(.member(size), .notEqual, 0, bytes: 4),   call(),                                 false),
        Row("port",                        number(.port(1), .equal, 443, bytes: 4),         bytes([2, 0, 1, 0xbb, 127, 0, 0, 1]),   true),
        Row("port of IPv6",                number(.port(1), .equal, 443, bytes: 4),         bytes([10, 0, 1, 0xbb]),                true),
        Row("no port of other families",   number(.port(1), .notEqual, 443, bytes: 4),      bytes([1, 0, 1, 0xbb]),                 false),
        Row("a port that was cut",         number(.port(1), .notEqual, 443, bytes: 4),      bytes([2, 0, 1]),                       false),
    ]

    // swift-format-ignore
    static let texts: [Row] = [
        Row("equal",                       text(argument, .equal, "/etc"),                  string("/etc"),                         true),
        Row("longer",                      text(argument, .equal, "/etc"),                  string("/etc/"),                        false),
        Row("equal, and cut",              text(argument, .equal, "/etc"),                  string("/etc", .truncated),             false),
        Row("other, and cut",              text(argument, .notEqual, "/etc"),               string("/etc", .truncated),             true),
        Row("unreadable is not equal",     text(argument, .equal, ""),                      string("", .unreadable),                false),
        Row("unreadable is not other",     text(argument, .notEqual, "x"),                  string("", .unreadable),                false),
        Row("not captured",                text(argument, .hasPrefix, ""),                  call(),                                 false),
        Row("prefix",                      text(argument, .hasPrefix, "/e"),                string("/etc", .truncated),             true),
        Row("too short for a prefix",      text(argument, .hasPrefix, "/etc/"),             string("/etc"),                         false),
        Row("suffix",                      text(argument, .hasSuffix, "tc"),                string("/etc"),                         true),
        Row("suffix of a cut text",        text(argument, .hasSuffix, "tc"),                string("/etc", .truncated),             false),
        Row("too short for a suffix",      text(argument, .hasSuffix, "//etc"),             string("/etc"),                         false),
        Row("contains",                    text(argument, .contains, "aab"),                string("aaab"),                         true),
        Row("contains at the end",         text(argument, .contains, "b"),                  string("aaab"),                         true),
        Row("contains what is cut",        text(argument, .contains, "aab"),                string("aaab", .truncated),             true),
        Row("contains half of it",         text(argument, .contains, "aabb"),               string("aaab"),                         false),
        Row("contains nothing",            text(argument, .contains, ""),                   string(""),                             true),
        Row("is contained by nothing",     text(argument, .contains, "a"),                  string(""),                             false),
        Row("matches",                     text(argument, .matches, "^/(etc|usr)/.*[.]so$"), string("/usr/lib/x.so"),               true),
        Row("matches nothing",             text(argument, .matches, "^$"),                  string(""),                             true),
        Row("matches no end of a cut one", text(argument, .matches, "so$"),                 string("/usr/lib/x.so", .truncated),    false),
        Row("matches bytes",               text(argument, .matches, "^.b"),                 bytes([0xff, 0x62]),                    true),
        Row("matches behind a NUL",        text(argument, .matches, "b$"),                  bytes([0x61, 0, 0x62]),                 true),
        Row("no expression",               text(argument, .matches, "("),                   string("("),                            false),
        Row("name",                        text(.command, .equal, "bash"),                  call(identity: shell),                  true),
        Row("no name",                     text(.command, .notEqual, "x"),                  call(),                                 false),
        Row("text in place",               text(.member(label), .equal, "ab"),              bytes([0, 0, 0x61, 0x62, 0, 0x63]),     true),
        Row("text in place without end",   text(.member(label), .equal, "abcd"),            bytes([0, 0, 0x61, 0x62, 0x63, 0x64]),  true),
        Row("text beyond the memory",      text(.member(label), .notEqual, "ab"),           bytes([0, 0, 0x61, 0x62]),              false),
        Row("socket path",                 text(.socketPath(1), .hasPrefix, "/r"),          bytes([1, 0] + Array("/run/x\0y".utf8)), true),
        Row("the end of a socket path",    text(.socketPath(1), .hasSuffix, "x"),           bytes([1, 0] + Array("/run/x\0y".utf8)), true),
        Row("abstract socket",             text(.socketPath(1), .notEqual, "x"),            bytes([1, 0, 0, 0x61]),                 false),
        Row("no path of other families",   text(.socketPath(1), .notEqual, "x"),            bytes([2, 0, 0x61, 0x61]),              false),
    ]

    static let combinations: [Row] = [
        Row("all", .all([number(.result, .equal, 0), number(.thread, .equal, 12)]), call(), true),
        Row("not all", .all([number(.result, .equal, 0), number(.thread, .equal, 13)]), call(), false),
        Row("any", .any([number(.result, .equal, 1), number(.thread, .equal, 12)]), call(), true),
        Row("none", .any([number(.result, .equal, 1), number(.thread, .equal, 13)]), call(), false),
        Row("always", .constant(true), call(), true), Row("never", .constant(false), call(), false),
    ]

    @Test(arguments: values + texts + combinations) func evaluates(row: Row) throws {
        try row.record.withView { record in
            #expect(ConditionEvaluator(row.condition).holds(record) == row.holds)
            #expect(ConditionEvaluator(.not(row.condition)).holds(record) != row.holds)
        }
    }

    @Test func theEndOfACallCountsWhereThereAreTwoMoments() throws {
        let record = Self.call {
            $0.addChunk(1, .bytes, [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0], source: .userAtEntry)
            $0.addChunk(1, .bytes, [0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0], source: .userAtExit)
        }
        try record.withView { record in
            #expect(ConditionEvaluator(Self.number(.member(Self.size), .equal, 2, bytes: 4)).holds(record))
        }
    }

    @Test func theFilterAsksOnceForEachCall() throws {
        var asked: [Int] = []
        let filter = ConditionFilter { _, number in
            asked.append(number)
            return number == 3 ? Self.number(.result, .less, 0) : .constant(true)
        }
        let records: [(Int32, Int64, Bool)] = [(3, 0, false), (3, -1, true), (4, 0, true), (4, -1, true), (3, 0, false)]
        for (number, result, isKept) in records {
            try RecordBuilder(.call, number: number, result: result).withView { #expect(filter.keeps($0) == isKept) }
        }
        #expect(asked == [3, 4])
    }

    @Test func identityIsPinnedByItsBytes() throws {
        let record = RecordBuilder(
            .call, number: 3, startTime: 9, identity: RecordBuilder.Identity(user: 0x0102, group: 0x0304, command: "sixteen-letters-"))
        #expect(record.bytes[2] == 17)
        #expect(record.bytes[32..<40] == [9, 0, 0, 0, 0, 0, 0, 0])
        #expect(record.bytes[40...] == [2, 1, 0, 0, 4, 3, 0, 0] + Array("sixteen-letters".utf8)[...] + [0])
        try record.withView { #expect($0.user == 0x0102 && $0.group == 0x0304 && $0.command?.count == 15) }
        let cut = Array(record.bytes.dropLast(8))
        #expect(throws: RecordError.short(part: .identity, offset: 40, needed: 24, available: 16)) {
            try cut.withUnsafeBytes { _ = try RecordView($0) }
        }
    }
}
