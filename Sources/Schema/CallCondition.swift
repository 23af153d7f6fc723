/// A condition about one call, with names and constants resolved against the call's row of the table.
///
/// What both arms agree on: the compiler writes into the kernel program what can be tested there, and the reading arm evaluates the rest on the record.
/// Both must come to the same answer. A comparison does not hold when its field has no value in a call (no result, a pointer that could not be read),
/// whatever its relation; `not` inverts that answer as any other.
package indirect enum CallCondition: Hashable, Sendable {
    case constant(Bool)
    case number(NumberTest)
    case text(TextTest)
    case not(CallCondition)
    /// Every one holds.
    case all([CallCondition])
    /// At least one holds.
    case any([CallCondition])
}

// MARK: - Numbers

/// How a number lies in a register or in memory: its width, and whether its highest bit is a sign.
package struct NumberFormat: Hashable, Sendable {
    /// 1, 2, 4 or 8.
    package let bytes: Int
    package let isSigned: Bool

    package init(bytes: Int, isSigned: Bool) {
        self.bytes = bytes
        self.isSigned = isSigned
    }

    /// The number in the low bytes of `raw`, extended to 64 bits as its sign wants.
    package func extended(_ raw: UInt64) -> UInt64 {
        let unused = UInt64(64 - 8 * bytes)
        let high = raw << unused
        return isSigned ? UInt64(bitPattern: Int64(bitPattern: high) >> Int64(unused)) : high >> unused
    }

    package var smallest: Int128 { isSigned ? -(1 << (8 * bytes - 1)) : 0 }
    package var largest: Int128 { (1 << (isSigned ? 8 * bytes - 1 : 8 * bytes)) - 1 }
}

/// How two numbers compare.
package enum NumberRelation: String, Hashable, Sendable, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    /// At least one of the bits is set.
    case hasBits = "&"
}

/// A number of a call compared with a constant.
package struct NumberTest: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
        /// What the call returned, errors as negative numbers.
        case result
        /// The error number, 0 when the call succeeded.
        case error
        case process
        case thread
        /// Real ids of the thread when the call ended.
        case user
        case group
        /// Nanoseconds, when the start was seen.
        case duration
        /// An argument register, counted from 0.
        case argument(Int)
        /// A number behind a pointer.
        case member(StructureMember)
        /// The port of a socket address of the internet families; the number is that of the argument.
        case port(Int)
    }

    package var source: Source
    package var format: NumberFormat
    package var relation: NumberRelation
    /// Extended as `format` says.
    package var value: UInt64

    package init(_ source: Source, _ format: NumberFormat, _ relation: NumberRelation, _ value: UInt64) {
        self.source = source
        self.format = format
        self.relation = relation
        self.value = value
    }

    /// Whether the test holds for a number that lies in the low bytes of `raw`.
    package func holds(_ raw: UInt64) -> Bool {
        let number = format.extended(raw)
        let (left, right) = (Int64(bitPattern: number), Int64(bitPattern: value))
        return switch relation {
        case .equal: number == value
        case .notEqual: number != value
        case .hasBits: number & value != 0
        case .less: format.isSigned ? left < right : number < value
        case .lessOrEqual: format.isSigned ? left <= right : number <= value
        case .greater: format.isSigned ? left > right : number > value
        case .greaterOrEqual: format.isSigned ? left >= right : number >= value
        }
    }
}

/// A member of the structure that an argument points to.
package struct StructureMember: Hashable, Sendable {
    /// The argument, counted from 0.
    package let argument: Int
    package let offset: Int
    package let size: Int
    /// As users write it: `st_size`, `it_value.tv_sec`; empty for a pointer to a bare number.
    package let name: String
    package let kind: ArgumentKind

    package init(argument: Int, offset: Int, size: Int, name: String, kind: ArgumentKind) {
        self.argument = argument
        self.offset = offset
        self.size = size
        self.name = name
        self.kind = kind
    }
}

// MARK: - Texts

/// How two texts compare.
package enum TextRelation: String, Hashable, Sendable, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case hasPrefix = "^="
    case hasSuffix = "$="
    case contains = "*="
    /// A POSIX extended regular expression matches.
    case matches = "~"
}

/// A text of a call compared with a constant. Texts are bytes; they compare byte by byte.
package struct TextTest: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
        /// The name of the thread (`comm`, at most 15 bytes) when the call ended.
        case command
        /// A string or the bytes of a buffer behind an argument, as far as they were captured.
        case argument(Int)
        /// Text that lies within a structure, up to its first NUL.
        case member(StructureMember)
        /// The path of a Unix socket address that has one; abstract addresses have none.
        case socketPath(Int)
    }

    package var source: Source
    package var relation: TextRelation
    package var value: [UInt8]

    package init(_ source: Source, _ relation: TextRelation, _ value: [UInt8]) {
        self.source = source
        self.relation = relation
        self.value = value
    }
}

// MARK: - Algebra

extension CallCondition {
    /// All of these, as short as that can be said.
    package static func conjunction(_ members: some Sequence<CallCondition>) -> CallCondition {
        var kept: [CallCondition] = []
        for member in members {
            switch member {
            case .constant(true): break
            case .constant(false): return .constant(false)
            case .all(let inner): kept += inner
            default: kept.append(member)
            }
        }
        return kept.isEmpty ? .constant(true) : kept.count == 1 ? kept[0] : .all(kept)
    }

    /// Any of these, as short as that can be said.
    package static func disjunction(_ members: some Sequence<CallCondition>) -> CallCondition {
        var kept: [CallCondition] = []
        for member in members {
            switch member {
            case .constant(false): break
            case .constant(true): return .constant(true)
            case .any(let inner): kept += inner
            default: kept.append(member)
            }
        }
        return kept.isEmpty ? .constant(false) : kept.count == 1 ? kept[0] : .any(kept)
    }

    /// The opposite, as short as that can be said.
    package static func negation(_ condition: CallCondition) -> CallCondition {
        switch condition {
        case .constant(let value): .constant(!value)
        case .not(let inner): inner
        default: .not(condition)
        }
    }

    package var isAlwaysTrue: Bool { self == .constant(true) }
    package var isNeverTrue: Bool { self == .constant(false) }

    /// The comparisons, from left to right.
    package var comparisons: [CallCondition] {
        switch self {
        case .constant: []
        case .number, .text: [self]
        case .not(let inner): inner.comparisons
        case .all(let members), .any(let members): members.flatMap(\.comparisons)
        }
    }

    /// With each comparison replaced by what is known of it.
    package func replacing(_ meaning: (CallCondition) -> CallCondition) -> CallCondition {
        switch self {
        case .constant: self
        case .number, .text: meaning(self)
        case .not(let inner): .negation(inner.replacing(meaning))
        case .all(let members): .conjunction(members.map { $0.replacing(meaning) })
        case .any(let members): .disjunction(members.map { $0.replacing(meaning) })
        }
    }

    /// Whether evaluating it takes what a record only holds when it was asked to (`RecordFlags.hasIdentity`).
    package var needsIdentity: Bool {
        comparisons.contains { comparison in
            switch comparison {
            case .number(let test): test.source == .user || test.source == .group
            case .text(let test): test.source == .command
            default: false
            }
        }
    }

    /// The arguments whose memory it looks into.
    package var capturedArguments: Set<Int> {
        Set(
            comparisons.compactMap { comparison in
                switch comparison {
                case .number(let test):
                    switch test.source {
                    case .member(let member): member.argument
                    case .port(let argument): argument
                    default: nil
                    }
                case .text(let test):
                    switch test.source {
                    case .argument(let argument), .socketPath(let argument): argument
                    case .member(let member): member.argument
                    case .command: nil
                    }
                default: nil
                }
            })
    }
}
