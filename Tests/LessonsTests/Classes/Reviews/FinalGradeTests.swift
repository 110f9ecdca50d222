import Classes
import Grading
import Testing

@Suite("The final grade: the machine's result and a person's review")
struct FinalGradeTests {
  /// An exercise of two points with this answer.
  static func machine(
    _ status: Grade.Status, _ points: Double, answer: String? = "It slides."
  ) -> ExerciseResult {
    var exercise = ExerciseResult(name: "why", status: status, points: points, maxPoints: 2, feedback: "Machine.\n")
    exercise.answer = answer
    return exercise
  }

  static func review(
    of exercise: ExerciseResult, _ items: [Double] = [], points: Double? = nil, isDone: Bool = true
  ) -> ExerciseReview {
    var review = ExerciseReview(name: exercise.name, answer: exercise.answerDigest)
    review.items = items.enumerated().map { ExerciseReview.Item(text: "item \($0)", points: $1) }
    review.override = points.map { ExerciseReview.Override(points: $0, reason: "seen on paper") }
    review.isDone = isDone
    return review
  }

  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var machine: ExerciseResult
    var items: [Double] = []
    var points: Double?
    var isDone = true
    var status: Grade.Status
    var final: Double
  }

  static let cases = [
    Case(
      testDescription: "items of a rubric are the points of what awaits a person", machine: machine(.awaitingReview, 0),
      items: [0.5, 1], status: .partial, final: 1.5),
    Case(
      testDescription: "all items make it passed", machine: machine(.awaitingReview, 0), items: [1, 1], status: .passed,
      final: 2),
    Case(
      testDescription: "no item at all makes it wrong", machine: machine(.awaitingReview, 0), status: .wrong, final: 0),
    Case(
      testDescription: "until it is done, it awaits", machine: machine(.awaitingReview, 0), items: [1], isDone: false,
      status: .awaitingReview, final: 0),
    Case(
      testDescription: "a look without a word changes nothing", machine: machine(.compileError, 0),
      status: .compileError, final: 0),
    Case(
      testDescription: "other points change the status", machine: machine(.compileError, 0), points: 1.5,
      status: .partial, final: 1.5),
    Case(
      testDescription: "other points may take all", machine: machine(.passed, 2), points: 0, status: .wrong, final: 0),
    Case(
      testDescription: "the machine's points again leave its status", machine: machine(.crashed, 0.5), points: 0.5,
      status: .crashed, final: 0.5),
    Case(
      testDescription: "other points go before items", machine: machine(.awaitingReview, 0), items: [1, 1],
      points: 0.25,
      status: .partial, final: 0.25),
    Case(
      testDescription: "no more than there are", machine: machine(.partial, 1.5), items: [1], status: .passed, final: 2),
    Case(
      testDescription: "no fewer than none", machine: machine(.partial, 0.5), items: [-1], status: .wrong, final: 0),
  ]

  @Test("of one exercise", arguments: cases)
  func exercise(_ example: Case) {
    let review = Self.review(of: example.machine, example.items, points: example.points, isDone: example.isDone)
    let final = example.machine.reviewed(by: review)
    #expect(final.status == example.status && final.points == example.final)
    #expect(final.review == (example.isDone ? .done : review.isEmpty ? nil : .begun))
  }

  @Test(
    "points that were given when the exercise had more are told",
    arguments: [
      (machine(.awaitingReview, 0), [], 3, 3), (machine(.awaitingReview, 0), [1.5, 1.5], nil, 3),
      (machine(.partial, 1), [], 5, 5), (machine(.partial, 1), [2], nil, nil),
      (machine(.awaitingReview, 0), [1, 1], nil, nil),
      (machine(.awaitingReview, 0), [], 2, nil),
    ] as [(ExerciseResult, [Double], Double?, Double?)])
  func beyondMost(machine: ExerciseResult, items: [Double], points: Double?, told: Double?) {
    let review = Self.review(of: machine, items, points: points)
    #expect(machine.pointsBeyondMost(by: review) == told)
    #expect(machine.reviewed(by: review).points <= 2)
    #expect(machine.pointsBeyondMost(by: Self.review(of: machine, items, points: points, isDone: false)) == nil)
    var result = sampleResult("Ada", [("why", .passed, 2)])
    result.exercises = [machine]
    let problems = result.reviewed(by: [review]).problems
    #expect(
      problems.contains { $0.contains("gives \(Int(told ?? 0)) points, and the exercise has 2 now") } == (told != nil))
  }

  @Test("a review of another answer does not count, and is marked")
  func stale() {
    let machine = Self.machine(.awaitingReview, 0)
    let review = Self.review(of: Self.machine(.awaitingReview, 0, answer: "It jumps."), [1, 1])
    let final = machine.reviewed(by: review)
    #expect(final.review == .stale && final.status == .awaitingReview && final.points == 0)
  }

  @Test("of a whole hand-in: the sum, the feedback, what is stale, and another fingerprint")
  func submission() {
    var result = sampleResult("Ada", [("fits", .passed, 2), ("same-size", .awaitingReview, 0)])
    result.exercises[1].answer = "It slides."
    var review = Self.review(of: result.exercises[1], [1])
    review.name = "same-size"
    review.comments = ["Well put."]
    let final = result.reviewed(by: [review])
    #expect(final.points == 3 && final.finalPoints == 3 && final.problems.isEmpty)
    #expect(
      final.exercises[1].feedback == "**Reviewed:** 1 of 2 points.\n\n- item 0: 1 point\n\n> **Comment:** Well put\\.\n"
        || final.exercises[1].feedback.contains("Well put"))
    #expect(final.fingerprint != result.fingerprint)
    review.answer = "0"
    let stale = result.reviewed(by: [review])
    #expect(stale.points == 2 && stale.problems == ["the review of 'same-size' is of an earlier answer"])
    #expect(result.reviewed(by: []) == result)
  }

  @Test("what coming late costs follows the points that a person gives")
  func late() throws {
    let due = try #require(HandInTime("2026-11-20T12:00:00Z"))
    let late = try #require(HandInTime("2026-11-21T11:00:00Z"))
    let rule = LateRule(due: due, penalty: .points(1))
    var result = sampleResult("Ada", [("why", .awaitingReview, 0)])
    result.late = rule.lateness(of: late, extended: nil, points: 0, maxPoints: 2)
    #expect(result.finalPoints == 0 && result.late?.words.hasSuffix(", down to none") == true)
    let final = result.reviewed(by: [Self.review(of: result.exercises[0], [1.5])])
    #expect(final.points == 1.5 && final.finalPoints == 0.5)
    #expect(final.late == rule.lateness(of: late, extended: nil, points: 1.5, maxPoints: 2))
  }

  @Test("what a person says stays words in the feedback: no Markdown of its own, no other line")
  func hostileWords() {
    var result = sampleResult("Ada", [("why", .awaitingReview, 0)])
    var review = Self.review(of: result.exercises[0], points: 1)
    review.override?.reason = "# a heading <b>bold</b>\n\n| a | b |"
    review.comments = ["[link](http://x.test) \u{1B}[2J `code"]
    result.exercises[0].feedbackText = "Machine."
    let sheet = result.reviewed(by: [review]).feedbackSheet([review], result)
    #expect(!sheet.markdown.contains("\n#  a") && !sheet.markdown.contains("<b>") && !sheet.markdown.contains("\u{1B}"))
    #expect(sheet.markdown.contains("Ada: **1 of 2 points**") && sheet.text.contains("Ada: 1 of 2 points"))
    #expect(!sheet.markdown.contains("Machine.") && !sheet.text.contains("\u{1B}"))
  }
}
