import ArgumentParser
import Sessions

/// Whom to trace.
struct ScopeOptions: ParsableArguments {
    @Option(
        name: [.customShort("p"), .customLong("attach")],
        help: ArgumentHelp("Trace these running processes: all their threads, and their children.", valueName: "PID[,PID...]"))
    var processes: [String] = []

    @Option(help: ArgumentHelp("Trace everything in a cgroup and below, by its directory or its path below the mount.", valueName: "PATH"))
    var cgroup: String?

    @Option(help: ArgumentHelp("Trace a docker, podman, containerd, CRI-O or runc container, by the beginning of its id.", valueName: "ID"))
    var container: String?

    @Flag(help: "Trace every task of the machine except trapline.")
    var all = false

    @Flag(help: "Leave children out; new threads of a traced process stay in.")
    var noFollow = false

    @Flag(name: [.customShort("f")], help: "Follow children, which is the default; with it every line begins with its task.")
    var follow = false

    /// The one scope that was asked for.
    func scope(command: [String]) throws -> TraceScope {
        var found: [TraceScope] = []
        if !processes.isEmpty { found.append(.processes(try processNumbers())) }
        if let cgroup { found.append(.cgroup(cgroup)) }
        if let container { found.append(.container(container)) }
        if all { found.append(.everything) }
        if !command.isEmpty { found.append(.command(command)) }
        guard let first = found.first else {
            throw UsageError("nothing to trace was named; give '-- COMMAND', -p PID, --cgroup PATH, --container ID or --all")
        }
        if noFollow, cgroup != nil || container != nil || all {
            throw UsageError("--no-follow goes with '-- COMMAND' and -p PID; a cgroup, a container or --all takes every task that is in it")
        }
        guard found.count == 1 else {
            throw UsageError("several scopes were named; give one of '-- COMMAND', -p PID, --cgroup PATH, --container ID and --all")
        }
        return first
    }

    private func processNumbers() throws -> [Int32] {
        var result: [Int32] = []
        for word in processes.flatMap({ $0.split { $0 == "," || $0 == " " || $0 == "\n" || $0 == "\t" } }) {
            guard let number = Int32(word), number > 0 else {
                throw UsageError("'\(word)' is no process id; give numbers, as 'ps -e' or 'pgrep' print them")
            }
            if !result.contains(number) { result.append(number) }
        }
        guard !result.isEmpty else { throw UsageError("-p names no process; give numbers, as 'ps -e' or 'pgrep' print them") }
        return result
    }
}

/// A command line that makes no sense: one sentence, exit status 64 as sysexits.h says.
struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
