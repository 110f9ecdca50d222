import Foundation
import Testing

/// `review`: what a person finds of answers, without a browser.
@Suite("review")
struct ReviewTests {
  struct Exercise: Encodable {
    var name: String
    var status: String
    var points: Double
    var max_points = 2.0
    var feedback = "Machine.\n"
    var feedback_text = "Machine."
    var answer: String?
  }

  struct Record: Encodable {
    var student: String
    var lesson = "02-padding.md"
    var title = "2. Padding"
    var submission = "in/x.md"
    var fingerprint = "f1"
    var points: Double
    var max_points = 4.0
    var hand_in = "h1"
    var problems: [String] = []
    var exercises: [Exercise]
  }

  let folder: TemporaryFolder
  private var tool = Tool()

  init() throws {
    folder = try TemporaryFolder()
    tool.folder = folder.url
  }

  private func store(_ student: String, answer: String = "It slides.\n") throws {
    let exercises = [
      Exercise(name: "fits", status: "passed", points: 2, answer: "let fits = true\n"),
      Exercise(name: "why", status: "awaiting-review", points: 0, answer: answer),
    ]
    try folder.write(
      try JSONEncoder().encode(Record(student: student, points: 2, exercises: exercises)), to: "results/\(student).json"
    )
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.url.appending(path: path)), as: UTF8.self)
  }

  private func take(_ table: String) throws -> Tool.Result {
    try folder.write(table, to: "reviews.csv")
    return try tool.run("review", "results", "--import", "reviews.csv")
  }

  @Test("reviews of an exercise that the lesson has no more are told of, by every export and to the student")
  func renamed() throws {
    for student in ["ada", "ben"] { try store(student) }
    let table = "student,exercise,points,reason\nada,why,1,half of it\nben,why,2,all of it\n"
    #expect(try take(table).status == 0)
    for student in ["ada", "ben"] {
      let path = "results/\(student).json"
      try folder.write(try text(path).replacing("\"why\"", with: "\"reason\""), to: path)
    }
    let words = "2 reviews of 'why' (ada, ben) count nothing, as the results have no such exercise"
    let exported = try tool.run("export", "results", "--format", "csv", "-o", "grades.csv")
    #expect(exported.status == 0 && exported.errors.contains(words), "\(exported.errors)")
    #expect(try text("grades.csv").contains("the review of 'why' counts nothing"))
    let strict = try tool.run("export", "results", "--format", "csv", "--strict", "-o", "strict.csv")
    #expect(strict.status == 1 && strict.errors.contains(words))
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "strict.csv").path))
  }

  @Test("a table goes out, comes back filled in, and every export is made of it")
  func throughTheTable() throws {
    for student in ["ada", "ben"] { try store(student) }
    let first = try tool.run("review", "results", "--export", "table.csv")
    #expect(first.status == 0 && first.errors == "lesson-run: wrote 4 answers to table.csv\n")
    let table = try text("table.csv").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(
      table[0]
        == "student,exercise,answer,status,machine_points,max_points,items,points,reason,comments,flagged,reviewed,final_points,seen"
    )
    let place = try #require(table.firstIndex { $0.hasPrefix("ada,why,") })
    var fields = table[place].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    #expect(fields[3] == "awaiting-review" && fields[12] == "0")
    (fields[7], fields[8], fields[9]) = ("1.5", "half of it", "Well put.")
    let filled = (table[..<place] + [fields.joined(separator: ",")] + table[(place + 1)...]).joined(separator: "\n")
    let result = try take(filled)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.hasPrefix("lesson-run: 1 review changed;"))
    #expect(try take(filled).errors.hasPrefix("lesson-run: 0 reviews changed;"))

    let exported = try tool.run("export", "results", "--format", "csv", "-o", "grades.csv")
    #expect(exported.errors.contains("warning: 1 answer awaiting review"))
    #expect(try text("grades.csv").contains("ada,3.5,4,2,1.5,") && text("grades.csv").contains("ben,2,4,2,0,"))
    for (format, words) in [
      ("junit", "partly right, 1.5 of 2 points"), ("html", "partly right, 1.5 of 2, reviewed"), ("sqlite", ""),
    ] {
      #expect(try tool.run("export", "results", "--format", format, "-o", "out.\(format)").status == 0)
      #expect(try words.isEmpty || text("out.\(format)").contains(words), "\(format)")
    }
    #expect(try tool.run("export", "results", "--format", "gradescope", "-o", "scope").status == 0)
    let scope = try text("scope/ada/results.json")
    #expect(scope.contains("\"score\" : 3.5") && scope.contains("half of it") && scope.contains("Well put"))
    #expect(try text("results/feedback/ada.md").contains("**3.5 of 4 points**"))
  }

  @Test("a gradebook takes over a review that came after it, as the same attempt")
  func gradebook() throws {
    try store("ada")
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
    #expect(try take("student,exercise,points,reason\nada,why,2,all there\n").status == 0)
    #expect(try points() == "(1, 4.0, 'passed')\n")
  }

  @Test("what is wrong in a table is named with its place, and nothing is changed")
  func faults() throws {
    try store("ada")
    let result = try take("student,exercise,points,reason\nada,fits,1,seen\nadda,why,1,x\nada,why,3,x\n")
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.errors.contains("reviews.csv:3:1: error: there is no result of 'adda'"))
    #expect(result.errors.contains("reviews.csv:4:9: error: more or fewer points than there are"))
    #expect(result.errors.hasSuffix("lesson-run: 2 faults in reviews.csv; nothing was changed\n"))
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "results/ada.review.json").path))
    #expect(try tool.run("review", "results").status == 2)
    #expect(try tool.run("review", "nothing", "--export", "x.csv").errors.contains("there is no folder 'nothing'"))
    #expect(try tool.run("review", "results", "--import", "no.csv").errors.contains("cannot read 'no.csv'"))
  }

  @Test(
    "a review that is damaged keeps everything from going on without it",
    arguments: [
      ["review", "results", "--export", "x.csv"], ["export", "results", "--format", "csv"], ["desk", "results"],
      ["grade", "lesson.md", "in", "--results", "results"],
    ])
  func damaged(arguments: [String]) throws {
    try store("ada")
    try folder.write("{\n  \"format\": 1,\n", to: "results/ada.review.json")
    try folder.write(ServeTests.lesson.replacing("Sums", with: "2. Padding"), to: "02-padding.md")
    try folder.write("# nothing\n", to: "in/ada.md")
    let result = try tool.run(arguments.map { $0 == "lesson.md" ? "02-padding.md" : $0 })
    #expect(result.status == 2, "\(result)")
    #expect(result.errors.hasPrefix("results/ada.review.json:"))
    #expect(result.errors.contains("never written over"))
    #expect(try text("results/ada.review.json") == "{\n  \"format\": 1,\n")
  }

  @Test("processes at once lose nothing: twelve write about the same answers")
  func atOnce() throws {
    for student in ["ada", "ben", "cleo"] { try store(student) }
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
      let review = try text("results/\(student).review.json")
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
    #expect(try take("student,exercise,points,reason\nada,first,0.5,the right numbers\n").status == 0)
    let review = try text("results/ada.review.json")
    #expect(try text("results/feedback/ada.txt").contains("0.5 of 1 point"))
    try handIn("[3, 2, 2]")
    #expect(try text("results/ada.review.json") == review)
    #expect(try text("results/feedback/ada.md").contains("**Not reviewed yet:**"))
    #expect(try text("results/grades.csv").contains("the review of 'first' is of an earlier answer"))
    let strict = try tool.run("export", "results", "--format", "csv", "--strict")
    #expect(strict.status == 1 && strict.errors.contains("1 review of an answer that has changed since"))
    try handIn("[3, 2, 1]")
    #expect(try text("results/grades.csv").contains("ada,0.5,1,0.5,"))
    #expect(try text("results/feedback/ada.md").contains("the right numbers"))
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
    #expect(try text("results/grades.csv").contains("ada,0,2,0,"))
    #expect(try text("results/lesson.md") == text("words.md"))
    #expect(try take("student,exercise,items,reviewed\nada,why,2 | the same weights,yes\n").status == 0)
    #expect(try tool.run("export", "results", "--format", "csv").status == 0)
    #expect(try text("results/grades.csv").contains("ada,2,2,2,"))
    let feedback = try text("results/feedback/ada.md")
    #expect(feedback.contains("passed") && feedback.contains("- at every place: 1.5 points"))
    #expect(!feedback.contains("read by a person"))
    let faulty = try take("student,exercise,items\nada,why,3\n")
    #expect(faulty.errors.contains("reviews.csv:2:9: error: the rubric has no '3'"))
  }

  @Test("a result that is damaged is named, all others are exported, and the status says so")
  func damagedResult() throws {
    for student in ["ada", "ben"] { try store(student) }
    try folder.write("{\"half\": ", to: "results/ben.json")
    let result = try tool.run("review", "results", "--export", "table.csv")
    #expect(result.status == 1)
    #expect(
      result.errors.contains(
        "left out results/ben.json:1:10: it is not JSON, or only half a file; 'lesson-run grade' with that hand-in makes it anew"
      ), "\(result.errors)")
    #expect(try text("table.csv").contains("ada,why,") && !text("table.csv").contains("ben,"))
    let taken = try take("student,exercise,points,reason\nben,why,1,x\nada,why,1,x\n")
    #expect(taken.status == 2 && taken.errors.contains("reviews.csv:2:1: error: the result of 'ben' cannot be read"))
    try folder.write("{", to: "results/ada.json")
    let none = try tool.run("review", "results", "--export", "table.csv")
    #expect(none.status == 2 && none.errors.contains("results/ada.json:1:"), "\(none.errors)")
  }

  @Test("the table of grades in the folder follows an import, with a row for everybody of the class")
  func grades() throws {
    try store("ada")
    try folder.write("student\nada\nben\n", to: "results/roster.csv")
    try folder.write("student,points\n", to: "results/grades.csv")
    #expect(try take("student,exercise,points,reason\nada,why,1.5,x\n").status == 0)
    let table = try text("results/grades.csv")
    #expect(table.contains("ada,3.5,4,2,1.5,") && table.contains("ben,0,4,0,0,"))
    #expect(try tool.run("export", "results", "--format", "csv", "-o", "out.csv").status == 0)
    #expect(try text("out.csv") == table)
  }

  @Test(
    "no room, or nothing may be written: nothing is half taken over, and why is said", .enabled(if: Mounts.areAllowed))
  func disks() throws {
    for student in ["ada", "ben"] { try store(student) }
    let comment = String(repeating: "long ", count: 700)
    try folder.write(
      "student,exercise,comments\nada,why,\(comment)\nada,fits,\(comment)\nben,why,\(comment)\nben,fits,\(comment)\n",
      to: "reviews.csv")
    try folder.write(
      """
      mkdir small
      mount -t tmpfs -o size=256k none small
      cp results/* small/
      touch small/.reviews.lock
      cat /dev/zero > small/rest 2> /dev/null || true
      truncate -s -12k small/rest
      $tool review small --import reviews.csv && exit 1
      echo "status $?: $(ls -A small | grep -c review.json) $(ls -A small | grep -c draft)"
      rm small/rest
      mount -o remount,ro small
      $tool review small --import reviews.csv && exit 1
      echo "status $?"
      $tool desk small && exit 1
      echo "status $?"
      $tool review small --export out.csv
      mount -o remount,rw small
      $tool review small --import reviews.csv
      """, to: "script.sh")
    var shell = tool
    shell.executable = URL(filePath: "/bin/sh")
    shell.environment["tool"] = Tool.executable.path
    let result = try shell.run("-c", "\(Mounts.unshare) sh -e script.sh")
    #expect(result.output == "status 4: 0 0\nstatus 4\nstatus 4\n", "\(result.output)\(result.errors)")
    #expect(result.errors.contains("No space left on device") && result.errors.contains("Read-only file system"))
    #expect(result.errors.contains("wrote 4 answers to out.csv") && result.errors.contains("4 reviews changed"))
  }
}
