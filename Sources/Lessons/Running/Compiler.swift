import FoundationEssentials

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

  /// What the compiler may use for one program. Its own limit on hard expressions strikes long before.
  var limits: Limits {
    guard sandbox != nil else { return Limits(seconds: 60, memory: 8 << 30, fileSize: 256 << 20) }
    // Others wait for what is not to be trusted, and have the machine's memory with it.
    return Limits(seconds: 20, memory: Self.untrustedMemory, fileSize: 64 << 20)
  }

  /// The same for so many files in one call: several times what they take, and little enough to lose.
  func limits(forFiles count: Int) -> Limits {
    Limits(
      seconds: 5 + 0.1 * Double(count), memory: Self.untrustedMemory + UInt64(count) << 24, fileSize: 256 << 20)
  }

  private static let untrustedMemory: UInt64 = 2 << 30

  /// How many bytes of the compiler's complaints are read: a short program can make it write a hundred times as many.
  static let mostComplaints = 1 << 20

  /// What is part of every key of the cache: changed whenever entries of earlier versions are to be forgotten.
  private static let generation = "2"

  /// glibc's allocator takes its memory in few large pieces, of huge pages where the kernel has them: that spares the compiler half
  /// of its page faults and a twelfth of its time. Elsewhere these settings mean nothing.
  package static let environment = [
    "LC_ALL": "C.UTF-8", "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1", "MALLOC_TOP_PAD_": "\(32 << 20)",
    "MALLOC_MMAP_THRESHOLD_": "\(1 << 30)",
  ]

  /// Reading a locale takes the linker a tenth of its time.
  static let linkerEnvironment = ["LC_ALL": "C"]

  package let toolchain: Toolchain
  let runtime: CellRuntime
  let cache: ProgramCache
  let pool: ProcessPool
  /// Where programs are compiled that are not to be trusted; `nil` for those of one's own.
  let sandbox: (any Sandbox)?
  /// A folder for assembled sources and compiler commands, for whoever wants to look at them.
  let keepFolder: String?
  /// The compiler's own parser, in the same sandbox.
  package let parser: CodeParser
  private let modulesRenewal: ModulesRenewal

  package init(
    toolchain: Toolchain, runtime: CellRuntime, cache: ProgramCache, pool: ProcessPool, sandbox: (any Sandbox)? = nil,
    keepFolder: String? = nil
  ) {
    self.toolchain = toolchain
    self.runtime = runtime
    self.cache = cache
    self.pool = pool
    self.sandbox = sandbox
    self.keepFolder = keepFolder
    parser = CodeParser(toolchain: toolchain, runtime: runtime, pool: pool, sandbox: sandbox)
    modulesRenewal = ModulesRenewal()
  }

  /// The same compiler for what is not to be trusted.
  func confined(by sandbox: any Sandbox) -> Compiler {
    Compiler(
      toolchain: toolchain, runtime: runtime, cache: cache, pool: pool, sandbox: sandbox, keepFolder: keepFolder)
  }

  /// Compiles and links a program, or finds it in the cache.
  package func product(of program: Program) async throws(MachineFailure) -> Product {
    try await product(of: program, within: limits.seconds).product
  }

  /// Compiles and links a program, or finds it in the cache.
  /// - Parameters:
  ///   - program: What to compile.
  ///   - seconds: The processor time that the compiler may take.
  /// - Returns: What came of it, and the processor time that it took.
  /// - Throws: If something is missing on this machine.
  package func product(
    of program: Program, within seconds: Double
  ) async throws(MachineFailure) -> (product: Product, seconds: Double) {
    keep(program)
    if let product = cachedProduct(of: program) { return (product, 0) }
    return try await compile(program, modules: .asFound, within: seconds)
  }

  /// The same, of a program by itself: not of one that holds it among others.
  package func ownProduct(of program: Program) async throws(MachineFailure) -> Product {
    if let path = library(of: program) { return .library(path) }
    return try await compile(program, modules: .asFound, within: limits.seconds).product
  }

  /// What the cache holds for a program.
  package func cachedProduct(of program: Program) -> Product? {
    if let path = library(of: program) { return .library(path) }
    if let alias = cache.content(of: key(of: program), .alias).flatMap(ContentHash.init(hexadecimal:)),
      cache.content(of: alias, .library) != nil
    {
      return .library(cache.path(of: alias, .library))
    }
    return complaints(about: program).map { .rejected($0) }
  }

  /// The path of a program's own library, if the cache has one.
  package func library(of program: Program) -> String? {
    let key = key(of: program)
    return cache.content(of: key, .library).map { _ in cache.path(of: key, .library) }
  }

  /// The errors of a program, if the cache knows any.
  package func complaints(about program: Program) -> [Diagnostic]? {
    cache.content(of: key(of: program), .complaints).map { complaints in
      Diagnostic.all(in: String(decoding: complaints, as: UTF8.self), of: program)
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

  func key(of program: Program) -> ContentHash {
    // What came out of a sandbox is never loaded without one. A program may have been compiled there together with others, of
    // which one has taken another's place.
    let rights = sandbox == nil ? "open" : "confined"
    let parts = [Self.generation, toolchain.identity, runtime.identity, rights].joined(separator: "\0")
    return ContentHash(of: parts.utf8 + program.digest.bytes)
  }

  /// Which of its own cached modules the compiler is to use: they may be damaged, or, for a sandbox, lack one.
  private enum ModuleCacheUse {
    case asFound
    case madeAnew
  }

  private func compile(
    _ program: Program, modules: ModuleCacheUse, within seconds: Double
  ) async throws(MachineFailure) -> (product: Product, seconds: Double) {
    let generation = modulesRenewal.generation
    let folder = try draftFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let files = (source: folder + "/cell.swift", object: folder + "/cell.o", library: folder + "/cell.so")
    try write(program.source, to: files.source)
    let isPrivate = sandbox != nil && modules == .madeAnew
    let arguments = toolchain.compileArguments(
      source: files.source, object: files.object, modules: runtime.modules,
      moduleCache: isPrivate ? folder + "/modules" : cache.modules, hasSpans: program.mayHaveSpans,
      tracing: program.detail)
    let hasImports = program.sections.contains { $0.cell.source.containsBytes(of: "import") }
    let link = toolchain.linkArguments(objects: [files.object], library: files.library, hasImports: hasImports)

    var limits = limits
    limits.seconds = seconds
    let compilation = try await run([toolchain.frontend] + arguments, thenLinking: link, in: folder, within: limits)
    func outcome(_ product: Product) -> (Product, Double) { (product, compilation.processorSeconds) }
    guard compilation.cause == .exited(code: 0) else {
      if compilation.tookTooLong { return outcome(.tooLong(seconds: seconds)) }
      let complaints = Array(compilation.errors.prefix(Self.mostComplaints))
      let text = String(decoding: complaints, as: UTF8.self)
      let diagnostics = Diagnostic.all(in: text, of: program)
      if diagnostics.contains(where: { $0.severity == .error && $0.isAboutCells }) {
        try? cache.store(complaints, as: key(of: program), .complaints)
        return outcome(.rejected(diagnostics))
      }
      if program.detail != nil {
        // Not all code can be made to report its values.
        if compilation.cause == .exited(code: 1) { try? cache.store(complaints, as: key(of: program), .complaints) }
        return outcome(.rejected(diagnostics))
      }
      // Nothing in the lesson explains it.
      if modules == .asFound {
        if sandbox == nil {
          modulesRenewal.renew(cache, after: generation)
        } else if try await warmModules() {
          let second = try await compile(program, modules: .asFound, within: seconds)
          return (second.product, second.seconds + compilation.processorSeconds)
        }
        let second = try await compile(program, modules: .madeAnew, within: seconds)
        return (second.product, second.seconds + compilation.processorSeconds)
      }
      try cache.requireRoom(in: folder)
      // Nor does the machine.
      try await requireWorking()
      if sandbox != nil || compilation.isCrash { return outcome(.rejected([Diagnostic(.gaveUp)])) }
      throw isBroken(complaints)
    }
    guard let library = content(ofDraft: files.library) else {
      let text = content(ofDraft: folder + "/linking.txt") ?? []
      try cache.requireRoom(in: folder)
      if sandbox != nil { return outcome(.rejected([Diagnostic(.unlinkable)])) }
      throw .toolchain(.linkerFailed(linker: toolchain.linker, errors: String(decoding: text, as: UTF8.self)))
    }
    return outcome(.library(try store(library, of: program)))
  }

  /// Compiles and links. On one's own machine without a shell between: that would cost a learner a millisecond.
  func run(
    _ compilation: [String], thenLinking link: [String], in folder: String, within limits: Limits
  ) async throws(MachineFailure) -> Ending {
    guard sandbox == nil else {
      return try await build(compilation, links: [[toolchain.linker] + link], in: folder, within: limits)
    }
    func command(_ words: [String], _ environment: [String: String]) -> Command {
      Command(words[0], Array(words.dropFirst()), environment: environment, limits: limits)
    }
    let ending = try await start(command(compilation, Self.environment))
    guard ending.cause == .exited(code: 0) else { return ending }
    let linking = try await start(command([toolchain.linker] + link, Self.linkerEnvironment))
    if linking.cause != .exited(code: 0) { try? Data(linking.errors).write(to: URL(filePath: folder + "/linking.txt")) }
    return ending
  }

  func start(_ command: Command) async throws(MachineFailure) -> Ending {
    do throws(StartFailure) { return try await pool.run(command) } catch { throw MachineFailure(starting: error) }
  }

  /// A new folder for a compilation's files.
  func draftFolder() throws(MachineFailure) -> String {
    var folder = ""
    try writing(.makingFolder) { folder = try cache.newDraftFolder() }
    return folder
  }

  func write(_ text: String, to path: String) throws(MachineFailure) { try write(text.utf8, to: path) }

  func write(_ bytes: some Collection<UInt8>, to path: String) throws(MachineFailure) {
    try writing(.writingProgram) { try writeQuickly(Array(bytes), to: path) }
  }

  /// - Returns: The entry's path in the cache.
  @discardableResult
  func store(
    _ content: [UInt8], of program: Program, _ kind: ProgramCache.Kind = .library
  ) throws(MachineFailure) -> String {
    let key = key(of: program)
    try writing(.storing) { try cache.store(content, as: key, kind) }
    return cache.path(of: key, kind)
  }

  private func writing(_ step: CacheFailure.Step, _ body: () throws -> Void) throws(MachineFailure) {
    do { try body() } catch { throw .cache(.unwritable(step, reason: fileMessage(error))) }
  }

  private func keep(_ program: Program) {
    keep(program.name, source: program.source) { source, object in
      toolchain.compileArguments(
        source: source, object: object, modules: runtime.modules, moduleCache: cache.modules,
        hasSpans: program.mayHaveSpans, tracing: program.detail)
    }
  }

  /// Keeps a source, the command that compiles it and what else that needs, for whoever wants to look at them.
  func keep(
    _ name: String, source: String, files: [String: [UInt8]] = [:],
    arguments: (_ source: String, _ object: String) -> [String]
  ) {
    guard let keepFolder else { return }
    let place = "\(keepFolder)/\(name)"
    try? FileManager.default.createDirectory(atPath: keepFolder, withIntermediateDirectories: true)
    try? writeQuickly(Array(source.utf8), to: place + ".swift")
    for (file, content) in files { try? writeQuickly(content, to: "\(keepFolder)/\(file)") }
    let command = [toolchain.frontend] + arguments(place + ".swift", place + ".o")
    try? writeQuickly(Array(command.joined(separator: "\n").utf8), to: place + ".command")
  }
}

extension Program {
  /// Whether the code has a name that a span, or a type of one's own that must not outlive another value, could come from.
  /// - Complexity: O(*n*).
  var mayHaveSpans: Bool {
    // Every such name ends in one of these: `Span`, `utf8Span`, `withUnsafeBytes`, `~Escapable`.
    ["pan", "ytes", "scapable"].contains { source.containsBytes(of: $0) }
  }
}
