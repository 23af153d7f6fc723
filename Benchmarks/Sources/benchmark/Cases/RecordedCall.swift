import Measurement

extension Bench {
    /// What it costs to record a call that does next to nothing.
    func recordedCall() -> Case {
        let loop = Loop(
            name: "getuid", call: "getuid", number: CallNumber.getuid, fast: size(1_000_000, quick: 300_000),
            medium: size(200_000, quick: 50_000), slow: size(20_000, quick: 5_000))
        let untraced = untraced(loop)
        let minimal = probe("minimal probe", program: "record", number: loop.number, loop: loop, records: true)
        var named = trapline(["-e", "trace=getuid"], output: "/dev/null", loop: loop)
        // What was lost was not recorded, and cost less.
        named.lostGoal = .exactly(0)
        let strace = strace(loop)
        let extra = Measure.extra(over: untraced.name)
        return Case(
            name: "recorded", title: "a recorded getuid", unit: "ns per call", baseline: untraced.name, rounds: rounds(9, quick: 3),
            candidates: [
                untraced, minimal, named,
                trapline(["-e", "trace=getuid"], output: "trace", loop: loop),
                trapline([], output: "/dev/null", loop: loop),
                ftrace(loop), bpftraceCount(loop), perfRecord(loop), bpftracePrint(loop), perfTrace(loop), strace,
            ],
            comparisons: [
                Comparison(named.name, to: minimal.name, by: extra, goal: .atMost(1.25)),
                Comparison(strace.name, to: named.name, by: extra, goal: .atLeast(200)),
                Comparison(strace.name, to: minimal.name, by: extra),
            ])
    }
}
