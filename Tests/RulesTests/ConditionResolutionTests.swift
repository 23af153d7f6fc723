import Rules
import Schema
import Testing

/// What a condition says about single calls, and which calls it selects.
@Suite struct ConditionResolutionTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let text: String
        let call: String
        let abi: ABI
        let resolved: String
        var testDescription: String { "\(text) for \(call) of \(abi.name)" }

        init(_ text: String, _ call: String, _ resolved: String) { self.init(text, call, .x86_64, resolved) }

        init(_ text: String, _ call: String, _ abi: ABI, _ resolved: String) {
            (self.text, self.call, self.abi, self.resolved) = (text, call, abi, resolved)
        }
    }

    /// Condition and call → what is left to test, with the names of the call.
    // swift-format-ignore
    static let rows: [Row] = [
        Row("openat && path ^= \"/etc\" && ret < 0", "openat",        "filename ^= \"/etc\" && ret < 0"),
        Row("openat && path ^= \"/etc\" && ret < 0", "open",          "never"),
        Row("openat || ret < 0",                     "openat",        "always"),
        Row("openat || ret < 0",                     "read",          "ret < 0"),
        Row("!openat && ret < 0",                    "read",          "ret < 0"),
        Row("!(openat && ret < 0)",                  "openat",        "!ret < 0"),
        Row("!!(ret < 0)",                           "openat",        "ret < 0"),
        Row("(openat || read) && (ret < 0 || fd == 3)", "read",       "ret < 0 || fd == 3"),
        Row("fd == 3",                               "openat",        "dfd == 3"),
        Row("fd == 3",                               "dup2",          "oldfd == 3 || newfd == 3"),
        Row("fd != 3",                               "dup2",          "oldfd != 3 && newfd != 3"),
        Row("path == \"/a\"",                        "rename",        "oldname == \"/a\" || newname == \"/a\""),
        Row("path != \"/a\"",                        "rename",        "oldname != \"/a\" && newname != \"/a\""),
        Row("!(path == \"/a\")",                     "rename",        "!(oldname == \"/a\" || newname == \"/a\")"),
        Row("path == \"/a\"",                        "getpid",        "never"),
        Row("!(path == \"/a\")",                     "getpid",        "always"),
        // Names of constants.
        Row("flags & O_CREAT",                       "openat",        "flags & O_CREAT"),
        Row("flags & 0x41",                          "openat",        "flags & O_WRONLY|O_CREAT"),
        Row("flags & O_CREAT",                       "mmap",          "never"),
        Row("flags & MAP_FIXED",                     "mmap",          "flags & MAP_FIXED"),
        Row("dfd == AT_FDCWD",                       "openat",        "dfd == AT_FDCWD"),
        Row("errno == ENOENT",                       "read",          "errno == ENOENT"),
        Row("errno != EWOULDBLOCK",                  "read",          "errno != EAGAIN"),
        Row("sig == SIGTERM || sig == KILL",         "kill",          "sig == SIGTERM || sig == SIGKILL"),
        Row("family == AF_INET",                     "socket",        "family == AF_INET"),
        Row("protocol == IPPROTO_TCP",               "socket",        "protocol == 6"),
        Row("mode == S_IFREG || mode & 0111",        "mknod",         "mode == 0100000 || mode & 0111"),
        Row("addr == NULL",                          "mmap",          "addr == 0x0"),
        // Numbers that a field cannot hold.
        Row("fd == -1",                              "read",          "fd == -1"),
        Row("fd == 4294967295",                      "read",          "fd == -1"),
        Row("fd == 4294967296",                      "read",          "never"),
        Row("fd != 4294967296",                      "read",          "fd >= -2147483648"),
        Row("fd < 4294967295",                       "read",          "fd >= -2147483648"),
        Row("fd > 4294967295",                       "read",          "never"),
        Row("fd > -2147483649",                      "read",          "fd >= -2147483648"),
        Row("fd < -2147483649",                      "read",          "never"),
        Row("fd & 0x100000000",                      "read",          "never"),
        Row("count == -1",                           "read",          "count == 18446744073709551615"),
        Row("count == -1",                           "read", .i386,   "count == 4294967295"),
        Row("count > -1",                            "read",          "count >= 0"),
        Row("count >= 4294967296",                   "read",          "count >= 4294967296"),
        Row("count >= 4294967296",                   "read", .i386,   "never"),
        Row("ret == 18446744073709551615",           "read",          "ret == -1"),
        Row("ret < 18446744073709551615",            "read",          "ret >= -9223372036854775808"),
        Row("uid == -1",                             "read",          "uid == 4294967295"),
        Row("mode & 0177777777",                     "chmod",         "mode & 0177777"),
        // What is behind pointers.
        Row("statbuf.st_size > 1M",                  "fstat",         "statbuf.st_size > 1048576"),
        Row("how.flags & O_CREAT",                   "openat2",       "how.flags & O_CREAT"),
        Row("value.it_value.tv_sec > 5",             "setitimer",     "value.it_value.tv_sec > 5"),
        Row("buf ^= \"GET \"",                       "write",         "buf ^= \"GET \""),
        Row("addr.port == 443",                      "connect",       "uservaddr.port == 443"),
        Row("addr.family == AF_INET6",               "sendto",        "addr.family == AF_INET6"),
        Row("addr.path ^= \"/run\"",                 "connect",       "uservaddr.path ^= \"/run\""),
        Row("upeer_addrlen == 16",                   "accept",        "upeer_addrlen == 16"),
        Row("duration > 1ms && tid != 5",            "read",          "duration > 1000000ns && tid != 5"),
        Row("comm ~ \"^ba?sh\" && gid == 0",         "read",          "comm ~ \"^ba?sh\" && gid == 0"),
        Row("comm == \"a\\\"\\\\\\n\"",              "read",          "comm == \"a\\\"\\\\\\u{a}\""),
    ]

    @Test(arguments: rows) func resolves(row: Row) throws {
        let checked = Condition.check(SourceText(label: "-e", text: row.text))
        #expect(checked.isValid)
        let call = try #require(SyscallTable.of(row.abi)[name: row.call])
        let condition = try #require(checked.value)
        #expect(condition.resolved(call.number, row.abi, call).text(for: call) == row.resolved)
    }

    @Test func aCallWithoutARowHasResultAndIds() throws {
        let condition = try #require(Condition.check(SourceText(label: "-e", text: "(500 || fd == 3) && ret < 0 && uid == 0")).value)
        #expect(condition.resolved(500, .x86_64, nil).text(for: nil) == "ret < 0 && uid == 0")
        #expect(condition.resolved(501, .x86_64, nil).isNeverTrue)
        #expect(condition.resolved(nil, .x86_64, nil).isNeverTrue)
    }

    struct CallRow: Sendable, CustomTestStringConvertible {
        let options: [String]
        let x86_64: [Int]
        let i386: [Int]
        let others: Bool
        var testDescription: String { options.joined(separator: " -e ") }

        init(_ options: String..., x86_64: [Int], i386: [Int], others: Bool = false) {
            (self.options, self.x86_64, self.i386, self.others) = (options, x86_64, i386, others)
        }
    }

    /// Options → the calls that are armed at all.
    // swift-format-ignore
    static let selections: [CallRow] = [
        CallRow("openat && ret < 0",                       x86_64: [257],                  i386: [295]),
        CallRow("(openat || close) && ret < 0",            x86_64: [3, 257],               i386: [6, 295]),
        CallRow("/^open && ret < 0",                       x86_64: [2, 257],               i386: [5, 295]),
        CallRow("openat@64 || close@32 && fd == 3",        x86_64: [257],                  i386: [6]),
        CallRow("count > 3",                               x86_64: [0, 1, 17],             i386: [3, 4, 180]),
        CallRow("count > 3 && !read",                      x86_64: [1, 17],                i386: [4, 180]),
        CallRow("flags & O_CREAT",                         x86_64: [2, 257],               i386: [5, 295]),
        CallRow("!(openat || close)", "%process && ret < 0", x86_64: [59, 60, 61],         i386: [1, 7, 11, 114]),
        CallRow("trace=openat,read", "ret < 0",            x86_64: [0, 257],               i386: [3, 295]),
        CallRow("ret < 0 && !close", "trace=close,read",   x86_64: [0],                    i386: [3]),
        CallRow("500 && ret < 0",                          x86_64: [500],                  i386: [500]),
    ]

    @Test(arguments: selections) func selects(row: CallRow) {
        let checked = Selection.check(row.options.map { .expression($0) }, names: SmallTable())
        #expect(checked.isValid)
        #expect(checked.value.condition != nil)
        #expect(checked.value.calls[.x86_64].numbers == row.x86_64)
        #expect(checked.value.calls[.i386].numbers == row.i386)
        #expect(ABI.allCases.allSatisfy { checked.value.calls[$0].containsOthers == row.others })
    }

    /// Without a call or an argument in it a condition is about all calls, those that nobody knows too.
    @Test(arguments: ["ret < 0", "!(openat && ret < 0)", "uid == 0 || count > 3", "!close"]) func everything(text: String) {
        let checked = Selection.check([.expression(text + " && ret != 5")], names: SmallTable())
        #expect(checked.diagnostics == [])
        for abi in ABI.allCases { #expect(checked.value.calls[abi].contains(600) && checked.value.calls[abi].containsOthers) }
    }

    @Test func ofSeveralConditionsTheLastCounts() throws {
        let checked = Selection.check([.expression("openat && ret < 0"), .expression("close && ret < 0")], names: SmallTable())
        #expect(checked.diagnostics.map(\.description) == ["of several conditions only the last one counts; join them with '&&' or '||'"])
        #expect(checked.isValid && checked.value.calls[.x86_64].numbers == [3])
    }

    @Test func whatNoCallCanMeetIsWorthAWarning() {
        let checked = Selection.check([.expression("openat && close")], names: SmallTable())
        #expect(
            checked.diagnostics.map(\.description) == ["no call can meet this condition; '||' joins calls of which any may be meant"])
        #expect(checked.isValid && ABI.allCases.allSatisfy { checked.value.calls[$0].isEmpty })
    }

    /// Fields and values held against the calls; the offending part stands between « and ».
    // swift-format-ignore
    static let refused: [(text: String, description: String)] = [
        ("openat && «pth» ^= \"/etc\"",      "no field is called 'pth'; did you mean 'path'?"),
        ("openat && «flgs» & 3",             "no field is called 'flgs'; did you mean 'flags'?"),
        ("openat && «count» > 3",            "'openat' has no argument 'count'; it has dfd, filename, flags, mode"),
        ("openat && «fds» > 3",              "no field is called 'fds'; did you mean 'fd'?"),
        ("getpid && «fd» == 3",              "'getpid' has no argument 'fd'; it has none"),
        ("(openat || close) && «count» > 3", "none of the calls that this can be about has an argument 'count'"),
        ("openat && (read && fd == 3 || «how.flags» & 3)", "'openat' has no argument 'how'; it has dfd, filename, flags, mode"),
        ("fstat && «statbuf» == 3",          "'statbuf' is a structure (struct stat) and cannot be compared as a whole; name a member of it: st_dev, st_ino, st_mode, st_nlink, st_uid, st_gid, st_blksize, st_blocks, st_rdev, st_size, st_atime, st_atime_nsec, st_mtime, st_mtime_nsec, st_ctime, st_ctime_nsec"),
        ("fstat && «statbuf.st_sise» == 3",  "struct stat has no member 'st_sise'; did you mean 'st_size'?"),
        ("fstat && «statbuf.» == 3",         "struct stat has no member ''; it has st_dev, st_ino, st_mode, st_nlink, st_uid, st_gid, st_blksize, st_blocks, st_rdev, st_size, st_atime, st_atime_nsec, st_mtime, st_mtime_nsec, st_ctime, st_ctime_nsec"),
        ("openat && «flags.x» == 3",         "'flags' has no member 'x'; it is a number"),
        ("openat && «path.x» == 3",          "'filename' has no member 'x'; it is a text"),
        ("openat2 && «how.flags.x» == 3",    "'flags' has no member 'x'; it is no structure"),
        ("connect && «addr» == 3",           "'addr' is a socket address and cannot be compared as a whole; name a member of it: family, port, path"),
        ("connect && «addr.prot» == 3",      "a socket address has no member 'prot'; did you mean 'port'?"),
        ("execve && «argv» *= \"a\"",        "'argv' is a list of texts and cannot be compared as a whole"),
        ("poll && «ufds» == 3",              "'ufds' is a list and cannot be compared as a whole"),
        ("openat && flags & «O_CRAET»",      "'flags' has no value called 'O_CRAET'; did you mean 'O_CREAT'?"),
        ("errno == «ENONT»",                 "'errno' has no value called 'ENONT'; did you mean 'ENOENT'?"),
        ("read && count == «O_CREAT»",       "the values of 'count' have no names; write a number"),
        ("openat && filename == «etc»",      "'filename' is a text; texts stand in double quotes: \"etc\""),
        ("openat && filename == «3»",        "'filename' is a text, and '3' is not"),
        ("openat && filename «<» 3",         "'<' compares numbers, and 'filename' is a text"),
        ("openat && flags «^=» \"a\"",       "'^=' compares texts, and 'flags' is a number"),
        ("openat && flags == «\"a\"»",       "'flags' is a number, and '\"a\"' is not"),
        ("read && count > «10ms»",           "'count' is a number, and '10ms' is not"),
        ("«exe» == \"/bin/ls\"",             "'exe' cannot be tested yet; 'comm' is the name of the program, cut to 15 bytes"),
        ("«cgroup» ^= \"/a\"",               "'cgroup' cannot be tested yet; '--cgroup PATH' limits the whole trace"),
    ]

    @Test(arguments: refused) func refuses(marked: String, description: String) {
        let text = marked.replacing(/[«»]/, with: "")
        let checked = Condition.check(SourceText(label: "-e", text: text))
        #expect(checked.diagnostics.map(\.description) == [description])
        #expect(!checked.isValid)
        let parts = marked.split(separator: /[«»]/, omittingEmptySubsequences: false).map { $0.utf8.count }
        #expect(checked.diagnostics.map(\.range) == [parts[0]..<parts[0] + parts[1]])
    }

    @Test func aFieldMustBelongToTheSelectedCalls() {
        let checked = Selection.check([.expression("trace=openat"), .expression("count > 3")], names: SmallTable())
        #expect(checked.diagnostics.map(\.description) == ["'openat' has no argument 'count'; it has dfd, filename, flags, mode"])
    }

    @Test func aConditionHasALimit() {
        func chain(_ count: Int) -> String { Array(repeating: "ret == 1", count: count).joined(separator: " || ") }
        #expect(Condition.check(SourceText(label: "-e", text: chain(256)), names: SmallTable()).isValid)
        let checked = Condition.check(SourceText(label: "-e", text: chain(257)), names: SmallTable())
        #expect(checked.diagnostics.map(\.description) == ["a condition has at most 256 comparisons"])
    }
}
