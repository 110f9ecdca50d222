import Classes
import Foundation
import Grading
import Reading
import Testing

extension ReviewFolder.Holding {
  /// Changes a student's review of an exercise.
  /// - Returns: The review before and after.
  func change(
    _ change: ReviewChange, of exercise: String, _ student: String, seen: String?
  ) throws(ReviewFailure) -> (before: ExerciseReview?, after: ExerciseReview?) {
    let (review, before, after) = try changed(change, of: exercise, student, seen: seen)
    if before != after { #expect(try store([review]) == nil) }
    return (before, after)
  }
}

@Suite("A folder of reviews")
struct ReviewFolderTests {
  static let item = ExerciseReview.Item(text: "names the shape", points: 1)

  static func graded(_ folder: ResultsFolder, _ students: [String] = ["Ada"], answer: String = "let a = 1\n") throws {
    for student in students {
      var result = sampleResult(student, [("why", .awaitingReview, 0), ("fits", .passed, 2)])
      for index in result.exercises.indices { result.exercises[index].answer = answer }
      try folder.store(result)
    }
  }

  private func change(_ folder: ResultsFolder, _ change: ReviewChange, _ student: String = "Ada", seen: String? = nil)
    throws
  {
    try folder.reviews.holding { holding throws(ReviewFailure) in
      _ = try holding.change(change, of: "why", student, seen: seen)
    }
  }

  @Test("what is changed is read again, beside a result that stays byte for byte, with the feedback renewed")
  func roundTrip() throws {
    try withResultsFolder { folder in
      try Self.graded(folder)
      let result = try folder.text("Ada.json")
      try change(folder, .item(Self.item, isTaken: true))
      try change(folder, .comment("Well\nput.", isThere: true))
      try change(folder, .done(true))
      let review = try #require(try folder.reviews.review(of: "Ada")?["why"])
      #expect(review.items == [Self.item] && review.comments == ["Well put."] && review.isDone && !review.isFlagged)
      #expect(try folder.text("Ada.json") == result)
      #expect(try folder.text("feedback/Ada.md").contains("names the shape: 1 point"))
      #expect(try folder.text("feedback/Ada.txt").contains("Ada: 3 of 4 points"))
      #expect(try folder.contents().students == ["Ada"])
      #expect(try folder.contents().survey.surprises.isEmpty)
    }
  }

  @Test("what takes everything back removes the review, and not what others have said")
  func emptied() throws {
    try withResultsFolder { folder in
      try Self.graded(folder)
      try change(folder, .flag(true))
      try change(folder, .flag(false))
      #expect(try folder.reviews.review(of: "Ada")?.exercises.isEmpty == true)
    }
  }

  @Test("a new answer keeps the review: it is marked, and becomes one of the new answer with the next change")
  func regraded() throws {
    try withResultsFolder { folder in
      try Self.graded(folder)
      try change(folder, .item(Self.item, isTaken: true))
      try change(folder, .done(true))
      try Self.graded(folder, answer: "let a = 2\n")
      var reading = try folder.reading()
      let next = reading.next()
      let stale = try #require(next)
      #expect(stale.exercises[0].review == .stale && stale.exercises[0].status == .awaitingReview)
      let last = reading.next()
      #expect(last == nil && reading.survey.stale == 1 && reading.survey.awaiting == 1)
      try change(folder, .flag(true))
      let begun = try #require(try folder.reviews.review(of: "Ada")?["why"])
      #expect(begun.items == [Self.item] && !begun.isDone)
      try change(folder, .done(true))
      var again = try folder.reading()
      let counted = again.next()
      #expect(counted?.exercises[0].points == 1)
    }
  }

  @Test(
    "what may not be is refused, and nothing is written",
    arguments: [
      (ReviewChange.override(.init(points: 2.5, reason: "more"), seen: nil), ReviewRefusal.outOfRange(most: 2)),
      (.override(.init(points: -1, reason: "less"), seen: nil), .outOfRange(most: 2)),
      (.override(.init(points: 1, reason: " \n "), seen: nil), .noReason),
      (.override(.init(points: 1, reason: "mine"), seen: .init(points: 2, reason: "theirs")), .otherPoints),
      (.override(.init(points: .nan, reason: "none"), seen: nil), .outOfRange(most: 2)),
      (.override(.init(points: 1, reason: String(repeating: "a", count: 4001)), seen: nil), .beyondBounds),
      (.item(.init(text: "a", points: 1e300), isTaken: true), .beyondBounds),
      (.item(.init(text: "a", points: .nan), isTaken: true), .beyondBounds),
      (.item(.init(text: "a", points: -.infinity), isTaken: true), .beyondBounds),
      (.item(.init(text: String(repeating: "a", count: 4001), points: 1), isTaken: true), .beyondBounds),
      (.comment(String(repeating: "ä", count: 4001), isThere: true), .beyondBounds),
    ])
  func refused(change wanted: ReviewChange, refusal: ReviewRefusal) throws {
    try withResultsFolder { folder in
      try Self.graded(folder)
      #expect { try change(folder, wanted) } throws: { error in
        if case ReviewFailure.refused(refusal)? = error as? ReviewFailure { true } else { false }
      }
      #expect { try change(folder, .flag(true), seen: "another") } throws: { error in
        if case ReviewFailure.refused(.answerChanged)? = error as? ReviewFailure { true } else { false }
      }
      #expect(!FileManager.default.fileExists(atPath: folder.file(named: "Ada.review.json")))
    }
  }

  @Test("points that somebody else has given meanwhile are not written over")
  func conflicts() throws {
    try withResultsFolder { folder in
      try Self.graded(folder)
      let mine = ExerciseReview.Override(points: 1, reason: "mine")
      try change(folder, .override(mine, seen: nil))
      #expect(throws: ReviewFailure.self) {
        try change(folder, .override(.init(points: 2, reason: "yours"), seen: nil))
      }
      try change(folder, .override(mine, seen: nil))
      #expect(try folder.reviews.review(of: "Ada")?["why"]?.override == mine)
    }
  }

  @Test("many at once lose nothing: each changes something else of the same answers")
  func atOnce() async throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "lesson-run-results-\(UUID())")
    defer { try? FileManager.default.removeItem(at: url) }
    let folder = ResultsFolder(url.path)
    try Self.graded(folder, ["Ada", "Ben"])
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<40 {
        group.addTask {
          for student in ["Ada", "Ben"] { try change(folder, .comment("comment \(number)", isThere: true), student) }
        }
      }
      try await group.waitForAll()
    }
    for student in ["Ada", "Ben"] {
      #expect(Set(try folder.reviews.review(of: student)?["why"]?.comments ?? []).count == 40)
    }
  }

  struct Damage: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var content: String
    var kind: Fault.Kind
    var line = 1
    var column: Int?
  }

  static let damages = [
    Damage(
      testDescription: "half a file", content: "{\"format\": 1,\n  \"student\": ", kind: .reviewIsNoJSON, line: 2,
      column: 14),
    Damage(testDescription: "no JSON", content: "{\n  \"format\": oops\n}", kind: .reviewIsNoJSON, line: 2, column: 13),
    Damage(testDescription: "an empty file", content: "", kind: .reviewIsNoJSON),
    Damage(testDescription: "no student", content: #"{"format": 1, "exercises": []}"#, kind: .reviewLacks("student")),
    Damage(
      testDescription: "somebody else's", content: #"{"format": 1, "student": "Ben", "exercises": []}"#,
      kind: .reviewOfOther("Ben.review.json")),
    Damage(
      testDescription: "a newer program's", content: #"{"format": 9, "student": "Ada", "exercises": []}"#,
      kind: .reviewOfOtherFormat(9)),
    Damage(
      testDescription: "points that are none",
      content:
        #"{"format":1,"student":"Ada","exercises":[{"name":"why","answer":"","items":[{"text":"a","points":"b"}]}]}"#,
      kind: .reviewMakesNoSense("exercises[0].items[0].points"), column: 89),
    Damage(
      testDescription: "other points without a reason",
      content:
        #"{"format":1,"student":"Ada","exercises":[{"name":"why","answer":"","override":{"points":1,"reason":" "}}]}"#,
      kind: .reviewMakesNoSense("exercises[0].override"), column: 68),
    Damage(
      testDescription: "a key that is misspelt",
      content:
        #"{"format":1,"student":"Ada","exercises":[{"name":"why","answer":"","overide":{"points":1,"reason":"a"}}]}"#,
      kind: .unknownReviewKey("exercises[0].overide"), column: 68),
    Damage(
      testDescription: "a key that is there twice",
      content: #"{"format":1,"student":"Ada","exercises":[{"name":"why","answer":"","done":true,"done":false}]}"#,
      kind: .repeatedReviewKey("exercises[0].done"), column: 80),
    Damage(
      testDescription: "points that nobody can give",
      content:
        #"{"format":1,"student":"Ada","exercises":[{"name":"why","answer":"","items":[{"text":"a","points":1e300}]}]}"#,
      kind: .reviewMakesNoSense("exercises[0].items[0]"), column: 77),
    Damage(
      testDescription: "two reviews of one exercise",
      content: #"{"format":1,"student":"Ada","exercises":[{"name":"why","answer":""},{"name":"why","answer":""}]}"#,
      kind: .reviewMakesNoSense("exercises"), column: 29),
  ]

  @Test("a file that is damaged or foreign is named with its place and never written over", arguments: damages)
  func damaged(_ damage: Damage) throws {
    try withResultsFolder { folder in
      try Self.graded(folder)
      let path = folder.file(named: "Ada.review.json")
      try Data(damage.content.utf8).write(to: URL(filePath: path))
      let fault = try #require(folder.reviews.faults().first?.fault)
      #expect(fault.kind == damage.kind && fault.location.file == path && fault.location.line == damage.line)
      #expect(fault.location.column == damage.column ?? 1)
      #expect { try change(folder, .flag(true)) } throws: { error in
        if case ReviewFailure.faulty? = error as? ReviewFailure { true } else { false }
      }
      #expect(try folder.text("Ada.review.json") == damage.content)
      #expect(try folder.contents().students == ["Ada"])
    }
  }

  @Test("of several reviews all are saved, or none, where there is no room for one")
  func allOrNone() throws {
    try withResultsFolder { folder in
      try Self.graded(folder, ["Ada", "Ben"])
      var (first, second) = (StudentReview(student: "Ada"), StudentReview(student: "Ben"))
      first.exercises = [ExerciseReview(name: "why", answer: "a")]
      second.exercises = [ExerciseReview(name: "why", answer: "a")]
      second.exercises[0].comments = [String(repeating: "a", count: 5000)]
      #expect(throws: ReviewFailure.self) {
        try folder.reviews.holding { holding throws(ReviewFailure) in _ = try holding.store([first, second]) }
      }
      #expect(try folder.reviews.review(of: "Ada") == nil && folder.reviews.review(of: "Ben") == nil)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(!names.contains { $0.hasPrefix(".draft") })
    }
  }

  @Test("a table of grades that is there follows each review; none is made where there is none")
  func grades() throws {
    try withResultsFolder { folder in
      try Self.graded(folder, ["Ada", "Ben"])
      func give(_ points: Double) throws {
        try folder.reviews.holding { holding throws(ReviewFailure) in
          let given = FinalGradeTests.review(of: FinalGradeTests.machine(.wrong, 0), points: points)
          let change = ReviewChange.whole(given)
          let (review, _, _) = try holding.changed(change, of: "why", "Ada", seen: nil)
          #expect(try holding.store([review], renewing: GradesTable(of: folder)) == nil)
        }
      }
      let file = folder.file(named: GradesTable.fileName)
      try give(1)
      #expect(!FileManager.default.fileExists(atPath: file))
      _ = try GradesTable(of: folder, forSpreadsheets: true).write(to: file)
      try give(2)
      let table = try folder.text(GradesTable.fileName)
      #expect(table.hasPrefix("\u{FEFF}student,points"))
      #expect(table.contains("Ada,4,4,2,2,") && table.contains("Ben,2,4,0,2,"))
    }
  }
}
