import Bytecode
import Schema
import Testing

@testable import Compiler

/// Every instruction of every program is reached by some event, and every branch goes both ways, apart from those listed here with their reasons.
@Suite struct CoverageTests {
    static let rows: [PlanTests.Row] =
        PlanTests.rows.filter { $0.name != "everything-on-many-processors" } + [
            PlanTests.Row("sockets", ["recvfrom", "sendto", "connect", "accept4", "getsockopt"]) { $0.processorCount = 3 },
            PlanTests.Row("everything-of-cgroup", PlanTests.common + ["execve", "exit"], compat: ["execveat"]) {
                $0.scope = .cgroup
                $0.startTimes = true
                $0.signals = true
                $0.ownProcess = 4242
                $0.limits.wholeEnvironment = true
            },
            PlanTests.Row("everything-of-all", PlanTests.common + ["execve", "execveat", "exit"]) {
                $0.scope = .everything
                $0.signals = true
                $0.ownProcess = 4242
            },
        ]

    @Test(arguments: rows) func everyInstructionIsReached(_ row: PlanTests.Row) throws {
        var request = row.request
        request.ringBytes = 1 << 22
        var total: [String: Coverage] = [:]
        let blueprint = try request.compile().blueprint
        for mood in Exerciser.Mood.allCases {
            let machine = try Machine(request)
            try Exerciser(machine: machine, request: request, mood: mood).run()
            for (name, coverage) in machine.coverage where total[name]?.formUnion(coverage) == nil { total[name] = coverage }
        }
        for program in blueprint.programs {
            let coverage = try #require(total[program.name], "\(program.name) never ran")
            var gaps: [String] = []
            for index in program.instructions.indices where Self.exception(program, index, request) == nil {
                if !coverage.reached[index] {
                    gaps.append("\(index), never reached: \(Self.text(program, index))")
                } else if Self.isBranch(program.instructions[index]), !coverage.taken[index] || !coverage.notTaken[index] {
                    gaps.append("\(index), \(coverage.taken[index] ? "always" : "never") taken: \(Self.text(program, index))")
                }
            }
            #expect(gaps == [], "\(program.name)")
        }
    }

    private static func text(_ program: ProgramBlueprint, _ index: Int) -> String {
        let next = program.instructions.indices.contains(index + 1) ? program.instructions[index + 1] : nil
        return Disassembler.text(program.instructions[index], followedBy: next)
    }

    private static func isBranch(_ instruction: Instruction) -> Bool {
        [0x05, 0x06].contains(instruction.opcode & 0x07) && ![Opcode.call, Opcode.exit, Opcode.jumpAlways].contains(instruction.opcode)
    }

    /// Why an instruction need not be reached, or a branch need not go both ways; nil when it must.
    private static func exception(_ program: ProgramBlueprint, _ index: Int, _ request: CompilerRequest) -> String? {
        let line = text(program, index)
        let before = index > 0 ? text(program, index - 1) : ""
        return exceptions.first { $0.matches(request, line, before) }?.reason
    }

    struct Exception: Sendable {
        let reason: String
        let matches: @Sendable (_ request: CompilerRequest, _ line: String, _ before: String) -> Bool
    }

    private static let exceptions: [Exception] = [
        Exception(reason: "65,536 rounds, or 16 MiB: manyStringsOfAFailedExec has the former, and the kernel does not allow the latter") {
            $2 == "call bpf_iter_num_next" && $1.hasPrefix("if r0 == 0x0")
        },
        Exception(reason: "a bound that the verifier wants and that is never passed") { _, line, _ in
            line == "r2 = \(VectorArea.size - 8)" || line.hasPrefix("if r2 <= 0x\(String(VectorArea.size - 8, radix: 16)) ")
                || line.hasPrefix("if r1 > 0x\(String(VectorArea.fill, radix: 16)) ")
                || line.hasPrefix("if r2 > 0x\(String(VectorArea.longestString + 8, radix: 16)) ")
        },
        Exception(reason: "what waits from the entry fits: a bound for the verifier") { _, line, before in
            before == "r2 += -8" && line.hasPrefix("if r2 > ")
        },
        Exception(reason: "where only successes are wanted, no failure comes this far") { request, line, _ in
            !request.results.failures && line.hasPrefix("if r1 >= 0xfffff001 ")
        },
        Exception(reason: "before sched_prepare_exec, only execs that were named leave notes") { request, line, before in
            !request.facts.hasPrepareExec && (line.hasPrefix("if r1 == 0x1000c ") || before.hasPrefix("if r1 == 0x1000c "))
        },
    ]
}
