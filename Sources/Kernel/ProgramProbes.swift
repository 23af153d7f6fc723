import Bytecode
internal import CLibbpf
import Glibc

/// Probes that do the thing itself: make a map, load and attach a program that does nothing.
struct ProgramProbes {
    /// Whether this user is allowed to; nil when that is unknown.
    var mayLoadPrograms: Bool?
    var types: Result<TypeInformation, KernelError>

    init(mayLoadPrograms: Bool?) {
        self.mayLoadPrograms = mayLoadPrograms
        libbpf_set_print(nil)
        do throws(KernelError) { types = .success(try TypeInformation()) } catch { types = .failure(error) }
    }

    func systemCall() -> Feature {
        var next: UInt32 = 0
        // Listing programs needs a privilege, but whether the call exists shows without it.
        let result = bpf_prog_get_next_id(0, &next)
        return result == -ENOSYS
            ? Feature(.systemCall, .no("the kernel does not know it"), remedy: "a kernel built with CONFIG_BPF_SYSCALL=y")
            : Feature(.systemCall, .yes(""))
    }

    func typeInformation() -> Feature {
        switch types {
        case .success: Feature(.typeInformation, .yes(TypeInformation.runningKernelPath))
        case .failure(let error):
            Feature(.typeInformation, .no(error.description), remedy: "a kernel built with CONFIG_DEBUG_INFO_BTF=y")
        }
    }

    func ringBuffer() -> Feature {
        let size = sysconf(Int32(_SC_PAGESIZE))
        return map(.ringBuffer, MapBlueprint("probe", .ringBuffer, keySize: 0, valueSize: 0, maximumEntries: size), since: "5.8")
    }

    func taskStorage() -> Feature {
        map(.taskStorage, MapBlueprint("probe", .taskStorage, valueSize: 8, maximumEntries: 0), since: "5.11")
    }

    func syscallTracepoint() -> Feature {
        program(.syscallTracepoint, since: "5.5", attach: true) { program in
            program.move(.r0, 0)
            program.exit()
        }
    }

    func tailCalls() -> Feature {
        let slots = MapBlueprint("slots", .programArray, valueSize: 4, maximumEntries: 1)
        return program(.tailCalls, since: "5.5", maps: [slots], slots: [SlotBlueprint(map: "slots", index: 0, program: "probe")]) {
            program in
            program.load(.r2, map: "slots")
            program.move(.r3, 0)
            program.call(.tailCall)
            program.move(.r0, 0)
            program.exit()
        }
    }

    func readOnlyCast() -> Feature {
        program(.readOnlyCast, since: "6.2") { program in
            program.call(.getCurrentTask)
            program.move(.r1, .r0)
            program.move(.r2, type: "task_struct")
            program.call(function: "bpf_rdonly_cast")
            program.load(.r1, .r0, field: KernelField("task_struct", "real_parent"), .double)
            program.move(.r0, 0)
            program.exit()
        }
    }

    func numberIterator() -> Feature {
        program(.numberIterator, since: "6.4") { program in
            // struct bpf_iter_num is 8 bytes; an iterator that was made has to be destroyed.
            program.move(.r1, .r10)
            program.arithmetic(.add, .r1, -8)
            program.move(.r2, 0)
            program.move(.r3, 4)
            program.call(function: "bpf_iter_num_new")
            program.move(.r1, .r10)
            program.arithmetic(.add, .r1, -8)
            program.call(function: "bpf_iter_num_destroy")
            program.move(.r0, 0)
            program.exit()
        }
    }

    func prepareExec() -> Feature {
        let name = FeatureName.prepareExec
        switch types {
        case .success(let types) where types.has(tracepoint: "sched_prepare_exec"): return Feature(name, .yes("sched_prepare_exec"))
        case .success: return Feature(name, .no("the kernel has no tracepoint 'sched_prepare_exec'"), remedy: "Linux 6.10 or later")
        case .failure:
            return Feature(
                name, .cannotTell("the kernel does not describe its types"), remedy: "see '\(FeatureName.typeInformation.rawValue)'")
        }
    }

    /// Hooks a function that the kernel keeps for tests and nobody calls.
    func functionHooks() -> Feature {
        hook(.functionHooks, type: BPF_PROG_TYPE_TRACING, attach: BPF_TRACE_FEXIT, function: "bpf_fentry_test1", since: "5.5")
    }

    /// A security hook is obeyed only when `bpf` is among the kernel's security modules, whether or not it can be attached.
    func securityHooks(files: SystemFiles) -> Feature {
        let feature = hook(.securityHooks, type: BPF_PROG_TYPE_LSM, attach: BPF_LSM_MAC, function: "bpf_lsm_syslog", since: "5.7")
        guard feature.answer.isYes else { return feature }
        switch files.read("/sys/kernel/security/lsm") {
        case .text(let text) where text.split(whereSeparator: { $0 == "," || $0.isWhitespace }).contains("bpf"): return feature
        case .text: return Feature(.securityHooks, .no("'bpf' is not among the security modules"), remedy: "boot with 'bpf' in 'lsm='")
        case .error:
            return Feature(
                .securityHooks, .cannotTell("/sys/kernel/security/lsm cannot be read"),
                remedy: "mount -t securityfs securityfs /sys/kernel/security")
        }
    }

    // MARK: Trying

    private func map(_ name: FeatureName, _ blueprint: MapBlueprint, since version: String) -> Feature {
        do throws(KernelError) {
            _ = try MapDescriptor(blueprint)
            return Feature(name, .yes(""))
        } catch {
            return refused(name, error, since: version)
        }
    }

    private func program(
        _ name: FeatureName, since version: String, attach: Bool = false, maps: [MapBlueprint] = [], slots: [SlotBlueprint] = [],
        _ write: (inout Assembler) -> Void
    ) -> Feature {
        var assembler = Assembler()
        write(&assembler)
        let program = ProgramBlueprint(name: "probe", tracepoint: "sys_exit", instructions: assembler.instructions)
        do throws(KernelError) {
            let object = try KernelObject(
                Blueprint(maps: maps, programs: [program], slots: slots, attached: attach ? ["probe"] : []), types: try types.get())
            _ = try object.attachAll()
            return Feature(name, .yes(""))
        } catch {
            return refused(name, error, since: version)
        }
    }

    /// Loads and attaches a program of two instructions at a function.
    private func hook(
        _ name: FeatureName, type: bpf_prog_type, attach: bpf_attach_type, function: String, since version: String
    ) -> Feature {
        do throws(KernelError) {
            var options = bpf_prog_load_opts()
            options.sz = MemoryLayout<bpf_prog_load_opts>.size
            options.expected_attach_type = attach
            options.attach_btf_id = try types.get().function(function)
            var assembler = Assembler()
            assembler.move(.r0, 0)
            assembler.exit()
            let code = assembler.instructions.map(\.encoded)
            let result = code.withUnsafeBytes { code in
                bpf_prog_load(type, "probe", "Dual MIT/GPL", code.baseAddress?.assumingMemoryBound(to: bpf_insn.self), 2, &options)
            }
            guard result >= 0 else {
                throw -result == EPERM ? .notPermitted(action: "load it") : .programNotLoaded(program: "probe", error: -result)
            }
            _ = try Link(program: "probe", tracepoint: function, descriptor: OwnedDescriptor(result))
            return Feature(name, .yes(""))
        } catch {
            return refused(name, error, since: version)
        }
    }

    /// What a refusal says about the feature.
    func refused(_ name: FeatureName, _ error: KernelError, since version: String) -> Feature {
        switch error {
        case .notPermitted where mayLoadPrograms == true:
            Feature(name, .no("refused with EPERM although this user may load programs"), remedy: "a kernel that is not locked down")
        case .notPermitted:
            Feature(name, .cannotTell("this user may not try it"), remedy: "ask again as root, or with CAP_BPF and CAP_PERFMON")
        case .noTypeInformation, .malformedTypeInformation:
            Feature(name, .cannotTell("the kernel does not describe its types"), remedy: "see '\(FeatureName.typeInformation.rawValue)'")
        default: Feature(name, .no(Self.symptom(error)), remedy: "Linux \(version) or later")
        }
    }

    /// An error without its advice, which is about a session and not about a probe.
    private static func symptom(_ error: KernelError) -> String {
        let sentence = error.description
        guard let end = sentence.lastIndex(of: ";") else { return sentence }
        return String(sentence[..<end])
    }
}
