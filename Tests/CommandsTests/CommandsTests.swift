import Testing

@testable import Commands

@Suite struct JoinedOptionsTests {
    @Test(arguments: [
        (["trace", "-etrace=open", "ls", "-p12"], ["trace", "-e", "trace=open", "ls", "-p12"]),
        (["trace", "-p12", "-s256", "-tt"], ["trace", "-p", "12", "-s", "256", "-tt"]),
        (["trace", "-e", "-x", "-o", "-file", "--", "-e1"], ["trace", "-e", "-x", "-o", "-file", "--", "-e1"]),
        (["trace", "--cgroup", "-p1", "-a80"], ["trace", "--cgroup", "-p1", "-a", "80"]),
        (["trace", "-e"], ["trace", "-e"]),
        (["syscalls", "-e1"], ["syscalls", "-e1"]),
        ([], []),
    ])
    func valuesStandAlone(_ words: [String], _ expected: [String]) {
        #expect(JoinedOptions.separated(words) == expected)
    }
}

@Suite struct ByteSizeTests {
    @Test(arguments: [("4096", 4096), ("64K", 65536), ("64k", 65536), ("16M", 16 << 20), ("1G", 1 << 30)])
    func sizes(_ text: String, _ bytes: Int) throws {
        #expect(try #require(ByteSize(argument: text)).bytes == bytes)
    }

    @Test(arguments: ["", "K", "0", "-1", "2G", "1T", "9999999999999999999", "1.5M"])
    func noSizes(_ text: String) { #expect(ByteSize(argument: text) == nil) }
}

@Suite struct ReportTests {
    @Test func controlCharactersInMessagesAreEscaped() {
        #expect(Report.printable("a\u{1b}[31m\r\nb") == "a\\u{1B}[31m\\r\nb")
        #expect(Report.printable("plain") == "plain")
    }
}
