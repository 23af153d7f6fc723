/// Rows of text in aligned columns: the first to the left, the others to the right.
package struct Table: Sendable {
    private enum Row {
        case cells([String])
        /// A first cell, and text that runs over the other columns.
        case remark(String, String)
    }

    private var rows: [Row] = []

    package init(header: [String]) { rows.append(.cells(header)) }

    /// Adds a row; cells that are missing at its end stay blank.
    package mutating func add(_ cells: [String]) { rows.append(.cells(cells)) }

    /// Adds a row whose text takes the place of the columns.
    package mutating func add(_ first: String, remark: String) { rows.append(.remark(first, remark)) }

    /// The lines, each behind an indentation of two, without blanks at their ends.
    package var lines: [String] {
        var widths: [Int] = []
        for row in rows {
            let cells =
                switch row {
                case .cells(let cells): cells
                case .remark(let first, _): [first]
                }
            for (column, cell) in cells.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], cell.count)
            }
        }
        return rows.map { row in
            switch row {
            case .remark(let first, let remark):
                return "  " + pad(first, to: widths.first ?? 0) + "  " + remark
            case .cells(let cells):
                var line = " "
                for (column, cell) in cells.enumerated() {
                    let blanks = String(repeating: " ", count: widths[column] - cell.count)
                    line += " " + (column == 0 ? cell + blanks : " " + blanks + cell)
                }
                while line.last == " " { line.removeLast() }
                return line
            }
        }
    }

    private func pad(_ text: String, to width: Int) -> String { text + String(repeating: " ", count: width - text.count) }
}
