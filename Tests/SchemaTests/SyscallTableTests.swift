import Schema
import Testing

@Suite struct SyscallTableTests {
    @Test(arguments: ABI.allCases)
    func numbersAscendAndNamesAreUnique(_ abi: ABI) {
        let calls = SyscallTable.of(abi).calls
        #expect(calls.count > 380)
        for (earlier, later) in zip(calls, calls.dropFirst()) { #expect(earlier.number < later.number) }
        #expect(Set(calls.map(\.name)).count == calls.count)
    }

    @Test(arguments: ABI.allCases)
    func everyCallIsFoundByNumberAndByName(_ abi: ABI) {
        let table = SyscallTable.of(abi)
        for call in table.calls {
            #expect(table[call.number] == call)
            #expect(table[name: call.name] == call)
        }
    }

    @Test(arguments: [-1, 337, 423, 470, 1_000_000, 0x4000_0000, Int.max, Int.min])
    func aNumberThatIsNoCallGivesNothing(_ number: Int) {
        #expect(SyscallTable.of(.x86_64)[number] == nil)
    }

    @Test(arguments: [222, 223, 251, 285, 387, 415, -5])
    func unusedNumbersOfI386GiveNothing(_ number: Int) {
        #expect(SyscallTable.of(.i386)[number] == nil)
    }

    @Test func unknownNamesGiveNothing() {
        #expect(SyscallTable.of(.x86_64)[name: "mmap2"] == nil)
        #expect(SyscallTable.of(.i386)[name: "newfstatat"] == nil)
        #expect(SyscallTable.of(.x86_64)[name: ""] == nil)
    }

    @Test(arguments: ABI.allCases.filter(hasHeader))
    func numbersAreThoseOfTheHeaders(_ abi: ABI) throws {
        let table = SyscallTable.of(abi)
        let header = try headerNumbers(abi)
        #expect(header.count > 350)
        for (name, number) in header {
            #expect(table[name: name]?.number == number, "\(name)")
            #expect(table[number]?.name == name, "\(number)")
        }
        let newest = header.values.max() ?? 0
        for call in table.calls where header[call.name] == nil {
            // uretprobe and uprobe got numbers in a gap long after their neighbours.
            #expect(call.number > newest || [335, 336].contains(call.number), "\(call.name) has a number the headers should know")
        }
    }

    @Test(arguments: ABI.allCases)
    func argumentsAreWellFormed(_ abi: ABI) {
        for call in SyscallTable.of(abi).calls {
            #expect(call.arguments.count <= RecordLayout.maximumArguments, "\(call.name)")
            #expect(Set(call.arguments.map(\.name)).count == call.arguments.count, "\(call.name) has two arguments of one name")
            for argument in call.arguments {
                #expect(!argument.name.isEmpty && !argument.type.isEmpty, "\(call.name)")
            }
        }
    }

    @Test(arguments: ABI.allCases)
    func lengthsComeFromNumbers(_ abi: ABI) {
        for call in SyscallTable.of(abi).calls {
            for argument in call.arguments {
                let length: Length
                switch argument.kind {
                case .bytes(_, let count), .array(_, _, let count), .sized(_, _, let count), .buffers(_, _, let count),
                    .message(_, _, let count):
                    length = count
                default: continue
                }
                switch length {
                case .argument(let index), .bits(let index):
                    guard call.arguments.indices.contains(index) else {
                        Issue.record("\(call.name): \(argument.name) has its length in argument \(index), which is not there")
                        continue
                    }
                    switch call.arguments[index].kind {
                    case .signed32, .unsigned32, .signed64, .unsigned64: break
                    default:
                        Issue.record("\(call.name): \(argument.name) has its length in \(call.arguments[index].name), which is no number")
                    }
                case .fixed(let count): #expect(count > 0, "\(call.name)")
                case .pointee(let index):
                    guard call.arguments.indices.contains(index), call.arguments[index].kind.direction == .inputOutput else {
                        Issue.record(
                            "\(call.name): \(argument.name) has its length behind argument \(index), which is no pointer to a number")
                        continue
                    }
                case .result:
                    #expect(argument.kind.direction == .output, "\(call.name): only what the kernel wrote is as long as the result")
                }
            }
        }
    }

    @Test(arguments: ABI.allCases)
    func memoryArgumentsHavePointerTypes(_ abi: ABI) {
        // Integers that the kernel turns into pointers: an iocb list, and compat_uptr_t.
        let pointers: Set = ["cap_user_header_t", "cap_user_data_t", "const cap_user_data_t", "compat_uptr_t"]
        for call in SyscallTable.of(abi).calls {
            for argument in call.arguments where argument.kind.direction != nil {
                #expect(
                    argument.type.contains("*") || pointers.contains(argument.type), "\(call.name): \(argument.name) is \(argument.type)")
            }
        }
    }

    @Test func i386PassesNoSixtyFourBitNumberInOneRegister() {
        for call in SyscallTable.of(.i386).calls {
            for argument in call.arguments {
                #expect(!["loff_t", "u64", "__u64"].contains(argument.type), "\(call.name): \(argument.name)")
                switch argument.kind {
                case .signed64, .unsigned64, .constants(_, wide: true):
                    if SyscallTableTests.longNumbers.contains(argument.type) { continue }
                    Issue.record("\(call.name): \(argument.name) is wider than a register")
                default: continue
                }
            }
        }
    }

    /// `long` and its like have 32 bits there; rows of their own may keep the wide kind, whose upper half is zero.
    private static let longNumbers: Set = [
        "unsigned long", "long", "size_t", "compat_ulong_t", "compat_long_t", "compat_size_t", "compat_ssize_t", "unsigned int", "u32",
        "__kernel_old_time_t",
    ]

    @Test func rowsThatBorrowKeepNamesAndTypes() throws {
        let borrowed = try #require(SyscallTable.of(.i386)[name: "getresuid32"])
        let original = try #require(SyscallTable.of(.x86_64)[name: "getresuid"])
        #expect(borrowed.arguments == original.arguments)
        #expect(borrowed.number == 209)
        let futex = try #require(SyscallTable.of(.i386)[name: "futex_time64"])
        #expect(futex.arguments == SyscallTable.of(.x86_64)[name: "futex"]?.arguments)
    }

    @Test(arguments: [
        (ABI.x86_64, "openat", ResultKind.descriptor), (.x86_64, "mmap", .hexadecimal), (.x86_64, "umask", .octal),
        (.x86_64, "exit_group", .never),
        (.x86_64, "rt_sigreturn", .number), (.i386, "sigreturn", .number), (.i386, "mmap2", .hexadecimal), (.x86_64, "read", .number),
    ])
    func resultsHaveTheirKind(_ abi: ABI, _ name: String, _ kind: ResultKind) throws {
        #expect(try #require(SyscallTable.of(abi)[name: name]).result == kind)
    }
}

extension ArgumentKind {
    /// Whether the kernel reads or writes the memory that the argument points to; nil when it is no such pointer.
    var direction: Direction? {
        switch self {
        case .path, .string, .vector, .environment: .input
        case .bytes(let direction, _), .structure(_, let direction), .array(_, let direction, _), .sized(_, let direction, _),
            .buffers(_, let direction, _), .message(_, let direction, _):
            direction
        default: nil
        }
    }
}
