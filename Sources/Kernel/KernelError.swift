import Bytecode
internal import CLinux
import Glibc

/// What the kernel refused, on what, and what to do about it.
///
/// Every case prints as one sentence. Error numbers are those of errno(3), positive.
package enum KernelError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The running kernel does not describe its types (`CONFIG_DEBUG_INFO_BTF` is off, or sysfs is not mounted).
    case noTypeInformation(path: String, error: Int32)
    /// The kernel's type description cannot be read; `offset` counts bytes from its start.
    case malformedTypeInformation(offset: Int, reason: String)
    case noStructure(String)
    case noField(KernelField)
    /// The field is a bit field, which no single load reads.
    case bitField(KernelField)
    /// A load is wider than the field that it names.
    case fieldTooNarrow(KernelField, size: Int, width: Int)
    case noTracepoint(String)
    case noFunction(String)
    /// The kernel was built without the bpf(2) system call.
    case noBPF
    /// EPERM from bpf(2).
    case notPermitted(action: String)
    case mapNotCreated(name: String, error: Int32)
    /// An element could not be changed or read.
    case mapAccess(map: String, action: String, error: Int32)
    /// The bytes handed over for an element are not as long as the map's.
    case elementSize(map: String, expected: Int, given: Int)
    case mapNotMapped(name: String, error: Int32)
    case noMap(String)
    case noProgram(String)
    /// The verifier looked at the program and said why not. `line` is its last meaningful message, `log` all that it wrote.
    case refusedByVerifier(program: String, line: String, log: String)
    /// The kernel refused the program before the verifier looked at it.
    case programNotLoaded(program: String, error: Int32)
    case notAttached(program: String, tracepoint: String, error: Int32)
    case noCgroup(path: String, error: Int32)

    package var description: String {
        switch self {
        case .noTypeInformation(let path, let error):
            "the running kernel's type information (BTF) cannot be read from \(path) (\(errorText(error))); "
                + "use a kernel built with CONFIG_DEBUG_INFO_BTF=y"
        case .malformedTypeInformation(let offset, let reason):
            "the running kernel's type information (BTF) is damaged at byte \(offset): \(reason); report the kernel's version"
        case .noStructure(let name): "the running kernel has no 'struct \(name)'; report the kernel's version"
        case .noField(let field): "the running kernel has no field '\(field)'; report the kernel's version"
        case .bitField(let field):
            "'\(field)' is a bit field in the running kernel, which a program cannot load; report the kernel's version"
        case .fieldTooNarrow(let field, let size, let width):
            "'\(field)' has \(size) bytes in the running kernel, but the program reads \(width); report the kernel's version"
        case .noTracepoint(let name): "the running kernel has no tracepoint '\(name)'; use a newer kernel"
        case .noFunction(let name): "the running kernel offers no function '\(name)' to programs; use a newer kernel"
        case .noBPF: "the running kernel has no bpf system call; use a kernel built with CONFIG_BPF_SYSCALL=y"
        case .notPermitted(let action):
            "not permitted to \(action): run as root or with CAP_BPF and CAP_PERFMON"
        case .mapNotCreated(let name, let error):
            switch error {
            case ENOMEM: "no memory for the map '\(name)'; make --buffer smaller"
            case EINVAL: "the kernel refuses the shape of the map '\(name)' (\(errorText(error))); see 'trapline doctor'"
            case E2BIG: "the map '\(name)' is larger than the kernel allows (\(errorText(error))); make --buffer smaller"
            default: "the map '\(name)' cannot be made (\(errorText(error))); see 'trapline doctor'"
            }
        case .mapAccess(let map, let action, let error):
            "cannot \(action) the map '\(map)' (\(errorText(error))); see 'trapline doctor' for what this kernel allows"
        case .elementSize(let map, let expected, let given):
            "an element of the map '\(map)' has \(expected) bytes, not \(given); this is a defect in Trapline: report it"
        case .mapNotMapped(let name, let error):
            "the map '\(name)' cannot be mapped into memory (\(errorText(error))); make --buffer smaller or raise the limit on memory"
        case .noMap(let name): "there is no map '\(name)' in this object; this is a defect in Trapline: report it"
        case .noProgram(let name): "there is no program '\(name)' in this object; this is a defect in Trapline: report it"
        case .refusedByVerifier(let program, let line, _):
            "the kernel's verifier refused the program '\(program)': \(line); see its whole log with --debug"
        case .programNotLoaded(let program, let error):
            switch error {
            case ENOMEM: "no memory for the program '\(program)'; name fewer system calls or free some memory"
            case E2BIG: "the program '\(program)' is longer than the kernel allows; make the filter simpler"
            default: "the kernel refused the program '\(program)' (\(errorText(error))); see 'trapline doctor'"
            }
        case .notAttached(let program, let tracepoint, let error):
            "the program '\(program)' cannot be attached to the tracepoint '\(tracepoint)' (\(errorText(error))); see 'trapline doctor'"
        case .noCgroup(let path, let error):
            "there is no cgroup '\(path)' (\(errorText(error))); give a directory below the cgroup v2 mount that 'trapline doctor' names"
        }
    }

    /// What the verifier wrote, for `--debug`; nil for every other error.
    package var verifierLog: String? {
        guard case .refusedByVerifier(_, _, let log) = self else { return nil }
        return log
    }
}

/// `EPERM: Operation not permitted`.
func errorText(_ error: Int32) -> String {
    let message = strerror(error).map { String(cString: $0) } ?? "unknown error"
    guard let name = CLinux_error_name(error) else { return "error \(error)" }
    return "\(String(cString: name)): \(message)"
}
