import Grading
import Reading
import Support
import TextTable

/// What a learner should know when their workspace follows its book.
package enum WorkspaceRemark: Hashable, Sendable {
  case bothChanged(file: String, line: Int)
  case exerciseGone(String, file: String, line: Int)
  case exerciseAtEnd(String, file: String, line: Int)
  case starterChanged(String, file: String, line: Int)
  case ownFile(String)
  case restored(String)
  case lessonGone(String)
  case changedFile(String)
  case busy(String)
}

extension Words {
  /// A sentence without a full stop, with the place first if there is one.
  package func remark(_ remark: WorkspaceRemark) -> String {
    switch remark {
    case .bothChanged(let file, let line):
      "\(printable(file)):\(line): you have changed these lines and so has the book: yours were left"
    case .exerciseGone(let name, let file, let line):
      "\(printable(file)):\(line): '\(name)' is not in the book any more: your answer was left"
    case .exerciseAtEnd(let name, let file, let line):
      "\(printable(file)):\(line): '\(name)' is new and belongs among lines that you have changed: it stands here now"
    case .starterChanged(let name, let file, let line):
      "\(printable(file)):\(line): the starter of '\(name)' has changed: your answer was left"
    case .ownFile(let path): "\(printable(path)): the book has a lesson of this name now: your file was left"
    case .restored(let path): "\(printable(path)): this file was missing and is there again"
    case .lessonGone(let name): "\(printable(name)): not in the book any more: your file was left"
    case .changedFile(let path): "\(printable(path)): you have changed this file and so has the book: yours was left"
    case .busy(let path): "\(printable(path)): saved in this very moment, and left as it is: update again"
    }
  }
}

// MARK: - What commands tell a learner

extension Words {
  /// What `start` ends with, in whole lines. Commands find a workspace by themselves where it usually is.
  package func started(_ folder: String, hidden: String, lessons: Int, isUsual: Bool) -> String {
    let name = shellWord(folder)
    return """
      \(name): \(counted(lessons, "lesson")) to learn from; the author's are in \(shellWord(hidden))
      go on with: \(isUsual ? "lesson-run watch" : "cd \(name) && lesson-run watch")

      """
  }

  /// What `start --update` ends with, in a whole line.
  package func updated(_ folder: String, changed: Int, added: Int) -> String {
    let changes = [
      changed > 0 ? "\(counted(changed, "lesson")) brought up to date" : nil,
      added > 0 ? "\(counted(added, "new lesson"))" : nil,
    ].compactMap(\.self)
    return "\(printable(folder)): \(changes.isEmpty ? "everything is up to date" : changes.joined(separator: ", "))\n"
  }

  package func bookHas(faults: Int) -> String { "\(counted(faults, "fault")) in the book; nothing was written" }

  package func allIsRight(in folder: String) -> String { "Everything in \(printable(folder)) is right. Well done!" }

  /// An exercise, its points and how it stands.
  package func standing(of exercise: Exercise, _ grade: Grade?) -> String {
    let points = "\(NumberText.text(of: exercise.points)) point\(exercise.points == 1 ? "" : "s")"
    return "\(exercise.name) (\(points), \(grade?.status.term ?? Grade.Status.notAttempted.term))"
  }

  package func noHints(_ exercise: String) -> String { "\(exercise) has no hints." }

  /// What stands above a hint: its number, of how many; `nil` where all have been shown.
  package func hint(of exercise: String, _ place: (number: Int, of: Int)?) -> String {
    place.map { "\(exercise), hint \($0.number) of \($0.of):" } ?? "\(exercise), no further hint:"
  }
}
