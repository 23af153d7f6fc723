internal import CLinux
import Glibc

/// Probes that read what the kernel shows of its settings.
struct SettingProbes {
    var files: SystemFiles
    var release: String

    init(files: SystemFiles = .running) {
        self.files = files
        var name = utsname()
        uname(&name)
        release = withUnsafeBytes(of: name.release) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    // MARK: Capabilities

    /// Bits of capability sets (include/uapi/linux/capability.h).
    private enum Capability {
        static let trace = 19
        static let administrator = 21
        static let performance = 38
        static let bpf = 39
    }

    /// The effective capabilities of this process.
    private var capabilities: UInt64? {
        guard case .text(let text) = files.read("/proc/self/status"),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("CapEff:") })
        else { return nil }
        return UInt64(line.dropFirst(7).filter { !$0.isWhitespace }, radix: 16)
    }

    /// Whether this process may load programs and attach them; nil when that cannot be read.
    var mayLoadPrograms: Bool? {
        guard let capabilities else { return nil }
        let has = { (capability: Int) in capabilities >> UInt64(capability) & 1 != 0 }
        return has(Capability.administrator) || has(Capability.bpf) && has(Capability.performance)
    }

    func capability(_ name: FeatureName) -> Feature {
        guard let capabilities else { return Feature(name, .cannotTell("/proc/self/status cannot be read"), remedy: "mount /proc") }
        let number =
            switch name {
            case .capabilityTrace: Capability.trace
            case .capabilityPerformance: Capability.performance
            case .capabilityBPF: Capability.bpf
            default: Capability.administrator
            }
        let covered = name == .capabilityBPF || name == .capabilityPerformance
        if capabilities >> UInt64(number) & 1 != 0 { return Feature(name, .yes("")) }
        if covered, capabilities >> UInt64(Capability.administrator) & 1 != 0 { return Feature(name, .yes("through CAP_SYS_ADMIN")) }
        return Feature(name, .no("this process does not have it"), remedy: "run as root, or give it to the binary with setcap")
    }

    // MARK: Settings

    func unprivileged() -> Feature {
        guard let value = files.number("/proc/sys/kernel/unprivileged_bpf_disabled") else {
            return Feature(.unprivileged, .cannotTell("kernel.unprivileged_bpf_disabled cannot be read"))
        }
        // Either way it changes nothing for Trapline, so there is no remedy.
        return value == 0
            ? Feature(.unprivileged, .yes("kernel.unprivileged_bpf_disabled is 0"))
            : Feature(.unprivileged, .no("kernel.unprivileged_bpf_disabled is \(value)"))
    }

    func justInTime() -> Feature {
        switch files.number("/proc/sys/net/core/bpf_jit_enable") {
        case 0?: Feature(.justInTime, .no("net.core.bpf_jit_enable is 0"), remedy: "sysctl net.core.bpf_jit_enable=1")
        case let value?: Feature(.justInTime, .yes("net.core.bpf_jit_enable is \(value)"))
        case nil:
            // The setting shows only in the first network namespace (net/core/sysctl_net_core.c).
            Feature(
                .justInTime, .cannotTell("net.core.bpf_jit_enable cannot be read"),
                remedy: "ask again as root in the host's network namespace")
        }
    }

    func unlocked() -> Feature {
        let path = "/sys/kernel/security/lockdown"
        switch files.read(path) {
        case .text(let text):
            // `none [integrity] confidentiality`: the mode in force stands in brackets.
            guard let open = text.firstIndex(of: "["), let close = text[open...].firstIndex(of: "]")
            else {
                return Feature(.unlocked, .cannotTell("\(path) names no mode"))
            }
            let mode = text[text.index(after: open)..<close]
            if mode == "none" { return Feature(.unlocked, .yes("mode 'none'")) }
            return Feature(
                .unlocked, .no("mode '\(mode)'"), remedy: "boot without 'lockdown=' and, where the firmware demands it, without Secure Boot"
            )
        case .error(let error):
            if files.mounts(of: "securityfs").isEmpty {
                return Feature(
                    .unlocked, .cannotTell("securityfs is not mounted"), remedy: "mount -t securityfs securityfs /sys/kernel/security")
            }
            if error == ENOENT { return Feature(.unlocked, .yes("the kernel has no lockdown")) }
            return Feature(.unlocked, .cannotTell("\(path) cannot be read (\(errorText(error)))"), remedy: "ask again as root")
        }
    }

    func lockedMemory() -> Feature {
        if let version = KernelVersion(release: release), version >= KernelVersion(5, 11) {
            return Feature(.lockedMemory, .yes("counted against the cgroup, not against the limit on locked memory"))
        }
        // `Max locked memory         8388608              8388608              bytes`: name, soft limit, hard limit, unit.
        guard case .text(let text) = files.read("/proc/self/limits"),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("Max locked memory") }),
            let limit = line.split(separator: " ").dropFirst(3).first
        else { return Feature(.lockedMemory, .cannotTell("/proc/self/limits cannot be read"), remedy: "mount /proc") }
        if limit == "unlimited" { return Feature(.lockedMemory, .yes("no limit")) }
        return Feature(
            .lockedMemory, .no("the limit on locked memory is \(limit) bytes, and Linux \(release) counts maps against it"),
            remedy: "run as root, which raises the limit by itself, or 'ulimit -l unlimited'; or use Linux 5.11 or later")
    }

    func controlGroups() -> Feature {
        let places = files.mounts(of: "cgroup2")
        guard let first = places.first else {
            return Feature(.controlGroups, .no("no cgroup2 file system is mounted"), remedy: "mount -t cgroup2 none /sys/fs/cgroup")
        }
        return Feature(.controlGroups, .yes(first))
    }

    func traceFiles() -> Feature {
        let remedy = "mount -t tracefs tracefs /sys/kernel/tracing"
        guard let first = files.mounts(of: "tracefs").first else {
            return Feature(.traceFiles, .no("no tracefs is mounted"), remedy: remedy)
        }
        return Feature(.traceFiles, .yes(first))
    }

    func attaching() -> Feature {
        let mayTrace = capability(.capabilityTrace).answer.isYes
        switch files.number("/proc/sys/kernel/yama/ptrace_scope") {
        case nil: return Feature(.attaching, .yes("to processes of the same user; Yama is not in use"))
        case 0?: return Feature(.attaching, .yes("to processes of the same user; kernel.yama.ptrace_scope is 0"))
        case let value? where value < 3 && mayTrace: return Feature(.attaching, .yes("kernel.yama.ptrace_scope is \(value)"))
        case 3?:
            return Feature(
                .attaching, .no("kernel.yama.ptrace_scope is 3, for everybody until the next boot"),
                remedy: "remove that setting from /etc/sysctl.d and boot again")
        case let value?:
            return Feature(
                .attaching, .no("kernel.yama.ptrace_scope is \(value); only children can be traced"),
                remedy: "run as root, or sysctl kernel.yama.ptrace_scope=0")
        }
    }

    func performanceEvents() -> Feature {
        guard let value = files.number("/proc/sys/kernel/perf_event_paranoid") else {
            return Feature(
                .performanceEvents, .no("the kernel has no performance events"), remedy: "a kernel built with CONFIG_PERF_EVENTS=y")
        }
        // Below 0 tracepoints are open to all (Documentation/admin-guide/sysctl/kernel.rst).
        return value < 0
            ? Feature(.performanceEvents, .yes("kernel.perf_event_paranoid is \(value)"))
            : Feature(
                .performanceEvents, .no("kernel.perf_event_paranoid is \(value)"),
                remedy: "run as root or with CAP_PERFMON; Trapline needs nothing else")
    }

    func threadDescriptors() -> Feature {
        let descriptor = CLinux_pidfd_open(CLinux_gettid(), UInt32(CLINUX_PIDFD_THREAD))
        if descriptor >= 0 {
            close(descriptor)
            return Feature(.threadDescriptors, .yes(""))
        }
        let reason = "pidfd_open refuses PIDFD_THREAD (\(errorText(errno)))"
        return Feature(.threadDescriptors, .no(reason), remedy: "Linux 6.9 or later; until then a thread joins at its next call")
    }

    func compatibility() -> Feature {
        #if arch(x86_64)
            switch CLinux_serves_i386() {
            case 1: return Feature(.compatibility, .yes(""))
            case 0:
                return Feature(
                    .compatibility, .no("the i386 entry is closed"),
                    remedy: "nothing needs to be done; 32-bit programs would need CONFIG_IA32_EMULATION=y and no 'ia32_emulation=0'")
            default: return Feature(.compatibility, .cannotTell("no process could be made to try it (\(errorText(errno)))"))
            }
        #else
            return Feature(.compatibility, .no("this is no x86-64 processor"))
        #endif
    }
}
