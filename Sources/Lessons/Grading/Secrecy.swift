import Reading
import Running

/// What must not be told of a program's code: what a hidden check is made of, and the solutions that an exercise builds on.
///
/// A learner's cell runs in one process with the hidden checks and can make them fail at will, so that whatever the compiler and the
/// runtime then say could be asked out of them, bit by bit. Hence what is told is chosen: places in the learner's own cells; the
/// Swift runtime's own sentences, which are the same for every program; and names that stand in the learner's copy of the lesson. A
/// message that MiniCNN or the cell has put together is kept back, for it holds shapes and values that a hidden check has passed.
struct Secrecy {
  private let lesson: Lesson
  private let program: Program
  /// Authors, who try solutions and typical mistakes, may see everything.
  private let isForLearner: Bool

  /// - Parameters:
  ///   - lesson: The author's lesson.
  ///   - program: What the compiler or the runtime speaks of.
  ///   - candidate: The section that is tried; a learner's is an exercise cell.
  init(_ lesson: Lesson, _ program: Program, candidate: Int?) {
    (self.lesson, self.program) = (lesson, program)
    isForLearner = candidate.map { program.sections[$0].cell.role == .exercise } ?? false
  }

  /// Whether a place is in a solution that is not the reader's to see.
  func isInSolution(_ place: Diagnostic.Place?) -> Bool {
    isForLearner && place.map { cell(at: $0).role == .solution } ?? false
  }

  func isInHiddenCheck(_ place: Diagnostic.Place?) -> Bool {
    isForLearner && place.map { cell(at: $0).isHidden } ?? false
  }

  /// Whether the program could have told something that a hidden check holds.
  var hasHiddenChecks: Bool { isForLearner && program.sections.contains { $0.cell.isHidden } }

  /// Whether it is not certain that a crash had nothing to do with a hidden check.
  func mayConcernHiddenCheck(_ crash: Crash) -> Bool {
    hasHiddenChecks && (crash.calls.isEmpty || crash.calls.contains { isInHiddenCheck($0) })
  }

  /// Whether learners know a name anyway.
  /// - Complexity: O(*n*) in the length of the lesson.
  func isKnown(_ name: some StringProtocol) -> Bool {
    let name = String(name)
    return lesson.segments.contains { $0.proseText?.containsWord(name) ?? false }
      || lesson.contextCells.contains { $0.source.containsWord(name) }
      || lesson.exercises.contains { exercise in
        // What the learner may have written tells nothing: whoever guesses a name could write it there.
        ([exercise.starter] + exercise.checks.filter { !$0.isHidden }).contains { $0.source.containsWord(name) }
      }
  }

  private func cell(at place: Diagnostic.Place) -> Cell { program.sections[place.section].cell }
}

extension Crash {
  /// Whether the reason is one that Swift's runtime or a signal gives to any program.
  var isOrdinary: Bool {
    switch reason {
    case .message(let message): Self.runtimeSentences.contains(message)
    case .signal(let signal): (1...31).contains(signal)
    }
  }

  private static let runtimeSentences: Set<String> = [
    "Index out of range",
    "Negative Array index is out of range",
    "Array index is out of range",
    "Unexpectedly found nil while unwrapping an Optional value",
    "Unexpectedly found nil while implicitly unwrapping an Optional value",
    "Division by zero",
    "Division by zero in remainder operation",
    "Range requires lowerBound <= upperBound",
    "Not enough bits to represent the passed value",
    "Double value cannot be converted to Int because it is either infinite or NaN",
    "Can't remove first element from an empty collection",
    "Can't remove last element from an empty collection",
    "String index is out of bounds",
    "Dictionary literal contains duplicate keys",
    "Simultaneous accesses, but modification requires exclusive access",
  ]
}

extension Segment {
  /// What a learner reads there; `nil` for a cell.
  fileprivate var proseText: String? {
    switch self {
    case .heading(let heading): heading.text
    case .prose(let block), .listing(let block, _), .math(let block), .output(let block): block.text
    case .hint(let hint): hint.markdown
    case .figure(let figure): figure.state.title
    case .cell: nil
    }
  }
}

extension String {
  func containsWord(_ word: String) -> Bool {
    split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains { $0 == word }
  }
}
