import Foundation
import Testing

@Suite("A site of lessons", .serialized)
struct SiteTests {
  static let lesson = """
    # Sums: a <script>alert("title")</script> & more

    Words with <b>tags</b>, "quotes" & `<code>`, 합성곱 and $`a^2`$.

    <script>alert(1)</script>

    ```swift example
    show("sum", Tensor("1 2 / 3 4"))
    print("<script>alert(2)</script>")
    ```

    ```swift exercise sum points=2
    let sum: Int = ___
    ```

    ```hint sum
    A *hint*.
    ```

    ```swift check sum
    answer("sum", sum)
    ```

    ```swift check sum hidden
    answer("secretlabel", sum + 77001)
    ```

    ```swift solution sum
    let sum: Int = 41999 + 1
    ```

    ```swift mistake sum
    // Forgetfulness.
    let sum: Int = 41998
    ```

    """

  private func text(of folder: URL) throws -> [String: String] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return try names.reduce(into: [:]) { texts, name in
      let file = folder.appending(path: name)
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { return }
      texts[name] = try String(contentsOf: file, encoding: .utf8)
    }
  }

  @Test("every page is well-formed, and nothing of a lesson's text is taken for markup")
  func wellFormed() throws {
    let folder = try TemporaryFolder()
    let site = folder.url.appending(path: "site")
    let result = try Tool().run("book", try folder.write(Self.lesson, to: "a.md").path, "-o", site.path)
    #expect(result.status == 0, "\(result.errors)")
    let texts = try text(of: site)
    for (name, text) in texts where name.hasSuffix(".html") {
      let data = Data(text.replacing("<!DOCTYPE html>", with: "").utf8)
      #expect(XMLCheck.isWellFormed(data), "\(name)")
    }
    let page = try #require(texts["a.html"])
    #expect(!page.contains("<script>alert") && !page.contains("<b>tags"))
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(page.contains("data-cell=\"exercise/sum/1\"") && page.contains("41999") && page.contains("Forgetfulness."))
    #expect(
      page.contains("<table class=\"tensor\"") && page.contains("<math")
        && page.contains("<span lang=\"ko\">합성곱</span>"))
    #expect(!page.contains("secretlabel") && !page.contains("77001"))
    try expectGolden(page, "page.html")
    let again = try Tool().run("book", folder.url.appending(path: "a.md").path, "-o", site.path)
    #expect(again.errors.contains(": 0 files written"), "\(again.errors)")
    #expect(try text(of: site) == texts)
  }

  @Test(
    "no rule of the figures' style is for a class that a page has of its own: pictures and plots of cells keep their sizes"
  )
  func stylesApart() throws {
    let folder = try TemporaryFolder()
    let site = folder.url.appending(path: "site")
    let file = try folder.write("# A\n\n```figure pooling\n```\n", to: "a.md")
    #expect(try Tool().run("book", file.path, "-o", site.path).status == 0)
    let texts = try text(of: site)
    func classes(_ name: String) throws -> Set<String> {
      let selectors = try #require(texts[name]).split(separator: "{").compactMap { $0.split(separator: "}").last }
      return Set(
        selectors.flatMap { $0.split(separator: ",") }.compactMap { selector in
          let bare = selector.drop(while: \.isWhitespace)
          return bare.first == "." ? String(bare.dropFirst().prefix { $0.isLetter || $0 == "-" }) : nil
        })
    }
    let (ofFigures, ofPages) = (try classes("figures.css"), try classes("book.css"))
    #expect(ofFigures.contains("numbers") && ofPages.contains("picture"))
    #expect(ofFigures.isDisjoint(with: ofPages), "\(ofFigures.intersection(ofPages))")
  }

  @Test("without solutions, no byte of an answer is in any file")
  func withoutSolutions() throws {
    let folder = try TemporaryFolder()
    let site = folder.url.appending(path: "site")
    let result = try Tool().run(
      "book", "--without-solutions", try folder.write(Self.lesson, to: "a.md").path, "-o", site.path)
    #expect(result.status == 0, "\(result.errors)")
    for (name, text) in try text(of: site) {
      for secret in ["41999", "42000", "41998", "Forgetfulness", "secretlabel", "77001"] {
        #expect(!text.contains(secret), "\(secret) in \(name)")
      }
    }
  }

  @Test(
    "what is wrong is said, and nothing is written",
    arguments: [
      (["gone.md", "-o", "site"], 2, "there is no file 'gone.md'"), (["a.md"], 2, "-o SITE"),
      (["faulty.md", "-o", "site"], 3, "faulty.md:3:10: error: 'exampel' is no role"),
      (["broken.md", "-o", "site"], 3, "broken.md:3:4: error: there is no file 'lost.md'"),
      (["fails.md", "-o", "site"], 1, "fails.md:4:"), (["a.md", "-o", "."], 2, "is the folder of the lessons"),
      (["a.md", "-o", "full"], 2, "holds files that are no site of ours"), (["a.md", "-o", "a.md"], 2, "is no folder"),
      (["a.md", "x/a.md", "-o", "site"], 2, "would both become the page a.html"),
      (["empty", "-o", "site"], 2, "no lessons in"),
      (["a.md", "-o", "full/mine.txt/site"], 4, "cannot make the folder"),
    ] as [([String], Int32, String)])
  func refused(arguments: [String], status: Int32, words: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("# A\n\nWords.\n", to: "a.md")
    try folder.write("# A\n\nWords.\n", to: "x/a.md")
    try folder.write("# A\n\n```swift exampel\n```\n", to: "faulty.md")
    try folder.write("# A\n\nA, [b](lost.md).\n", to: "broken.md")
    try folder.write("# A\n\n```swift example\nlet a = b\n```\n", to: "fails.md")
    try folder.write("mine", to: "full/mine.txt")
    try FileManager.default.createDirectory(at: folder.url.appending(path: "empty"), withIntermediateDirectories: true)
    var tool = Tool()
    tool.folder = folder.url
    let result = try tool.run(["book"] + arguments)
    #expect(result.status == status && result.errors.contains(words), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "site").path))
  }
}

/// Whether a text is XML, to Python's parser, which is there wherever the tests' other readers are.
enum XMLCheck {
  static func isWellFormed(_ data: Data) -> Bool {
    let file = FileManager.default.temporaryDirectory.appending(path: "page-\(UUID()).xml")
    defer { try? FileManager.default.removeItem(at: file) }
    guard (try? data.write(to: file)) != nil else { return false }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c", "import sys; from xml.dom import minidom; minidom.parse(sys.argv[1])", file.path,
    ]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
