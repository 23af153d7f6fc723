import Foundation
import Schema
import Testing

@Suite struct ConstantSetTests {
    @Test(
        arguments: [
            (ConstantSet.openFlags, 0, "O_RDONLY"), (.openFlags, 0o2000102, "O_RDWR|O_CREAT|O_CLOEXEC"), (.openFlags, 3, "O_ACCMODE"),
            (.openFlags, 0o4010000, "O_RDONLY|O_SYNC"), (.openFlags, 0o10000, "O_RDONLY|O_DSYNC"),
            (.openFlags, 0o20200002, "O_RDWR|O_TMPFILE"),
            (.openFlags, 0o200000, "O_RDONLY|O_DIRECTORY"), (.openFlags, 0x8000_0000, "O_RDONLY|0x80000000"),
            (.accessModes, 0, "F_OK"), (.accessModes, 7, "R_OK|W_OK|X_OK"), (.accessModes, 8, "0x8 /* ?_OK */"),
            (.memoryProtection, 0, "PROT_NONE"), (.memoryProtection, 5, "PROT_READ|PROT_EXEC"),
            (.memoryProtection, 0x40, "0x40 /* PROT_??? */"),
            (.mapFlags, 0x22, "MAP_PRIVATE|MAP_ANONYMOUS"), (.mapFlags, 0, "MAP_FILE"), (.mapFlags, 3, "MAP_SHARED_VALIDATE"),
            (.mapFlags, 0x10_0024, "MAP_ANONYMOUS|MAP_FIXED_NOREPLACE|0x4"),
            (.cloneFlags, 0x120_0011, "CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD"), (.cloneFlags, 0x11, "SIGCHLD"),
            (.cloneFlags, 0, "0"),
            (.cloneFlags, 0x4111, "CLONE_VM|CLONE_VFORK|SIGCHLD"),
            (.futexOperations, 128, "FUTEX_WAIT_PRIVATE"), (.futexOperations, 0x189, "FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME"),
            (.futexOperations, 1, "FUTEX_WAKE"),
            (.socketTypes, 0x80801, "SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK"), (.socketTypes, 2, "SOCK_DGRAM"),
            (.messageFlags, 0, "0"), (.messageFlags, 0x4000, "MSG_NOSIGNAL"), (.messageFlags, 0x1000_0000, "0x10000000 /* MSG_??? */"),
            (.whence, 2, "SEEK_END"), (.whence, 9, "0x9 /* SEEK_??? */"),
            (.fcntlCommands, 1030, "F_DUPFD_CLOEXEC"), (.fcntlCommands, 0xffff_ffff, "0xffffffff /* F_??? */"),
            (.prctlOptions, 0, "0 /* PR_??? */"), (.prctlOptions, 0x59616d61, "PR_SET_PTRACER"), (.ioctlCommands, 0x1234, "0x1234"),
            (.keyrings, 0xffff_fffd, "KEY_SPEC_SESSION_KEYRING"), (.usageTargets, 0xffff_ffff, "RUSAGE_CHILDREN"),
            (.personalities, 0x40008, "PER_LINUX32|ADDR_NO_RANDOMIZE"), (.personalities, 0xffff_ffff, "0xffffffff"),
            (.statxFlags, 0x1100, "AT_STATX_SYNC_AS_STAT|AT_SYMLINK_NOFOLLOW|AT_EMPTY_PATH"), (.statxMask, 0x7ff, "STATX_BASIC_STATS"),
            (.statxMask, 0xfff, "STATX_ALL"), (.waitOptions, 0xa, "WSTOPPED|WCONTINUED"), (.semaphoreCommands, 0x102, "IPC_64|IPC_STAT"),
            (.resourceFlags, 0o1600, "IPC_CREAT|0600"), (.resourceFlags, 0, "000"), (.resourceFlags, 0o10007, "0x1000|007"),
            (.keyrings, 0x1234, "4660"), (.keyrings, 0xffff_fff0, "-16"), (.mountFlags, 0xc0ed_0001, "MS_MGC_VAL|MS_RDONLY"),
            (.mapFlags, 0x5404_0022, "MAP_PRIVATE|MAP_ANONYMOUS|MAP_HUGETLB|21<<MAP_HUGE_SHIFT"),
        ] as [(ConstantSet, UInt64, String)])
    func numbersBecomeNames(_ set: ConstantSet, _ value: UInt64, _ text: String) {
        #expect(set.text(for: value) == text)
    }

    @Test func theTextIsAppended() {
        var output = Array("mode=".utf8)
        ConstantSet.accessModes.describe(5, into: &output)
        ConstantSet.messageFlags.describe(0, into: &output)
        #expect(String(decoding: output, as: UTF8.self) == "mode=R_OK|X_OK0")
    }

    @Test func partsAreThoseOfTheText() {
        for set in ConstantSet.all where set.rest == .hexadecimal {
            for value in Self.interestingValues(set) {
                var names: [String] = []
                set.forEachPart(of: value) { part in
                    switch part {
                    case .constant(let constant): names.append(constant.name)
                    case .rest(let rest): names.append("0x" + String(rest, radix: 16))
                    }
                }
                let text = set.text(for: value)
                let bare = text.firstRange(of: " /*").map { String(text[..<$0.lowerBound]) } ?? text
                #expect(bare == (names.isEmpty ? "0" : names.joined(separator: "|")), "\(set.name) \(value)")
            }
        }
    }

    /// What is printed accounts for every bit: names' values and the rest add up to the number.
    @Test func nothingIsLostOrInvented() {
        for set in ConstantSet.all {
            for value in Self.interestingValues(set) {
                var sum: UInt64 = 0
                set.forEachPart(of: value) { part in
                    switch part {
                    case .constant(let constant): sum |= constant.value
                    case .rest(let rest):
                        #expect(sum & rest == 0, "\(set.name) \(value)")
                        sum |= rest
                    }
                }
                #expect(sum == value, "\(set.name) \(value)")
            }
        }
    }

    /// A row that stands after one whose bits contain its own would never be printed.
    @Test func everyConstantIsReachable() {
        // The same number under a name that some calls use: MPOL_F_NODE's siblings and the like share no set.
        for set in ConstantSet.all {
            for constant in set.constants {
                var found = false
                set.forEachPart(of: constant.value) { if $0 == .constant(constant) { found = true } }
                #expect(found, "\(set.name): \(constant.name) is hidden by an earlier row")
            }
        }
    }

    @Test func aConstantIsFoundByItsValue() {
        #expect(ConstantSet.whence.constant(for: 1)?.name == "SEEK_CUR")
        #expect(ConstantSet.whence.constant(for: 77) == nil)
        #expect(ConstantSet.memoryProtection.constant(for: 2)?.name == "PROT_WRITE")
        #expect(ConstantSet.memoryProtection.constant(for: 6) == nil)
    }

    @Test(
        arguments: [
            (ConstantSet.socketProtocols, 2, 6, "IPPROTO_TCP"), (.socketProtocols, 16, 15, "NETLINK_KOBJECT_UEVENT"),
            (.socketProtocols, 1, 0, "0"),
            (.optionsByLevel, 1, 2, "SO_REUSEADDR"), (.optionsByLevel, 6, 1, "TCP_NODELAY"), (.optionsByLevel, 41, 26, "IPV6_V6ONLY"),
            (.optionsByLevel, 263, 1, "1"), (.whence, 1, 1, "SEEK_CUR"),
        ] as [(ConstantSet, UInt64, UInt64, String)])
    func anotherArgumentDecides(_ set: ConstantSet, _ decisive: UInt64, _ value: UInt64, _ text: String) {
        #expect(set.chosen { $0 == set.choice?.argument ? decisive : 99 }.text(for: value) == text)
    }

    @Test func choicesAreMadeByNamedArgumentsOfTheSameCall() {
        for call in ABI.allCases.flatMap({ SyscallTable.of($0).calls }) {
            for argument in call.arguments {
                guard case .constants(let set, _) = argument.kind, let choice = set.choice else { continue }
                guard call.arguments.indices.contains(choice.argument),
                    case .constants(let decisive, _) = call.arguments[choice.argument].kind
                else {
                    Issue.record("\(call.name): nothing decides on \(argument.name)")
                    continue
                }
                for (value, _) in choice.sets { #expect(decisive.constant(for: value) != nil, "\(call.name): \(value)") }
            }
        }
    }

    @Test func namesOfSetsAreUnique() {
        let names = ConstantSet.all.map(\.name)
        #expect(names.count > 140)
        #expect(Set(names).count == names.count)
    }

    @Test func namesInASetAreUnique() {
        for set in ConstantSet.all { #expect(Set(set.constants.map(\.name)).count == set.constants.count, "\(set.name)") }
    }

    @Test func theListOfSetsIsComplete() throws {
        let folder = URL(fileURLWithPath: #filePath).appending(path: "../../../Sources/Schema/Constants").standardizedFileURL
        var declared = 0
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            declared += text.matches(of: /package static let \w+ = (?:flags|enumeration|ConstantSet)\("/).count
        }
        #expect(ConstantSet.all.count == declared)
    }

    @Test func everySetOfTheTablesIsListed() {
        let listed = Set(ConstantSet.all)
        for call in ABI.allCases.flatMap({ SyscallTable.of($0).calls }) {
            for argument in call.arguments {
                if case .constants(let set, _) = argument.kind { #expect(listed.contains(set), "\(set.name)") }
            }
        }
    }

    static func interestingValues(_ set: ConstantSet) -> [UInt64] {
        let values = set.constants.map(\.value)
        let all = set.style == .flags ? [values.reduce(0, |)] : []
        return values + all + values.map { $0 ^ 0x1000 } + [0, 1, 0x5555_5555, 0xffff_ffff, 1 << 63]
    }
}
