import Bytecode
import CLinux
import Glibc
import Kernel
import Testing

@Suite("Programs in the running kernel", .loadsPrograms, .serialized, .timeLimit(.minutes(1)))
struct KernelObjectTests {
    let types: TypeInformation

    init() throws { types = try TypeInformation() }

    /// A ring of 16-byte records (call number, result), one for each `getppid` of this process.
    private func recorder(ring: String = "ring0") throws -> ProgramBlueprint {
        var program = Assembler()
        let out = program.label("out")
        Sample.filter(&program, out: out)
        program.load(.r1, .r7, field: KernelField("pt_regs", "orig_ax"), .double)
        program.store(.r10, -16, .r1, .double)
        program.load(.r1, .r6, 8, .double)
        program.store(.r10, -8, .r1, .double)
        program.load(.r1, map: ring)
        program.move(.r2, .r10)
        program.arithmetic(.add, .r2, -16)
        program.move(.r3, 16)
        program.move(.r4, 1)  // BPF_RB_NO_WAKEUP
        program.call(.ringBufferOutput)
        Sample.finish(&program, out: out)
        return ProgramBlueprint(name: "kt_recorder", tracepoint: "sys_exit", instructions: try program.finish())
    }

    @Test func everyCallIsRecordedOnce() throws {
        let object = try KernelObject(
            Blueprint(maps: [Sample.ring("ring0")], programs: [try recorder()], attached: ["kt_recorder"]), types: types)
        let reader = try object.ringReader(map: "ring0")
        let links = try object.attachAll()
        for _ in 0..<1000 { _ = getppid() }
        links.forEach { $0.close() }
        for _ in 0..<10 { _ = getppid() }

        #expect(reader.available == 1000 * 24)
        var records: [[UInt64]] = []
        let first = reader.drain(limitBytes: 24 * 10) { records.append(Array($0.bindMemory(to: UInt64.self))) }
        #expect(first == 240)
        #expect(reader.available == 990 * 24)
        #expect(reader.drain { records.append(Array($0.bindMemory(to: UInt64.self))) } == 990 * 24)
        #expect(records.count == 1000)
        #expect(records.allSatisfy { $0 == [UInt64(Sample.getppidNumber), UInt64(getppid())] })
        #expect(reader.available == 0)
        #expect(reader.drain { _ in } == 0)
    }

    @Test func aFullRingWrapsAround() throws {
        let object = try KernelObject(
            Blueprint(maps: [Sample.ring("ring0", bytes: 4096)], programs: [try recorder()]), types: types)
        let reader = try object.ringReader(map: "ring0")
        let link = try object.attach("kt_recorder")
        defer { link.close() }
        var count = 0
        for _ in 0..<50 {
            for _ in 0..<100 { _ = getppid() }
            reader.drain { record in if record.load(as: UInt64.self) == UInt64(Sample.getppidNumber) { count += 1 } }
        }
        #expect(count == 5000)
        for _ in 0..<1000 { _ = getppid() }
        #expect(reader.available <= 4096)
        #expect(reader.drain { _ in } > 4000)
    }

    @Test func countersAreReadWithoutACall() throws {
        let object = try KernelObject(
            Blueprint(maps: [Sample.counterMap("counts")], programs: [try Sample.counter(map: "counts")], attached: ["kt_counter"]),
            types: types)
        let array = try object.mappedArray(map: "counts")
        #expect(array.count == 16)
        let links = try object.attachAll()
        for _ in 0..<321 { _ = getppid() }
        links.forEach { $0.close() }
        #expect(array.load(0) == 321)
        #expect(array.load(8) == 0)
        #expect(try object.lookup(map: "counts", key: UInt32(0), as: UInt64.self) == 321)
        array.store(7, at: 8)
        #expect(try object.lookup(map: "counts", key: UInt32(1), as: UInt64.self) == 7)
    }

    @Test func aSlotIsReplacedWhileItsDispatcherIsAttached() throws {
        var dispatcher = Assembler()
        let out = dispatcher.label("out")
        Sample.filter(&dispatcher, out: out)
        dispatcher.move(.r1, .r6)
        dispatcher.load(.r2, map: "slots")
        dispatcher.move(.r3, 5)
        dispatcher.call(.tailCall)
        Sample.finish(&dispatcher, out: out)
        let object = try KernelObject(
            Blueprint(
                maps: [
                    MapBlueprint("slots", .programArray, valueSize: 4, maximumEntries: 8), Sample.counterMap("one"),
                    Sample.counterMap("two"),
                ],
                programs: [
                    ProgramBlueprint(name: "kt_dispatcher", tracepoint: "sys_exit", instructions: try dispatcher.finish()),
                    try Sample.counter("kt_one", map: "one"),
                ],
                slots: [SlotBlueprint(map: "slots", index: 5, program: "kt_one")], attached: ["kt_dispatcher"]), types: types)
        let (one, two) = (try object.mappedArray(map: "one"), try object.mappedArray(map: "two"))
        let links = try object.attachAll()
        defer { links.forEach { $0.close() } }
        for _ in 0..<10 { _ = getppid() }
        #expect((one.load(0), two.load(0)) == (10, 0))

        try object.load([try Sample.counter("kt_two", map: "two")])
        try object.setSlot(map: "slots", index: 5, program: "kt_two")
        for _ in 0..<20 { _ = getppid() }
        #expect((one.load(0), two.load(0)) == (10, 20))

        object.unload(program: "kt_two")
        for _ in 0..<5 { _ = getppid() }
        #expect((one.load(0), two.load(0)) == (10, 25), "a slot keeps its program")
        #expect(try object.clearSlot(map: "slots", index: 5))
        #expect(try !object.clearSlot(map: "slots", index: 5))
        for _ in 0..<5 { _ = getppid() }
        #expect((one.load(0), two.load(0)) == (10, 25))
        #expect(throws: KernelError.noProgram("kt_two")) { try object.setSlot(map: "slots", index: 5, program: "kt_two") }
    }

    @Test func taskStorageIsSetThroughAPidfd() throws {
        // The program counts only where the storage of the task holds 77.
        var program = Assembler()
        let out = program.label("out")
        Sample.filter(&program, out: out)
        program.load(.r1, map: "scope")
        program.move(.r2, .r0)
        program.move(.r3, 0)
        program.move(.r4, 0)
        program.call(.taskStorageGet)
        program.jump(.equal, .r0, 0, to: out)
        program.load(.r1, .r0, 0, .double)
        program.jump(.notEqual, .r1, 77, to: out)
        Sample.count(&program, map: "counts")
        Sample.finish(&program, out: out)
        let object = try KernelObject(
            Blueprint(
                maps: [Sample.counterMap("counts"), MapBlueprint("scope", .taskStorage, valueSize: 16, maximumEntries: 0)],
                programs: [ProgramBlueprint(name: "kt_scope", tracepoint: "sys_exit", instructions: try program.finish())],
                attached: ["kt_scope"]), types: types)
        let array = try object.mappedArray(map: "counts")
        let links = try object.attachAll()
        defer { links.forEach { $0.close() } }

        // Storage belongs to a thread: the calls are made on one of our own, whichever thread runs the test.
        let thread = OwnThread()
        thread.callGetppid(30)
        #expect(array.load(0) == 0)
        let pidfd = CLinux_pidfd_open(thread.identifier, UInt32(CLINUX_PIDFD_THREAD))
        try #require(pidfd >= 0, "pidfd_open with PIDFD_THREAD: errno \(errno)")
        defer { close(pidfd) }
        try object.update(map: "scope", key: pidfd, value: (UInt64(77), UInt64(0)))
        thread.callGetppid(30)
        #expect(array.load(0) == 30)
        #expect(try object.lookup(map: "scope", key: pidfd)?.count == 16)
        #expect(try object.delete(map: "scope", key: pidfd))
        #expect(try !object.delete(map: "scope", key: pidfd))
        thread.callGetppid(30)
        #expect(array.load(0) == 30)
        thread.end()
    }
}

extension KernelObjectTests {
    @Test func hashAndPerCPUElements() throws {
        let object = try KernelObject(
            Blueprint(maps: [
                MapBlueprint("pairs", .hash, keySize: 8, valueSize: 4, maximumEntries: 16),
                MapBlueprint("perCPU", .perCPUArray, valueSize: 12, maximumEntries: 1),
            ]), types: types)
        #expect(try object.keys(map: "pairs").isEmpty)
        for key in UInt64(1)...5 { try object.update(map: "pairs", key: key, value: UInt32(key * 10)) }
        #expect(try object.lookup(map: "pairs", key: UInt64(3), as: UInt32.self) == 30)
        #expect(try object.lookup(map: "pairs", key: UInt64(9), as: UInt32.self) == nil)
        #expect(Set(try object.keys(map: "pairs").map { $0[0] }) == [1, 2, 3, 4, 5])
        #expect(try object.delete(map: "pairs", key: UInt64(3)))
        #expect(try object.keys(map: "pairs").count == 4)

        try object.update(map: "perCPU", key: UInt32(0), value: (UInt32(1), UInt32(2), UInt32(3)))
        let values = try object.lookupPerCPU(map: "perCPU", key: UInt32(0), as: (UInt32, UInt32, UInt32).self)
        #expect(!values.isEmpty)
        #expect(values.allSatisfy { $0 == (1, 2, 3) })
        #expect(try object.lookup(map: "perCPU", key: UInt32(0))?.count == values.count * 16)
    }

    @Test func manyProgramsLoadOnTwoThreads() throws {
        let object = try KernelObject(
            Blueprint(programs: try (0..<60).map { try Sample.empty("kt_\($0)") }), types: types)
        let information = object.programInformation
        #expect(information.count == 60)
        #expect(Set(information.map(\.identifier)).count == 60)
        #expect(information.allSatisfy { $0.recursionMisses == 0 })
    }

    @Test func nothingStaysBehind() throws {
        func attachAndLeave() throws {
            let object = try KernelObject(
                Blueprint(programs: [try Sample.empty("kt_stays")], attached: ["kt_stays"]), types: types)
            let links = try object.attachAll()
            #expect(loadedPrograms(prefix: "kt_stays") == ["kt_stays"])
            #expect(links.map(\.tracepoint) == ["sys_exit"])
        }
        try attachAndLeave()
        #expect(programsVanish(prefix: "kt_stays"))
    }

    @Test func aLinkOutlivesItsObject() throws {
        var object: KernelObject? = try KernelObject(Blueprint(programs: [try Sample.empty("kt_outlives")]), types: types)
        let link = try object?.attach("kt_outlives")
        object = nil
        #expect(loadedPrograms(prefix: "kt_outlives") == ["kt_outlives"])
        link?.close()
        link?.close()
        #expect(programsVanish(prefix: "kt_outlives"))
    }
}
