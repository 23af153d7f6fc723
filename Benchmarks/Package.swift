// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "trapline-benchmarks",
    targets: [
        // Numbers to statements: spreads, ratios, tables. Starts nothing, reads nothing.
        .target(name: "Measurement", swiftSettings: strict),
        // Starts the peers in turn and takes the numbers.
        .executableTarget(name: "benchmark", dependencies: ["Measurement"], swiftSettings: strict),
        .testTarget(name: "MeasurementTests", dependencies: ["Measurement"], swiftSettings: strict),
    ]
)
