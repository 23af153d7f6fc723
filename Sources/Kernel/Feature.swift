/// Something that the running kernel and this user may or may not do.
package enum FeatureName: String, Sendable, CaseIterable {
    case systemCall = "bpf system call"
    case typeInformation = "kernel type information"
    case syscallTracepoint = "programs on system calls"
    case ringBuffer = "ring buffer"
    case taskStorage = "task storage"
    case tailCalls = "tail calls"
    case readOnlyCast = "typed kernel pointers"
    case numberIterator = "bounded loops"
    case prepareExec = "tracepoint before exec"
    case functionHooks = "hooks on single functions"
    case securityHooks = "BPF security hooks"
    case justInTime = "compiled programs"
    case capabilityBPF = "CAP_BPF"
    case capabilityPerformance = "CAP_PERFMON"
    case capabilityAdministrator = "CAP_SYS_ADMIN"
    case capabilityTrace = "CAP_SYS_PTRACE"
    case unprivileged = "unprivileged eBPF"
    case unlocked = "kernel not locked down"
    case lockedMemory = "memory for maps"
    case threadDescriptors = "thread descriptors"
    case controlGroups = "cgroup v2"
    case traceFiles = "tracefs"
    case attaching = "attaching to other processes"
    case performanceEvents = "unprivileged tracepoints"
    case compatibility = "i386 calls"

    /// What Trapline does with it.
    package var purpose: String {
        switch self {
        case .systemCall: "everything that runs in the kernel is put there through it"
        case .typeInformation: "programs read kernel structures at the places that the running kernel gives them"
        case .syscallTracepoint: "each finished call is seen there"
        case .ringBuffer: "records travel to user space in it"
        case .taskStorage: "remembers for each thread whether it is in scope, and when its call began"
        case .tailCalls: "only the calls that were named cost more than a jump"
        case .readOnlyCast: "programs with pointer fields load five times faster"
        case .numberIterator: "argument vectors are read in full"
        case .prepareExec: "the old arguments of a process are seen before exec replaces them"
        case .functionHooks: "calls that nobody named cost nothing at all"
        case .securityHooks: "arguments are seen as the kernel took them, behind the tracer's back or not"
        case .justInTime: "programs run as machine code; interpreted they are about ten times slower"
        case .capabilityBPF: "makes maps and loads programs"
        case .capabilityPerformance: "attaches programs to kernel tracepoints"
        case .capabilityAdministrator: "stands for CAP_BPF and CAP_PERFMON; lists the programs of others"
        case .capabilityTrace: "follows processes of other users, and reads their state at the start"
        case .unprivileged: "not used: programs on tracepoints need CAP_BPF and CAP_PERFMON in any case"
        case .unlocked: "a locked kernel refuses some hooks, and under 'confidentiality' all that read its memory"
        case .lockedMemory: "older kernels count maps as locked memory"
        case .threadDescriptors: "threads that run already are brought into scope one by one"
        case .controlGroups: "--cgroup and --container find their processes by it"
        case .traceFiles: "the kernel's own description of its system calls, for calls newer than Trapline's table"
        case .attaching: "not used yet: tracing without eBPF would need it"
        case .performanceEvents: "what others than root may see of the kernel's events"
        case .compatibility: "32-bit programs run here, so their calls are watched too"
        }
    }
}

/// A probe's finding.
package enum FeatureAnswer: Hashable, Sendable {
    /// It works; the text is a detail (a path, a value), possibly empty.
    case yes(String)
    /// It does not; the text says how that shows.
    case no(String)
    /// Nobody can know as things are; the text says why.
    case cannotTell(String)

    package var isYes: Bool {
        guard case .yes = self else { return false }
        return true
    }

    /// Detail, symptom or reason.
    package var detail: String {
        switch self {
        case .yes(let text), .no(let text), .cannotTell(let text): text
        }
    }
}

/// A feature, whether it is there, and what would help if not.
package struct Feature: Hashable, Sendable {
    package var name: FeatureName
    package var answer: FeatureAnswer
    /// What would turn the answer into yes; nil when it is yes, or when nothing would help or need.
    package var remedy: String?

    package init(_ name: FeatureName, _ answer: FeatureAnswer, remedy: String? = nil) {
        self.name = name
        self.answer = answer
        self.remedy = answer.isYes ? nil : remedy
    }

    package var purpose: String { name.purpose }
}
