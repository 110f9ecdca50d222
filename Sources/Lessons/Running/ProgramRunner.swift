import FoundationEssentials

/// Everything that turns programs into runs on this machine: one is opened for a whole command.
package struct ProgramRunner: Sendable {
  package private(set) var compiler: Compiler
  package private(set) var executor: Executor
  package let cache: ProgramCache
  package let pool: ProcessPool
  /// What programs did, for whoever runs a lesson again and again; `nil`: every program is run each time.
  package private(set) var memory: RunMemory?
  /// Processes that wait above exercises, for whoever runs a lesson again and again; `nil`: every program runs from its beginning.
  package private(set) var snapshots: SnapshotKeeper?
  /// Whether what programs did is recalled from the cache.
  private(set) var recalls = true
  let codeMemory = CodeMemory()
  /// Something the user should know.
  package let warning: Warning?
  /// The cache's folder if it is one for this process alone, to be removed at its end.
  package let temporaryFolder: String?

  package enum Warning: Hashable, Sendable {
    /// The cache's folder, if the environment names one, could not be used: a temporary one stands in.
    case noCache(folder: String?)
  }

  /// - Parameters:
  ///   - environment: Where the search path and the place of the cache are looked up.
  ///   - executable: The path of the running `lesson-run`.
  ///   - width: How many processes may run at once; `nil` for as many as the machine has cores.
  /// - Throws: If there is no toolchain, or no folder to write to.
  package init(environment: [String: String], executable: String, width: Int? = nil) throws(MachineFailure) {
    let toolchain = try Toolchain(searchPath: environment["PATH"] ?? "")
    let runtime = try CellRuntime(besideExecutable: executable)
    let opened = try Self.openCache(environment)
    pool = if let width { try ProcessPool(width: width) } else { try ProcessPool() }
    cache = opened.cache
    compiler = Compiler(
      toolchain: toolchain, runtime: runtime, cache: cache, pool: pool,
      keepFolder: environment["LESSON_RUN_KEEP"])
    executor = Executor(toolchain: toolchain, runtime: runtime, pool: pool, userEnvironment: environment)
    (warning, temporaryFolder) = (opened.warning, opened.temporaryFolder)
  }

  /// The same runner for programs that are not to be trusted: they are compiled and run in a sandbox.
  package func confined(by sandbox: any Sandbox) -> ProgramRunner {
    var copy = self
    copy.compiler = compiler.confined(by: sandbox)
    copy.executor = executor.confined(by: sandbox)
    return copy
  }

  /// The same runner for a lesson whose cells work in a folder.
  package func working(in folder: WorkingFolder?) -> ProgramRunner {
    var copy = self
    copy.executor.folder = folder
    return copy
  }

  /// What, besides a program's source, its answers may depend on: where it works, and with which rights.
  package var place: String { "\(executor.sandbox == nil ? "open" : "confined") \(executor.folder?.path ?? "")" }

  /// The same runner, which from now on runs no program twice that it remembers.
  package func remembering(_ memory: RunMemory) -> ProgramRunner {
    var copy = self
    copy.memory = memory
    return copy
  }

  /// The same runner, in which an answer may run in a fork of a process that has run what is above it.
  package func keepingSnapshots() -> ProgramRunner {
    var copy = self
    copy.snapshots = SnapshotKeeper(self)
    return copy
  }

  /// The same runner, which runs every program, also where the cache has what it did.
  package func runningAnew() -> ProgramRunner {
    var copy = self
    copy.recalls = false
    return copy
  }

  /// The same runner for whoever wants the values that cells show (`PrintedPart.value`), and not only what is printed of them.
  package func askingForValues() -> ProgramRunner {
    var copy = self
    copy.executor = executor.askingForValues()
    return copy
  }

  /// A digest of the libraries that cells run in, the same wherever the same build is installed.
  /// - Throws: If they cannot be read.
  package func runtimeDigest() throws(MachineFailure) -> ContentHash { try executor.runtime.digest() }

  /// Removes what only this process needed.
  package func close() {
    if let temporaryFolder { try? FileManager.default.removeItem(atPath: temporaryFolder) }
  }

  private static func openCache(
    _ environment: [String: String]
  ) throws(MachineFailure) -> (cache: ProgramCache, warning: Warning?, temporaryFolder: String?) {
    let folder = cacheFolder(environment)
    if let folder, let cache = try? ProgramCache(folder: folder) { return (cache, nil, nil) }
    let temporary = FileManager.default.temporaryDirectory.path + "/lesson-run-\(UUID())"
    do {
      return (try ProgramCache(folder: temporary), .noCache(folder: folder), temporary)
    } catch {
      throw .cache(.none(folder: folder, temporary: temporary))
    }
  }

  /// Where the cache is to be; `nil` if the environment names no place.
  package static func cacheFolder(_ environment: [String: String]) -> String? {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let folder =
      value("LESSON_RUN_CACHE") ?? value("XDG_CACHE_HOME").map { $0 + "/lesson-run" }
      ?? value("HOME").map { $0 + "/.cache/lesson-run" }
    // Programs are started in other folders than this one.
    return folder.map { $0.hasPrefix("/") ? $0 : FileManager.default.currentDirectoryPath + "/" + $0 }
  }
}
