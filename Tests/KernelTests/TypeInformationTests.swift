import Bytecode
import Glibc
import Testing

@testable import Kernel

@Suite("Type information of the running kernel", .enabled(if: (try? TypeInformation()) != nil, "needs a kernel with BTF"))
struct TypeInformationTests {
    let types: TypeInformation

    init() throws { types = try TypeInformation() }

    @Test(
        "Fields at places that the user-space ABI fixes",
        arguments: [
            ("pt_regs", "r15", 0, 8),
            ("pt_regs", "orig_ax", 120, 8),
            ("pt_regs", "ax", 80, 8),
            ("kernel_siginfo", "si_signo", 0, 4),
            ("iovec", "iov_len", 8, 8),
            ("sockaddr_in", "sin_port", 2, 2),
        ])
    func location(structure: String, path: String, offset: Int, size: Int) throws {
        #if arch(x86_64)
            let location = try types.location(of: KernelField(structure, path))
            #expect(location == FieldLocation(offset: offset, size: size))
        #endif
    }

    @Test func pathsPassThroughEmbeddedStructures() throws {
        let outer = try types.location(of: KernelField("task_struct", "thread_info"))
        let inner = try types.location(of: KernelField("thread_info", "status"))
        let path = try types.location(of: KernelField("task_struct", "thread_info.status"))
        #expect(path.offset == outer.offset + inner.offset)
        #expect(path.size == inner.size)
    }

    @Test func anonymousMembersAreTransparent() throws {
        // `f_path` stands in an anonymous union, `arg_start` in an anonymous structure.
        #expect(types.has(field: KernelField("file", "f_path.dentry")))
        #expect(try types.location(of: KernelField("mm_struct", "arg_start")).size == 8)
    }

    @Test func arraysHaveTheSizeOfAllTheirElements() throws {
        #expect(try types.location(of: KernelField("task_struct", "comm")).size == 16)
    }

    @Test func namesAreFound() throws {
        #expect(types.has(tracepoint: "sys_exit"))
        #expect(!types.has(tracepoint: "sys_never"))
        #expect(types.has(structure: "task_struct"))
        #expect(!types.has(structure: "no_such_struct"))
        #expect(!types.has(function: "no_such_function"))
        #expect(try types.structure("task_struct") != types.structure("cred"))
    }

    @Test func whatIsMissingIsNamed() {
        #expect(throws: KernelError.noField(KernelField("task_struct", "no_such_field"))) {
            try types.location(of: KernelField("task_struct", "no_such_field"))
        }
        #expect(throws: KernelError.noField(KernelField("task_struct", "comm.length"))) {
            try types.location(of: KernelField("task_struct", "comm.length"))
        }
        #expect(throws: KernelError.noStructure("no_such_struct")) {
            try types.location(of: KernelField("no_such_struct", "a"))
        }
        #expect(throws: KernelError.noTracepoint("sys_never")) { try types.tracepoint("sys_never") }
        #expect(throws: KernelError.noFunction("bpf_never")) { try types.function("bpf_never") }
    }

    @Test func bitFieldsAreRefused() {
        #expect(throws: KernelError.bitField(KernelField("task_struct", "in_execve"))) {
            try types.location(of: KernelField("task_struct", "in_execve"))
        }
    }

    @Test func namesGivenBeforehandAnswerLikeNamesAskedLater() throws {
        let prepared = try TypeInformation(
            preparing: .init(structures: ["task_struct"], tracepoints: ["sys_exit", "sys_never"], functions: ["schedule"]))
        #expect(try prepared.structure("task_struct") == types.structure("task_struct"))
        #expect(try prepared.tracepoint("sys_exit") == types.tracepoint("sys_exit"))
        #expect(try prepared.function("schedule") == types.function("schedule"))
        #expect(!prepared.has(tracepoint: "sys_never"))
    }

    /// Kernels before 6.16 do not let the file be mapped.
    @Test func theFileIsReadWhereItCannotBeMapped() throws {
        let mapped = try TypeBlob.Memory.ofFile(TypeInformation.runningKernelPath)
        let read = try TypeBlob.Memory.ofFile(TypeInformation.runningKernelPath, mayMap: false)
        try #require(read.bytes.count == mapped.bytes.count)
        #expect(read.bytes.count > 100_000)
        let (left, right) = (try #require(read.bytes.baseAddress), try #require(mapped.bytes.baseAddress))
        #expect(memcmp(left, right, read.bytes.count) == 0)
    }

    @Test func aMissingFileIsNamed() {
        #expect(throws: KernelError.noTypeInformation(path: "/no/such/file", error: ENOENT)) {
            try TypeBlob.Memory.ofFile("/no/such/file")
        }
        #expect(throws: KernelError.malformedTypeInformation(offset: 0, reason: "/dev/null is empty")) {
            try TypeBlob.Memory.ofFile("/dev/null")
        }
    }
}
