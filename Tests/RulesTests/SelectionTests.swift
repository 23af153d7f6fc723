import Rules
import Schema
import Testing

/// Text → exact selection. What strace 6.1 does with the same text was tried on a program that makes the calls.
@Suite struct SelectionTests {
    struct CallRow: Sendable, CustomTestStringConvertible {
        let text: String
        let x86_64: [Int]
        let i386: [Int]
        /// Those of both that count as named; nil when all do.
        let named: (x86_64: [Int], i386: [Int])?
        var testDescription: String { text }

        init(_ text: String, _ x86_64: [Int], _ i386: [Int]) {
            (self.text, self.x86_64, self.i386, named) = (text, x86_64, i386, nil)
        }

        init(_ text: String, _ x86_64: [Int], _ i386: [Int], named: (x86_64: [Int], i386: [Int])) {
            (self.text, self.x86_64, self.i386, self.named) = (text, x86_64, i386, named)
        }
    }

    // swift-format-ignore
    static let lists: [CallRow] = [
        CallRow("openat",                [257],                       [295]),
        CallRow("trace=openat",          [257],                       [295]),
        CallRow("t=openat",              [257],                       [295]),
        CallRow("openat,close",          [3, 257],                    [6, 295]),
        CallRow("openat,openat",         [257],                       [295]),
        CallRow(",openat,,close,",       [3, 257],                    [6, 295]),
        CallRow("!!openat",              [257],                       [295]),
        CallRow("waitpid",               [],                          [7]),
        CallRow("openat@64",             [257],                       []),
        CallRow("openat@32",             [],                          [295]),
        CallRow("openat@64,close@32",    [257],                       [6]),
        CallRow("80",                    [80],                        [80]),
        CallRow("080",                   [80],                        [80]),
        CallRow("80@32",                 [],                          [80]),
        CallRow("1023",                  [1023],                      [1023]),
        CallRow("?nosuchcall",           [],                          []),
        CallRow("??openat",              [257],                       [295]),
        CallRow("?nosuchcall,openat",    [257],                       [295]),
        CallRow("?waitpid@64",           [],                          []),
        CallRow("none",                  [],                          []),
        CallRow("!all",                  [],                          []),
        CallRow("?%nosuchclass",         [],                          []),
        CallRow("?/nosuchcall",          [],                          []),
        CallRow("%clock",                [],                          []),
        CallRow("%process",              [59, 60, 61],                [1, 7, 11, 114], named: ([], [])),
        CallRow("process",               [59, 60, 61],                [1, 7, 11, 114], named: ([], [])),
        CallRow("?%process@64",          [59, 60, 61],                [],              named: ([], [])),
        CallRow("signal",                [],                          [48],            named: ([], [])),
        CallRow("%%stat",                [4, 5, 262],                 [300],           named: ([], [])),
        CallRow("%%stat,chdir",          [4, 5, 80, 262],             [12, 300],       named: ([80], [12])),
        CallRow("/^open",                [2, 257],                    [5, 295],        named: ([], [])),
        CallRow("/^(stat|chdir)$",       [4, 80],                     [12],            named: ([], [])),
        CallRow("/at$@64",               [4, 5, 257, 262],            [],              named: ([], [])),
        CallRow("/[[:digit:]]",          [17, 61, 166],               [52, 114, 180, 300], named: ([], [])),
        CallRow("/^wait.+,close",        [3, 61],                     [6, 7, 114],     named: ([3], [6])),
        CallRow("/^o.{3,5}$,chdir",      [2, 80, 257],                [5, 12, 295],    named: ([80], [12])),
        CallRow("/^o.{5,}$",             [257],                       [295],           named: ([], [])),
        CallRow("?/^o",                  [2, 257],                    [5, 295],        named: ([], [])),
    ]

    @Test(arguments: lists) func list(row: CallRow) {
        let checked = check(row.text)
        #expect(checked.diagnostics == [])
        #expect(checked.value.calls[.x86_64] == SyscallSet(row.x86_64))
        #expect(checked.value.calls[.i386] == SyscallSet(row.i386))
        #expect(checked.value.named[.x86_64] == SyscallSet(row.named?.x86_64 ?? row.x86_64))
        #expect(checked.value.named[.i386] == SyscallSet(row.named?.i386 ?? row.i386))
        #expect(!checked.value.isEverything)
    }

    /// The calls that are not selected; all others are, unknown ones too.
    // swift-format-ignore
    static let complements: [CallRow] = [
        CallRow("all",                   [],                          []),
        CallRow("trace=all",             [],                          []),
        CallRow("!none",                 [],                          []),
        CallRow("!!all",                 [],                          []),
        CallRow("all,openat",            [],                          []),
        CallRow("!openat",               [257],                       [295]),
        CallRow("trace=!openat,close",   [3, 257],                    [6, 295]),
        CallRow("!!!openat",             [257],                       [295]),
        CallRow("!%process",             [59, 60, 61],                [1, 7, 11, 114]),
        CallRow("!/^open",               [2, 257],                    [5, 295]),
        CallRow("!openat@64",            [257],                       []),
        CallRow("!?nosuchcall",          [],                          []),
        CallRow("!600",                  [600],                       [600]),
    ]

    @Test(arguments: complements) func complement(row: CallRow) {
        let checked = check(row.text)
        #expect(checked.diagnostics == [])
        #expect(checked.value.calls[.x86_64] == SyscallSet(row.x86_64).inverted)
        #expect(checked.value.calls[.i386] == SyscallSet(row.i386).inverted)
        #expect(checked.value.isEverything == (row.x86_64.isEmpty && row.i386.isEmpty))
        #expect(checked.value.contains(100_000, .x86_64))
    }

    @Test func everythingOfOneABI() {
        let selection = check("all@32").value
        #expect(selection.calls[.x86_64].isEmpty && selection.calls[.i386].isEverything && !selection.isEverything)
    }

    @Test func withoutOptionsEverythingIsSelected() {
        let checked = Selection.check([], names: SmallTable())
        #expect(checked.isValid && checked.value == Selection() && checked.value.isEverything)
        #expect(checked.value.statuses == .all && checked.value.signals == .all && checked.value.quiet == [] && checked.value.paths == [])
    }

    static let statusRows: [(String, CallStatuses)] = [
        ("status=successful", CallStatuses.successful), ("status=failed,unfinished", [.failed, .unfinished]),
        ("status=SUCCESSFUL", .successful), ("status=!failed", [.successful, .unfinished, .unavailable, .detached]),
        ("status=all", .all), ("status=none", []), ("status=!none", .all), ("status=detached,unavailable", [.detached, .unavailable]),
    ]

    @Test(arguments: statusRows)
    func status(text: String, statuses: CallStatuses) {
        let checked = check(text)
        #expect(checked.diagnostics == [])
        #expect(checked.value.statuses == statuses)
        #expect(checked.value.isEverything, "the calls are as they were")
    }

    static let signalRows: [(String, [Int])] = [
        ("signal=SIGINT", [2]), ("signals=int,TERM", [2, 15]), ("s=2,15", [2, 15]), ("signal=none", []), ("signal=!all", []),
        ("signal=SIGIO,SIGPOLL", [29]), ("signal=SIGCLD", [17]), ("signal=iot", [6]), ("signal=SIGSYS", [31]), ("signal=rtmax", [64]),
        ("signal=rtmin", [32]),
        ("signal=SIGRT_1,SIGRT_32", [33, 64]), ("signal=1,64", [1, 64]), ("signal=SIGSTKFLT,PWR,WINCH", [16, 28, 30]),
        ("signal=!io", Array(1...28) + Array(30...64)), ("signal=all", Array(1...64)),
    ]

    @Test(arguments: signalRows)
    func signal(text: String, signals: [Int]) {
        let checked = check(text)
        #expect(checked.diagnostics == [])
        #expect(checked.value.signals.numbers == signals)
    }

    static let quietRows: [(String, QuietMessages)] = [
        ("quiet=attach", QuietMessages.attach), ("q=exit", .exit), ("silent=exits", .exit), ("silence=path-resolution", .pathResolution),
        ("quiet=personality,attach", [.personality, .attach]), ("quiet=superseded", .threadExecve), ("quiet=thread-execve", .threadExecve),
        ("quiet=all", .all), ("quiet=none", []), ("quiet=!exit", [.attach, .pathResolution, .personality, .threadExecve]),
    ]

    @Test(arguments: quietRows)
    func quiet(text: String, messages: QuietMessages) {
        let checked = check(text)
        #expect(checked.diagnostics == [])
        #expect(checked.value.quiet == messages)
    }

    struct CombinationRow: Sendable {
        let options: [SelectionOption]
        let calls: [Int]?
        let statuses: CallStatuses
    }

    /// Of two options for the same thing the later one counts, as in strace.
    // swift-format-ignore
    static let combinations: [CombinationRow] = [
        CombinationRow(options: [.expression("openat"), .expression("close")],                    calls: [3],   statuses: .all),
        CombinationRow(options: [.expression("trace=openat"), .expression("t=close")],            calls: [3],   statuses: .all),
        CombinationRow(options: [.expression("openat"), .expression("all")],                      calls: nil,   statuses: .all),
        CombinationRow(options: [.expression("openat"), .successfulOnly],                         calls: [257], statuses: .successful),
        CombinationRow(options: [.failedOnly],                                                    calls: nil,   statuses: .failed),
        CombinationRow(options: [.successfulOnly, .successfulOnly],                               calls: nil,   statuses: .successful),
        CombinationRow(options: [.expression("status=failed"), .successfulOnly],                  calls: nil,   statuses: .successful),
        CombinationRow(options: [.successfulOnly, .expression("status=failed")],                  calls: nil,   statuses: .failed),
        CombinationRow(options: [.expression("status=failed"), .expression("status=unfinished")], calls: nil,   statuses: .unfinished),
    ]

    @Test(arguments: combinations) func combination(row: CombinationRow) {
        let checked = Selection.check(row.options, names: SmallTable())
        #expect(checked.diagnostics == [])
        #expect(checked.value.calls[.x86_64] == (row.calls.map { SyscallSet($0) } ?? .everything))
        #expect(checked.value.statuses == row.statuses)
    }

    @Test func pathsAddUp() {
        let options: [SelectionOption] = [.path("/etc/passwd"), .path("a b"), .expression("openat"), .path("/etc/passwd"), .path("/é")]
        let checked = Selection.check(options, names: SmallTable())
        #expect(checked.diagnostics == [])
        #expect(checked.value.paths == ["/etc/passwd", "a b", "/é"])
    }
}
