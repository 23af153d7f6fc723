import Testing

@testable import Rules

@Suite struct SpellingTests {
    // swift-format-ignore
    static let distances: [(String, String, Int)] = [
        ("",        "",        0),
        ("",        "abc",     3),
        ("openat",  "openat",  0),
        ("opennat", "openat",  1),
        ("opeat",   "openat",  1),
        ("opemat",  "openat",  1),
        ("poenat",  "openat",  1),
        ("raed",    "read",    1),
        ("ca",      "abc",     3),
        ("kitten",  "sitting", 3),
        ("close",   "openat",  6),
    ]

    @Test(arguments: distances) func distance(left: String, right: String, expected: Int) {
        #expect(editDistance(left.utf8, right.utf8) == expected)
        #expect(editDistance(right.utf8, left.utf8) == expected)
    }

    // swift-format-ignore
    static let words: [(String, String?)] = [
        ("opennat", "openat"),
        ("OPENAT",  "openat"),
        ("ope",     "open"),
        ("wirte",   "write"),
        ("wride",   "write"),
        ("x",       nil),
        ("xyzzy",   nil),
        ("",        nil),
        ("epon",    nil),
        ("ppen",    "open"),
        ("dlone",   "clone"),
        ("clode",   "clone"),
    ]

    @Test(arguments: words) func nearestWord(word: String, expected: String?) {
        #expect(nearest(to: word, among: ["open", "openat", "read", "write", "clone", "close"]) == expected)
    }

    @Test func theSameFirstLetterDecidesAmongEquals() {
        #expect(nearest(to: "bat", among: ["cat", "bad", "bar"]) == "bad")
    }

    @Test func absurdlyLongWordsAreNotCompared() {
        #expect(nearest(to: String(repeating: "a", count: 65), among: [String(repeating: "a", count: 65)]) == nil)
    }
}
