import Schema

/// A checked condition about one call: `openat && path ^= "/etc" && ret < 0`.
///
/// Its depth is that of the parentheses and `!` in the text, which the parser limits; chains of one operator are one node.
package indirect enum Condition: Hashable, Sendable {
    /// The call is one of these.
    case calls(CallTest)
    /// A field compares to a value.
    case comparison(Comparison)
    case not(Condition)
    /// Every one holds; two or more.
    case all([Condition])
    /// At least one holds; two or more.
    case any([Condition])
}

/// A name, class, number or regular expression of calls, and what it stands for.
package struct CallTest: Hashable, Sendable {
    /// As the user wrote it.
    package var text: String
    package var calls: PerABI<SyscallSet>
}

/// A field, a relation and a value that go together.
package struct Comparison: Hashable, Sendable {
    package var field: Field
    package var relation: Relation
    package var value: Value

    package enum Value: Hashable, Sendable {
        /// From `Int64.min` to `UInt64.max`.
        case number(Int128)
        case text(String)
        /// Nanoseconds, not negative.
        case duration(Int64)
        /// A constant by name (`O_CREAT`, `ENOENT`); the field says of which set.
        case constant(String)
    }
}

/// How a field compares to a value.
package enum Relation: String, Hashable, Sendable, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    /// At least one of the bits is set.
    case hasBits = "&"
    case hasPrefix = "^="
    case hasSuffix = "$="
    case contains = "*="
    /// A POSIX extended regular expression matches.
    case matches = "~"
}

/// A property of a call that a condition can test.
package enum Field: Hashable, Sendable {
    case result
    case error
    case processID
    case threadID
    case userID
    case groupID
    case command
    case executable
    case cgroup
    case duration
    /// An argument by the kernel's name for it, or a member of the structure that it points to (`addr.port`).
    case argument(String)

    /// What a field holds.
    package enum Kind: Hashable, Sendable {
        case number
        case text
        case duration
        /// Depends on the call.
        case any
    }

    // swift-format-ignore
    static let fixed: [(name: String, field: Field, kind: Kind)] = [
        ("ret",      .result,     .number),
        ("errno",    .error,      .number),
        ("pid",      .processID,  .number),
        ("tid",      .threadID,   .number),
        ("uid",      .userID,     .number),
        ("gid",      .groupID,    .number),
        ("comm",     .command,    .text),
        ("exe",      .executable, .text),
        ("cgroup",   .cgroup,     .text),
        ("duration", .duration,   .duration),
    ]

    package var name: String {
        if case .argument(let name) = self { return name }
        return Self.fixed.first { $0.field == self }?.name ?? ""
    }

    package var kind: Kind { Self.fixed.first { $0.field == self }?.kind ?? .any }
}

extension Condition: CustomStringConvertible {
    /// The condition in its own language, fully parenthesised.
    package var description: String {
        switch self {
        case .calls(let test): test.text
        case .comparison(let comparison): "\(comparison.field.name) \(comparison.relation.rawValue) \(comparison.value)"
        case .not(let condition): "!\(condition)"
        case .all(let conditions): "(" + conditions.map(\.description).joined(separator: " && ") + ")"
        case .any(let conditions): "(" + conditions.map(\.description).joined(separator: " || ") + ")"
        }
    }
}

extension Comparison.Value: CustomStringConvertible {
    package var description: String {
        switch self {
        case .number(let number): String(number)
        case .duration(let nanoseconds): "\(nanoseconds)ns"
        case .constant(let name): name
        case .text(let text):
            "\"" + text.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : printable(String($0)) }.joined() + "\""
        }
    }
}
