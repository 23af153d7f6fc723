extension CaseResult {
    /// The case as text: its title, a row for each candidate, a row for each ratio and goal.
    package var text: String {
        var lines = ["\(name): \(title)"]
        lines += candidateTable.lines
        let verdicts = verdicts
        if !verdicts.isEmpty {
            lines.append("")
            lines += verdictTable(verdicts).lines
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var candidateTable: Table {
        let counted = candidates.contains { $0.captured != nil || $0.lost != nil }
        var header = [unit, "median", "min", "quartiles", "max"]
        if baseline != nil { header.append("extra") }
        if counted { header += ["captured", "lost"] }
        header.append("rounds")
        var table = Table(header: header)
        for candidate in candidates {
            switch candidate.outcome {
            case .skipped(let reason): table.add(candidate.name, remark: "skipped: \(reason)")
            case .failed(let reason): table.add(candidate.name, remark: "failed: \(reason)")
            case .measured:
                guard let spread = Spread(samples(of: candidate.name)) else { continue }
                var cells = [
                    candidate.name, rounded(spread.median), rounded(spread.minimum),
                    "\(rounded(spread.lowerQuartile))–\(rounded(spread.upperQuartile))", rounded(spread.maximum),
                ]
                if baseline != nil { cells.append(extra(of: candidate.name).map { rounded($0.median) } ?? "") }
                if counted { cells += [candidate.captured, candidate.lost].map { $0.map { plain(Double($0)) } ?? "" } }
                cells.append(String(spread.count))
                table.add(cells)
            }
        }
        return table
    }

    private func verdictTable(_ verdicts: [Verdict]) -> Table {
        var table = Table(header: ["ratio or goal", "median", "quartiles", "min–max", "goal", ""])
        for verdict in verdicts {
            guard let spread = verdict.spread else {
                table.add(verdict.statement, remark: "not measured" + (verdict.goal.map { " (goal \($0.text))" } ?? ""))
                continue
            }
            table.add([
                verdict.statement, rounded(spread.median), "\(rounded(spread.lowerQuartile))–\(rounded(spread.upperQuartile))",
                "\(rounded(spread.minimum))–\(rounded(spread.maximum))", verdict.goal?.text ?? "",
                verdict.met.map { $0 ? "met" : "MISSED" } ?? "",
            ])
        }
        return table
    }
}
