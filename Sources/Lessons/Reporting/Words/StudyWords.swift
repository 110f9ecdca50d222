import Support

/// Why something that was asked for in a learner's workspace, or of one of its lessons, was not done.
package enum StudyRefusal: Hashable, Sendable {
  // MARK: Workspaces
  case noWorkspaceHere(usualName: String)
  case notWorkspace(String)
  /// The folder of the author's lessons, and the workspace.
  case bookGone(String, of: String)
  case workspaceExists(String)
  case folderNotEmpty(String)
  case notFolder(String)

  case noLessonsInWorkspace(String)

  case namelessLearner
  /// A workspace is one student's from its start.
  case studentOfWorkspace

  // MARK: Books
  case noBookInstalled
  case noBook(String)
  case noLessonsInBook(String)
  case lessonsOfOneName(String, String)
  case workspaceAsBook(String)
  /// With the system's words.
  case unreadableBook(String, reason: String)

  // MARK: Exercises
  case severalExercises(String, references: [String])
  case noExercise(String, in: Place, meant: String?)
  case noLesson(String, in: String, LessonMeant)
  case noSolution(String)
  case alwaysChanged(String)
  /// The author's file.
  case authorsChanging(String)

  // MARK: Commands that are for authors
  case copyToCheck(String, author: String)
  case copyToRelease(String, author: String)
  case copyToWrite(String)

  /// Where an exercise was looked for.
  package enum Place: Hashable, Sendable {
    case lesson(String)
    case workspace(String)
  }

  /// The lesson that may have been meant.
  package enum LessonMeant: Hashable, Sendable {
    case anyOf([String])
    case one(String)
    case unknown(all: [String])
  }
}

/// What is wrong or was refused, and what to do about it: neither with a full stop.
package struct RefusalWords: Hashable, Sendable {
  package var problem: String
  package var advice: String

  init(_ problem: String, advice: String) { (self.problem, self.advice) = (problem, advice) }

  /// Both, where there is one line for them.
  package var line: String { "\(problem): \(advice)" }
}

extension Words {
  package func refusal(_ refusal: StudyRefusal) -> RefusalWords {
    switch refusal {
    case .noWorkspaceHere(let usualName):
      RefusalWords(
        "there is no workspace here",
        advice: "'lesson-run start' makes one in \(usualName); or change to the folder of yours")
    case .notWorkspace(let path):
      RefusalWords(
        "'\(printable(path))' is no workspace",
        advice:
          "'lesson-run start FOLDER' makes one in a new folder; lessons of yours that you copy there keep their answers"
      )
    case .bookGone(let book, let folder):
      RefusalWords(
        "\(printable(book)) is missing, the folder of the author's lessons",
        advice: "'lesson-run start --update \(shellWord(folder))' puts it back; your answers stay")
    case .workspaceExists(let path):
      RefusalWords(
        "'\(printable(path))' is a workspace already",
        advice: "'lesson-run start --update' brings it up to date with its book")
    case .folderNotEmpty(let path):
      RefusalWords(
        "'\(printable(path))' is not empty: nothing was written", advice: "name a new folder, or an empty one")
    case .notFolder(let path):
      RefusalWords("'\(printable(path))' is there and is no folder to write to", advice: "name a new folder")
    case .noLessonsInWorkspace(let path):
      RefusalWords(
        "there are no lessons in the workspace '\(printable(path))'",
        advice: "'lesson-run start --update' puts back what is missing")
    case .namelessLearner:
      RefusalWords("--student needs a name", advice: "give the name by which you are graded")
    case .studentOfWorkspace:
      RefusalWords(
        "a workspace stays its student's: --update takes no --student", advice: "start another one in a new folder")
    case .noBookInstalled:
      RefusalWords(
        "no book is installed with this program",
        advice: "name a folder of lessons: lesson-run start BOOK FOLDER")
    case .noBook(let path):
      RefusalWords("there is no book '\(printable(path))'", advice: "name a folder of lessons")
    case .noLessonsInBook(let path):
      RefusalWords(
        "there are no lessons in '\(printable(path))'", advice: "name a folder of Markdown files with exercises")
    case .lessonsOfOneName(let one, let other):
      RefusalWords(
        "two lessons of this book have one name but for capitals: \(printable(one)), \(printable(other))",
        advice: "give one of them another name")
    case .workspaceAsBook(let path):
      RefusalWords(
        "'\(printable(path))' is a learner's workspace, not a book",
        advice: "'lesson-run start --update' brings it up to date; for a new one name the book")
    case .unreadableBook(let path, let reason):
      RefusalWords("cannot read \(printable(path)): \(reason)", advice: "check that you may read it")
    case .severalExercises(let name, let references):
      RefusalWords(
        "\(references.count) lessons have an exercise '\(printable(name))'",
        advice: "say which: \(references.map { printable($0) }.joined(separator: ", "))")
    case .noExercise(let name, let place, let meant):
      RefusalWords(
        "\(subject(place)) no exercise '\(printable(name))'",
        advice: proposal(meant, or: "'lesson-run next' names the next one"))
    case .noLesson(let name, let folder, let meant):
      RefusalWords(
        "there is no lesson '\(printable(name))' in \(printable(folder))", advice: advice(meant))
    case .noSolution(let reference):
      RefusalWords("\(printable(reference)) has no solution in the book", advice: "ask whoever has written it")
    case .alwaysChanged(let path):
      RefusalWords(
        "'\(printable(path))' is changed all the time: nothing was written", advice: "try again when it is not")
    case .authorsChanging(let path): RefusalWords("\(printable(path)) is being changed", advice: "try again")
    case .copyToCheck(let path, let author):
      RefusalWords(
        "'\(printable(path))' is a learner's copy, and 'check' is for authors",
        advice: "to grade your answers: lesson-run \(shellWord(path)); the author's lesson is \(shellWord(author))")
    case .copyToRelease(let path, let author):
      RefusalWords(
        "'\(printable(path))' is a learner's copy already",
        advice: "release the author's lesson: \(shellWord(author))")
    case .copyToWrite(let path):
      RefusalWords(
        "'\(printable(path))' is a learner's copy: its outputs are the author's", advice: "leave out --write")
    }
  }

  private func subject(_ place: StudyRefusal.Place) -> String {
    switch place {
    case .lesson(let name): "\(printable(name)) has"
    case .workspace(let folder): "the lessons in \(printable(folder)) have"
    }
  }

  private func advice(_ meant: StudyRefusal.LessonMeant) -> String {
    switch meant {
    case .anyOf(let names): "several begin like that: \(names.map { printable($0) }.joined(separator: ", "))"
    case .one(let name): "did you mean '\(printable(name))'?"
    case .unknown(let all): "it has \(all.map { printable($0) }.joined(separator: ", "))"
    }
  }

  /// What to do where an exercise's cell is not to be found.
  package func missing(_ exercise: String, isFileThere: Bool) -> String {
    isFileThere
      ? "Its cell is not in your file: 'lesson-run reset \(printable(exercise))' puts it there."
      : "The file is missing. If you have renamed it, give it back its name; or 'lesson-run start --update' writes it anew."
  }

  /// That a file in a workspace is compared with nothing.
  package func isNoLesson(_ path: String) -> String {
    "no lesson of this workspace is called '\(printable(path))', so nothing is compared: if you have renamed it, give it back its name"
  }

  /// That something is shown which will be shown again the next time.
  package func notRemembered(because reason: String) -> String { "this is not remembered: \(reason)" }

  /// That solutions count as seen.
  package func seen(solutions count: Int, of path: String) -> String {
    "the \(count == 1 ? "solution" : "solutions") of \(counted(count, "exercise")) in \(printable(path)) "
      + "\(count == 1 ? "is" : "are") noted as seen"
  }

  /// That one solution does.
  package func seen(solutionOf reference: String) -> String {
    "\(printable(reference)) is noted as an exercise whose solution you have seen"
  }

  /// What is noted of an answer that was to be put aside.
  package func reset(_ outcome: ResetOutcome, of exercise: String) -> String {
    switch outcome {
    case .done(let kept): "the starter of '\(printable(exercise))' is back; your answer is in \(printable(kept))"
    case .isStarter: "'\(printable(exercise))' is as it was at the start"
    case .appended: "'\(printable(exercise))' was not in the file; its starter stands at the end now"
    }
  }
}

extension Words {
  /// The same in a few words below the exercise itself; without an outcome nothing could be done.
  package func resetNote(_ outcome: ResetOutcome?, file: String) -> String {
    switch outcome {
    case .done(let kept): "the starter is back; your answer is in \(printable(kept))"
    case .isStarter: "this is the starter"
    case .appended: "the starter stands at the end of \(printable(file)) now"
    case nil: "the file is saved all the time; try again"
    }
  }
}

/// What has become of an answer that was to be put aside.
package enum ResetOutcome: Hashable, Sendable {
  case done(kept: String)
  case isStarter
  case appended
}
