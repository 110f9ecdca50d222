import Foundation
import Grading
import LessonWire
import Live
import Reading
import Reporting
import Testing

@Suite("Expected values that are masked")
struct MaskingTests {
  private func exercise(hint: String = "Think.", code: String = "let a = 1", check: String = "answer(\"a\", a)") throws
    -> Exercise
  {
    try sampleLesson(
      """
      # Masks

      ```swift exercise masked points=4
      \(code)
      ```

      ```hint masked
      \(hint)
      ```

      ```swift check masked
      \(check)
      ```

      ```swift check masked hidden
      answer("of a hidden one", double(21))
      ```

      """
    ).exercises[0]
  }

  private func grade(
    _ exercise: Exercise, _ pairs: [(label: String, value: Value, expected: Value)], isHidden: Bool = false,
    mistake: String? = nil
  ) -> Grade {
    var grade = Grade(exercise, .wrong)
    grade.comparisons = pairs.map { label, value, expected in
      Comparison(
        label: label, value: value, expected: expected, verdict: Verdict(value, against: expected, tolerance: 1e-6),
        isHidden: isHidden)
    }
    grade.mistake = mistake
    return grade
  }

  /// All that is said of a grade to whoever may not see what is expected, but the exercise's own code.
  private func everything(_ grade: Grade) throws -> String {
    let lesson = try sampleLesson("# Masks\n")
    var report = Report(lesson: lesson, grades: [grade])
    report.lesson.exercises = [grade.exercise]
    let lines = RunReport(style: Style(), expected: .masked)
    return ([lines.headline(grade)] + lines.details(grade) + lines.causesFirst(grade).causes).joined(separator: "\n")
      + (try JSONReport(report, expected: .masked).text()) + (try EventLine(.graded(grade), expected: .masked).line())
  }

  private func numbers(in text: String) -> Set<Double> {
    Set(text.matches(of: /[0-9]+(\.[0-9]+)?/).compactMap { Double($0.output.0) })
  }

  @Test("no number that is expected is in what is said, unless the learner's own answer has it", arguments: 0..<60)
  func property(seed: Int) throws {
    var dice = Dice(seed: UInt64(seed))
    // None that a sentence of ours has.
    func number() -> Double { Double(1001 + dice.next(below: 8000)) / Double([1, 4, 1][dice.next(below: 3)]) }
    let count = 1 + dice.next(below: 6)
    let expected = (0..<count).map { _ in number() }
    let kinds: [(Double) -> Double] = [{ $0 }, { -$0 }, { $0 + 10 }, { $0 * 2 }, { _ in number() }]
    let kind = dice.next(below: kinds.count)
    let own = expected.map { dice.next(below: 4) == 0 ? $0 : kinds[kind]($0) }
    func value(_ scalars: [Double]) -> Value {
      scalars.count == 1 ? .number(scalars[0]) : .tensor(shape: [scalars.count], scalars: scalars)
    }
    let told = expected.map { $0.formatted(.number.grouping(.never).precision(.fractionLength(0...6))) }
    let words = "It is \(told.joined(separator: ", or ")) here, −\(told[0])."
    let grade = grade(
      try exercise(hint: words), [("a (\(told[0]))", value(own), value(expected))], isHidden: dice.next(below: 3) == 0,
      mistake: words)
    let text = try everything(grade)
    let leaked = Set(expected.map(abs)).subtracting(own.map(abs)).intersection(numbers(in: text))
    #expect(leaked.isEmpty, "seed \(seed): \(leaked) in \(text)")
    #expect(own == expected || text.contains(ExpectedValues.mask))
  }

  @Test("the mask is as wide whatever it stands for", arguments: [5.0, 12345.678, -2])
  func width(expected: Double) throws {
    let grade = grade(try exercise(), [("a", .number(1), .number(expected))])
    #expect(RunReport(style: Style(), expected: .masked).details(grade)[0] == "a, yours: 1    expected: ▒▒")
  }

  @Test("a table shows what agrees, and masks what does not")
  func table() throws {
    let own = Value.tensor(shape: [2, 2], scalars: [1, 2, 3, 4])
    let grade = grade(try exercise(), [("a", own, .tensor(shape: [2, 2], scalars: [1, 2, 30000, 4]))])
    #expect(
      RunReport(style: Style(), expected: .masked).details(grade).prefix(3) == [
        "a, yours    expected", " 1  2         1  2", "[3] 4        ▒▒  4",
      ])
  }

  @Test("another shape is masked as a whole")
  func shape() throws {
    let grade = grade(
      try exercise(), [("a", .tensor(shape: [2], scalars: [1, 2]), .tensor(shape: [5], scalars: [5, 6, 7, 8, 9]))])
    let text = RunReport(style: Style(), expected: .masked).details(grade).joined(separator: "\n")
    #expect(text.contains("2 values: this is the wrong shape") && !text.contains("5"))
  }

  @Test("texts are masked too, Booleans have nothing to hide but themselves")
  func texts() throws {
    let grade = grade(
      try exercise(hint: "Write \"padding\"."),
      [("a", .string("stride"), .string("padding")), ("b", .boolean(true), .boolean(false))])
    let text = try everything(grade)
    #expect(!text.contains("padding") && text.contains("Write \"▒▒\"."))
    #expect(text.contains("b, yours: true    expected: ▒▒"))
  }

  @Test(
    "what the learner has come upon, names and sizes of tables stay readable",
    arguments: [("let a = 16", "Halve the 16."), ("let a = 1", "Use conv16(…)."), ("let a = 1", "A kernel of 3 × 3.")])
  func readable(code: String, hint: String) throws {
    let map = Value.tensor(shape: [2], scalars: [3, 16])
    let grade = grade(try exercise(hint: hint, code: code), [("a", .tensor(shape: [2], scalars: [0, 0]), map)])
    #expect(Masking(grade).covered(hint) == hint)
  }

  @Test("the cause stays: of a lone number too, without a number")
  func cause() throws {
    let grade = grade(try exercise(), [("a", .number(-475), .number(475))])
    let text = RunReport(style: Style(), expected: .masked).details(grade).joined(separator: " ")
    #expect(text.contains("the sign is wrong"))
  }

  @Test("whoever asks sees all of it, and whoever is graded sees no mask")
  func others() throws {
    let grade = grade(try exercise(), [("a", .number(1), .number(12))])
    let shown = RunReport(style: Style(), expected: .shown).details(grade)
    #expect(shown[0] == "a, yours: 1    expected: 12")
    #expect(RunReport(style: Style(), expected: .omitted).details(grade)[0] == "a: 1")
  }

  @Test("a hidden check that fails shows its call to whoever learns alone, and nothing to whoever is graded")
  func hidden() throws {
    let grade = grade(
      try exercise(), [("a", .number(5), .number(5)), ("of a hidden one", .number(7), .number(42))].map { $0 },
      isHidden: true)
    var mixed = grade
    mixed.comparisons[0].isHidden = false
    func text(_ expected: ExpectedValues) -> [String] { RunReport(style: Style(), expected: expected).details(mixed) }
    #expect(
      text(.masked).prefix(4) == [
        "a, yours: 5".replacing(", yours", with: ""), "hidden checks: 0 of 1 right",
        "the first that fails: answer(\"of a hidden one\", double(21))", "  of a hidden one, yours: 7    expected: ▒▒",
      ])
    #expect(text(.shown)[3] == "  of a hidden one, yours: 7    expected: 42")
    #expect(!text(.omitted).contains { $0.contains("double") || $0.contains("42") })
  }

  @Test("where an answer crashed in a check that is seen, none of those that are hidden is called the first that fails")
  func notReached() throws {
    var grade = grade(
      try exercise(),
      [("a", .number(5), .number(5)), ("b", .number(5), .number(6)), ("of a hidden one", .number(7), .number(42))],
      isHidden: true)
    (grade.status, grade.problems) = (.crashed, [Problem(.note(message: "It ends here."))])
    for index in 0...1 { grade.comparisons[index].isHidden = false }
    for index in 1...2 { (grade.comparisons[index].value, grade.comparisons[index].verdict) = (nil, .missing) }
    let text = RunReport(style: Style(), expected: .shown).details(grade)
    #expect(!text.contains { $0.contains("first that fails") }, "\(text)")
    grade.comparisons.remove(at: 1)
    #expect(RunReport(style: Style(), expected: .shown).details(grade).contains { $0.contains("first that fails") })
  }

  @Test("hints of a solution's own values are masked before anything was tried")
  func solved() throws {
    var solved = Grade(try exercise(hint: "There are 48 of them."), .passed)
    solved.comparisons = [Comparison(label: "a", value: .number(48), expected: .number(48), verdict: .equal)]
    #expect(Masking(ofSolved: solved).covered("There are 48 of them.") == "There are ▒▒ of them.")
  }

  @Test(
    "a number in groups of three is one, whatever stands between them, and its groups are numbers too",
    arguments: [
      ("There are 4 321.", "There are ▒▒."), ("There are 4\u{202F}321.", "There are ▒▒."),
      ("4,321 or 4_321", "▒▒ or ▒▒"),
      ("row 5 and 321", "row 5 and 321"), ("of 12 4321", "of 12 ▒▒"), ("4 3210", "4 3210"),
    ])
  func grouped(text: String, covered: String) throws {
    let grade = grade(try exercise(), [("a", .number(1), .number(4321))])
    #expect(Masking(grade).covered(text) == covered)
  }
}
