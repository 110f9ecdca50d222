import Grading
import Reading
import Reporting
import Testing

@Suite("Answers that are no code are graded without a run")
struct KindGradingTests {
  private static let several = """
    # T

    ```choice a points=4
    - [ ] one
    - [ ] two
    - [ ] three
    - [ ] four
    ```

    ```solution a
    - [x] one
    - [ ] two
    - [x] three
    - [ ] four
    ```

    ```advice a
    2. Not two.
    ```

    ```choice b pick=one
    - [ ] left
    - [ ] right
    ```

    ```solution b
    - [ ] left
    - [x] right
    ```

    """

  private static let order = """
    # T

    ```order o points=2
    ---
    last
    first {
    inner
    never
    }
    ```

    ```solution o
    first {
      inner
    }
    last
    ```

    ```text t points=3
    ___
    ```

    ```rubric t
    - [ ] all (3)
    ```

    """

  private func grade(_ name: String, _ answer: String, in text: String) throws -> Grade {
    let lesson = try lesson(text)
    let answered = lesson.answered(by: Submission(Array(answer.utf8), path: "ann.md", answering: lesson))
    let exercise = try #require(answered.exercise(named: name))
    guard case .grade(let grade) = exercise.assessment(of: .submission, in: answered) else {
      throw NoGrade()
    }
    return grade
  }

  private struct NoGrade: Error {}

  @Test(
    "Blanks within the lines of an order are read alike",
    arguments: [
      ("first {\n  inner\n}\nlast x\n---\nnever\n", .passed), ("first  {\n\tinner\n}\nlast\u{A0}x\n", .passed),
      ("first\u{200B} {\n\u{A0}\u{A0}inner\n}\u{A0}\nlast   x\n", .passed),
      ("\u{FEFF}first {\n\u{200B}inner\n}\nlast x\n", .wrong), ("first{\n  inner\n}\nlast x\n", .unreadable),
    ] as [(String, Grade.Status)])
  func blanks(_ lines: String, _ status: Grade.Status) throws {
    let text = Self.order.replacing("\nlast", with: "\nlast x")
    #expect(try grade("o", "```order o\n\(lines)```\n", in: text).status == status)
  }

  @Test("Lines that differ in nothing but blanks stay apart, and a tab that may mean two things is told of")
  func unclearBlanks() throws {
    let alike = Self.order.replacing("never\n", with: "last  {\nlast {\n").replacing(
      "inner\n}\nlast", with: "inner\n}\nlast  {")
    func answer(_ lines: String) throws -> Submission {
      Submission(Array("```order o\n\(lines)```\n".utf8), path: "ann.md", answering: try lesson(alike))
    }
    #expect(try answer("last  {\n").cells["o"]?.source == "last  {\n")
    #expect(try answer("last \u{A0} {\n").cells["o"]?.source == "last \u{A0} {\n")
    let mixed = try answer("first {\n\tinner\n   }\n")
    #expect(mixed.problems.count == 1 && mixed.problems[0].hasPrefix("line 3: there is a tab before this line"))
    #expect(try answer("first {\n\tinner\n}\n").problems.isEmpty)
  }

  @Test("An option is right by its words, wherever it stands in the solution")
  func otherOrder() throws {
    let text = Self.several.replacing(
      "- [x] one\n- [ ] two\n- [x] three\n- [ ] four\n```\n\n```advice",
      with: "- [ ] four\n- [ ] two\n- [x] three\n- [x] one\n```\n\n```advice")
    #expect(text != Self.several)
    #expect(try grade("a", "```choice a\n- [x] one\n- [x] three\n```\n", in: text).status == .passed)
    #expect(try grade("a", "```choice a\n- [x] three\n- [x] four\n```\n", in: text).points == 0)
  }

  @Test(
    "Of several right options each wrong one costs",
    arguments: [
      ("- [x] one\n- [ ] two\n- [x] three\n- [ ] four\n", .passed, 4),
      ("- [x] one\n- [ ] two\n- [ ] three\n- [ ] four\n", .partial, 2),
      ("- [x] one\n- [x] two\n- [x] three\n- [ ] four\n", .partial, 2),
      ("- [x] one\n- [x] two\n- [x] three\n- [x] four\n", .wrong, 0),
      ("- [x] one\n- [x] two\n- [ ] three\n- [ ] four\n", .wrong, 0),
      ("- [ ] one\n- [x] two\n- [ ] three\n- [x] four\n", .wrong, 0),
      ("- [ ] one\n- [ ] two\n- [ ] three\n- [ ] four\n", .notAttempted, 0),
      ("* [X] three\n* [ ] two\n* [ x ]   one\n", .passed, 4),
      ("1. [x] \u{201C}one\u{201D}\n2. [x] three\n", .passed, 4),
      ("- [x] five\n- [x] one\n", .unreadable, 0), ("- [x] one\n- [?] two\n- [x] three\n", .unreadable, 0),
      ("- [x]one\n— [ ] two\n[x] three\n", .passed, 4),
      ("one and three\n", .unreadable, 0),
    ] as [(String, Grade.Status, Double)])
  func several(_ list: String, _ status: Grade.Status, _ points: Double) throws {
    for end in ["\n", "\r\n"] {
      let answer = "```choice a\n\(list)```\n".replacing("\n", with: end)
      let grade = try grade("a", answer, in: Self.several)
      #expect(grade.status == status)
      #expect(grade.points == points)
    }
  }

  @Test("Advice is given on wrong options that are ticked")
  func advice() throws {
    #expect(try grade("a", "```choice a\n- [x] two\n- [x] four\n```\n", in: Self.several).mistake == "Not two.")
    #expect(try grade("a", "```choice a\n- [x] one\n```\n", in: Self.several).mistake == nil)
  }

  @Test(
    "Where one option is to be ticked, that is all or nothing",
    arguments: [
      ("- [ ] left\n- [x] right\n", .passed), ("- [x] left\n- [ ] right\n", .wrong),
      ("- [x] left\n- [x] right\n", .wrong),
      ("- [x] right\n", .passed),
    ] as [(String, Grade.Status)])
  func one(_ list: String, _ status: Grade.Status) throws {
    let grade = try grade("b", "```choice b\n\(list)```\n", in: Self.several)
    #expect(grade.status == status)
    #expect(grade.points == (status == .passed ? 1 : 0))
  }

  @Test(
    "The first line that is out of place is named, and not what belongs there",
    arguments: [
      ("first {\n  inner\n}\nlast\n---\nnever\n", .passed, nil), ("first {\n\tinner\n}\nlast\n", .passed, nil),
      ("---\nlast\nfirst {\ninner\nnever\n}\n", .notAttempted, nil),
      ("first {\n  inner\n  last\n}\n", .wrong, 4), ("never\nfirst {\n", .wrong, 2),
      ("first {\ninner\n}\nlast\n", .wrong, 3),
      ("first {\n  inner\n", .wrong, 3), ("first {\n  inner\n}\nlast\nnever\n", .wrong, 6),
      ("first {\n  another\n", .unreadable, 3), ("last\nlast\n", .unreadable, 3),
    ] as [(String, Grade.Status, Int?)])
  func order(_ lines: String, _ status: Grade.Status, _ line: Int?) throws {
    let grade = try grade("o", "```order o\n\(lines)```\n", in: Self.order)
    #expect(grade.status == status)
    #expect(grade.problems.first?.location?.line == line)
    #expect(grade.points == (status == .passed ? 2 : 0))
    let words = grade.problems.map { Words().problem($0.kind) }.joined()
    for secret in ["first", "inner", "last"] { #expect(!words.contains("'\(secret)")) }
  }

  @Test(
    "A text waits for a person",
    arguments: [("A thought.\n", .awaitingReview), ("___\n", .notAttempted), ("\n", .notAttempted)]
      as [(String, Grade.Status)])
  func text(_ text: String, _ status: Grade.Status) throws {
    #expect(try grade("t", "```text t\n\(text)```\n", in: Self.order).status == status)
  }

  @Test("What is not in the file is missing")
  func missing() throws {
    for name in ["a", "b"] { #expect(try grade(name, "# T\n", in: Self.several).status == .missing) }
  }

  @Test("A learner's copy is the same whatever is right", arguments: [0b0010, 0b0101, 0b1011])
  func leak(_ ticks: Int) throws {
    var options = ""
    for (index, name) in ["one", "two", "three", "four"].enumerated() {
      options += "- [\(ticks >> index & 1 == 1 ? "x" : " ")] \(name)\n"
    }
    let other = Self.several.replacing("- [x] one\n- [ ] two\n- [x] three\n- [ ] four\n", with: options)
      .replacing(
        "2. Not two.", with: ["1", "2", "3", "4"].enumerated().first { ticks >> $0.offset & 1 == 0 }!.element + ". No.")
    #expect(other != Self.several)
    #expect(LearnersCopy(of: try lesson(other)).text == LearnersCopy(of: try lesson(Self.several)).text)
    #expect(!LearnersCopy(of: try lesson(other)).text.contains("[x]"))
  }

  @Test("A learner's copy has neither rubric nor order, and is a lesson")
  func copy() throws {
    let copy = LearnersCopy(of: try lesson(Self.order)).text
    #expect(!copy.contains("rubric") && !copy.contains("solution"))
    #expect(try lesson(copy).exercises.map(\.name) == ["o", "t"])
  }
}
