import Glibc

/// Why a session could not begin or go on. Each is one sentence with what to do next.
package enum SessionError: Error, Hashable, Sendable, CustomStringConvertible {
    case noCommand(String)
    case notExecutable(String, error: Int32)
    case notStarted(String, error: Int32)
    case noProcess(Int32)
    case notAttached(Int32, error: Int32)
    case threadsNeedNewerKernel(Int32)
    case noCgroupMount
    case noCgroup(String)
    case noContainer(String)
    case ambiguousContainer(String, [String])
    case outputNotOpened(path: String, error: Int32)
    case outputNotWritten(path: String, error: Int32)
    case outputClosed
    case nothingSelected
    case internalFailure(String)

    package var description: String {
        switch self {
        case .noCommand(let name):
            name.contains("/")
                ? "there is no program '\(name)'; check the path" : "there is no command '\(name)' in PATH; check the name or give its path"
        case .notExecutable(let path, let error): "'\(path)' cannot be run (\(errorText(error))); check its permissions and its type"
        case .notStarted(let path, let error): "'\(path)' cannot be started (\(errorText(error)))"
        case .noProcess(let pid): "there is no process \(pid); 'ps -e' lists those that run"
        case .notAttached(let pid, let error): "process \(pid) cannot be traced (\(errorText(error))); see 'trapline doctor'"
        case .threadsNeedNewerKernel(let pid):
            "process \(pid) has several threads, which this kernel lets nobody name (that needs Linux 6.9); trace its cgroup with --cgroup instead"
        case .noCgroupMount: "no cgroup v2 hierarchy is mounted; mount one with 'mount -t cgroup2 none DIRECTORY'"
        case .noCgroup(let path): "there is no cgroup '\(path)'; give a directory of the cgroup v2 hierarchy, or its path below the mount"
        case .noContainer(let name):
            "no running container's id begins with '\(name)'; give the id as 'docker ps', 'podman ps', 'crictl ps' or 'runc list' prints it"
        case .ambiguousContainer(let name, let found):
            "'\(name)' is the beginning of several container ids (\(found.joined(separator: ", "))); give more of it"
        case .outputNotOpened(let path, let error): "the output file '\(path)' cannot be opened (\(errorText(error)))"
        case .outputNotWritten(let path, let error):
            "writing to \(path) failed (\(errorText(error))); what was written before is whole"
        case .outputClosed: "nobody reads the output any more"
        case .nothingSelected: "no system call is selected, so there is nothing to trace; look at -e trace="
        case .internalFailure(let text): "\(text); this is a defect in Trapline: report it"
        }
    }
}

/// The message of an errno.
func errorText(_ error: Int32) -> String {
    String(cString: strerror(error))
}
