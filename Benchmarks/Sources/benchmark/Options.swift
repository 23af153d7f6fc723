/// What the command line asks for.
struct Options {
    var quick = false
    var check = false
    var list = false
    var help = false
    var rounds: Int?
    var jsonFile: String?
    /// The product.
    var trapline = "../.build/release/trapline"
    /// Where the C programs of this package were built.
    var tools = ".build/tools"
    /// The program that renders records in memory.
    var rendering = "../.build/release/rendering-benchmark"
    /// The cases to run; empty for all.
    var cases: [String] = []

    static let usage = """
        usage: run [--quick] [--rounds N] [--json FILE] [--check] [--trapline PATH] [CASE...]
               run --list [CASE...]

        Measures trapline beside other tracers in alternating runs and prints ratios with their spread.

          --quick          fewer and shorter runs: under a minute, for a first look
          --rounds N       as many rounds in every case
          --json FILE      write every sample and ratio to FILE as well
          --check          exit with status 1 when a goal is missed
          --trapline PATH  the program to measure (default: the release build of this repository)
          --list           name the cases
        """

    init(_ arguments: [String]) throws(BenchmarkError) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--quick": quick = true
            case "--check": check = true
            case "--list": list = true
            case "--help", "-h": help = true
            case "--json": jsonFile = try Self.value(of: argument, in: &rest)
            case "--trapline": trapline = try Self.value(of: argument, in: &rest)
            case "--tools": tools = try Self.value(of: argument, in: &rest)
            case "--rendering": rendering = try Self.value(of: argument, in: &rest)
            case "--rounds":
                guard let count = Int(try Self.value(of: argument, in: &rest)), count > 0 else {
                    throw .usage("--rounds wants a number above zero")
                }
                rounds = count
            case _ where argument.hasPrefix("-"): throw .usage("no option is named \(argument)")
            default: cases.append(argument)
            }
        }
    }

    private static func value(of option: String, in rest: inout ArraySlice<String>) throws(BenchmarkError) -> String {
        guard let value = rest.popFirst() else { throw .usage("\(option) wants a value") }
        return value
    }
}
