import Foundation
import Rules
import Schema
import Testing

@Suite struct ConditionTests {
    private func check(_ text: String) -> Checked<Condition?> {
        Condition.check(SourceText(label: "-e", text: text), names: SmallTable())
    }

    /// Text → the condition, fully parenthesised.
    // swift-format-ignore
    static let accepted: [(text: String, condition: String)] = [
        ("openat",                                     "openat"),
        ("openat && filename ^= \"/etc\" && ret < 0",  "(openat && filename ^= \"/etc\" && ret < 0)"),
        ("openat||close",                              "(openat || close)"),
        ("openat || close && ret<0",                   "(openat || (close && ret < 0))"),
        ("openat && ret < 0 || close",                 "((openat && ret < 0) || close)"),
        ("(openat || close) && ret < 0",               "((openat || close) && ret < 0)"),
        ("!openat && !(close || read)",                "(!openat && !(close || read))"),
        ("!!openat",                                   "!!openat"),
        ("((openat))",                                 "openat"),
        ("%file && fd == 3",                           "(%file && fd == 3)"),
        ("openat@64 || 80",                            "(openat@64 || 80)"),
        ("(/^(open|stat) && ret >= 0)",                "(/^(open|stat) && ret >= 0)"),
        ("?nosuchcall || ?/^nosuch || read",           "(?nosuchcall || ?/^nosuch || read)"),
        ("close == 3",                                 "close == 3"),
        ("write && count > 4k",                        "(write && count > 4096)"),
        ("flags & O_CREAT",                            "flags & O_CREAT"),
        ("flags & 0x40 && dfd != 0644",                "(flags & 64 && dfd != 420)"),
        ("errno == ENOENT || errno == 13",             "(errno == ENOENT || errno == 13)"),
        ("addr.port == 443",                           "addr.port == 443"),
        ("duration >= 1.5ms",                          "duration >= 1500000ns"),
        ("duration < 2s && duration > 10us",           "(duration < 2000000000ns && duration > 10000ns)"),
        ("duration != 7ns",                            "duration != 7ns"),
        ("ret == -1",                                  "ret == -1"),
        ("ret == 18446744073709551615",                "ret == 18446744073709551615"),
        ("ret == -9223372036854775808",                "ret == -9223372036854775808"),
        ("count < 2M || count > 1G",                   "(count < 2097152 || count > 1073741824)"),
        ("comm == \"a\\\"b\\\\c\\n\\u{e9}\"",          "comm == \"a\\\"b\\\\c\\né\""),
        ("comm $= \"git\" || comm *= \"docker\"",      "(comm $= \"git\" || comm *= \"docker\")"),
        ("comm ~ \"^kworker/[0-9]+\"",                 "comm ~ \"^kworker/[0-9]+\""),
    ]

    @Test(arguments: accepted) func accepts(text: String, condition: String) throws {
        let checked = check(text)
        #expect(checked.diagnostics == [])
        let parsed = try #require(checked.value)
        #expect(parsed.description == condition)
        #expect(check(parsed.description).value == parsed, "what is printed can be read")
    }

    @Test func namesBecomeNumbers() {
        guard case .all(let members)? = check("openat && %process").value, case .calls(let named) = members[0],
            case .calls(let classed) = members[1]
        else {
            Issue.record("the condition has another shape")
            return
        }
        #expect(named.calls[.x86_64] == SyscallSet([257]) && named.calls[.i386] == SyscallSet([295]))
        #expect(classed.calls[.x86_64] == SyscallSet([59, 60, 61]))
    }

    /// The offending part stands between « and ».
    // swift-format-ignore
    static let refused: [(text: String, description: String)] = [
        ("«»",                          "a condition is missing here"),
        ("openat && «»",                "a condition is missing here"),
        ("«&&» openat",                 "something is missing before '&&'"),
        ("openat && «||» close",        "something is missing before '||'"),
        ("«==» 3",                      "something is missing before '=='"),
        ("«(»openat",                   "this '(' is not closed"),
        ("openat«)»",                   "this ')' closes nothing"),
        ("(«)»",                        "something is missing before ')'"),
        ("openat «close»",              "an operator is missing before 'close'; '&&' means and, '||' means or"),
        ("(openat «close»)",            "an operator is missing before 'close'; '&&' means and, '||' means or"),
        ("openat«,» close",             "',' means nothing here; '||' means or"),
        ("ret «=» 3",                   "'=' means nothing here; '==' compares"),
        ("comm «=~» \"a\"",             "'=~' means nothing here; '~' matches a regular expression"),
        ("openat «|» close",            "'|' means nothing here; '||' means or"),
        ("comm == «'»a'",               "''' means nothing here; texts stand in double quotes"),
        ("openat «é»",                  "'é' means nothing here"),
        ("comm == «\"abc»",             "this text has no end; a '\"' closes it"),
        ("comm == \"a«\\q»\"",          "'\\q' is not an escape; there are \\\", \\\\, \\n, \\r, \\t and \\u{…}"),
        ("comm == \"a«\\u»{d800}\"",    "'\\u' is not an escape; there are \\\", \\\\, \\n, \\r, \\t and \\u{…}"),
        ("comm == \"a«\\»",             "an escape is not finished; '\\\\' is one backslash"),
        ("«opennat» && ret < 0",        "no system call is called 'opennat'; did you mean 'openat'?"),
        ("«ret» && openat",             "'ret' is a field, not a call; compare it with something: ret != 0"),
        ("openat && «count»",           "'count' is a field, not a call; compare it with something: count != 0"),
        ("«rett» < 0",                  "no field is called 'rett'; did you mean 'ret'?"),
        ("«filname» ^= \"/\"",          "no field is called 'filname'; did you mean 'filename'?"),
        ("«3» == ret",                  "a field stands on the left, the value on the right"),
        ("ret < 0 «<» 3",               "comparisons do not chain; join two of them with '&&'"),
        ("ret < «»",                    "a value is missing after '<'"),
        ("ret < «&&»",                  "a value is missing after '<'"),
        ("flags & «%file»",             "a value is missing after '&'"),
        ("ret «^=» \"a\"",              "'^=' compares texts, and 'ret' is a number"),
        ("comm «<» \"a\"",              "'<' compares numbers, and 'comm' is a text"),
        ("duration «&» 1s",             "'&' compares numbers, and 'duration' is a duration"),
        ("filename ^= «3»",             "'^=' needs a text; texts stand in double quotes"),
        ("count > «\"a\"»",             "'>' needs a number"),
        ("ret == «\"a\"»",              "'ret' is a number, and '\"a\"' is not"),
        ("ret == «ENOENT»",             "'ret' is a number, and 'ENOENT' is not"),
        ("comm == «bash»",              "'comm' is a text; texts stand in double quotes: \"bash\""),
        ("comm == «3»",                 "'comm' is a text, and '3' is not"),
        ("duration > «10»",             "a duration has a unit; 10ms are milliseconds; there are ns, us, ms and s"),
        ("ret > «10ms»",                "'ret' is a number, and '10ms' is not"),
        ("duration > «-1s»",            "a duration is not negative"),
        ("comm ~ «\"(\"»",              "this is not a regular expression: Unmatched ( or \\("),
        ("ret == «18446744073709551616»", "'18446744073709551616' does not fit in 64 bits"),
        ("ret == «-9223372036854775809»", "'-9223372036854775809' does not fit in 64 bits"),
        ("ret == «0x10000000000000000000000000000000000000»", "'0x10000000000000000000000000000000000000' does not fit in 64 bits"),
        ("ret == «089»",                "'089' is not a number; numbers are decimal, octal (0644) or hexadecimal (0xff), with k, M or G, or with ns, us, ms or s"),
        ("ret == «1.5»",                "'1.5' is not a number; numbers are decimal, octal (0644) or hexadecimal (0xff), with k, M or G, or with ns, us, ms or s"),
        ("duration > «1.2345ns»",       "'1.2345ns' is not a number; numbers are decimal, octal (0644) or hexadecimal (0xff), with k, M or G, or with ns, us, ms or s"),
        ("«\"abc\"»",                   "a text stands alone; compare it with a field: comm == \"abc\""),
    ]

    @Test(arguments: refused) func refuses(marked: String, description: String) {
        let parts = marked.split(separator: /[«»]/, omittingEmptySubsequences: false).map { $0.utf8.count }
        let checked = check(marked.replacing(/[«»]/, with: ""))
        #expect(checked.diagnostics.map(\.description) == [description])
        #expect(checked.diagnostics.map(\.range) == [parts[0]..<parts[0] + parts[1]])
        #expect(!checked.isValid)
    }

    @Test func allWrongNamesAreReported() {
        let checked = check("opnat && rett < 0 || comm == bash")
        #expect(
            checked.diagnostics.map(\.message) == [
                "no system call is called 'opnat'", "no field is called 'rett'", "'comm' is a text",
            ])
    }

    @Test func nestingHasALimit() {
        func nested(_ depth: Int) -> String { String(repeating: "(", count: depth) + "openat" + String(repeating: ")", count: depth) }
        #expect(check(nested(64)).isValid)
        #expect(check(nested(65)).diagnostics.map(\.description) == ["this is nested more than 64 deep"])
        #expect(check(String(repeating: "!", count: 100_000) + "openat").diagnostics.map(\.range) == [64..<65])
    }

    @Test func aLongChainIsOneNode() {
        let chain = Array(repeating: "openat", count: 5_000).joined(separator: " || ")
        guard case .any(let members)? = check(chain).value else {
            Issue.record("the condition has another shape")
            return
        }
        #expect(members.count == 5_000)
    }

    @Test func randomTextBreaksNothing() {
        var generator = SplitMix64(state: 4)
        let pieces = [
            "openat", "%file", "/^o", "ret", "errno", "comm", "duration", "count", "fd", "&&", "||", "!", "(", ")", "==", "!=", "<", "<=",
            "&", "^=", "~",
            "3", "-1", "0x", "0644", "10ms", "1.5s", "\"a\"", "\"", "\\", "\\u{", "é", "=", "|", " ", " ", " ", "ENOENT", ".", "@64", "?",
            "\u{0}", "😀",
        ]
        for _ in 0..<3000 {
            let text = (0..<Int.random(in: 0...10, using: &generator)).compactMap { _ in pieces.randomElement(using: &generator) }.joined()
            #expect(ConditionInvariants.violation(text) == nil, "\(text.debugDescription)")
        }
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/condition")

    private static func fixtures() -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []).sorted()
    }

    @Test func thereAreFixtures() { #expect(Self.fixtures().count >= 2) }

    @Test(arguments: Self.fixtures()) func fixture(name: String) throws {
        let text = String(decoding: try Data(contentsOf: Self.folder.appending(path: name)), as: UTF8.self)
        #expect(ConditionInvariants.violation(text) == nil)
    }
}
