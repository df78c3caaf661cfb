// swift-tools-version: 6.2
import PackageDescription

/// Small benchmarks of the pure targets, in the process itself. `Benchmarks/peers` compares whole proxies.
let package = Package(
    name: "gatehouse-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "gatehouse", path: "..")],
    targets: [
        .target(name: "CAllocationCount"),
        .executableTarget(
            name: "MicroBenchmarks",
            dependencies: [
                "CAllocationCount",
                .product(name: "GatehouseParts", package: "gatehouse"),
            ],
            swiftSettings: [
                .swiftLanguageMode(.v6),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .treatAllWarnings(as: .error),
            ]),
    ]
)
