extension ConstantSet {
    /// A name and its value, as the tables in this folder write them.
    typealias Row = (name: StaticString, value: UInt64)

    /// Bits of a flags word that hold one number rather than flags: the access mode of `open`, the type of `socket`, the signal of `clone`.
    struct Field {
        let mask: UInt64
        let rows: [Row]

        @inline(never) init(_ mask: UInt64, _ rows: [Row]) {
            self.mask = mask
            self.rows = rows
        }

        fileprivate var constants: [Constant] { rows.map { Constant($0.name.description, $0.value, mask: mask) } }
    }

    /// A set of which a value has exactly one row. Rows come in several arrays because the type checker is slow with long literals.
    @inline(never) static func enumeration(_ name: String, prefix: String, rest: Rest = .hexadecimal, _ rows: [Row]...) -> ConstantSet {
        var constants: [Constant] = []
        constants.reserveCapacity(rows.reduce(0) { $0 + $1.count })
        for part in rows {
            for row in part { constants.append(Constant(row.name.description, row.value, mask: .max)) }
        }
        return ConstantSet(name, .enumeration, prefix: prefix, rest: rest, constants)
    }

    /// A set of flags, with a field before or after them where the word has one. The order is the order in which they are printed.
    @inline(never) static func flags(
        _ name: String, prefix: String, rest: Rest = .hexadecimal, field: Field? = nil, _ rows: [Row] = [], last: Field? = nil
    ) -> ConstantSet {
        var constants = field?.constants ?? []
        constants.reserveCapacity(constants.count + rows.count + (last?.rows.count ?? 0))
        for row in rows { constants.append(Constant(row.name.description, row.value)) }
        if let last { constants += last.constants }
        return ConstantSet(name, .flags, prefix: prefix, rest: rest, constants)
    }
}
