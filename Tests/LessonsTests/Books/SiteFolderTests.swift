import Books
import Foundation
import Testing

@Suite("The folder of a site")
struct SiteFolderTests {
  private final class Folder {
    let path = FileManager.default.temporaryDirectory.path + "/site-\(UUID())"
    deinit { try? FileManager.default.removeItem(atPath: path) }
    func file(_ name: String) -> String? {
      FileManager.default.contents(atPath: path + "/" + name).map { String(decoding: $0, as: UTF8.self) }
    }
    func write(_ text: String, to name: String) throws {
      try Data(text.utf8).write(to: URL(filePath: path + "/" + name))
    }
  }

  private func site(_ files: [String: String]) -> [String: [UInt8]] { files.mapValues { Array($0.utf8) } }

  @Test("only what differs is written, what is not needed any more goes, and what is somebody else's stays")
  func changes() throws {
    let folder = Folder()
    let first = try SiteFolder(folder.path).write(site(["a.html": "a", "b/c.html": "c", "d.html": "d"]))
    #expect(first == SiteFolder.Change(written: 3, unchanged: 0, removed: 0))
    try folder.write("mine", to: "notes.txt")
    let second = try SiteFolder(folder.path).write(site(["a.html": "a", "d.html": "e"]))
    #expect(second == SiteFolder.Change(written: 1, unchanged: 1, removed: 1))
    #expect(folder.file("d.html") == "e")
    #expect(folder.file("notes.txt") == "mine")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/b"))
    try folder.write("spoilt", to: "a.html")
    #expect(try SiteFolder(folder.path).write(site(["a.html": "a", "d.html": "e"])).written == 1)
    #expect(folder.file("a.html") == "a")
  }

  @Test("a folder of somebody else's is refused")
  func foreign() throws {
    let folder = Folder()
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    try folder.write("mine", to: "thesis.txt")
    #expect(throws: SiteFolder.Obstacle.foreign(example: "thesis.txt")) { try SiteFolder(folder.path) }
    #expect(throws: SiteFolder.Obstacle.noFolder) { try SiteFolder(folder.path + "/thesis.txt") }
  }

  @Test("a file of somebody else's is not written over")
  func taken() throws {
    let folder = Folder()
    _ = try SiteFolder(folder.path).write(site(["a.html": "a"]))
    try folder.write("mine", to: "b.html")
    #expect(throws: SiteFolder.Obstacle.taken("b.html")) { try SiteFolder(folder.path).write(site(["b.html": "b"])) }
    #expect(folder.file("b.html") == "mine")
    #expect(folder.file("a.html") == "a")
  }

  @Test("a list that leads out of the folder is none", arguments: ["../x", "/etc/x", "a/../../x", "a//b", ""])
  func forgedList(path: String) throws {
    let folder = Folder()
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    try folder.write("{\"format\": 1, \"files\": {\"\(path)\": \"\"}}", to: SiteFolder.listName)
    #expect(throws: SiteFolder.Obstacle.faultyList) { try SiteFolder(folder.path) }
  }
}
