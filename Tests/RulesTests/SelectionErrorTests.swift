import Rules
import Schema
import Testing

/// Text → exact message and range. The offending part of each text stands between « and ».
@Suite struct SelectionErrorTests {
    // swift-format-ignore
    static let names: [(text: String, description: String)] = [
        ("trace=«opennat»,close", "no system call is called 'opennat'; did you mean 'openat'?"),
        ("«opennat»@64",          "no system call is called 'opennat'; did you mean 'openat'?"),
        ("!close,«OPENAT»",       "no system call is called 'OPENAT'; did you mean 'openat'?"),
        ("«xyzzyplugh»",          "no system call is called 'xyzzyplugh'"),
        ("«sys_openat»",          "no system call is called 'sys_openat'; did you mean 'openat'?"),
        ("«__x64_sys_read»",      "no system call is called '__x64_sys_read'; did you mean 'read'?"),
        ("«pread»",               "no system call is called 'pread'; the C library's 'pread' makes the system call 'pread64'"),
        ("«execvp»@64",           "no system call is called 'execvp'; the C library's 'execvp' makes the system call 'execve'"),
        ("«fstatat»@64",          "no system call is called 'fstatat'; the C library's 'fstatat' makes the system call 'newfstatat'"),
        ("«fstatat»@32",          "no system call is called 'fstatat'; did you mean 'fstatat64'?"),
        ("«clock»",               "no system call is called 'clock'; did you mean '%clock'?"),
        ("«open*»",               "no system call is called 'open*'; a pattern is a regular expression after a slash: '/^open.*$'"),
        ("openat,« close»",       "no system call is called ' close'; write 'close', without spaces"),
        ("«-1»",                  "no system call is called '-1'"),
        ("«0x50»",                "no system call is called '0x50'"),
        ("«1024»",                "no system call can have the number '1024'; they are numbered from 0 to 1023"),
        ("«99999999999999999999»", "no system call can have the number '99999999999999999999'; they are numbered from 0 to 1023"),
        ("«waitpid»@64",          "'waitpid' is not a system call of x86_64; i386 has it"),
        ("«stat»@32",             "'stat' is not a system call of i386; x86_64 has it"),
        ("openat@«16»",           "no ABI is called '16'; '@64' stands for x86_64, '@32' for i386"),
        ("openat@«x32»",          "system calls of the x32 ABI are not traced; '@64' stands for x86_64, '@32' for i386"),
        ("openat@«»",             "no ABI is called ''; '@64' stands for x86_64, '@32' for i386"),
        ("?openat@«16»",          "no ABI is called '16'; '@64' stands for x86_64, '@32' for i386"),
        ("«%fil»",                "no class of system calls is called '%fil'; did you mean '%file'?"),
        ("«%openat»",             "no class of system calls is called '%openat'; there are %file, %process, %signal, %clock, %%stat"),
        ("«%»@64",                "no class of system calls is called '%'; there are %file, %process, %signal, %clock, %%stat"),
    ]

    // swift-format-ignore
    static let sets: [(text: String, description: String)] = [
        ("«»",                    "a value is missing here; 'all' selects everything, 'none' nothing"),
        ("trace=«»",              "a value is missing here; 'all' selects everything, 'none' nothing"),
        ("trace=!«»",             "a value is missing here; 'all' selects everything, 'none' nothing"),
        ("«,,»",                  "a value is missing here; 'all' selects everything, 'none' nothing"),
        ("?«»",                   "a name is missing here"),
        ("«@64»",                 "a name is missing here"),
        ("openat,«!close»",       "'!' stands before the whole set, not before one value of it; '!openat,close' selects all but these"),
        ("openat,«none»",         "'none' stands alone, not among other values"),
        ("«none»,openat",         "'none' stands alone, not among other values"),
        ("«!trace»=openat",       "'!' stands after the '='; write 'trace=!openat'"),
        ("«status!»=failed",      "'!' stands after the '='; write 'status=!failed'"),
        ("«trace »= openat",      "no spaces stand around the '='; write 'trace=openat'"),
        ("«trce»=openat",         "no qualifier is called 'trce'; did you mean 'trace'?"),
        ("«Trace»=openat",        "no qualifier is called 'Trace'; did you mean 'trace'?"),
        ("«foobar»=openat",       "no qualifier is called 'foobar'; there are trace, status, signal and quiet"),
    ]

    // swift-format-ignore
    static let patterns: [(text: String, description: String)] = [
        ("/«(»",                  "this is not a regular expression: Unmatched ( or \\("),
        ("/«a{1»,openat",         "this is not a regular expression: Unmatched \\{"),
        ("/«[a»,openat",          "this is not a regular expression: Unmatched [, [^, [:, [., or [="),
        ("/«»",                   "a regular expression is missing after '/'; 'all' selects everything"),
        ("«/nosuch»",             "no system call has a name that matches 'nosuch'"),
        ("«/^waitpid$»@64",       "no system call has a name that matches '^waitpid$'"),
        ("/«(a)\\1»",             "extended regular expressions have no back-references"),
        ("/«a{255}{255}{255}»",   "this regular expression repeats too much; '*' repeats without a count"),
        ("/«a+++++++++++++»",     "this regular expression repeats too much; '*' repeats without a count"),
        ("/«(a{999999999999999999999999})»", "this regular expression repeats too much; '*' repeats without a count"),
        ("?/«(»",                 "this is not a regular expression: Unmatched ( or \\("),
    ]

    // swift-format-ignore
    static let words: [(text: String, description: String)] = [
        ("status=«ok»",           "no status is called 'ok'; there are successful, failed, unfinished, unavailable, detached"),
        ("status=«succesful»",    "no status is called 'succesful'; did you mean 'successful'?"),
        ("status=«»",             "a value is missing here; 'all' selects everything, 'none' nothing"),
        ("status=failed,«none»",  "'none' stands alone, not among other values"),
        ("quiet=«attached»",      "no message is called 'attached'; did you mean 'attach'?"),
        ("q=exit,«!attach»",      "'!' stands before the whole set, not before one value of it; '!exit,attach' selects all but these"),
        ("signal=«SIGFOO»",       "no signal is called 'SIGFOO'; did you mean 'SIGFPE'?"),
        ("signal=«trem»",         "no signal is called 'trem'; did you mean 'SIGTERM'?"),
        ("signal=«gibberish»",    "no signal is called 'gibberish'"),
        ("signal=«0»",            "no signal has the number '0'; signals are numbered from 1 to 64"),
        ("signal=INT,«65»",       "no signal has the number '65'; signals are numbered from 1 to 64"),
        ("signal=«RTMIN+1»",      "no signal is called 'RTMIN+1'; real-time signals are written as numbers, or as SIGRT_1 (33) to SIGRT_32 (64)"),
        ("signal=«SIGRT_33»",     "no signal is called 'SIGRT_33'; real-time signals are written as numbers, or as SIGRT_1 (33) to SIGRT_32 (64)"),
        ("signal=«»",             "a value is missing here; 'all' selects everything, 'none' nothing"),
    ]

    // swift-format-ignore
    static let foreign: [(text: String, description: String)] = [
        ("«abbrev»=all",          "'abbrev=' is strace's, and not supported; '-v' shows structures and environments in full"),
        ("«v»=none",              "'v=' is strace's, and not supported; '-v' shows structures and environments in full"),
        ("«raw»=ioctl",           "'raw=' is strace's, and not supported; 'trapline syscalls NAME' prints the numbers behind the names"),
        ("«read»=3,5",            "'read=' is strace's, and not supported; '-e trace=read,write -s N' shows the first N bytes of the data"),
        ("«w»=1",                 "'w=' is strace's, and not supported; '-e trace=read,write -s N' shows the first N bytes of the data"),
        ("«fault»=openat:when=2", "'fault=' is strace's, and not supported; calls are observed and never changed; strace can change them"),
        ("«inject»=all:error=EIO", "'inject=' is strace's, and not supported; calls are observed and never changed; strace can change them"),
        ("«kvm»=vcpu",            "'kvm=' is strace's, and not supported; trace the call itself: '-e trace=ioctl'"),
        ("«decode-fds»=all",      "'decode-fds=' is strace's, and not supported; '-e trace=%desc' shows where each descriptor comes from"),
        ("«decode-pid»=comm",     "'decode-pid=' is strace's, and not supported; '-e trace=%process' shows where each process comes from"),
        ("«namespace»=all",       "'namespace=' is strace's, and not supported; select a container with '--container ID' or '--cgroup PATH'"),
    ]

    @Test(arguments: names + sets + patterns + words + foreign) func message(text: String, description: String) {
        expect(text, description)
    }

    /// Conditions rather than lists: the message is that of a condition.
    // swift-format-ignore
    static let conditions: [(text: String, description: String)] = [
        ("path«=~»x",         "'=~' means nothing here; '~' matches a regular expression"),
        ("openat «close»",    "an operator is missing before 'close'; '&&' means and, '||' means or"),
        ("openat«,»fd=3",     "',' means nothing here; '||' means or"),
        ("«trace» == 3",      "no field is called 'trace'"),
        ("uid==«'»root'",     "''' means nothing here; texts stand in double quotes"),
        ("«$»x",              "'$' means nothing here; '$=' means ends with"),
        ("/^open || «»",      "a condition is missing here"),
    ]

    @Test(arguments: conditions) func condition(text: String, description: String) {
        expect(text, description)
    }

    @Test func allProblemsAreReported() {
        let checked = Selection.check(
            [.expression("opnat,close,raed"), .expression("status=fialed"), .path(""), .expression("signal=INT,XYZZY")], names: SmallTable()
        )
        #expect(
            checked.diagnostics.map(\.description) == [
                "no system call is called 'opnat'; did you mean 'openat'?", "no system call is called 'raed'; did you mean 'read'?",
                "no status is called 'fialed'; did you mean 'failed'?", "a path is missing here", "no signal is called 'XYZZY'",
            ])
        #expect(!checked.isValid)
        #expect(checked.value.calls[.x86_64] == SyscallSet([3]), "what was sound is kept")
    }

    @Test func aLaterOptionDoesNotExcuseAnEarlierOne() {
        #expect(!Selection.check([.expression("nosuchcall"), .expression("openat")], names: SmallTable()).isValid)
    }

    @Test func bothStatusOptionsAreWorthAWarning() throws {
        let checked = Selection.check([.successfulOnly, .failedOnly], names: SmallTable())
        let warning = try #require(checked.diagnostics.first)
        #expect(checked.diagnostics.count == 1 && warning.severity == .warning && checked.isValid)
        #expect(warning.description == "of -z and -Z only the last one counts; '-e status=successful,failed' selects both")
        #expect(checked.value.statuses == .failed)
    }

    @Test func aPathIsNotLongerThanTheKernelTakes() {
        let longest = String(repeating: "a", count: 4095)
        #expect(Selection.check([.path(longest)], names: SmallTable()).isValid)
        let checked = Selection.check([.path(longest + "é")], names: SmallTable())
        #expect(checked.diagnostics.map(\.description) == ["a path has at most 4095 bytes; this one has 4097"])
        #expect(checked.value.paths == [])
    }

    @Test func aPatternHasALimit() {
        #expect(check("/read" + String(repeating: "|a", count: 254)).isValid)
        let checked = check("/" + String(repeating: "a", count: 513))
        #expect(checked.diagnostics.map(\.description) == ["a regular expression has at most 512 bytes"])
    }

    private func expect(_ marked: String, _ description: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let parts = marked.split(separator: /[«»]/, omittingEmptySubsequences: false).map { $0.utf8.count }
        let text = marked.replacing(/[«»]/, with: "")
        let checked = check(text)
        #expect(checked.diagnostics.map(\.description) == [description], sourceLocation: sourceLocation)
        #expect(checked.diagnostics.map(\.range) == [parts[0]..<parts[0] + parts[1]], sourceLocation: sourceLocation)
        #expect(checked.diagnostics.map(\.source) == [SourceText(label: "-e", text: text)], sourceLocation: sourceLocation)
        #expect(!checked.isValid, sourceLocation: sourceLocation)
    }
}
