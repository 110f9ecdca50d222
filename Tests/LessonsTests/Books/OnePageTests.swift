import Foundation
import Grading
import Reading
import Running
import Testing

import Books

@Suite("Lessons as one page")
struct OnePageTests {
  private static let exercise = """
    ```swift exercise sum answer=a
    let a = ___
    ```

    ```hint sum
    A nudge.
    ```

    ```swift solution sum
    let a = 41999
    ```

    ```swift mistake sum
    // Look at `a` again.
    let a = 41998
    ```

    """

  private struct NoFile: Error {}

  /// The page of lessons by their names.
  private func page(
    _ texts: KeyValuePairs<String, String>, isOnPaper: Bool = false, hasSolutions: Bool = false,
    beside files: [String: String] = [:]
  ) throws -> (html: String, faults: [String]) {
    let folder = FileManager.default.temporaryDirectory.path + "/page-\(UUID())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, content) in files { try Data(content.utf8).write(to: URL(filePath: folder + "/" + name)) }
    let chapters = try texts.map { name, text in
      Chapter(try LessonReader.read(Array(text.utf8), path: folder + "/" + name), isFront: name == "README.md")
    }
    let page = OnePage(of: chapters, isOnPaper: isOnPaper)
    let articles = try chapters.map { chapter in
      let places = try page.places(of: chapter) { path in
        guard let data = FileManager.default.contents(atPath: path) else { throw NoFile() }
        return Array(data)
      }
      let choices = LessonHTML.Choices(hasSolutions: hasSolutions, isOnPaper: isOnPaper)
      return LessonHTML(chapter, Report(lesson: chapter.lesson), code: CodeHTML(), places: places, choices: choices)
        .html
    }
    return (page.html(articles), chapters.flatMap(page.faults).map(\.code))
  }

  private func addresses(in html: String) -> [Substring] {
    html.matches(of: #/(?:href|src)="([^"]*)"/#).map(\.1)
  }

  @Test("links lead to places on the page or to the web, and pictures are in it")
  func links() throws {
    let one = """
      # One

      [a](two.md), [b](two.md#a-part), [c](two.md#exercise-sum), [d](https://example.org/x), [e](data.txt), [f](three.md),
      [g](#here), ![h](dot.png)

      ## Here
      """
    let two = "# Two\n\n## A part\n\n" + Self.exercise
    let files = ["dot.png": "PNG", "data.txt": "data", "three.md": "# Three\n"]
    let (html, faults) = try page(["1.md": one, "two.md": two], beside: files)
    #expect(faults.isEmpty)
    let found = Set(addresses(in: html).filter { $0 != "data:," })
    #expect(
      found.isSuperset(of: [
        "#two", "#two/a-part", "#two/exercise/sum/1", "https://example.org/x", "#1/here", "data:image/png;base64,UE5H",
      ]))
    for place in found where place.hasPrefix("#") {
      #expect(html.contains("id=\"\(place.dropFirst())\""), "\(place) leads nowhere")
    }
    #expect(found.allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("data:") || $0 == "https://example.org/x" })
    #expect(html.contains("<span>e</span>") && html.contains("<span>f</span>"))
  }

  @Test("a lesson that is alone keeps the names of its places")
  func alone() throws {
    let (html, _) = try page(["a.md": "# A\n\n[b](#b), [a](a.md)\n\n## B\n\n" + Self.exercise])
    #expect(
      html.contains("<a href=\"#b\">") && html.contains("<h2 id=\"b\">") && html.contains("id=\"exercise/sum/1\""))
    #expect(html.contains("<a href=\"#text\">a</a>") && html.contains("<main id=\"text\">"))
  }

  @Test("what leads nowhere is a fault, but not a lesson that is not printed")
  func faults() throws {
    let text = "# A\n\n[b](gone.md), [c](other.md), ![d](none.png)\n"
    let (_, faults) = try page(["a.md": text], beside: ["other.md": "# Other\n"])
    #expect(faults == ["linkToNothing", "linkToNothing"])
  }

  @Test("answers are there only if they are asked for", arguments: [false, true], [false, true])
  func answers(isOnPaper: Bool, hasSolutions: Bool) throws {
    let (html, _) = try page(["a.md": "# A\n\n" + Self.exercise], isOnPaper: isOnPaper, hasSolutions: hasSolutions)
    #expect(html.contains("41999") == hasSolutions)
    // On paper nothing can be folded away.
    #expect(html.contains("A nudge.") == !isOnPaper)
    #expect(html.contains("41998") == (hasSolutions && !isOnPaper))
    #expect(html.contains("Look at <code>a</code> again.") == (hasSolutions && !isOnPaper))
    #expect(!isOnPaper || html.contains("<details class=\"solution\" open=\"\">") == hasSolutions)
  }

  @Test("the policy allows the page's own style and scripts, and nothing else", arguments: [false, true])
  func policy(isOnPaper: Bool) throws {
    let (html, _) = try page(["a.md": "# A: \"</style><script>x</script>\n", "b.md": "# B\n"], isOnPaper: isOnPaper)
    let policy = try #require(html.firstMatch(of: #/Content-Security-Policy" content="([^"]*)"/#)).1
    for (kind, name) in [("style", "style-src"), ("script", "script-src")] {
      let contents = html.matches(of: try Regex("(?s)<\(kind)>(.*?)</\(kind)>", as: (Substring, Substring).self)).map(
        \.output.1)
      #expect(contents.count == (kind == "style" ? 1 : isOnPaper ? 0 : 2))
      let digests = contents.map { "'sha256-\(Data(ContentHash(of: $0.utf8).bytes).base64EncodedString())'" }
      let directive = policy.split(separator: "; ").first { $0.hasPrefix(name) }.map(String.init)
      #expect(directive == (digests.isEmpty ? nil : ([name] + digests).joined(separator: " ")))
    }
    #expect(policy.hasPrefix("default-src 'none'; ") && policy.contains("font-src data:;"))
  }

  @Test("on paper each lesson has its title above its pages, whatever that is")
  func titles() throws {
    let (html, _) = try page(
      ["a.md": "# 1. Sums \"}*{x:y}: more\n", "b.md": "# 2. 합성곱\n"], isOnPaper: true)
    #expect(html.contains("@top-right { content: \"1\\2e  Sums \\22 \\7d \\2a \\7b x\\3a y\\7d \";"))
    #expect(html.contains("content: \"2\\2e  합성곱\""))
    #expect(html.contains("<h1 id=\"a/1-sums-xy-more\">1. Sums &quot;}*{x:y}</h1>\n<p class=\"subtitle\">more</p>"))
  }
}
