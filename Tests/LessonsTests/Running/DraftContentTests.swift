import Foundation
import Running
import Testing

/// What a hostile source may make of the compiler's folder is never mistaken for what the compiler wrote.
@Suite("What a compilation leaves")
struct DraftContentTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "draft-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  @Test("a file is read whole, and nothing else is")
  func kinds() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let secret = folder.path + "/secret"
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
    try Data(bytes).write(to: URL(filePath: secret))
    #expect(content(ofDraft: secret) == bytes)
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: secret)
    mkfifo(folder.path + "/pipe", 0o600)
    for name in ["link", "pipe", "gone", "."] { #expect(content(ofDraft: "\(folder.path)/\(name)") == nil) }
  }
}
