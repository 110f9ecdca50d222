import Grading
import Reading
import Reporting
import Running

/// What is known of a lesson that is being watched, and what of it is looked at.
@dynamicMemberLookup
package struct WatchState: Sendable {
  package private(set) var known: KnownLesson
  /// How many of the current exercise's hints are shown.
  package private(set) var shownHints = 0
  package private(set) var showsAll = false
  /// Whether the current exercise's expected values are shown; outside a workspace they are always.
  package private(set) var isRevealed = false
  /// Whether the current exercise's solution is shown.
  package private(set) var showsSolution = false
  /// A key that does what it says when it is pressed once more.
  package private(set) var unconfirmed: WatchKey?
  /// The lessons to choose from, while they are shown.
  package var list: LessonList?
  /// What a key has done, until another one is pressed or there is a new text.
  package private(set) var notice: String?
  /// Whether the notice is about a text that is yet to come.
  private var isNoticeNew = false
  /// The lesson that comes after this one; `nil` if none does.
  package var following: LessonList.Entry?
  package var scroll = 0

  /// How many hints have been shown, by the exercises' names; kept only in a workspace.
  private var askedHints: [String: Int]
  private var chosen: String?

  /// - Parameters:
  ///   - path: The lesson's.
  ///   - author: The author's lesson, where the file is a learner's copy of it in a workspace.
  ///   - exercise: The one to begin with.
  ///   - hints: How many hints were shown before, by the exercises' names.
  package init(path: String, author: Lesson? = nil, at exercise: String? = nil, hints: [String: Int] = [:]) {
    known = KnownLesson(path: path, author: author)
    (chosen, askedHints) = (exercise, hints)
    shownHints = exercise.flatMap { hints[$0] } ?? 0
  }

  package var isInWorkspace: Bool { known.author != nil }

  /// What stands beside wrong values.
  package var expected: ExpectedValues { isInWorkspace && !isRevealed ? .masked : .shown }

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

  private func isPassed(_ exercise: Exercise) -> Bool { known.grades[exercise.name]?.status.isDone ?? false }

  /// Takes what has happened to the lesson, and shows the exercise that was edited.
  package mutating func apply(_ event: LiveEvent) {
    known.apply(event)
    switch event {
    case .read(let lesson):
      guard let last = lesson.exercises.first(where: { known.edited.contains($0.name) })?.name else { break }
      if last != chosen { go(to: last) }
      if !isNoticeNew { notice = nil }
      (showsAll, scroll, isNoticeNew, unconfirmed, list) = (false, 0, false, nil, nil)
    case .faulty, .gone: scroll = 0
    case .finished: if chosen == nil, let name = current?.name { go(to: name) }
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

  /// Says what a key has done, also to the text that comes of it.
  package mutating func note(_ words: String) { (notice, isNoticeNew) = (words, true) }

  // MARK: - Keys

  /// Does what a key asks of the state; running, suspending and quitting are for others.
  package mutating func press(_ key: WatchKey) {
    let isConfirmed = unconfirmed == key
    (unconfirmed, notice) = (nil, nil)
    if list != nil {
      switch key {
      case .scrollDown: list?.move(by: 1)
      case .scrollUp: list?.move(by: -1)
      default: list = nil
      }
      return
    }
    switch key {
    case .next: go(to: nextUnpassed?.name)
    case .below: go(to: below.first?.name)
    case .above: go(to: preceding.last?.name)
    case .hint: showHint()
    case .reveal: if isInWorkspace { isRevealed.toggle() }
    case .solution:
      if showsSolution { showsSolution = false } else if isConfirmed { showsSolution = true } else { confirm(key) }
    case .reset: if isInWorkspace, !isConfirmed { confirm(key) }
    case .all: (showsAll, scroll) = (!showsAll, 0)
    case .scrollDown: scroll += 1
    case .scrollUp: scroll = max(0, scroll - 1)
    case .runAgain, .suspend, .quit, .nextLesson, .list, .choose: break
    }
  }

  /// Whether a press of this key now is the one that counts.
  package func isConfirmed(_ key: WatchKey) -> Bool { list == nil && unconfirmed == key }

  /// Only where there is something to be shown or put back.
  private mutating func confirm(_ key: WatchKey) {
    if current != nil, key != .solution || current?.solution != nil { unconfirmed = key }
    showsAll = false
  }

  private var preceding: ArraySlice<Exercise> { known.lesson?.exercises.prefix { $0.name != current?.name } ?? [] }
  private var below: ArraySlice<Exercise> { known.lesson?.exercises.dropFirst(preceding.count + 1) ?? [] }

  private var nextUnpassed: Exercise? {
    let others = below + preceding
    return others.first { !isPassed($0) } ?? others.first
  }

  private mutating func go(to exercise: String?) {
    guard let exercise else { return }
    (chosen, shownHints, scroll) = (exercise, isInWorkspace ? askedHints[exercise] ?? 0 : 0, 0)
    (isRevealed, showsSolution) = (false, false)
  }

  /// Shows one hint more; after the last they are put away again.
  private mutating func showHint() {
    guard let count = current?.hints.count, count > 0 else { return }
    shownHints = shownHints < count ? shownHints + 1 : 0
    if let name = current?.name { askedHints[name] = max(shownHints, askedHints[name] ?? 0) }
    showsAll = false
  }
}
