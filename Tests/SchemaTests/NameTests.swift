import Glibc
import Schema
import Testing

@Suite struct ErrorNameTests {
    @Test(.enabled(if: CCompiler.isAvailable, "needs a C compiler"))
    func namesAndMessagesAreThoseOfTheLibrary() throws {
        let lines = try CCompiler.output(
            of: """
                #define _GNU_SOURCE
                #include <string.h>
                #include <stdio.h>
                int main(void) {
                    for (int i = 1; i < 512; i++)
                        if (strerrorname_np(i)) printf("%d %s %s\\n", i, strerrorname_np(i), strerror(i));
                }
                """
        ).split(separator: "\n")
        #expect(lines.count > 130)
        var known: Set<Int> = []
        for line in lines {
            let fields = line.split(separator: " ", maxSplits: 2).map(String.init)
            let number = try #require(Int(fields[0]))
            known.insert(number)
            #expect(ErrorNames.name(of: number) == fields[1])
            #expect(ErrorNames.message(of: number) == fields[2])
            #expect(ErrorNames.number(of: fields[1]) == (fields[1] == "ENOTSUP" ? 95 : number))
        }
        for number in 1..<512 where !known.contains(number) { #expect(ErrorNames.name(of: number) == nil, "\(number)") }
    }

    @Test(arguments: [
        (512, "ERESTARTSYS", "To be restarted if SA_RESTART is set"), (513, "ERESTARTNOINTR", "To be restarted"),
        (514, "ERESTARTNOHAND", "To be restarted if no handler"), (516, "ERESTART_RESTARTBLOCK", "Interrupted by signal"),
        (524, "ENOTSUPP", "Unknown error 524"),
    ])
    func kernelInternalNumbersHaveStracesWording(_ number: Int, _ name: String, _ message: String) {
        #expect(ErrorNames.name(of: number) == name)
        #expect(ErrorNames.message(of: number) == message)
        #expect(ErrorNames.isRestart(number) == (number != 524))
    }

    @Test(arguments: [-1, 0, 41, 58, 134, 511, 520, 531, 4095])
    func otherNumbersHaveNone(_ number: Int) {
        #expect(ErrorNames.name(of: number) == nil)
        #expect(ErrorNames.message(of: number) == nil)
        #expect(!ErrorNames.isRestart(number))
    }

    @Test func secondNamesAreUnderstood() {
        #expect(ErrorNames.number(of: "EWOULDBLOCK") == Int(EWOULDBLOCK))
        #expect(ErrorNames.number(of: "EDEADLOCK") == Int(EDEADLK))
        #expect(ErrorNames.number(of: "ENOTSUP") == Int(ENOTSUP))
        #expect(ErrorNames.number(of: "ENOSUCH") == nil)
        #expect(ErrorNames.number(of: "") == nil)
    }
}

@Suite struct SignalNameTests {
    @Test(.enabled(if: CCompiler.isAvailable, "needs a C compiler"))
    func standardSignalsHaveTheHeadersNames() throws {
        let names = (1...31).compactMap { SignalNames.name(of: $0) }
        #expect(names.count == 31)
        let values = try CCompiler.values(of: names, headers: "#include <signal.h>")
        for (index, name) in names.enumerated() { #expect(values[name] == UInt64(index + 1), "\(name)") }
    }

    @Test(arguments: [(32, "SIGRTMIN"), (33, "SIGRT_1"), (34, "SIGRT_2"), (64, "SIGRT_32")])
    func realTimeSignalsCountFromTheKernelsFirst(_ number: Int, _ name: String) {
        #expect(SignalNames.name(of: number) == name)
        #expect(SignalNames.number(of: name) == number)
    }

    @Test(arguments: [-1, 0, 65, 1000])
    func otherNumbersHaveNone(_ number: Int) {
        #expect(SignalNames.name(of: number) == nil)
    }

    @Test(arguments: [("INT", 2), ("SIGINT", 2), ("SIGPOLL", 29), ("SIGIOT", 6), ("SIGRTMAX", 64)])
    func namesGoWithOrWithoutPrefix(_ name: String, _ number: Int) {
        #expect(SignalNames.number(of: name) == number)
    }

    @Test(arguments: ["", "SIG", "NONE", "SIGRT_33"])
    func otherNamesHaveNoNumber(_ name: String) {
        #expect(SignalNames.number(of: name) == nil)
    }
}
