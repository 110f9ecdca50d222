import Classes
import Foundation
import Grading
import Reading
import Testing

@Suite("Reviews in a table")
struct ReviewTableTests {
  static let rubric = [
    ExerciseReview.Item(text: "names the shape", points: 1),
    ExerciseReview.Item(text: "a | or a \\ in it", points: 0.5),
    ExerciseReview.Item(text: "-1", points: 0.5),
  ]
  static let students = ["Ada", "=cmd|'x'", "two\nlines", "a \"quoted\", name", "O'Neil", "'quoted"]

  private func graded(_ folder: ResultsFolder) throws { try ReviewFolderTests.graded(folder, Self.students) }

  private func take(_ text: String, _ folder: ResultsFolder) throws -> Int {
    try ReviewImport(into: folder, rubrics: ["why": Self.rubric]).take(Array(text.utf8), path: "reviews.csv").changed
  }

  @Test("whatever was said comes back as it was: a hundred random classes")
  func roundTrip() throws {
    var numbers = SystemRandomNumberGenerator()
    let texts = [
      "plain", "=1+1", "-0.5 for style", "'quoted", "''", "a \"quote\", a comma; and a tab\t", "ünï 李", "| \\ |", "\\",
      "x | y", "@me", "+",
    ]
    for _ in 1...100 {
      try withResultsFolder { folder in
        try graded(folder)
        var said: [String: ExerciseReview] = [:]
        for student in Self.students where Bool.random(using: &numbers) {
          try folder.reviews.holding { holding throws(ReviewFailure) in
            var review = ExerciseReview(name: "why", answer: "")
            review.items = Self.rubric.filter { _ in Bool.random(using: &numbers) }
            review.comments = Array(
              Set(
                (0..<2).map { _ in texts.randomElement(using: &numbers) ?? "" }.map {
                  $0.trimmingCharacters(in: .whitespaces)
                })
            ).sorted()
            review.isFlagged = Bool.random(using: &numbers)
            review.isDone = Bool.random(using: &numbers)
            if Bool.random(using: &numbers) {
              let points = Double(Int.random(in: 0...8, using: &numbers)) / 4
              review.override = .init(
                points: points,
                reason: (texts.randomElement(using: &numbers) ?? "").trimmingCharacters(in: .whitespaces))
              review.isDone = true
            }
            said[student] = try holding.change(.whole(review), of: "why", student, seen: nil).after
          }
        }
        let file = folder.file(named: "table.csv")
        #expect(try ReviewTable(of: folder).write(to: file).count == 2 * Self.students.count)
        let table = try folder.text("table.csv")
        #expect(try take(table, folder) == 0, "\(table)")
        for student in Self.students {
          try folder.reviews.holding { holding throws(ReviewFailure) in
            _ = try holding.store([StudentReview(student: student)])
          }
        }
        #expect(try take(table, folder) == said.values.count { !$0.isEmpty }, "\(table)")
        for (student, review) in said where !review.isEmpty {
          #expect(try folder.reviews.review(of: student)?["why"] == review, "\(student)")
        }
      }
    }
  }

  @Test("points that an exercise has no more come back as they were given, and nobody else's line is refused for them")
  func loweredMost() throws {
    try withResultsFolder { folder in
      try graded(folder)
      let given = ExerciseReview.Override(points: 2, reason: "seen on paper")
      try folder.reviews.holding { holding throws(ReviewFailure) in
        _ = try holding.change(.override(given, seen: nil), of: "why", "Ada", seen: nil)
      }
      var result = sampleResult("Ada", [("why", .awaitingReview, 0), ("fits", .passed, 2)])
      for index in result.exercises.indices { result.exercises[index].answer = "let a = 1\n" }
      (result.exercises[0].maxPoints, result.maxPoints) = (1, result.maxPoints - 1)
      try folder.store(result)
      _ = try ReviewTable(of: folder).write(to: folder.file(named: "table.csv"))
      let table = try folder.text("table.csv")
      #expect(table.contains(",2,seen on paper,"), "\(table)")
      #expect(try take(table, folder) == 0)
      #expect(try folder.reviews.review(of: "Ada")?["why"]?.override == given)
      #expect(try take("student,exercise,points,reason\nAda,why,2,seen on paper\nO'Neil,why,1,here too\n", folder) == 1)
    }
  }

  @Test("what was reviewed after the table was exported stays: lines as they were change nothing, others are refused")
  func olderTable() throws {
    try withResultsFolder { folder in
      try graded(folder)
      let file = folder.file(named: "table.csv")
      _ = try ReviewTable(of: folder).write(to: file)
      let table = try folder.text("table.csv")
      #expect(try take("student,exercise,items,reviewed\nAda,why,1,yes\n", folder) == 1)
      let before = try folder.reviews.review(of: "Ada")
      #expect(try take(table, folder) == 0)
      #expect(try folder.reviews.review(of: "Ada") == before)
      #expect(try folder.reviews.review(of: "O'Neil") == nil)
      let filled = table.replacing(/(?m)^(Ada,why,[^,]*,[^,]*,[^,]*,[^,]*,),/) { "\($0.output.1)2," }
      #expect(filled != table)
      let error = #expect(throws: ReviewImport.Failure.self) { try take(filled, folder) }
      guard case .faulty(let faulty)? = error else { return #expect(Bool(false), "\(String(describing: error))") }
      #expect(faulty.faults.map(\.kind) == [.reviewedSince])
    }
  }

  @Test("a line that says nothing changes nothing, columns that are not there leave what there is, items go by number")
  func parts() throws {
    try withResultsFolder { folder in
      try graded(folder)
      #expect(try take("student,exercise\nAda,why\n", folder) == 0)
      #expect(try take("exercise;student;items;reviewed\nwhy;Ada;1 | -1;x\n", folder) == 1)
      #expect(try take("student,exercise,points,reason\nAda,why,\"0,5\",seen\n", folder) == 1)
      let review = try #require(try folder.reviews.review(of: "Ada")?["why"])
      #expect(review.items == [Self.rubric[0], Self.rubric[2]] && review.isDone)
      #expect(review.override == .init(points: 0.5, reason: "seen"))
    }
  }

  static let faults: [(line: String, kind: Fault.Kind, column: Int)] = [
    ("Adda,why,,,,,,", .unknownStudent("Adda", meant: "Ada"), 1),
    ("Ada,wy,,,,,,", .unknownAnswer(exercise: "wy", meant: "why"), 5),
    ("Ada,why,0123,1,,,,yes", .changedAnswer, 9), ("Ada,why,,,two,because,,", .noPoints("two"), 11),
    ("Ada,why,,,2.5,because,,", .pointsOutOfRange(most: 2), 11),
    ("Ada,why,,,-1,because,,", .pointsOutOfRange(most: 2), 11),
    ("Ada,why,,,1,,,", .pointsWithoutReason, 13), ("Ada,why,,nothing,,,,", .unknownItem("nothing"), 10),
    ("Ada,why,,,,,,maybe", .neitherYesNorNo("maybe"), 14), ("Ada,why,,,,because,,", .reasonWithoutPoints, 12),
    ("Ada,why", .otherFieldCount(2, headings: 8), 5), ("Ada,why,,,,,,,", .otherFieldCount(9, headings: 8), 15),
    ("Ada,why,,,1,because, it is,,yes", .otherFieldCount(9, headings: 8), 29),
    ("Ada,why,,,1,\(String(repeating: "a", count: 4001)),,", .reviewTooLong(most: 4000), 13),
    ("Ada,why,,,,,\(String(repeating: "a", count: 4001)),", .reviewTooLong(most: 4000), 13),
    ("\"Ada,why", .openQuote, 1),
  ]

  @Test("each line that is wrong is named with its place, and nothing is changed", arguments: faults)
  func faulty(line: String, kind: Fault.Kind, column: Int) throws {
    try withResultsFolder { folder in
      try graded(folder)
      let text = "student,exercise,answer,items,points,reason,comments,reviewed\nO'Neil,why,,1,,,fine,yes\n\(line)\n"
      #expect { _ = try take(text, folder) } throws: { error in
        guard case ReviewImport.Failure.faulty(let faulty)? = error as? ReviewImport.Failure else { return false }
        let fault = faulty.faults.first
        return faulty.faults.count == 1 && fault?.kind == kind && fault?.location.line == 3
          && fault?.location.column == column && fault?.location.file == "reviews.csv"
      }
      #expect(try folder.reviews.review(of: "O'Neil") == nil)
    }
  }

  @Test("all that is wrong is told at once, a line twice among it")
  func several() throws {
    try withResultsFolder { folder in
      try graded(folder)
      let text = "student,exercise,points,reason\nAda,why,9,x\nAda,why,1,x\nnobody,why,1,x\n"
      #expect { _ = try take(text, folder) } throws: { error in
        guard case ReviewImport.Failure.faulty(let faulty)? = error as? ReviewImport.Failure else { return false }
        return faulty.faults.map(\.location.line) == [2, 3, 4] && faulty.faults[1].kind == .repeatedReview(line: 2)
      }
      #expect { _ = try take("name,points\nAda,1\n", folder) } throws: { error in
        guard case ReviewImport.Failure.faulty(let faulty)? = error as? ReviewImport.Failure else { return false }
        return faulty.faults.map(\.kind) == [.noReviewColumn("student"), .noReviewColumn("exercise")]
      }
    }
  }

  static let headings: [(line: String, kind: Fault.Kind, column: Int)] = [
    ("student,exercise,points,reason,points", .repeatedColumn("points", column: 3), 32),
    ("student,Student,exercise,points,reason", .repeatedColumn("student", column: 1), 9),
    ("student,exercise,point,reason,x", .misspeltColumn("point", meant: "points"), 18),
  ]

  @Test("a column twice, or one that is misspelt, is named: nothing in it goes unread", arguments: headings)
  func columns(line: String, kind: Fault.Kind, column: Int) throws {
    try withResultsFolder { folder in
      try graded(folder)
      let error = #expect(throws: ReviewImport.Failure.self) { try take("\(line)\nAda,why,1,x,1\n", folder) }
      guard case .faulty(let faulty)? = error else { return #expect(Bool(false), "\(String(describing: error))") }
      let fault = try #require(faulty.faults.first)
      #expect(fault.kind == kind && fault.location.line == 1 && fault.location.column == column)
      #expect(try folder.reviews.review(of: "Ada") == nil)
    }
  }

  static let files = [
    ("a byte-order mark", "\u{FEFF}student,exercise,points,reason\nAda,why,1,x\n"),
    ("CRLF", "student,exercise,points,reason\r\nAda,why,1,x\r\n"),
    ("CR", "student,exercise,points,reason\rAda,why,1,x\r"),
    ("semicolons", "student;exercise;points;reason\nAda;why;1,0;x\n"),
    ("tabs", "student\texercise\tpoints\treason\nAda\twhy\t1\tx"),
    ("quotes", "\"student\",\"exercise\",\"points\",\"reason\"\n\"Ada\",\"why\",\"1\",\"x\"\n"),
    (
      "a column of the teacher's own, and blank lines",
      "\nstudent,exercise,points,reason,notes to self\n\nAda,why,1,x,call\n,,,,\n"
    ),
    ("UTF-16", "\u{FEFF}student\texercise\tpoints\treason\nAda\twhy\t1\tx\n"),
  ]

  @Test("whatever a spreadsheet makes of it, it is read", arguments: files)
  func spreadsheets(name: String, text: String) throws {
    try withResultsFolder { folder in
      try graded(folder)
      let bytes =
        name == "UTF-16" ? text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] } : Array(text.utf8)
      #expect(try ReviewImport(into: folder, rubrics: [:]).take(bytes, path: "reviews.csv").changed == 1)
      #expect(try folder.reviews.review(of: "Ada")?["why"]?.override == .init(points: 1, reason: "x"))
    }
  }

  @Test("a name whose accents are put together otherwise is the same, unless there are two such students")
  func accents() throws {
    let (one, two) = ("Zo\u{EB}", "Zoe\u{308}")
    try withResultsFolder { folder in
      try ReviewFolderTests.graded(folder, [one])
      #expect(try take("student,exercise,points,reason\n\(two),why,1,x\n", folder) == 1)
      #expect(try folder.reviews.review(of: one)?.student.utf8.elementsEqual(one.utf8) == true)
      try ReviewFolderTests.graded(folder, [two])
      #expect(try take("student,exercise,points,reason\n\(two),why,2,y\n\(one),why,0,z\n", folder) == 2)
      #expect(try folder.reviews.review(of: one)?["why"]?.override?.points == 0)
      #expect(try folder.reviews.review(of: two)?["why"]?.override?.points == 2)
      var course = ReviewedClass(of: folder)
      course.renew()
      #expect(course.students.count == 2 && course.results.count == 2)
    }
  }

  @Test("a result that cannot be read is named for what it is, and left out of a table that is written")
  func damagedResult() throws {
    try withResultsFolder { folder in
      try graded(folder)
      try Data("{".utf8).write(to: URL(filePath: folder.file(named: "Ada.json")))
      let error = #expect(throws: ReviewImport.Failure.self) {
        try take("student,exercise,points,reason\nAda,why,1,x\n", folder)
      }
      guard case .faulty(let faulty)? = error else { return #expect(Bool(false), "\(String(describing: error))") }
      #expect(faulty.faults.map(\.kind) == [.unreadableResult("Ada")])
      let written = try ReviewTable(of: folder).write(to: folder.file(named: "table.csv"))
      #expect(written.count == 2 * (Self.students.count - 1) && written.skipped.map(\.name) == ["Ada.json"])
    }
  }
}
