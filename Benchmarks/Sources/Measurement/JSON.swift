/// A JSON value, and its text.
package indirect enum JSON: Sendable {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case array([JSON])
    /// Members in the order in which they are to stand.
    case object([(String, JSON)])

    /// The text, indented by two blanks a level; arrays of numbers stay on one line.
    package func text(indentation: Int = 0) -> String {
        let inner = String(repeating: " ", count: indentation + 2)
        let outer = String(repeating: " ", count: indentation)
        switch self {
        case .null: return "null"
        case .boolean(let value): return value ? "true" : "false"
        case .number(let value):
            guard value.isFinite else { return "null" }
            return Int(exactly: value).map(String.init) ?? "\(value)"
        case .string(let value): return JSON.quoted(value)
        case .array(let values) where values.allSatisfy(\.isNumber):
            return "[" + values.map { $0.text() }.joined(separator: ", ") + "]"
        case .array(let values):
            return "[\n" + values.map { inner + $0.text(indentation: indentation + 2) }.joined(separator: ",\n") + "\n\(outer)]"
        case .object(let members) where members.isEmpty: return "{}"
        case .object(let members):
            let lines = members.map { inner + JSON.quoted($0.0) + ": " + $0.1.text(indentation: indentation + 2) }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
        }
    }

    /// Whether it is a number, or stands for one that is missing.
    private var isNumber: Bool {
        switch self {
        case .number, .null: true
        default: false
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
