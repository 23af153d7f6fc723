import Glibc
import Measurement

/// A loop over one call, and how often each kind of tracer repeats it: the slower the tracer, the shorter.
struct Loop {
    /// As the workload `calls` names it.
    let name: String
    /// The call that is recorded, as tracers name it, and its number.
    let call: String
    let number: Int
    /// Repetitions where a call costs well under a microsecond, a few, and tens of them.
    var fast: Int
    var medium: Int
    var slow: Int
}

/// The ways to trace a loop. Each value is nanoseconds per turn of the loop, measured by the loop itself.
extension Bench {
    /// The numbers of the calls that loops make. The benchmark and what it traces are built for one machine: this one.
    enum CallNumber {
        #if arch(x86_64)
            static let umask = 95
            static let getuid = 102
            static let openat = 257
        #else
            static let umask = 166
            static let getuid = 174
            static let openat = 56
        #endif
    }

    func untraced(_ loop: Loop) -> Candidate {
        candidate("untraced", obstacle: nil, loop: loop, count: loop.fast, prefix: [])
    }

    /// A hand-written program; `number` is the call that it looks for, `records` whether it records it.
    func probe(_ name: String, program: String, number: Int, loop: Loop, records: Bool) -> Candidate {
        let prefix = [workspace.tool("probe"), workspace.tool("probe.bpf.o"), program, String(number), workspace.file("report")]
        return candidate(name, obstacle: probeObstacle, loop: loop, count: loop.fast, prefix: prefix, reports: records)
    }

    func trapline(_ selection: [String], output: String, loop: Loop) -> Candidate {
        let destination = output.hasPrefix("/dev/") ? output : workspace.file(output)
        let name = (["trapline"] + selection + ["-o", output.hasPrefix("/dev/") ? output : "FILE"]).joined(separator: " ")
        return candidate(
            name, obstacle: traplineObstacle, loop: loop, count: loop.fast,
            prefix: traplineTrace(selection, output: destination), reports: true)
    }

    func strace(_ loop: Loop) -> Candidate {
        candidate(
            "strace", obstacle: Peer.strace.obstacle, loop: loop, count: loop.slow,
            prefix: ["strace", "-o", workspace.file("trace"), "-e", "trace=\(loop.call)"])
    }

    func perfTrace(_ loop: Loop) -> Candidate {
        candidate(
            "perf trace", obstacle: Peer.perf.obstacle, loop: loop, count: loop.slow,
            prefix: ["perf", "trace", "-o", workspace.file("trace"), "-e", loop.call])
    }

    func perfRecord(_ loop: Loop) -> Candidate {
        candidate(
            "perf record", obstacle: Peer.perf.obstacle, loop: loop, count: loop.medium,
            prefix: ["perf", "record", "-q", "-o", workspace.file("trace"), "-e", "syscalls:sys_exit_\(loop.call)"])
    }

    func bpftracePrint(_ loop: Loop) -> Candidate {
        bpftrace(
            "bpftrace, printf",
            script: "tracepoint:syscalls:sys_exit_\(loop.call) /pid == cpid/ { printf(\"%d \(loop.call) = %d\\n\", tid, args->ret); }",
            loop: loop, count: loop.medium)
    }

    func bpftraceCount(_ loop: Loop) -> Candidate {
        bpftrace(
            "bpftrace, count", script: "tracepoint:raw_syscalls:sys_exit /pid == cpid/ { @[args->id] = count(); }", loop: loop,
            count: loop.fast)
    }

    /// The kernel's own event into an ftrace buffer that nobody reads, so that the oldest events are overwritten.
    func ftrace(_ loop: Loop) -> Candidate {
        let name = "ftrace"
        let mountPoint = TracefsInstance.mountPoint
        let obstacle = needsRoot ?? (mountPoint == nil ? "tracefs is not mounted (mount -t tracefs tracefs /sys/kernel/tracing)" : nil)
        return Candidate(name: name, obstacle: obstacle) { [self] () throws(BenchmarkError) in
            let instance = try TracefsInstance(under: mountPoint ?? "/sys/kernel/tracing")
            let arguments = [workspace.tool("gate")] + loopCommand(loop, count: loop.fast)
            _ = try Command(name: name, arguments: arguments, messages: workspace.file("messages")).run {
                (process) throws(BenchmarkError) in try instance.enable("syscalls/sys_exit_\(loop.call)", of: process)
            }
            return Sample(value: try workspace.nanosecondsPerCall(of: name))
        }
    }

    private func bpftrace(_ name: String, script: String, loop: Loop, count: Int) -> Candidate {
        // The loop is the last argument of -c, which bpftrace splits at blanks.
        let command = loopCommand(loop, count: count).joined(separator: " ")
        return candidate(
            name, obstacle: Peer.bpftrace.obstacle,
            arguments: ["bpftrace", "-o", workspace.file("trace"), "-e", script, "-c", command], reports: false)
    }

    private func candidate(
        _ name: String, obstacle: String?, loop: Loop, count: Int, prefix: [String], reports: Bool = false
    ) -> Candidate {
        candidate(name, obstacle: obstacle, arguments: prefix + loopCommand(loop, count: count), reports: reports)
    }

    private func candidate(_ name: String, obstacle: String?, arguments: [String], reports: Bool) -> Candidate {
        Candidate(name: name, obstacle: obstacle) { [self] () throws(BenchmarkError) in
            defer { unlink(workspace.file("trace")) }
            _ = try Command(name: name, arguments: arguments, messages: workspace.file("messages")).run()
            return Sample(
                value: try workspace.nanosecondsPerCall(of: name), counts: reports ? try traplineCounts(of: name) : nil)
        }
    }

    private func loopCommand(_ loop: Loop, count: Int) -> [String] {
        [workspace.tool("calls"), loop.name, String(count), workspace.file("result")]
    }
}
