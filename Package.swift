// swift-tools-version: 6.0
import Foundation
import PackageDescription

// The targets stand in the order of their imports: nothing imports a target below itself.
//
//   TextTable ← MiniCNN ← LessonKit ← LessonHost ← (a lesson's cells)
//   TextTable, MiniCNN, LessonWire, LessonSyntax ← Support ← Reading ← Figures ← Running ← … (`stages`) ← LessonRunner
//
// LessonWire is the one thing that both sides know: the records a cell sends and the runner reads.

/// The folder of the compiler's own parser, which is part of every toolchain: of the one that builds this package.
let parser: String = {
  let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
  let driver = folders.map { $0 + "/swiftc" }.first(where: FileManager.default.isExecutableFile) ?? "/usr/bin/swiftc"
  let programs = URL(fileURLWithPath: driver).resolvingSymlinksInPath().deletingLastPathComponent()
  return programs.deletingLastPathComponent().path + "/lib/swift/host"
}()

/// What cells run in starts a third faster without the parts of the standard library that few of them use: regular expressions and
/// tasks. The host loads those when a cell asks for them.
let lean: [SwiftSetting] = [
  .unsafeFlags([
    "-Xfrontend", "-disable-implicit-concurrency-module-import",
    "-Xfrontend", "-disable-implicit-string-processing-module-import",
  ])
]

/// The stages that a lesson goes through, each a module of its own: one imports those before it, and the compiler refuses any other.
let stages = [
  "Support", "Reading", "Figures", "Running", "Trust", "Grading", "Reporting", "Live", "Classes", "Learning", "Books",
  "Serving", "Doctor",
]

func stage(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
  let earlier = ["Platform"] + stages.prefix { $0 != name }.map { Target.Dependency(stringLiteral: $0) }
  return .target(
    name: name, dependencies: dependencies + earlier, path: "Sources/Lessons/\(name)", resources: resources)
}

let package = Package(
  name: "lessons",
  products: [
    .executable(name: "lesson-run", targets: ["LessonRunner"]),
    .executable(name: "lesson-cell", targets: ["LessonHost"]),
    .executable(name: "lesson-syntax", targets: ["LessonParser"]),
    .executable(name: "lesson-unpack", targets: ["LessonUnpacker"]),
    .library(name: "MiniCNN", targets: ["MiniCNN"]),
  ],
  targets: [
    .systemLibrary(name: "CCmark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
    .systemLibrary(name: "CDigest", pkgConfig: "libmd", providers: [.apt(["libmd-dev"])]),
    // MiniCNN loads libpng when it needs it (see PNGLibrary); its header is there for the tests.
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    // Likewise libjpeg-turbo (see JPEGFile), without a header, and OpenBLAS (see MatrixLibrary).
    .systemLibrary(name: "COpenBLAS", providers: [.apt(["libopenblas-dev"])]),
    // And SQLite (see SQLiteDatabase): linked, it would make every start of lesson-run a tenth slower.
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    // And libseccomp (see SeccompLibrary).
    .systemLibrary(name: "CSeccomp", pkgConfig: "libseccomp", providers: [.apt(["libseccomp-dev"])]),
    // And libmicrohttpd (see MicroHTTP).
    .systemLibrary(name: "CMicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),
    .target(name: "CSpawn"),
    .target(name: "CTasks"),
    .target(name: "CTiles", exclude: ["Tiles.inc"]),

    .target(name: "TextTable", swiftSettings: lean),
    .target(
      name: "MiniCNN", dependencies: ["CTiles", "TextTable"],
      // For C functions whose module must not be imported: a cell's compiler would need it.
      swiftSettings: lean + [.enableExperimentalFeature("Extern")]),
    .target(name: "LessonWire", swiftSettings: lean),
    .target(name: "LessonKit", dependencies: ["MiniCNN", "LessonWire", "TextTable"], swiftSettings: lean),
    .executableTarget(
      name: "LessonHost", dependencies: ["CSpawn", "CTasks", "LessonKit", "LessonWire", "MiniCNN"], swiftSettings: lean,
      // A cell is loaded into the host and finds MiniCNN, LessonKit and the standard library's parts among the host's symbols.
      linkerSettings: [
        // Without the libraries' own debug information a backtrace, of which only the cells' lines are wanted, takes a fifth of the time.
        .unsafeFlags(
          ["-Xlinker", "--export-dynamic", "-Xlinker", "--no-as-needed", "-Xlinker", "--strip-debug"]),
        .linkedLibrary("swiftSwiftOnoneSupport"),
      ]),
    .target(name: "Platform"),
    .target(name: "LessonSyntax"),
    .executableTarget(
      name: "LessonParser", dependencies: ["CSpawn", "LessonSyntax", "Platform"],
      swiftSettings: [.unsafeFlags(["-I", parser])],
      linkerSettings: [.unsafeFlags(["-L", parser, "-Xlinker", "-rpath", "-Xlinker", parser])]),
    .target(name: "LessonArchive", dependencies: ["Platform"]),
    .executableTarget(
      name: "LessonUnpacker", dependencies: ["LessonArchive", "Platform"],
      linkerSettings: [.unsafeFlags(["-static-stdlib", "-use-ld=lld"])]),
    // What figures are made of in a browser: script, style, and MiniCNN as a module of WebAssembly.
    .target(name: "CWebModule", path: "Web/Module"),
    .target(
      name: "WebFiles", dependencies: ["CWebModule"], path: "Web",
      exclude: [
        "README.md", "Doors", "Library", "Module", "Runtime", "SelfTest", "Weights", "build", "check", "compare.py",
        "minicnn.wasm",
      ],
      sources: ["WebFiles.swift"],
      resources: [.embedInCode("Script"), .embedInCode("Style")]),
    stage("Support", ["LessonWire", "TextTable"]),
    stage("Reading", ["CCmark", "CDigest", "LessonSyntax", "TextTable"]),
    stage("Figures", ["MiniCNN", "TextTable", "WebFiles"]),
    stage("Running", ["CDigest", "CSpawn", "LessonSyntax", "LessonWire"]),
    stage("Trust"),
    stage("Grading", ["LessonSyntax", "LessonWire", "TextTable"]),
    stage("Reporting", ["LessonWire", "TextTable"]),
    stage("Live", ["CSpawn", "LessonWire"], resources: [.embedInCode("Resources")]),
    stage("Classes", ["CSQLite", "LessonArchive", "LessonSyntax", "TextTable"]),
    stage("Learning"),
    stage("Books", ["LessonSyntax", "LessonWire", "TextTable", "WebFiles"], resources: [.embedInCode("Resources")]),
    stage("Serving", ["CMicrohttpd", "LessonSyntax", "LessonWire"], resources: [.embedInCode("Resources")]),
    stage("Doctor", ["CCmark", "CSpawn", "LessonArchive", "LessonSyntax"]),
    .executableTarget(
      name: "LessonRunner", dependencies: ["CSpawn", "Platform"] + stages.map { .init(stringLiteral: $0) },
      // Loading the standard library's parts one by one would be half of the time that the program takes to start.
      linkerSettings: [
        .unsafeFlags(["-static-stdlib", "-use-ld=lld"]),
        .linkedLibrary("_FoundationCollections"),
        .linkedLibrary("_FoundationCShims"),
      ]),

    .executableTarget(name: "TrainingBenchmark", dependencies: ["MiniCNN"], path: "Benchmarks/Training"),
    // What the figures' module must compute: the same self-test as in the module (see Web/README.md).
    .executableTarget(
      name: "WebReference", dependencies: ["MiniCNN"], path: "Web/SelfTest", exclude: ["SelfTestDoor.swift"]),
    // Trains the network that figures read digits with.
    .executableTarget(
      name: "DigitWeights", dependencies: ["MiniCNN"], path: "Web/Weights", exclude: ["lenet5.safetensors"]),

    .testTarget(name: "TextTableTests", dependencies: ["TextTable"]),
    .testTarget(name: "MiniCNNTests", dependencies: ["COpenBLAS", "CPNG", "MiniCNN"], exclude: ["Reference"]),
    .testTarget(name: "LessonWireTests", dependencies: ["LessonWire"]),
    .testTarget(name: "LessonKitTests", dependencies: ["LessonKit", "LessonWire", "MiniCNN"]),
    .testTarget(
      name: "LessonsTests",
      dependencies: ["CCmark", "CSeccomp", "LessonArchive", "LessonSyntax", "LessonWire", "MiniCNN"]
        + stages.map { .init(stringLiteral: $0) },
      exclude: ["Reporting/Goldens"]),
    .testTarget(name: "EndToEndTests", exclude: ["Fixtures", "Hostile"]),
  ],
  swiftLanguageModes: [.v6]
)
