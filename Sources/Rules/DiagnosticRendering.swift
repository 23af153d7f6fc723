extension Diagnostic {
    /// Three lines for a terminal: severity and message, the source, and carets under the offending part.
    ///
    /// ```
    /// error: no system call is called 'opennat'; did you mean 'openat'?
    ///     -e trace=opennat,close
    ///              ^^^^^^^
    /// ```
    /// A source wider than `width` columns is cut to the surroundings of the offending part. Control characters are shown escaped, so that nothing
    /// in the text reaches the terminal as a command. No newline at the end.
    package func rendered(width: Int = 100) -> String {
        let indent = "    "
        let head = source.label.isEmpty ? "" : printable(source.label) + " "
        let utf8 = Array(source.text.utf8)
        let start = min(max(range.lowerBound, 0), utf8.count)
        let end = min(max(range.upperBound, start), utf8.count)
        var before = Excerpt(utf8[..<start])
        var marked = Excerpt(utf8[start..<end])
        var after = Excerpt(utf8[end...])

        // What is marked comes first, then what leads to it, then what follows.
        let room = max(width - indent.count - head.count, 20)
        marked.keepStart(room)
        before.keepEnd(max(room - marked.columns, 0) * 2 / 3)
        after.keepStart(max(room - marked.columns - before.columns, 0))

        let severityName = severity == .error ? "error" : "warning"
        let carets = String(repeating: "^", count: max(marked.columns, 1))
        let margin = String(repeating: " ", count: indent.count + head.count + before.columns)
        return "\(severityName): \(description)\n\(indent)\(head)\(before.text)\(marked.text)\(after.text)\n\(margin)\(carets)"
    }
}

/// Text as a terminal shows it, in pieces of known width.
private struct Excerpt {
    private var pieces: [(text: String, columns: Int)]
    private(set) var columns: Int

    var text: String { pieces.map(\.text).joined() }

    init(_ utf8: ArraySlice<UInt8>) {
        pieces = String(decoding: utf8, as: UTF8.self).unicodeScalars.map { scalar in
            let text = escapedControl(scalar) ?? String(scalar)
            return (text, text.unicodeScalars.reduce(0) { $0 + columnsOnTerminal($1) })
        }
        columns = pieces.reduce(0) { $0 + $1.columns }
    }

    mutating func keepStart(_ limit: Int) {
        guard columns > limit else { return }
        while let last = pieces.last, columns + 1 > limit {
            columns -= last.columns
            pieces.removeLast()
        }
        pieces.append(("…", 1))
        columns += 1
    }

    mutating func keepEnd(_ limit: Int) {
        guard columns > limit else { return }
        var removed = 0
        while removed < pieces.count, columns + 1 > limit {
            columns -= pieces[removed].columns
            removed += 1
        }
        pieces.replaceSubrange(..<removed, with: [("…", 1)])
        columns += 1
    }
}

/// The text with its control characters escaped.
func printable(_ text: String) -> String {
    text.unicodeScalars.map { escapedControl($0) ?? String($0) }.joined()
}

/// A part of the user's text between quotation marks, on one line and not longer than a message can bear.
func quoted(_ text: String) -> String {
    let limit = 60
    let scalars = text.unicodeScalars
    let shown = scalars.count > limit ? String(String.UnicodeScalarView(scalars.prefix(limit))) + "…" : text
    return "'\(printable(shown))'"
}

/// How a character that a terminal would obey, or that would reorder the line (bidirectional controls), is shown; nil for all others.
private func escapedControl(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\t": "\\t"
    case "\n": "\\n"
    case "\r": "\\r"
    default:
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
            "\\u{\(String(scalar.value, radix: 16))}"
        default: nil
        }
    }
}

/// Columns that a terminal gives a character: none for a combining mark, two for East Asian wide characters and emoji.
private func columnsOnTerminal(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6,
        0x1f300...0x1faff, 0x20000...0x3fffd:
        return 2
    default: return 1
    }
}
