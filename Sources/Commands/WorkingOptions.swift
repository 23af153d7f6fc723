import ArgumentParser
import Sessions

/// How trapline itself works.
struct WorkingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Bytes of the ring of each processor, with K, M or G; rounded up to a power of two.", valueName: "SIZE"))
    var buffer = ByteSize(bytes: 16 << 20)

    @Option(help: ArgumentHelp("Print what would be armed, and arm nothing: plan, program or layout.", valueName: "WHAT"))
    var show: Show?

    @Flag(help: "With a refusal by the kernel, the verifier's whole log.")
    var debug = false
}

/// A number of bytes as users write it: `65536`, `64K`, `16M`, `1G`.
struct ByteSize: ExpressibleByArgument {
    var bytes: Int

    init(bytes: Int) { self.bytes = bytes }

    init?(argument: String) {
        var digits = argument[...]
        var factor = 1
        if let unit = digits.last, let shift = ["k": 10, "m": 20, "g": 30][unit.lowercased()] {
            factor = 1 << shift
            digits = digits.dropLast()
        }
        guard let number = Int(digits), number > 0 else { return nil }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: factor)
        guard !overflow, bytes <= 1 << 30 else { return nil }
        self.bytes = bytes
    }

    var defaultValueDescription: String { bytes % (1 << 20) == 0 ? "\(bytes >> 20)M" : "\(bytes)" }
}

/// What `--show` prints: one of the values between a command line and an armed kernel.
enum Show: String, ExpressibleByArgument, CaseIterable {
    case plan, program, layout

    func text(_ configuration: TraceConfiguration) throws -> String {
        switch self {
        case .plan: try TraceSession.planText(configuration)
        case .program: try TraceSession.programText(configuration)
        case .layout: TraceSession.layoutText()
        }
    }
}
