import Measurement
import Testing

@Suite struct NumberTests {
    @Test(arguments: [
        (0, "0.00"), (1.255, "1.25"), (9.99, "9.99"), (9.996, "10.0"), (88.14, "88.1"), (999.6, "1,000"), (91631.2, "91,631"),
        (1_000_000, "1,000,000"), (-3.456, "-3.46"), (-0.001, "0.00"), (.infinity, "inf"),
    ])
    func aboutThreeDigitsStand(value: Double, text: String) { #expect(rounded(value) == text) }

    @Test(arguments: [(1.1, "1.10"), (200, "200"), (1_000_000, "1,000,000")])
    func wholeNumbersHaveNoDecimals(value: Double, text: String) { #expect(plain(value) == text) }
}
