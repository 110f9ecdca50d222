import Foundation
import Testing

/// The built `lesson-run`, as a user starts it.
struct Tool {
  /// The repository's root.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  /// The folder that the package manager builds this configuration into, where the tests themselves are.
  static let products = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
  static let executable = products.appending(path: "lesson-run")
  /// What tests keep for the next ones is beside what was built, or where whoever may not write there has temporary files.
  private static let kept: URL = {
    let build = root.appending(path: ".build")
    return access(build.path, W_OK) == 0 ? build : FileManager.default.temporaryDirectory
  }()
  /// All tests share one cache, as a user's runs do; those that are about the cache have their own.
  static let cache = kept.appending(path: "test-cache")
  /// A user's settings that trust what tests write to temporary folders, whatever the settings of whoever runs them.
  static let settings: URL = {
    let folder = kept.appending(path: "test-settings")
    let list = folder.appending(path: "lesson-run/trusted")
    try? FileManager.default.createDirectory(at: list.deletingLastPathComponent(), withIntermediateDirectories: true)
    try? Data((realPath(FileManager.default.temporaryDirectory) + "\n").utf8).write(to: list, options: .atomic)
    return folder
  }()

  /// The path with all links followed, `/tmp` among them where it is one.
  static func realPath(_ url: URL) -> String {
    guard let path = realpath(url.path, nil) else { return url.path }
    defer { free(path) }
    return String(cString: path)
  }

  struct Result {
    var status: Int32
    /// Whether a signal, of the number `status`, ended the tool.
    var isSignalled: Bool
    var output: String
    var errors: String
  }

  var executable = Self.executable
  var folder = Self.root
  var environment = [
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8",
    "LESSON_RUN_CACHE": Self.cache.path, "XDG_CONFIG_HOME": Self.settings.path,
  ]

  /// Runs the tool and waits for it.
  func run(_ arguments: String...) throws -> Result { try run(arguments) }

  func run(_ arguments: [String]) throws -> Result { try start(arguments).wait() }

  /// A job in a shell's background ignores interrupts, as does what it starts: the tool is to be started as in the foreground.
  static let takesSignalsAsUsual: Bool = {
    for number in [SIGINT, SIGQUIT, SIGHUP, SIGTERM] { signal(number, SIG_DFL) }
    return true
  }()

  /// Starts the tool; its output goes to files, so that it can never block on a full pipe.
  func start(_ arguments: [String]) throws -> Started {
    #expect(Self.takesSignalsAsUsual)
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment
    let files = ["out", "err"].map { FileManager.default.temporaryDirectory.appending(path: "tool-\(UUID()).\($0)") }
    for file in files { try Data().write(to: file) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    return Started(process: process, output: files[0], errors: files[1])
  }

  struct Started {
    var process: Process
    var output: URL
    var errors: URL

    func wait() throws -> Result {
      process.waitUntilExit()
      defer { for file in [output, errors] { try? FileManager.default.removeItem(at: file) } }
      return Result(
        status: process.terminationStatus, isSignalled: process.terminationReason == .uncaughtSignal,
        output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
        errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }
  }
}

/// A folder that is removed when the test is over.
final class TemporaryFolder {
  let url: URL

  /// - Parameter parent: Where the folder is to be; `nil` for where temporary files usually are.
  /// - Throws: If there is no room.
  init(in parent: String? = nil) throws {
    let parent = parent.map { URL(filePath: $0) } ?? FileManager.default.temporaryDirectory
    url = parent.appending(path: "lesson-run-test-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  @discardableResult
  func write(_ text: String, to name: String) throws -> URL { try write(Data(text.utf8), to: name) }

  @discardableResult
  func write(_ data: Data, to name: String) throws -> URL {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
    return file
  }
}

/// Compares a text with a file under `Fixtures`. With `RECORD_GOLDENS` set the file is rewritten and the test fails, so that no
/// recording passes for a test.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let file = Tool.root.appending(path: "Tests/EndToEndTests/Fixtures/\(name)")
  if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
    try Data(text.utf8).write(to: file)
    Issue.record("recorded \(name); look at it, and run again without RECORD_GOLDENS", sourceLocation: sourceLocation)
    return
  }
  let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
  #expect(text == golden, "differs from Fixtures/\(name)", sourceLocation: sourceLocation)
}
