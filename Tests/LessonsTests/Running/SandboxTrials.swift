import FoundationEssentials
import Running

/// How the tests of the sandbox start programs in it.
extension SandboxTests {
  struct Result {
    var cause: Ending.Cause
    var output: String
    var errors: String
  }

  func run(
    _ executable: String, _ arguments: [String], as role: SandboxRole = .supervisor(), readable: [String] = [],
    writable: [String] = [], seconds: Double = 10
  ) async throws -> Result {
    let command = Command(
      executable, arguments, environment: ["PATH": "/usr/bin:/bin", "GREETING": "hello"],
      limits: Limits(seconds: seconds))
    let ending = try await pool.run(sandbox.confined(command, as: role, readable: readable, writable: writable))
    return Result(
      cause: ending.cause, output: String(decoding: ending.output, as: UTF8.self),
      errors: String(decoding: ending.errors, as: UTF8.self))
  }

  func shell(
    _ script: String, readable: [String] = [], writable: [String] = [], seconds: Double = 10
  ) async throws -> Result {
    try await run("/bin/sh", ["-c", script], readable: readable, writable: writable, seconds: seconds)
  }

  /// Runs a command as a supervisor's child.
  func confined(
    _ hostile: HostileProgram, _ processes: Int, _ command: [String], readable: [String] = []
  ) async throws -> Result {
    try await run(hostile.path, ["confine", "\(processes)"] + command, readable: [hostile.path] + readable)
  }

  func withHostile(_ body: (HostileProgram) async throws -> Void) async throws {
    let hostile = try await HostileProgram()
    defer { hostile.remove() }
    try await body(hostile)
  }

  func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sandbox-test-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
  }

  func executable(_ name: String) -> URL? {
    searchPath.split(separator: ":").map { URL(filePath: "\($0)/\(name)") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  /// Whether no process has these words in its command line any more, within a minute.
  func areGone(mentioning words: String) async throws -> Bool {
    for _ in 0..<6000 {
      let ids = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int($0) != nil }
      let lines = ids.compactMap { FileManager.default.contents(atPath: "/proc/\($0)/cmdline") }
      if !lines.contains(where: { String(decoding: $0, as: UTF8.self).contains(words) }) { return true }
      try await Task.sleep(for: .milliseconds(10))
    }
    return false
  }
}

let searchPath = ProcessInfo.processInfo.environment["PATH"] ?? ""
