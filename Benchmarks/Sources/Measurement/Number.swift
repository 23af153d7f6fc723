/// A number with so many decimals that about three digits stand, and with commas between thousands.
package func rounded(_ value: Double) -> String {
    let size = abs(value)
    return fixed(value, decimals: size < 9.995 ? 2 : size < 999.5 ? 1 : 0)
}

/// A number without decimals that it does not need: `1.1`, `1,000,000`.
package func plain(_ value: Double) -> String {
    value == value.rounded() ? fixed(value, decimals: 0) : rounded(value)
}

/// A number with a fixed count of decimals, and with commas between thousands.
///
/// What is not finite, or does not fit into 64 bits, is printed as Swift prints it.
package func fixed(_ value: Double, decimals: Int) -> String {
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    guard let scaled = Int(exactly: (abs(value) * Double(scale)).rounded()) else { return "\(value)" }
    var whole = String(scaled / scale)
    var grouped = ""
    while whole.count > 3 {
        grouped = "," + whole.suffix(3) + grouped
        whole.removeLast(3)
    }
    let sign = value < 0 && scaled != 0 ? "-" : ""
    guard decimals > 0 else { return sign + whole + grouped }
    let fraction = String(scaled % scale)
    return sign + whole + grouped + "." + String(repeating: "0", count: decimals - fraction.count) + fraction
}
