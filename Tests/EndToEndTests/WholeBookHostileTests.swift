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
    // What is not answered in Swift is tried by the tests of kinds, and stays as it is here.
    var unanswered: [Substring: Double] = [:]
    for name in names {
      let author = try String(contentsOf: book.appending(path: name), encoding: .utf8)
      var copy = try String(contentsOf: workspace.appending(path: name), encoding: .utf8)
      for solution in author.matches(of: #/(?m)^```swift solution (\S+)\n([\s\S]*?)^```$/#) {
        let starter = try Regex("(?m)^```swift exercise \(solution.1)(?= |$).*\n([\\s\\S]*?)^```$")
        guard let cell = copy.firstMatch(of: starter) else {
          #expect(copy.contains("```number \(solution.1)") || copy.contains("```order \(solution.1)"), "\(solution.1)")
          continue
        }
        let header = copy[cell.range].prefix { $0 != "\n" }
        copy.replaceSubrange(cell.range, with: "\(header)\n\(solution.2)```")
      }
      for exercise in copy.matches(of: #/(?m)^`{3,}(?:choice|number|text|order) \S+(.*)$/#) {
        let points = exercise.1.firstMatch(of: #/points=([0-9.]+)/#).flatMap { Double($0.1) } ?? 1
        unanswered[name.dropLast(3), default: 0] += points
      }
      try Data(copy.utf8).write(to: workspace.appending(path: name))
    }
    let result = try tool.run("progress")
    let rows = result.output.matches(of: #/(?m)^ {2}(\S+) +([0-9.]+)/([0-9.]+) /#)
    #expect(rows.count == names.count + 1, "\(result.output)\(result.errors)")
    let all = unanswered.values.reduce(0, +)
    for (row, name) in zip(rows, names.map { Optional($0.dropLast(3)) } + [nil]) {
      let open = name.map { unanswered[$0] ?? 0 } ?? all
      let (earned, most) = try (#require(Double(row.2)), #require(Double(row.3)))
      #expect(earned + open == most, "\(row.1): \(earned) of \(most)")
    }
  }
}
