import Foundation
import Testing

/// A toolchain whose compiler counts how often it is called: a folder of links to the real one.
struct CountingToolchain {
  let folder: TemporaryFolder
  private var log: URL { folder.url.appending(path: "calls") }

  /// `hasParser` tells whether the compiler's own parser is among its libraries.
  init(searchPath: String, hasParser: Bool = true) throws {
    folder = try TemporaryFolder()
    let driver = try #require(
      searchPath.split(separator: ":").lazy.map { URL(filePath: "\($0)/swiftc") }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) })
    let bin = driver.resolvingSymlinksInPath().deletingLastPathComponent()
    let usr = folder.url.appending(path: "usr")
    let files = FileManager.default
    try files.createDirectory(at: usr.appending(path: "bin"), withIntermediateDirectories: true)
    let lib = bin.deletingLastPathComponent().appending(path: "lib")
    if hasParser {
      try files.createSymbolicLink(at: usr.appending(path: "lib"), withDestinationURL: lib)
    } else {
      let libraries = usr.appending(path: "lib/swift")
      try files.createDirectory(at: libraries, withIntermediateDirectories: true)
      for name in try files.contentsOfDirectory(atPath: lib.path + "/swift") where name != "host" {
        try files.createSymbolicLink(
          at: libraries.appending(path: name), withDestinationURL: lib.appending(path: "swift/\(name)"))
      }
    }
    let frontend = "#!/bin/sh\necho called >> '\(log.path)'\nexec '\(bin.path)/swift-frontend' \"$@\"\n"
    for (name, script) in [("swift-frontend", frontend), ("swiftc", "#!/bin/sh\nexit 1\n")] {
      try folder.writeProgram(script, to: "usr/bin/\(name)")
    }
  }

  var searchPath: String { folder.url.path + "/usr/bin:/usr/bin:/bin" }

  /// How often the compiler has been called since the last time this was asked.
  func calls() -> Int {
    let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    try? FileManager.default.removeItem(at: log)
    return text.split(separator: "\n").count
  }
}
