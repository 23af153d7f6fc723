import Measurement

extension Bench {
    /// What a call costs that is in scope and that the filter does not want.
    func rejectedCall() -> Case {
        let count = size(2_000_000, quick: 500_000)
        let loop = Loop(name: "getuid", call: "getuid", number: CallNumber.getuid, fast: count, medium: count, slow: count)
        let untraced = untraced(loop)
        let empty = probe("empty program", program: "empty", number: loop.number, loop: loop, records: false)
        let filtered = probe("number test", program: "filtered", number: CallNumber.umask, loop: loop, records: false)
        let byNumber = trapline(["-e", "trace=getpid"], output: "/dev/null", loop: loop)
        let byStatus = trapline(["-e", "trace=getuid", "-e", "status=failed"], output: "/dev/null", loop: loop)
        let extra = Measure.extra(over: untraced.name)
        return Case(
            name: "rejected", title: "getuid in scope and rejected by the filter", unit: "ns per call", baseline: untraced.name,
            rounds: rounds(15, quick: 5), candidates: [untraced, empty, filtered, byNumber, byStatus],
            comparisons: [byNumber, byStatus].flatMap { rejecting in
                [
                    Comparison(rejecting.name, to: empty.name, by: .whole, goal: .atMost(1.1)),
                    Comparison(rejecting.name, to: empty.name, by: extra),
                ]
            })
    }
}
