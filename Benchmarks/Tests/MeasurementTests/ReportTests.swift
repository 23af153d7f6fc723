import Measurement
import Testing

@Suite struct ReportTests {
    private var result: CaseResult {
        var probe = CandidateResult(name: "probe", outcome: .measured)
        probe.captured = 3_000_000
        probe.lost = 0
        var product = CandidateResult(name: "product", outcome: .measured, lostGoal: .exactly(0))
        product.captured = 2_999_999
        product.lost = 1
        var result = CaseResult(
            name: "recorded", title: "a recorded call", unit: "ns per call", baseline: "untraced",
            candidates: [
                CandidateResult(name: "untraced", outcome: .measured), probe, product,
                CandidateResult(name: "peer", outcome: .skipped(reason: "peer is not installed")),
            ],
            comparisons: [
                Comparison("product", to: "probe", by: .extra(over: "untraced"), goal: .atMost(1.25)),
                Comparison("peer", to: "product", by: .whole, goal: .atLeast(200)),
            ])
        result.rounds = [
            ["untraced": 100, "probe": 200, "product": 210], ["untraced": 100, "probe": 200, "product": 220],
            ["untraced": 100, "probe": 200, "product": 230],
        ]
        return result
    }

    @Test func textNamesEveryCandidateAndJudgesEveryGoal() {
        #expect(
            result.text == """
                recorded: a recorded call
                  ns per call  median    min    quartiles    max  extra   captured  lost  rounds
                  untraced      100.0  100.0  100.0–100.0  100.0                               3
                  probe         200.0  200.0  200.0–200.0  200.0  100.0  3,000,000     0       3
                  product       220.0  210.0  215.0–225.0  230.0  120.0  2,999,999     1       3
                  peer         skipped: peer is not installed

                  ratio or goal           median  quartiles    min–max    goal
                  product / probe, extra    1.20  1.15–1.25  1.10–1.30  ≤ 1.25     met
                  peer / product          not measured (goal ≥ 200)
                  product, lost             1.00  1.00–1.00  1.00–1.00     = 0  MISSED

                """)
    }

    @Test func jsonKeepsEverySampleInItsRound() {
        let text = result.json.text()
        #expect(text.contains("\"samples\": [210, 220, 230]"))
        #expect(text.contains("\"samples\": [null, null, null]"))
        #expect(text.contains("\"reason\": \"peer is not installed\""))
        #expect(text.contains("\"met\": false"))
    }

    @Test func jsonStringsAreEscaped() {
        #expect(JSON.string("a\"b\\c\n\u{1}").text() == "\"a\\\"b\\\\c\\n\\u0001\"")
    }

    @Test(arguments: [
        ("{\"captured\": 12, \"lost\": 3}", 12, 3), ("{\n  \"lost\" : 0,\n  \"captured\":1000000,\n  \"hooks\": 1\n}", 1_000_000, 0),
    ])
    func countsAreReadFromAReport(report: String, captured: Int, lost: Int) throws {
        let counts = try #require(ReportedCounts(report: report))
        #expect(counts.captured == captured)
        #expect(counts.lost == lost)
    }

    @Test(arguments: ["", "{}", "{\"captured\": 1}", "{\"captured\": \"x\", \"lost\": 0}", "\"lost\""])
    func damagedReportsHaveNoCounts(report: String) { #expect(ReportedCounts(report: report) == nil) }
}
