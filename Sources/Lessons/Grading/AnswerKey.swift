import Reading
import Running

/// What an author's solutions and typical mistakes answer. Each is run once, however many submissions are compared with it.
package struct AnswerKey: Sendable {
  package let lesson: Lesson
  /// Faults of the lesson itself that showed when its solutions ran: nothing can be graded before they are mended.
  package let problems: [Problem]
  let expected: [String: TestRun]
  private let mistakes: MistakeRuns
  private let variants: VariantKeys

  /// Runs every solution.
  /// - Parameters:
  ///   - lesson: The author's lesson.
  ///   - runner: Where to compile and run it.
  /// - Throws: If something is missing on this machine. Whatever goes wrong in the lesson is in `problems`.
  package init(of lesson: Lesson, _ runner: ProgramRunner) async throws(MachineFailure) {
    let lesson = try await runner.understood(lesson)
    let solved = lesson.exercises.filter { $0.solution != nil }
    let combinable = solved.compactMap(\.solutionCandidate).filter { !$0.needsTopLevel(in: lesson) }
    let reference = try await runner.choice(named: "reference", among: combinable, in: lesson)
    var expected: [String: TestRun] = [:]
    var problems: [Problem] = []
    for exercise in solved {
      guard let candidate = exercise.solutionCandidate else { continue }
      let testRun = try await runner.rememberedTestRun(of: candidate, from: reference, in: lesson)
      expected[exercise.name] = testRun
      problems += testRun.authorProblems(in: lesson, exercise).filter { !problems.contains($0) }
      problems += try await runner.unsteadiness(of: testRun, candidate, from: reference, in: lesson)
    }
    (self.lesson, self.expected, self.problems) = (lesson, expected, problems)
    mistakes = MistakeRuns(Grader(runner), lesson)
    variants = VariantKeys(runner)
  }

  /// What the solutions answer with a student's numbers: this key where a lesson is the same for all.
  /// - Parameter answered: The lesson with that student's seed.
  /// - Returns: That key.
  /// - Throws: If something is missing on this machine.
  func key(for answered: Lesson) async throws(MachineFailure) -> AnswerKey {
    guard let seed = answered.seed, seed != lesson.seed else { return self }
    return try await variants.key(of: lesson.seeded(seed), seed)
  }

  /// What the typical mistakes of an exercise answer.
  /// - Throws: If something is missing on this machine.
  func mistakes(of exercise: Exercise) async throws(MachineFailure) -> [TestRun] {
    try await mistakes.testRuns(of: exercise.name)
  }
}

extension ProgramRunner {
  /// The one way from what an answer did to its grade: compared with what the solution did and, where something is wrong, with the typical
  /// mistakes.
  /// - Parameters:
  ///   - testRun: What the answer did.
  ///   - exercise: The exercise, with that answer.
  ///   - expected: What the solution did; `nil` if there is none.
  ///   - lesson: The lesson with the answer.
  ///   - mistakes: Runs the typical mistakes, if they are asked for.
  /// - Returns: The grade.
  /// - Throws: If something is missing on this machine.
  func grade(
    _ testRun: TestRun, of exercise: Exercise, beside expected: TestRun?, in lesson: Lesson,
    mistakes: () async throws(MachineFailure) -> [TestRun]
  ) async throws(MachineFailure) -> Grade {
    var grade: Grade
    if let expected {
      grade = Grade(exercise, testRun: testRun, expected: expected, in: lesson)
      if grade.status == .wrong || grade.status == .partial {
        grade.mistake = exercise.mistake(behind: testRun, grade.comparisons, among: try await mistakes())
      }
    } else {
      grade = Grade(exercise, unsolved: testRun, in: lesson)
    }
    return try await explainingMissingNames(in: grade, of: lesson)
  }
}

/// The keys of students who have numbers of their own, found out when they are first asked for. The programs are compiled already.
private actor VariantKeys {
  /// How many are kept: more than there are students at any moment.
  private static let capacity = 512

  private let runner: ProgramRunner
  private var tasks: [Seed: Task<Result<AnswerKey, MachineFailure>, Never>] = [:]

  init(_ runner: ProgramRunner) { self.runner = runner.keepingNothing() }

  func key(of lesson: Lesson, _ seed: Seed) async throws(MachineFailure) -> AnswerKey {
    let task =
      tasks[seed]
      ?? Task { [runner] in
        await outcome { () async throws(MachineFailure) in try await AnswerKey(of: lesson, runner) }
      }
    if tasks.count >= Self.capacity { tasks = [:] }
    tasks[seed] = task
    return try await task.value.get()
  }
}

/// The typical mistakes of each exercise, run when they are first asked for.
private actor MistakeRuns {
  private let grader: Grader
  private let lesson: Lesson
  private var tasks: [String: Task<Result<[TestRun], MachineFailure>, Never>] = [:]

  init(_ grader: Grader, _ lesson: Lesson) {
    (self.grader, self.lesson) = (grader, lesson)
  }

  func testRuns(of name: String) async throws(MachineFailure) -> [TestRun] {
    guard let exercise = lesson.exercise(named: name) else { return [] }
    let task =
      tasks[name]
      ?? Task { [grader, lesson] in
        do throws(MachineFailure) {
          return .success(try await grader.mistakes(of: exercise, in: lesson))
        } catch {
          return .failure(error)
        }
      }
    tasks[name] = task
    return try await task.value.get()
  }
}

extension Exercise {
  /// The advice of the first typical mistake that gives the same values as a learner's cell, or else of the first one that gives the
  /// same wherever the learner is wrong: of several numbers, some may be right.
  func mistake(behind testRun: TestRun, _ comparisons: [Comparison], among testRuns: [TestRun]) -> String? {
    let (tolerance, pairs) = (self.tolerance, Array(zip(self.mistakes, testRuns)))
    let wrong = Set(comparisons.filter { !$0.isEqual }.map(\.label))
    let found =
      pairs.first { testRun.givesSameAnswers(as: $1, tolerance: tolerance) }
      ?? pairs.first { testRun.givesSameAnswers(as: $1, for: wrong, tolerance: tolerance) }
    if let found { return found.0.advice }
    return partialMistakes(behind: testRun, comparisons.filter { !$0.isEqual }, among: pairs.map { ($0, $1) })
  }

  /// Several mistakes at once: together they give all wrong answers, each the ones under some labels.
  private func partialMistakes(
    behind testRun: TestRun, _ wrong: [Comparison], among pairs: [(cell: Cell, testRun: TestRun)]
  ) -> String? {
    var labels: [[Comparison]] = Array(repeating: [], count: pairs.count)
    for comparison in wrong {
      let found = pairs.firstIndex {
        testRun.givesSameAnswers(as: $0.testRun, for: [comparison.label], tolerance: self.tolerance)
      }
      guard let found else { return nil }
      labels[found].append(comparison)
    }
    var advice: [String] = []
    for (pair, labels) in zip(pairs, labels) where !labels.isEmpty {
      guard let words = pair.cell.adviceAmongOthers else { return nil }
      let shown = labels.filter { !$0.isHidden }.map(\.label)
      advice.append((shown.isEmpty ? "" : shown.joined(separator: "; ") + ": ") + words)
    }
    return advice.joined(separator: "\n\n")
  }
}

extension Cell {
  /// A typical mistake's advice without the sentences that say of the rest that it is right: beside another mistake that may be false.
  /// `nil` if nothing is left.
  var adviceAmongOthers: String? {
    var sentences: [[Substring]] = [[]]
    for word in advice.split(separator: " ") {
      sentences[sentences.count - 1].append(word)
      if let last = word.last, ".?!".contains(last) { sentences.append([]) }
    }
    let kept = sentences.map { $0.joined(separator: " ") }.filter { !$0.isEmpty && !$0.saysOfTheRest }
    return kept.isEmpty ? nil : kept.joined(separator: " ")
  }
}

extension String {
  fileprivate var saysOfTheRest: Bool {
    firstMatch(of: /\b(is|are|was|were) (\w+ )?right\b|^(Only|All right|Almost|The rest)\b/) != nil
  }
}
