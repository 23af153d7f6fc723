import Rules
import Testing

@Suite struct DiagnosticTests {
    private func rendered(_ text: String, label: String = "-e", at range: Range<Int>, width: Int = 100) -> [String] {
        Diagnostic(.error, "it is wrong", in: SourceText(label: label, text: text), at: range, suggestion: "make it right").rendered(
            width: width
        )
        .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test func caretsStandUnderTheOffendingPart() {
        #expect(
            rendered("trace=opennat,close", at: 6..<13) == [
                "error: it is wrong; make it right",
                "    -e trace=opennat,close",
                "             ^^^^^^^",
            ])
    }

    @Test func aMissingPartGetsOneCaret() {
        #expect(rendered("trace=", at: 6..<6).dropFirst() == ["    -e trace=", "             ^"])
    }

    @Test func withoutALabelTheSourceStandsAlone() {
        let diagnostic = Diagnostic(.warning, "odd", in: SourceText(label: "", text: "-Z"), at: 0..<2)
        #expect(diagnostic.rendered() == "warning: odd\n    -Z\n    ^^")
    }

    @Test func controlCharactersAreEscaped() {
        #expect(
            rendered("a\u{1b}[2J\tb\u{202e}x\n", at: 1..<2).dropFirst() == [
                "    -e a\\u{1b}[2J\\tb\\u{202e}x\\n",
                "        ^^^^^^",
            ])
    }

    @Test func caretsCountColumnsNotBytes() {
        #expect(rendered("é日e\u{301}x!", at: 8..<9).dropFirst() == ["    -e é日e\u{301}x!", "           ^"])
        #expect(rendered("日本", at: 0..<6).dropFirst() == ["    -e 日本", "       ^^^^"])
    }

    @Test func aLongSourceIsCutAroundTheOffendingPart() {
        let text = String(repeating: "a", count: 500) + "BAD" + String(repeating: "c", count: 500)
        let lines = rendered(text, at: 500..<503, width: 47)
        #expect(
            lines.dropFirst() == [
                "    -e …aaaaaaaaaaaaaaaaaaaaaaaBADcccccccccccc…",
                "                               ^^^",
            ])
        #expect(lines[1].count <= 47)
    }

    @Test func aLongOffendingPartIsCut() {
        let lines = rendered(String(repeating: "a", count: 500), at: 0..<500, width: 30)
        #expect(lines.dropFirst() == ["    -e " + String(repeating: "a", count: 22) + "…", "       " + String(repeating: "^", count: 23)])
    }

    @Test func aRangeBeyondTheTextIsBroughtBack() {
        #expect(rendered("abc", at: 2..<9).dropFirst() == ["    -e abc", "         ^"])
        #expect(rendered("abc", at: 7..<9).dropFirst() == ["    -e abc", "          ^"])
    }

    @Test func messagesQuoteNoControlCharacters() {
        let diagnostics = check("a\u{1b}]0;x\u{7}b").diagnostics
        #expect(diagnostics.map(\.message) == ["no system call is called 'a\\u{1b}]0;x\\u{7}b'"])
    }

    @Test func messagesQuoteNoMoreThanALine() {
        let diagnostics = check(String(repeating: "x", count: 1000)).diagnostics
        #expect(diagnostics.map(\.message) == ["no system call is called '\(String(repeating: "x", count: 60))…'"])
    }
}
