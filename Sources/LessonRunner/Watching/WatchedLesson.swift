import Learning
import Live
import Reading
import Reporting
import Support

/// A lesson that is about to be watched, with what is remembered of it.
struct WatchedLesson: Sendable {
  /// The file's name in its folder.
  let name: String
  let path: String
  /// The author's lesson, in a workspace.
  let author: Lesson?
  /// What is to be said when it is opened.
  var notice: String?

  private let exercise: String?
  private let hints: [String: Int]
  private let following: LessonList.Entry?

  /// - Parameters:
  ///   - name: The file's name.
  ///   - lessons: The folder's.
  ///   - style: How faults may look.
  ///   - before: What the file held when it was last looked at: it is opened where it has been edited since.
  /// - Throws: If the author's lesson cannot be read.
  init(
    _ name: String, of lessons: LessonFolder, style: Style, since before: [UInt8]? = nil
  ) throws(CommandFailure) {
    (self.name, path) = (name, lessons.path(of: name))
    let workspace = lessons.workspace.flatMap { $0.lessonNames.contains(name) ? $0 : nil }
    author = try workspace.map { workspace throws(CommandFailure) in
      try LessonFile.read(workspace.authorsPath(of: name), style: style)
    }
    let state = (try? workspace?.state()) ?? LearnerState()
    let last = state.last?.lesson == name ? state.last?.exercise : nil
    exercise = before.flatMap { [author, path] in Self.edited(path, author, since: $0) } ?? last
    hints = state.hints(of: name)
    following = lessons.following(name)
  }

  /// The first exercise whose cell is another than it was.
  private static func edited(_ path: String, _ author: Lesson?, since before: [UInt8]) -> String? {
    guard let now = Workspace.content(of: path), now != before else { return nil }
    func lesson(_ bytes: [UInt8]) -> Lesson? {
      author?.answered(inCopy: bytes, path: path) ?? (try? LessonReader.read(bytes, path: path))
    }
    guard let old = lesson(before) else { return nil }
    return lesson(now)?.exercises.first { old.exercise(named: $0.name)?.cell.source != $0.cell.source }?.name
  }

  /// What is known before anything has run.
  var state: WatchState {
    var state = WatchState(path: path, author: author, at: exercise, hints: hints)
    state.following = following
    if let notice { state.note(notice) }
    return state
  }

  /// Shows what the lesson asks for.
  func show(on display: WatchDisplay, _ terminal: Terminal) throws(CommandFailure) {
    var state = state
    var printed = ""
    if let bytes = Workspace.content(of: path) { state.apply(state.known.event(ofText: bytes)) }
    try display.show(&state, after: &printed, on: terminal)
  }
}
