import ArgumentParser
import Events
import Rendering
import Rules
import Sessions

/// How to show it.
struct OutputOptions: ParsableArguments {
    enum Colour: String, ExpressibleByArgument, CaseIterable {
        case auto, always, never
    }

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Option(
        name: .customShort("o", allowingJoined: true), parsing: .unconditional,
        help: ArgumentHelp("Write to this file instead of standard output.", valueName: "FILE"))
    var file: String?

    @Option(help: "How records are written.")
    var format = Format.text

    @Flag(name: .customShort("c"), help: "Only a summary: calls, errors, times and percentiles for each call.")
    var summaryOnly = false

    @Flag(name: .customShort("C"), help: "The lines, and the summary after them.")
    var summaryToo = false

    @Flag(name: .customShort("t"), help: "The time of day each call began; -tt with microseconds, -ttt in seconds since 1970.")
    var time: Int

    @Flag(name: .customShort("r"), help: "The time since the line before.")
    var relative = false

    @Flag(name: .customShort("T"), help: "The time spent in each call.")
    var duration = false

    @Option(
        name: .customShort("s", allowingJoined: true), parsing: .unconditional,
        help: ArgumentHelp("Bytes shown of data buffers. Paths and argument vectors are always whole.", valueName: "N"))
    var strings = 32

    @Option(
        name: .customShort("a", allowingJoined: true), parsing: .unconditional,
        help: ArgumentHelp("The column of the results.", valueName: "COLUMN"))
    var column = 40

    @Flag(name: .customShort("v"), help: "Everything in full: environments, structures.")
    var verbose = false

    @Flag(name: .customShort("x"), help: "Strings that are no text in hexadecimal; -xx all strings.")
    var hexadecimal: Int

    @Flag(name: .customShort("q"), help: "Fewer messages; -qq also no exit lines.")
    var quiet: Int

    @Option(help: ArgumentHelp("At the end, write what was captured and lost to this file, as JSON.", valueName: "FILE"))
    var report: String?

    @Option(help: "Colours on the terminal.")
    var color = Colour.auto

    func validate() throws {
        if strings < 0 || strings > 1 << 20 { throw ValidationError("-s takes a number of bytes from 0 to 1048576.") }
        if column < 0 || column > 1000 { throw ValidationError("-a takes a column from 0 to 1000.") }
        if time > 3 { throw ValidationError("-t may stand three times at the most.") }
        if hexadecimal > 2 { throw ValidationError("-x may stand twice at the most.") }
        if format == .json && summaryToo {
            throw ValidationError("-C writes a table behind the lines, which is no JSON; use -c, or leave it out.")
        }
        if summaryOnly && summaryToo {
            throw ValidationError("-c and -C exclude each other: -c shows the summary alone, -C after the lines.")
        }
    }

    /// Start times cost an entry hook: only when something shows them.
    var needsStartTimes: Bool { duration || relative || time > 0 || summaryOnly || summaryToo }

    func makeOutput(selection: Selection, alwaysPrefix: Bool, report: Report) throws -> TextOutput {
        let target = try file.map { try OutputFile(path: $0) } ?? OutputFile()
        let mode: SummaryMode = summaryOnly ? .only : summaryToo ? .also : .none
        return TextOutput(
            file: target, format: format == .json ? .json(jsonOptions()) : .strace(straceOptions(target, alwaysPrefix: alwaysPrefix)),
            summary: mode, selection: selection, paths: selection.paths.isEmpty ? nil : PathFilter(paths: selection.paths),
            message: { report.note($0) })
    }

    private func jsonOptions() -> JSONOptions {
        var options = JSONOptions()
        options.wallClockOffset = wallClockOffset()
        options.dataLimit = strings
        return options
    }

    private func straceOptions(_ target: OutputFile, alwaysPrefix: Bool) -> StraceOptions {
        var options = StraceOptions()
        options.taskPrefix = alwaysPrefix ? .always : .automatic
        options.taskPrefixStyle = file == nil ? .terminal : .file
        options.clock = [.none, .seconds, .microseconds, .epoch][time]
        options.wallClockOffset = wallClockOffset()
        options.relativeTimes = relative
        options.durations = duration
        options.dataLimit = strings
        options.resultColumn = column
        options.hexadecimalStrings = [.never, .unprintable, .all][hexadecimal]
        options.verbose = verbose
        options.quiet = quiet
        options.colours = color == .always || color == .auto && target.isTerminal
        return options
    }
}
