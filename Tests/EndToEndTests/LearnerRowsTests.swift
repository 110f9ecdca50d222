import Testing

/// What a learner met in trying the book, each in one exercise.
@Suite("What a learner is told of crashes, blanks and shares")
struct LearnerRowsTests {
  @Test(
    "the statement's line with its variables, blanks that are left, points that add up, two findings for two errors")
  func rows() throws {
    let folder = try TemporaryFolder()
    let lesson = try String(
      contentsOf: Tool.root.appending(path: "Tests/EndToEndTests/Fixtures/learner-rows.md"), encoding: .utf8)
    try folder.write(lesson, to: "learner-rows.md")
    let output = try Tool(folder: folder.url).run("run", "learner-rows.md").output
    try expectGolden(output, "learner-rows.txt")

    let lines = lesson.split(separator: "\n", omittingEmptySubsequences: false)
    let statements = [
      "a[2] -= 1", "a[i] *= 2", "a[i][0] += 2", "a[i] /= 2", "a[5] += 1", "b[i + 1] -= 1", "a[i + 1] += 2",
      "a[x.count].append(1)", "add(&a[7])", "counts[digit] += 1", "second[digit] += 1",
    ]
    for statement in statements {
      let line = try #require(lines.firstIndex { $0.contains(statement) }) + 1
      #expect(output.contains("learner-rows.md:\(line):"), "\(statement)")
    }
    #expect(!output.contains("in the check"))
    let blank = try #require(lines.firstIndex { $0.contains("let two: Int = ___") }) + 1
    #expect(output.contains("1 of 3 blanks left: line \(blank)"))
    #expect(output.contains("2.14/3"))
    #expect(output.contains("total: The total counts the rows twice."))
    #expect(output.contains("table: The table is that of yesterday."))
  }

  @Test("what is left of a half-filled cell is told in run, watch and grade alike")
  func halfFilled() throws {
    let folder = try TemporaryFolder()
    func lesson(_ values: [String]) -> String {
      let cell = values.enumerated().map { "let \(["a", "b", "c"][$0]): Int = \($1)\n" }.joined()
      let check = ["a", "b", "c"].map { "answer(\"\($0)\", \($0))\n" }.joined()
      return
        "# Half\n\n```swift exercise half\n\(cell)```\n\n```swift solution half\nlet (a, b, c) = (1, 2, 3)\n```\n\n"
        + "```swift check half\n\(check)```\n"
    }
    try folder.write(lesson(["1", "___", "___"]), to: "a.md")
    try folder.write(lesson(["___", "___", "___"]), to: "class.md")
    try folder.write(lesson(["1", "___", "___"]), to: "hand-ins/ada.md")
    var tool = Tool(folder: folder.url)
    let words = "2 of 3 blanks left: lines 5, 6"
    #expect(try tool.run("run", "a.md").output.contains(words))
    #expect(try tool.run("grade", "class.md", "hand-ins", "--results", "results").status <= 1)
    let feedback = try String(contentsOf: folder.url.appending(path: "results/feedback/ada.md"), encoding: .utf8)
    #expect(feedback.contains(words), "\(feedback)")
    tool.environment["TERM"] = "xterm"
    try PseudoTerminal(tool, ["watch", "a.md"]).wait(for: words)
  }
}
