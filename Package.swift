// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// One row of the house: a module and what it may import. `Documentation/ARCHITECTURE.md` says why the walls stand where they do.
func room(_ name: String, imports: [String] = [], packages: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: imports.map { .target(name: $0) } + packages, swiftSettings: strict)
}

func suite(_ name: String, of imports: [String], fixtures: Bool = false) -> Target {
    .testTarget(
        name: name, dependencies: imports.map { .target(name: $0) }, exclude: fixtures ? ["Fixtures"] : [],
        swiftSettings: strict)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "trapline",
    products: [
        .executable(name: "trapline", targets: ["trapline"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        // C: headers and shims, no logic.
        .target(name: "CLinux"),
        .systemLibrary(name: "CLibbpf", pkgConfig: "libbpf", providers: [.apt(["libbpf-dev"])]),

        // The spine.
        room("Bytecode"),
        room("Schema"),

        // The writing arm: text to programs.
        room("Rules", imports: ["Schema"]),
        room("Compiler", imports: ["Rules", "Schema", "Bytecode"]),

        // The hand: everything that holds an eBPF file descriptor.
        room("Kernel", imports: ["Bytecode", "CLibbpf", "CLinux"]),

        // The reading arm: records to events to text.
        room("Events", imports: ["Schema"]),
        room("Rendering", imports: ["Events", "Schema"]),

        // The head.
        room("Sessions", imports: ["Bytecode", "Schema", "Rules", "Compiler", "Kernel", "Events", "Rendering", "CLinux"]),
        room("Commands", imports: ["Sessions", "Schema", "Rules", "Kernel", "Events", "Rendering", "CLinux"], packages: [argumentParser]),
        .executableTarget(name: "trapline", dependencies: ["Commands"], swiftSettings: strict),

        // Stands beside the other benchmarks, and belongs to this package because it needs the inside of its modules.
        .executableTarget(
            name: "rendering-benchmark", dependencies: ["Events", "Rendering", "Schema"], path: "Benchmarks/Rendering",
            swiftSettings: strict),

        suite("BytecodeTests", of: ["Bytecode"]),
        suite("SchemaTests", of: ["Schema"]),
        suite("RulesTests", of: ["Rules", "Schema"], fixtures: true),
        // Both arms, to see that they answer alike.
        suite("CompilerTests", of: ["Compiler", "Rules", "Schema", "Bytecode", "Events"], fixtures: true),
        suite("KernelTests", of: ["Kernel", "Bytecode", "CLinux"]),
        suite("EventsTests", of: ["Events", "Schema"]),
        suite("RenderingTests", of: ["Rendering", "Events", "Schema"]),
        suite(
            "SessionsTests", of: ["Sessions", "Compiler", "Bytecode", "Events", "Rendering", "Rules", "Schema", "CLinux"], fixtures: true),
        suite("CommandsTests", of: ["Commands"]),
        suite("IntegrationTests", of: ["CLinux", "CLibbpf"], fixtures: true),
    ]
)
