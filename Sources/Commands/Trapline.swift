import ArgumentParser
import Glibc

/// The command `trapline`: subcommands and nothing else.
package struct Trapline: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "trapline",
        abstract: "Reports what programs ask of the Linux kernel: every system call, decoded.",
        discussion: """
            Nothing is armed while nobody listens; what is armed is taken down when trapline ends, however it ends.
            Start with 'trapline doctor' to see what this kernel and this user may do, and 'trapline trace -- ls' to see it done.
            """,
        version: "trapline \(Version.text)",
        subcommands: [TraceCommand.self, SyscallsCommand.self, DoctorCommand.self])

    package init() {}
}

/// The version of this build.
package enum Version {
    package static let text = "0.1.0"
}

/// Runs the command line of this process and exits with its status.
package func runTrapline() -> Never {
    do {
        var command = try Trapline.parseAsRoot(JoinedOptions.separated(Array(CommandLine.arguments.dropFirst())))
        try command.run()
        exit(0)
    } catch {
        let status = Trapline.exitCode(for: error)
        let text = Trapline.fullMessage(for: error)
        if status == .success {
            // Help, version and completion scripts are results.
            try? OutputFileWriter.print(text + "\n")
        } else if !text.isEmpty {
            Report().write(text + "\n")
        }
        exit(status.rawValue)
    }
}
