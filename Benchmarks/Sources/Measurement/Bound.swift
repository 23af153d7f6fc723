/// What a figure has to be.
package enum Bound: Sendable, Equatable {
    case atMost(Double)
    case atLeast(Double)
    case exactly(Double)

    package func holds(for value: Double) -> Bool {
        switch self {
        case .atMost(let limit): value <= limit
        case .atLeast(let limit): value >= limit
        case .exactly(let wanted): value == wanted
        }
    }

    /// The bound as a table prints it, such as `≤ 1.25`.
    package var text: String {
        switch self {
        case .atMost(let limit): "≤ \(plain(limit))"
        case .atLeast(let limit): "≥ \(plain(limit))"
        case .exactly(let wanted): "= \(plain(wanted))"
        }
    }
}
