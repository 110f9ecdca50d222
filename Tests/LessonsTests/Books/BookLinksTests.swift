import Foundation
import Reading
import Reporting
import Testing

import Books

@Suite("Links in a book")
struct BookLinksTests {
  private func links(_ text: String, beside files: [String: String] = [:]) throws -> (BookLinks, URL) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "links-\(UUID())")
    for (name, content) in files {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(content.utf8).write(to: file)
    }
    func chapter(_ name: String, _ text: String) throws -> Chapter {
      Chapter(try LessonReader.read(Array(text.utf8), path: folder.path + "/" + name))
    }
    let other =
      "# Other\n\n## A heading, twice!\n\n## A heading, twice!\n\n```swift exercise sum answer=a\nlet a = ___\n```\n"
    return (BookLinks(of: [try chapter("a.md", "# A\n\n" + text), try chapter("b.md", other)]), folder)
  }

  @Test(
    "leads to a page, a heading, an exercise, a file beside the lesson or the web",
    arguments: [
      ("b.md", "b.html"), ("b.md#a-heading-twice", "b.html#a-heading-twice"),
      ("b.md#a-heading-twice-1", "b.html#a-heading-twice-1"), ("b.md#exercise-sum", "b.html#exercise/sum/1"),
      ("#a", "a.html#a"), ("data/x.txt", "files/data/x.txt"), ("./data/x.txt", "files/data/x.txt"),
      ("data/a%20b.txt", "files/data/a%20b.txt"), ("https://example.org/?a=b", "https://example.org/?a=b"),
      ("mailto:a@example.org", "mailto:a@example.org"),
    ])
  func targets(address: String, target: String) throws {
    let (links, folder) = try links("[x](\(address))", beside: ["data/x.txt": "x", "data/a b.txt": "x"])
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(links.faults.isEmpty)
    #expect(links.addresses["a.html"]?[address] == target)
  }

  @Test(
    "leads nowhere: a fault, with what was meant",
    arguments: [
      ("[x](c.md)", "linkToNothing"), ("[x](b.md#headin)", "linkToNoHeading"),
      ("[x](javascript:alert(1))", "refusedLink"),
      ("[x](JavaScript&#58;alert(1))", "refusedLink"), ("[x](data:text/html,x)", "refusedLink"),
      ("[x](vbscript:x)", "refusedLink"), ("[x](file:///etc/passwd)", "refusedLink"),
      ("[x](../x.md)", "linkOutOfFolder"),
      ("[x](/etc/passwd)", "linkOutOfFolder"), ("[x](//example.org)", "linkOutOfFolder"),
      ("[x](data/%2e%2e/%2e%2e/x)", "linkOutOfFolder"), ("[x](data)", "linkToNoFile"),
      ("![x](data/link.txt)", "linkToSymbolicLink"),
      ("[x](c/d.md)", "linkToNoChapter"), ("![x](https://example.org/x.png)", "pictureFromAfar"),
      ("![x](y.png)", "linkToNothing"),
    ])
  func faults(markdown: String, code: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "links-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder.appending(path: "data"), withIntermediateDirectories: true)
    try FileManager.default.createDirectory(at: folder.appending(path: "c"), withIntermediateDirectories: true)
    try Data("x".utf8).write(to: folder.appending(path: "c/d.md"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/data/link.txt", withDestinationPath: "/etc/hostname")
    func chapter(_ name: String, _ text: String) throws -> Chapter {
      Chapter(try LessonReader.read(Array(text.utf8), path: folder.path + "/" + name))
    }
    let links = BookLinks(of: [
      try chapter("a.md", "# A\n\nSome words,\nand \(markdown).\n"), try chapter("b.md", "# B\n\n## Heading\n"),
    ])
    let faults = links.faults[folder.path + "/a.md"] ?? []
    #expect(faults.map(\.code) == [code])
    #expect(faults.first?.location.line == 4)
    #expect(faults.first?.location.column == 5)
    #expect(links.copies.isEmpty)
  }

  @Test("a link of a hint, of a table and of a definition is looked at too")
  func places() throws {
    let text = """
      | a | b |
      |---|---|
      | x | [y](gone.md) |

      ```swift exercise s answer=a
      let a = ___
      ```

      ```hint s
      See [there](lost.md).
      ```

      And [this][d].

      [d]: nowhere.md
      """
    let (links, folder) = try links(text)
    let faults = links.faults[folder.path + "/a.md"] ?? []
    let places = faults.map { "\($0.location.line):\($0.location.column)" }
    #expect(places == ["5:7", "12:5", "15:5"])
  }

  @Test(
    "headings are named as Git hosts name them",
    arguments: [
      (["Padding: zeros around the image"], ["padding-zeros-around-the-image"]), (["A, B & C"], ["a-b--c"]),
      (["Same", "Same", "Same-1", "Same"], ["same", "same-1", "same-1-1", "same-2"]), (["합성곱 층"], ["합성곱-층"]),
      (["snake_case `code`"], ["snake_case-code"]),
    ])
  func names(headings: [String], names: [String]) {
    var given = HeadingNames()
    #expect(headings.map { given.name(of: $0) } == names)
  }
}
