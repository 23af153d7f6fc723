import Events
import Schema
import Testing

@testable import Rendering

/// The form of each kind of value.
@Suite struct JSONValueTests {
    private static let tail: [UInt8] = [0x61, 0xe2, 0x82]

    static let texts: [(bytes: [UInt8], cut: Bool, expected: String)] = [
        (Array("/etc/passwd".utf8), false, #""/etc/passwd""#),
        ([], false, #""""#),
        ([], true, #"{"string":"","truncated":true}"#),
        (Array("abc".utf8), true, #"{"string":"abc","truncated":true}"#),
        (Array("a\"b\\c/d".utf8), false, #""a\"b\\c/d""#),
        ([0, 1, 8, 9, 10, 11, 12, 13, 27, 31, 127], false, #""\u0000\u0001\b\t\n\u000b\f\r\u001b\u001f\u007f""#),
        (Array("grüße 日本 😀".utf8), false, #""grüße 日本 😀""#),
        // C1 controls, separators, direction, invisible, tags, no characters: escaped.
        (
            Array("\u{80}\u{9b}\u{2028}\u{2029}\u{202e}\u{2066}\u{200b}\u{feff}\u{ffff}\u{e0041}".utf8), false,
            #""\u0080\u009b\u2028\u2029\u202e\u2066\u200b\ufeff\uffff\udb40\udc41""#
        ),
        // The ends of the ranges of UTF-8.
        (
            Array("\u{a0}\u{7ff}\u{800}\u{d7ff}\u{e000}\u{fffd}\u{10000}\u{10ffff}".utf8), false,
            "\"\u{a0}\u{7ff}\u{800}\u{d7ff}\u{e000}\u{fffd}\u{10000}\u{10ffff}\""
        ),
        ([0xff], false, #"{"bytes":"ff"}"#),
        ([0x61, 0x80], false, #"{"bytes":"6180"}"#),
        // Overlong forms, surrogates, beyond the last character, a character without its end.
        ([0xc0, 0xaf], false, #"{"bytes":"c0af"}"#),
        ([0xc1, 0xbf], false, #"{"bytes":"c1bf"}"#),
        ([0xe0, 0x9f, 0xbf], false, #"{"bytes":"e09fbf"}"#),
        ([0xed, 0xa0, 0x80], false, #"{"bytes":"eda080"}"#),
        ([0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80], false, #"{"bytes":"eda0bdedb880"}"#),
        ([0xf0, 0x8f, 0xbf, 0xbf], false, #"{"bytes":"f08fbfbf"}"#),
        ([0xf4, 0x90, 0x80, 0x80], false, #"{"bytes":"f4908080"}"#),
        ([0xf5, 0x80, 0x80, 0x80], false, #"{"bytes":"f5808080"}"#),
        (tail, false, #"{"bytes":"61e282"}"#),
        // Cut within a character: the rest of the text stays text.
        (tail, true, #"{"string":"a","tail":"e282","truncated":true}"#),
        ([0xf0, 0x9f], true, #"{"string":"","tail":"f09f","truncated":true}"#),
        ([0xff, 0x61], true, #"{"bytes":"ff61","truncated":true}"#),
        ([0xed, 0xa0], true, #"{"bytes":"eda0","truncated":true}"#),
        // What would be taken for an address.
        (Array("0x7f".utf8), false, #"{"string":"0x7f"}"#),
        (Array("0x".utf8), false, #""0x""#),
        (Array("0xyz".utf8), false, #""0xyz""#),
        (Array("0x7F".utf8), false, #""0x7F""#),
        (Array("00x7".utf8), false, #""00x7""#),
    ]

    @Test(arguments: texts.indices) func text(index: Int) throws {
        let (bytes, cut, expected) = Self.texts[index]
        let written = value { sink in bytes.withUnsafeBytes { sink.string($0, cut ? .cut : .whole) } }
        #expect(written == expected)
        if case .string(let text) = try JSONValue(written) { #expect(Array(text.utf8) == bytes) }
    }

    /// What a writer makes of one value.
    private func value(_ body: (JSONWriter) -> Void) -> String {
        let writer = JSONWriter(output: OutputBuffer())
        writer.beginLoose()
        body(writer)
        writer.endLoose()
        return writer.output.string
    }

    private static let flags = NameSet(ConstantSet("json_flags", .flags, prefix: "F_", [Constant("F_A", 1), Constant("F_B", 2)]))
    private static let names = NameSet(ConstantSet("json_names", .enumeration, prefix: "N_", [Constant("N_A", 1, mask: .max)]))

    @Test func scalars() {
        let cases: [((JSONWriter) -> Void, String)] = [
            ({ $0.signed(.min) }, "-9223372036854775808"),
            ({ $0.unsigned(.max) }, "18446744073709551615"),
            ({ $0.hexadecimal(255) }, "255"),
            ({ $0.product(8, 1024) }, "8192"),
            ({ $0.permissions(0o644) }, "420"),
            ({ $0.fileMode(0o104755) }, #"{"type":"S_IFREG","permissions":2541}"#),
            ({ $0.fileMode(0o170644) }, "61860"),
            ({ $0.address(0) }, #""0x0""#),
            ({ $0.address(.max) }, #""0xffffffffffffffff""#),
            ({ $0.address(0x7f00) }, #""0x7f00""#),
            ({ $0.descriptor(-1) }, "-1"),
            ({ $0.identity(.max) }, "-1"),
            ({ $0.identity(.max - 1) }, "4294967294"),
            ({ $0.device(0x103) }, #"{"major":1,"minor":3}"#),
            ({ $0.constants(Self.flags, 0) }, "[]"),
            ({ $0.constants(Self.flags, 3) }, #"["F_A","F_B"]"#),
            ({ $0.constants(Self.flags, 0x8000_0000_0000_0002) }, #"["F_B",9223372036854775808]"#),
            ({ $0.constants(Self.flags, 4) }, "[4]"),
            ({ $0.constants(Self.names, 1) }, #""N_A""#),
            ({ $0.constants(Self.names, 2) }, "2"),
            ({ $0.signal(9) }, #""SIGKILL""#),
            ({ $0.signal(0) }, "0"),
            ({ $0.signal(-1) }, "-1"),
            ({ $0.signalSet(0) }, "[]"),
            ({ $0.signalSet(1 | 1 << 63) }, #"["SIGHUP","SIGRT_32"]"#),
            ({ $0.unavailable() }, "null"),
            ({ _ in }, "null"),
        ]
        for (body, expected) in cases { #expect(value(body) == expected) }
    }

    @Test(
        arguments: [
            (0, #"{"status":0,"exited":0}"#), (0x700, #"{"status":1792,"exited":7}"#),
            (9, #"{"status":9,"killed":"SIGKILL","core_dumped":false}"#), (0x8b, #"{"status":139,"killed":"SIGSEGV","core_dumped":true}"#),
            (0x137f, #"{"status":4991,"stopped":"SIGSTOP"}"#), (0x857f, #"{"status":34175,"stopped":"SIGTRAP","system_call":true}"#),
            (0x3057f, #"{"status":198015,"stopped":"SIGTRAP","event":3}"#), (0xffff, #"{"status":65535,"continued":true}"#),
        ] as [(UInt32, String)]) func waitStatus(status: UInt32, expected: String)
    {
        #expect(value { $0.waitStatus(status) } == expected)
    }

    @Test func bytes() {
        let bytes: [UInt8] = [0x41, 0xff, 0x00]
        bytes.withUnsafeBytes { bytes in
            #expect(value { $0.noise(bytes, .whole) } == #"{"bytes":"41ff00"}"#)
            #expect(value { $0.noise(bytes, .cut) } == #"{"bytes":"41ff00","truncated":true}"#)
            #expect(value { $0.processorSet(UnsafeRawBufferPointer(rebasing: bytes.prefix(1)), .whole) } == "[0,6]")
            #expect(
                value { $0.processorSet(UnsafeRawBufferPointer(rebasing: bytes.prefix(1)), .cut) } == #"{"array":[0,6],"truncated":true}"#)
            #expect(value { $0.abstractName(UnsafeRawBufferPointer(rebasing: bytes.prefix(1))) } == #""\u0000A""#)
            #expect(value { $0.abstractName(bytes) } == #"{"bytes":"0041ff00"}"#)
        }
    }

    @Test func valuesMadeOfValues() {
        let cases: [((JSONWriter) -> Void, String)] = [
            (
                {
                    $0.beginArray(); $0.endArray(.whole)
                }, "[]"
            ),
            (
                {
                    $0.beginArray(); $0.endArray(.cut)
                }, #"{"array":[],"truncated":true}"#
            ),
            (
                {
                    $0.beginStructure("s"); $0.endStructure(.whole)
                }, "{}"
            ),
            (
                {
                    $0.beginStructure("s"); $0.endStructure(.cut)
                }, #"{"truncated":true}"#
            ),
            (
                {
                    $0.beginStructure("s")
                    $0.beginField("a")
                    $0.beginArray()
                    for number in 1...2 {
                        $0.beginElement()
                        $0.unsigned(UInt64(number))
                    }
                    $0.endArray(.cut)
                    $0.beginField("b")
                    $0.signed(-1)
                    $0.endStructure(.cut)
                }, #"{"a":{"array":[1,2],"truncated":true},"b":-1,"truncated":true}"#
            ),
            (
                {
                    $0.beginReference(); $0.signed(1); $0.endReference()
                }, "1"
            ),
            (
                {
                    $0.beginReference(); $0.signed(1); $0.becomes(); $0.signed(2); $0.endReference()
                }, #"{"before":1,"after":2}"#
            ),
            (
                {
                    $0.signed(1); $0.becomes(); $0.beginArray(); $0.endArray(.cut)
                },
                #"{"before":1,"after":{"array":[],"truncated":true}}"#
            ),
            (
                {
                    $0.signed(1); $0.becomes()
                }, #"{"before":1,"after":null}"#
            ),
            (
                {
                    $0.beginFunction("htons"); $0.beginParameter(); $0.unsigned(443); $0.endFunction()
                }, "443"
            ),
            (
                {
                    $0.beginFunction("_IOC")
                    $0.beginParameter()
                    $0.word("_IOC_READ")
                    $0.beginParameter()
                    $0.hexadecimal(120)
                    $0.endFunction()
                }, #"{"function":"_IOC","parameters":["_IOC_READ",120]}"#
            ),
            (
                {
                    $0.beginCombination()
                    $0.beginAlternative()
                    $0.word("A")
                    $0.shifted(by: "28")
                    $0.beginAlternative()
                    $0.hexadecimal(5)
                    $0.endCombination()
                }, #"[{"value":"A","shift":28},5]"#
            ),
            (
                {
                    $0.beginCombination()
                    $0.beginAlternative()
                    $0.constants(Self.flags, 7)
                    $0.beginAlternative()
                    $0.unsigned(21)
                    $0.shifted(by: "F_SHIFT")
                    $0.beginAlternative()
                    $0.constants(Self.flags, 0)
                    $0.endCombination()
                }, #"["F_A","F_B",4,{"value":21,"shift":"F_SHIFT"},0]"#
            ),
            (
                {
                    $0.address(0x10); $0.count(2, of: "var")
                }, #"{"address":"0x10","count":2}"#
            ),
            ({ $0.count(2, of: "var") }, #"{"address":null,"count":2}"#),
            (
                {
                    $0.signed(5); $0.moment(seconds: 5, nanoseconds: 0)
                }, "5"
            ),
        ]
        for (body, expected) in cases { #expect(value(body) == expected) }
    }

    @Test func socketAddresses() {
        let bytes: [UInt8] = [2, 0, 0x01, 0xbb, 127, 0, 0, 1] + [UInt8](repeating: 0, count: 8)
        let connect = record("connect", [3, 0x10, 16], 0) { $0.addChunk(1, .bytes, bytes, source: .userAtEntry) }
        #expect(
            members(connect).hasPrefix(
                #""arguments":{"fd":3,"uservaddr":{"sa_family":"AF_INET","sin_port":443,"sin_addr":"127.0.0.1"},"addrlen":16},"result":0"#))
    }

    @Test func structuresAreComplete() throws {
        let status = record("newfstatat", [-100, 1, 2, 0], 0) {
            $0.addString(1, "/etc")
            $0.addChunk(2, .bytes, [UInt8](repeating: 1, count: 144))
        }
        let line = try #require(renderJSON([status]).first)
        let fields = try JSONValue(line)["arguments"]?["statbuf"]
        #expect(fields?["st_ino"] == .number("72340172838076673") && fields?["truncated"] == nil)
    }

    @Test func dataIsCutAtTheLimit() {
        var options = JSONOptions()
        options.dataLimit = 2
        let write = record("write", [1, 2, 4], 4) { $0.addChunk(1, .bytes, Array("four".utf8)) }
        #expect(members(write, options: options).contains(#""buf":{"string":"fo","truncated":true}"#))
        #expect(members(write).contains(#""buf":"four""#))
    }
}
