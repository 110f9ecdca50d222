import Grading
import LessonWire
import Reading
import Support
import TextTable

/// What there is to say about one exercise, in words but in no form yet: pages and lines of text are made of it.
package struct ToldGrade: Sendable {
  /// Why an answer is not right.
  package struct Cause: Hashable, Sendable {
    /// Such as `typical mistake`.
    package var label: String
    package var words: String
  }

  package let grade: Grade
  package let blanksLeft: String?
  package let problems: [ToldProblem]
  package let causes: [Cause]
  package let answers: [ToldAnswer]
  /// How many of the hidden answers are right.
  package let hiddenChecks: (right: Int, total: Int)?
  package let hiddenFailure: (words: String, answer: ToldAnswer)?

  package init(_ grade: Grade, expected: ExpectedValues) {
    let text = GradeText(style: Style(), expected: expected)
    self.grade = grade
    blanksLeft = grade.blanksLeft.map(Words().blanksLeft)
    problems = grade.problems.map { ToldProblem($0) }
    causes = text.toldCauses(grade)
    answers =
      grade.comparisons.isEmpty
      ? grade.values.map { ToldAnswer(label: text.title($0.label), value: $0.value) } : text.toldAnswers(grade)
    hiddenChecks = text.hiddenChecks(grade)
    hiddenFailure = text.toldHiddenFailure(grade)
  }
}

/// What there is to say about one answer.
package struct ToldAnswer: Sendable {
  /// What stands beside a wrong value.
  package enum Expected: Sendable {
    case untold
    case masked
    case value(Value)
  }

  package var label: String
  /// `nil` if the check did not come so far.
  package var value: Value?
  package var isRight = true
  /// The places, row-major, at which it is wrong; none if it is wrong as a whole.
  package var marked: Set<Int> = []
  package var expected = Expected.untold
  /// With how many decimals numbers are written at the least.
  package var decimals = 0
  package var remark: String?
}

extension GradeText {
  /// Where an answer begins to be wrong, and what is likely behind that.
  func toldCauses(_ grade: Grade) -> [ToldGrade.Cause] {
    guard grade.status.isFailure else { return [] }
    let words = Words().report
    let first = differences.firstDifference(grade).map { ToldGrade.Cause(label: words.firstDifference, words: $0) }
    let mistake = grade.mistake.map {
      ToldGrade.Cause(label: Words().adviceLabel(grade.exercise), words: covered($0, grade))
    }
    return [first].compactMap(\.self)
      + differences.explanations(grade).map { ToldGrade.Cause(label: words.likelyCause, words: $0) }
      + [mistake].compactMap(\.self)
  }

  /// The answers that a learner may see.
  func toldAnswers(_ grade: Grade) -> [ToldAnswer] { grade.shownComparisons.map { told($0, of: grade) } }

  /// The first hidden check that fails, for whoever learns by themselves and has all others right: the call, and what came of it.
  func toldHiddenFailure(_ grade: Grade) -> (words: String, answer: ToldAnswer)? {
    guard expected != .omitted, hiddenChecks(grade) != nil, grade.comparisons.allSatisfy({ $0.isHidden || $0.isEqual }),
      let first = grade.comparisons.first(where: { $0.isHidden && !$0.isEqual })
    else { return nil }
    let call = grade.exercise.checks.lazy.filter(\.isHidden).compactMap { $0.answerCall(labelled: first.label) }.first
    return (Words().report.firstFailing(call), told(first, of: grade))
  }

  private func told(_ comparison: Comparison, of grade: Grade) -> ToldAnswer {
    // A label may give the value away.
    let label = expected == .masked ? Masking(grade).covered(comparison.label) : comparison.label
    var told = ToldAnswer(label: title(label), value: comparison.value, isRight: comparison.isEqual)
    guard let value = comparison.value, !comparison.isEqual else { return told }
    if case .differs(let places) = comparison.verdict { told.marked = Set(places) }
    // How many decimals it takes to tell two numbers apart says something about both.
    told.decimals = expected == .masked ? 0 : comparison.decimalsToSeeDifferences
    told.remark = remark(on: comparison).map(Words().report.remark)
    switch expected {
    case .shown:
      let (mine, other) = value.toldApart(from: comparison.expected)
      (told.value, told.expected) = (mine, .value(other))
    case .masked: (told.value, told.expected) = (value.withUnseenEscaped, .masked)
    case .omitted: told.value = value.withUnseenEscaped
    }
    return told
  }

  func title(_ label: String) -> String { inLine(label, limit: 100) }

  private func remark(on comparison: Comparison) -> AnswerRemark? {
    switch comparison.verdict {
    case .equal, .differs, .missing: nil
    case .shapeDiffers: shapeRemark(comparison)
    case .kindDiffers where comparison.value?.hasUnequalRows == true && Numbers(comparison.expected) != nil:
      .unequalRows
    case .kindDiffers:
      .otherKind(
        expected: comparison.expected.kind, mine: comparison.value.map { inLine($0.kind, limit: 100) })
    }
  }

  /// The expected shape is often the very answer, and told only with it.
  private func shapeRemark(_ comparison: Comparison) -> AnswerRemark {
    guard let mine = comparison.value.flatMap(Numbers.init), let expected = Numbers(comparison.expected) else {
      return .otherLength(isExpectedShown: self.expected == .shown)
    }
    return .otherShape(mine.shape, expected: self.expected == .shown ? expected.shape : nil)
  }
}

extension Comparison {
  /// How many decimals it takes to see that the numbers that differ do; 0 if they are seen to anyway.
  fileprivate var decimalsToSeeDifferences: Int {
    guard case .differs(let places) = verdict, let mine = value.flatMap(Numbers.init), let other = Numbers(expected)
    else {
      return 0
    }
    // Whoever sees a hundred differences knows that there are some.
    let pairs = places.prefix(100).filter { mine.integers[$0] == nil && other.integers[$0] == nil }.map {
      (mine.scalars[$0], other.scalars[$0])
    }
    return NumberText.decimals(toTellApart: pairs, among: (mine.scalars, other.scalars))
  }
}
