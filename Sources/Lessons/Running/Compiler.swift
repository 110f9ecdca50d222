#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Makes programs runnable: from the cache if it can, else with the installed compiler.
package struct Compiler: Sendable {
  package enum Product: Hashable, Sendable {
    /// The path of a library for the host to load.
    case library(String)
    /// The program is no valid Swift.
    case rejected([Diagnostic])
    /// The compiler did not come to an end.
    case tooLong(seconds: Double)
  }

  /// How long the compiler may take over one program. Its own limit on hard expressions strikes long before.
  private static let limits = Limits(seconds: 60, memory: 8 << 30, fileSize: 256 << 20)

  /// glibc's allocator takes its memory in few large pieces, of huge pages where the kernel has them: that spares the compiler half
  /// of its page faults and a twelfth of its time. Elsewhere these settings mean nothing.
  private static let environment = [
    "LC_ALL": "C.UTF-8", "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1", "MALLOC_TOP_PAD_": "\(32 << 20)",
    "MALLOC_MMAP_THRESHOLD_": "\(1 << 30)",
  ]

  private let toolchain: Toolchain
  private let runtime: CellRuntime
  private let cache: ProgramCache
  private let pool: ProcessPool
  /// A folder for assembled sources and compiler commands, for whoever wants to look at them.
  private let keepFolder: String?
  private let modulesRenewal = ModulesRenewal()

  package init(
    toolchain: Toolchain, runtime: CellRuntime, cache: ProgramCache, pool: ProcessPool, keepFolder: String? = nil
  ) {
    self.toolchain = toolchain
    self.runtime = runtime
    self.cache = cache
    self.pool = pool
    self.keepFolder = keepFolder
  }

  /// Compiles and links a program, or finds it in the cache.
  package func product(of program: Program) async throws(MachineFailure) -> Product {
    keep(program)
    if let product = cachedProduct(of: program) { return product }
    return try await compile(program, key: key(of: program), isRetry: false)
  }

  /// What the cache holds for a program.
  package func cachedProduct(of program: Program) -> Product? {
    let key = key(of: program)
    if cache.content(of: key, .library) != nil { return .library(cache.path(of: key, .library)) }
    if let alias = cache.content(of: key, .alias).flatMap(ContentHash.init(hexadecimal:)),
      cache.content(of: alias, .library) != nil
    {
      return .library(cache.path(of: alias, .library))
    }
    return cache.content(of: key, .complaints).map { complaints in
      .rejected(Diagnostic.all(in: String(decoding: complaints, as: UTF8.self), of: program))
    }
  }

  /// Compiles a program that holds others, and from then on gives its library for each of those.
  ///
  /// If it does not compile, nothing is gained or lost: each of the others will be compiled by itself.
  package func compile(_ whole: Program, inPlaceOf parts: [Program]) async throws(MachineFailure) {
    guard case .library = try await product(of: whole) else { return }
    let name = Array("\(key(of: whole))".utf8)
    for part in parts { try? cache.store(name, as: key(of: part), .alias) }
  }

  private func key(of program: Program) -> ContentHash {
    ContentHash(of: [toolchain.identity, runtime.identity, program.source].joined(separator: "\0").utf8)
  }

  private func compile(_ program: Program, key: ContentHash, isRetry: Bool) async throws(MachineFailure) -> Product {
    let generation = modulesRenewal.generation
    let draft = "\(cache.workshop)/\(UUID())"
    let files = (source: draft + ".swift", object: draft + ".o", library: draft + ".so")
    defer {
      for file in [files.source, files.object, files.library] { try? FileManager.default.removeItem(atPath: file) }
    }
    try machine("cannot write a program") { try Data(program.source.utf8).write(to: URL(filePath: files.source)) }

    let arguments = toolchain.compileArguments(
      source: files.source, object: files.object, modules: runtime.modules, moduleCache: cache.modules,
      hasSpans: program.mayHaveSpans)
    let compilation = try await run(toolchain.frontend, arguments)
    guard compilation.cause == .exited(code: 0) else {
      if compilation.cause == .timedOut { return .tooLong(seconds: Self.limits.seconds) }
      let text = String(decoding: compilation.errors, as: UTF8.self)
      let diagnostics = Diagnostic.all(in: text, of: program)
      if diagnostics.contains(where: { $0.severity == .error && $0.isAboutCells }) {
        try? cache.store(compilation.errors, as: key, .complaints)
        return .rejected(diagnostics)
      }
      // Nothing in the lesson explains it: the compiler's module cache may be damaged.
      guard isRetry else {
        modulesRenewal.renew(cache, after: generation)
        return try await compile(program, key: key, isRetry: true)
      }
      throw compilerBroken(text)
    }

    let hasImports = program.sections.contains { $0.cell.source.contains("import ") }
    let link = toolchain.linkArguments(object: files.object, library: files.library, hasImports: hasImports)
    let linking = try await run(toolchain.linker, link)
    guard linking.cause == .exited(code: 0), let library = FileManager.default.contents(atPath: files.library) else {
      throw MachineFailure(
        "the linker \(toolchain.linker) failed: \(String(decoding: linking.errors, as: UTF8.self))",
        advice: "apt-get install binutils, or put another ld first on PATH")
    }
    try machine("cannot write to the program cache") { try cache.store(Array(library), as: key, .library) }
    return .library(cache.path(of: key, .library))
  }

  private func run(_ executable: String, _ arguments: [String]) async throws(MachineFailure) -> Ending {
    do throws(StartFailure) {
      return try await pool.run(Command(executable, arguments, environment: Self.environment, limits: Self.limits))
    } catch {
      throw MachineFailure(starting: error)
    }
  }

  private func machine(_ problem: String, _ body: () throws -> Void) throws(MachineFailure) {
    do { try body() } catch {
      throw MachineFailure("\(problem): \(error)", advice: "make room, or name another folder in LESSON_RUN_CACHE")
    }
  }

  private func compilerBroken(_ text: String) -> MachineFailure {
    let lines = text.split(separator: "\n").prefix(6).joined(separator: "\n")
    return MachineFailure(
      "the compiler \(toolchain.frontend) failed:\n\(lines)",
      advice: "if it is not the version that lesson-run was built with, build lesson-run again (make build)")
  }

  private func keep(_ program: Program) {
    guard let keepFolder else { return }
    let source = "\(keepFolder)/\(program.name).swift"
    let object = "\(keepFolder)/\(program.name).o"
    let command = toolchain.compileArguments(
      source: source, object: object, modules: runtime.modules, moduleCache: cache.modules,
      hasSpans: program.mayHaveSpans)
    try? FileManager.default.createDirectory(atPath: keepFolder, withIntermediateDirectories: true)
    try? Data(program.source.utf8).write(to: URL(filePath: source))
    try? Data(([toolchain.frontend] + command).joined(separator: "\n").utf8)
      .write(to: URL(filePath: "\(keepFolder)/\(program.name).command"))
  }
}

extension Program {
  /// Whether the code has a name that a span, or a type of one's own that must not outlive another value, could come from.
  fileprivate var mayHaveSpans: Bool {
    ["span", "Span", "bytes", "Bytes", "Escapable"].contains { source.contains($0) }
  }
}

extension Diagnostic {
  /// Whether a cell can be the cause. The program's first lines import our own modules: what goes wrong there does not come from a
  /// cell, while an error further down does even if it is found between cells (a brace too many closes what the runner opened).
  fileprivate var isAboutCells: Bool { place != nil || line > ProgramAssembly.importLines }
}

extension MachineFailure {
  /// A program that cannot be started at all.
  package init(starting failure: StartFailure) {
    self.init(
      "cannot start \(failure.executable): \(systemMessage(failure.errorNumber))",
      advice: "check that the file is there and may be executed")
  }
}
