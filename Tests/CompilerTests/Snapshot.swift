import Foundation
import Testing

/// Golden files in `Fixtures`, beside this file. `RECORD_SNAPSHOTS=1` writes them anew; look at what changed like at code.
enum Snapshot {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    static let isRecording = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"

    /// Compares `text` with a file, and points to the first line that differs.
    static func expect(_ text: String, _ file: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let place = folder.appending(path: file)
        if isRecording {
            try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: place)
            return
        }
        guard let data = FileManager.default.contents(atPath: place.path) else {
            Issue.record("there is no Fixtures/\(file); RECORD_SNAPSHOTS=1 writes it", sourceLocation: sourceLocation)
            return
        }
        let expected = String(decoding: data, as: UTF8.self)
        guard text != expected else { return }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let expectedLines = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(lines, expectedLines).prefix { $0 == $1 }.count
        func shown(_ lines: [Substring]) -> String { lines.indices.contains(line) ? String(lines[line]) : "(the end)" }
        Issue.record(
            """
            Fixtures/\(file) differs from line \(line + 1) on:
              is       \(shown(lines))
              expected \(shown(expectedLines))
            RECORD_SNAPSHOTS=1 writes it anew.
            """, sourceLocation: sourceLocation)
    }
}
