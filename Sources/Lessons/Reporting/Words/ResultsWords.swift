import Reading
import Support

/// Why a class is not graded, or its results not reviewed or exported.
package enum ResultsRefusal: Hashable, Sendable {
  case noResultsFolder(String)
  case fileAsResults(String)
  case noResults(in: String, Consequence)
  /// A folder, the file and the title of the lesson whose results are there, and the lesson that is graded.
  case otherLesson(in: String, String, title: String?, not: String)
  /// A file that would stand where a result does, in a folder of them.
  case resultsPlace(String, in: String)
  case resultsOwn(String, in: String)
  case reviewChanged

  case nothingToGrade(in: [String], lesson: String)
  /// Where the names of students stand.
  case noHandIn(of: String, meant: String?, table: String)
  case unreadableArchive(String, HandInObstacle)
  case unreadableRoster(String)
  case unreadableTable(String)
}

/// Why results cannot be exported as somebody wants them, though the machine could.
package enum ExportRefusal: Error, Hashable, Sendable {
  case mixture(ResultsRemark)
  case severalAssignments([String])
  case severalStudents
  case noFeedback(String)
  case noCanvasGradebook
  case noMoodleList
}

/// What whoever exports results should know of them.
package enum ResultsRemark: Hashable, Sendable {
  case otherVersions(Int, of: Int)
  case staleReviews(Int)
  /// Whose reviews are of an exercise that is gone.
  case strayReviews(of: [String], exercise: String)
  /// Whose reviews give more points than the exercise has.
  case cutReviews(of: [String], exercise: String)
  /// Some of them, and how many more there are.
  case notOnRoster([String], more: Int)
  case awaitingReview(Int)
  /// Points of the lesson, and those that a platform gives for it, as files have them.
  case scaled(String, to: String, by: String)
  case newAssignment(String)
  case twins(String, String)
  /// Files of results, with why each cannot be read.
  case unreadable([String])
}

extension Words {
  package func refusal(_ refusal: ResultsRefusal) -> RefusalWords {
    let advice = "name the folder that 'lesson-run grade' wrote results into"
    let asFile = "check that there is such a file and that you may read it"
    return switch refusal {
    case .noResultsFolder(let path): RefusalWords("there is no folder '\(printable(path))'", advice: advice)
    case .fileAsResults(let path):
      RefusalWords("'\(printable(path))' is a file, not a folder of results", advice: advice)
    case .noResults(let path, let consequence):
      RefusalWords(
        "there are no results in '\(printable(path))'",
        advice: "'lesson-run grade' writes them; \(self.consequence(consequence))")
    case .otherLesson(let path, let lesson, let title, let wanted):
      RefusalWords(
        "\(printable(path)) holds results of \(printable(lesson))\(title.map { " ('\(printable($0))')" } ?? "")",
        advice: "name another folder for \(printable(wanted))")
    case .resultsPlace(let path, let folder):
      RefusalWords(
        "'\(printable(path))' would be taken for a student's result",
        advice: "name a file outside of '\(printable(folder))'")
    case .resultsOwn(let path, let folder):
      RefusalWords(
        "'\(printable(path))' belongs to the results", advice: "name a file outside of '\(printable(folder))'")
    case .reviewChanged: RefusalWords("a review has changed meanwhile", advice: "try again")
    case .nothingToGrade(let paths, let lesson):
      RefusalWords(
        "there is nothing to grade in \(paths.map { printable($0) }.joined(separator: " "))",
        advice: "hand over files such as alice.md, a folder of them, or a folder of students' folders, each with a "
          + printable(lesson))
    case .noHandIn(let student, let meant, let table):
      RefusalWords(
        "there is no hand-in of '\(printable(student))'", advice: proposal(meant, or: "name a student as in \(table)"))
    case .unreadableArchive(let path, let obstacle):
      RefusalWords(
        "\(printable(path)): \(self.obstacle(obstacle))",
        advice: "get the archive again, or unpack it and hand over the folder; nothing was graded")
    case .unreadableRoster(let path): RefusalWords("cannot read the roster '\(printable(path))'", advice: asFile)
    case .unreadableTable(let path): RefusalWords("cannot read '\(printable(path))'", advice: asFile)
    }
  }

  package func refusal(_ refusal: ExportRefusal) -> RefusalWords {
    switch refusal {
    case .mixture(let remark):
      RefusalWords(
        self.remark(remark), advice: "grade or review again, or leave out --strict; nothing was exported")
    case .severalAssignments(let headings):
      RefusalWords(
        "the gradebook has \(headings.count) assignments of that title: "
          + headings.map { printable($0) }.joined(separator: ", "),
        advice: "name one with --assignment, by the number behind its title")
    case .severalStudents:
      RefusalWords(
        "GitHub Classroom takes the result of one student at a time, and here are several",
        advice: "grade one repository into a folder of its own")
    case .noFeedback(let file):
      RefusalWords("there is no \(printable(file))", advice: "grade again: 'lesson-run grade' writes it")
    case .noCanvasGradebook:
      RefusalWords(
        "canvas needs the gradebook that was exported from there",
        advice: "in Canvas: Grades, Export; then give the file with --roster")
    case .noMoodleList:
      RefusalWords(
        "moodle needs the worksheet for grading offline, or a list of the participants, from there",
        advice: "give the file with --roster")
    }
  }

  package func remark(_ remark: ResultsRemark) -> String {
    switch remark {
    case .otherVersions(let count, let all):
      "\(count) of \(all) results are of another version of the lesson than the one graded last"
    case .staleReviews(let count):
      "\(counted(count, "review")) of an answer that has changed since, which \(count == 1 ? "does" : "do") not count"
    case .strayReviews(let students, let exercise): strayReviews(of: students, exercise)
    case .cutReviews(let students, let exercise): cutReviews(of: students, exercise)
    case .notOnRoster(let names, let more):
      "not on the roster: \(names.map { "'\(printable($0))'" }.joined(separator: ", "))"
        + (more > 0 ? " and \(more) more" : "")
    case .awaitingReview(let count): "\(counted(count, "answer")) awaiting review, without points until then"
    case .scaled(let points, let most, let platform):
      "points of \(points) were scaled to the \(most) that \(platform) gives for the assignment"
    case .newAssignment(let title):
      "the gradebook has no assignment '\(printable(title))': Canvas will ask to make it"
    case .unreadable(let files):
      "\(counted(files.count, "result")) cannot be read, such as \(files.first ?? "")"
    case .twins(let one, let other):
      "two results are of one student of the roster: '\(printable(one))' and '\(printable(other))'"
    }
  }

  private func strayReviews(of students: [String], _ exercise: String) -> String {
    reviews(of: students, exercise)
      + "\(students.count == 1 ? "counts" : "count") nothing, as the results have no such exercise: give it its old name again, or review "
      + "those answers under the new one"
  }

  private func cutReviews(of students: [String], _ exercise: String) -> String {
    reviews(of: students, exercise)
      + "\(students.count == 1 ? "gives" : "give") more points than the exercise has now, and \(students.count == 1 ? "counts" : "count") "
      + "for no more than those: review \(students.count == 1 ? "that answer" : "those answers") again"
  }

  private func reviews(of students: [String], _ exercise: String) -> String {
    let named = students.prefix(5).map { printable($0) }.joined(separator: ", ")
    let more = students.count > 5 ? " and \(students.count - 5) more" : ""
    let count = students.count == 1 ? "the review" : "\(students.count) reviews"
    return "\(count) of '\(printable(exercise))' (\(named)\(more)) "
  }
}
