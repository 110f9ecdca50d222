import TextTable

/// Why a server does not answer a request.
package enum ServerRefusal: Hashable, Sendable, CaseIterable {
  case wrongHost
  case foreignOrigin
  case noToken
  case wrongToken
  case wrongMethod
  case wrongPath
  case wrongType
  case tooLong
  case noRequest
  case noOrder
  /// Not yet there, or not any more.
  case beginning, ending
}

extension Words {
  /// What stands on pages that are alive.
  package var serving: ServingWords { ServingWords() }

  /// A sentence, for whoever sees it in a browser.
  package func refusal(_ refusal: ServerRefusal) -> String {
    switch refusal {
    case .wrongHost: "This server answers to 127.0.0.1 and localhost only."
    case .foreignOrigin: "A page from elsewhere has asked for this. Nothing was done."
    case .noToken, .wrongToken:
      "This address needs the token that 'lesson-run' has printed: open the address that it gives, or start it again."
    case .wrongMethod: "There is no such request."
    case .wrongPath: "There is no such page."
    case .wrongType: "This is no request of a page's."
    case .noRequest: "This is no request."
    case .noOrder: "This is no order of a page's."
    case .beginning: "The server begins."
    case .ending: "The server ends."
    case .tooLong: "This is too long: a cell has at most 1 MiB."
    }
  }
}

/// The labels and sentences on pages that are alive.
package struct ServingWords: Sendable {
  package let run = "Run"
  package let runAgain = "Run all again"
  package let check = "Check the lesson"
  package let checkAnswer = "Check the answer"
  package let saveAnswer = "Save the answer"
  package let checking = "Checking …"
  package let solution = "Solution"
  package let noted = "Show it: it is noted that you have seen it"
  package let reset = "Reset"
  package let confirmReset = "Put the starter back: your answer is kept in .lesson-run/old"
  package let reveal = "Expected values"
  package let mask = "Mask expected values"
  package let steps = "Steps"
  package let noSteps =
    "There are no steps to go through: the cell has to compile and to run first, and to do more than one thing."
  package let progress = "Progress"
  package let progressText =
    "What you have answered is run and graded here, one lesson after the other; what has changed, again."
  package let lesson = "Lesson"
  package let exercises = "Exercises"
  package let passedExercises = "Passed"
  package let pointsTitle = "Points"
  package let solutionsSeen = "Solutions seen"
  package let whole = "Together"
  package let grading = "grading …"
  package let notBegun = "not begun"
  package let running = "running"
  package let waiting = "Waiting for it to come back. Below is what was known."
  package let earlier = "Below are the results of an earlier save."
  package let printed = "printed:"
  package let yours = "yours"
  package let expected = "expected"
  package let plainWords = "In plain words:"
  package let atThatPoint = "At that point:"
  package let starterIsThere = "This is the starter."
  package let starterAppended = "The starter stands at the end of the file now."
  package let busy = "The file is saved all the time: try again."
  package let cellGone = "The file has no such cell any more: your text is kept here. Copy it, or reload the page."
  package let endsBlock = "A line of this code would end its block in the file: it was not saved."
  package let unsaved = "Nothing was saved."
  package let readOnly = "The file is read-only: nothing was saved or run."
  package let notUTF8 = "The file is not UTF-8: save it as that in an editor first. Nothing was saved."
  package let faulty = "The file has faults: mend them in an editor first. Nothing was saved."
  package let frontText = "Your lessons. Each page shows what your answers do: write one, and press Ctrl and Enter."

  package init() {}

  package func running(_ done: Int, of total: Int) -> String { "running: \(done) of \(total)" }
  package func cannotBeRead(_ path: String, _ reason: String) -> String { "\(path) cannot be read: \(reason)" }
  package func hint(_ number: Int, of count: Int) -> String { count == 1 ? "Hint" : "Hint \(number) of \(count)" }
  package func kept(_ path: String) -> String { "The starter is back; your answer is in \(path)." }
  package func hiddenChecks(_ right: Int, of total: Int) -> String { "Hidden checks: \(right) of \(total) right" }
  package func points(_ points: Double, of most: Double) -> String {
    Words().points(points, of: most)
  }

  /// What the page's script says by itself, by the names that it uses.
  package var ofScript: [String: String] {
    [
      "unsaved": "not saved yet", "saving": "saving", "unchanged": "no change",
      "lost":
        "The server does not answer. What you write is kept in this browser; the page goes on by itself when the server is back.",
      "refused":
        "The server has been started anew: open the address that it printed, and this page goes on. What you have written is kept.",
      "changed": "The file was changed elsewhere while you were writing. In the file:",
      "takeTheirs": "Take the file's", "keepMine": "Keep mine", "draft": "restored from this browser: not saved yet",
      "blank": "number", "answer": "Your answer to", "inOrder": "In order", "notUsed": "Not used", "line": "line",
      "up": "up", "down": "down", "in": "indent", "out": "outdent", "use": "use", "putBack": "put back",
      "orderKeys": "Arrow keys move a line and indent it; Enter uses it or puts it back.",
      "editor": "Code of", "leave": "Esc and Tab leave the editor",
    ]
  }
}
