import Events
import Schema
import Testing

@testable import Rendering

private func call(
    _ number: Int32, _ arguments: [UInt64], _ result: Int64 = 0, flags: RecordFlags = [], _ chunks: (inout RecordBuilder) -> Void = { _ in }
)
    -> RecordBuilder
{
    var builder = RecordBuilder(.call, number: number, arguments: arguments, result: result, flags: flags)
    chunks(&builder)
    return builder
}

private let minusOne = UInt64.max

@Suite struct StraceTextTests {
    /// One line for each record.
    static let lines: [(RecordBuilder, String)] = [
        // Strings and data.
        (
            call(2, [UInt64(bitPattern: -100), 0x1000, 0o2000000], 3) { $0.addString(1, "/etc/passwd") },
            #"test_openat(AT_FDCWD, "/etc/passwd", O_RDONLY|O_CLOEXEC) = 3"#
        ),
        (
            call(2, [5, 0x1000, 1], -2) { $0.addString(1, "x") },
            #"test_openat(5, "x", O_WRONLY)           = -1 ENOENT (No such file or directory)"#
        ),
        (
            call(2, [5, 1, 0], -14) { $0.addChunk(1, .string, [], status: .unreadable) },
            "test_openat(5, 0x1, O_RDONLY)           = -1 EFAULT (Bad address)"
        ),
        (call(2, [5, 0, 0], -14), "test_openat(5, NULL, O_RDONLY)          = -1 EFAULT (Bad address)"),
        (call(2, [5, 0x1000, 0], 3) { $0.addString(1, "long", status: .truncated) }, #"test_openat(5, "long"..., O_RDONLY)     = 3"#),
        (call(0, [3, 0x1000, 100], 4) { $0.addChunk(1, .bytes, Array("a\0b\n".utf8)) }, #"test_read(3, "a\0b\n", 100)             = 4"#),
        (call(0, [3, 0x1000, 100], -9), "test_read(3, 0x1000, 100)               = -1 EBADF (Bad file descriptor)"),
        (call(0, [3, 0x1000, 100], 0), #"test_read(3, "", 100)                   = 0"#),
        (call(0, [3, 0x1000, 100], 4), "test_read(3, 0x1000, 100)               = 4"),
        (
            call(1, [1, 0x1000, 60], 60) { $0.addChunk(1, .bytes, Array("0123456789012345678901234567890123456789".utf8)) },
            #"test_write(1, "01234567890123456789012345678901"..., 60) = 60"#
        ),
        (
            call(1, [1, 0x1000, 60], 60) { $0.addChunk(1, .bytes, Array("ab".utf8), status: .truncated) },
            #"test_write(1, "ab"..., 60)              = 60"#
        ),
        (call(1, [1, 0x1000, 0], 0), #"test_write(1, "", 0)                    = 0"#),

        // Vectors.
        (
            call(4, [1, 2, 0x7ff0], 0) {
                $0.addString(0, "/bin/ls")
                $0.addVector(1, ["ls", "-l", ""])
                $0.addChunk(2, .count, [23, 0, 0, 0, 0, 0, 0, 0])
            }, #"test_exec("/bin/ls", ["ls", "-l", ""], 0x7ff0 /* 23 vars */) = 0"#
        ),
        (
            call(4, [1, 2, 0x7ff0], 0) {
                $0.addVector(1, [])
                $0.addVector(2, ["A=1"])
            }, "test_exec(0x1, [], 0x7ff0 /* 1 var */)  = 0"
        ),
        (
            call(4, [0, 0, 0], 0, flags: [.noArguments, .executed]) {
                $0.addChunk(1, .vector, Array("a\0b".utf8), status: .truncated)
                $0.addChunk(2, .count, [2, 0, 0, 0, 0, 0, 0, 0])
            }, #"test_exec(?, ["a", "b"..., ...], [/* 2 vars */]) = 0"#
        ),

        // Structures and arrays.
        (
            call(7, [0x10], 0) { $0.addChunk(0, .bytes, [255, 255, 255, 255, 255, 255, 255, 255, 7, 0, 0, 0, 0, 0, 0, 0]) },
            "test_pair({first=-1, second=7})         = 0"
        ),
        (call(7, [0x10], 0) { $0.addChunk(0, .bytes, [1, 0, 0, 0, 0, 0, 0, 0, 7]) }, "test_pair({first=1, ...})               = 0"),
        (
            call(7, [0x10], -14) { $0.addChunk(0, .bytes, Array(repeating: 0, count: 16)) },
            "test_pair(0x10)                         = -1 EFAULT (Bad address)"
        ),
        (
            call(8, [2, 0x10], 0) { $0.addChunk(1, .bytes, Array(repeating: 0, count: 40)) },
            "test_pairs(2, [{first=0, second=0}, {first=0, second=0}, ...]) = 0"
        ),
        (call(8, [0, 0x10], 0), "test_pairs(0, [])                       = 0"),
        (call(9, [0x10], 0) { $0.addChunk(0, .bytes, [16, 0, 0, 0]) }, "test_integer([16])                      = 0"),
        (call(10, [0x10], 0) { $0.addChunk(0, .bytes, [3, 0, 0, 0, 4, 0, 0, 0]) }, "test_integers([3, 4])                   = 0"),

        // Numbers.
        (call(11, [minusOne, 2, 0x103, 0, minusOne, minusOne], 0), "test_numbers(-1, SIGINT, makedev(0x1, 0x3), 0, 4294967295, -1) = 0"),
        (call(11, [5, 99, 0, 0xff, 0, 0], 0), "test_numbers(5, 99, makedev(0, 0), 0xff, 0, 0) = 0"),
        (call(3, [3, UInt64(bitPattern: -5), 0x4d], -22), "test_lseek(3, -5, 0x4d /* SEEK_??? */)  = -1 EINVAL (Invalid argument)"),
        (call(2, [3, 0, 0x8000_0000], 0), "test_openat(3, NULL, O_RDONLY|0x80000000) = 0"),

        // Results.
        (call(5, [0], 0x7f00_0000_1000), "test_map(NULL)                          = 0x7f0000001000"),
        (call(6, [0o22], 0o22), "test_umask(022)                         = 022"),
        (call(6, [0], 0), "test_umask(000)                         = 000"),
        (call(12, [3], 0, flags: .noResult), "test_exit(3)                            = ?"),
        (call(3, [0, 0, 1], -512), "test_lseek(0, 0, SEEK_CUR)              = ? ERESTARTSYS (To be restarted if SA_RESTART is set)"),
        (call(3, [0, 0, 1], -514), "test_lseek(0, 0, SEEK_CUR)              = ? ERESTARTNOHAND (To be restarted if no handler)"),
        (call(3, [0, 0, 1], -516), "test_lseek(0, 0, SEEK_CUR)              = ? ERESTART_RESTARTBLOCK (Interrupted by signal)"),
        (call(3, [0, 0, 1], -4095), "test_lseek(0, 0, SEEK_CUR)              = -1 4095 (Unknown error 4095)"),
        (call(3, [0, 0, 1], -4096), "test_lseek(0, 0, SEEK_CUR)              = -4096"),

        // Calls that the table does not have.
        (call(500, [1, 2, 3, 4, 5, 6], -38), "syscall_0x1f4(0x1, 0x2, 0x3, 0x4, 0x5, 0x6) = -1 ENOSYS (Function not implemented)"),
        (call(-1, [1], 0), "syscall_0xffffffffffffffff(0x1, 0, 0, 0, 0, 0) = 0"),
        (call(0x4000_0001, [], 0), "syscall_0x40000001(0, 0, 0, 0, 0, 0)    = 0"),
    ]

    @Test(arguments: lines.indices) func line(index: Int) {
        let (record, expected) = Self.lines[index]
        #expect(render([record]) == expected + "\n")
    }

    @Test func registersOfA32BitCallAreCutToTheirWidth() {
        let record = RecordBuilder(.call, abi: .i386, number: 3, arguments: [3, 0xffff_ffff, 0], result: 0xffff_fffe)
        #expect(render([record]) == "test_lseek(3, -1, SEEK_SET)             = -1 ENOENT (No such file or directory)\n")
        let map = RecordBuilder(.call, abi: .i386, number: 5, arguments: [0x1_0000_0000], result: 0xf7d0_0000)
        #expect(render([map]) == "test_map(NULL)                          = 0xf7d00000\n")
    }

    @Test func aVectorIsShownWhole() {
        var first = RecordBuilder(.fragment, number: 1, tid: 1)
        first.addChunk(1, .vector, Array("one\0t".utf8))
        var second = RecordBuilder(.fragment, number: 1, tid: 1)
        second.addChunk(1, .vector, Array("wo\0th".utf8))
        let exec = call(4, [0, 2, 0], 0) { $0.addChunk(1, .vector, Array("ree\0".utf8)) }
        #expect(render([first, second, exec]) == "test_exec(NULL, [\"one\", \"two\", \"three\"], NULL) = 0\n")
    }
}
