import Lessons
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite("The program cache")
struct ProgramCacheTests {
  private let key = ContentHash(of: "a program".utf8)
  private let content = Array("compiled".utf8)

  private func withCache(_ body: (ProgramCache, String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "cache-test-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(try ProgramCache(folder: folder), folder)
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
