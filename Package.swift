// swift-tools-version: 6.2
import PackageDescription

/// One set of compiler settings for every target of this package.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// On the byte path, dynamic exclusivity checks are left to debug builds, which run every test: they cost some 3 % of a
/// request and can only find what those tests find.
let bytePathSettings: [SwiftSetting] =
    settings + [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
]
let tls: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOTLS", package: "swift-nio"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"),
    .product(name: "Crypto", package: "swift-crypto"),
]
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

/// A library target `Gatehouse<name>` that may import the named internal targets and external products, and no others.
func library(
    _ name: String, uses internalTargets: [String] = [], external: [Target.Dependency] = [], isBytePath: Bool = false
) -> Target {
    .target(
        name: "Gatehouse\(name)",
        dependencies: internalTargets.map { .target(name: "Gatehouse\($0)") } + external,
        swiftSettings: isBytePath ? bytePathSettings : settings
    )
}

/// The tests of `Gatehouse<name>`.
func tests(_ name: String, uses internalTargets: [String] = [], external: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "Gatehouse\(name)Tests",
        dependencies: ([name] + internalTargets).map { .target(name: "Gatehouse\($0)") } + external,
        swiftSettings: settings
    )
}

let package = Package(
    name: "gatehouse",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "gatehouse", targets: ["gatehouse"]),
        .executable(name: "gatehouse-demo-shop", targets: ["GatehouseDemoShop"]),
        // What Benchmarks/ links and measures.
        .library(
            name: "GatehouseParts",
            targets: [
                "GatehouseModel", "GatehouseManifest", "GatehouseAnalysis", "GatehousePlan", "GatehouseRegex",
                "GatehouseHTTP", "GatehouseTranslation", "GatehouseRouting", "GatehouseTelemetry",
            ]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        // For the tests: HTTP/2 that is not ours.
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        // Pure: no sockets, tasks or clocks.
        library("Model"),
        library("Manifest", uses: ["Model"]),
        library("Analysis", uses: ["Model", "Regex"]),
        library("Plan"),
        library("Regex"),
        library("HTTP", isBytePath: true),
        library("Wire", isBytePath: true),
        library("Translation", uses: ["Model", "Plan"]),
        library("Routing", uses: ["HTTP", "Plan", "Regex"], isBytePath: true),
        library("Telemetry", uses: ["HTTP", "Wire"], isBytePath: true),
        library("Upstream", uses: ["Plan"], isBytePath: true),
        library("Objects", uses: ["Model"]),
        // The data plane, bound to event loops.
        library("TLS", uses: ["Plan"], external: tls, isBytePath: true),
        library(
            "Proxy", uses: ["HTTP", "Wire", "Plan", "Routing", "Telemetry", "TLS", "Upstream"], external: nio,
            isBytePath: true),
        library("DNS", external: nio),
        // The control plane.
        library("Store", uses: ["Model", "Manifest"], external: [logging]),
        library(
            "Control",
            uses: [
                "Model", "Manifest", "Analysis", "Objects", "Plan", "Translation", "Routing", "Store", "Telemetry",
                "TLS",
            ], external: [logging]),
        // Edges.
        library(
            "Kubernetes", uses: ["Model", "Manifest", "Objects", "Store"],
            external: nio + [
                logging, .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ]),
        library(
            "APIServer", uses: ["Model", "Objects"],
            external: nio + [
                hummingbird, logging, .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"), .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"), .product(name: "Crypto", package: "swift-crypto"),
            ]),
        library("Admin", uses: ["Plan", "Telemetry"], external: nio + [hummingbird, logging]),
        library(
            "Commands",
            uses: [
                "Model", "Manifest", "Analysis", "Plan", "HTTP", "Translation", "Routing", "Telemetry", "Proxy",
                "Store", "Control", "Admin", "DNS", "Objects", "APIServer", "Kubernetes",
            ],
            external: nio + [argumentParser, logging]),
        .executableTarget(
            name: "gatehouse", dependencies: ["GatehouseCommands"], swiftSettings: settings,
            // One file to copy, and no indirection in calls of the standard library.
            linkerSettings: [
                .unsafeFlags(
                    [
                        "-static-stdlib", "-lCoreFoundation", "-l_FoundationICU", "-l_FoundationCShims",
                        "-l_FoundationCollections",
                    ],
                    .when(platforms: [.linux], configuration: .release))
            ]),
        // The backends of `make demo`.
        .executableTarget(
            name: "GatehouseDemoShop", dependencies: nio + [.product(name: "NIOHTTP1", package: "swift-nio")],
            swiftSettings: settings),
        library(
            "TestSupport",
            external: nio + [
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOHPACK", package: "swift-nio-http2"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "_CryptoExtras", package: "swift-crypto"),
            ]),
        tests("TestSupport", external: nio),
        tests("Model"),
        tests("Manifest", uses: ["Model", "TestSupport"]),
        tests("Analysis", uses: ["Model", "Manifest", "TestSupport"]),
        tests("Regex"),
        tests("Objects"),
        tests(
            "Kubernetes", uses: ["Model", "Manifest", "Objects", "Store", "TestSupport"], external: nio + [logging]),
        tests(
            "APIServer", uses: ["Objects", "TestSupport"],
            external: nio + [
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
            ]),
        tests("HTTP", uses: ["TestSupport"]),
        tests("Wire"),
        tests("Translation", uses: ["Model", "Manifest", "Plan", "HTTP", "Routing", "TestSupport"]),
        tests("Routing", uses: ["HTTP", "Plan", "Regex", "TestSupport"]),
        tests("Telemetry", uses: ["HTTP", "Wire"]),
        tests(
            "TLS", uses: ["Plan", "TestSupport"],
            external: tls + [.product(name: "NIOEmbedded", package: "swift-nio")]),
        tests(
            "Proxy", uses: ["HTTP", "Plan", "Routing", "Telemetry", "TestSupport"],
            external: nio + [.product(name: "NIOEmbedded", package: "swift-nio")]),
        tests("Upstream", uses: ["Plan", "TestSupport"]),
        tests("DNS", uses: ["TestSupport"], external: nio),
        tests("Store", uses: ["Model", "Manifest", "TestSupport"]),
        tests(
            "Control",
            uses: [
                "Model", "Manifest", "Objects", "Plan", "Routing", "Store", "Telemetry", "TestSupport", "TLS",
                "Translation",
            ], external: [logging]),
        tests("Admin", uses: ["HTTP", "Plan", "Routing", "Telemetry", "TestSupport"], external: nio + [logging]),
        tests(
            "Commands",
            uses: [
                "Model", "Manifest", "Analysis", "Plan", "HTTP", "Translation", "Routing", "Telemetry", "Proxy",
                "Control", "Objects", "Kubernetes", "APIServer", "TestSupport",
            ], external: nio + [argumentParser]),
        // The program as its users run it.
        .testTarget(
            name: "EndToEndTests", dependencies: ["gatehouse", "GatehouseObjects", "GatehouseTestSupport"],
            exclude: ["Manifests", "Transcripts", "Python/automation.py"], swiftSettings: settings),
        // One fixture drives validation, translation, the simulator and a live proxy.
        .testTarget(
            name: "ConformanceTests",
            dependencies: [
                "GatehouseModel", "GatehouseManifest", "GatehouseAnalysis", "GatehousePlan", "GatehouseHTTP",
                "GatehouseTranslation", "GatehouseRouting", "GatehouseTelemetry", "GatehouseProxy",
                "GatehouseTestSupport",
            ], swiftSettings: settings),
    ]
)
