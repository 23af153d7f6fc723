import Bytecode
import Compiler
import Rules
import Schema

/// What a program does when it is traced: events of the fake kernel in the order in which a real one has them.
extension Machine {
    convenience init(_ request: CompilerRequest) throws {
        try self.init(request.compile().blueprint, processors: request.processorCount)
        if request.scope == .cgroup { try map(SharedMaps.cgroup).cgroup = "/traced" }
    }

    /// A task that the session concerns, whatever its scope.
    func tracedTask(pid: UInt32, tgid: UInt32? = nil) throws -> FakeTask {
        let task = makeTask(pid: pid, tgid: tgid)
        task.cgroup = "/traced/below"
        try admit(task, .inScope)
        return task
    }

    /// Puts the registers of a call into place. Bits that the ABI does not use are set, since nobody promises that they are not.
    func setCall(_ task: FakeTask, _ number: Int, _ arguments: [UInt64], abi: ABI) {
        let names = abi == .i386 ? ["bx", "cx", "dx", "si", "di", "bp"] : ["di", "si", "dx", "r10", "r8", "r9"]
        let garbage: UInt64 = abi == .i386 ? 0xdead_beef_0000_0000 : 0
        for (index, name) in names.enumerated() {
            let argument = arguments.indices.contains(index) ? arguments[index] : 0x1111 * UInt64(index + 1)
            task.setRegister(name, abi == .i386 ? argument & 0xffff_ffff | garbage : argument)
        }
        task.setRegister("orig_ax", UInt64(bitPattern: Int64(number)))
        task.isCompat = abi == .i386
    }

    func enter(_ task: FakeTask, _ number: Int, _ arguments: [UInt64] = [], abi: ABI = .x86_64) throws {
        setCall(task, number, arguments, abi: abi)
        try fire("sys_enter", in: task, [task.registers.base, UInt64(bitPattern: Int64(number))])
    }

    func leave(_ task: FakeTask, _ result: Int64) throws {
        try fire("sys_exit", in: task, [task.registers.base, UInt64(bitPattern: result)])
        task.isCompat = false
    }

    /// A whole call.
    func call(_ task: FakeTask, _ number: Int, _ arguments: [UInt64] = [], result: Int64 = 0, abi: ABI = .x86_64) throws {
        try enter(task, number, arguments, abi: abi)
        try leave(task, result)
    }

    /// What the end of `rt_sigreturn` looks like: the registers of the interrupted code, and no number.
    func returnFromSignal(_ task: FakeTask, number: Int = 15, result: Int64 = 0, abi: ABI = .x86_64) throws {
        try enter(task, number, abi: abi)
        task.setRegister("orig_ax", abi == .i386 ? 0xffff_ffff : .max)
        try leave(task, result)
    }

    /// A birth; the child is in the cgroup of its parent.
    func fork(_ parent: FakeTask, pid: UInt32, thread: Bool = false) throws -> FakeTask {
        let child = makeTask(pid: pid, tgid: thread ? parent.tgid : pid)
        child.cgroup = parent.cgroup
        try fire("sched_process_fork", in: parent, [parent.structure.base, child.structure.base])
        return child
    }

    /// A successful exec.
    struct Exec {
        var number = 59
        var abi = ABI.x86_64
        var arguments: [UInt64] = [0x1000, 0x2000, 0x3000, 0x4000, 0x5000]
        var path: [UInt8] = Array("/bin/true".utf8)
        var vector = ["true", "--flag"]
        var environment = ["HOME=/", "TERM=dumb"]
        /// The id that the calling thread had before it became the leader.
        var formerID: UInt32?
        /// The new memory cannot be read.
        var isUnreadable = false
        /// The kernel's copy of the path cannot be read.
        var hasUnreadablePath = false
        /// The exec began before the session: nothing was noted of it.
        var beganBefore = false
        /// The file is a script: its interpreter runs in its place, and gets a vector of its own.
        var isScript = false

        init() {}
    }

    static let argumentArea: UInt64 = 0x7000_0000_0000
    static let environmentArea: UInt64 = 0x7100_0000_0000

    func exec(_ task: FakeTask, _ exec: Exec = Exec()) throws {
        if exec.beganBefore {
            setCall(task, exec.number, exec.arguments, abi: exec.abi)
        } else {
            try enter(task, exec.number, exec.arguments, abi: exec.abi)
        }
        let filename = makeRegion("the file name", size: exec.path.count + 1, access: .helpersOnly)
        filename.store(0, exec.path)
        let binary = makeRegion("linux_binprm", size: 64, access: .helpersOnly)
        binary.store(24, 8, exec.hasUnreadablePath ? 1 : filename.base)
        binary.store(48, 8, try exec.isScript ? 2 : binary.load(24, 8))
        binary.store(36, 4, UInt64(exec.environment.count))
        binary.store(40, 4, 0xffff_ffff)
        if !exec.beganBefore { try fire("sched_prepare_exec", in: task, [task.structure.base, binary.base]) }
        let memory = makeRegion("mm_struct", size: 64, access: .helpersOnly)
        task.memory = UserMemory()
        let areas: [(place: Int, start: UInt64, strings: [String])] = [
            (16, Self.argumentArea, exec.vector), (40, Self.environmentArea, exec.environment),
        ]
        for area in areas {
            let bytes = area.strings.flatMap { Array(($0 + "\0").utf8) }
            if !exec.isUnreadable { task.memory.write(bytes, at: area.start) }
            memory.store(area.place, 8, area.start)
            memory.store(area.place + 8, 8, area.start + UInt64(bytes.count))
        }
        task.structure.store(72, 8, memory.base)
        for name in FakeKernel.registers where name != "orig_ax" { task.setRegister(name, 0) }
        try fire("sched_process_exec", in: task, [task.structure.base, UInt64(exec.formerID ?? task.pid), binary.base])
        try leave(task, 0)
        for region in [filename, binary, memory] { forget(region) }
    }

    /// The end of a task, with `exit_group` as its last call unless it was killed.
    func end(_ task: FakeTask, status: UInt32, call number: Int? = 231, abi: ABI = .x86_64) throws {
        if let number {
            try enter(task, number, [UInt64(status)], abi: abi)
            task.structure.store(52, 4, UInt64(status) << 8)
        } else {
            task.setRegister("orig_ax", .max)
            task.isCompat = abi == .i386
            task.structure.store(52, 4, UInt64(status))
        }
        try fire("sched_process_exit", in: task, [task.structure.base, 1])
    }

    func signal(_ task: FakeTask, _ number: Int32, information: [UInt8]) throws {
        let region = makeRegion("siginfo", size: information.count, access: .helpersOnly)
        region.store(0, information)
        try fire("signal_deliver", in: task, [UInt64(bitPattern: Int64(number)), region.base, 0])
        forget(region)
    }

    /// A signal is sent. `outcome` is the kernel's TRACE_SIGNAL_*: 0 delivered, 1 ignored, 2 already pending.
    func sendSignal(_ number: Int32, from sender: FakeTask, to task: FakeTask, outcome: UInt64, endsBy exitCode: UInt32? = nil) throws {
        let information = makeRegion("siginfo", size: 128, access: .helpersOnly)
        information.store(0, 4, UInt64(number))
        let process = makeRegion("signal_struct", size: 64, access: .helpersOnly)
        process.store(20, 4, exitCode == nil ? 0xffff_fffb : 4)
        process.store(24, 4, 0xffff_ffff)
        process.store(28, 4, UInt64(exitCode ?? 0))
        task.structure.store(104, 8, process.base)
        try fire("signal_generate", in: sender, [UInt64(number), information.base, task.structure.base, 1, outcome])
        forget(information)
        forget(process)
    }

    /// The records of all rings, each ring in its order.
    func records() throws -> [Record] {
        var records: [Record] = []
        for index in 0..<SharedMaps.ringCount(processors: processors) {
            for bytes in try map(SharedMaps.ring(index)).drain() { records.append(try Record(bytes)) }
        }
        return records
    }

    /// Lost calls and other events, of all processors.
    func losses() throws -> (calls: UInt64, others: UInt64) {
        var sum: (calls: UInt64, others: UInt64) = (0, 0)
        for index in 0..<processors {
            sum.calls += try word(SharedMaps.losses, index, at: LossEntry.calls)
            sum.others += try word(SharedMaps.losses, index, at: LossEntry.others)
        }
        return sum
    }
}

extension CompilerRequest {
    /// A request for calls by name, on both ABIs when `compat`, with rings of 1 MiB.
    init(_ names: [String], compat: [String] = [], _ change: (inout CompilerRequest) -> Void = { _ in }) {
        self.init()
        calls = SyscallTable.of(.x86_64).calls.filter { names.contains($0.name) }
        compatCalls = SyscallTable.of(.i386).calls.filter { compat.contains($0.name) }
        ringBytes = 1 << 20
        signals = false
        change(&self)
    }

    /// Everything that the tables have, and what they have not.
    static func everything(_ change: (inout CompilerRequest) -> Void = { _ in }) -> CompilerRequest {
        var request = CompilerRequest([])
        request.calls = SyscallTable.of(.x86_64).calls
        request.compatCalls = SyscallTable.of(.i386).calls
        for abi in ABI.allCases { request.numbers[abi] = .everything }
        request.signals = true
        request.ringBytes = 1 << 23
        change(&request)
        return request
    }
}
