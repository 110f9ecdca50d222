import FoundationEssentials
import Glibc
import Running
import Testing

@Suite("The program cache")
struct ProgramCacheTests {
  /// Entries, few enough to be written in no time.
  private static let capacity = 40
  private let key = ContentHash(of: "a program".utf8)
  private let content = Array("compiled".utf8)

  private func withCache(_ body: (ProgramCache, String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "cache-test-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(try ProgramCache(folder: folder, capacity: Self.capacity), folder)
  }

  @Test("what was stored is found again, in every process")
  func storing() throws {
    try withCache { cache, folder in
      #expect(cache.content(of: key, .library) == nil)
      try cache.store(content, as: key, .library)
      #expect(try ProgramCache(folder: folder).content(of: key, .library) == content)
      #expect(cache.content(of: key, .complaints) == nil)
      try cache.store([], as: key, .complaints)
      #expect(cache.content(of: key, .complaints) == [])
    }
  }

  @Test("a damaged entry is not trusted, and removed", arguments: ["cut", "changed", "empty", "foreign"])
  func damage(kind: String) throws {
    try withCache { cache, _ in
      try cache.store(content, as: key, .library)
      let path = cache.path(of: key, .library)
      var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
      switch kind {
      case "cut": bytes.removeLast()
      case "changed": bytes[2] ^= 1
      case "empty": bytes = []
      default: bytes = Array(repeating: 7, count: 200)
      }
      try Data(bytes).write(to: URL(filePath: path))
      #expect(cache.content(of: key, .library) == nil)
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  @Test("a library stored again stays the same file, since a sandbox may be mounting it; a damaged one is replaced")
  func storingAgain() throws {
    try withCache { cache, folder in
      try cache.store(content, as: key, .library)
      let path = cache.path(of: key, .library)
      let number = try fileNumber(path)
      try cache.store(content, as: key, .library)
      #expect(try fileNumber(path) == number)
      try Data("damaged".utf8).write(to: URL(filePath: path))
      try cache.store(content, as: key, .library)
      #expect(cache.content(of: key, .library) == content)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/building") == [])
    }
  }

  @Test("an alias that is stored again is replaced")
  func storingAnotherAlias() throws {
    try withCache { cache, _ in
      try cache.store([1], as: key, .alias)
      try cache.store([2], as: key, .alias)
      #expect(cache.content(of: key, .alias) == [2])
    }
  }

  @Test("an entry that another process asks for while it is about to be removed stays")
  func askedForMeanwhile() throws {
    try withCache { cache, folder in
      let keys = (0...Self.capacity).map { ContentHash(of: "\($0)".utf8) }
      // Entries by name only: storing them would remove some.
      for key in keys { try Data("old".utf8).write(to: URL(filePath: cache.path(of: key, .complaints))) }
      try FileManager.default.removeItem(atPath: cache.path(of: keys[0], .complaints))
      try cache.store(content, as: keys[0], .library)
      let wanted = cache.path(of: keys[0], .library)
      let long = [FileAttributeKey.modificationDate: Date(timeIntervalSince1970: 1e9)]
      try FileManager.default.setAttributes(long, ofItemAtPath: wanted)
      let excess = cache.excess()
      #expect(excess.first?.path == wanted)
      #expect(try ProgramCache(folder: folder).content(of: keys[0], .library) == content)
      cache.remove(excess)
      #expect(cache.content(of: keys[0], .library) == content)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/programs").count == Self.capacity / 2 + 2)
    }
  }

  @Test("of too many entries those stay that were asked for last")
  func pruning() throws {
    try withCache { cache, _ in
      let keys = (0..<Self.capacity).map { ContentHash(of: "\($0)".utf8) }
      for key in keys {
        try cache.store([], as: key, .complaints)
        let longAgo = [FileAttributeKey.modificationDate: Date(timeIntervalSince1970: 1)]
        try FileManager.default.setAttributes(longAgo, ofItemAtPath: cache.path(of: key, .complaints))
      }
      _ = cache.content(of: keys[0], .complaints)
      let pruning = try Self.pruningKey()
      try cache.store([], as: pruning, .complaints)
      #expect(cache.content(of: keys[0], .complaints) != nil)
      #expect(cache.content(of: pruning, .complaints) != nil)
      #expect(keys.count { cache.content(of: $0, .complaints) != nil } <= Self.capacity / 2 + 1)
    }
  }

  @Test("what a killed process was compiling is removed after an hour")
  func drafts() throws {
    try withCache { cache, folder in
      let drafts = ["old", "new"].map { "\(folder)/building/\($0)" }
      for draft in drafts {
        try FileManager.default.createDirectory(atPath: draft, withIntermediateDirectories: false)
        try Data("let a = 1".utf8).write(to: URL(filePath: draft + "/0.swift"))
      }
      let earlier = [FileAttributeKey.modificationDate: Date(timeIntervalSinceNow: -3700)]
      try FileManager.default.setAttributes(earlier, ofItemAtPath: drafts[0])
      try cache.store(content, as: try Self.pruningKey(), .library)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/building") == ["new"])
    }
  }

  @Test(
    "what a killed process was compiling in memory is removed after an hour",
    .enabled(if: MemoryFolder() != nil))
  func memory() throws {
    let memory = try #require(MemoryFolder())
    let (old, new) = ("\(memory.path)/old-\(UUID())", "\(memory.path)/new-\(UUID())")
    defer { for folder in [old, new] { try? FileManager.default.removeItem(atPath: folder) } }
    for folder in [old, new] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }
    let earlier = [FileAttributeKey.modificationDate: Date(timeIntervalSinceNow: -3700)]
    try FileManager.default.setAttributes(earlier, ofItemAtPath: old)
    try withCache { cache, _ in try cache.store(content, as: try Self.pruningKey(), .library) }
    #expect(!FileManager.default.fileExists(atPath: old))
    #expect(FileManager.default.fileExists(atPath: new))
  }

  @Test(
    "what is not one's own private folder is not taken for it",
    arguments: [
      "mkdir -m 755 NAME", "mkdir -m 700 real; ln -s real NAME", "touch NAME",
      "mkdir -m 700 NAME; chown 1 NAME || chmod 0 NAME",
    ])
  func squatted(by command: String) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/memory-\(UUID())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(MemoryFolder(in: folder + "/nowhere") == nil)
    let own = try #require(MemoryFolder(in: folder)).path
    #expect(MemoryFolder(in: folder)?.path == own)
    try FileManager.default.removeItem(atPath: own)
    #expect(system("cd '\(folder)'; " + command.replacing("NAME", with: "'\(own)'")) == 0)
    #expect(MemoryFolder(in: folder) == nil)
  }

  /// A key that tidies up when something is stored under it, which depends on its first byte.
  private static func pruningKey() throws -> ContentHash {
    try #require((0...).lazy.map { ContentHash(of: "x\($0)".utf8) }.first { $0.bytes[0] % 16 == 0 })
  }

  private func fileNumber(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
  }

  @Test("a folder that cannot be made is refused")
  func unwritable() {
    #expect(throws: (any Error).self) { try ProgramCache(folder: "/dev/null/cache") }
  }

  @Test("digests are SHA-256")
  func digest() {
    #expect(
      ContentHash(of: "abc".utf8).description == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      ContentHash(of: []).description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }
}
