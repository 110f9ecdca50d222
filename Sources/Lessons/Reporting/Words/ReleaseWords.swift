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

  /// That a lesson with variants cannot go where nobody tells who hands in.
  package func noStudents(_ path: String) -> RefusalWords {
    RefusalWords(
      "\(printable(path)) gives each student other numbers ('seed'), and nothing tells there who has handed in",
      advice: "grade on your own machine: lesson-run grade")
  }
}
