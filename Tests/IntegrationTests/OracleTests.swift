import Testing

extension Integration {
    /// The same program under strace and under trapline: the same calls, and for the common families the same text.
    @Suite(.timeLimit(.minutes(5)), .requires(tool: "strace"), .requires(tool: "cc"))
    struct Oracle {
        static let programs: [[String]] = [
            ["true"],
            ["ls", "-l", "/usr"],
            ["ls", "/no/such/directory"],
            ["cat", "/etc/passwd"],
            ["dd", "if=/dev/zero", "of=/dev/null", "bs=512", "count=50"],
            ["sh", "-c", "cd /; test -f /etc/passwd && echo there; umask 022; echo *; exit 4"],
            ["sh", "-c", "ls /; exit 0"],
            ["find", "/etc", "-maxdepth", "2", "-name", "*.conf"],
            ["sha256sum", "/etc/passwd"],
        ]

        /// Counts of each call.
        @Test(arguments: programs) func counts(_ program: [String]) throws {
            let expected = try Strace.trace([], program)
            let trace = try Trapline.trace([], program)
            #expect(trace.status == expected.status)
            #expect(trace.lines.callCounts == expected.lines.callCounts)
        }

        static let families = [
            "open", "mmap", "access", "fcntl", "socket", "signals", "prctl", "futex", "poll", "wait",
        ]

        @Test(arguments: families) func counts(ofFamily family: String) throws {
            let program = [try Fixture.path("families", flags: ["-Wno-unused-result"]), family]
            let expected = try Strace.trace([], program)
            let trace = try Trapline.trace([], program)
            #expect(trace.status == expected.status)
            #expect(trace.lines.callCounts == expected.lines.callCounts)
        }

        /// Each line of each task, without what differs from run to run.
        @Test(arguments: families) func text(ofFamily family: String) throws {
            let program = [try Fixture.path("families", flags: ["-Wno-unused-result"]), family]
            let expected = Self.comparable(try Strace.trace([], program).lines)
            let found = Self.comparable(try Trapline.trace([], program).lines)
            #expect(found.count == expected.count)
            for (found, expected) in zip(found, expected) { expectSame(found, expected) }
        }

        /// Whole lines of programs that fail in every way that pointers can be wrong.
        @Test func unreadablePointers() throws {
            let program = [try Fixture.path("badpointers", flags: ["-Wno-nonnull"])]
            let expected = Self.comparable(try Strace.trace([], program).lines)
            let found = Self.comparable(try Trapline.trace([], program).lines)
            #expect(found.count == expected.count)
            for (found, expected) in zip(found, expected) { expectSame(found, expected) }
        }

        private func expectSame(_ found: [String], _ expected: [String], at location: SourceLocation = #_sourceLocation) {
            let differences = found.difference(from: expected).map { difference in
                switch difference {
                case .remove(_, let line, _): "strace:   \(line)"
                case .insert(_, let line, _): "trapline: \(line)"
                }
            }
            #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))", sourceLocation: location)
        }

        /// The lines of each task from the program's marker on, tasks in the order of their birth: first its calls and its end, then its signals.
        ///
        /// Apart from each other, because a signal that is ignored, or ends the process, is never delivered unless a debugger is there; without one it
        /// can be told when it is sent, which is before the call that sends it or is ended by it has returned.
        private static func comparable(_ lines: [TraceLine]) -> [[String]] {
            // A line that another one interrupted is put together again, where its end stands.
            var tasks: [Int] = []
            var lines = whole(lines)
            for line in lines { if let pid = line.pid, !tasks.contains(pid) { tasks.append(pid) } }
            let start = lines.firstIndex { $0.text.contains("/trapline-test/begin") } ?? lines.startIndex
            lines = Array(lines[start...])
            return tasks.map { task in
                let own = lines.filter { $0.pid == task }
                return (own.filter { !$0.isSignal } + own.filter(\.isSignal)).map { normalised($0, tasks) }
            }
        }

        /// strace's interrupted lines put together again.
        private static func whole(_ lines: [TraceLine]) -> [TraceLine] {
            var result: [TraceLine] = []
            var begun: [Int: String] = [:]
            for line in lines {
                let pid = line.pid ?? 0
                if line.isUnfinished, let range = line.text.firstRange(of: " <unfinished ...>") {
                    begun[pid] = String(line.text[..<range.lowerBound])
                } else if case .resumed = line.kind, let start = begun.removeValue(forKey: pid),
                    let range = line.text.firstRange(of: "resumed>")
                {
                    result.append(TraceLine(Array("\(pid) \(start)\(line.text[range.upperBound...])".utf8)[...]))
                } else {
                    result.append(line)
                }
            }
            return result
        }

        private static func normalised(_ line: TraceLine, _ tasks: [Int]) -> String {
            var text =
                switch line.kind {
                case .call(let name, let arguments, let result?): "\(name)(\(arguments.replacing(",  ", with: ", "))) = \(result)"
                default: line.text
                }
            text = text.replacing(/0x[0-9a-f]{7,}/, with: "ADDRESS")
            text = text.replacing(/si_(u|s)time=[0-9]+/) { "si_\($0.output.1)time=N" }
            return text.replacing(/\b[0-9]+\b/) { match in
                tasks.firstIndex { "\($0)" == match.output }.map { "TASK\($0)" } ?? String(match.output)
            }
        }
    }
}
