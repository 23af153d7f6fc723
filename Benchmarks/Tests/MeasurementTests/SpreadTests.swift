import Measurement
import Testing

@Suite struct SpreadTests {
    @Test func quartilesAreInterpolated() throws {
        let spread = try #require(Spread([4, 1, 3, 2]))
        #expect(spread.count == 4)
        #expect(spread.minimum == 1)
        #expect(spread.lowerQuartile == 1.75)
        #expect(spread.median == 2.5)
        #expect(spread.upperQuartile == 3.25)
        #expect(spread.maximum == 4)
    }

    @Test func oneSampleIsItsOwnSpread() throws {
        let spread = try #require(Spread([7]))
        #expect([spread.minimum, spread.lowerQuartile, spread.median, spread.upperQuartile, spread.maximum] == [7, 7, 7, 7, 7])
    }

    @Test func noSamplesHaveNone() { #expect(Spread([]) == nil) }
}
