import Foundation
import Rules
import Schema
import Testing

@Suite struct SelectionRobustnessTests {
    /// Pieces that mean something to the parser, so that random texts get beyond its first check.
    private static let pieces = [
        "trace", "t", "status", "signal", "quiet", "abbrev", "=", "=", "!", ",", ",", "?", "@", "@64", "@32", "%", "%file", "%%stat", "/",
        "/^o", "all", "none",
        "openat", "close", "opnat", "failed", "SIGIO", "exit", "80", "99999999999999999999", " ", "\t", "\n", "&&", "<", "(", ")", "[", "]",
        "{", "}", "{1", "3}",
        "*", "+", "\\", "\\1", "^", "$", ".", "é", "日", "\u{1b}", "\u{0}", "\u{202e}", "😀", "e\u{301}", "-", "_", "z", "Z", "P/etc",
    ]

    @Test func randomTextBreaksNothing() {
        var generator = SplitMix64(state: 2)
        for _ in 0..<1500 {
            let count = Int.random(in: 0...12, using: &generator)
            let text = (0..<count).compactMap { _ in Self.pieces.randomElement(using: &generator) }.joined()
            #expect(SelectionInvariants.violation([.expression(text)]) == nil, "\(text.debugDescription)")
        }
    }

    @Test func randomBytesBreakNothing() {
        var generator = SplitMix64(state: 3)
        for _ in 0..<1000 {
            let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(SelectionInvariants.violation(SelectionInvariants.options(bytes)) == nil, "\(bytes)")
        }
    }

    /// Inputs that once broke something, or that try what easily breaks. The fuzzer starts from them.
    @Test(arguments: Self.fixtures()) func fixture(name: String) throws {
        let bytes = try Data(contentsOf: Self.folder.appending(path: name))
        #expect(SelectionInvariants.violation(SelectionInvariants.options(bytes)) == nil)
    }

    @Test func thereAreFixtures() { #expect(Self.fixtures().count >= 4) }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/selection")

    private static func fixtures() -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []).sorted()
    }
}

/// A small generator with a state that a test can name, so that a failure can be seen again.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
