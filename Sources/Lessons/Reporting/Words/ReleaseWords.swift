import Reading
import Support

/// Why learners' copies are not written.
package enum ReleaseRefusal: Hashable, Sendable {
  case namelessStudent
  case studentAndRoster
  case rosterWithoutFolder
  case namesAlike(String, String, roster: String)
  case failingExamples(String, student: String)
}

extension Words {
  /// What is said where `seed` means something of the lesson's own.
  package func shadowedSeed(line: Int) -> String {
    "'seed' is the variable of line \(line) here, the same for everybody; where each learner's number is meant, give that variable another "
      + "name, or write LessonKit.seed"
  }

  /// The same with its place, for whoever does not check the lesson.
  package func shadowedSeed(_ place: Lesson.SeedPlace, in path: String) -> String {
    "\(printable(path)):\(place.line):\(place.column): \(shadowedSeed(line: place.ownLine ?? 0))"
  }

  package func refusal(_ refusal: ReleaseRefusal) -> RefusalWords {
    switch refusal {
    case .namelessStudent:
      RefusalWords("--student needs a name", advice: "give the name that the student's hand-in or the roster has")
    case .studentAndRoster:
      RefusalWords("--student is one, and --roster is all of them", advice: "give either")
    case .rosterWithoutFolder:
      RefusalWords("release --roster needs a folder to write to", advice: "name one: -o FOLDER")
    case .namesAlike(let one, let other, let roster):
      RefusalWords(
        "\(printable(roster)): '\(printable(one))' and '\(printable(other))' differ in capitals only, and would have the same "
          + "numbers",
        advice: "name another column with --column, such as that of the logins; nothing was written")
    case .failingExamples(let path, let student):
      RefusalWords(
        "the examples of \(printable(path)) fail with the numbers of '\(printable(student))': nothing was written",
        advice: "'lesson-run run --student \(shellWord(student)) \(shellWord(path))' shows how; "
          + "'lesson-run check --seeds 20' finds more")
    }
  }

  /// That a lesson has no variants.
  package func sameForAll(_ path: String) -> String {
    "warning: \(printable(path)) does not use 'seed': everybody gets the same numbers"
  }

  package func wroteCopies(_ count: Int, of path: String, to folder: String) -> String {
    "wrote \(count == 1 ? "1 student's own copy" : "\(count) students' own copies") of \(printable(path)) to \(printable(folder))"
  }

  /// That a lesson with variants cannot go where students may be known by other names than those that their copies were made for.
  package func noStudents(_ path: String) -> RefusalWords {
    RefusalWords(
      "\(printable(path)) gives each student other numbers ('seed'), made from the name that a copy was released for, and by that "
        + "Gradescope and GitHub may not know the student",
      advice: "grade on your own machine: 'lesson-run grade --roster CLASS.csv' knows all names of a student")
  }
}
