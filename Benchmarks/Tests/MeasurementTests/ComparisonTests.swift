import Measurement
import Testing

@Suite struct ComparisonTests {
    private let rounds: [[String: Double]] = [
        ["untraced": 100, "probe": 200, "product": 225],
        ["untraced": 110, "probe": 210, "product": 210],
        // The product did not run.
        ["untraced": 100, "probe": 200],
        // The noise was larger than what the probe costs.
        ["untraced": 100, "probe": 95, "product": 200],
    ]

    @Test func ratiosOfWholeValuesAreFormedWithinARound() {
        let comparison = Comparison("product", to: "probe", by: .whole)
        #expect(comparison.ratios(in: rounds) == [1.125, 1, 200.0 / 95])
    }

    @Test func ratiosOfExtraTimesLeaveMeaninglessRoundsOut() {
        let comparison = Comparison("product", to: "probe", by: .extra(over: "untraced"))
        #expect(comparison.ratios(in: rounds) == [1.25, 1])
    }

    @Test func aCandidateThatNeverRanGivesNoRatio() {
        #expect(Comparison("absent", to: "probe", by: .whole).ratios(in: rounds).isEmpty)
    }

    @Test(arguments: [
        (Bound.atMost(1.25), 1.25, true), (.atMost(1.25), 1.26, false), (.atLeast(200), 200, true), (.atLeast(200), 199, false),
        (.exactly(0), 0, true), (.exactly(0), 1, false),
    ])
    func boundsHold(bound: Bound, value: Double, holds: Bool) { #expect(bound.holds(for: value) == holds) }
}
