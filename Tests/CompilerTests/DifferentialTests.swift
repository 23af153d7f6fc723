import Bytecode
import Schema
import Testing

@testable import Compiler

/// The two ways of running a plan, a program of its own and the shared program that reads it from a map, make the same record; both make the one
/// that the plan's words mean.
@Suite struct DifferentialTests {
    struct Setting: Sendable, CustomTestStringConvertible {
        var seed: UInt64
        var abi: ABI
        var string = 4096
        var bytes = 32
        var startTimes = false
        var results = ResultTest.any
        var scope = ScopeTest.tasks(followChildren: true)

        var testDescription: String { "seed \(seed), \(abi.name), strings of \(string)\(startTimes ? ", start times" : "")" }
    }

    static let settings: [Setting] = [
        Setting(seed: 1, abi: .x86_64), Setting(seed: 2, abi: .i386), Setting(seed: 3, abi: .x86_64, string: 100, startTimes: true),
        Setting(seed: 4, abi: .i386, string: 1, bytes: 4096, startTimes: true, scope: .everything),
        Setting(seed: 5, abi: .x86_64, bytes: 8000, results: ResultTest(failures: false)),
        Setting(seed: 6, abi: .i386, results: ResultTest(successes: false), scope: .cgroup),
    ]

    @Test(arguments: settings) func bothWaysMakeTheRecordThatThePlanMeans(_ setting: Setting) throws {
        var request = CompilerRequest([])
        request.limits.string = setting.string
        request.limits.bytes = setting.bytes
        request.startTimes = setting.startTimes
        request.results = setting.results
        request.scope = setting.scope
        var drawing = Drawing(dice: Dice(seed: setting.seed), limits: request.limits)
        let plans = (0..<56).map { index in
            drawing.plan(setting.abi, steps: index % 7, startTime: setting.startTimes, results: setting.results)
        }
        let machine = try Self.machine(plans, setting.abi, request)
        let task = try machine.tracedTask(pid: 9)
        task.memory = drawing.memory()
        for round in 0..<600 {
            let index = round % plans.count
            let (arguments, result) = (drawing.arguments(for: plans[index]), drawing.result())
            for number in [2 * index, 2 * index + 1] { try machine.call(task, number, arguments, result: result, abi: setting.abi) }
            let records = try machine.records()
            let failed = result < 0 && result >= -4095
            guard failed ? setting.results.failures : setting.results.successes else {
                #expect(records.isEmpty)
                continue
            }
            try #require(records.count == 2)
            let expected = expectedChunks(plans[index], arguments, result: result, task.memory)
            let comment: Comment = "plan \(plans[index].text) on \(arguments) = \(result)"
            #expect(records[0].chunks == expected, comment)
            #expect(records[1].chunks == expected, comment)
            // Apart from number and times, nothing else tells the two.
            var other = records[1]
            (other.number, other.time, other.startTime) = (records[0].number, records[0].time, records[0].startTime)
            #expect(records[0] == other)
            #expect((records[0].startTime != nil) == setting.startTimes)
        }
    }

    /// Even numbers go to a plan's own program, odd ones to the shared one.
    static func machine(_ plans: [CallPlan], _ abi: ABI, _ request: CompilerRequest) throws -> Machine {
        // A session of one call has the maps that are needed.
        var template = request
        template.calls = SyscallTable.of(.x86_64).calls.filter { $0.name == "getpid" }
        var blueprint = try template.compile().blueprint
        blueprint.slots.removeAll { $0.map == SharedMaps.exitTable }
        let shared = ProgramWriter.genericPlan(try #require(plans.first))
        let generic = try ProgramWriter.genericProgram(shared, name: "generic", request: request)
        blueprint.programs.append(generic)
        blueprint.maps.append(MapBlueprint(SharedMaps.plans, .array, valueSize: PlanEntry.size, maximumEntries: DispatchTable.size))
        var scratchSize = ProgramWriter.genericScratchSize(request)
        for (index, plan) in plans.enumerated() {
            let base = DispatchTable.base(abi) + 2 * index
            blueprint.programs.append(try ProgramWriter.callProgram(plan, name: "own_\(index)", request: request))
            blueprint.slots.append(SlotBlueprint(map: SharedMaps.exitTable, index: base, program: "own_\(index)"))
            blueprint.slots.append(SlotBlueprint(map: SharedMaps.exitTable, index: base + 1, program: "generic"))
            let entry = try #require(PlanEntry.bytes(plan))
            blueprint.contents.append(ContentBlueprint(map: SharedMaps.plans, index: base + 1, bytes: entry))
            let size = plan.fixedSize + plan.steps.reduce(0) { $0 + ProgramWriter.maximumSize($1) }
            scratchSize = max(scratchSize, size + ProgramWriter.scratchTemporaries)
        }
        if let scratch = blueprint.maps.firstIndex(where: { $0.name == SharedMaps.scratch }) {
            blueprint.maps[scratch].valueSize = (scratchSize + 7) / 8 * 8
        }
        let machine = try Machine(blueprint)
        if request.scope == .cgroup { try machine.map(SharedMaps.cgroup).cgroup = "/traced" }
        return machine
    }

    /// What a map entry cannot say has a program of its own.
    @Test func plansThatNeedTheirOwnProgram() {
        let request = CompilerRequest(["execve", "rt_sigreturn", "openat"])
        let entries = request.plan().slots.map { ($0.name, PlanEntry.bytes($0.plan) != nil) }
        #expect(entries.map(\.0) == ["execve", "openat", "rt_sigreturn"])
        #expect(entries.map(\.1) == [false, true, false])
    }

    /// Every call of the tables: what a session for everything makes of it is what its plan means, whichever program runs it.
    @Test(arguments: ABI.allCases) func everyCallOfTheTables(_ abi: ABI) throws {
        let request = CompilerRequest.everything()
        let machine = try Machine(request)
        let task = try machine.tracedTask(pid: 9)
        var drawing = Drawing(dice: Dice(seed: 7), limits: request.limits)
        task.memory = drawing.memory()
        for row in request.plan().slots where row.plan.abi == abi && row.plan.fixedNumber == nil {
            guard !row.plan.leavesSuccessToExec, row.slot % DispatchTable.slotsPerABI <= DispatchTable.highestNumber else { continue }
            for _ in 0..<3 {
                let arguments = drawing.arguments(for: row.plan)
                // A result of 0 is the return of the child, which made no call.
                let result = row.plan.isBirth ? max(drawing.result(), 1) : drawing.result()
                try machine.call(task, row.slot % DispatchTable.slotsPerABI, arguments, result: result, abi: abi)
                let records = try machine.records()
                // The return of a newborn child is no call.
                if row.plan.isBirth && result == 0 {
                    #expect(records.isEmpty, "\(row.name)")
                    continue
                }
                let record = try #require(records.first, "\(row.name) made no record")
                #expect(record.number == row.slot % DispatchTable.slotsPerABI)
                #expect(record.result == result)
                #expect(record.chunks == expectedChunks(row.plan, arguments, result: result, task.memory), "\(row.name)")
                let shown = arguments.prefix(row.plan.argumentCount).map { abi == .i386 ? $0 & 0xffff_ffff : $0 }
                #expect(Array(record.arguments.prefix(row.plan.argumentCount)) == shown)
            }
        }
    }
}
