import Bytecode
import Compiler
import Schema
import Testing

/// request → exact programs, as the disassembler writes them.
@Suite struct ListingTests {
    static let rows: [PlanTests.Row] = [
        PlanTests.Row("getpid", ["getpid"]),
        PlanTests.Row("openat-in-cgroup-with-start", ["openat"]) {
            $0.scope = .cgroup
            $0.startTimes = true
            $0.ownProcess = 4242
        },
        PlanTests.Row("read-successes-everywhere", ["read"]) {
            $0.scope = .everything
            $0.results = ResultTest(failures: false)
            $0.processorCount = 3
            $0.ownProcess = 4242
        },
        PlanTests.Row("poll-compat-failures", compat: ["poll"]) { $0.results = ResultTest(successes: false) },
        PlanTests.Row("exec", ["execve", "execveat"], compat: ["execve"]) { $0.limits.wholeEnvironment = true },
        PlanTests.Row("exits-and-signals", ["exit_group", "rt_sigreturn"], compat: ["exit"]) { $0.signals = true },
    ]

    @Test(arguments: rows) func listing(_ row: PlanTests.Row) throws {
        let blueprint = try row.request.compile().blueprint
        try Snapshot.expect(blueprint.programs.map(\.listing).joined(separator: "\n"), "programs/\(row.name).txt")
    }

    /// The program that the rare calls of an ABI share.
    @Test func genericListing() throws {
        let blueprint = try CompilerRequest.everything().compile().blueprint
        let generic = blueprint.programs.filter { $0.name == "generic_x86_64" }
        #expect(generic.count == 1)
        try Snapshot.expect(generic.map(\.listing).joined(), "programs/generic_x86_64.txt")
    }
}
