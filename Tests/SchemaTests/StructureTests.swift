import Foundation
import Schema
import Testing

@Suite struct StructureTests {
    /// Every structure that a call or another structure refers to.
    static let referenced: [ABI: [Structure]] = Dictionary(
        uniqueKeysWithValues: ABI.allCases.map { abi in
            var found: Set<Structure> = []
            func visit(_ kind: ArgumentKind) {
                guard let structure = kind.structure, found.insert(structure).inserted else { return }
                for member in structure.members { visit(member.kind) }
            }
            for call in SyscallTable.of(abi).calls {
                for argument in call.arguments { visit(argument.kind) }
            }
            return (abi, found.sorted { $0.name < $1.name })
        })

    static let all = Array(Set(referenced.values.joined())).sorted { $0.name < $1.name }

    @Test func namesAreUnique() throws {
        // Two structures of one name would be one for every table that is keyed by it.
        let folder = URL(fileURLWithPath: #filePath).appending(path: "../../../Sources/Schema/Structures").standardizedFileURL
        var names: [String] = []
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            names += text.matches(of: /package static let \w+\s*= (?:Structure|number)\("([^"]+)"/).map { String($0.1) }
        }
        #expect(names.count > 100)
        #expect(Set(names).count == names.count, "\(names.filter { name in names.count { $0 == name } > 1 })")
    }

    @Test(arguments: all)
    func membersLieInside(_ structure: Structure) {
        #expect(structure.size > 0)
        #expect(Set(structure.members.map(\.name)).count == structure.members.count)
        for member in structure.members {
            #expect(member.offset >= 0 && member.size > 0 && member.offset + member.size <= structure.size, "\(member.name)")
            switch member.kind {
            case .string: break
            case .structure(let inner, _): #expect(member.size == inner.size, "\(member.name)")
            case .array(let inner, _, .fixed(let count)): #expect(member.size == inner.size * count, "\(member.name)")
            case .path, .bytes, .vector, .environment, .array, .sized, .buffers:
                Issue.record("\(member.name) lies in place, so it cannot be \(member.kind)")
            default: #expect([1, 2, 4, 8].contains(member.size), "\(member.name)")
            }
        }
        for (index, member) in structure.members.enumerated() {
            for other in structure.members[(index + 1)...] {
                #expect(
                    member.offset + member.size <= other.offset || other.offset + other.size <= member.offset,
                    "\(member.name) and \(other.name) overlap")
            }
        }
        for name in structure.brief { #expect(structure.members.contains { $0.name == name }, "\(name)") }
    }

    /// Structures whose size here is on purpose not the kernel's.
    static let otherSizes = [
        "sockaddr": "as large as any address: sockaddr_storage",
        "mnt_id_req": "callers of the first version pass 24 bytes",
        "msqid_ds": "the kernel's tag is that of the old form; calls use msqid64_ds",
        "shmid_ds": "likewise shmid64_ds",
        "rseq": "grows; callers pass at least 32 bytes",
        "compat_msgbuf": "the kernel's has no text, this one has the start of it",
        "statmount": "followed by strings",
    ]

    /// The kernel builds these only where an option asks for them.
    static let mayBeAbsent: Set = ["vm86_struct", "kexec_segment", "compat_kexec_segment", "__sysctl_args", "compat_sysctl_args", "cpu_mask", "socket_option"]

    /// Tags that the kernel's types do not have: numbers, typedefs, and structures that it describes under another tag.
    static let tags = ["siginfo": "siginfo", "fd_set": "", "compat_fd_set": "", "sigset_t": "", "compat_stack_t": "compat_sigaltstack"]

    @Test(.enabled(if: KernelTypes.isAvailable, "needs the kernel's BTF"))
    func layoutsAreThoseOfTheKernel() throws {
        let types = try KernelTypes()
        var compared = 0
        for structure in Self.all where !structure.isNumber {
            let tag = Self.tags[structure.name] ?? structure.name
            guard !tag.isEmpty else { continue }
            guard let kernel = types[tag] else {
                #expect(Self.mayBeAbsent.contains(structure.name), "the kernel has no structure \(tag)")
                continue
            }
            compared += 1
            if Self.otherSizes[structure.name] == nil { #expect(structure.size == kernel.size, "\(structure.name)") }
            for member in structure.members {
                guard let there = kernel.members[member.name] else {
                    Issue.record("\(structure.name) has no member \(member.name)")
                    continue
                }
                #expect(member.offset == there.offset, "\(structure.name).\(member.name)")
                #expect(member.size == there.size, "\(structure.name).\(member.name)")
            }
        }
        #expect(compared > 80)
    }

    /// Where a header has the structure: its name in C, for which machine.
    struct Layout: Sendable, CustomTestStringConvertible {
        let structure: Structure
        let type: String
        let abis: [ABI]

        init(_ structure: Structure, _ type: String? = nil, _ abis: ABI...) {
            self.structure = structure
            self.type = type ?? structure.type
            self.abis = abis
        }

        var testDescription: String { structure.name }
    }

    static let headerLayouts = [
        Layout(.timespec, nil, .x86_64, .i386), Layout(.timeval, nil, .x86_64), Layout(.timezone, nil, .x86_64, .i386),
        Layout(.itimerspec, nil, .x86_64, .i386), Layout(.itimerval, nil, .x86_64), Layout(.timex, nil, .x86_64, .i386),
        Layout(.timexTime, nil, .x86_64, .i386),
        Layout(.tms, nil, .x86_64), Layout(.utimbuf, nil, .x86_64), Layout(.timespec32, "struct __kernel_old_timespec", .i386),
        Layout(.timeval32, "struct __kernel_old_timeval", .i386), Layout(.itimerval32, "struct __kernel_old_itimerval", .i386),
        Layout(.timex32, "struct timex", .i386), Layout(.compatTms, "struct tms", .i386), Layout(.utimbuf32, "struct utimbuf", .i386),
        Layout(.stat, nil, .x86_64), Layout(.statfs, nil, .x86_64), Layout(.statx, nil, .x86_64, .i386), Layout(.flock, nil, .x86_64),
        Layout(.openHow, nil, .x86_64, .i386), Layout(.mountAttributes, nil, .x86_64, .i386), Layout(.compatStat, "struct stat", .i386),
        Layout(.stat64, nil, .i386), Layout(.oldStat, nil, .i386), Layout(.compatStatfs, "struct statfs", .i386),
        Layout(.compatStatfs64, nil, .x86_64, .i386), Layout(.compatFlock, "struct flock", .i386),
        Layout(.compatFlock64, "struct flock64", .i386),
        Layout(.resourceLimit, nil, .x86_64), Layout(.resourceLimit64, nil, .x86_64, .i386), Layout(.resourceUsage, nil, .x86_64),
        Layout(.utsname, nil, .x86_64, .i386), Layout(.oldUtsname, nil, .x86_64, .i386), Layout(.oldestUtsname, nil, .x86_64, .i386),
        Layout(.sysinfo, nil, .x86_64), Layout(.schedulingAttributes, nil, .x86_64, .i386), Layout(.cloneArguments, nil, .x86_64, .i386),
        Layout(.capabilityHeader, "struct __user_cap_header_struct", .x86_64, .i386),
        Layout(.capabilityData, "struct __user_cap_data_struct", .x86_64, .i386), Layout(.robustListHead, nil, .x86_64),
        Layout(.userDescriptor, nil, .x86_64, .i386), Layout(.futexWaiter, nil, .x86_64, .i386),
        Layout(.compatResourceLimit, "struct rlimit", .i386), Layout(.compatResourceUsage, "struct rusage", .i386),
        Layout(.compatSysinfo, "struct sysinfo", .i386), Layout(.compatRobustListHead, "struct robust_list_head", .i386),
        Layout(.pollDescriptor, nil, .x86_64, .i386), Layout(.epollEvent, nil, .x86_64, .i386), Layout(.signalAction, nil, .x86_64),
        Layout(.alternateStack, nil, .x86_64), Layout(.compatAlternateStack, "stack_t", .i386),
        Layout(.semaphoreOperation, nil, .x86_64, .i386),
        Layout(.messageQueueAttributes, nil, .x86_64), Layout(.compatMessageQueueAttributes, "struct mq_attr", .i386),
        Layout(.termios, nil, .x86_64, .i386), Layout(.windowSize, nil, .x86_64, .i386), Layout(.ioUringParameters, nil, .x86_64, .i386),
        Layout(.ioEvent, nil, .x86_64, .i386),
    ]

    private static let headers = [
        "linux/types", "linux/time_types", "linux/time", "linux/timex", "linux/times", "linux/utime", "asm/stat", "asm/statfs",
        "linux/stat",
        "linux/fcntl", "linux/openat2", "linux/mount", "linux/resource", "linux/utsname", "linux/sysinfo", "linux/sched/types",
        "linux/sched",
        "linux/capability", "linux/futex", "asm/ldt", "asm/poll", "linux/eventpoll", "asm/signal", "linux/ipc", "linux/sem", "linux/mqueue",
        "asm/termbits", "asm/termios", "linux/io_uring", "linux/aio_abi",
    ]

    @Test(.enabled(if: CCompiler.isAvailable, "needs a C compiler and the kernel's headers"), arguments: ABI.allCases)
    func layoutsAreThoseOfTheHeaders(_ abi: ABI) throws {
        guard abi == .x86_64 || CCompiler.makesI386 else { return }
        let layouts = Self.headerLayouts.filter { $0.abis.contains(abi) }
        let rows = layouts.enumerated().flatMap { index, layout in
            ["printf(\"\(index) . 0 %zu\\n\", sizeof(\(layout.type)));"]
                + layout.structure.members.map {
                    "printf(\"\(index) \($0.name) %zu %zu\\n\", offsetof(\(layout.type), \($0.name)), sizeof(((\(layout.type) *)0)->\($0.name)));"
                }
        }
        let output = try CCompiler.output(
            of: """
                #include <stddef.h>
                \(Self.headers.map { "#include <\($0).h>" }.joined(separator: "\n"))
                int printf(const char *, ...);
                int main(void) {
                \(rows.joined(separator: "\n"))
                return 0; }
                """, flags: [abi == .i386 ? "-m32" : "-m64"])
        #expect(layouts.count > 30)
        var facts: [[String]: [Int]] = [:]
        for line in output.split(separator: "\n") {
            let fields = line.split(separator: " ").map(String.init)
            facts[[fields[0], fields[1]]] = [Int(fields[2]) ?? -1, Int(fields[3]) ?? -1]
        }
        for (index, layout) in layouts.enumerated() {
            #expect(facts[["\(index)", "."]] == [0, layout.structure.size], "\(layout.type)")
            for member in layout.structure.members {
                #expect(facts[["\(index)", member.name]] == [member.offset, member.size], "\(layout.type).\(member.name)")
            }
        }
    }

    /// A row of i386 that borrowed its arguments from x86-64 must not have borrowed a layout that only 64-bit calls have.
    @Test func noCallUsesALayoutOfTheOtherABI() throws {
        for layout in Self.headerLayouts where layout.abis.count == 1 {
            for abi in ABI.allCases where !layout.abis.contains(abi) {
                #expect(Self.referenced[abi]?.contains(layout.structure) == false, "\(layout.structure.name) is used in \(abi.name)")
            }
        }
        let wide: [Structure] = [
            .unsignedLong, .sizeValue, .pointer, .aioContext, .oldTime, .messageHeader, .multipleMessageHeader, .ioVector,
            .signalInformation,
            .signalEvent, .directoryEntry, .descriptorSet, .messageBuffer, .messageQueueState, .sharedMemoryState, .kexecSegment,
            .sizedSignalSet,
            .sysctlArguments, .signalAction, .ustat,
        ]
        for structure in wide { #expect(Self.referenced[.i386]?.contains(structure) == false, "\(structure.name) is used in i386") }
        for structure in try #require(Self.referenced[.x86_64]) { #expect(!structure.name.hasPrefix("compat_"), "\(structure.name)") }
    }
}

extension Structure {
    fileprivate var isNumber: Bool { members.count == 1 && members[0].name.isEmpty }
}

extension ArgumentKind {
    fileprivate var structure: Structure? {
        switch self {
        case .structure(let structure, _), .array(let structure, _, _), .sized(let structure, _, _), .buffers(let structure, _, _):
            structure
        default: nil
        }
    }
}
