import Bytecode
import Compiler
import Rules
import Schema
import Testing

/// request → plan and what is armed for it, as text.
@Suite struct PlanTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let request: CompilerRequest

        init(_ name: String, _ names: [String] = [], compat: [String] = [], _ change: (inout CompilerRequest) -> Void = { _ in }) {
            self.name = name
            request = CompilerRequest(names, compat: compat, change)
        }

        var testDescription: String { name }
    }

    static let common = ["getpid", "openat", "read", "write", "close"]

    static let rows: [Row] = [
        Row("common", common, compat: common),
        Row("equal-plans-share-a-program", ["close", "fsync", "dup", "getpid", "getuid", "rename", "link"]),
        Row("structures", ["poll", "rt_sigaction", "nanosleep", "pipe2", "setgroups", "connect", "recvfrom", "getsockname"]),
        Row("exec", ["execve", "execveat"], compat: ["execve"]),
        Row("exec-whole-environment", ["execve"]) { $0.limits.wholeEnvironment = true },
        Row("exec-on-an-old-kernel", ["execve", "openat"], compat: ["execve"]) {
            $0.facts = KernelFacts(hasPrepareExec: false, hasNumberIterator: false)
            $0.startTimes = true
        },
        Row("exec-failures-only", ["execve"]) { $0.results = ResultTest(successes: false) },
        Row("signals", ["rt_sigreturn", "kill"], compat: ["rt_sigreturn", "sigreturn"]) { $0.signals = true },
        Row("sigreturn-alone", compat: ["sigreturn"]),
        Row("births", ["clone", "clone3", "fork", "vfork"]),
        Row("exits", ["exit", "exit_group"], compat: ["exit", "exit_group"]),
        Row("start-times", common + ["exit_group", "rt_sigreturn"], compat: ["rt_sigreturn"]) { $0.startTimes = true },
        Row("successes", common) { $0.results = ResultTest(failures: false) },
        Row("failures", common) { $0.results = ResultTest(successes: false) },
        Row("no-results", common + ["execve", "exit_group"]) {
            $0.results = ResultTest(successes: false, failures: false)
            $0.numbers[.x86_64] = .everything
        },
        Row("unknown-numbers", ["getpid"]) {
            $0.numbers[.x86_64] = SyscallSet([39, 500, 501, 1023])
            $0.numbers[.i386] = SyscallSet([500])
        },
        Row("no-memory", ["openat", "execve", "read"]) { $0.limits.memory = false },
        Row("limits", ["openat", "read", "poll"]) {
            $0.limits.bytes = 0
            $0.limits.string = 100
            $0.limits.array = 20
        },
        Row("cgroup", ["close"]) { $0.scope = .cgroup },
        Row("everything-on-many-processors", ["close"]) {
            $0.scope = .everything
            $0.processorCount = 40
            $0.signals = true
        },
        Row("children-left-out", ["close"]) { $0.scope = .tasks(followChildren: false) },
    ]

    @Test(arguments: rows) func plan(_ row: Row) throws {
        try Snapshot.expect(row.request.compile().summary, "plans/\(row.name).txt")
    }

    @Test func thePlanOfARequestIsAlwaysTheSame() throws {
        let request = CompilerRequest.everything()
        let (first, second) = (try request.compile(), try request.compile())
        #expect(first.blueprint == second.blueprint)
        #expect(first.programOfSlot == second.programOfSlot)
    }

    /// Every number of every ABI has its slot, calls that do not return apart, and no number two.
    @Test func everythingArmsEveryNumber() throws {
        let request = CompilerRequest.everything()
        let plan = request.plan()
        let slots = plan.slots.map(\.slot)
        #expect(Set(slots).count == slots.count)
        #expect(slots == slots.sorted())
        for abi in ABI.allCases {
            let base = DispatchTable.base(abi)
            let exits = (abi == .i386 ? plan.compatExits : plan.exits).map(\.number)
            let signalReturns = SyscallTable.of(abi).calls.filter { $0.name.hasSuffix("sigreturn") }.map(\.number)
            let missing = (0..<DispatchTable.slotsPerABI).filter { !slots.contains(base + $0) }
            #expect(Set(missing) == Set(exits + signalReturns))
            #expect(exits.count == 2)
        }
        let compiled = try request.compile()
        #expect(compiled.blueprint.programs.count < 160, "each program that is loaded takes its time: a trace of everything starts in a few tens of milliseconds")
        #expect(Set(compiled.programOfSlot.keys) == Set(slots))
    }

    /// What was not selected has no slot: the programs must not run for it.
    @Test func whatIsNotSelectedIsNotArmed() throws {
        var request = CompilerRequest.everything()
        request.calls.removeAll { $0.name == "openat" }
        request.numbers[.x86_64] = SyscallSet([257]).inverted
        request.compatCalls = []
        request.numbers[.i386] = SyscallSet()
        let slots = request.plan().slots.map(\.slot)
        #expect(!slots.contains(257))
        #expect(slots.allSatisfy { $0 < DispatchTable.slotsPerABI })
    }

    /// The names that the kernel keeps: unique, at most 15 bytes, no blanks; a blank is EINVAL and an empty log.
    @Test func namesAreSuchAsTheKernelTakes() throws {
        let blueprint = try CompilerRequest.everything { $0.processorCount = 64 }.compile().blueprint
        let names = blueprint.maps.map(\.name) + blueprint.programs.map(\.name)
        #expect(names.allSatisfy { name in name.utf8.count <= 15 && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } })
        #expect(Set(blueprint.maps.map(\.name)).count == blueprint.maps.count)
        #expect(Set(blueprint.programs.map(\.name)).count == blueprint.programs.count)
        #expect(blueprint.maps.count <= 64, "a program may use 64 maps")
    }
}

extension CompiledSession {
    /// The plan, and what carries it.
    var summary: String {
        var text = plan.text(programOfSlot: programOfSlot)
        text += "attached: \(blueprint.attached.joined(separator: ", "))\n"
        for map in blueprint.maps {
            text += "map \(map.name): \(map.kind), \(map.maximumEntries) × \(map.valueSize)\(map.isMappable ? ", mapped" : "")\n"
        }
        let entries = blueprint.slots.filter { $0.map == SharedMaps.enterTable }.sorted { $0.index < $1.index }
        for slot in entries { text += "at entry, slot \(slot.index): \(slot.program)\n" }
        for content in blueprint.contents { text += "\(content.map)[\(content.index)]: \(content.bytes.count) bytes\n" }
        return text
    }
}
