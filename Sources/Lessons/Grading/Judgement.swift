import LessonWire
import Reading
import Running

extension Grade {
  /// Compares what a learner's cell answers with what the solution does.
  init(_ exercise: Exercise, testRun: TestRun, expected: TestRun, in lesson: Lesson) {
    // An example that fails here and not before the solution is the cell's doing, or the cell only says so.
    if let obstacle = testRun.obstacle(in: lesson), expected.obstacle(in: lesson) != nil {
      self.init(exercise, hinderedBy: obstacle)
      return
    }
    self.init(exercise, .wrong)
    let answers = testRun.answers
    comparisons = expected.answers.map { wanted in
      let value = answers.first { $0.label == wanted.label }?.value
      return Comparison(
        label: wanted.label, value: value, expected: wanted.value,
        verdict: Verdict(value, against: wanted.value, tolerance: exercise.tolerance),
        isHidden: expected.program.cell(tagged: wanted.tag)?.isHidden ?? true)
    }
    let right = comparisons.filter(\.isEqual).count
    points = exercise.share(right, of: comparisons.count)
    parts = testRun.parts
    problems = testRun.problems(in: lesson)
    status = testRun.failure ?? (right == comparisons.count ? .passed : right == 0 ? .wrong : .partial)
  }

  /// Shows what a cell answers where there is nothing to compare it with.
  init(_ exercise: Exercise, unsolved testRun: TestRun, in lesson: Lesson) {
    if let obstacle = testRun.obstacle(in: lesson) {
      self.init(exercise, hinderedBy: obstacle)
      return
    }
    self.init(exercise, testRun.failure ?? .ungraded)
    values = testRun.visibleAnswers.map { LabelledValue(label: $0.label, value: $0.value) }
    parts = testRun.parts
    problems = testRun.problems(in: lesson)
  }
}

extension Grade {
  /// In a learner's copy, an exercise needs the learner's own answer to another, which is not there yet.
  init(_ exercise: Exercise, lacking needed: String) {
    self.init(exercise, .ungraded)
    problems = [Problem(.unansweredNeed(exercise: needed))]
  }

  /// Nothing can be said about an answer while the code that it builds on fails.
  private init(_ exercise: Exercise, hinderedBy obstacle: TestRun.Obstacle) {
    self.init(exercise, .ungraded)
    let cell = obstacle.cell
    problems = [
      Problem(.failingContext(cell.role, line: cell.lines.lowerBound, takesLong: obstacle.takesLong))
    ]
  }
}

extension Exercise {
  /// The points for some of the answers, in hundredths: what is shown then adds up to what is shown as the sum.
  func share(_ right: Int, of total: Int) -> Double {
    (points * Double(right) / Double(max(1, total)) * 100).rounded() / 100
  }
}

extension Run.Outcome {
  fileprivate var isDelayed: Bool {
    if case .delayed = self { true } else { false }
  }
}

extension Value {
  fileprivate var isNumber: Bool {
    switch self {
    case .number, .integer: true
    default: false
    }
  }

  /// Whether there is a number in it that equals nothing, not even itself.
  fileprivate var holdsNaN: Bool {
    switch self {
    case .number(let number): number.isNaN
    case .tensor(_, let scalars): scalars.contains(where: \.isNaN)
    case .list(let elements): elements.contains(where: \.holdsNaN)
    default: false
    }
  }
}

extension TestRun {
  /// An example or setup cell that fails, and how.
  typealias Obstacle = (cell: Cell, problems: [Problem], takesLong: Bool)

  /// What keeps this testRun's own cell from being tried at all.
  func obstacle(in lesson: Lesson) -> Obstacle? {
    let problems = problems(in: lesson)
    guard let id = problems.first?.cell, let cell = lesson.contextCells.first(where: { $0.id == id }) else {
      return nil
    }
    return (cell, problems, run?.outcome.isDelayed ?? false)
  }

  /// The status of a program that did not run to its end; `nil` if it did.
  fileprivate var failure: Grade.Status? {
    switch result {
    case .rejected, .tooLong: .compileError
    case .ran(let run):
      switch run.outcome {
      case .finished: nil
      case .endedEarly, .unloadable, .crashed, .garbled: .crashed
      case .timedOut, .stalled, .delayed: .timedOut
      case .overLimit: .overLimit
      }
    }
  }

  /// Why this testRun of a solution cannot be compared with: the author's to mend.
  func authorProblems(in lesson: Lesson, _ exercise: Exercise) -> [Problem] {
    func problem(_ kind: Problem.Kind, notes: [Problem] = []) -> Problem {
      exercise.solution.map { Problem(kind, of: $0, in: lesson, notes: notes) } ?? Problem(kind, notes: notes)
    }
    if let obstacle = obstacle(in: lesson) { return obstacle.problems }
    let own = problems(in: lesson)
    if !own.isEmpty { return [problem(.failingSolution(exercise: exercise.name), notes: own)] }
    var kinds: [Problem.Kind] = answers.isEmpty ? [.noAnswers(exercise: exercise.name)] : []
    var seen: Set<String> = []
    for answer in answers where !seen.insert(answer.label).inserted {
      kinds.append(.repeatedLabel(answer.label, exercise: exercise.name))
    }
    for answer in answers {
      if exercise.kind == .number, !answer.value.isNumber {
        kinds.append(.solutionIsNoNumber(exercise: exercise.name, what: answer.value.kind))
        continue
      }
      if answer.value.holdsNaN { kinds.append(.noNumber(label: answer.label, exercise: exercise.name)) }
      if case .other(let type) = answer.value {
        kinds.append(.incomparable(label: answer.label, exercise: exercise.name, type: type))
      }
    }
    return kinds.map { problem($0) }
  }

  /// Whether two testRuns ran and answered the same, label by label.
  func givesSameAnswers(as other: TestRun, tolerance: Double) -> Bool {
    guard run?.outcome == .finished, other.run?.outcome == .finished else { return false }
    let (mine, others) = (answers, other.answers)
    return mine.map(\.label) == others.map(\.label)
      && zip(mine, others).allSatisfy {
        Verdict($0.value, against: $1.value, tolerance: tolerance, matchesNaN: true) == .equal
      }
  }

  /// Whether two testRuns ran and answered the same for some labels.
  func givesSameAnswers(as other: TestRun, for labels: Set<String>, tolerance: Double) -> Bool {
    guard run?.outcome == .finished, other.run?.outcome == .finished, !labels.isEmpty else { return false }
    return labels.allSatisfy { label in
      guard let mine = answers.first(where: { $0.label == label }),
        let others = other.answers.first(where: { $0.label == label })
      else { return false }
      return Verdict(mine.value, against: others.value, tolerance: tolerance, matchesNaN: true) == .equal
    }
  }

  /// What each example and setup cell printed.
  func printedByCell() -> [ExampleResult] {
    program.sections.compactMap { section in
      guard section.cell.role == .example || section.cell.role == .setup else { return nil }
      return ExampleResult(cell: section.cell, parts: run?.parts[section.tag] ?? [])
    }
  }
}
