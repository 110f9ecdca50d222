import Grading
import Reading
import Running

/// What is known of a lesson that is being watched, and what of it is looked at.
@dynamicMemberLookup
package struct WatchState: Sendable {
  package private(set) var known: KnownLesson
  /// How many of the current exercise's hints are shown.
  package private(set) var shownHints = 0
  package private(set) var showsAll = false
  package var scroll = 0

  private var chosen: String?

  package init(path: String) {
    known = KnownLesson(path: path)
  }

  package subscript<Value>(dynamicMember member: KeyPath<KnownLesson, Value>) -> Value { known[keyPath: member] }

  /// The exercise that was edited or chosen last; until then the first that is not passed.
  package var current: Exercise? {
    guard let lesson = known.lesson else { return nil }
    return chosen.flatMap(lesson.exercise(named:)) ?? lesson.exercises.first { !isPassed($0) } ?? lesson.exercises.first
  }

  /// How an exercise's grade has changed with the last run. Of the current one it is told, too, if an edit has changed nothing.
  package func change(of exercise: Exercise) -> GradeChange? {
    known.change(of: exercise, isEdited: exercise.name == current?.name)
  }

  private func isPassed(_ exercise: Exercise) -> Bool { known.grades[exercise.name]?.status == .passed }

  /// Takes what has happened to the lesson, and shows the exercise that was edited.
  package mutating func apply(_ event: LiveEvent) {
    known.apply(event)
    switch event {
    case .read(let lesson):
      guard let last = lesson.exercises.first(where: { known.edited.contains($0.name) })?.name else { break }
      if last != chosen { shownHints = 0 }
      (chosen, showsAll, scroll) = (last, false, 0)
    case .faulty, .gone: scroll = 0
    case .finished: if chosen == nil { chosen = current?.name }
    case .runningAgain, .unchanged, .missed, .queued, .compiled, .printed, .shown, .graded, .failed: break
    }
  }

  /// Whether an event changes anything that is to be seen.
  package func isSeen(_ event: LiveEvent) -> Bool {
    switch event {
    case .queued, .compiled, .shown: false
    case .printed: known.lesson?.exercises.isEmpty ?? true
    default: true
    }
  }

  // MARK: - Keys

  /// Does what a key asks of the state; running, suspending and quitting are for others.
  package mutating func press(_ key: WatchKey) {
    switch key {
    case .next: go(to: nextUnpassed)
    case .below: go(to: following.first)
    case .above: go(to: preceding.last)
    case .hint: showHint()
    case .all: (showsAll, scroll) = (!showsAll, 0)
    case .scrollDown: scroll += 1
    case .scrollUp: scroll = max(0, scroll - 1)
    case .runAgain, .suspend, .quit: break
    }
  }

  private var preceding: ArraySlice<Exercise> { known.lesson?.exercises.prefix { $0.name != current?.name } ?? [] }
  private var following: ArraySlice<Exercise> { known.lesson?.exercises.dropFirst(preceding.count + 1) ?? [] }

  private var nextUnpassed: Exercise? {
    let others = following + preceding
    return others.first { !isPassed($0) } ?? others.first
  }

  private mutating func go(to exercise: Exercise?) {
    guard let exercise else { return }
    (chosen, shownHints, scroll) = (exercise.name, 0, 0)
  }

  /// Shows one hint more; after the last they are put away again.
  private mutating func showHint() {
    guard let count = current?.hints.count, count > 0 else { return }
    shownHints = shownHints < count ? shownHints + 1 : 0
    showsAll = false
  }
}
