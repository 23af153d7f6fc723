import Events
import Schema

@testable import Rendering

/// Renders records made by `build` and returns the text.
func render(
    _ builders: [RecordBuilder], options: StraceOptions = StraceOptions(), lookup: @escaping (ABI, Int) -> Syscall? = TestTable.lookup
) -> String {
    let text = StraceText(options: options, lookup: lookup)
    let batch = RecordBatch()
    for builder in builders { builder.bytes.withUnsafeBytes { _ = batch.append(bytes: $0, cpu: 0) } }
    text.consume(batch)
    return text.output.string
}

/// A table of a few calls, for what does not depend on the real one.
enum TestTable {
    private static let access = ConstantSet(
        "test_open_flags", .flags, prefix: "O_",
        [
            Constant("O_RDONLY", 0, mask: 3), Constant("O_WRONLY", 1, mask: 3), Constant("O_RDWR", 2, mask: 3), Constant("O_CREAT", 0o100),
            Constant("O_CLOEXEC", 0o2000000),
        ])
    private static let whence = ConstantSet(
        "test_whence", .enumeration, prefix: "SEEK_", [Constant("SEEK_SET", 0, mask: .max), Constant("SEEK_CUR", 1, mask: .max)])
    private static let pair = Structure(
        "pair", size: 16, [.init("first", at: 0, size: 8, .signed64), .init("second", at: 8, size: 4, .unsigned32)])
    private static let integer = Structure("int", size: 4, [.init("", at: 0, size: 4, .signed32)])

    static let calls: [Syscall] = [
        Syscall(
            number: 0, name: "test_read",
            arguments: [
                Argument("fd", "unsigned int", .descriptor), Argument("buf", "char *", .bytes(.output, .result)),
                Argument("count", "size_t", .unsigned64),
            ]),
        Syscall(
            number: 1, name: "test_write",
            arguments: [
                Argument("fd", "unsigned int", .descriptor), Argument("buf", "const char *", .bytes(.input, .argument(2))),
                Argument("count", "size_t", .unsigned64),
            ]),
        Syscall(
            number: 2, name: "test_openat",
            arguments: [
                Argument("dfd", "int", .directory), Argument("filename", "const char *", .path),
                Argument("flags", "int", .constants(access)),
            ], result: .descriptor),
        Syscall(
            number: 3, name: "test_lseek",
            arguments: [
                Argument("fd", "unsigned int", .descriptor), Argument("offset", "off_t", .signed64),
                Argument("whence", "unsigned int", .constants(whence)),
            ]),
        Syscall(
            number: 4, name: "test_exec",
            arguments: [Argument("filename", "", .path), Argument("argv", "", .vector), Argument("envp", "", .environment)]),
        Syscall(number: 5, name: "test_map", arguments: [Argument("addr", "unsigned long", .address)], result: .hexadecimal),
        Syscall(number: 6, name: "test_umask", arguments: [Argument("mask", "int", .mode)], result: .octal),
        Syscall(number: 7, name: "test_pair", arguments: [Argument("pair", "", .structure(pair, .output))]),
        Syscall(
            number: 8, name: "test_pairs",
            arguments: [Argument("n", "", .signed32), Argument("pairs", "", .array(pair, .input, .argument(0)))]),
        Syscall(number: 9, name: "test_integer", arguments: [Argument("value", "", .structure(integer, .input))]),
        Syscall(number: 10, name: "test_integers", arguments: [Argument("fds", "", .array(integer, .output, .fixed(2)))]),
        Syscall(
            number: 11, name: "test_numbers",
            arguments: [
                Argument("a", "", .user), Argument("b", "", .signal), Argument("c", "", .device), Argument("d", "", .hexadecimal),
                Argument("e", "", .unsigned32), Argument("f", "", .signed32),
            ]),
        Syscall(number: 12, name: "test_exit", arguments: [Argument("status", "int", .signed32)], result: .never),
    ]

    static func lookup(_ abi: ABI, _ number: Int) -> Syscall? { number >= 0 && number < calls.count ? calls[number] : nil }
}

/// Bytes of numbers, little-endian, one after the other.
func packed(_ numbers: any FixedWidthInteger...) -> [UInt8] {
    numbers.flatMap { number in
        (0..<(number.bitWidth / 8)).map { UInt8(truncatingIfNeeded: Int64(truncatingIfNeeded: number) >> Int64($0 * 8)) }
    }
}

/// A record of a call of the real table, by name.
func record(
    _ name: String, _ arguments: [Int64] = [], _ result: Int64 = 0, abi: ABI = .x86_64, flags: RecordFlags = [],
    _ chunks: (inout RecordBuilder) -> Void = { _ in }
) -> RecordBuilder {
    let number = SyscallTable.of(abi)[name: name]?.number ?? -1
    var builder = RecordBuilder(
        .call, abi: abi, number: Int32(number), arguments: arguments.map { UInt64(bitPattern: $0) }, result: result, tid: 100, flags: flags)
    chunks(&builder)
    return builder
}

/// The line of one call of the real table, without padding before the result.
func line(_ builder: RecordBuilder, options: StraceOptions = StraceOptions()) -> String {
    var options = options
    options.resultColumn = 0
    let text = render([builder], options: options) { SyscallTable.of($0)[$1] }
    return String(text.dropLast())
}
