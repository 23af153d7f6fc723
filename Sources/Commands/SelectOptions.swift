import ArgumentParser
import Rules
import Schema

/// Which calls to show.
struct SelectOptions: ParsableArguments {
    @Option(
        name: .customShort("e", allowingJoined: true), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "What to show, as strace writes it: trace=NAMES, %CLASS, /REGEX, !…; status=, signal=, quiet=. Or a condition: 'openat && ret < 0'.",
            valueName: "EXPR"))
    var expressions: [String] = []

    @Option(
        name: .customShort("P", allowingJoined: true), parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Only calls that name this path, or a descriptor of it.", valueName: "PATH"))
    var paths: [String] = []

    @Flag(name: .customShort("z"), help: "Only calls that succeed.")
    var successful = false

    @Flag(name: .customShort("Z"), help: "Only calls that fail.")
    var failed = false

    /// The checked selection; its warnings are told.
    func selection(_ report: Report) throws -> Selection {
        var options = expressions.map(SelectionOption.expression) + paths.map(SelectionOption.path)
        if successful { options.append(.successfulOnly) }
        if failed { options.append(.failedOnly) }
        return try report.checked(Selection.check(options))
    }
}
