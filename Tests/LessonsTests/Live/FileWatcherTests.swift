import Foundation
import Live
import Testing

@Suite("Watching a file")
struct FileWatcherTests {
  private final class Folder {
    let url = FileManager.default.temporaryDirectory.appending(path: "watched-\(UUID())")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }

    var lesson: String { url.appending(path: "a.md").path }

    func write(_ text: String, to name: String = "a.md", atomically: Bool = false) throws {
      try Data(text.utf8).write(to: url.appending(path: name), options: atomically ? .atomic : [])
    }

    func remove(_ name: String = "a.md") throws { try FileManager.default.removeItem(at: url.appending(path: name)) }

    func move(_ name: String, to other: String) throws {
      #expect(rename(url.appending(path: name).path, url.appending(path: other).path) == 0)
    }
  }

  /// How long an event that must come is waited for, on a machine that has much else to do.
  private static let longest = Duration.seconds(60)

  private let folder: Folder

  init() throws {
    folder = try Folder()
    try folder.write("one")
  }

  private func saved(_ text: String) -> FileWatcher.Event { .saved(Array(text.utf8)) }

  /// A watcher that has told of the file as it was at first.
  private func watcher(of path: String? = nil) -> FileWatcher {
    var watcher = FileWatcher(path ?? folder.lesson)
    #expect(watcher.wait(for: Self.longest).event == saved("one"))
    return watcher
  }

  @Test("each save is told with its content, written in place or renamed into place", arguments: [false, true])
  func saves(atomically: Bool) throws {
    var watcher = watcher()
    for text in ["two", "three"] {
      try folder.write(text, atomically: atomically)
      #expect(watcher.wait(for: Self.longest).event == saved(text))
    }
  }

  @Test("a save is told of in a fraction of the time that a look now and then takes")
  func soon() throws {
    var watcher = watcher()
    var times: [Duration] = []
    // Whatever else the machine does may make one wait longer, but looks now and then would each time.
    for number in 1...20 where times.allSatisfy({ $0 >= .milliseconds(500) }) {
      // The quiet time after the last look is over.
      #expect(watcher.wait(for: .milliseconds(200)).event == nil)
      let start = ContinuousClock.now
      try folder.write("save \(number)", atomically: true)
      #expect(watcher.wait(for: Self.longest).event == saved("save \(number)"))
      times.append(ContinuousClock.now - start)
    }
    #expect(times.contains { $0 < .milliseconds(500) }, "\(times)")
  }

  @Test("an editor that moves the old file away before it writes the new one")
  func backup() throws {
    var watcher = watcher()
    try folder.move("a.md", to: "a.md~")
    #expect(watcher.wait(for: .milliseconds(100)).event == nil)
    try folder.write("two")
    #expect(watcher.wait(for: Self.longest).event == saved("two"))
  }

  @Test("of a burst of saves the last is told, and not each")
  func burst() throws {
    var watcher = watcher()
    for number in 1...50 { try folder.write("save \(number)", atomically: number % 2 == 0) }
    var events: [FileWatcher.Event] = []
    while events.last != saved("save 50"), let event = watcher.wait(for: Self.longest).event { events.append(event) }
    #expect(events.last == saved("save 50"))
    #expect(events.count <= 3)
    #expect(watcher.wait(for: .milliseconds(200)).event == nil)
  }

  @Test("a file that vanishes is told of after a while, and so is its return, even unchanged")
  func vanishing() throws {
    var watcher = watcher()
    try folder.remove()
    let start = ContinuousClock.now
    guard case .gone(let reason) = watcher.wait(for: Self.longest).event else {
      Issue.record("nothing was told")
      return
    }
    #expect(ContinuousClock.now - start >= FileWatcher.patience)
    #expect(reason.contains("No such file") || reason.contains("doesn’t exist"), "\(reason)")
    #expect(watcher.wait(for: .milliseconds(200)).event == nil)
    try folder.write("one")
    #expect(watcher.wait(for: Self.longest).event == saved("one"))
  }

  @Test("a file that is emptied for a moment is not told of")
  func emptied() throws {
    var watcher = watcher()
    try folder.write("")
    #expect(watcher.wait(for: .milliseconds(100)).event == nil)
    try folder.write("two")
    #expect(watcher.wait(for: Self.longest).event == saved("two"))
    try folder.write("")
    #expect(watcher.wait(for: Self.longest).event == saved(""))
  }

  @Test("a save that changes nothing, and other files, are nothing to tell of")
  func unchanged() throws {
    var watcher = watcher()
    try folder.write("one", atomically: true)
    try folder.write("other", to: "b.md")
    #expect(watcher.wait(for: .milliseconds(200)).event == nil)
  }

  @Test("a folder that is replaced by another")
  func replacedFolder() throws {
    let lessons = folder.url.appending(path: "lessons")
    try FileManager.default.createDirectory(at: lessons, withIntermediateDirectories: true)
    try folder.write("one", to: "lessons/a.md")
    var watcher = watcher(of: lessons.appending(path: "a.md").path)
    try folder.move("lessons", to: "old")
    try FileManager.default.createDirectory(at: lessons, withIntermediateDirectories: true)
    try folder.write("two", to: "lessons/a.md")
    #expect(watcher.wait(for: Self.longest).event == saved("two"))
    try folder.write("three", to: "lessons/a.md")
    #expect(watcher.wait(for: Self.longest).event == saved("three"))
  }

  @Test("behind a symbolic link, the file that it leads to")
  func link() throws {
    let link = folder.url.appending(path: "link.md")
    try FileManager.default.createDirectory(at: folder.url.appending(path: "far"), withIntermediateDirectories: true)
    try folder.write("one", to: "far/b.md")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder.url.appending(path: "far/b.md"))
    var watcher = watcher(of: link.path)
    try folder.write("two", to: "far/b.md", atomically: true)
    #expect(watcher.wait(for: Self.longest).event == saved("two"))
  }

  @Test("other descriptors are waited for as well")
  func descriptors() throws {
    let pipe = Pipe()
    var watcher = watcher()
    try pipe.fileHandleForWriting.write(contentsOf: Data("key".utf8))
    let descriptor = pipe.fileHandleForReading.fileDescriptor
    #expect(watcher.wait(besides: [descriptor], for: Self.longest) == FileWatcher.Wake(readable: [descriptor]))
  }
}
