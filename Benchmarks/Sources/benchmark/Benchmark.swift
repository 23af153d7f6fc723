import Glibc
import Measurement

@main
enum Benchmark {
    static func main() {
        Signals.block()
        do throws(BenchmarkError) {
            let options = try Options(Array(CommandLine.arguments.dropFirst()))
            if options.help { return print(Options.usage) }
            if options.list { return printCatalogue(try chosenEntries(options)) }
            let missed = try run(options, entries: try chosenEntries(options))
            exit(options.check && missed ? 1 : 0)
        } catch {
            complain(error.sentence)
            switch error {
            case .usage: exit(2)
            case .interrupted(let signal): exit(128 + signal)
            default: exit(1)
            }
        }
    }

    /// Runs the cases and prints each when it is done; whether a goal was missed.
    private static func run(_ options: Options, entries: [CatalogueEntry]) throws(BenchmarkError) -> Bool {
        let workspace = try Workspace(tools: options.tools)
        defer { workspace.remove() }
        let machine = try Machine(workspace: workspace)
        let bench = try Bench(options: options, workspace: workspace)
        print(machine.text)
        fflush(nil)
        var results: [CaseResult] = []
        for entry in entries {
            let result = try Runner().run(try entry.build(bench))
            print("\n" + result.text, terminator: "")
            fflush(nil)
            results.append(result)
        }
        if let file = options.jsonFile {
            let report = JSON.object([
                ("version", .number(1)), ("quick", .boolean(options.quick)), ("machine", machine.json),
                ("cases", .array(results.map(\.json))),
            ])
            try writeText(report.text() + "\n", to: file, create: true)
        }
        return results.contains { result in result.verdicts.contains { $0.met == false } }
    }

    private static func chosenEntries(_ options: Options) throws(BenchmarkError) -> [CatalogueEntry] {
        guard !options.cases.isEmpty else { return catalogue }
        var entries: [CatalogueEntry] = []
        for name in options.cases {
            guard let entry = catalogue.first(where: { $0.name == name }) else {
                throw .usage("no case is named \(name); there are \(catalogue.map(\.name).joined(separator: ", "))")
            }
            entries.append(entry)
        }
        return entries
    }

    private static func printCatalogue(_ entries: [CatalogueEntry]) {
        let width = entries.map(\.name.count).max() ?? 0
        for entry in entries {
            print(entry.name + String(repeating: " ", count: width - entry.name.count) + "  " + entry.summary)
        }
    }

    private static func complain(_ sentence: String) {
        let line = "benchmark: \(sentence)\n"
        _ = line.withCString { write(2, $0, strlen($0)) }
    }
}
