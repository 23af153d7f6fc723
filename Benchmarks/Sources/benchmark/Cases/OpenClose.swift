import Measurement

extension Bench {
    /// What it costs to record a call with a path. No goal stands on it; the probe shows what is possible.
    func openClose() -> Case {
        let loop = Loop(
            name: "open-close", call: "openat", number: CallNumber.openat, fast: size(300_000, quick: 100_000),
            medium: size(100_000, quick: 30_000), slow: size(10_000, quick: 3_000))
        let untraced = untraced(loop)
        let path = probe("probe with the path", program: "record_path", number: loop.number, loop: loop, records: true)
        let named = trapline(["-e", "trace=openat"], output: "/dev/null", loop: loop)
        let strace = strace(loop)
        let extra = Measure.extra(over: untraced.name)
        return Case(
            name: "open", title: "openat recorded with its path, and a close", unit: "ns per pair", baseline: untraced.name,
            rounds: rounds(7, quick: 3),
            candidates: [
                untraced, path, named, trapline([], output: "/dev/null", loop: loop), strace,
            ],
            comparisons: [
                Comparison(named.name, to: path.name, by: extra),
                Comparison(strace.name, to: named.name, by: extra),
            ])
    }
}
