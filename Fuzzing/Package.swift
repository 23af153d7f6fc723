// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A module of the project under test, reached through a symbolic link in `Sources/`: as a part of this package it shows its `package` declarations, and
/// is built with the fuzzer's instrumentation.
func module(_ name: String, imports: [String] = []) -> Target {
    .target(name: name, dependencies: imports.map { .target(name: $0) }, swiftSettings: settings)
}

/// A fuzz target: an executable whose `main` is libFuzzer's.
func fuzzer(_ name: String, of imports: [String]) -> Target {
    .executableTarget(
        name: name, dependencies: imports.map { .target(name: $0) },
        swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])])
}

let package = Package(
    name: "trapline-fuzzing",
    targets: [
        module("Schema"),
        module("Rules", imports: ["Schema"]),
        module("Events", imports: ["Schema"]),
        module("Rendering", imports: ["Events", "Schema"]),

        fuzzer("FuzzSelection", of: ["Rules", "Schema"]),
        fuzzer("FuzzCondition", of: ["Rules", "Schema"]),
        fuzzer("FuzzRecord", of: ["Rendering"]),
    ]
)
