import Events
import Glibc
import Schema
import Testing

@testable import Rendering

/// The lines held against the schema in `Documentation/json-schema`, by a validator that knows nothing of them.
@Suite(
    .enabled(if: Validator.isThere, "needs python3 with the package jsonschema (Debian: python3-jsonschema)"), .serialized,
    .timeLimit(.minutes(5))
)
struct JSONSchemaTests {
    @Test func everyCallAsItIsCaptured() throws {
        let answer = try Validator.validate(renderJSON(JSONRecords.captured(rounds: 1)))
        #expect(answer.status == 0, "\(answer.text)")
        #expect(answer.text.hasSuffix(" lines, 0 wrong\n") && !answer.text.hasPrefix("0 "))
    }

    @Test func everyCallAsNobodyMadeIt() throws {
        let answer = try Validator.validate(renderJSON(JSONRecords.hostile(rounds: 1)))
        #expect(answer.status == 0, "\(answer.text)")
    }

    @Test func everyTypeOfLine() throws {
        let json = JSONText()
        let batch = RecordBatch()
        for kind in RecordKind.allCases {
            for number in [0, 11, 17, 64, 65, -1] as [Int32] {
                for result in [0, 9, 0x8b, 256, -1, .min, .max] as [Int64] {
                    let record = RecordBuilder(kind, number: number, arguments: [17, 1, 500, 0, 1, 2], result: result, time: .max)
                    record.bytes.withUnsafeBytes { _ = batch.append(bytes: $0, cpu: 0) }
                }
            }
        }
        json.consume(batch)
        json.consume(Loss(count: .max, cpu: 0, from: 0, to: .max))
        json.consume(malformed: .tooManyArguments(9))
        json.consume(unfinished: UnfinishedCall(tid: 1, tgid: 1, abi: .i386, number: 3, arguments: [0], time: 1))
        let answer = try Validator.validate(lines(of: json.output))
        #expect(answer.status == 0, "\(answer.text)")
        #expect(answer.text == "\(json.lineCount) lines, 0 wrong\n")
    }

    @Test func formsOfValues() throws {
        let values: [(JSONWriter) -> Void] = [
            { $0.waitStatus(0x8b) }, { $0.waitStatus(0x3057f) }, { $0.waitStatus(0xffff) }, { $0.device(.max) }, { $0.fileMode(0o100644) },
            {
                $0.signed(1); $0.becomes(); $0.beginStructure("s"); $0.endStructure(.cut)
            },
            {
                $0.word("A"); $0.shifted(by: "12")
            },
            {
                $0.beginFunction("_IOC"); $0.beginParameter(); $0.word("_IOC_READ"); $0.endFunction()
            }, { $0.count(3, of: "var") },
            {
                $0.address(.max); $0.count(3, of: "var")
            },
            {
                $0.beginArray(); $0.endArray(.cut)
            },
            { sink in Array("0x7f".utf8).withUnsafeBytes { sink.string($0, .whole) } },
            { sink in [0x61, 0xe2].withUnsafeBytes { sink.string($0, .cut) } },
            { sink in [0x61, 0xff].withUnsafeBytes { sink.noise($0, .cut) } },
        ]
        let answer = try Validator.validate(values.map(callWithArgument))
        #expect(answer.status == 0, "\(answer.text)")
    }

    @Test func theLinesOfTheDocumentation() throws {
        let page = Validator.documentation + "/JSON.md"
        let answer = try #require(
            Validator.run("sed -n '/^```json$/,/^```$/{/^```/d;p}' '\(page)' | python3 '\(Validator.script)' 2>&1"))
        #expect(answer.status == 0 && answer.text == "3 lines, 0 wrong\n", "\(answer.text)")
    }

    /// What the schema must refuse; one that accepts everything would pass the tests above.
    @Test func refused() throws {
        let wrong = [
            "", "{", "{}", #"{"type":"other"}"#,
            #"{"type":"exit","time":"2023-11-14T22:13:20.000000000Z","pid":1,"tid":1}"#,
            #"{"type":"exit","time":"2023-11-14T22:13:20.000000000Z","pid":1,"tid":1,"status":0,"signal":"SIGKILL","core_dumped":false}"#,
            #"{"type":"exit","time":"2023-11-14T22:13:20Z","pid":1,"tid":1,"status":0}"#,
            #"{"type":"exit","time":"2023-11-14T22:13:20.000000000Z","pid":1,"pid":1,"tid":1,"status":0}"#,
            #"{"type":"malformed","error":"x","more":1}"#, #"{"type":"malformed","error":NaN}"#,
            Self.call(#""a":1.5"#), Self.call(#""a":true"#), Self.call(#""a":18446744073709551616"#), Self.call(#""a":{"bytes":"0"}"#),
            Self.call(#""a":{"bytes":"FF"}"#),
            Self.call(#""a":{"string":"x"}"#), Self.call(#""a":{"before":1,"after":true}"#),
            Self.call(#""a":{"b c":1}"#),
            Self.call(#""a":{"b":{"truncated":false}}"#), Self.call(#""a":1"#, #","errno":"ENOENT""#),
            Self.call(#""a":1"#, #","trust":{"a":{}}"#),
            Self.call(#""a":1"#, #","trust":{"a":{"exit":"good"}}"#), Self.call(#""a":1"#, #","unfinished":true"#),
        ]
        let answer = try Validator.validate(wrong)
        #expect(answer.status == 1 && answer.text.hasSuffix("\n\(wrong.count) lines, \(wrong.count) wrong\n"), "\(answer.text)")
    }

    /// A call's line with one argument, as a decoder would have it written.
    private func callWithArgument(_ body: (JSONWriter) -> Void) -> String {
        let writer = JSONWriter(output: OutputBuffer())
        writer.beginLoose()
        body(writer)
        writer.endLoose()
        return Self.call("\"a\":" + writer.output.string)
    }

    private static func call(_ arguments: String, _ more: String = "") -> String {
        #"{"type":"call","time":"2023-11-14T22:13:20.000000000Z","pid":1,"tid":1,"abi":"i386","number":3,"syscall":"read","arguments":{"#
            + arguments + #"},"result":0"# + more + "}"
    }
}

/// `Documentation/json-schema/validate.py`, run as a user would.
private enum Validator {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    static let isThere = run("python3 -c 'import jsonschema; jsonschema.Draft202012Validator' 2>&1")?.status == 0

    /// What it says about the lines, and its status.
    static func validate(_ lines: [String]) throws -> (text: String, status: Int32) {
        var path = Array("/tmp/trapline-json-XXXXXX".utf8CString)
        let descriptor = mkstemp(&path)
        guard descriptor >= 0, let file = fdopen(descriptor, "w") else { throw Failure(description: "no temporary file: errno \(errno)") }
        defer { unlink(path) }
        for line in lines { fputs(line + "\n", file) }
        guard fclose(file) == 0 else { throw Failure(description: "the temporary file is not written: errno \(errno)") }
        let name = path.withUnsafeBufferPointer { String(decoding: $0.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self) }
        guard let answer = run("python3 '\(script)' '\(name)' 2>&1") else {
            throw Failure(description: "python3 does not run: errno \(errno)")
        }
        return answer
    }

    static var documentation: String { "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Documentation" }

    static var script: String { documentation + "/json-schema/validate.py" }

    static func run(_ command: String) -> (text: String, status: Int32)? {
        guard let stream = popen(command, "r") else { return nil }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = fread(&buffer, 1, buffer.count, stream)
            guard count > 0 else { break }
            text += buffer[..<count]
        }
        let status = pclose(stream)
        return (String(decoding: text, as: UTF8.self), status >> 8 & 0xff)
    }
}
