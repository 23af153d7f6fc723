import Testing

extension Integration {
    /// Argument vectors and paths in full.
    @Suite(.timeLimit(.minutes(3)), .requires(tool: "cc"))
    struct Arguments {
        struct Vector: CustomTestStringConvertible {
            let count: Int
            let length: Int
            var testDescription: String { "\(count) arguments and one of \(length) bytes" }

            var text: String {
                var words = ["\"arguments\""]
                for number in 0..<count {
                    let digits = String(number)
                    words.append("\"argument-\(String(repeating: "0", count: 6 - digits.count))\(digits)-with-some-more-bytes-to-it\"")
                }
                if length > 0 { words.append("\"<\(String(repeating: "x", count: length - 2))>\"") }
                return "[\(words.joined(separator: ", "))]"
            }
        }

        /// Of a call that fails, and of one that succeeds; 131,071 bytes are the most that one argument may have (MAX_ARG_STRLEN).
        @Test(arguments: [
            Vector(count: 0, length: 0), Vector(count: 1, length: 0), Vector(count: 100, length: 5000), Vector(count: 5000, length: 0),
            Vector(count: 0, length: 4095), Vector(count: 0, length: 4096), Vector(count: 0, length: 4097),
            Vector(count: 2, length: 131_071),
            Vector(count: 20_000, length: 131_071),
        ])
        func vectors(_ vector: Vector) throws {
            let program = try Fixture.path("nothing")
            let trace = try Trapline.trace(
                ["-e", "trace=execve"], [try Fixture.path("arguments"), "\(vector.count)", "\(vector.length)", program])
            #expect(trace.status == .exited(0))
            #expect(try trace.account().lost == 0)
            let calls = trace.calls("execve")
            try #require(calls.count == 3)
            expectSame(calls[1].arguments, "\"/no/such/program\", \(vector.text), 0x", "the call that fails")
            #expect(calls[1].text.hasSuffix(" = -1 ENOENT (No such file or directory)"))
            expectSame(calls[2].arguments, "\"\(program)\", \(vector.text), 0x", "the call that succeeds")
            #expect(calls[2].result == "0")
        }

        /// The same among all calls, in a ring that has room for it, by several at once.
        @Test func amongOthers() throws {
            let vector = Vector(count: 20_000, length: 131_071)
            let command = "'\(try Fixture.path("arguments"))' \(vector.count) \(vector.length) '\(try Fixture.path("nothing"))'"
            let trace = try Trapline.trace([], ["sh", "-c", "\(command) & \(command) & \(command) & wait"])
            #expect(try trace.account().lost == 0)
            let calls = trace.calls("execve").filter { $0.arguments?.hasPrefix("\"/no/such/program\"") == true }
            #expect(calls.count == 3)
            for call in calls { expectSame(call.arguments, "\"/no/such/program\", \(vector.text), 0x", "task \(call.pid ?? 0)") }
        }

        /// Paths up to the longest that the kernel takes, 4,095 bytes and the one that ends them, and a longer one up to that length.
        @Test(arguments: [1, 32, 33, 255, 256, 1024, 4000, 4094, 4095, 4096, 6000]) func paths(length: Int) throws {
            let trace = try Trapline.trace(["-e", "trace=access"], [try Fixture.path("longpath"), "\(length)"])
            let calls = trace.calls("access").suffix(2).compactMap(\.arguments)
            let letters = Array("abcdefghijklmnopqrstuvwxyz")
            let names = String((0..<length).map { $0 % 100 == 0 ? "/" : letters[$0 % 26] })
            let one = "/" + String(repeating: "b", count: length - 1)
            try #require(calls.count == 2)
            for (call, path) in zip(calls, [names, one]) {
                if length <= 4095 {
                    #expect(call == "\"\(path)\", F_OK")
                } else {
                    #expect(call == "\"\(path.prefix(4095))\"..., F_OK" || call == "\"\(path.prefix(4096))\"..., F_OK")
                }
            }
        }

        /// Says where two long texts part, not all of both.
        private func expectSame(_ found: String?, _ expected: String, _ what: String, at location: SourceLocation = #_sourceLocation) {
            let found = Array((found ?? "").utf8)
            let expected = Array(expected.utf8)
            guard !found.starts(with: expected) else { return }
            let place = zip(found, expected).prefix { $0 == $1 }.count
            let shown = String(decoding: found[max(0, place - 40)..<min(found.count, place + 40)], as: UTF8.self)
            Issue.record(
                "\(what): \(found.count) bytes, \(expected.count) expected; they part at \(place): …\(shown)…", sourceLocation: location)
        }
    }
}
