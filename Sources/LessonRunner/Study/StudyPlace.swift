import Grading
import Learning
import Reading
import Reporting
import Running
import Support

/// The workspace that a command is about, and what is remembered of its learner.
struct StudyPlace: Sendable {
  let workspace: Workspace
  let state: LearnerState
  private let style: Style

  /// - Parameters:
  ///   - context: Where messages go.
  ///   - folder: What was named; `nil` for the workspace around the current folder.
  ///   - isMended: Whether the author's lessons may be gone from it.
  /// - Throws: If there is none.
  init(_ context: CommandContext, in folder: String? = nil, mending isMended: Bool = false) throws(CommandFailure) {
    style = context.terminal.errorStyle
    if let folder {
      workspace = Workspace(at: folder)
      guard workspace.exists || workspace.isDamaged else {
        throw CommandFailure(.notWorkspace(folder))
      }
    } else {
      guard let found = Workspace.find() else {
        throw CommandFailure(.noWorkspaceHere(usualName: Workspace.usualName))
      }
      workspace = found
    }
    guard isMended || workspace.exists else { throw Self.bookGone(workspace) }
    do throws(MachineFailure) { state = try workspace.state() } catch { throw CommandFailure(error) }
  }

  static func bookGone(_ workspace: Workspace) -> CommandFailure {
    CommandFailure(.bookGone(workspace.bookFolder, of: workspace.shownFolder))
  }

  /// The author's lesson of a file's name.
  func author(_ name: String) throws(CommandFailure) -> Textbook.Entry {
    let path = workspace.authorsPath(of: name)
    let lesson = try LessonFile.read(path, style: style)
    guard let entry = Textbook.Entry(name: name, bytes: Array(lesson.text.utf8), path: path) else {
      throw CommandFailure(.authorsChanging(path), .machine)
    }
    return entry
  }

  /// The author's lesson with the learner's answers.
  func answered(_ name: String) throws(CommandFailure) -> Lesson {
    let path = workspace.path(of: name)
    return try LessonFile.read(workspace.authorsPath(of: name), style: style)
      .answered(inCopy: Workspace.content(of: path) ?? [], path: path)
  }

  /// An exercise that was named, with its lesson.
  struct Chosen {
    /// The lesson's file.
    var file: String
    /// With the learner's answers.
    var lesson: Lesson
    var exercise: Exercise
    /// As it can be typed wherever the learner is.
    var reference: String { "\(file.dropLast(3)):\(exercise.name)" }
  }

  /// Finds an exercise.
  /// - Parameter text: Its name, or `LESSON:NAME`. A name that several lessons have is the one of the lesson last worked on.
  /// - Returns: The exercise.
  /// - Throws: If there is none of that name, or several.
  func exercise(_ text: String) throws(CommandFailure) -> Chosen {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = parts.last ?? text
    let files = parts.count > 1 ? [try lesson(parts[0])] : workspace.lessonNames
    var found: [Chosen] = []
    var names: [String] = []
    for file in files {
      let lesson = try answered(file)
      names += lesson.exercises.map(\.name)
      if let exercise = lesson.exercise(named: name) {
        let chosen = Chosen(file: file, lesson: lesson, exercise: exercise)
        if parts.count == 1, file == state.last?.lesson { return chosen }
        found.append(chosen)
      }
    }
    if let only = found.first, found.count == 1 { return only }
    guard found.isEmpty else {
      throw CommandFailure(.severalExercises(name, references: found.map(\.reference)))
    }
    throw CommandFailure(
      .noExercise(
        name, in: parts.count > 1 ? .lesson(files[0]) : .workspace(workspace.shownFolder),
        meant: nearest(to: name, among: names)))
  }

  /// The file of a lesson, by its name or the beginning of it.
  private func lesson(_ text: String) throws(CommandFailure) -> String {
    let names = workspace.lessonNames
    if let exact = names.first(where: { $0 == text || $0 == text + ".md" }) { return exact }
    let beginning = names.filter { $0.hasPrefix(text) }
    if let only = beginning.first, beginning.count == 1, !text.isEmpty { return only }
    let all = names.map { String($0.dropLast(3)) }
    let meant: StudyRefusal.LessonMeant =
      beginning.count > 1 && !text.isEmpty
      ? .anyOf(beginning) : nearest(to: text, among: all).map { .one($0) } ?? .unknown(all: all)
    throw CommandFailure(.noLesson(text, in: workspace.shownFolder, meant))
  }

  /// Notes something of the learner, or says that it cannot be: what was asked for is to be had all the same.
  func rememberIfPossible(_ context: CommandContext, _ change: (inout LearnerState) -> Void) {
    do throws(MachineFailure) { try workspace.remember(change) } catch {
      context.remark("warning: \(Words().notRemembered(because: Words().failure(error).problem))")
    }
  }

  /// Notes something of the learner.
  func remember(_ change: (inout LearnerState) -> Void) throws(CommandFailure) {
    do throws(MachineFailure) { try workspace.remember(change) } catch { throw CommandFailure(error) }
  }
}
