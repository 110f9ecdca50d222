import Grading
import Reading
import Support
import TextTable

extension Words {
  /// What an exercise's cell is called, with its article.
  func kind(_ form: Cell.Form) -> String {
    switch form {
    case .swift: "an exercise in Swift"
    case .choice: "a choice"
    case .number: "a number"
    case .text: "a text"
    case .order: "an order"
    case .plain: "a block"
    }
  }

  /// What an exercise's solution is to be.
  func solution(of name: String, _ form: Cell.Form) -> String {
    switch form {
    case .swift, .plain: "'swift solution \(name)'"
    case .choice: "'solution \(name)' with the same list, ticked"
    case .number: "'swift solution \(name)' with an expression for the number"
    case .order:
      "'solution \(name)' with the lines in their order, or 'swift solution \(name)' where they are to be run"
    case .text: "'solution \(name)' with an answer"
    }
  }

  /// What is wrong with an exercise that is not answered in Swift.
  func kindFault(_ kind: Fault.Kind) -> (problem: String, advice: String) {
    switch kind {
    case .namelessBlock(let block): ("this \(block) has no name", "write the exercise's name: \(block) largest-layer")
    case .surplusWord(let word, let block, let options):
      (
        "'\(inLine(word, limit: 60))' does not belong here",
        options.isEmpty
          ? "after its name the \(block) takes nothing"
          : "after its name the \(block) takes only \(options.map { "\($0.rawValue)=" }.joined(separator: ", "))"
      )
    case .misplacedBlock(let block, let name, let form):
      ("'\(block) \(name)', but '\(name)' is \(self.kind(form))", fitting(form))
    case .repeatedBlock(let role, let name, let line):
      ("there is already \(self.block(role)) for '\(name)', on line \(line)", "make one of both")
    case .emptySolution(let name): ("the solution of '\(name)' is empty", "write the right answer into it")
    case .noOption(let name): ("'\(name)' leaves no choice", "write two options or more, each as a line '- [ ] option'")
    case .noTask(let role):
      (
        role == .rubric ? "this line of the rubric is no item" : "this line is no option",
        "write it as '- [ ] \(role == .rubric ? "what is looked for (1 point)" : "option")'"
      )
    case .noLineOfWords(let part, let role):
      (
        "\(self.part(part)) in \(role == .rubric ? "a rubric" : "a list of options") is not shown as it is meant",
        role == .rubric
          ? "write each item as one line of words: '- [ ] what is looked for (1 point)'"
          : "write each option as one line of words, '- [ ] option', and all else above or below the block"
      )
    case .untickedSolution(let name): ("nothing is ticked in the solution of '\(name)'", "tick what is right: '- [x]'")
    case .everythingTicked(let name):
      ("everything is ticked in the solution of '\(name)'", "add an option that is wrong: there is nothing to choose")
    case .severalTicked(let name):
      ("more than one option is right, and '\(name)' has pick=one", "leave pick=one out, or tick one option only")
    case .otherOption(let option, _, let isInSolution):
      (
        isInSolution
          ? "the choice does not have '\(inLine(option, limit: 60))' at this place"
          : "the solution does not have '\(inLine(option, limit: 60))'",
        "write the same options into both, in the same order; only ticks may differ"
      )
    case .repeatedOptionText(let option):
      ("the option '\(inLine(option, limit: 60))' stands here twice", "leave one of them out, or word them apart")
    case .tickedStarter(let name): ("an option of '\(name)' is ticked already", "write '- [ ]': the learner ticks it")
    case .noAdvice: ("this is no advice", "begin each with the number of the wrong option: '2. You forgot the bias.'")
    case .adviceForNoOption(let number, let name, let most):
      ("'\(name)' has no option \(number)", "give a number from 1 to \(most), in the order of the options")
    case .adviceForRightOption(let number, let name):
      ("option \(number) of '\(name)' is right", "give advice for options that are wrong")
    case .repeatedAdvice(let number): ("there is advice for option \(number) above", "make one of both")
    case .rubricItemWithoutPoints:
      ("this item has no points", "end it with what it earns, in brackets: '- [ ] names the kernel (1 point)'")
    case .rubricSum(let sum, let name, let points):
      (
        "the items add up to \(NumberText.text(of: sum)), and '\(name)' has \(counted(points))",
        "change one of them, or write points=\(NumberText.text(of: sum))"
      )
    case .blanksOfNumber(let count, let name):
      (
        count == 0 ? "there is no blank in '\(name)'" : "there are \(count) blanks in '\(name)'",
        "write one blank and the unit: '___ weights'"
      )
    case .linesOfNumber(let name):
      ("'\(name)' is not one line", "write one line with a blank and the unit: '___ weights'")
    case .lineNotOffered(let line, let name):
      (
        "'\(name)' does not offer the line '\(inLine(line, limit: 60))'",
        "write it into the exercise, too, or leave it out here"
      )
    default: ("this exercise cannot be read", "compare it with the manual: lesson-run help format")
    }
  }

  private func part(_ part: ListPart) -> String {
    switch part {
    case .comment: "a comment, which learners can read in the file,"
    case .nestedList: "a list within the list"
    case .paragraph: "a second paragraph"
    case .heading: "a heading"
    case .quotation: "a quotation"
    case .code: "a block of code"
    case .table: "a table"
    case .rule: "a rule"
    case .html: "a block of HTML"
    }
  }

  private func counted(_ points: Double) -> String {
    "\(NumberText.text(of: points)) point\(points == 1 ? "" : "s")"
  }

  private func block(_ role: Cell.Role) -> String { role == .advice ? "advice" : "a \(role.rawValue)" }

  /// Which blocks an exercise may have.
  private func fitting(_ form: Cell.Form) -> String {
    switch form {
    case .swift: "write 'swift solution', 'swift check' or 'swift mistake'"
    case .choice: "a choice has a 'solution', the same list ticked, and 'advice' for wrong options"
    case .number: "a number has a 'swift solution', an expression, and perhaps a 'swift mistake'"
    case .text: "a text has a 'rubric' and perhaps a 'solution', which shows how it may be answered"
    case .order: "an order has a 'solution', or 'swift solution' with what Swift exercises have"
    case .plain: "leave it out"
    }
  }
}

extension Words {
  /// What is wrong with an answer that is no code, or with such an exercise.
  func kindProblem(_ kind: Problem.Kind) -> String {
    switch kind {
    case .noNumberRead(let text):
      "'\(inLine(text, limit: 60))' cannot be read as a number: write it like 1024, 1,024, 0.5, 3.2e4 or 1/3, and nothing beside it"
    case .otherUnit(let unit):
      "the words of this line are part of the question: put the number in the place of ___"
        + (unit.isEmpty ? "" : ", and leave '\(inLine(unit, limit: 60))' behind it")
    case .severalLines: "one line with one number is asked for"
    case .noOptionLeft: "there are no options here any more: copy them from the lesson, and tick them with [x]"
    case .unknownOption(let option):
      "the lesson has no option '\(inLine(option, limit: 60))': leave the words of the options as they are, and tick them with [x]"
    case .unclearBox(let mark):
      "'[\(inLine(mark, limit: 10))]' may mean yes or no: write [x] where the option is right, and [ ] where it is not"
    case .unclearTick(let line):
      "it cannot be told what is ticked by '\(inLine(line, limit: 60))': write each option on a line of its own, as '- [x]' or '- [ ]' and its words, and nothing else"
    case .severalTicked(let count): "one option is to be ticked, and \(count) are"
    case .strangeLine: "this line is not offered, or not so often: use each line as it stands, at most once"
    case .lineOutOfPlace: "this is the first line that does not belong here; those above it are in their places"
    case .otherIndentation: "this line is in its place, but indented as if it belonged elsewhere"
    case .linesMissing: "all of these lines are in their places, and something is missing below them"
    case .noRubric(let exercise):
      "nothing says how '\(exercise)' is to be graded: add 'rubric \(exercise)', items with points"
    case .orderedStarter(let exercise): "the lines of '\(exercise)' are offered in their right order: mix them"
    case .guessedNumber(let number, let exercise):
      "the answer to '\(exercise)' is \(NumberText.text(of: number)), which anybody tries first: ask for another number"
    default: ""
    }
  }
}

extension Words {
  /// What stands above an author's advice on a wrong answer.
  func adviceLabel(_ exercise: Exercise) -> String {
    exercise.form == .choice ? "about your choice" : "typical mistake"
  }

  func adviceTitle(_ exercise: Exercise) -> String {
    let label = adviceLabel(exercise)
    return label.prefix(1).uppercased() + label.dropFirst()
  }

  /// What to do with an exercise that has not been begun.
  func notAttempted(_ form: Cell.Form) -> String {
    switch form {
    case .choice: "Not attempted: no option is ticked. Put an `x` between the brackets of what is right."
    case .text: "Not attempted: there is no text. Write your answer into the block."
    case .order:
      "Not attempted: the lines are as they were. Put them in order; lines that you do not need stay below `---`."
    case .swift, .number, .plain: "Not attempted: a blank, `___`, is left. Put your answer in its place."
    }
  }

  /// What a reader is to do on paper.
  func onPaper(_ exercise: Exercise) -> String? {
    switch exercise.kind {
    case .choice(let choice): choice.picksOne ? "Tick one." : "Tick all that are right."
    case .order: "Number the lines in their order. Not every line need be used."
    case .code, .number, .text: nil
    }
  }
}
