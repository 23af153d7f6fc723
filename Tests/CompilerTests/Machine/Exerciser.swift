import Bytecode
import Schema

@testable import Compiler

/// Makes everything happen to a session that its programs can meet.
struct Exerciser {
    /// What is the matter with the world.
    enum Mood: CaseIterable {
        case well
        /// The rings are full, and nobody reads them.
        case fullRings
        case fullRingsWithoutLookup
        case noLookup
        case noStorage
        case noStorageNorLookup
        case noTailCalls

        var hasFullRings: Bool { self == .fullRings || self == .fullRingsWithoutLookup }
    }

    let machine: Machine
    let request: CompilerRequest
    let mood: Mood

    private static let memory: UInt64 = 0x10_0000
    private static let strings: UInt64 = 0x20_0000

    func run() throws {
        machine.failures.storage = mood == .noStorage || mood == .noStorageNorLookup
        if mood == .noLookup || mood == .noStorageNorLookup { machine.failures.lookup = Set(machine.blueprint.maps.map(\.name)) }
        if mood == .fullRingsWithoutLookup { machine.failures.lookup = [SharedMaps.losses] }
        if mood.hasFullRings { machine.fillRings() }
        machine.failures.tailCall = mood == .noTailCalls
        for (index, task) in try makeTasks().enumerated() {
            try calls(of: task, isBrief: index > 0 || mood != .well)
            try events(of: task, isBrief: index > 0 || !(mood == .well || mood.hasFullRings))
        }
    }

    /// Tasks inside and outside of the scope, by every reason that there is.
    private func makeTasks() throws -> [FakeTask] {
        let traced = try machine.tracedTask(pid: 100)
        let outside = machine.makeTask(pid: 101)
        try machine.admit(outside, .outside)
        let pending = machine.makeTask(pid: 102)
        pending.cgroup = "/traced"
        if request.scope.isByTask { try machine.admit(pending, .untilExec) }
        let unknown = machine.makeTask(pid: 103)
        let own = machine.makeTask(pid: 104, tgid: request.ownProcess)
        return [traced, outside, pending, unknown, own]
    }

    private func calls(of task: FakeTask, isBrief: Bool) throws {
        task.memory = Self.prepared
        let plan = request.plan()
        for row in plan.slots {
            let number = row.plan.fixedNumber ?? row.slot % DispatchTable.slotsPerABI
            for (round, result) in (isBrief ? [-2, 5] : [-2, 0, 5, 70_000, -4096] as [Int64]).enumerated() {
                for (position, arguments) in argumentSets(row.plan, isBrief: isBrief).enumerated() {
                    machine.processor = UInt32((round + position) % request.processorCount)
                    if row.plan.fixedNumber != nil {
                        try machine.returnFromSignal(task, number: number, result: result, abi: row.plan.abi)
                    } else {
                        try machine.call(task, number, arguments, result: result, abi: row.plan.abi)
                    }
                    try drain()
                }
            }
        }
        // What nobody named, and what no table has.
        for (number, abi) in [(400, ABI.x86_64), (400, .i386), (0x4000_0001, .x86_64), (511, .i386), (-1, .x86_64)] {
            for result in [Int64(1), -38] {
                try machine.call(task, number, result: result, abi: abi)
                try drain()
            }
        }
        // Exits whose entries were not seen, or were those of other calls.
        let entering = plan.slots.filter { !$0.plan.entrySteps.isEmpty }
        for (entry, exit) in zip(entering, entering.dropFirst() + entering.prefix(1)) {
            try machine.enter(task, entry.slot % DispatchTable.slotsPerABI, abi: entry.plan.abi)
            machine.setCall(task, exit.slot % DispatchTable.slotsPerABI, [], abi: exit.plan.abi)
            try machine.leave(task, -9)
            try drain()
        }
    }

    private func drain() throws {
        if !mood.hasFullRings { _ = try machine.records() }
    }

    /// The registers of calls that reach what the steps distinguish.
    private func argumentSets(_ plan: CallPlan, isBrief: Bool) -> [[UInt64]] {
        let vectors = Self.vectors(plan.abi)
        let brief = [Self.memory, vectors, vectors + 0x3000]
        let addresses =
            brief + [0, 1, Self.memory + 0x100, Self.memory + 0x800, vectors + 0x1000, vectors + 0x2000, Self.lastPointer(plan.abi)]
        let counting = plan.steps.compactMap { if case .bytes(.argument(let index), _, _) = $0.form { index } else { nil } }
        var sets: [[UInt64]] = []
        for address in plan.steps.isEmpty ? [1] : isBrief ? brief : addresses {
            for count: UInt64 in counting.isEmpty ? [0] : [0, 2, 0xfff0_0000] {
                var arguments = [UInt64](repeating: address, count: 6)
                for index in counting { arguments[index] = count }
                sets.append(arguments)
            }
        }
        return sets
    }

    /// Strings, structures and vectors of every sort.
    private static let prepared: UserMemory = {
        var result = UserMemory()
        result.write(Array("/a/path\0".utf8), at: memory)
        result.write([16, 0, 0, 0], at: memory + 0x100)
        result.write([UInt8](repeating: 0x61, count: 0x1fff) + [0], at: memory + 0x800)
        result.write([UInt8](repeating: 0x62, count: 140_000) + [0], at: strings)
        for abi in ABI.allCases {
            func vector(_ address: UInt64, _ pointers: [UInt64]) {
                let bytes = pointers.flatMap { pointer in (0..<abi.pointerSize).map { UInt8(truncatingIfNeeded: pointer >> UInt64(8 * $0)) }
                }
                result.write(bytes, at: address)
            }
            let base = vectors(abi)
            let long = strings + 40_000
            vector(base, [memory, memory, 0])
            vector(base + 0x1000, [memory, 1, 0])
            vector(base + 0x2000, [strings, memory, 0])
            vector(base + 0x3000, [long, long, long, long, 0])
            vector(lastPointer(abi), [memory])
        }
        return result
    }()

    private static func vectors(_ abi: ABI) -> UInt64 { abi == .i386 ? 0x180_0000 : 0x80_0000 }

    /// A pointer at the very end of the memory, where no NULL follows.
    private static func lastPointer(_ abi: ABI) -> UInt64 { vectors(abi) + 0x5000 - UInt64(abi.pointerSize) }

    private func events(of task: FakeTask, isBrief: Bool) throws {
        var execs = [Machine.Exec(), Machine.Exec(), Machine.Exec(), Machine.Exec(), Machine.Exec()]
        execs[0].formerID = 7
        execs[1].vector = [String(repeating: "v", count: 300_000)]
        execs[1].environment = execs[1].vector
        execs[1].path = [UInt8](repeating: 0x2f, count: 5000)
        execs[2] = execs[1]
        execs[2].isUnreadable = true
        execs[3].isScript = true
        execs[4].isScript = true
        execs[0].hasUnreadablePath = true
        execs[4].beganBefore = true
        let common = execs
        for (number, abi) in [(59, ABI.x86_64), (322, .x86_64), (11, .i386), (358, .i386)] {
            execs = common
            let vectors = Self.vectors(abi)
            execs[3].arguments = [UInt64](repeating: vectors, count: 5)
            for vector in [vectors + 0x1000, vectors + 0x2000, vectors + 0x3000, Self.lastPointer(abi), 1] {
                execs.append(execs[3])
                execs[execs.count - 1].arguments = [UInt64](repeating: vector, count: 5)
            }
            for base in isBrief ? [execs[0], execs[3]] : execs {
                var exec = base
                (exec.number, exec.abi) = (number, abi)
                task.memory = Self.prepared
                for processor in 0..<request.processorCount {
                    machine.processor = UInt32(processor)
                    try machine.exec(task, exec)
                    try drain()
                }
            }
        }
        let information = [UInt8](repeating: 1, count: 128)
        for signal in [Int32(9), 15] {
            try machine.signal(task, signal, information: information)
            for outcome: UInt64 in [0, 1, 2] {
                for exitCode in [nil, 15, 11] as [UInt32?] {
                    try machine.sendSignal(signal, from: task, to: task, outcome: outcome, endsBy: exitCode)
                }
            }
        }
        for round in 0..<18 {
            machine.processor = UInt32(round % request.processorCount)
            let child = try machine.fork(task, pid: task.pid * 1000 + UInt32(round), thread: round % 2 == 0)
            let (number, abi) = [(60, ABI.x86_64), (231, .x86_64), (1, .i386), (252, .i386), (60, .i386), (1, .x86_64)][round % 6]
            try machine.end(child, status: 1, call: round % 7 == 0 ? nil : number, abi: abi)
            try drain()
        }
        try machine.end(task, status: 1)
        try drain()
    }
}
