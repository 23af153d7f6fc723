import Bytecode
import Compiler
import Rules
import Schema
import Testing

@testable import Sessions

/// What the user asked for → what the compiler is asked for.
@Suite struct TraceConfigurationTests {
    // swift-format-ignore
    static let sizes: [(wanted: Int, size: Int)] = [
        (.min, 4096), (-1, 4096), (0, 4096), (1, 4096), (4096, 4096), (4097, 8192), (5_000_000, 8 << 20), (16 << 20, 16 << 20),
        ((16 << 20) + 1, 32 << 20), (1 << 30, 1 << 30), ((1 << 30) + 1, 1 << 30), (.max, 1 << 30),
    ]

    @Test(arguments: sizes) func ringSizesArePowersOfTwo(_ row: (wanted: Int, size: Int)) {
        #expect(TraceConfiguration.ringSize(row.wanted) == row.size)
    }

    private func request(_ expressions: [String], paths: [String] = [], _ change: (inout TraceConfiguration) -> Void = { _ in }) throws
        -> CompilerRequest
    {
        let checked = Selection.check(expressions.map(SelectionOption.expression) + paths.map(SelectionOption.path))
        try #require(checked.isValid)
        var configuration = TraceConfiguration(scope: .command(["true"]))
        configuration.selection = checked.value
        change(&configuration)
        return configuration.compilerRequest(ownProcess: 77, processors: 3, facts: KernelFacts())
    }

    @Test func everythingByDefault() throws {
        let request = try request([])
        #expect(request.calls.count == SyscallTable.of(.x86_64).calls.count)
        #expect(request.compatCalls.count == SyscallTable.of(.i386).calls.count)
        #expect(ABI.allCases.allSatisfy { request.numbers[$0].isEverything })
        #expect(request.results == .any)
        #expect(request.signals)
        #expect(request.scope == .tasks(followChildren: true))
        #expect((request.ownProcess, request.processorCount, request.ringBytes) == (77, 3, 16 << 20))
        #expect(!request.startTimes)
    }

    @Test func namedCallsAlone() throws {
        let request = try request(["trace=openat,close"])
        #expect(request.calls.map(\.name) == ["close", "openat"])
        #expect(request.compatCalls.map(\.name) == ["close", "openat"])
        #expect(request.numbers[.x86_64].numbers == [3, 257])
    }

    @Test func oneABI() throws {
        let request = try request(["trace=openat@64"])
        #expect(request.calls.map(\.number) == [257])
        #expect(request.compatCalls.isEmpty)
        #expect(request.numbers[.i386].isEmpty)
        #expect(!request.numbers[.i386].containsOthers)
    }

    @Test func aNumberThatTheTableDoesNotKnow() throws {
        let request = try request(["trace=500"])
        #expect(request.calls.isEmpty)
        #expect(request.numbers[.x86_64].numbers == [500])
    }

    // swift-format-ignore
    static let statuses: [(expression: String, results: ResultTest, exits: Bool)] = [
        ("status=successful",             ResultTest(successes: true, failures: false),  false),
        ("status=failed",                 ResultTest(successes: false, failures: true),  false),
        ("status=successful,unfinished",  ResultTest(successes: true, failures: false),  true),
        ("status=unfinished",             ResultTest(successes: false, failures: false), true),
        ("status=!failed",                ResultTest(successes: true, failures: false),  true),
    ]

    /// Calls that never return have neither success nor failure.
    @Test(arguments: statuses) func resultsAndExits(_ row: (expression: String, results: ResultTest, exits: Bool)) throws {
        let request = try request([row.expression])
        #expect(request.results == row.results)
        #expect(request.calls.contains { $0.name == "exit_group" } == row.exits)
    }

    @Test func signalsThatNobodySelected() throws {
        #expect(try request(["signal=none"]).signals == false)
        #expect(try request(["signal=!SIGCHLD"]).signals)
    }

    /// Descriptors are followed through calls that nobody selected, whatever their results; and what names no file is left out.
    @Test func pathsNeedTheCallsThatChangeDescriptors() throws {
        let request = try request(["trace=read,getpid", "status=failed"], paths: ["/etc/passwd"])
        let names = Set(request.calls.map(\.name))
        #expect(names.isSuperset(of: ["read", "openat", "close", "dup2", "fcntl", "chdir", "execve", "socket"]))
        #expect(names.isDisjoint(with: ["write", "getpid", "unlink"]))
        #expect(request.results == .any)
        #expect(ABI.allCases.allSatisfy { request.numbers[$0].isEmpty })
    }

    @Test func scopes() throws {
        let scopes: [(TraceScope, Bool, ScopeTest)] = [
            (.command(["x"]), true, .tasks(followChildren: true)), (.command(["x"]), false, .tasks(followChildren: false)),
            (.processes([1]), true, .tasks(followChildren: true)), (.cgroup("/x"), true, .cgroup), (.container("ab"), true, .cgroup),
            (.everything, true, .everything),
        ]
        for (scope, follow, expected) in scopes {
            let request = try request([]) {
                $0.scope = scope
                $0.followChildren = follow
            }
            #expect(request.scope == expected)
        }
    }

    /// Every selection that the rules accept compiles.
    @Test(arguments: [
        "trace=all", "trace=none", "trace=!all@32", "trace=%file", "status=none", "trace=exit_group", "signal=none", "trace=1023",
    ])
    func everySelectionCompiles(_ expression: String) throws {
        let compiled = try request([expression]).compile()
        #expect(compiled.blueprint.attached.contains("fork"))
    }

    @Test func theLayoutAsText() throws { try Snapshot.expect(TraceSession.layoutText(), "layout.txt") }
}
