import Bytecode
import Schema

/// What the compiler made of a request: the blueprint to load, and the plan that explains it.
package struct CompiledSession: Sendable {
    package var blueprint: Blueprint
    package var plan: SessionPlan
    /// The program of each slot of the exit table.
    package var programOfSlot: [Int: String]
}

extension CompilerRequest {
    /// Writes the programs and maps of a session. Pure: the same request gives the same blueprint on every host.
    package func compile() throws(AssemblerError) -> CompiledSession {
        var plan = plan()
        var blueprint = Blueprint()
        var programs: [CallPlan: String] = [:]
        var genericPrograms: [CallPlan: String] = [:]
        var programOfSlot: [Int: String] = [:]
        var scratchSize = ProgramWriter.scratchTemporaries + 64

        let isSmall = Set(plan.slots.map(\.plan)).count <= Specialization.planLimit
        if !isSmall { plan.slots = Specialization.lighten(plan.slots, keepsCompat: expectsCompat) }
        for (slot, callName, ownPlan) in plan.slots {
            let name: String
            var callPlan = ownPlan
            if !isSmall, !Specialization.isSpecialized(callName, ownPlan), PlanEntry.bytes(ownPlan) == nil {
                // With all registers in the record, calls that differ only in how many they use share a program.
                callPlan.argumentCount = RecordLayout.maximumArguments
            }
            if !isSmall, !Specialization.isSpecialized(callName, callPlan), let entry = PlanEntry.bytes(callPlan) {
                let generic = ProgramWriter.genericPlan(callPlan)
                // Calls with other conditions have another generic program.
                let others = genericPrograms.keys.count { $0.abi == callPlan.abi }
                name = genericPrograms[generic] ?? "generic\(others == 0 ? "" : "\(others)")_\(callPlan.abi.name)"
                blueprint.contents.append(ContentBlueprint(map: SharedMaps.plans, index: slot, bytes: entry))
                if genericPrograms.updateValue(name, forKey: generic) == nil {
                    blueprint.programs.append(try ProgramWriter.genericProgram(generic, name: name, request: self))
                    scratchSize = max(scratchSize, ProgramWriter.genericScratchSize(self))
                }
            } else if let known = programs[callPlan] {
                name = known
            } else {
                name = "call_\(programs.count)"
                blueprint.programs.append(try ProgramWriter.callProgram(callPlan, name: name, request: self))
                programs[callPlan] = name
                if !callPlan.steps.isEmpty {
                    let size = callPlan.fixedSize + callPlan.steps.reduce(0) { $0 + ProgramWriter.maximumSize($1) }
                    scratchSize = max(scratchSize, size + ProgramWriter.scratchTemporaries + ProgramWriter.scratchMargin)
                }
            }
            programOfSlot[slot] = name
            blueprint.slots.append(SlotBlueprint(map: SharedMaps.exitTable, index: slot, program: name))
        }
        if plan.recordsExec && limits.memory {
            let areas = (limits.wholeEnvironment ? 2 : 1) * (RecordLayout.fragmentSize + 16)
            let vector = RecordLayout.headerSize + VectorArea.size + 16
            scratchSize = max(scratchSize, ProgramWriter.scratchTemporaries + max(256 + limits.string + areas, vector))
        }

        var enterSlots: [SlotBlueprint] = []
        if startTimes, !(plan.slots.isEmpty && plan.exits.isEmpty && plan.compatExits.isEmpty) {
            blueprint.programs.append(try ProgramWriter.startProgram(request: self))
            // A call without a number at its exit has one at its entry.
            enterSlots = plan.slots.map { row in
                let index = row.plan.fixedNumber.map { DispatchTable.base(row.plan.abi) + $0 } ?? row.slot
                return SlotBlueprint(map: SharedMaps.enterTable, index: index, program: "start")
            }
            for (abi, exits) in [(ABI.x86_64, plan.exits), (ABI.i386, plan.compatExits)] {
                enterSlots += exits.map {
                    SlotBlueprint(map: SharedMaps.enterTable, index: DispatchTable.base(abi) + $0.number, program: "start")
                }
            }
        }
        let entryAreaSize = try addEntryPrograms(plan, to: &blueprint, &enterSlots)
        var attached: [String] = []
        if plan.recordsExec || scope.isByTask {
            if plan.recordsExec {
                blueprint.programs.append(try ProgramWriter.execNoteProgram(plan, request: self))
                if facts.hasPrepareExec {
                    attached.append("exec_note")
                } else {
                    addEntryNotes(plan, to: &enterSlots)
                }
            }
            blueprint.programs.append(try ProgramWriter.execProgram(plan, request: self))
            attached.append("exec")
        }
        blueprint.programs.append(try ProgramWriter.forkProgram(request: self))
        blueprint.programs.append(try ProgramWriter.exitProgram(plan, request: self))
        attached += ["fork", "exit"]
        if signals {
            blueprint.programs.append(try ProgramWriter.signalProgram(request: self))
            blueprint.programs.append(try ProgramWriter.sentSignalProgram(request: self))
            attached += ["signal", "signal_sent"]
        }
        if !plan.slots.isEmpty {
            blueprint.programs.append(
                try ProgramWriter.dispatcher(
                    name: "dispatch_exit", tracepoint: "sys_exit", table: SharedMaps.exitTable, request: self))
            attached.append("dispatch_exit")
        }
        if !enterSlots.isEmpty {
            blueprint.programs.append(
                try ProgramWriter.dispatcher(
                    name: "dispatch_enter", tracepoint: "sys_enter", table: SharedMaps.enterTable, request: self))
            attached.append("dispatch_enter")
            blueprint.slots += enterSlots
        }
        blueprint.attached = attached
        blueprint.maps = maps(
            scratchSize: scratchSize, entryAreaSize: entryAreaSize, hasEnterTable: !enterSlots.isEmpty,
            hasPlans: !blueprint.contents.isEmpty)
        return CompiledSession(blueprint: blueprint, plan: plan, programOfSlot: programOfSlot)
    }

    /// Without `sched_prepare_exec` the note is taken at the entry of the exec calls, before or instead of the start time.
    private func addEntryNotes(_ plan: SessionPlan, to slots: inout [SlotBlueprint]) {
        for row in plan.slots where row.plan.leavesSuccessToExec {
            slots.removeAll { $0.index == row.slot }
            slots.append(SlotBlueprint(map: SharedMaps.enterTable, index: row.slot, program: "exec_note"))
        }
    }

    private func maps(scratchSize: Int, entryAreaSize: Int, hasEnterTable: Bool, hasPlans: Bool) -> [MapBlueprint] {
        var result = [
            MapBlueprint(SharedMaps.exitTable, .programArray, valueSize: 4, maximumEntries: DispatchTable.size),
            MapBlueprint(SharedMaps.tasks, .taskStorage, valueSize: TaskEntry.size, maximumEntries: 0),
            MapBlueprint(
                SharedMaps.losses, .array, valueSize: LossEntry.size, maximumEntries: processorCount, isMappable: true),
            MapBlueprint(
                SharedMaps.scratch, .array, valueSize: (scratchSize + 7) / 8 * 8, maximumEntries: processorCount),
        ]
        // The generic programs look for chunks from the entry even where none of their calls has any.
        if entryAreaSize > 0 || hasPlans {
            let size = max(entryAreaSize, EntryArea.headerSize)
            result.append(MapBlueprint(SharedMaps.entryAreas, .taskStorage, valueSize: (size + 7) / 8 * 8, maximumEntries: 0))
        }
        if hasPlans {
            result.append(
                MapBlueprint(SharedMaps.plans, .array, valueSize: PlanEntry.size, maximumEntries: DispatchTable.size))
        }
        if hasEnterTable {
            result.append(
                MapBlueprint(SharedMaps.enterTable, .programArray, valueSize: 4, maximumEntries: DispatchTable.size))
        }
        if scope.isByTask {
            result.append(MapBlueprint(SharedMaps.alive, .array, valueSize: 8, maximumEntries: 1, isMappable: true))
        }
        if scope == .cgroup {
            result.append(MapBlueprint(SharedMaps.cgroup, .cgroupArray, valueSize: 4, maximumEntries: 1))
        }
        for index in 0..<SharedMaps.ringCount(processors: processorCount) {
            result.append(
                MapBlueprint(SharedMaps.ring(index), .ringBuffer, keySize: 0, valueSize: 0, maximumEntries: ringBytes))
        }
        return result
    }
}

extension ScopeTest {
    package var isByTask: Bool {
        if case .tasks = self { return true }
        return false
    }
}
