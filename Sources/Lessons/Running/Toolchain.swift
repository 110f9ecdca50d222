import Support

/// The Swift toolchain and linker that are installed.
package struct Toolchain: Sendable {
  /// The compiler proper: the `swiftc` driver would start it in the end, after 80 milliseconds of its own.
  package var frontend: String
  package var linker: String
  /// Whether the linker is where the system keeps its programs.
  var isLinkerOfSystem: Bool { linker.hasPrefix("/usr/") || linker.hasPrefix(root + "/") }
  /// The program that lists what object files define; `nil` if there is none.
  let symbolLister: String?
  /// The folder that holds all of the toolchain.
  package var root: String
  /// The folder of the standard library for this platform.
  package var libraries: String
  /// Changes whenever the compiler does.
  package var identity: String
  /// Changes whenever the compiler or the system's C headers do.
  private let headersIdentity: ContentHash

  /// The module that cells are compiled as: its name is in the texts of some values.
  static let cellModule = "cell"
  /// How many attempts the compiler may make at the types of one expression: about four seconds of its time. A number, unlike a time,
  /// gives the same answer on every machine, and is not asked of the system's clock at each step.
  private static let mostAttempts = 600_000

  /// Finds the toolchain behind the `swiftc` on a search path.
  /// - Parameter searchPath: The value of `PATH`.
  /// - Throws: If there is no whole toolchain, or no linker.
  package init(searchPath: String) throws(MachineFailure) {
    guard let driver = executable(named: "swiftc", in: searchPath) else {
      throw .toolchain(.noCompiler)
    }
    let folder = parent(of: resolved(driver))
    root = parent(of: folder)
    frontend = folder + "/swift-frontend"
    guard let stamp = fileStamp(frontend) else {
      throw .toolchain(.noFrontend(driver: driver))
    }
    let bundled = folder + "/ld.lld"
    // Of the two in binutils, gold takes two thirds of the time.
    let known = executable(named: "ld.gold", in: searchPath) ?? executable(named: "ld", in: searchPath)
    guard let linker = known ?? (fileStamp(bundled).map { _ in bundled }) else {
      throw .toolchain(.noLinker)
    }
    self.linker = linker
    symbolLister =
      fileStamp(folder + "/llvm-nm").map { _ in folder + "/llvm-nm" } ?? executable(named: "nm", in: searchPath)
    libraries = parent(of: folder) + "/lib/swift/" + platform
    identity = "\(frontend) \(stamp)"
    headersIdentity = ContentHash(of: "\(identity) \(fileStamp("/usr/include/features.h") ?? "")".utf8)
  }

  /// The function that a program is.
  static let entryPoint = "lesson_program"

  /// The frontend's arguments that compile one program into an object file.
  /// - Parameters:
  ///   - source: The program's file.
  ///   - object: The object file to be made.
  ///   - modules: The folder of our own modules.
  ///   - moduleCache: The folder in which the compiler keeps the C modules that it has compiled.
  ///   - hasSpans: Whether the program may have values that must not outlive others, such as spans.
  ///   - detail: What the program reports to LessonKit, by the means that playgrounds have for that; `nil` for nothing.
  /// - Returns: The arguments.
  package func compileArguments(
    source: String, object: String, modules: String, moduleCache: String, hasSpans: Bool,
    tracing detail: TraceDetail? = nil
  ) -> [String] {
    ["-frontend", "-c", "-primary-file", source, "-o", object, "-entry-point-function-name", Self.entryPoint]
      + (detail?.options ?? [])
      + commonArguments(modules: modules, moduleCache: moduleCache, hasSpans: hasSpans)
  }

  /// The frontend's arguments that compile a preamble into an object file and a module, in which a file that imports it for testing
  /// sees all that is not private. The modules that it builds on are in the folder `bases`.
  package func compileArguments(
    preamble source: String, named name: String, object: String, module: String, bases: String? = nil, modules: String,
    moduleCache: String, hasSpans: Bool
  ) -> [String] {
    ["-frontend", "-c", "-primary-file", source, "-o", object, "-entry-point-function-name", Self.entryPoint]
      + ["-enable-testing", "-emit-module", "-emit-module-path", module] + (bases.map { ["-I", $0] } ?? [])
      // What a type is called in a text does not depend on how it was compiled.
      + ["-module-abi-name", Self.cellModule]
      + commonArguments(module: name, modules: modules, moduleCache: moduleCache, hasSpans: hasSpans)
  }

  /// The frontend's arguments that compile several enclosed programs (`AnswerFunction`) in one call, each into an object file that needs
  /// none of the others. The modules of their preambles are in the folder `preambles`.
  package func compileArguments(
    functions: [(source: String, object: String)], preambles: String, modules: String, moduleCache: String,
    hasSpans: Bool
  ) -> [String] {
    ["-frontend", "-c", "-parse-as-library"] + functions.flatMap { ["-primary-file", $0.source] }
      + functions.flatMap { ["-o", $0.object] } + ["-I", preambles]
      + commonArguments(modules: modules, moduleCache: moduleCache, hasSpans: hasSpans)
  }

  private func commonArguments(
    module: String = cellModule, modules: String, moduleCache: String, hasSpans: Bool
  ) -> [String] {
    var arguments = ["-module-name", module, "-target", target, "-I", modules]
    // Looking after every C header at every compilation takes a tenth of its time: other headers get another folder instead.
    arguments += ["-module-cache-path", "\(moduleCache)/\(headersIdentity)"]
    arguments.append("-disable-modules-validate-system-headers")
    // Swift 5 mode: in Swift 6 mode a top-level `var` that a function uses is an error that no learner understands.
    arguments += ["-swift-version", "5", "-Onone", "-enable-bare-slash-regex"]
    // Which line a crash happened on is all that is asked.
    arguments.append("-gline-tables-only")
    arguments += ["-solver-expression-time-threshold=0", "-solver-scope-threshold=\(Self.mostAttempts)"]
    arguments += ["-suppress-warnings", "-diagnostic-style", "llvm", "-no-color-diagnostics"]
    // The compiler's checks of its own work, and what it does only for its next call: a tenth of its time.
    arguments += ["-disable-llvm-verify", "-disable-incremental-llvm-codegen", "-ignore-module-source-info"]
    let passes = Self.spared(hasSpans: hasSpans)
    arguments += passes.flatMap { ["-Xllvm", "-sil-disable-pass=" + $0] }
    arguments.append("-disable-objc-interop")
    return arguments
  }

  /// The compiler's passes that a cell can do without, and that take a sixth of the time. None of them finds errors: what the compiler
  /// says of an answer is the same, however it is compiled.
  private static func spared(hasSpans: Bool) -> [String] {
    // They make code smaller or faster, look for misuse of features that are not in the language yet or not of this system, and smooth
    // a debugger's steps. The first one looks, for each file, through all that are compiled with it.
    let always = [
      "preserve-always-emit-conformance-metadata", "late-onone-simplification", "diagnose-unknown-const-values",
      "cleanup-debug-steps", "onone-prespecializer", "for-each-loop-unroll", "os-log-optimization",
      "function-stack-protection", "sil-moved-async-var-dbginfo-propagator",
    ]
    // Where nothing depends on another value's lifetime these do nothing.
    let lifetimes = ["insertion", "scope-fixup", "diagnostics"].map { "lifetime-dependence-" + $0 }
    return hasSpans ? always : always + lifetimes
  }

  /// The linker's arguments that make object files a library for the host to load.
  ///
  /// What MiniCNN, LessonKit and the standard library define is left open: the host has it. Only a program with imports of its own
  /// names further libraries.
  package func linkArguments(objects: [String], library: String, hasImports: Bool) -> [String] {
    // Without the system's folders for libraries, which nothing is needed from: listing them takes the linker half its time.
    var arguments = ["-shared", "-nostdlib", "--build-id=none", "--hash-style=gnu", "--eh-frame-hdr", "-o", library]
    arguments += objects
    arguments.append("\(libraries)/\(architecture)/swiftrt.o")
    if hasImports {
      arguments += ["-L", libraries, "-rpath", libraries, "--as-needed"]
      arguments += [
        "Foundation", "FoundationEssentials", "FoundationInternationalization", "dispatch", "swiftDispatch",
        "swiftSynchronization", "swiftRegexBuilder", "swift_StringProcessing", "swiftObservation",
        "swift_Differentiation",
      ].map {
        "-l" + $0
      }
    }
    return arguments
  }
}

private let platform = "linux"
private let targetSuffix = "unknown-linux-gnu"
#if arch(x86_64)
  private let architecture = "x86_64"
#else
  private let architecture = "aarch64"
#endif
private let target = "\(architecture)-\(targetSuffix)"
