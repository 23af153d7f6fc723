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

        var request: CompilerRequest {
            var request = CompilerRequest([])
            request.limits.string = string
            request.limits.bytes = bytes
            request.startTimes = startTimes
            request.results = results
            request.scope = scope
            return request
        }

        var testDescription: String { "seed \(seed), \(abi.name), strings of \(string)\(startTimes ? ", start times" : "")" }
    }

    static let settings: [Setting] = [
        Setting(seed: 1, abi: .x86_64), Setting(seed: 2, abi: .i386), Setting(seed: 3, abi: .x86_64, string: 100, startTimes: true),
        Setting(seed: 4, abi: .i386, string: 1, bytes: 4096, startTimes: true, scope: .everything),
        Setting(seed: 5, abi: .x86_64, bytes: 8000, results: ResultTest(failures: false)),
        Setting(seed: 6, abi: .i386, results: ResultTest(successes: false), scope: .cgroup),
    ]

    /// A call whose memory changes while it runs.
    private func call(_ machine: Machine, _ number: Int, _ plan: CallPlan, _ meaning: PlanMeaning, _ raw: [UInt64]) throws -> Record? {
        let task = machine.current
        task.memory = meaning.before
        try machine.enter(task, number, raw, abi: plan.abi)
        task.memory = meaning.after
        try machine.leave(task, meaning.result)
        let records = try machine.records()
        try #require(records.count <= 1)
        return records.first
    }

    @Test(arguments: settings) func bothWaysMakeTheRecordThatThePlanMeans(_ setting: Setting) throws {
        var drawing = Drawing(dice: Dice(seed: setting.seed), limits: setting.request.limits)
        let plans = (0..<56).map { index in
            drawing.plan(setting.abi, steps: index % 7, startTime: setting.startTimes, results: setting.results)
        }
        let machine = try Self.machine(plans, setting.abi, setting.request)
        machine.current = try machine.tracedTask(pid: 9)
        let memories = (0..<4).map { _ in drawing.memory() }
        for round in 0..<600 {
            let index = round % plans.count
            let arguments = drawing.arguments(for: plans[index])
            let meaning = PlanMeaning(
                plans[index], arguments, result: drawing.result(), drawing.dice.pick(memories), after: drawing.dice.pick(memories))
            let own = try call(machine, 2 * index, plans[index], meaning, arguments)
            let shared = try call(machine, 2 * index + 1, plans[index], meaning, arguments)
            let failed = meaning.result < 0 && meaning.result >= -4095
            guard failed ? setting.results.failures : setting.results.successes else {
                #expect(own == nil && shared == nil)
                continue
            }
            let comment: Comment = "plan \(plans[index].text) on \(arguments) = \(meaning.result)"
            let record = try #require(own)
            #expect(record.chunks == meaning.chunks, comment)
            #expect((record.startTime != nil) == setting.startTimes)
            guard var other = shared else {
                #expect(PlanEntry.bytes(plans[index]) == nil, comment)
                continue
            }
            #expect(other.chunks == meaning.chunks, comment)
            // Apart from number and times, nothing else tells the two.
            (other.number, other.time, other.startTime) = (record.number, record.time, record.startTime)
            #expect(record == other)
        }
    }

    /// Memory behind memory: buffers and messages, with and without number iterators.
    @Test(arguments: ABI.allCases, [true, false]) func whatIsFoundThroughMemory(_ abi: ABI, hasIterators: Bool) throws {
        var request = CompilerRequest([])
        request.facts.hasNumberIterator = hasIterators
        var drawing = Drawing(dice: Dice(seed: abi == .i386 ? 11 : 12), limits: request.limits)
        var plans = (0..<40).map { index in drawing.plan(abi, steps: index % 2, following: 1 + index % 2, startTime: false, results: .any) }
        if !hasIterators {
            // A session on such a kernel has none: written out, a loop within a loop is too long.
            plans.removeAll { $0.steps.contains { if case .messages = $0.form { true } else { false } } }
        }
        let machine = try Self.machine(plans, abi, request)
        machine.current = try machine.tracedTask(pid: 9)
        let memories = (0..<8).map { _ in drawing.memory() }
        for round in 0..<(hasIterators ? 400 : 100) {
            let index = round % plans.count
            let arguments = drawing.arguments(for: plans[index])
            let meaning = PlanMeaning(
                plans[index], arguments, result: drawing.result(), drawing.dice.pick(memories), after: drawing.dice.pick(memories))
            let record = try #require(try call(machine, 2 * index, plans[index], meaning, arguments))
            #expect(record.chunks == meaning.chunks, "plan \(plans[index].text) on \(arguments) = \(meaning.result)")
        }
    }

    /// Even numbers go to a plan's own program, odd ones to the shared one.
    static func machine(_ plans: [CallPlan], _ abi: ABI, _ request: CompilerRequest) throws -> Machine {
        // A session of one call has the maps that are needed.
        var template = request
        template.calls = SyscallTable.of(.x86_64).calls.filter { $0.name == "getpid" }
        var blueprint = try template.compile().blueprint
        blueprint.slots = []
        blueprint.programs.removeAll { $0.name == "dispatch_enter" }
        blueprint.attached.removeAll { $0 == "dispatch_enter" }
        blueprint.programs.append(
            try ProgramWriter.dispatcher(name: "dispatch_enter", tracepoint: "sys_enter", table: SharedMaps.enterTable, request: request))
        blueprint.attached.append("dispatch_enter")
        blueprint.maps.removeAll { $0.name == SharedMaps.enterTable }
        blueprint.maps += [
            MapBlueprint(SharedMaps.enterTable, .programArray, valueSize: 4, maximumEntries: DispatchTable.size),
            MapBlueprint(SharedMaps.plans, .array, valueSize: PlanEntry.size, maximumEntries: DispatchTable.size),
            MapBlueprint(SharedMaps.entryAreas, .taskStorage, valueSize: 4096, maximumEntries: 0),
        ]
        let shared = ProgramWriter.genericPlan(try #require(plans.first))
        blueprint.programs.append(try ProgramWriter.genericProgram(shared, name: "generic", request: request))
        var scratchSize = ProgramWriter.genericScratchSize(request)
        for (index, plan) in plans.enumerated() {
            let base = DispatchTable.base(abi) + 2 * index
            blueprint.programs.append(try ProgramWriter.callProgram(plan, name: "own_\(index)", request: request))
            blueprint.slots.append(SlotBlueprint(map: SharedMaps.exitTable, index: base, program: "own_\(index)"))
            let size = plan.fixedSize + plan.steps.reduce(0) { $0 + ProgramWriter.maximumSize($1) }
            scratchSize = max(scratchSize, size + ProgramWriter.scratchTemporaries)
            if let entry = PlanEntry.bytes(plan) {
                blueprint.slots.append(SlotBlueprint(map: SharedMaps.exitTable, index: base + 1, program: "generic"))
                blueprint.contents.append(ContentBlueprint(map: SharedMaps.plans, index: base + 1, bytes: entry))
            }
            guard request.startTimes || !plan.entrySteps.isEmpty else { continue }
            blueprint.programs.append(try ProgramWriter.entryProgram(plan.entrySteps, abi, name: "entry_\(index)", request: request))
            blueprint.slots += [0, 1].map { SlotBlueprint(map: SharedMaps.enterTable, index: base + $0, program: "entry_\(index)") }
        }
        if let scratch = blueprint.maps.firstIndex(where: { $0.name == SharedMaps.scratch }) {
            // Not a byte more than the records need: what the compiler adds is for the verifier.
            blueprint.maps[scratch].valueSize = (scratchSize + 7) / 8 * 8
        }
        let machine = try Machine(blueprint)
        if request.scope == .cgroup { try machine.map(SharedMaps.cgroup).cgroup = "/traced" }
        return machine
    }

    /// What waited for an exit that was not seen is not for the next call.
    @Test func chunksOfAnotherEntryAreNotTaken() throws {
        let machine = try Machine(CompilerRequest(["accept4", "getsockname"]))
        let task = try machine.tracedTask(pid: 9)
        task.memory.write([16, 0, 0, 0], at: 0x1000)
        let arguments: [UInt64] = [3, 0x2000, 0x1000, 0]
        try machine.enter(task, 288, arguments)
        // The exit of another call comes first, and this one's later exit has no entry.
        try machine.enter(task, 51, arguments)
        try machine.leave(task, -9)
        machine.setCall(task, 288, arguments, abi: .x86_64)
        try machine.leave(task, -9)
        let sources = try machine.records().map { $0.chunks.map(\.source) }
        #expect(sources == [[.userAtEntry], []])
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
        for row in try request.compile().plan.slots where row.plan.abi == abi && row.plan.fixedNumber == nil {
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
                #expect(record.chunks == PlanMeaning(row.plan, arguments, result: result, task.memory).chunks, "\(row.name)")
                let shown = arguments.prefix(row.plan.argumentCount).map { abi == .i386 ? $0 & 0xffff_ffff : $0 }
                #expect(Array(record.arguments.prefix(row.plan.argumentCount)) == shown)
            }
        }
    }
}
