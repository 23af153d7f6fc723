/// The cases by name, in the order in which they run.
struct CatalogueEntry: Sendable {
    let name: String
    let summary: String
    /// Makes the case and what it needs, such as a directory tree.
    let build: @Sendable (Bench) throws(BenchmarkError) -> Case
}

// swift-format-ignore
let catalogue: [CatalogueEntry] = [
    CatalogueEntry(name: "recorded", summary: "a recorded getuid beside every peer")                   { $0.recordedCall() },
    CatalogueEntry(name: "rejected", summary: "a call in scope that the filter rejects")               { $0.rejectedCall() },
    CatalogueEntry(name: "open",     summary: "openat recorded with its path")                         { $0.openClose() },
    CatalogueEntry(name: "find",     summary: "find over a large tree, everything decoded into a file") { bench throws(BenchmarkError) in try bench.find() },
    CatalogueEntry(name: "start-up", summary: "tracing a command that does nothing")                   { $0.startUp() },
    CatalogueEntry(name: "losses",   summary: "captured + lost = happened")                            { $0.losses() },
    CatalogueEntry(name: "rendering", summary: "lines of text per second on one core")                 { $0.rendering() },
]
