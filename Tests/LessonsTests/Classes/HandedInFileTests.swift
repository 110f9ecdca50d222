import Classes
import Foundation
import Reading
import Reporting
import Testing

@Suite("Files that were handed in")
struct HandedInFileTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "handed-in-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func reason(_ path: String) -> String? {
    do throws(HandedInFile.Unreadable) {
      _ = try HandedInFile(student: "ada", path: path).content()
      return nil
    } catch {
      return Words().obstacle(error.obstacle)
    }
  }

  @Test("a plain file is read, with the time of its last change in UTC")
  func plain() throws {
    try withFolder { folder in
      let path = folder + "/ada.md"
      try Data([0x23, 0x00, 0xFF]).write(to: URL(filePath: path))
      let date = Date(timeIntervalSince1970: 1_700_000_000.9)
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
      let content = try HandedInFile(student: "ada", path: path).content()
      #expect(content.bytes == [0x23, 0x00, 0xFF])
      #expect(content.changed == "2023-11-14T22:13:20Z")
    }
  }

  @Test("of a file that is too large no more is read than tells so")
  func large() throws {
    try withFolder { folder in
      let path = folder + "/ada.md"
      #expect(FileManager.default.createFile(atPath: path, contents: nil))
      // A sparse file, which takes no room.
      #expect(truncate(path, 1 << 40) == 0)
      let content = try HandedInFile(student: "ada", path: path).content()
      #expect(content.bytes.count == Submission.largestByteCount + 1)
    }
  }

  @Test("links, folders, pipes, devices and what is not there are not read, and nothing waits for them")
  func special() throws {
    try withFolder { folder in
      try FileManager.default.createSymbolicLink(atPath: folder + "/link", withDestinationPath: "/etc/hostname")
      #expect(mkfifo(folder + "/pipe", 0o600) == 0)
      #expect(reason(folder + "/link") == "this is a symbolic link: it was not read")
      #expect(reason(folder) == "this is a folder: it was not read")
      #expect(reason(folder + "/pipe") == "this is not a file but a named pipe: it was not read")
      #expect(reason("/dev/zero") == "this is not a file but a device: it was not read")
      #expect(reason(folder + "/none") == "the file cannot be read: No such file or directory")
    }
  }
}
