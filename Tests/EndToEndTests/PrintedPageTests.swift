import Foundation
import Testing

@Suite("print, as one page and on paper", .serialized)
struct PrintedPageTests {
  /// What no page may hold unless solutions are asked for.
  private static let answers = ["41999", "42000", "41998", "Forgetfulness"]
  /// What no page may ever hold.
  private static let hidden = ["secretlabel", "77001"]

  private struct Desk {
    let folder: TemporaryFolder
    var tool = Tool()
    var temporary: URL { folder.url.appending(path: "temporary") }
    var page: URL { folder.url.appending(path: "seen.html") }

    /// With a program called chromium, in which `$target` is where the PDF is to be, and `$page` the page.
    init(chromium: String? = nil) throws {
      folder = try TemporaryFolder()
      try folder.write(SiteTests.lesson, to: "a.md")
      try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
      tool.folder = folder.url
      tool.environment["TMPDIR"] = temporary.path
      guard let chromium else { return }
      let program = try folder.writeProgram(
        """
        #!/bin/sh
        for argument in "$@"; do
          case $argument in --print-to-pdf=*) target=${argument#--print-to-pdf=} ;; file://*) page=${argument#file://} ;; esac
        done
        cp "$page" "\(page.path)"
        \(chromium)
        """, to: "bin/chromium")
      tool.environment["PATH"] = program.deletingLastPathComponent().path + ":" + (tool.environment["PATH"] ?? "")
    }

    func text(_ name: String) -> String? {
      FileManager.default.contents(atPath: folder.url.appending(path: name).path).map {
        String(decoding: $0, as: UTF8.self)
      }
    }

    /// What was left in the folder for temporary files.
    var leftOver: [String] { (try? FileManager.default.contentsOfDirectory(atPath: temporary.path)) ?? ["?"] }
  }

  @Test("one page holds all it needs, is well-formed and the same each time, and answers only if they are asked for")
  func html() throws {
    let desk = try Desk()
    let first = try desk.tool.run("print", "--html", "a.md", "-o", "a.html")
    #expect(first.status == 0 && first.errors.contains("lesson-run: printed a.md to a.html\n"), "\(first.errors)")
    let page = try #require(desk.text("a.html"))
    #expect(XMLCheck.isWellFormed(Data(page.replacing("<!DOCTYPE html>", with: "").utf8)))
    #expect(page.contains("<table class=\"tensor\"") && page.contains("<math") && page.contains("A <em>hint</em>."))
    #expect(!page.contains("book.css") && !page.contains("book.js\"") && !page.contains("data-root"))
    for secret in Self.answers + Self.hidden { #expect(!page.contains(secret), "\(secret)") }
    #expect(try desk.tool.run("print", "--html", "a.md").output == page)
    let worked = try desk.tool.run("print", "--html", "--worked", "a.md").output
    for secret in Self.answers { #expect(worked.contains(secret), "\(secret)") }
    for secret in Self.hidden { #expect(!worked.contains(secret), "\(secret)") }
    #expect(desk.leftOver.isEmpty)
  }

  @Test("a PDF is what Chromium makes of the page for paper; nothing of its making is left")
  func pdf() throws {
    let desk = try Desk(chromium: "mkdir -p \"$HOME/profile/x\"; printf '%%PDF-1.4\\n%%%%EOF\\n' >\"$target\"")
    try desk.folder.write("# Words\n\nOf [sums](a.md#exercise-sum).\n", to: "b.md")
    let result = try desk.tool.run("print", "--pdf", "a.md", "b.md", "-o", "book.pdf")
    #expect(result.status == 0 && result.errors.contains("printed 2 lessons to book.pdf"), "\(result.errors)")
    #expect(desk.text("book.pdf") == "%PDF-1.4\n%%EOF\n")
    let page = try String(contentsOf: desk.page, encoding: .utf8)
    for secret in Self.answers + Self.hidden + ["<em>hint</em>"] { #expect(!page.contains(secret), "\(secret)") }
    #expect(page.contains("<a href=\"#a/exercise/sum/1\">sums</a>"))
    #expect(try desk.tool.run("print", "--pdf", "--worked", "a.md", "-o", "a.pdf").status == 0)
    #expect(try String(contentsOf: desk.page, encoding: .utf8).contains("41999"))
    #expect(desk.leftOver.isEmpty)
  }

  @Test("where Chromium fails, what was there is as it was, and nothing is left")
  func failedPDF() throws {
    let desk = try Desk(chromium: "echo '%PDF-1.4 half' >\"$target\"; echo 'no room' >&2; exit 1")
    try desk.folder.write("old", to: "a.pdf")
    let result = try desk.tool.run("print", "--pdf", "a.md", "-o", "a.pdf")
    #expect(
      result.status == 4 && result.errors.contains("lesson-run: Chromium made no PDF: no room"), "\(result.errors)")
    #expect(desk.text("a.pdf") == "old")
    #expect(desk.leftOver.isEmpty)
  }

  @Test("an interrupt ends Chromium, and nothing is left")
  func interrupted() throws {
    let desk = try Desk(chromium: "touch \"$HOME/../../started\"; sleep 600")
    let started = try desk.tool.start(["print", "--pdf", "a.md", "-o", "a.pdf"])
    let mark = desk.folder.url.appending(path: "started").path
    while started.process.isRunning, !FileManager.default.fileExists(atPath: mark) { usleep(10_000) }
    started.process.interrupt()
    let result = try started.wait()
    #expect(result.isSignalled && result.status == SIGINT, "\(result.errors)")
    #expect(desk.text("a.pdf") == nil)
    #expect(desk.leftOver.isEmpty)
  }

  @Test(
    "what is wrong is said, and nothing is written",
    arguments: [
      (["--html", "--pdf", "a.md", "-o", "out"], 2, "choose one"), (["--pdf", "a.md"], 2, "-o FILE"),
      (["a.md", "b.md"], 2, "one lesson is printed as text"),
      (["--html", "gone.md", "-o", "out"], 2, "no file 'gone.md'"),
      (["--html", "a.md", "-o", "a.md"], 2, "is the lesson itself"),
      (["a.md", "-o", "a.md"], 2, "is the lesson itself"),
      (["--html", "b.md", "./b.md", "x/b.md", "-o", "out"], 2, "would both become the page b.html"),
      (["--html", "broken.md", "-o", "out"], 3, "broken.md:3:3: error: there is no file 'lost.png'"),
      (["--html", "faulty.md", "b.md", "-o", "out"], 3, "faulty.md:3:10: error: 'exampel' is no role"),
      (["--html", "fails.md", "-o", "out"], 1, "fails.md:4:"),
      (["--html", "b.md", "-o", "no/out"], 4, "cannot write no/out"),
      (["--trace", "--html", "b.md", "-o", "out"], 2, "--trace needs something to trace"),
    ] as [([String], Int32, String)])
  func refused(arguments: [String], status: Int32, words: String) throws {
    let desk = try Desk()
    for name in ["b.md", "x/b.md"] { try desk.folder.write("# B\n\nWords.\n", to: name) }
    try desk.folder.write("# A\n\nA ![b](lost.png).\n", to: "broken.md")
    try desk.folder.write("# A\n\n```swift exampel\n```\n", to: "faulty.md")
    try desk.folder.write("# A\n\n```swift example\nlet a = b\n```\n", to: "fails.md")
    let result = try desk.tool.run(["print"] + arguments)
    #expect(result.status == status && result.errors.contains(words), "\(result.errors)")
    #expect(desk.text("out") == nil && desk.text("a.md") == SiteTests.lesson)
  }

  @Test("where there is no Chromium, the command is told that installs it")
  func noChromium() throws {
    var desk = try Desk()
    desk.tool.environment["PATH"] = "/nonexistent"
    let result = try desk.tool.run("print", "--pdf", "a.md", "-o", "a.pdf")
    #expect(result.status == 4 && result.errors.contains("  apt-get install chromium "), "\(result.errors)")
  }

  @Test("text goes to a file as well")
  func text() throws {
    let desk = try Desk()
    try desk.folder.write("# B\n\nWords.\n", to: "b.md")
    let printed = try desk.tool.run("print", "b.md")
    #expect(try desk.tool.run("print", "b.md", "-o", "b.txt").status == 0)
    #expect(desk.text("b.txt") == printed.output)
  }
}
