// swift-tools-version:6.2
import PackageDescription

// The modules that decide (domain, text, detection, engine, codec, journal, simulator) need nothing but the standard
// library and Debian's C libraries. `WEIR_CORE_ONLY=1` leaves the others out, so that those build and test in seconds.
let coreOnly = Context.environment["WEIR_CORE_ONLY"] != nil

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
    .enableExperimentalFeature("Lifetimes"),
]

/// `isTestable`: its tests look at internals too, in release builds as well. Not for modules on the hot path.
func module(
    _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = [], isTestable: Bool = false
) -> Target {
    .target(
        name: name, dependencies: dependencies, resources: resources,
        swiftSettings: settings + (isTestable ? [.unsafeFlags(["-enable-testing"])] : []))
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, exclude: exclude,
        swiftSettings: settings)
}

let core: [Target] = [
    .target(name: "CWeirSupport"),
    .target(name: "CWeirText", linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icui18n")]),
    .target(
        name: "CWeirFormats",
        cSettings: [.unsafeFlags(["-I/usr/include/libxml2"])],
        linkerSettings: [.linkedLibrary("xml2"), .linkedLibrary("z"), .linkedLibrary("zstd")]),
    .target(
        name: "CWeirSites",
        cSettings: [.unsafeFlags(["-I/usr/include/libxml2"])],
        linkerSettings: ["xml2", "icuuc", "png", "jpeg", "webp", "gif", "zbar"].map { .linkedLibrary($0) }),

    module("WeirDomain"),
    module("WeirText", ["WeirDomain", "CWeirText"]),
    module("WeirRules", ["WeirDomain"]),
    module("WeirRuleSets", ["WeirDomain", "WeirRules"]),
    module("WeirDetection", ["WeirDomain", "WeirText", "CWeirSupport"]),
    module("WeirLists", ["WeirDomain", "WeirText"], isTestable: true),
    module(
        "WeirEngine", ["WeirDomain", "WeirRules", "WeirRuleSets", "WeirDetection", "WeirLists", "CWeirSupport"]),
    module("WeirCodec", ["WeirDomain", "CWeirFormats", "CWeirSupport"]),
    module("WeirJournal", ["WeirDomain", "CWeirSupport"]),
    module("WeirSites", ["WeirDomain", "WeirText", "WeirCodec", "CWeirSites", "CWeirFormats"], isTestable: true),
    module("WeirSimulator", ["WeirDomain"]),
    module("WeirDrawing", ["WeirDomain"], isTestable: true),
    module("WeirEvaluation", ["WeirDomain", "WeirCodec"]),
    .executableTarget(
        name: "weir-gauge",
        dependencies: [
            "WeirDomain", "WeirCodec", "WeirDetection", "WeirRuleSets", "WeirEngine", "WeirSimulator",
        ],
        swiftSettings: settings),

    tests("WeirDomain"),
    tests("WeirText", ["WeirDomain", "CWeirText"]),
    tests("WeirRules"),
    tests("WeirRuleSets", ["WeirDomain", "WeirRules"]),
    tests("WeirDetection"),
    tests("WeirEngine", ["WeirSimulator", "WeirCodec", "WeirLists", "WeirRules", "WeirRuleSets"]),
    tests("WeirCodec"),
    tests("WeirJournal"),
    tests("WeirLists", ["WeirDomain", "WeirEngine"]),
    tests("WeirSites", ["WeirDomain", "WeirEngine", "WeirLists", "WeirSimulator"]),
    tests("WeirSimulator", ["WeirCodec"]),
    tests("WeirDrawing", ["WeirDomain"], exclude: ["Snapshots"]),
    tests("WeirEvaluation", ["WeirCodec"]),
    .testTarget(name: "TidyTests", swiftSettings: settings),
]

let shell: [Target] = [
    .target(name: "CWeirPatrol"),
    .target(name: "CWeirCodes", linkerSettings: [.linkedLibrary("qrencode")]),
    module("WeirRegister", ["WeirDomain", "CWeirSupport", .product(name: "Crypto", package: "swift-crypto")]),
    module("WeirStore", ["WeirDomain", "CWeirSupport", .product(name: "GRDB", package: "GRDB.swift")]),
    module(
        "WeirRuleFiles",
        [
            "WeirDomain", "WeirRules", "WeirRuleSets", "WeirEngine", "WeirCodec",
            .product(name: "Yams", package: "Yams"),
        ]),
    module(
        "WeirRuntime",
        [
            "CWeirSupport", "WeirDomain", "WeirRuleSets", "WeirEngine", "WeirLists", "WeirCodec", "WeirJournal",
            "WeirRegister", "WeirStore",
        ]),
    module(
        "WeirPatrol",
        [
            "CWeirPatrol", "WeirDomain", "WeirCodec", "WeirSites", "WeirLists",
            .product(name: "AsyncHTTPClient", package: "async-http-client"),
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "Yams", package: "Yams"),
        ], isTestable: true),
    module(
        "WeirAssets",
        resources: [
            "console.css", "console.js", "drawings.css", "flow.js", "lists.js", "overview.js", "palette.css",
            "queue.js",
            "rules.js",
            "verify.js",
        ].map { .embedInCode($0) }),
    module(
        "WeirServer",
        [
            "CWeirCodes", "WeirAssets", "WeirDomain", "WeirRuleSets", "WeirEngine", "WeirCodec", "WeirRegister",
            "WeirStore",
            "WeirRuleFiles", "WeirRuntime", "WeirLists", "WeirPatrol", "WeirDrawing",
            .product(name: "Hummingbird", package: "hummingbird"),
            .product(name: "AsyncHTTPClient", package: "async-http-client"),
            .product(name: "AsyncAlgorithms", package: "swift-async-algorithms"),
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "CryptoExtras", package: "swift-crypto"),
        ],
        resources: [
            "live.html", "live.css", "live.js", "live-account.js", "live-draw.js", "live-why.js", "openapi.json",
        ].map {
            .embedInCode("Pages/\($0)")
        }),
    .executableTarget(
        name: "weir",
        dependencies: [
            "WeirServer", "WeirRuntime", "WeirRegister", "WeirStore", "WeirSimulator", "WeirEvaluation",
            "WeirRuleFiles", "WeirRuleSets", "WeirRules", "WeirEngine", "WeirDetection", "WeirCodec", "WeirDomain",
            "WeirSites", "WeirLists", "WeirPatrol", "CWeirSupport",
            .product(name: "AsyncHTTPClient", package: "async-http-client"),
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ],
        swiftSettings: settings),
    tests("WeirRuleFiles", ["WeirDomain", "WeirRules", "WeirRuleSets", "WeirEngine"]),
    tests(
        "WeirRuntime",
        [
            "WeirDomain", "WeirEngine", "WeirLists", "WeirJournal", "WeirRegister", "WeirStore", "WeirCodec",
            "WeirRuleSets", .product(name: "GRDB", package: "GRDB.swift"),
        ]),
    tests("WeirRegister", exclude: ["verify.py"]),
    tests(
        "WeirPatrol",
        [
            "WeirDomain", "WeirSites", "WeirLists", .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "AsyncHTTPClient", package: "async-http-client"),
        ]),
    tests("WeirServer", ["WeirRuntime", "WeirEngine", "WeirCodec", "WeirDomain", "WeirLists", "WeirPatrol"]),
    tests("WeirStore", ["WeirDomain", .product(name: "GRDB", package: "GRDB.swift")]),
    .testTarget(name: "CommandTests", exclude: ["instructions.json"], swiftSettings: settings),
]

let package = Package(
    name: "weir",
    dependencies: coreOnly
        ? []
        : [
            .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
            .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.0"),
            .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
            .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
            .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
            .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
            .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        ],
    targets: coreOnly ? core : core + shell
)
