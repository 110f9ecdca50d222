import Classes
import LessonSyntax
import Running

/// Which answers to an exercise are of one rare shape. Each answer's shape is made once, and groups only anew when there are other answers.
package struct DeskLikeness: Sendable {
  /// Answers that are like one.
  package struct Others: Sendable {
    package var answers: [ReviewedClass.Answer]
    /// How many students have that shape, of how many.
    package var share: Int
    package var total: Int
  }

  private struct Found: Sendable {
    var of: [String]
    /// The answers of each group, with how many students it has of how many.
    var groups: [(ids: Set<String>, share: Int, total: Int)]
  }

  /// Sources that are put to the parser at once.
  private static let chunk = 50

  private let solutions: [String: String]
  private let starters: [String: String]
  private var shapes: [ContentHash: AnswerShape] = [:]
  private var found: [String: Found] = [:]
  /// How many shapes were made so far.
  package private(set) var made = 0

  /// - Parameters:
  ///   - solutions: The author's solutions, by exercise.
  ///   - starters: What the exercises begin with that are answered in Swift: no others are looked at.
  package init(solutions: [String: String], starters: [String: String]) {
    (self.solutions, self.starters) = (solutions, starters)
  }

  /// What has to be put to the parser before all is known of these answers, part by part.
  package func unknownSources(_ answers: [ReviewedClass.Answer], of exercise: String) -> [Set<String>] {
    guard starters[exercise] != nil, found[exercise]?.of != Self.key(answers) else { return [] }
    let sources = answers.filter { Likeness.isAnswer($0.machine) }.compactMap(\.machine.answer)
    let unknown = (sources + [solutions[exercise], starters[exercise]].compactMap(\.self))
      .filter { shapes[ContentHash(of: $0.utf8)] == nil }
    return stride(from: 0, to: unknown.count, by: Self.chunk).map { start in
      Set(unknown[start..<min(start + Self.chunk, unknown.count)])
    }
  }

  /// The shapes of some sources, by what was found of them.
  package static func shapes(_ tokens: [String: [SwiftToken]]) -> [ContentHash: AnswerShape] {
    Dictionary(tokens.map { (ContentHash(of: $0.utf8), AnswerShape($0, tokens: $1)) }) { first, _ in first }
  }

  package mutating func add(_ new: [ContentHash: AnswerShape]) {
    shapes.merge(new) { $1 }
    made += new.count
  }

  /// The answers that are like one, unless many are.
  package mutating func others(
    like answer: ReviewedClass.Answer, among answers: [ReviewedClass.Answer]
  ) -> Others? {
    let exercise = answer.exercise
    guard starters[exercise] != nil, Likeness.isAnswer(answer.machine) else { return nil }
    if found[exercise]?.of != Self.key(answers) {
      found[exercise] = Found(of: Self.key(answers), groups: groups(of: answers, exercise))
    }
    guard let group = found[exercise]?.groups.first(where: { $0.ids.contains(answer.id) }) else { return nil }
    let others = answers.filter { $0.id != answer.id && group.ids.contains($0.id) }
    return Others(answers: others, share: group.share, total: group.total)
  }

  /// Tells a set of answers from others.
  private static func key(_ answers: [ReviewedClass.Answer]) -> [String] {
    answers.map { "\($0.id) \($0.students.count)" }
  }

  private func groups(
    of answers: [ReviewedClass.Answer], _ exercise: String
  ) -> [(ids: Set<String>, share: Int, total: Int)] {
    func shape(_ source: String?) -> AnswerShape? { source.flatMap { shapes[ContentHash(of: $0.utf8)] } }
    var likeness = Likeness(
      solutions: shape(solutions[exercise]).map { [exercise: $0] } ?? [:],
      starters: shape(starters[exercise]).map { [exercise: $0.length] } ?? [:])
    // Two names may be equal to Swift, and not letter by letter.
    var names: [[UInt8]: String] = [:]
    for answer in answers where Likeness.isAnswer(answer.machine) {
      guard let shape = shape(answer.machine.answer) else { continue }
      for student in answer.students {
        likeness.add(student.name, answer.machine, shape)
        names[Array(student.name.utf8)] = answer.id
      }
    }
    return likeness.groups.map { group in
      (Set(group.students.compactMap { names[Array($0.utf8)] }), group.students.count, group.total)
    }
  }
}
