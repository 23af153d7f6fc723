import Bytecode
import Glibc
import Testing

@testable import Kernel

@Suite("Feature probes", .serialized, .timeLimit(.minutes(1)))
struct FeatureProbeTests {
    /// Settings as some other machine shows them.
    private static func settings(_ files: [String: String], release: String = "6.18.0") -> SettingProbes {
        var probes = SettingProbes(files: SystemFiles { files[$0].map { .text($0) } ?? .error(ENOENT) })
        probes.release = release
        return probes
    }

    private static func status(capabilities: String) -> [String: String] {
        ["/proc/self/status": "Name:\tx\nCapInh:\t0000000000000000\nCapEff:\t\(capabilities)\nCapBnd:\tffff\n"]
    }

    @Test(
        "Capabilities",
        arguments: [
            ("000001ffffffffff", true, true, true, true, true),
            ("0000000000000000", false, false, false, false, false),
            ("000000c000000000", true, true, false, false, true),
            ("0000008000000000", true, false, false, false, false),
            ("0000000000200000", true, true, true, false, true),
            ("0000000000080000", false, false, false, true, false),
        ])
    func capabilities(set: String, bpf: Bool, performance: Bool, administrator: Bool, trace: Bool, mayLoad: Bool) {
        let probes = Self.settings(Self.status(capabilities: set))
        #expect(probes.capability(.capabilityBPF).answer.isYes == bpf)
        #expect(probes.capability(.capabilityPerformance).answer.isYes == performance)
        #expect(probes.capability(.capabilityAdministrator).answer.isYes == administrator)
        #expect(probes.capability(.capabilityTrace).answer.isYes == trace)
        #expect(probes.mayLoadPrograms == mayLoad)
    }

    @Test func unreadableCapabilitiesAreUnknown() {
        let probes = Self.settings([:])
        #expect(probes.mayLoadPrograms == nil)
        #expect(probes.capability(.capabilityBPF).answer == .cannotTell("/proc/self/status cannot be read"))
    }

    @Test(
        "Lockdown",
        arguments: [
            ("none [integrity] confidentiality\n" as String?, "securityfs", FeatureAnswer.no("mode 'integrity'")),
            ("[none] integrity confidentiality\n", "securityfs", .yes("mode 'none'")),
            ("gibberish\n", "securityfs", .cannotTell("/sys/kernel/security/lockdown names no mode")),
            (nil, "securityfs", .yes("the kernel has no lockdown")),
            (nil, "ext4", .cannotTell("securityfs is not mounted")),
        ])
    func lockdown(file: String?, mounted: String, answer: FeatureAnswer) {
        var files = ["/proc/self/mounts": "x /sys/kernel/security \(mounted) rw 0 0\n"]
        files["/sys/kernel/security/lockdown"] = file
        #expect(Self.settings(files).unlocked().answer == answer)
    }

    @Test(
        "Mounts",
        arguments: [
            (
                "cgroup /sys/fs/cgroup/cpu cgroup rw 0 0\ncgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0\n",
                FeatureAnswer.yes("/sys/fs/cgroup/unified")
            ),
            ("none /a\\040b\\134c cgroup2 rw 0 0\n", .yes("/a b\\c")),
            ("none /end\\04 cgroup2 rw 0 0\n", .yes("/end\\04")),
            ("cgroup2 /elsewhere tmpfs rw 0 0\nshort\n", .no("no cgroup2 file system is mounted")),
        ])
    func mounts(table: String, answer: FeatureAnswer) {
        #expect(Self.settings(["/proc/self/mounts": table]).controlGroups().answer == answer)
    }

    @Test(
        "Locked memory",
        arguments: [
            ("6.1.0-13-amd64", "8388608", true), ("5.11", "65536", true), ("5.10.0", "65536", false), ("5.4.0", "unlimited", true),
            ("odd", "65536", false),
        ])
    func lockedMemory(release: String, limit: String, answer: Bool) {
        let limits =
            "Limit    Soft Limit   Hard Limit   Units\nMax locked memory         \(limit)              \(limit)              bytes\n"
        let feature = Self.settings(["/proc/self/limits": limits], release: release).lockedMemory()
        #expect(feature.answer.isYes == answer)
        #expect((feature.remedy == nil) == answer)
    }

    @Test("Yama", arguments: [(nil as String?, true), ("0", true), ("1", false), ("2", false), ("3", false)])
    func yama(value: String?, answer: Bool) {
        var files = Self.status(capabilities: "0")
        files["/proc/sys/kernel/yama/ptrace_scope"] = value
        #expect(Self.settings(files).attaching().answer.isYes == answer)
        files.merge(Self.status(capabilities: "80000")) { $1 }
        #expect(Self.settings(files).attaching().answer.isYes == (value != "3"))
    }

    @Test("Numbers", arguments: [("0\n", false), ("1\n", true), ("2", true)])
    func justInTime(value: String, answer: Bool) {
        #expect(Self.settings(["/proc/sys/net/core/bpf_jit_enable": value]).justInTime().answer.isYes == answer)
    }

    @Test func everyFeatureAnswersAndHelps() {
        let features = FeatureProbes.all()
        #expect(features.map(\.name) == FeatureName.allCases)
        for feature in features {
            #expect(!feature.purpose.isEmpty)
            #expect(feature.answer.isYes || !feature.answer.detail.isEmpty, "\(feature.name.rawValue) says why not")
            #expect(!feature.answer.isYes || feature.remedy == nil)
            // A remedy may be missing only where nothing needs to be done.
            if feature.remedy == nil, !feature.answer.isYes { #expect(feature.name == .unprivileged) }
            #expect(!feature.answer.detail.contains("\n"))
        }
    }

    @Test(.loadsPrograms) func whatTracingNeedsIsThere() {
        for feature in FeatureProbes.probe([.systemCall, .typeInformation, .syscallTracepoint, .ringBuffer, .taskStorage, .tailCalls]) {
            #expect(feature.answer.isYes, "\(feature.name.rawValue): \(feature.answer)")
        }
        #expect(programsVanish(prefix: "probe"))
    }

    @Test(
        "A refusal, and who was refused",
        arguments: [
            (
                KernelError.notPermitted(action: "load"), true as Bool?,
                FeatureAnswer.no("refused with EPERM although this user may load programs")
            ),
            (.notPermitted(action: "load"), false, .cannotTell("this user may not try it")),
            (.notPermitted(action: "load"), nil, .cannotTell("this user may not try it")),
            (.noTypeInformation(path: "/sys", error: ENOENT), true, .cannotTell("the kernel does not describe its types")),
            (.noFunction("bpf_never"), true, .no("the running kernel offers no function 'bpf_never' to programs")),
        ])
    func refusals(error: KernelError, mayLoad: Bool?, answer: FeatureAnswer) {
        let feature = ProgramProbes(mayLoadPrograms: mayLoad).refused(.tailCalls, error, since: "5.5")
        #expect(feature.answer == answer)
        #expect(feature.remedy != nil)
    }
}
