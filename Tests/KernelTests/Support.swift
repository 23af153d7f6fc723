import Bytecode
import Glibc
import Kernel
import Testing

/// What a test of real programs needs: a user who may load them, and a kernel that describes its types.
enum Privilege {
    /// Whether a program of two instructions can be loaded here and now.
    static let canLoadPrograms: Bool = {
        guard let types = try? TypeInformation() else { return false }
        var program = Assembler()
        program.move(.r0, 0)
        program.exit()
        let blueprint = Blueprint(programs: [
            ProgramBlueprint(name: "privilege", tracepoint: "sys_exit", instructions: program.instructions)
        ])
        return (try? KernelObject(blueprint, types: types)) != nil
    }()
}

extension Trait where Self == ConditionTrait {
    /// The test loads programs into the running kernel.
    static var loadsPrograms: Self { .enabled(if: Privilege.canLoadPrograms, "needs root and BPF") }
}

/// Programs that the tests load.
enum Sample {
    static let getppidNumber: Int32 = 110

    /// A program that does nothing.
    static func empty(_ name: String = "kt_empty", tracepoint: String = "sys_exit") throws -> ProgramBlueprint {
        var program = Assembler()
        program.move(.r0, 0)
        program.exit()
        return ProgramBlueprint(name: name, tracepoint: tracepoint, instructions: try program.finish())
    }

    /// Goes to `out` unless the call that ends is `getppid` of this process. Uses r0, r1, r6 (context) and r7 (registers).
    static func filter(_ program: inout Assembler, out: Label) {
        program.move(.r6, .r1)
        program.load(.r7, .r6, 0, .double)
        program.load(.r1, .r7, field: KernelField("pt_regs", "orig_ax"), .double)
        program.jump(.notEqual, .r1, getppidNumber, to: out)
        program.call(.getCurrentTaskTrusted)
        program.load(.r1, .r0, field: KernelField("task_struct", "tgid"), .word)
        program.jump32(.notEqual, .r1, getpid(), to: out)
    }

    /// Adds one to element 0 of an array map; leaves r0 … r5 changed.
    static func count(_ program: inout Assembler, map: String) {
        let none = program.label("none")
        program.store(.r10, -4, immediate: 0, .word)
        program.load(.r1, map: map)
        program.move(.r2, .r10)
        program.arithmetic(.add, .r2, -4)
        program.call(.mapLookupElement)
        program.jump(.equal, .r0, 0, to: none)
        program.move(.r1, 1)
        program.atomicAdd(.r0, 0, .r1)
        program.bind(none)
    }

    static func finish(_ program: inout Assembler, out: Label) {
        program.bind(out)
        program.move(.r0, 0)
        program.exit()
    }

    /// Counts this process's `getppid` calls in element 0 of `map`.
    static func counter(_ name: String = "kt_counter", map: String) throws -> ProgramBlueprint {
        var program = Assembler()
        let out = program.label("out")
        filter(&program, out: out)
        count(&program, map: map)
        finish(&program, out: out)
        return ProgramBlueprint(name: name, tracepoint: "sys_exit", instructions: try program.finish())
    }

    static func counterMap(_ name: String) -> MapBlueprint {
        MapBlueprint(name, .array, valueSize: 8, maximumEntries: 2, isMappable: true)
    }

    static func ring(_ name: String, bytes: Int = 65536) -> MapBlueprint {
        MapBlueprint(name, .ringBuffer, keySize: 0, valueSize: 0, maximumEntries: bytes)
    }
}

/// Names of the programs in the kernel that begin with `prefix`.
func loadedPrograms(prefix: String) -> [String] {
    KernelPrograms.names().filter { $0.hasPrefix(prefix) }
}

/// Whether all programs with this prefix go away; the kernel frees a detached program after a grace period.
func programsVanish(prefix: String) -> Bool {
    let deadline = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < deadline {
        if loadedPrograms(prefix: prefix).isEmpty { return true }
        sched_yield()
    }
    return false
}
