import ArgumentParser
import Glibc
import Rules
import Schema
import Sessions

/// `trapline trace`: decoded calls, live.
struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Show the system calls of a command, of processes, of a cgroup or container, or of everything.",
        usage: "trapline trace [SCOPE] [SELECT] [OUTPUT] [-- COMMAND ...]",
        discussion: """
            Children of what is traced are traced from their first instruction. Options that strace has mean the same here. The exit status is
            the command's own; 1 when tracing failed, 127 when there is no such command, 126 when it cannot be run.

            EXAMPLES
              trapline trace -- ls /tmp
              trapline trace -e trace=%file -o calls.txt -- make
              trapline trace -c -p 1234
              trapline trace -e status=failed -e trace=openat,connect --cgroup system.slice/ssh.service
            """)

    @OptionGroup(title: "Scope") var scope: ScopeOptions
    @OptionGroup(title: "Select") var select: SelectOptions
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Workings") var workings: WorkingOptions

    @ArgumentParser.Argument(
        parsing: .captureForPassthrough, help: ArgumentHelp("The command to run, with its arguments.", valueName: "command"))
    var command: [String] = []

    func validate() throws {
        // Everything from the first word that is no option on belongs to the command; a word with a dash there is a mistyped option.
        if let first = command.first, first.hasPrefix("-"), first != "--" {
            if first == "--help" || first == "-h" { throw CleanExit.helpRequest(self) }
            throw ValidationError("Unknown option '\(first)'. The command to trace stands behind '--'.")
        }
    }

    func run() throws {
        let report = Report(isQuiet: output.quiet > 0)
        do {
            try trace(report)
        } catch let error as ExitCode {
            throw error
        } catch {
            throw report.failure(error, debug: workings.debug)
        }
    }

    private func trace(_ report: Report) throws {
        var arguments = command
        if arguments.first == "--" { arguments.removeFirst() }
        let selection = try select.selection(report)
        var configuration = TraceConfiguration(scope: try scope.scope(command: arguments))
        configuration.selection = selection
        configuration.followChildren = !scope.noFollow
        configuration.limits.bytes = output.strings
        configuration.limits.wholeEnvironment = output.verbose
        configuration.limits.wholeStructures = output.verbose || output.format == .json
        configuration.limits.memory = !output.summaryOnly || !selection.paths.isEmpty
        configuration.startTimes = output.needsStartTimes
        configuration.ringBytes = workings.buffer.bytes

        if let show = workings.show {
            try OutputFileWriter.print(try show.text(configuration))
            return
        }
        let session = TraceSession(configuration) { report.note($0) }
        var account: OutputFile?
        let outcome = try session.run {
            account = try output.report.map { try OutputFile(path: $0) }
            return try output.makeOutput(selection: selection, alwaysPrefix: scope.follow, report: report)
        }
        report.losses(outcome)
        try account?.write(SessionReport(outcome).text)
        if let failure = outcome.outputFailure {
            report.error("tracing has stopped: \(failure)")
            throw ExitCode(1)
        }
        guard let status = outcome.commandStatus else {
            if case .command = configuration.scope { throw ExitCode(130) }
            return
        }
        try CommandStatus.finish(status)
    }
}

/// Ends this process as the command ended.
enum CommandStatus {
    static func finish(_ status: Int32) throws {
        let signal = status & 0x7f
        guard signal != 0 else {
            let code = status >> 8 & 0xff
            if code != 0 { throw ExitCode(code) }
            return
        }
        // The same death, so that a shell reports it; without a core of our own.
        var limit = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
        Glibc.signal(signal, SIG_DFL)
        var mask = sigset_t()
        sigemptyset(&mask)
        sigaddset(&mask, signal)
        sigprocmask(SIG_UNBLOCK, &mask, nil)
        raise(signal)
        throw ExitCode(128 + signal)
    }
}
