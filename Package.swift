// swift-tools-version: 6.3

import PackageDescription

/// The settings every target of ours is built with: the strictest that the toolchain knows.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// Of what touches every byte of the copy: unoptimised, the demo and the tests would mostly wait for it.
let optimised: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// One module of section 3 of the design: its name, the modules of ours it may import, and the libraries it alone imports.
func module(
  _ name: String, _ ours: [String] = [], only: [Target.Dependency] = [], resources: [Resource] = [],
  settings: [SwiftSetting] = []
) -> Target {
  .target(
    name: name, dependencies: ours.map { .byName(name: $0) } + only, resources: resources,
    swiftSettings: strict + settings)
}

/// The tests of one module; `TestServers` gives them real PostgreSQL servers.
func tests(_ name: String, _ more: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name), "TestServers"] + more,
    swiftSettings: strict)
}

let package = Package(
  name: "understudy",
  products: [.executable(name: "understudy", targets: ["understudy"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
  ],
  targets: [
    // shared
    module("Diagnostics", resources: [.embedInCode("Pages")]),
    .systemLibrary(name: "CPgQuery"),
    module("PostgresSyntax", ["Diagnostics"], only: ["CPgQuery"]),
    module("DatabaseCatalog", ["PostgresSyntax"], resources: [.embedInCode("SQL")]),
    module(
      "BundleFormat", ["DatabaseCatalog", "PostgresSyntax"],
      only: [.product(name: "Crypto", package: "swift-crypto")], settings: optimised),
    .systemLibrary(name: "CLibPQ"),
    module("PostgresClient", ["DatabaseCatalog", "PostgresSyntax"], only: ["CLibPQ"]),
    module(
      "ExternalPrograms",
      only: [
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),

    // compile
    module("RuleSyntax", ["Diagnostics"], only: [.product(name: "Yams", package: "Yams")]),
    module("MaskingFunctions", ["Diagnostics", "PostgresSyntax", "DatabaseCatalog"]),
    module(
      "MaskingCompiler",
      [
        "Diagnostics", "PostgresSyntax", "DatabaseCatalog", "BundleFormat", "RuleSyntax",
        "MaskingFunctions",
      ], resources: [.embedInCode("SQL")]),

    // run
    module(
      "Executor", ["BundleFormat", "PostgresClient", "DatabaseCatalog", "PostgresSyntax"],
      resources: [.embedInCode("SQL")]),
    module("Verifier", ["BundleFormat", "PostgresClient", "DatabaseCatalog", "PostgresSyntax"], settings: optimised),
    module(
      "SnapshotStage",
      ["BundleFormat", "PostgresClient", "ExternalPrograms", "PostgresSyntax"]),

    // both
    .systemLibrary(name: "CXml2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev", "pkg-config"])]),
    .target(name: "CLibXML", dependencies: ["CXml2"]),
    module(
      "FixtureValidation",
      [
        "Diagnostics", "PostgresSyntax", "DatabaseCatalog", "BundleFormat", "PostgresClient",
        "ExternalPrograms", "RuleSyntax", "MaskingFunctions", "MaskingCompiler", "Executor",
        "Verifier",
      ], only: ["CLibXML"]),
    module(
      "MaskingJob",
      [
        "Diagnostics", "PostgresSyntax", "DatabaseCatalog", "BundleFormat", "PostgresClient",
        "ExternalPrograms", "RuleSyntax", "MaskingCompiler", "Executor", "Verifier",
        "SnapshotStage", "FixtureValidation",
      ]),
    module(
      "Commands",
      [
        "Diagnostics", "PostgresSyntax", "DatabaseCatalog", "BundleFormat", "PostgresClient",
        "ExternalPrograms", "RuleSyntax", "MaskingFunctions", "MaskingCompiler", "Executor",
        "Verifier", "SnapshotStage", "FixtureValidation", "MaskingJob",
      ],
      only: [.product(name: "ArgumentParser", package: "swift-argument-parser")]),
    .executableTarget(name: "understudy", dependencies: ["Commands"], swiftSettings: strict),

    // tests
    .target(
      name: "TestServers", dependencies: ["ExternalPrograms", "PostgresClient"],
      path: "Tests/TestServers", swiftSettings: strict),
    .target(
      name: "MarkedSources", dependencies: ["Diagnostics"], path: "Tests/MarkedSources", swiftSettings: strict),
    .executableTarget(
      name: "scratch-probe", dependencies: ["ExternalPrograms"], path: "Tests/ScratchProbe",
      swiftSettings: strict),
    .target(
      name: "FaultMatrix",
      dependencies: [
        "BundleFormat", "Diagnostics", "Executor", "ExternalPrograms", "FixtureValidation", "MaskingCompiler",
        "PostgresClient",
        "PostgresSyntax", "RuleSyntax", "TestServers", "Verifier",
      ], path: "Tests/FaultMatrix", swiftSettings: strict),
    .executableTarget(
      name: "fault-matrix", dependencies: ["FaultMatrix", "understudy"], path: "Tests/FaultRun", swiftSettings: strict),
    .target(
      name: "RuleFuzz",
      dependencies: [
        "DatabaseCatalog", "Diagnostics", "ExternalPrograms", "MaskingCompiler", "PostgresClient", "RuleSyntax",
        "TestServers",
      ], path: "Tests/RuleFuzz", swiftSettings: strict),
    .executableTarget(
      name: "rule-fuzz", dependencies: ["RuleFuzz"], path: "Tests/RuleFuzzRun", swiftSettings: strict),
    .executableTarget(
      name: "compile-bench",
      dependencies: [
        "BundleFormat", "DatabaseCatalog", "Diagnostics", "MaskingCompiler", "PostgresSyntax", "RuleSyntax",
      ],
      path: "Tests/CompileBench", swiftSettings: strict),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    tests("Diagnostics", ["MarkedSources"]),
    tests("PostgresSyntax", ["PostgresClient"]),
    tests("DatabaseCatalog", ["PostgresSyntax"]),
    tests("BundleFormat"),
    tests("PostgresClient", ["DatabaseCatalog", "PostgresSyntax"]),
    tests("ExternalPrograms", ["scratch-probe"]),
    tests("RuleSyntax", ["Diagnostics", "MarkedSources"]),
    tests(
      "MaskingFunctions", ["DatabaseCatalog", "Diagnostics", "ExternalPrograms", "PostgresClient", "PostgresSyntax"]),
    tests("MaskingCompiler", ["MarkedSources"]),
    tests("Executor", ["MaskingCompiler", "FaultMatrix", "FixtureValidation", "ExternalPrograms", "understudy"]),
    tests(
      "Verifier",
      [
        "Executor", "FixtureValidation", "BundleFormat", "DatabaseCatalog", "PostgresSyntax",
      ]),
    .testTarget(
      name: "RewriteTests",
      dependencies: [
        "BundleFormat", "Diagnostics", "Executor", "ExternalPrograms", "FixtureValidation", "MaskingCompiler",
        "PostgresClient", "PostgresSyntax", "RuleSyntax", "TestServers", "Verifier",
      ], exclude: ["SQL"], swiftSettings: strict),
    tests("SnapshotStage", ["Executor"]),
    tests("FixtureValidation", ["CLibXML", "MarkedSources", "MaskingFunctions", "PostgresSyntax"]),
    tests(
      "MaskingJob",
      [
        "understudy", "BundleFormat", "DatabaseCatalog", "Executor", "ExternalPrograms", "FixtureValidation",
        "PostgresClient", "PostgresSyntax", "SnapshotStage",
      ]),
    tests(
      "Commands",
      [
        "BundleFormat", "CLibXML", "DatabaseCatalog", "Diagnostics", "Executor", "ExternalPrograms",
        "FixtureValidation",
        "MaskingCompiler", "MaskingJob", "PostgresClient", "PostgresSyntax", "RuleSyntax",
        "RuleFuzz", "Verifier", "understudy",
      ]),
  ]
)
