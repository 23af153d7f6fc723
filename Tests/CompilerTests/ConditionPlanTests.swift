import Bytecode
import Rules
import Schema
import Testing

@testable import Compiler

/// condition → exact plan: which calls are armed, what their programs test, what is left to user space.
@Suite struct ConditionPlanTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let condition: String
        let calls: [String]
        let lines: [String]
        var testDescription: String { condition }

        init(_ condition: String, _ calls: [String], _ lines: String...) {
            (self.condition, self.calls, self.lines) = (condition, calls, lines)
        }
    }

    // swift-format-ignore
    static let rows: [Row] = [
        Row("openat && path ^= \"/etc\" && ret < 0", ["openat", "read"],
            "x86_64 257  openat                  call_0     in the kernel: filename ^= \"/etc\" && ret < 0; 4 arguments; 1: string ≤ 4096"),
        Row("write && count > 4096", ["read", "write"],
            "x86_64 1    write                   call_0     in the kernel: count > 4096; 3 arguments; 1: bytes: argument 2 ≤ 32"),
        Row("openat && (path $= \".so\" || flags & O_CREAT)", ["openat"],
            "x86_64 257  openat                  call_0     in user space: filename $= \".so\" || flags & O_CREAT; 4 arguments; 1: string ≤ 4096"),
        Row("openat && (path $= \".so\" && ret < 0 || ret == 5)", ["openat"],
            "x86_64 257  openat                  call_0     in the kernel: ret < 0 || ret == 5; in user space: (filename $= \".so\" && ret < 0) || ret == 5; 4 arguments; 1: string ≤ 4096"),
        Row("openat && !(path ~ \"^/proc\" || ret < 0)", ["openat"],
            "x86_64 257  openat                  call_0     in the kernel: !ret < 0; in user space: !(filename ~ \"^/proc\" || ret < 0); 4 arguments; 1: string ≤ 4096"),
        Row("openat && comm *= \"sh\" && uid == 0", ["openat"],
            "x86_64 257  openat                  call_0     in the kernel: uid == 0; in user space: comm *= \"sh\"; 4 arguments; identity; 1: string ≤ 4096"),
        Row("fd == 3 && ret >= 0", ["read", "close", "getpid"],
            "x86_64 0    read                    call_0     in the kernel: fd == 3 && ret >= 0; 3 arguments; 1: bytes: result ≤ 32 on success",
            "x86_64 3    close                   call_1     in the kernel: fd == 3 && ret >= 0; 1 argument"),
        // Calls that are tested alike share a program, whatever their arguments are called.
        Row("fd == 3", ["close", "fsync", "dup"],
            "x86_64 3    close                   call_0     in the kernel: fd == 3; 1 argument",
            "x86_64 32   dup                     call_0     in the kernel: fildes == 3; 1 argument",
            "x86_64 74   fsync                   call_0     in the kernel: fd == 3; 1 argument"),
        Row("duration > 10ms", ["close"],
            "x86_64 3    close                   call_0     in the kernel: duration > 10000000ns; 1 argument"),
        Row("path == \"/a\" || getpid", ["getpid", "rename"],
            "x86_64 39   getpid                  call_0     0 arguments",
            "x86_64 82   rename                  call_1     in the kernel: oldname == \"/a\" || newname == \"/a\"; 2 arguments; 0: string ≤ 4096; 1: string ≤ 4096"),
        // What is compared is captured, and no more cut than it must be.
        Row("buf ^= \"" + String(repeating: "x", count: 40) + "\"", ["write"],
            "x86_64 1    write                   call_0     in user space: buf ^= \"" + String(repeating: "x", count: 40) + "\"; 3 arguments; 1: bytes: argument 2 ≤ 41"),
        Row("statbuf.st_mtime > 5", ["fstat"],
            "x86_64 5    fstat                   call_0     in user space: statbuf.st_mtime > 5; 2 arguments; 1: bytes: 144 ≤ 144 on success"),
        // A text that is longer than programs compare.
        Row("path ^= \"/" + String(repeating: "x", count: 128) + "\"", ["chdir"],
            "x86_64 80   chdir                   call_0     in user space: filename ^= \"/" + String(repeating: "x", count: 128) + "\"; 1 argument; 0: string ≤ 4096"),
        Row("exit_group && error_code == 1", ["exit", "exit_group"],
            "x86_64 231  exit_group              exit       at the end of the task; in user space: error_code == 1"),
        Row("execve && ret < 0", ["execve"],
            "x86_64 59   execve                  call_0     in the kernel: ret < 0; success: by program exec; 3 arguments; 0: string ≤ 4096; 1: strings of a vector; 2: length of a vector"),
        Row("execve && uid == 0", ["execve"],
            "x86_64 59   execve                  call_0     in the kernel: uid == 0; in user space: uid == 0; success: by program exec; 3 arguments; identity; 0: string ≤ 4096; 1: strings of a vector; 2: length of a vector"),
        Row("kill && sig == SIGKILL || close && errno == EBADF", ["kill", "close"],
            "x86_64 3    close                   call_0     in the kernel: errno == EBADF; 1 argument",
            "x86_64 62   kill                    call_1     in the kernel: sig == SIGKILL; 2 arguments"),
    ]

    private static func request(_ text: String, _ calls: [String], _ change: (inout CompilerRequest) -> Void = { _ in }) throws
        -> CompilerRequest
    {
        let checked = Rules.Condition.check(SourceText(label: "-e", text: text))
        #expect(checked.diagnostics == [])
        var request = CompilerRequest(calls) { change(&$0) }
        request.condition = checked.value
        return request
    }

    @Test(arguments: rows) func plan(row: Row) throws {
        let compiled = try Self.request(row.condition, row.calls).compile()
        let lines = compiled.plan.text(programOfSlot: compiled.programOfSlot).split(separator: "\n").map(String.init)
        #expect(lines == row.lines)
    }

    /// Where records of other calls are wanted too, nothing is turned away in the kernel.
    @Test func withPathsEverythingIsTestedInUserSpace() throws {
        let request = try Self.request("openat && ret < 0 && uid == 0", ["openat"]) { $0.testsInKernel = false }
        let compiled = try request.compile()
        #expect(
            compiled.plan.text(programOfSlot: compiled.programOfSlot)
                == "x86_64 257  openat                  call_0     in user space: ret < 0 && uid == 0; 4 arguments; identity; 1: string ≤ 4096\n"
        )
    }

    /// Counting captures nothing but what is compared.
    @Test func withoutMemoryOnlyWhatIsComparedIsCaptured() throws {
        let request = try Self.request("newname ^= \"/etc\" && ret < 0", ["rename", "openat"]) { $0.limits.memory = false }
        let plan = request.plan()
        #expect(plan.slots.map(\.name) == ["rename"])
        #expect(plan.slots.first?.plan.steps.map(\.argument) == [1])
    }

    /// Conditions that are alike for many calls do not cost a program for each.
    @Test func everythingStaysSmall() throws {
        // The last has only calls in it that nothing is read of at their entry.
        for text in ["uid == 0 && ret < 0", "fd == 3 && comm *= \"x\"", "path ^= \"/etc\" || flags & 1", "path ^= \"/etc\" && !%desc"] {
            let condition = try #require(Rules.Condition.check(SourceText(label: "-e", text: text)).value)
            let compiled = try CompilerRequest.everything { $0.condition = condition }.compile()
            #expect(compiled.blueprint.programs.count < 120, "\(text)")
            for program in compiled.blueprint.programs { #expect(ProgramShapeTests.unreachable(program) == [], "\(program.name)") }
            let maps = Set(compiled.blueprint.maps.map(\.name))
            for case .map(let name)? in compiled.blueprint.programs.flatMap(\.instructions).map(\.reference) {
                #expect(maps.contains(name), "\(text): there is no map \(name)")
            }
            #expect(Set(compiled.blueprint.slots.map(\.program)).isSubset(of: Set(compiled.blueprint.programs.map(\.name))))
        }
    }
}
