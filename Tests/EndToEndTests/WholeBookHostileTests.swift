import Foundation
import Testing

/// All lessons of the book in a workspace: slow, not hostile.
@Suite("The whole book as a learner's workspace")
struct WholeBookHostileTests {
  @Test("every solution of the author's, put into its copy, earns full points there")
  func solutions() throws {
    let folder = try TemporaryFolder()
    var tool = Tool()
    tool.folder = folder.url
    #expect(try tool.run("start").status == 0)
    let workspace = folder.url.appending(path: "my-lessons")
    let book = workspace.appending(path: ".lesson-run/book")
    let names = try FileManager.default.contentsOfDirectory(atPath: book.path).sorted()
    #expect(names.count >= 17)
    for name in names {
      let author = try String(contentsOf: book.appending(path: name), encoding: .utf8)
      var copy = try String(contentsOf: workspace.appending(path: name), encoding: .utf8)
      for solution in author.matches(of: #/(?m)^```swift solution (\S+)\n([\s\S]*?)^```$/#) {
        let starter = try Regex("(?m)^```swift exercise \(solution.1)(?= |$).*\n([\\s\\S]*?)^```$")
        let cell = try #require(copy.firstMatch(of: starter))
        let header = copy[cell.range].prefix { $0 != "\n" }
        copy.replaceSubrange(cell.range, with: "\(header)\n\(solution.2)```")
      }
      try Data(copy.utf8).write(to: workspace.appending(path: name))
    }
    let result = try tool.run("progress")
    let rows = result.output.matches(of: #/(?m)^ {2}(\S+) +([0-9.]+)/([0-9.]+) /#)
    #expect(rows.count == names.count + 1, "\(result.output)\(result.errors)")
    for row in rows { #expect(row.2 == row.3, "\(row.1): \(row.2) of \(row.3)") }
  }
}
