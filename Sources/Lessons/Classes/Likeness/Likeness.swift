import Grading
import LessonSyntax
import Running

/// Which answers of a class have one shape, as a hint to whoever teaches it: a reason to look, and no more.
///
/// What many have written is no hint, nor what is too short to be written in many ways, nor what has the shape of the author's solution.
package struct Likeness: Hashable, Sendable {
  /// Students whose answers to an exercise are the same but for names, spacing and comments.
  package struct Group: Hashable, Sendable {
    package var exercise: String
    /// In the order of their names.
    package var students: [String]
    /// How many have answered the exercise.
    package var total: Int
    /// How many of the answers in the group differ in anything at all.
    package var spellings: Int

    package init(exercise: String, students: [String], total: Int, spellings: Int) {
      (self.exercise, self.students, self.total, self.spellings) = (exercise, students, total, spellings)
    }
  }

  /// Tokens beyond those that the exercise begins with, below which answers are alike by nature.
  static let fewestTokens = 16

  private struct Place: Hashable {
    var exercise: String
    var shape: ContentHash
  }

  private struct Found {
    var students: [String] = []
    var answers: Set<String> = []
    var length = 0
  }

  private var found: [Place: Found] = [:]
  private var totals: [String: Int] = [:]
  private let known: [String: AnswerShape]
  private let starters: [String: Int]

  /// - Parameters:
  ///   - solutions: The shapes of the author's solutions, by exercise.
  ///   - starters: How many tokens each exercise begins with.
  package init(solutions: [String: AnswerShape] = [:], starters: [String: Int] = [:]) {
    (known, self.starters) = (solutions, starters)
  }

  package static func == (left: Self, right: Self) -> Bool { left.groups == right.groups }
  package func hash(into hasher: inout Hasher) { hasher.combine(groups) }

  /// Takes in an answer.
  package mutating func add(_ student: String, _ exercise: ExerciseResult, _ shape: AnswerShape) {
    totals[exercise.name, default: 0] += 1
    guard known[exercise.name] != shape else { return }
    let place = Place(exercise: exercise.name, shape: shape.digest)
    found[place, default: Found()].students.append(student)
    found[place]?.answers.insert(exercise.answerDigest)
    found[place]?.length = shape.length
  }

  /// Whether an answer can be like another at all.
  package static func isAnswer(_ exercise: ExerciseResult) -> Bool {
    exercise.answer != nil && exercise.status != .notAttempted && exercise.status != .missing
  }

  /// The groups that are rare enough to be worth a look, the rarest first: those of a fifth of all answers at most.
  package var groups: [Group] {
    found.compactMap { place, found -> Group? in
      let total = totals[place.exercise] ?? 0
      let own = found.length - (starters[place.exercise] ?? 0)
      guard found.students.count > 1, own >= Self.fewestTokens, found.students.count * 5 <= total else { return nil }
      return Group(
        exercise: place.exercise, students: found.students.sorted(), total: total, spellings: found.answers.count)
    }
    .sorted {
      ($0.exercise, $0.students.count, $0.students[0]) < ($1.exercise, $1.students.count, $1.students[0])
    }
  }
}

extension ResultsFolder {
  /// Results whose answers are put to the parser at once.
  private static let chunk = 200

  /// Which answers of the class are alike.
  /// - Parameters:
  ///   - solutions: The author's solutions, by exercise.
  ///   - starters: What the exercises begin with that are answered in Swift: no others are looked at.
  ///   - runner: Asks the compiler's parser.
  /// - Throws: If there is no parser on this machine, or the folder cannot be listed.
  package func likeness(
    solutions: [String: String], starters: [String: String], by runner: ProgramRunner
  ) async throws(MachineFailure) -> Likeness {
    let own = try await runner.tokens(of: Set(solutions.values).union(starters.values))
    func shape(_ source: String) -> AnswerShape? { own[source].map { AnswerShape(source, tokens: $0) } }
    var likeness = Likeness(
      solutions: solutions.compactMapValues(shape), starters: starters.compactMapValues { shape($0)?.length })
    var reading = try machineReading()
    var waiting: [(String, ExerciseResult)] = []
    func settle() async throws(MachineFailure) {
      let tokens = try await runner.tokens(of: Set(waiting.compactMap(\.1.answer)))
      for (student, exercise) in waiting {
        guard let answer = exercise.answer, let tokens = tokens[answer] else { continue }
        likeness.add(student, exercise, AnswerShape(answer, tokens: tokens))
      }
      waiting = []
    }
    while let result = reading.next() {
      waiting += result.exercises.filter { Likeness.isAnswer($0) && starters[$0.name] != nil }.map { (result.student, $0) }
      if waiting.count >= Self.chunk { try await settle() }
    }
    try await settle()
    return likeness
  }
}
