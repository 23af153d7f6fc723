import Bytecode
import Compiler
import Schema
import Testing

/// What holds for every program that the compiler writes, without running it.
@Suite struct ProgramShapeTests {
    static let rows: [PlanTests.Row] =
        PlanTests.rows + [
            PlanTests.Row("everything") { $0 = .everything() },
            PlanTests.Row("everything-with-all") {
                $0 = .everything {
                    $0.startTimes = true
                    $0.limits.wholeEnvironment = true
                    $0.processorCount = 64
                    $0.scope = .everything
                }
            },
        ]

    @Test(arguments: rows) func shape(_ row: PlanTests.Row) throws {
        let blueprint = try row.request.compile().blueprint
        for program in blueprint.programs {
            #expect(Self.unreachable(program) == [], "the verifier refuses what nothing leads to: \(program.name)")
            #expect([Opcode.exit, Opcode.jumpAlways].contains(program.instructions.last?.opcode))
            for (index, instruction) in program.instructions.enumerated() {
                try check(instruction, "\(program.name), instruction \(index)", blueprint)
            }
        }
        for slot in blueprint.slots {
            let program = try #require(blueprint.programs.first { $0.name == slot.program })
            // A program array takes programs of one attach point.
            #expect(program.tracepoint == (slot.map == SharedMaps.enterTable ? "sys_enter" : "sys_exit"))
        }
        let reached = Set(blueprint.slots.map(\.program) + blueprint.attached)
        #expect(reached == Set(blueprint.programs.map(\.name)), "every program is attached or in a slot")
        let used = blueprint.programs.flatMap(\.instructions).compactMap { if case .map(let name) = $0.reference { name } else { nil } }
        // Every session has these, whether a program needs them or not.
        let shared: Set = [SharedMaps.exitTable, SharedMaps.scratch, SharedMaps.tasks]
        #expect(Set(used).union(shared) == Set(blueprint.maps.map(\.name)).union(shared), "no map is made for nothing")
    }

    private func check(_ instruction: Instruction, _ place: String, _ blueprint: Blueprint) throws {
        if case .map(let name) = instruction.reference { #expect(blueprint.maps.contains { $0.name == name }, "\(place): no map \(name)") }
        let isMemory = [0x01, 0x02, 0x03].contains(instruction.opcode & 0x07)
        let base = instruction.opcode & 0x07 == 0x01 ? instruction.source : instruction.target
        if isMemory && base == 10 {
            #expect((-512 ... -1).contains(instruction.offset), "\(place): outside of the stack")
        }
        if case .label = instruction.reference { Issue.record("\(place): a label was left") }
    }

    /// Instructions that no path from the first leads to.
    static func unreachable(_ program: ProgramBlueprint) -> [Int] {
        var reached = [Bool](repeating: false, count: program.instructions.count)
        var pending = [0]
        while let index = pending.popLast() {
            guard reached.indices.contains(index), !reached[index] else { continue }
            reached[index] = true
            let instruction = program.instructions[index]
            switch instruction.opcode {
            case Opcode.exit: break
            case Opcode.jumpAlways: pending.append(index + 1 + Int(instruction.offset))
            case Opcode.loadImmediate:
                reached[index + 1] = true
                pending.append(index + 2)
            default:
                pending.append(index + 1)
                let isJump = [0x05, 0x06].contains(instruction.opcode & 0x07) && instruction.opcode != Opcode.call
                if isJump { pending.append(index + 1 + Int(instruction.offset)) }
            }
        }
        return reached.indices.filter { !reached[$0] }
    }
}
