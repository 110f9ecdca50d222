import Support
import TextTable

extension Words {
  /// What is said of reviews: at the desk, in feedback, in tables.
  package var review: ReviewWords { ReviewWords() }

  /// Such as `1.5 of 2 points`.
  package func points(_ points: Double, of maximum: Double) -> String {
    "\(NumberText.text(of: points)) of \(NumberText.text(of: maximum)) point\(maximum == 1 ? "" : "s")"
  }

  /// Such as `-0.5 points`.
  package func points(_ count: Double) -> String {
    "\(NumberText.text(of: count)) point\(abs(count) == 1 ? "" : "s")"
  }
}

extension Words {
  /// What is said of answers that are alike: never more than a hint.
  package var likeness: LikenessWords { LikenessWords() }
}

package struct LikenessWords: Sendable {
  package let title = "Answers of one rare shape"
  package let hint =
    "The same but for names, spacing and comments, and written by few. Only a hint to have a look: whoever learns from one book, or together, writes alike. Answers that are short, common or like the author's are left out."

  package init() {}

  package func rare(_ count: Int, of total: Int) -> String { "\(count) of \(total) answers have this shape" }
}

/// The labels and sentences about reviews.
package struct ReviewWords: Sendable {
  package let title = "Reviewed:"
  package let why = "Why:"
  package let comment = "Comment"
  package let staleTitle = "Not reviewed yet:"
  package let stale = "an earlier answer of yours was reviewed, and this one differs from it."

  package let desk = "Desk"
  package let deskOf = "The desk of"
  package let needsScript =
    "To review answers this page needs JavaScript. Without it you can read the table below; 'lesson-run review RESULTS --export FILE.csv' and '--import FILE.csv' review in a spreadsheet."
  package let students = "Students"
  package let exercises = "Exercises"
  package let exercise = "Exercise"
  package let student = "Student"
  package let answers = "Answers"
  package let answer = "Answer"
  package let reviewed = "reviewed"
  package let open = "open"
  package let pointsTitle = "Points"
  package let noAnswer = "There is no answer."
  package let solution = "The author's solution"
  package let found = "What the machine found"
  package let rubric = "Rubric"
  package let noRubric = "The lesson has no rubric for this exercise: points are the machine's, unless you give others."
  package let otherPoints = "Other points"
  package let reason = "Reason"
  package let reasonNeeded = "Other points need a reason, which the student is told."
  package let give = "Give them"
  package let withdraw = "Take them back"
  package let comments = "Comments"
  package let addComment = "Add"
  package let remove = "Remove"
  package let bank = "Comment bank"
  package let keep = "Keep for other answers"
  package let bankEmpty = "What you keep here can be given to any answer."
  package let flag = "Flag"
  package let flagged = "flagged"
  package let done = "Reviewed, next"
  package let notDone = "Not reviewed after all"
  package let undo = "Undo"
  package let nothingToUndo = "There is nothing to undo."
  package let undone = "Undone."
  package let previous = "Previous"
  package let next = "Next"
  package let nextOpen = "Next open"
  package let keys = "Keys"
  package let lesson = "The lesson"
  package let staleMark = "review of an earlier answer"
  package let staleHere =
    "This review is of an earlier answer, and does not count. Whatever you change makes it one of this answer; Enter confirms it as it is."
  package let mixed = "The reviews of these answers differ: what you press goes for all of them."
  package let looking = "Looking for answers that are alike …"
  package let likeHint = "Only a hint: whoever learns from one book writes alike, and a shared idea is no copy."
  package let unreadableHere =
    "A review of this answer cannot be read or written; without --anonymous the desk says which file it is."
  package let gone = "There is no such answer any more: it was graded anew. The page shows what is there now."
  package let answerChanged =
    "The answer has changed since this page showed it: nothing was saved. Here is the new one."
  package let otherDesk =
    "Somebody else has given other points meanwhile: nothing was saved. Here is what is there now."
  package let changedSince = "Somebody has changed this review since: it was left as it is."
  package let notPoints = "Points are a number, such as 1.5."
  package let unknownPart =
    "That is not there any more: nothing was saved. Here is what is there now."
  package let unreadableBank = "comments.txt is no text, or too large: mend it; it was left as it is."
  package let folderGone =
    "The folder of results is gone, or cannot be read any more. What was saved was saved there; put it back, and reload."
  package let unreadableResults = "Results that cannot be read"
  package let unreadableResultsHint =
    "Those students have no row here, and no points in any export: 'lesson-run grade' with their hand-ins makes such a file anew; or move it out of the folder."
  package let noLesson =
    "The folder has no copy of the lesson: grade again, and the desk has its rubrics and solutions."

  package init() {}

  package func beyondBounds(_ most: Int) -> String {
    "That is more than a review can hold: nothing was saved. A text has up to \(most) characters."
  }
  package func fullBank(_ most: Int) -> String {
    "The comment bank is full: it keeps \(most). Remove one, or edit comments.txt."
  }
  package func unrenewed(_ why: String) -> String {
    "The review is saved, but not what is made of it, feedback and grades.csv: \(why). The next desk makes them anew."
  }
  package func hiddenResults(_ count: Int) -> String {
    "\(count == 1 ? "One result" : "\(count) results") cannot be read; without --anonymous the desk says which."
  }
  package func pointsRange(_ most: Double) -> String { "Points are from 0 to \(NumberText.text(of: most))." }
  package func progress(_ done: Int, of total: Int) -> String { "\(done) of \(total) reviewed" }
  package func same(_ count: Int) -> String { count == 1 ? "1 student" : "\(count) students, word for word" }
  package func place(_ number: Int, of count: Int) -> String { "answer \(number) of \(count)" }
  package func machine(_ points: String) -> String { "The machine: \(points)" }
  package func alike(_ others: Int, _ share: Int, of total: Int) -> String {
    "\(share) of \(total) answers are the same but for names, spacing and comments"
      + (others == 1 ? ". The other one:" : ". The others:")
  }

  package let unreadable = "the review of this hand-in cannot be read"

  /// What stands beside a student in a table.
  package func strayReview(of exercise: String) -> String {
    "the review of '\(exercise)' counts nothing, as the lesson has no such exercise now"
  }

  package func cutReview(of exercise: String, _ points: Double, most: Double) -> String {
    "the review of '\(exercise)' gives \(NumberText.text(of: points)) points, and the exercise has \(NumberText.text(of: most)) now"
  }
  package func cutHere(_ points: Double, most: Double) -> String {
    "This review gives \(NumberText.text(of: points)) points, and the exercise has \(NumberText.text(of: most)) now: it counts for those."
  }
  package func staleReview(of exercise: String) -> String { "the review of '\(exercise)' is of an earlier answer" }

  /// What the desk's script says by itself.
  package var ofScript: [String: String] {
    [
      "saving": "saving …", "saved": "saved",
      "lost": "The desk does not answer: nothing was saved. Start it again, and reload.",
      "refused": "This desk has been started anew: open the address that it printed.",
    ]
  }
}
