import Bytecode
import Compiler

/// A task of the fake kernel.
final class FakeTask {
    let pid: UInt32
    let tgid: UInt32
    /// `task_struct`.
    let structure: Region
    /// `pt_regs` at the bottom of the kernel stack.
    let registers: Region
    var memory = UserMemory()
    /// Path in the cgroup hierarchy: `/a/b`.
    var cgroup = "/"
    var user: UInt32 = 0
    var group: UInt32 = 0
    var command = "task"

    fileprivate init(pid: UInt32, tgid: UInt32, structure: Region, registers: Region) {
        self.pid = pid
        self.tgid = tgid
        self.structure = structure
        self.registers = registers
    }

    /// TS_COMPAT of `thread_info.status`: the task is in an i386 call.
    var isCompat: Bool {
        get { structure.bytes[12] & 2 != 0 }
        set { structure.store(12, 4, newValue ? 0xffff_fffe : 0xffff_fffd) }
    }

    func setRegister(_ name: String, _ value: UInt64) {
        guard let index = FakeKernel.registers.firstIndex(of: name) else { preconditionFailure("no register \(name)") }
        registers.store(8 * index, 8, value)
    }
}

/// A map of the fake kernel.
final class FakeMap {
    let blueprint: MapBlueprint
    /// What stands for the map in a register.
    let handle: UInt64
    /// Values of an array.
    fileprivate(set) var elements: Region?
    /// Values of task storage by the address of the task.
    fileprivate(set) var storage: [UInt64: Region] = [:]
    /// Slots of a program array.
    var slots: [UInt32: String] = [:]
    /// Bytes in use, and the finished records, of a ring.
    fileprivate(set) var used = 0
    fileprivate(set) var records: [[UInt8]] = []
    /// The path that a slot of a cgroup array stands for.
    var cgroup: String?

    fileprivate init(_ blueprint: MapBlueprint, handle: UInt64) {
        self.blueprint = blueprint
        self.handle = handle
    }

    var elementStep: Int { (blueprint.valueSize + 7) / 8 * 8 }

    /// The finished records; the ring is empty again.
    func drain() -> [[UInt8]] {
        defer {
            records = []
            used = 0
        }
        return records
    }
}

/// A kernel with tasks, maps and attached programs, as far as generated programs can see.
final class Machine {
    /// Where the low-level failures that programs must survive are set.
    struct Failures {
        /// `task_storage_get` finds no memory for new entries.
        var storage = false
        /// Maps in which `map_lookup_elem` finds nothing, as the verifier wants to be considered.
        var lookup: Set<String> = []
        /// The running program has as many tail calls behind it as are allowed.
        var tailCall = false
    }

    let blueprint: Blueprint
    let processors: Int
    var processor: UInt32 = 0
    var clock: UInt64 = 1_000_000
    var failures = Failures()
    private(set) var coverage: [String: Coverage] = [:]
    var current: FakeTask
    /// By address: each has a span of its own.
    private var regions: [Region?] = []
    private var maps: [String: FakeMap] = [:]
    private var mapsByHandle: [UInt64: FakeMap] = [:]
    private var programs: [String: ProgramBlueprint] = [:]
    private var codes: [String: [PlainInstruction]] = [:]
    private var tasks: [UInt64: FakeTask] = [:]
    private(set) var reservation: (map: FakeMap, region: Region)?
    private lazy var iterator = makeRegion("an iterator's number", size: 8, access: .readOnly)

    init(_ blueprint: Blueprint, processors: Int = 1) throws {
        self.blueprint = blueprint
        self.processors = processors
        let none = Region("nothing", base: 0, size: 0, access: .helpersOnly)
        current = FakeTask(pid: 0, tgid: 0, structure: none, registers: none)
        for program in blueprint.programs { programs[program.name] = program }
        for map in blueprint.maps { makeMap(map) }
        for slot in blueprint.slots { try map(slot.map).slots[UInt32(slot.index)] = slot.program }
        for content in blueprint.contents {
            let map = try map(content.map)
            guard content.bytes.count == map.blueprint.valueSize, content.index < map.blueprint.maximumEntries else {
                throw Fault("element \(content.index) of \(content.map) has \(content.bytes.count) bytes")
            }
            map.elements?.store(content.index * map.elementStep, content.bytes)
        }
        for name in blueprint.attached where programs[name] == nil { throw Fault("'\(name)' is attached and is no program") }
    }

    // MARK: Memory

    func makeRegion(_ name: String, size: Int, access: Region.Access, tracksWrites: Bool = false) -> Region {
        precondition(size <= Int(Region.spacing))
        let base = Self.firstRegion + UInt64(regions.count) * Region.spacing
        let region = Region(name, base: base, size: size, access: access, tracksWrites: tracksWrites)
        regions.append(region)
        return region
    }

    private static let firstRegion: UInt64 = 0xffff_0000_0000_0000

    func forget(_ region: Region) { regions[Int((region.base - Self.firstRegion) / Region.spacing)] = nil }

    func region(_ address: UInt64) throws -> Region {
        let index = Int(truncatingIfNeeded: (address &- Self.firstRegion) / Region.spacing)
        guard index < regions.count, let region = regions[index] else { throw Fault("nothing is at \(String(address, radix: 16))") }
        return region
    }

    func iteratorNumber(_ number: Int32) -> UInt64 {
        iterator.store(0, 4, UInt64(UInt32(bitPattern: number)))
        return iterator.base
    }

    // MARK: Maps

    private func makeMap(_ blueprint: MapBlueprint) {
        let map = FakeMap(blueprint, handle: 0xfffd_0000_0000_0000 + UInt64(maps.count) * 4096)
        if blueprint.kind == .array {
            map.elements = makeRegion("map \(blueprint.name)", size: map.elementStep * blueprint.maximumEntries, access: .direct)
        }
        maps[blueprint.name] = map
        mapsByHandle[map.handle] = map
    }

    func map(_ name: String) throws -> FakeMap {
        guard let map = maps[name] else { throw Fault("there is no map \(name)") }
        return map
    }

    func map(at handle: UInt64, _ kind: MapKind) throws -> FakeMap {
        guard let map = mapsByHandle[handle] else { throw Fault("no map where one must be") }
        guard map.blueprint.kind == kind else { throw Fault("map \(map.blueprint.name) is no \(kind)") }
        return map
    }

    /// The 8 bytes at `offset` of an element of an array map.
    func word(_ name: String, _ index: Int = 0, at offset: Int16 = 0) throws -> UInt64 {
        let map = try map(name)
        guard let elements = map.elements else { throw Fault("map \(name) is no array") }
        return try elements.load(index * map.elementStep + Int(offset), 8)
    }

    func setWord(_ name: String, _ value: UInt64) throws { try map(name).elements?.store(0, 8, value) }

    /// The entry of a task in the task storage map.
    func entry(_ task: FakeTask) throws -> Region? { try map(SharedMaps.tasks).storage[task.structure.base] }

    /// What the session does to bring a task into scope.
    func admit(_ task: FakeTask, _ state: TaskEntry.State) throws {
        let map = try map(SharedMaps.tasks)
        let entry = makeRegion("entry of task \(task.pid)", size: TaskEntry.size, access: .direct)
        entry.store(0, TaskEntry.bytes(state))
        map.storage[task.structure.base] = entry
    }

    /// The program that a tail call reaches; nil where the slot is empty.
    func program(of handle: UInt64, index: UInt64) throws -> ProgramBlueprint? {
        let map = try map(at: handle, .programArray)
        guard !failures.tailCall, let name = map.slots[UInt32(truncatingIfNeeded: index)] else { return nil }
        guard let program = programs[name] else { throw Fault("there is no program \(name)") }
        return program
    }

    /// The instructions of a program without names.
    func code(of program: ProgramBlueprint) throws -> [PlainInstruction] {
        if let known = codes[program.name] { return known }
        let code = try program.instructions.map { try PlainInstruction($0) }
        codes[program.name] = code
        return code
    }

    func coverage(of program: ProgramBlueprint) -> Coverage {
        if let known = coverage[program.name] { return known }
        let new = Coverage(count: program.instructions.count)
        coverage[program.name] = new
        return new
    }

    // MARK: Tasks and hooks

    func makeTask(pid: UInt32, tgid: UInt32? = nil) -> FakeTask {
        let task = FakeTask(
            pid: pid, tgid: tgid ?? pid, structure: makeRegion("task \(pid)", size: 128, access: .fields(of: "task_struct")),
            registers: makeRegion("registers of \(pid)", size: 8 * FakeKernel.registers.count, access: .fields(of: "pt_regs")))
        task.structure.store(40, 4, UInt64(task.pid))
        task.structure.store(44, 4, UInt64(task.tgid))
        task.isCompat = false
        tasks[task.structure.base] = task
        return task
    }

    func task(at address: UInt64) throws -> FakeTask {
        guard let task = tasks[address] else { throw Fault("no task where one must be") }
        return task
    }

    /// Runs the programs that are attached to a tracepoint, in `task`.
    func fire(_ tracepoint: String, in task: FakeTask, _ arguments: [UInt64]) throws {
        current = task
        for name in blueprint.attached {
            guard let program = programs[name], program.tracepoint == tracepoint else { continue }
            let context = makeRegion("the context", size: 8 * arguments.count, access: .readOnly)
            for (index, argument) in arguments.enumerated() { context.store(8 * index, 8, argument) }
            try Interpreter.run(program, context: context, on: self)
            forget(context)
        }
    }

    // MARK: Rings

    /// Leaves no room in any ring.
    func fillRings() {
        for map in maps.values where map.blueprint.kind == .ringBuffer { map.used = map.blueprint.maximumEntries }
    }

    func reserve(_ map: FakeMap, size: Int) throws -> UInt64 {
        guard reservation == nil else { throw Fault("two reservations at a time") }
        let claimed = (size + 8 + 7) / 8 * 8
        guard map.used + claimed <= map.blueprint.maximumEntries else { return 0 }
        map.used += claimed
        let region = makeRegion("a reserved record", size: size, access: .direct, tracksWrites: true)
        reservation = (map, region)
        return region.base
    }

    func submit(_ address: UInt64) throws {
        guard let reservation, reservation.region.base == address else { throw Fault("what was never reserved is submitted") }
        try reservation.region.checkWritten(0, reservation.region.bytes.count)
        reservation.map.records.append(reservation.region.bytes)
        forget(reservation.region)
        self.reservation = nil
    }

    func output(_ map: FakeMap, _ bytes: [UInt8]) -> UInt64 {
        let claimed = (bytes.count + 8 + 7) / 8 * 8
        guard map.used + claimed <= map.blueprint.maximumEntries else { return UInt64(bitPattern: -11) }
        map.used += claimed
        map.records.append(bytes)
        return 0
    }
}

extension FakeMap {
    /// The entry of a task, made when `create` and there is none.
    func storage(of task: FakeTask, create: Bool, on machine: Machine) -> Region? {
        if let entry = storage[task.structure.base] { return entry }
        guard create, !machine.failures.storage else { return nil }
        let entry = machine.makeRegion("entry of task \(task.pid)", size: blueprint.valueSize, access: .direct)
        storage[task.structure.base] = entry
        return entry
    }
}
