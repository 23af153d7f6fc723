import Bytecode
import Glibc
import Kernel
import Testing

@Suite("What the kernel refuses")
struct RefusalTests {
    @Test(
        "The useful line of a verifier log",
        arguments: [
            (
                """
                func#0 @0
                0: R1=ctx() R10=fp0
                0: (79) r2 = *(u64 *)(r1 +8)
                func 'bpf_testmod' doesn't have 2-th argument
                invalid bpf_context access off=8 size=8
                processed 1 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0

                """, "invalid bpf_context access off=8 size=8", 0 as Int?
            ),
            (
                """
                6: (b7) r1 = 1
                ; a source line
                7: (85) call bpf_probe_read_user#113
                R2 min value is negative, either use unsigned or 'var &= const'
                processed 8 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
                """, "R2 min value is negative, either use unsigned or 'var &= const'", 7
            ),
            ("unreachable insn 4\nverification time 12 usec\nstack depth 0\n", "unreachable insn 4", nil),
            ("R0_w=scalar() R10=fp0\nprocessed 1 insns", "processed 1 insns", nil),
            ("", "it gave no reason", nil),
        ])
    func usefulLine(log: String, message: String, instruction: Int?) {
        let read = VerifierLog(log)
        #expect(read.message == message)
        #expect(read.instruction == instruction)
    }

    @Test(
        "Errors are one sentence with something to do",
        arguments: [
            KernelError.notPermitted(action: "load eBPF programs"), .noBPF, .noTypeInformation(path: "/p", error: ENOENT),
            .mapNotCreated(name: "ring0", error: ENOMEM), .refusedByVerifier(program: "p", line: "l", log: "x\ny"),
            .noField(KernelField("a", "b")), .noCgroup(path: "/c", error: ENOENT),
        ])
    func sentences(error: KernelError) {
        #expect(!error.description.contains("\n"))
        #expect(error.description.contains(";") || error.description.contains(": "))
    }

    @Test func missingPrivilegesAreNamed() {
        #expect(KernelError.notPermitted(action: "load eBPF programs").description.contains("root or with CAP_BPF and CAP_PERFMON"))
        #expect(KernelError.mapNotCreated(name: "ring0", error: EFBIG).description.contains("EFBIG"))
    }
}

@Suite("What the running kernel refuses", .loadsPrograms, .serialized, .timeLimit(.minutes(1)))
struct RefusedByTheRunningKernelTests {
    let types: TypeInformation

    init() throws { types = try TypeInformation() }

    private func object(maps: [MapBlueprint] = [], _ write: (inout Assembler) -> Void) throws -> KernelObject {
        var program = Assembler()
        write(&program)
        return try KernelObject(
            Blueprint(
                maps: maps, programs: [ProgramBlueprint(name: "kt_refused", tracepoint: "sys_exit", instructions: try program.finish())]),
            types: types)
    }

    private func refusal(_ write: (inout Assembler) -> Void) throws -> KernelError? {
        do {
            _ = try object(write)
            return nil
        } catch let error as KernelError {
            return error
        }
    }

    @Test func theVerifierIsQuoted() throws {
        let error = try refusal {
            $0.load(.r1, .r9, 0, .double)
            $0.exit()
        }
        guard case .refusedByVerifier(let program, let line, let log)? = error else {
            Issue.record("not refused by the verifier: \(String(describing: error))")
            return
        }
        #expect(program == "kt_refused")
        #expect(line == "R9 !read_ok")
        #expect(log.contains("processed"))
        #expect(error?.description.hasPrefix("the kernel's verifier refused the program 'kt_refused': R9 !read_ok") == true)
    }

    @Test func aRefusalAmongManyProgramsIsTheOneReported() throws {
        var bad = Assembler()
        bad.load(.r0, .r5, 0, .double)
        bad.exit()
        var programs = try (0..<40).map { try Sample.empty("kt_many_\($0)") }
        programs[23] = ProgramBlueprint(name: "kt_bad", tracepoint: "sys_exit", instructions: try bad.finish())
        let error = #expect(throws: KernelError.self) { try KernelObject(Blueprint(programs: programs), types: types) }
        #expect(error?.description.contains("'kt_bad': R5 !read_ok") == true)
        #expect(programsVanish(prefix: "kt_many"))
    }

    @Test func aBadNameIsRefusedWithoutALog() throws {
        #expect(throws: KernelError.programNotLoaded(program: "a blank", error: EINVAL)) {
            try KernelObject(Blueprint(programs: [try Sample.empty("a blank")]), types: types)
        }
    }

    @Test func unknownNamesAreNamed() throws {
        #expect(throws: KernelError.noTracepoint("sys_never")) {
            try KernelObject(Blueprint(programs: [try Sample.empty(tracepoint: "sys_never")]), types: types)
        }
        #expect(throws: KernelError.noMap("nowhere")) {
            try object {
                $0.load(.r1, map: "nowhere")
                $0.exit()
            }
        }
        #expect(throws: KernelError.noField(KernelField("task_struct", "soul"))) {
            try object {
                $0.add(.r1, offsetOf: KernelField("task_struct", "soul"))
                $0.exit()
            }
        }
        #expect(throws: KernelError.fieldTooNarrow(KernelField("task_struct", "tgid"), size: 4, width: 8)) {
            try object {
                $0.load(.r1, .r1, field: KernelField("task_struct", "tgid"), .double)
                $0.exit()
            }
        }
        #expect(throws: KernelError.noFunction("bpf_never")) {
            try object {
                $0.call(function: "bpf_never")
                $0.exit()
            }
        }
    }

    @Test func mapsOfImpossibleShapeAreNamed() throws {
        #expect(throws: KernelError.mapNotCreated(name: "odd", error: EINVAL)) {
            try KernelObject(Blueprint(maps: [Sample.ring("odd", bytes: 5000)]), types: types)
        }
        let object = try KernelObject(
            Blueprint(maps: [
                Sample.counterMap("counts"), MapBlueprint("groups", .cgroupArray, valueSize: 4, maximumEntries: 1),
            ]), types: types)
        #expect(throws: KernelError.elementSize(map: "counts", expected: 8, given: 4)) {
            try object.update(map: "counts", key: UInt32(0), value: UInt32(1))
        }
        #expect(throws: KernelError.mapAccess(map: "counts", action: "change an element of", error: E2BIG)) {
            try object.update(map: "counts", key: UInt32(2), value: UInt64(1))
        }
        #expect(throws: KernelError.noCgroup(path: "/no/such/cgroup", error: ENOENT)) {
            try object.setCgroup(map: "groups", index: 0, path: "/no/such/cgroup")
        }
        #expect(throws: KernelError.noCgroup(path: "/tmp", error: EBADF)) {
            try object.setCgroup(map: "groups", index: 0, path: "/tmp")
        }
    }
}
