import Foundation
import Testing

/// `review`: what a person finds of answers, without a browser.
@Suite("review")
struct ReviewTests {
  private let sample: ReviewSample
  private var folder: TemporaryFolder { sample.folder }
  private var tool: Tool { sample.tool }

  init() throws { sample = try ReviewSample() }

  @Test("reviews of an exercise that the lesson has no more are told of, by every export and to the student")
  func renamed() throws {
    for student in ["ada", "ben"] { try sample.store(student) }
    let table = "student,exercise,points,reason\nada,why,1,half of it\nben,why,2,all of it\n"
    #expect(try sample.take(table).status == 0)
    for student in ["ada", "ben"] {
      let path = "results/\(student).json"
      try folder.write(try sample.text(path).replacing("\"why\"", with: "\"reason\""), to: path)
    }
    let words = "2 reviews of 'why' (ada, ben) count nothing, as the results have no such exercise"
    let exported = try tool.run("export", "results", "--format", "csv", "-o", "grades.csv")
    #expect(exported.status == 0 && exported.errors.contains(words), "\(exported.errors)")
    #expect(try sample.text("grades.csv").contains("the review of 'why' counts nothing"))
    let strict = try tool.run("export", "results", "--format", "csv", "--strict", "-o", "strict.csv")
    #expect(strict.status == 1 && strict.errors.contains(words))
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "strict.csv").path))
  }

  @Test("a table goes out, comes back filled in, and every export is made of it")
  func throughTheTable() throws {
    for student in ["ada", "ben"] { try sample.store(student) }
    let first = try tool.run("review", "results", "--export", "table.csv")
    #expect(first.status == 0 && first.errors == "lesson-run: wrote 4 answers to table.csv\n")
    let table = try sample.text("table.csv").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(
      table[0]
        == "student,exercise,answer,status,machine_points,max_points,items,points,reason,comments,flagged,reviewed,final_points,seen"
    )
    let place = try #require(table.firstIndex { $0.hasPrefix("ada,why,") })
    var fields = table[place].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    #expect(fields[3] == "awaiting-review" && fields[12] == "0")
    (fields[7], fields[8], fields[9]) = ("1.5", "half of it", "Well put.")
    let filled = (table[..<place] + [fields.joined(separator: ",")] + table[(place + 1)...]).joined(separator: "\n")
    let result = try sample.take(filled)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.hasPrefix("lesson-run: 1 review changed;"))
    #expect(try sample.take(filled).errors.hasPrefix("lesson-run: 0 reviews changed;"))

    let exported = try tool.run("export", "results", "--format", "csv", "-o", "grades.csv")
    #expect(exported.errors.contains("warning: 1 answer awaiting review"))
    #expect(
      try sample.text("grades.csv").contains("ada,3.5,4,2,1.5,") && sample.text("grades.csv").contains("ben,2,4,2,0,"))
    for (format, words) in [
      ("junit", "partly right, 1.5 of 2 points"), ("html", "partly right, 1.5 of 2, reviewed"), ("sqlite", ""),
    ] {
      #expect(try tool.run("export", "results", "--format", format, "-o", "out.\(format)").status == 0)
      #expect(try words.isEmpty || sample.text("out.\(format)").contains(words), "\(format)")
    }
    #expect(try tool.run("export", "results", "--format", "gradescope", "-o", "scope").status == 0)
    let scope = try sample.text("scope/ada/results.json")
    #expect(scope.contains("\"score\" : 3.5") && scope.contains("half of it") && scope.contains("Well put"))
    #expect(try sample.text("results/feedback/ada.md").contains("**3.5 of 4 points**"))
  }

  @Test("a gradebook takes over a review that came after it, as the same attempt")
  func gradebook() throws {
    try sample.store("ada")
    func points() throws -> String {
      #expect(try tool.run("export", "results", "--format", "sqlite", "-o", "book.sqlite").status == 0)
      var python = Tool()
      python.executable = URL(filePath: "/usr/bin/env")
      python.folder = folder.url
      return try python.run(
        "python3", "-c",
        "import sqlite3; print(sqlite3.connect('book.sqlite').execute('select count(*), max(points), (select status from results, exercises where exercises.id = exercise_id and name = \"why\") from attempts').fetchone())"
      ).output
    }
    #expect(try points() == "(1, 2.0, 'awaiting-review')\n")
    #expect(try sample.take("student,exercise,points,reason\nada,why,2,all there\n").status == 0)
    #expect(try points() == "(1, 4.0, 'passed')\n")
  }

  @Test("processes at once lose nothing: twelve write about the same answers")
  func atOnce() throws {
    for student in ["ada", "ben", "cleo"] { try sample.store(student) }
    var started: [Tool.Started] = []
    for number in 0..<12 {
      let (student, exercise) = (["ada", "ben", "cleo"][number % 3], number / 3 % 2 == 0 ? "why" : "fits")
      let row =
        number < 6 ? "comments\n\(student),\(exercise),comment \(number)" : "flagged\n\(student),\(exercise),yes"
      try folder.write("student,exercise,\(row)\n", to: "part\(number).csv")
      started.append(try tool.start(["review", "results", "--import", "part\(number).csv"]))
    }
    for process in started { #expect(try process.wait().status == 0) }
    for (index, student) in ["ada", "ben", "cleo"].enumerated() {
      let review = try sample.text("results/\(student).review.json")
      #expect(review.contains("comment \(index)\"") && review.contains("comment \(index + 3)\""), "\(review)")
      #expect(review.matches(of: /"flagged" : true/).count == 2, "\(review)")
    }
  }

  @Test(
    "grading again keeps a review and marks it where the answer has changed: in feedback, exports and --strict",
    .enabled(if: ClassSample.hasSandbox))
  func regraded() throws {
    try folder.write(ServeTests.lesson, to: "sums.md")
    func handIn(_ list: String) throws {
      try folder.write(
        "# Sums\n\n```swift exercise first answer=list\nlet list: [Double] = \(list)\n```\n", to: "in/ada.md")
      let graded = try tool.run("grade", "sums.md", "in", "--results", "results")
      #expect(graded.status == 0, "\(graded.errors)")
    }
    try handIn("[3, 2, 1]")
    #expect(try sample.take("student,exercise,points,reason\nada,first,0.5,the right numbers\n").status == 0)
    let review = try sample.text("results/ada.review.json")
    #expect(try sample.text("results/feedback/ada.txt").contains("0.5 of 1 point"))
    try handIn("[3, 2, 2]")
    #expect(try sample.text("results/ada.review.json") == review)
    #expect(try sample.text("results/feedback/ada.md").contains("**Not reviewed yet:**"))
    #expect(try sample.text("results/grades.csv").contains("the review of 'first' is of an earlier answer"))
    let strict = try tool.run("export", "results", "--format", "csv", "--strict")
    #expect(strict.status == 1 && strict.errors.contains("1 review of an answer that has changed since"))
    try handIn("[3, 2, 1]")
    #expect(try sample.text("results/grades.csv").contains("ada,0.5,1,0.5,"))
    #expect(try sample.text("results/feedback/ada.md").contains("the right numbers"))
  }

  @Test("what awaits a person gets its points by the lesson's rubric", .enabled(if: ClassSample.hasSandbox))
  func rubric() throws {
    try folder.write(
      """
      # Words

      ```text why points=2
      ___
      ```

      ```solution why
      The weights are shared.
      ```

      ```rubric why
      - [ ] the same weights (0.5 points)
      - [ ] at every place (1.5 points)
      ```

      """, to: "words.md")
    try folder.write("# Words\n\n```text why\nThe weights are the same.\n```\n", to: "in/ada.md")
    #expect(try tool.run("grade", "words.md", "in", "--results", "results").status == 0)
    #expect(try sample.text("results/grades.csv").contains("ada,0,2,0,"))
    #expect(try sample.text("results/lesson.md") == sample.text("words.md"))
    #expect(try sample.take("student,exercise,items,reviewed\nada,why,2 | the same weights,yes\n").status == 0)
    #expect(try tool.run("export", "results", "--format", "csv").status == 0)
    #expect(try sample.text("results/grades.csv").contains("ada,2,2,2,"))
    let feedback = try sample.text("results/feedback/ada.md")
    #expect(feedback.contains("passed") && feedback.contains("- at every place: 1.5 points"))
    #expect(!feedback.contains("read by a person"))
    let faulty = try sample.take("student,exercise,items\nada,why,3\n")
    #expect(faulty.errors.contains("reviews.csv:2:9: error: the rubric has no '3'"))
  }

  @Test("the table of grades in the folder follows an import, with a row for everybody of the class")
  func grades() throws {
    try sample.store("ada")
    try folder.write("student\nada\nben\n", to: "results/roster.csv")
    try folder.write("student,points\n", to: "results/grades.csv")
    #expect(try sample.take("student,exercise,points,reason\nada,why,1.5,x\n").status == 0)
    let table = try sample.text("results/grades.csv")
    #expect(table.contains("ada,3.5,4,2,1.5,") && table.contains("ben,0,4,0,0,"))
    #expect(try tool.run("export", "results", "--format", "csv", "-o", "out.csv").status == 0)
    #expect(try sample.text("out.csv") == table)
  }
}
