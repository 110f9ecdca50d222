import Grading
import LessonWire
import Reading
import Reporting
import Running

/// What is known of a lesson that is alive: the sum of all that has been told of it.
package struct KnownLesson: Sendable {
  /// Whether the file can be run as it is now.
  package enum Condition: Hashable, Sendable {
    case sound
    /// The text has faults; what is known besides is of an earlier one.
    case faulty([Fault], text: String)
    case gone(reason: String)
    /// Something is missing on this machine.
    case failed(MachineFailure)
  }

  package private(set) var path: String
  /// The author's lesson, where the file is a learner's copy of it.
  package private(set) var author: Lesson?
  package private(set) var condition = Condition.sound
  package private(set) var lesson: Lesson?
  /// By the exercises' names. Those of exercises that run again are of the run before until they are done.
  package private(set) var grades: [String: Grade] = [:]
  package private(set) var problems: [Problem] = []
  /// What the cells have printed so far in the newest run. A text without a value is not always one piece.
  package private(set) var printed: [CellID: [PrintedPart]] = [:]
  /// The newest run's report.
  package private(set) var report: Report?
  /// How many exercises are done, of how many, while a run goes on.
  package private(set) var progress: (done: Int, total: Int)?
  /// Whether any run has come to its end.
  package private(set) var hasResults = false
  /// Whether the last text has changed nothing that runs or is compared.
  package private(set) var wasIdle = false
  /// The exercises whose cells the last text has changed.
  package private(set) var edited: Set<String> = []

  private var before: [String: Grade] = [:]
  /// The exercises that the newest run has graded.
  private var done: Set<String> = []

  package init(path: String, author: Lesson? = nil) {
    (self.path, self.author) = (path, author)
  }

  /// How an exercise's grade has changed with the last run. That an edit has changed nothing is told, too, where `isEdited` says so.
  package func change(of exercise: Exercise, isEdited: Bool) -> GradeChange? {
    guard done.contains(exercise.name), let old = before[exercise.name], let new = grades[exercise.name] else {
      return nil
    }
    return GradeChange(from: old, to: new, isEdited: isEdited && edited.contains(exercise.name))
  }

  /// Whether an exercise has been edited and its new grade is not there yet: the one that is known is of the answer before.
  package func isAwaited(_ exercise: Exercise) -> Bool {
    progress != nil && edited.contains(exercise.name) && !done.contains(exercise.name)
  }

  /// What a new text of the file means.
  package func event(ofText bytes: [UInt8]) -> LiveEvent {
    func event(_ new: Lesson) -> LiveEvent { new != lesson || !hasResults ? .read(new) : .unchanged }
    if let author { return event(author.answered(inCopy: bytes, path: path)) }
    do throws(FaultyLesson) { return event(try LessonReader.read(bytes, path: path)) } catch {
      return .faulty(error.faults, text: String(decoding: bytes, as: UTF8.self))
    }
  }

  package mutating func apply(_ event: LiveEvent) {
    switch event {
    case .read(let new): adopt(new)
    case .runningAgain: startRun()
    case .unchanged: condition = .sound
    case .faulty(let faults, let text): condition = .faulty(faults, text: text)
    case .gone(let reason): condition = .gone(reason: reason)
    case .queued, .compiled: break
    case .printed(let id, let text): printed[id, default: []].append(PrintedPart(text))
    case .shown(let id, let value): label(id, value)
    case .graded(let grade): take(grade)
    case .finished(let report): finish(report)
    case .missed(let sum): self = sum
    case .failed(let failure): (condition, progress) = (.failed(failure), nil)
    }
  }

  private mutating func adopt(_ new: Lesson) {
    let old = lesson
    (condition, lesson) = (.sound, new)
    startRun()
    // At first everything is new, and nothing edited.
    if let old {
      edited = Set(new.exercises.filter { old.exercise(named: $0.name)?.cell.source != $0.cell.source }.map(\.name))
    }
    wasIdle = old != nil && new.runsLike(old)
    // A place in the file may be another now.
    for exercise in new.exercises { grades[exercise.name]?.exercise = exercise }
  }

  /// Says what the newest text of a cell is.
  private mutating func label(_ id: CellID, _ value: ShownValue) {
    guard let last = printed[id]?.popLast() else { return }
    printed[id]?.append(PrintedPart(last.text, value: value))
  }

  private mutating func startRun() {
    (before, done, edited, printed) = (grades, [], [], [:])
    progress = (0, lesson?.exercises.count ?? 0)
  }

  private mutating func take(_ grade: Grade) {
    grades[grade.exercise.name] = grade
    done.insert(grade.exercise.name)
    progress?.done += 1
  }

  private mutating func finish(_ report: Report) {
    grades = Dictionary(report.grades.map { ($0.exercise.name, $0) }, uniquingKeysWith: { first, _ in first })
    done.formUnion(grades.keys)
    problems = report.examplesProblems + report.authorProblems
    self.report = report
    (progress, hasResults) = (nil, true)
    if case .failed = condition { condition = .sound }
  }
}

extension Lesson {
  /// Whether nothing that runs or is compared differs, wherever it stands in the file.
  fileprivate func runsLike(_ other: Lesson?) -> Bool {
    guard let other else { return false }
    func code(_ lesson: Lesson) -> [String] {
      lesson.blocks.compactMap { block in
        block.cell.map { "\($0.role) \($0.name ?? "") \($0.isHidden) \($0.source)" }
      } + lesson.exercises.compactMap(\.submitted?.source)
    }
    func terms(_ lesson: Lesson) -> [String] {
      lesson.exercises.map { "\($0.points) \($0.tolerance) \($0.timeout) \($0.needs) \($0.answer ?? "") \($0.forbids)" }
    }
    return code(self) == code(other) && terms(self) == terms(other)
  }
}
