// swift-tools-version: 6.2
import PackageDescription

/// One list of settings for every target of ours: the compiler keeps the promises of CONTRIBUTING.md.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .enableExperimentalFeature("Lifetimes"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

/// What is not on the hot path is compiled for size.
let small = settings + [.unsafeFlags(["-Osize"], .when(configuration: .release))]

/// What ships is linked by LLD, which packs relative relocations: 1 MB less of a position-independent program.
let smallLink: [LinkerSetting] = [
  .unsafeFlags(
    ["-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs"], .when(configuration: .release))
]

/// A target of ours; `path` only where the folder is not Sources/NAME.
func target(
  _ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil, small isSmall: Bool = false
) -> Target {
  .target(name: name, dependencies: dependencies, path: path, swiftSettings: isSmall ? small : settings)
}

/// A test target; every one of them may use the fixtures, clocks and servers of Support.
func tests(_ name: String, _ dependencies: [Target.Dependency], fixtures: Bool = false) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["Support"],
    resources: fixtures ? [.copy("Fixtures")] : [], swiftSettings: settings)
}

let package = Package(
  name: "earshot",
  products: [
    .executable(name: "earshotd", targets: ["earshotd"]),
    .executable(name: "earshot", targets: ["earshot"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  ],
  targets: [
    // The C libraries behind the edges.
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CPSL", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
    .systemLibrary(name: "CLinux"),

    // Pure core: bytes and `now` in, values out.
    target("Model"),
    target("Text", ["Model"]),
    // Which language a text is in, by its letters; the weights embedded as they are.
    target("Language", ["CLanguages"]),
    .target(name: "CLanguages", exclude: ["languages.bin", "report.txt"]),
    target("Markup", ["Text"]),
    target("Feeds", ["Markup", "Text", "Model"]),
    target("Pages", ["Markup", "Text", "Model"]),
    target("Subscriptions", ["Feeds", "Markup", "Text", "Model"], small: true),
    target("Rules", ["Text", "Model"]),
    target("Sentiment", ["CWeights", "Model"]),
    // The weights of the sentiment model, embedded as they are.
    .target(name: "CWeights", exclude: ["weights.bin", "manifest.json", "Packs"]),
    target("Messages", ["Model"], small: true),
    target("Schedule", ["Model"], small: true),
    target("Settings", ["Rules", "Schedule", "Model"], small: true),

    target("Recipes", ["Settings", "Schedule", "Markup", "Text", "Model"], small: true),

    // What runs the tasks of the process, and what the edges share of threads: a lock, a thread as an actor's executor.
    target("Threads", ["CTasks"]),
    .target(name: "CTasks"),

    // Edges: one C library behind each.
    target("SQLite", ["CSQLite"]),
    target("Store", ["SQLite", "Threads", "Language", "Text", "Model"]),
    target("Transport", ["CCurl", "CLinux", "CPSL", "Threads", "Schedule", "Model"]),
    target("Systemd", ["CSystemd", "CLinux", logging], small: true),
    .target(
      name: "Control", dependencies: ["CLinux", "Threads", "Text", "Model"],
      exclude: ["io.earshot.Control.varlink"],
      swiftSettings: small),

    // Application.
    target(
      "Pipeline",
      [
        "Feeds", "Pages", "Rules", "Sentiment", "Messages", "Schedule", "Settings", "Store", "Transport",
        "Control", "Systemd", "Text", "Markup", "Model", "Threads", logging,
      ], small: true),

    // Executables.
    .executableTarget(
      name: "earshotd",
      dependencies: [
        "Pipeline", "Settings", "Systemd", "CLinux", "Threads", "Model", argumentParser, logging,
      ],
      swiftSettings: small, linkerSettings: smallLink),
    .executableTarget(
      name: "earshot",
      dependencies: [
        "Control", "Feeds", "Pages", "Subscriptions", "Recipes", "Rules", "Schedule", "Sentiment", "Language",
        "Markup", "Text", "Model",
        "CLinux",
        argumentParser,
      ],
      swiftSettings: small, linkerSettings: smallLink),

    // What tests share: seeds and folders, a scripted HTTP and SMTP peer, a town to listen to.
    target("Support", path: "Tests/Support"),
    target("Loopback", path: "Tests/Loopback"),
    .executableTarget(
      name: "sampletown", dependencies: ["Loopback", "Model"], path: "Tests/Sampletown",
      exclude: ["Town", "demo", "sources"],
      swiftSettings: settings),

    // The daemon's transport by itself, for labs.
    .executableTarget(
      name: "fetch", dependencies: ["Transport"], path: "Tests/Fetch", swiftSettings: settings),

    // Tests, one target a module.
    tests("ModelTests", ["Model"]),
    .testTarget(
      name: "TextTests", dependencies: ["Text", "Model", "Support"], swiftSettings: settings,
      // The toolchain's own ICU, which the generated folding table is held against.
      linkerSettings: [.linkedLibrary("_FoundationICU")]),
    tests("LanguageTests", ["Language"]),
    tests("MarkupTests", ["Markup", "Text"]),
    tests("RulesTests", ["Rules", "Text", "Model"]),
    tests("MessagesTests", ["Messages", "Model"], fixtures: true),
    tests("ScheduleTests", ["Schedule", "Model"]),
    tests("SettingsTests", ["Settings", "Model"], fixtures: true),
    tests("RecipesTests", ["Recipes", "Schedule", "Settings", "Text", "Model"], fixtures: true),
    tests("FeedsTests", ["Feeds", "Markup", "Text", "Model"], fixtures: true),
    tests("SubscriptionsTests", ["Subscriptions", "Model"], fixtures: true),
    tests("SQLiteTests", ["SQLite"]),
    tests("StoreTests", ["Store", "SQLite", "Text", "Model"], fixtures: true),
    tests("PagesTests", ["Pages", "Markup", "Text", "Model"], fixtures: true),
    tests("ThreadsTests", ["Threads"]),
    tests(
      "TransportTests", ["Transport", "CCurl", "Loopback", "Model", "sampletown", "fetch"], fixtures: true),
    target("ControlSamples", ["Control", "Model", "Support"], path: "Tests/ControlSamples"),
    tests("ControlTests", ["Control", "ControlSamples", "Text", "Model"]),
    tests("CommandTests", ["earshot", "Control", "ControlSamples", "Text", "Model"]),
    tests("SentimentTests", ["Sentiment", "Text", "Model"], fixtures: true),
    tests(
      "PipelineTests",
      [
        "Pipeline", "Rules", "Messages", "Settings", "Schedule", "Systemd", "Store", "SQLite", "Transport",
        "Control",
        "Loopback",
        "Model", logging,
      ]),
    tests("LabTests", ["earshotd", "earshot", "sampletown"]),
  ],
  swiftLanguageModes: [.v6]
)

// The trainer and the benchmarks are built on demand only: make model, make bench.
if Context.environment["BENCH"] != nil {
  func benchmark(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
      name: name, dependencies: dependencies, path: "Tests/Benchmarks/\(name)", swiftSettings: settings)
  }
  package.targets += [
    .executableTarget(
      name: "train", dependencies: ["Sentiment", "Language", "Text", "Model"], path: "Tests/Training",
      exclude: ["Lexicon", "Sentences", "Packs", "explained.tsv", "evaluate", "prototype"],
      swiftSettings: settings),
    .executableTarget(
      name: "train-languages", dependencies: ["Language"], path: "Tests/LanguageTraining",
      swiftSettings: settings),
    benchmark("FeedsBenchmark", ["Feeds", "Pages", "Model"]),
    benchmark("RulesBenchmark", ["Rules", "Text"]),
    benchmark("ItemsBenchmark", ["Language", "Text", "Feeds", "Store", "Model"]),
    benchmark("SentimentBenchmark", ["Sentiment"]),
  ]
}

// The fuzzers have no main of their own, so that a plain build must not link them; one executable serves all.
if Context.environment["FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Fuzz",
      dependencies: ["Feeds", "Pages", "Subscriptions", "Rules", "Sentiment", "Markup", "Text", "Model"],
      path: "Tests/Fuzz",
      exclude: ["run", "Words", "Seeds"], swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]))
}
