import Glibc

/// The programs that trapline is measured beside.
enum Peer: String, CaseIterable {
    case strace
    case perf
    case bpftrace

    /// The Debian package that has it.
    private var package: String { self == .perf ? "linux-perf" : rawValue }

    /// Why it cannot be used here; nil when it can.
    var obstacle: String? {
        if !isInstalled { return "\(rawValue) is not installed (Debian package \(package))" }
        // strace alone can do without privileges.
        return self == .strace ? nil : needsRoot
    }

    var isInstalled: Bool {
        guard let path = getenv("PATH").map({ String(cString: $0) }) else { return false }
        return path.split(separator: ":").contains { isExecutable("\($0)/\(rawValue)") }
    }

    /// The arguments that make it print its version.
    var versionArguments: [String] { [rawValue, self == .strace ? "-V" : "--version"] }
}

/// The obstacle of everything that loads programs or opens kernel events; nil for root.
var needsRoot: String? { geteuid() == 0 ? nil : "needs root" }
