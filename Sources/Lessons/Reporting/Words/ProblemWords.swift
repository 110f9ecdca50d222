import Glibc
import Grading
import Reading
import Running
import Support
import TextTable

extension Words {
  /// What went wrong, without a full stop.
  package func problem(_ kind: Problem.Kind) -> String {
    switch kind {
    case .compiler(let complaint): self.complaint(complaint)
    case .note(let message): message
    case .openEnd(let message): "\(message); it begins here"
    case .strayBrace: "this brace closes nothing that the cell opened"
    case .openBrace: "this brace is never closed: a '}' is missing"
    case .compilingTooLong(let seconds):
      "the compiler did not come to an end in \(NumberText.text(of: seconds)) s: break long expressions into short ones"
    case .tooLargeToRead(let size): "this answer is larger than \(size) KiB, and so was not read"
    case .tooLargeToCompile(let size): "this cell is larger than \(size) KiB, and so was not compiled"
    case .undeclared(let name): "this cell does not declare '\(name)', which the exercise asks for"
    case .undefined(let name): "this cell declares '\(name)' but gives it no value"
    case .otherLabels(let expected, let declared):
      "the exercise calls the function with the labels '\(expected)', but this cell declares it with '\(declared)'"
    case .unfitForCheck(let message): "the check cannot use what this cell leaves: \(message)"
    case .unfitForHiddenCheck:
      "a hidden check cannot use what this cell leaves: keep to the names, types and labels that the exercise asks for"
    case .nameOfNeeded(let exercise):
      "this cell builds on the solution of '\(exercise)' and declares again a name that is used there: choose another name"

    case .exampleEndsProgram(let status):
      "the code ends the program here, with exit status \(status): nothing below it runs"
    case .endedItself(let status):
      "the program ended itself\(status.map { ", with exit status \($0)," } ?? "") before the check was through"
    case .unloadable: "the program did not start: something that it uses is in no library that cells have"
    case .crashed(let reason, let scene): (reason.map(self.reason) ?? "the program stopped") + self.scene(scene)
    case .calledFromHere: "called from here"
    case .timedOut(let seconds):
      "still running after \(NumberText.text(of: seconds)) s: look for a loop that never ends"
    case .stalled(let seconds):
      "not done after \(NumberText.text(of: seconds)) s, in which it hardly computed: look for what it waits for"
    case .delayed(let seconds, let delay): "\(self.delay(delay)) takes longer than \(NumberText.text(of: seconds)) s"
    case .tooMuchMemory(let size):
      "needs more than the \(size) MiB of memory that a cell may use: look for a loop that never ends"
    case .tooMuchOutput(let size):
      "printed more than the \(size) MiB that a cell may print: look for a loop that never ends"
    case .tooMuchAnswered(let size):
      "what is to be compared takes more than \(size) MiB: look for a list or a text that is far too long"
    case .tooLargeFile(let size): "wrote a file of more than the \(size) MiB that a cell may write"
    case .tooManyProcesses: "started more processes than a cell may start"
    case .garbled(let reason): "the program wrote nonsense to the runner's own descriptor 3: \(reason)"

    case .unansweredNeed(let exercise): "this exercise builds on '\(exercise)': answer that one first"
    case .failingContext(let role, let line, let takesLong):
      "the \(role.rawValue) in line \(line), on which this exercise builds, "
        + (takesLong ? "takes too long: mend it first" : "fails: mend it first")

    case .forbiddenUse(let name):
      "this exercise is to be solved without '\(name)': find another way"
    case .forbiddenName(let name):
      "this exercise is to be solved without '\(name)', and this may be it: call what you declare yourself something else"
    case .forbiddenReach(let name):
      "this exercise forbids functions, and '\(name)' reaches any of them by its symbol: solve it without '\(name)'"
    case .changesCheck(let name):
      "the check uses '\(name)', which means something else after this: leave '\(name)' as it is, or call yours something else"
    case .forbiddenInSolution(let name, let exercise):
      "the solution of '\(exercise)' uses '\(name)', which the exercise forbids: nobody could give it as an answer"
    case .unknownForbidden(let name, let exercise, let meant):
      "'\(exercise)' forbids '\(name)', but there is no such function: "
        + (meant.map { "did you mean '\($0)'?" } ?? "correct the name, or leave it out")
    case .noNumberRead, .otherUnit, .severalLines, .noOptionLeft, .unknownOption, .unclearBox, .unclearTick,
      .severalTicked,
      .strangeLine,
      .lineOutOfPlace, .otherIndentation, .linesMissing, .noRubric, .orderedStarter, .guessedNumber:
      kindProblem(kind)
    case .failingSolution(let exercise): "the lesson's own solution of '\(exercise)' fails"
    case .noAnswers(let exercise):
      "the check of '\(exercise)' hands over no value: call answer(\"label\", value) in it"
    case .repeatedLabel(let label, let exercise):
      "the check of '\(exercise)' uses the label '\(label)' twice: give each value its own"
    case .noNumber(let label, let exercise):
      "the solution of '\(exercise)' gives NaN for '\(label)', and NaN equals nothing: no answer can be right. "
        + "Compare another value, or whether it is NaN (.isNaN)"
    case .incomparable(let label, let exercise, let type):
      "the value of '\(label)' in '\(exercise)' cannot be compared: it is of type \(type)"
    case .unsteadySolution(let exercise, let labels):
      "the solution of '\(exercise)' gives another value each time (\(quoted(labels))): nobody can be compared "
        + "with it; take random numbers from a seed, and nothing from the clock"
    case .doubtful(let fault): sentence(fault)
    case .unsteadyOutput:
      "the example prints something else each time it runs, so that no output stays current: take random numbers from a seed, and "
        + "print no times"
    case .staleOutput(let drift):
      ([
        (drift.example == nil
          ? "this is not how the figure above looks now" : "this output is not what the example prints now")
          + "; renew it with 'lesson-run run --write'"
      ]
        + OutputChange(drift).lines).joined(separator: "\n")
    case .figureWithoutPicture(let kind):
      "the figure \(kind.rawValue) has no picture for readers without a browser: put an empty output block below it, and run "
        + "'lesson-run run --write'"
    case .figureData(let example, let complaint, let key):
      "the figure cannot take the values of the example '\(example)': " + figureValue(complaint, key).problem + ": "
        + figureValue(complaint, key).advice
    case .seedOutsideSetup:
      "'seed' is for 'swift setup': make a learner's numbers of it there, and give them names"
    case .shadowedSeed(let line): shadowedSeed(line: line)
    case .failingVariants(let students, let count):
      "of \(count) students tried, \(students.count) \(students.count == 1 ? "has" : "have") numbers with which this lesson breaks: "
        + "\(students.prefix(10).joined(separator: ", "))\(students.count > 10 ? ", …" : ""); below is what is wrong for "
        + "\(students.first ?? ""): 'lesson-run run --solutions --student \(students.first ?? "")' shows it"
    case .noSolution(let exercise, let form):
      "the exercise '\(exercise)' has no solution: add \(solution(of: exercise, form))"
    case .solutionIsNoNumber(let exercise, let what):
      "the solution of '\(exercise)' is \(what), and the answer will be a number: write an expression whose value is one"
    case .incompleteSolution(let exercise): "the solution of '\(exercise)' does not earn full points"
    case .generousStarter(let exercise, let labels):
      "the starter of '\(exercise)' earns points as it stands (\(quoted(labels)) is right): "
        + "leave a blank ___ in it, or check a value that it gets wrong"
    case .blankInText:
      "this blank stands in a text, where ___ is only three letters: let the blank stand for the whole text"
    case .uncheckableStarter(let exercise):
      "the check cannot run after the starter of '\(exercise)' with its blanks filled as in the solution"
    case .failingMistake(let exercise): "this mistake of '\(exercise)' does not run to its end"
    case .mistakeLikeSolution(let exercise):
      "this mistake of '\(exercise)' gives the solution's own values: check a value in which they differ"
    case .repeatedMistake(let exercise, let line):
      "this mistake of '\(exercise)' gives the same values as the one on line \(line): its advice would never be shown"
    case .passedEasily(let exercise, let function?, let expression):
      "the checks of '\(exercise)' are passed by a '\(function)' that only says 'return \(expression)': check a case in which that is wrong"
    case .passedEasily(let exercise, nil, let expression):
      "the checks of '\(exercise)' are passed by \(expression) in every blank: ask for values that differ"
    case .unknownTeX(let text):
      "'\(inLine(text, limit: 60))' in this formula is not known, and is shown as it stands: write it with other commands, or in words"
    }
  }

  // MARK: - Parts

  private func reason(_ reason: Crash.Reason) -> String {
    switch reason {
    case .message(let message): message
    case .signal(SIGSEGV), .signal(SIGBUS):
      "the program touched memory that is not its own; endless recursion is the usual cause"
    case .signal(SIGILL), .signal(SIGTRAP):
      "the program trapped: an arithmetic overflow or another broken precondition"
    case .signal(SIGKILL): "the program was killed"
    case .signal(SIGABRT): "the program aborted"
    case .signal(SIGFPE): "the program divided a whole number by zero"
    case .signal(let signal): "the program was ended by signal \(signal)"
    }
  }

  private func scene(_ scene: Problem.CrashScene) -> String {
    switch scene {
    case .cell: ""
    case .cellInHiddenCheck: " (while a hidden check ran)"
    case .check: " (in the check, while it used what this cell leaves)"
    case .hiddenCheck: " (in a hidden check, while it used what this cell leaves)"
    }
  }

  private func complaint(_ complaint: Diagnostic.Complaint) -> String {
    switch complaint {
    case .message(let words): words
    case .gaveUp: "the compiler gave up on this code: write it more simply"
    case .unlinkable: "this code uses something that is declared but not there"
    case .budgetSpent:
      "this cell was not compiled: the compiler has taken too long over others of the same file; "
        + "break their long expressions into short ones"
    case .unmatchedBrace: "a brace has no partner"
    }
  }

  private func delay(_ delay: Problem.Delay) -> String {
    switch delay {
    case .unknown: "what runs before this cell"
    case .solution(let exercise): "the solution of '\(exercise)', on which this exercise builds,"
    case .context(let role, let line): "the \(role.rawValue) in line \(line)"
    }
  }

  private func quoted(_ labels: [String]) -> String { labels.map { "'\($0)'" }.joined(separator: ", ") }
}
