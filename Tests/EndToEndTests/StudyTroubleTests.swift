import Foundation
import Testing

/// What goes wrong in a learner's workspace: each time it is told what and what to do, and no answer is lost.
@Suite("A workspace in trouble")
struct StudyTroubleTests {
  private let folder: TemporaryFolder
  private var tool = Tool()
  private static let answered = "let value: Double = 7\n"

  init() throws {
    folder = try TemporaryFolder()
    tool.folder = folder.url
    for (number, name) in [(1, "first"), (2, "second")] {
      let lesson =
        "# \(number)\n\nCount.\n\n```swift exercise \(name) answer=value\nlet value: Double = ___\n```\n\n"
        + "```hint \(name)\nLook at it.\n```\n\n```swift solution \(name)\nlet value: Double = 4\(number)\n```\n"
      try folder.write(lesson, to: "book/0\(number)-\(name).md")
    }
    #expect(try tool.run("start", "book").status == 0)
    try folder.write(try text("01-first.md").replacing("let value: Double = ___\n", with: Self.answered), to: mine)
  }

  private let mine = "my-lessons/01-first.md"

  private func text(_ name: String) throws -> String {
    try String(contentsOf: folder.url.appending(path: "my-lessons/\(name)"), encoding: .utf8)
  }

  private func remove(_ name: String) throws {
    try FileManager.default.removeItem(at: folder.url.appending(path: "my-lessons/\(name)"))
  }

  private func run(_ arguments: String..., status: Int32) throws -> String {
    let result = try tool.run(arguments)
    #expect(result.status == status, "\(arguments): \(result.output)\(result.errors)")
    return result.output + result.errors
  }

  @Test(
    "where nothing can be written, what can be shown is shown, and the answer stays as it was",
    .enabled(if: Mounts.areAllowed, "a namespace for mounts cannot be made here"),
    arguments: [
      ("mount --bind my-lessons my-lessons; mount -o remount,ro,bind my-lessons", "Read-only file system"),
      (
        "mkdir small; mount -t tmpfs -o size=64k none small; cp -r my-lessons small; cd small; head -c 1m /dev/zero > full || true",
        "No space left on device"
      ),
    ])
  func disk(obstacle: String, reason: String) throws {
    let tell = "() { \(Tool.executable.path) \"$@\" 2>&1; echo \"status $?\"; }"
    try folder.write(
      obstacle + " 2> /dev/null\ntell\(tell)\ntell hint first\ntell solution first\ntell reset first\ncat \(mine)\n",
      to: "script.sh")
    var shell = tool
    shell.executable = URL(filePath: "/bin/sh")
    let output = try shell.run("-c", "\(Mounts.unshare) sh script.sh").output
    #expect(
      output.contains("warning: this is not remembered: cannot write my-lessons/.lesson-run/learner.json: \(reason)"))
    #expect(output.contains("first, hint 1 of 1:\n  Look at it.\nstatus 0"))
    #expect(output.contains("what was there is as it was\nstatus 4"))
    #expect(!output.contains("41") && output.contains(Self.answered), "\(output)")
  }

  @Test("without the author's lessons it is told how to get them back, and an update does that; answers stay")
  func book() throws {
    for gone in [".lesson-run/book", ".lesson-run/book/01-first.md"] {
      try remove(gone)
      if gone.hasSuffix("book") {
        for command in [
          ["next"], ["hint", "first"], ["watch"], ["watch", "my-lessons"], [mine], ["progress", "my-lessons"],
        ] {
          let result = try tool.run(command)
          #expect(result.status == 2 && result.errors.contains("my-lessons/.lesson-run/book is missing"), "\(command)")
          #expect(result.errors.contains("'lesson-run start --update my-lessons' puts it back; your answers stay"))
        }
      }
      #expect(
        try run("start", "--update", "my-lessons", status: 0).contains(
          "01-first.md: the book has a lesson of this name"))
      #expect(try text("01-first.md").contains(Self.answered))
      #expect(try run("hint", "first", status: 0).contains("Look at it."))
    }
    // What is there and makes no sense is replaced as well.
    try folder.write("# X\n\n```swift exercise A\n", to: "my-lessons/.lesson-run/book/01-first.md")
    #expect(try run("next", status: 3).contains("my-lessons/.lesson-run/book/01-first.md:3:1: error"))
    #expect(try run("start", "--update", status: 0).contains("1 lesson brought up to date"))
    #expect(try text("01-first.md").contains(Self.answered))
  }

  @Test("a folder that is none any more is refused by its name; copied to a new one its answers count")
  func none() throws {
    try remove(".lesson-run")
    let refusal = try run("start", "--update", "my-lessons", status: 2)
    #expect(
      refusal.contains("'my-lessons' is no workspace") && refusal.contains("that you copy there keep their answers"))
    #expect(try run("start", "book", "my-lessons", status: 2).contains("is not empty: nothing was written"))
    #expect(try text("01-first.md").contains(Self.answered))
    #expect(try run("start", "book", "new", status: 0).contains("new: 2 lessons"))
  }

  @Test("files in the place of folders, and folders in that of files, are named and left")
  func places() throws {
    try folder.write("", to: "my-lessons/.lesson-run/old")
    #expect(try run("reset", "first", status: 4).contains("cannot make the folder my-lessons/.lesson-run/old: "))
    #expect(try text("01-first.md").contains(Self.answered))
    try remove("02-second.md")
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "my-lessons/02-second.md"), withIntermediateDirectories: false)
    #expect(try run("reset", "second", status: 4).contains("cannot write my-lessons/02-second.md: Is a directory"))
  }

  @Test("a lesson that was renamed is told of, and written anew if that is asked for")
  func renamed() throws {
    let (old, new) = (folder.url.appending(path: mine), folder.url.appending(path: "my-lessons/notes.md"))
    try FileManager.default.moveItem(at: old, to: new)
    let told = try run("my-lessons/notes.md", status: 0)
    #expect(told.contains("no lesson of this workspace is called 'my-lessons/notes.md', so nothing is compared"))
    #expect(try run("next", status: 0).contains("The file is missing. If you have renamed it, give it back its name"))
    try FileManager.default.moveItem(at: new, to: old)
    #expect(try run("hint", "first", status: 0).contains("Look at it."))
    try FileManager.default.moveItem(at: old, to: new)
    #expect(try run("start", "--update", status: 0).contains("01-first.md: this file was missing and is there again"))
    #expect(try text("notes.md").contains(Self.answered))
  }

  @Test("through links a lesson is written where it is, and a workspace is found")
  func links() throws {
    let (file, real) = (folder.url.appending(path: mine), folder.url.appending(path: "elsewhere.md"))
    try FileManager.default.moveItem(at: file, to: real)
    try FileManager.default.createSymbolicLink(at: file, withDestinationURL: real)
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "linked").path, withDestinationPath: "my-lessons")
    var inside = tool
    inside.folder = folder.url.appending(path: "linked")
    #expect(try inside.run("reset", "first").output.contains("the starter of 'first' is back"))
    #expect(try String(contentsOf: real, encoding: .utf8).contains("___"))
    #expect(try text(".lesson-run/old/01-first.first.1.md").contains(Self.answered))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: file.path).hasSuffix("elsewhere.md"))
    #expect(try run("progress", "linked", status: 0).contains("01-first.md"))
  }
}
