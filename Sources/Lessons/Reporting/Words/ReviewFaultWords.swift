import Reading
import Support
import TextTable

extension Words {
  /// What is wrong with a file of reviews or a table of them, and what to do.
  func reviewFault(_ kind: Fault.Kind) -> (problem: String, advice: String) {
    switch kind {
    case .reviewIsNoJSON:
      ("this is no JSON, or only half a file", "mend it, or move it out of the folder: it is never written over")
    case .unreadableReview(let obstacle):
      ("it cannot be read: \(self.obstacle(obstacle))", "mend that, or move it out of the folder")
    case .reviewLacks(let path):
      ("it has no '\(inLine(path))'", "add it, or move the file out of the folder: it is never written over")
    case .reviewMakesNoSense(let path):
      (
        "its '\(inLine(path))' makes no sense",
        "mend it, or move the file out of the folder: it is never written over"
      )
    case .unknownReviewKey(let path):
      (
        "it has a '\(inLine(path))', which no review has",
        "is that misspelt? Mend it, or move the file out of the folder: it is never written over"
      )
    case .repeatedReviewKey(let path):
      (
        "it has '\(inLine(path))' twice",
        "leave the one that is meant, or move the file out of the folder: it is never written over"
      )
    case .reviewOfOtherFormat(let format):
      ("another version of lesson-run wrote it (format \(format))", "use that one")
    case .reviewOfOther(let name):
      ("the student in it has another file, \(inLine(name))", "call it that, or move it out of the folder")
    case .noReviewColumn(let name):
      ("there is no column '\(name)'", "begin with what 'lesson-run review RESULTS --export FILE.csv' writes")
    case .unknownStudent(let name, let meant):
      (
        "there is no result of '\(inLine(name, limit: 60))'",
        meant.map { "did you mean '\(inLine($0, limit: 60))'?" } ?? "write the name as grades.csv has it"
      )
    case .unknownAnswer(let name, let meant):
      (
        "there is no exercise '\(inLine(name, limit: 60))'",
        meant.map { "did you mean '\($0)'?" } ?? "write the name as the lesson has it"
      )
    case .changedAnswer:
      ("the answer is not the one that was reviewed: it was graded anew", "export again, and look at the new answer")
    case .reviewedSince:
      ("this answer was reviewed again after the table was exported", "export again, and fill in what is to change")
    case .noPoints(let text): ("'\(inLine(text, limit: 60))' are no points", "write a number, such as 1.5")
    case .pointsOutOfRange(let most):
      ("more or fewer points than there are", "give points from 0 to \(NumberText.text(of: most))")
    case .pointsWithoutReason: ("other points without a reason", "write in 'reason' what the student is to be told")
    case .unknownItem(let text):
      ("the rubric has no '\(inLine(text, limit: 60))'", "write an item's number or its text, and | between two")
    case .neitherYesNorNo(let text):
      ("'\(inLine(text, limit: 60))' is neither yes nor no", "write yes, or no, or leave it blank")
    case .repeatedReview(let line):
      ("the same answer as in line \(line)", "remove one of the two lines")
    case .reasonWithoutPoints:
      (
        "a reason without points",
        "write the points that it is for in 'points', or clear it; 'comments' are without points"
      )
    case .repeatedColumn(let name, let column):
      (
        "a second column '\(inLine(name, limit: 60))', beside column \(column)",
        "remove one of the two, or call it otherwise"
      )
    case .misspeltColumn(let name, let meant):
      (
        "the column '\(inLine(name, limit: 60))' is not known",
        "did you mean '\(meant)'? If not, call it otherwise, or remove it"
      )
    case .otherFieldCount(let count, let headings):
      (
        "\(counted(count, "field")), where there are \(counted(headings, "heading"))",
        count < headings
          ? "leave no field out: a blank one has its comma too" : "put a text that has a comma in it in quotes"
      )
    case .reviewTooLong(let most): ("more than a review can hold", "write \(most) characters at most")
    case .tooManyComments(let most): ("more comments than a review can hold", "write \(most) at most")
    case .ambiguousStudent(let name):
      (
        "there are several results of '\(inLine(name, limit: 60))', which differ in how accents are written only",
        "take the line as 'lesson-run review RESULTS --export FILE.csv' writes it"
      )
    case .unreadableResult(let name):
      (
        "the result of '\(inLine(name, limit: 60))' cannot be read",
        "grade that hand-in again; 'lesson-run review RESULTS --export FILE.csv' says what is wrong with the file"
      )
    default: ("", "")
    }
  }

  private func obstacle(_ obstacle: Fault.ReviewObstacle) -> String {
    switch obstacle {
    case .refused(let number): systemMessage(number)
    case .noFile: "it is no ordinary file"
    case .tooLarge: "it is larger than any review"
    }
  }
}
