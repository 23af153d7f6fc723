import Foundation
import Testing

/// A directory of a test's own, gone when the test is.
final class TemporaryDirectory {
    let path: String

    init() throws {
        var template = Array((NSTemporaryDirectory() + "/trapline-sessions-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil, let resolved = realpath(&template, nil) else {
            throw Failure("no temporary directory: errno \(errno)")
        }
        defer { free(resolved) }
        path = String(cString: resolved)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Makes a directory with everything above it.
    @discardableResult
    func directory(_ name: String) throws -> String {
        try FileManager.default.createDirectory(atPath: path + "/" + name, withIntermediateDirectories: true)
        return path + "/" + name
    }

    @discardableResult
    func file(_ name: String, _ text: String = "", mode: mode_t = 0o644) throws -> String {
        let place = path + "/" + name
        try Data(text.utf8).write(to: URL(filePath: place))
        guard chmod(place, mode) == 0 else { throw Failure("chmod: errno \(errno)") }
        return place
    }
}

struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Golden files in `Fixtures`, beside this file. `RECORD_SNAPSHOTS=1` writes them anew; look at what changed like at code.
enum Snapshot {
    static func expect(_ text: String, _ file: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let place = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures").appending(path: file)
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" { return try Data(text.utf8).write(to: place) }
        guard let data = FileManager.default.contents(atPath: place.path) else {
            Issue.record("there is no Fixtures/\(file); RECORD_SNAPSHOTS=1 writes it", sourceLocation: sourceLocation)
            return
        }
        #expect(
            text == String(decoding: data, as: UTF8.self), "Fixtures/\(file); RECORD_SNAPSHOTS=1 writes it anew",
            sourceLocation: sourceLocation)
    }
}
