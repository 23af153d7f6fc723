import Bytecode
import Compiler
import Glibc
import Kernel

/// The kernel side of a session: programs loaded and attached, rings and counters mapped. Gone when the last reference is.
final class ArmedSession {
    let compiled: CompiledSession
    let object: KernelObject
    let merger: RingMerger<RingReader>
    let losses: MappedArray
    let alive: MappedArray?
    private var links: [Link] = []

    /// Loads the programs. Nothing is attached yet.
    init(_ request: CompilerRequest, compiled: CompiledSession, types: TypeInformation) throws(KernelError) {
        self.compiled = compiled
        object = try KernelObject(compiled.blueprint, types: types)
        losses = try object.mappedArray(map: SharedMaps.losses)
        alive = request.scope.isByTask ? try object.mappedArray(map: SharedMaps.alive) : nil
        var rings: [RingReader] = []
        for index in 0..<SharedMaps.ringCount(processors: request.processorCount) {
            rings.append(try object.ringReader(map: SharedMaps.ring(index)))
        }
        merger = RingMerger(rings)
    }

    func attach() throws(KernelError) {
        links = try object.attachAll()
    }

    func detach() {
        for link in links { link.close() }
        links = []
    }

    var tasksAlive: UInt64? { alive?.load(0) }

    /// What the running kernel offers of the things that the compiler has alternatives for, and the session's types prepared for the blueprint.
    static func facts(_ types: TypeInformation) -> KernelFacts {
        KernelFacts(
            hasPrepareExec: types.has(tracepoint: "sched_prepare_exec"), hasNumberIterator: types.has(function: "bpf_iter_num_new"))
    }
}

/// CLOCK_MONOTONIC in nanoseconds, the clock of the records.
package func monotonicNow() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

/// What to add to CLOCK_MONOTONIC for wall time.
package func wallClockOffset() -> Int64 {
    var wall = timespec()
    clock_gettime(CLOCK_REALTIME, &wall)
    return Int64(wall.tv_sec) * 1_000_000_000 + Int64(wall.tv_nsec) - Int64(bitPattern: monotonicNow())
}
