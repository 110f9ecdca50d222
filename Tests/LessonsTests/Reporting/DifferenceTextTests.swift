import Grading
import LessonWire
import Reporting
import Testing

/// What a learner reads about wrong values, beside the expected ones and without them.
@Suite("Words for what explains wrong values")
struct DifferenceTextTests {
  private func grade(_ pairs: [(Value, Value)], hiding hidden: Int = 0, mistake: String? = nil) throws -> Grade {
    let lesson = try sampleLesson(threeExercises)
    var grade = Grade(lesson.exercises[0], .wrong)
    grade.comparisons = pairs.enumerated().map { index, pair in
      Comparison(
        label: "answer \(index)", value: pair.0, expected: pair.1,
        verdict: Verdict(pair.0, against: pair.1, tolerance: 1e-6), isHidden: index >= pairs.count - hidden)
    }
    grade.mistake = mistake
    return grade
  }

  private func text(_ grade: Grade, reveals: Bool) throws -> String {
    let report = Report(lesson: try sampleLesson(threeExercises), grades: [grade])
    let text = Feedback(student: "ada", report: report, revealsExpected: reveals).text
    // Without the breaks between lines.
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static let expected = Value.tensor(shape: [2, 3], scalars: [1, 2, 4, 8, 16, 32])
  private static let offset = Value.tensor(shape: [2, 3], scalars: [1.5, 2.5, 4.5, 8.5, 16.5, 32.5])

  @Test("beside the expected values, how far and where")
  func revealed() throws {
    let text = try text(try grade([(Self.offset, Self.expected)]), reveals: true)
    #expect(text.contains("first difference: row 0, column 0: 1.5 instead of 1"))
    #expect(text.contains("likely cause: every value is 0.5 too large. Was a bias left out"))
  }

  @Test("without them, only what kind of difference it is")
  func withheld() throws {
    let text = try text(try grade([(Self.offset, Self.expected)]), reveals: false)
    #expect(text.contains("first difference: row 0, column 0 likely cause: every value is off by the same amount."))
    #expect(!text.contains("0.5 too") && !text.contains("instead of"))
  }

  @Test(
    "what is told without them holds no number of which the right ones could be made",
    arguments: [
      (numbers([7, 14, 28]), numbers([1, 2, 4]), "7"), (numbers([1.2, 2.4, 4.8]), numbers([6, 12, 24]), "5"),
      (numbers([4, 5, 7]), numbers([1, 2, 4]), "3"), (numbers([1, 2, 4]), numbers([1, 2, 4, 87]), "1"),
      (numbers([1, 2, 4, 8]), numbers([1, 2, 4]), "1"),
      (numbers([9, 9, 1, 2, 5, 6]), numbers([1, 2, 5, 6, 7, 8]), "2"),
      (numbers([300, 2, 400, 500]), numbers([255, 2, 255, 255]), "255"),
      (numbers([3.1417, 2.5, 1.25]), numbers([3.1402, 2.5, 1.25]), "%"),
      (
        Value.tensor(shape: [4, 4], scalars: [9, 9, 9, 9, 9, 1, 2, 9, 9, 3, 4, 9, 9, 9, 9, 9]),
        Value.tensor(shape: [2, 2], scalars: [1, 2, 3, 4]), "1"
      ),
    ])
  func numberless(mine: Value, expected: Value, number: String) throws {
    for reveals in [true, false] {
      let text = try text(try grade([(mine, expected)]), reveals: reveals)
      let cause = text[try #require(text.firstRange(of: "likely cause: ")).upperBound...]
      #expect(!cause.hasPrefix("not known"))
      #expect(reveals || !cause.contains(number), "\(cause)")
    }
  }

  @Test(
    "of lone numbers nothing is told without the expected ones, not even that nothing is known",
    arguments: [(-475.0, 475.0), (970, 485), (29, 28), (7, 12)])
  func lone(mine: Double, expected: Double) throws {
    let grade = try grade([(.number(mine), .number(expected))])
    let withheld = try text(grade, reveals: false)
    #expect(!withheld.contains("likely cause") && !withheld.contains("first difference"))
    #expect(try text(grade, reveals: true).contains("likely cause"))
  }

  @Test("that a lone number is rounded may be told")
  func rounded() throws {
    let text = try text(try grade([(.number(0.33), .number(1.0 / 3))]), reveals: false)
    #expect(text.contains("likely cause: the value is right when rounded to 2 decimals."))
  }

  @Test("several numbers under labels of their own are one row")
  func row() throws {
    let counts: [(Value, Value)] = [(.number(29), .number(28)), (.number(5), .number(4)), (.number(7), .number(6))]
    #expect(
      try text(try grade(counts), reveals: true).contains(
        "likely cause: every value is 1 too large. Is something counted"))
    let swapped: [(Value, Value)] = [(.number(3), .number(2)), (.number(2), .number(3))]
    #expect(try text(try grade(swapped), reveals: true).contains("likely cause: the two have changed places."))
    #expect(try !text(try grade(swapped), reveals: false).contains("changed places"))
  }

  @Test("true and false the wrong way round")
  func opposites() throws {
    let wrong: [(Value, Value)] = [true, false, true].map { (.boolean($0), .boolean(!$0)) }
    #expect(
      try text(try grade(wrong), reveals: true).contains("likely cause: each is the opposite of what is expected."))
    #expect(try grade(wrong + [(.boolean(true), .boolean(true))]).findings.isEmpty)
    #expect(try !text(try grade(wrong), reveals: false).contains("likely cause"))
    let lists: [(Value, Value)] = [
      (.list([.boolean(true), .boolean(false)]), .list([.boolean(false), .boolean(true)])),
      (.list([.boolean(true)]), .list([.boolean(false)])),
    ]
    #expect(try grade(lists).findings.map(\.difference) == [.opposite])
    #expect(try grade(Array(lists.prefix(1))).findings.isEmpty)
  }

  @Test("a typical mistake that is recognised comes before all guesses")
  func mistake() throws {
    let grade = try grade([(Self.offset, Self.expected)], mistake: "You added one half.")
    #expect(grade.findings.isEmpty)
    let text = try text(grade, reveals: true)
    #expect(text.contains("first difference: row 0, column 0") && text.contains("typical mistake: You added one half."))
    #expect(!text.contains("likely cause"))
  }

  @Test("hidden answers are not looked at")
  func hidden() throws {
    let grade = try grade([(Self.expected, Self.expected), (Self.offset, Self.expected)], hiding: 1)
    #expect(grade.findings.isEmpty && grade.firstDifference == nil)
    #expect(try !text(grade, reveals: true).contains("likely cause"))
  }

  @Test("where nothing fits, it says so")
  func unknown() throws {
    let other = Value.tensor(shape: [2, 3], scalars: [7, 1, 3, 3, 9, 2])
    let grade = try grade([(other, Self.expected)])
    #expect(grade.findings.isEmpty)
    for reveals in [true, false] {
      #expect(try text(grade, reveals: reveals).contains("likely cause: not known."))
    }
  }
}

private func numbers(_ scalars: [Double]) -> Value { .tensor(shape: [scalars.count], scalars: scalars) }
