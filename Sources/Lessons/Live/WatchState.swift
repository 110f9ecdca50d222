import Grading
import Reading
import Running

/// What is known of a lesson that is being watched, and what of it is to be shown.
package struct WatchState: Sendable {
  /// Whether the file can be run as it is now.
  package enum Condition: Hashable, Sendable {
    case sound
    /// The text has faults; what is shown below them is of an earlier save.
    case faulty([Fault], text: String)
    case gone(reason: String)
    /// Something is missing on this machine.
    case failed(MachineFailure)
  }

  package let path: String
  package private(set) var condition = Condition.sound
  package private(set) var lesson: Lesson?
  /// By the exercises' names. Those of exercises that run again are of the run before until they are done.
  package private(set) var grades: [String: Grade] = [:]
  package private(set) var problems: [Problem] = []
  /// The newest run's report, of which the examples' output is shown where there are no exercises.
  package private(set) var report: Report?
  /// How many exercises are done, of how many, while a run goes on.
  package private(set) var progress: (done: Int, total: Int)?
  /// Whether any run has come to its end.
  package private(set) var hasResults = false
  /// Whether the last save has changed nothing that runs or is compared.
  package private(set) var wasIdle = false
  /// How many of the current exercise's hints are shown.
  package private(set) var shownHints = 0
  package private(set) var showsAll = false
  package var scroll = 0

  private var chosen: String?
  private var before: [String: Grade] = [:]
  private var edited: Set<String> = []
  /// The exercises that the newest run has graded.
  private var done: Set<String> = []

  package init(path: String) {
    self.path = path
  }

  /// The exercise that was edited or chosen last; until then the first that is not passed.
  package var current: Exercise? {
    guard let lesson else { return nil }
    return chosen.flatMap(lesson.exercise(named:)) ?? lesson.exercises.first { !isPassed($0) } ?? lesson.exercises.first
  }

  /// How an exercise's grade has changed with the last run. Of the current one it is told, too, if an edit has changed nothing.
  package func change(of exercise: Exercise) -> GradeChange? {
    guard done.contains(exercise.name), let old = before[exercise.name], let new = grades[exercise.name] else {
      return nil
    }
    let isEdited = edited.contains(exercise.name) && exercise.name == current?.name
    return GradeChange(from: old, to: new, isEdited: isEdited)
  }

  /// Whether an exercise has been edited and its new grade is not there yet: the one that is known is of the answer before.
  package func isAwaited(_ exercise: Exercise) -> Bool {
    progress != nil && edited.contains(exercise.name) && !done.contains(exercise.name)
  }

  private func isPassed(_ exercise: Exercise) -> Bool { grades[exercise.name]?.status == .passed }

  // MARK: - What happens to the file

  /// Takes a save.
  /// - Returns: The lesson to run; `nil` if it cannot be run, or is the one that has been.
  package mutating func save(_ bytes: [UInt8]) -> Lesson? {
    do throws(FaultyLesson) {
      let new = try LessonReader.read(bytes, path: path)
      condition = .sound
      guard new != lesson || !hasResults else { return nil }
      adopt(new)
      return new
    } catch {
      condition = .faulty(error.faults, text: String(decoding: bytes, as: UTF8.self))
      scroll = 0
      return nil
    }
  }

  package mutating func lose(_ reason: String) {
    condition = .gone(reason: reason)
    scroll = 0
  }

  private mutating func adopt(_ new: Lesson) {
    let old = lesson
    lesson = new
    startRun()
    // At first everything is new, and nothing edited.
    if let old {
      edited = Set(new.exercises.filter { old.exercise(named: $0.name)?.cell.source != $0.cell.source }.map(\.name))
    }
    if let last = new.exercises.first(where: { edited.contains($0.name) })?.name {
      if last != chosen { shownHints = 0 }
      (chosen, showsAll, scroll) = (last, false, 0)
    }
    wasIdle = old != nil && new.runsLike(old)
    // A place in the file may be another now.
    for exercise in new.exercises { grades[exercise.name]?.exercise = exercise }
  }

  // MARK: - What happens to a run

  /// Runs everything again.
  package mutating func startRun() {
    (before, done, edited) = (grades, [], [])
    progress = (0, lesson?.exercises.count ?? 0)
  }

  package mutating func grade(_ grade: Grade) {
    grades[grade.exercise.name] = grade
    done.insert(grade.exercise.name)
    progress?.done += 1
  }

  package mutating func finish(_ report: Report) {
    grades = Dictionary(report.grades.map { ($0.exercise.name, $0) }, uniquingKeysWith: { first, _ in first })
    done.formUnion(grades.keys)
    problems = report.examplesProblems + report.authorProblems
    self.report = report
    (progress, hasResults) = (nil, true)
    if case .failed = condition { condition = .sound }
    if chosen == nil { chosen = current?.name }
  }

  package mutating func fail(_ failure: MachineFailure) {
    (condition, progress) = (.failed(failure), nil)
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

  private var preceding: ArraySlice<Exercise> { lesson?.exercises.prefix { $0.name != current?.name } ?? [] }
  private var following: ArraySlice<Exercise> { lesson?.exercises.dropFirst(preceding.count + 1) ?? [] }

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

extension Lesson {
  /// Whether nothing that runs or is compared differs, wherever it stands in the file.
  fileprivate func runsLike(_ other: Lesson?) -> Bool {
    guard let other else { return false }
    func code(_ lesson: Lesson) -> [String] {
      lesson.blocks.compactMap { block in
        block.cell.map { "\($0.role) \($0.name ?? "") \($0.isHidden) \($0.source)" }
      }
    }
    func terms(_ lesson: Lesson) -> [String] {
      lesson.exercises.map { "\($0.points) \($0.tolerance) \($0.timeout) \($0.needs) \($0.answer ?? "")" }
    }
    return code(self) == code(other) && terms(self) == terms(other)
  }
}
