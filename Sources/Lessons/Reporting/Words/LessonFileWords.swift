import Support

/// Why a lesson's file is not read, run or written as somebody wants it.
package enum LessonRefusal: Hashable, Sendable {
  // MARK: Reading
  /// The file that may have been meant.
  case noFile(String, meant: String?)
  /// The same where a folder would do too.
  case nothingThere(String, meant: String?)
  case danglingLink(String, to: String?)
  /// With the path of a lesson in it, if there is one.
  case folder(String, example: String?)
  case noOrdinaryFile(String, Oddity)

  // MARK: Content
  case noExercise(String, in: String, meant: String?)
  /// All that the lesson has.
  case noSuchExercise(String, in: String, meant: String?, all: [String])
  case noSolutionToGradeWith(String)
  case noSolutionToPack(String)
  case noPoints(String)

  // MARK: Writing
  case gone(String)
  case faultyMeanwhile(String)
  case wouldBeFaulty(String)
  case changing(String)
  case examplesChanged(String)
  case outputsNotRenewed(String)
  case lessonItself(String)
  /// Where its learners' copy would take its place.
  case solutionsLost(String)
  case noName(String)
  case taken(String)

  /// What is there instead of a file.
  package enum Oddity: Hashable, Sendable {
    case pipe
    case socket
    case device
    case socketOrDevice
    case unknown
  }
}

extension Words {
  package func refusal(_ refusal: LessonRefusal) -> RefusalWords {
    switch refusal {
    case .noFile(let path, let meant):
      RefusalWords("there is no file '\(printable(path))'", advice: proposal(meant, or: "check the path"))
    case .nothingThere(let path, let meant):
      RefusalWords("there is no file or folder '\(printable(path))'", advice: proposal(meant, or: "check the path"))
    case .danglingLink(let path, let target):
      RefusalWords(
        "'\(printable(path))' is a link to '\(target.map { printable($0) } ?? "another place")', where there is no file",
        advice: "mend the link, or name the file itself")
    case .folder(let path, let example):
      RefusalWords(
        "'\(printable(path))' is a folder, not a lesson",
        advice: "name a Markdown file" + (example.map { ", such as \(printable($0))" } ?? ""))
    case .noOrdinaryFile(let path, let oddity):
      RefusalWords("'\(printable(path))' is \(self.oddity(oddity)), not a lesson", advice: "name a Markdown file")
    case .noExercise(let name, let path, let meant):
      RefusalWords(
        lacksExercise(path, name), advice: proposal(meant, or: "check the name in the lesson"))
    case .noSuchExercise(let name, let path, let meant, let all):
      RefusalWords(
        lacksExercise(path, name),
        advice: proposal(meant, or: all.isEmpty ? "it has none at all" : "it has \(all.joined(separator: ", "))"))
    case .noSolutionToGradeWith(let path):
      RefusalWords(lacksSolution(path), advice: "grade with the author's lesson, not with the learners' copy")
    case .noSolutionToPack(let path):
      RefusalWords(lacksSolution(path), advice: "make it of the author's lesson, not of the learners' copy")
    case .noPoints(let path):
      RefusalWords("\(printable(path)) has no exercise with points", advice: "give its exercises points")
    case .gone(let path):
      RefusalWords(
        "'\(printable(path))' is not there any more: nothing was written", advice: "run it again where it is now")
    case .faultyMeanwhile(let path):
      RefusalWords(
        "'\(printable(path))' has been changed meanwhile and has faults now: nothing was written",
        advice: "mend them, and run it again")
    case .wouldBeFaulty(let path):
      RefusalWords(
        "what '\(printable(path))' would become has faults: nothing was written",
        advice: "let its examples print less, or something simpler")
    case .changing(let path):
      RefusalWords(
        "'\(printable(path))' is changed all the time: nothing was written", advice: "run it again when it is not")
    case .examplesChanged(let path):
      RefusalWords(
        "the examples in \(printable(path)) have been changed since they ran: nothing was written",
        advice: "run it again")
    case .outputsNotRenewed(let path):
      RefusalWords(
        "the outputs in \(printable(path)) were not renewed", advice: "mend the example that fails first")
    case .lessonItself(let path):
      RefusalWords("'\(printable(path))' is the lesson itself: it would be lost", advice: "name another file")
    case .solutionsLost(let path):
      RefusalWords(
        "'\(printable(path))' is the lesson itself: its solutions would be lost", advice: "name another file")
    case .noName(let name):
      RefusalWords("'\(printable(name))' is no name for a lesson", advice: "take words, such as 17-attention")
    case .taken(let path):
      RefusalWords("there is a file '\(printable(path))' already", advice: "take another name")
    }
  }

  private func oddity(_ oddity: LessonRefusal.Oddity) -> String {
    switch oddity {
    case .pipe: "a pipe"
    case .socket: "a socket"
    case .device: "a device"
    case .socketOrDevice: "a socket or a device"
    case .unknown: "something else"
    }
  }

  private func lacksExercise(_ path: String, _ name: String) -> String {
    "\(printable(path)) has no exercise '\(printable(name))'"
  }

  private func lacksSolution(_ path: String) -> String { "\(printable(path)) has no solution to compare with" }
}
