import Reading
import Running

extension Problem {
  /// What went wrong, with the evidence for it. The cases' names are the problems' codes.
  package enum Kind: Hashable, Sendable {
    // MARK: The compiler
    case strayBrace, openBrace, unfitForHiddenCheck
    case compiler(Diagnostic.Complaint)
    /// A note of the compiler's that explains an error.
    case note(message: String)
    /// A text or a bracket that reaches beyond its cell.
    case openEnd(message: String)
    case compilingTooLong(seconds: Double)
    case tooLargeToCompile(kibibytes: Int)
    /// A name that the exercise asks for.
    case undeclared(name: String)
    case undefined(name: String)
    case otherLabels(expected: String, declared: String)
    case unfitForCheck(message: String)
    /// A name that the solution of another exercise, on which this one builds, declares as well.
    case nameOfNeeded(exercise: String)

    // MARK: The run
    case calledFromHere, tooManyProcesses
    case exampleEndsProgram(status: Int32)
    /// The status is not told where a hidden check may have chosen it.
    case endedItself(status: Int32?)
    /// It uses what is in no library.
    case unloadable
    /// The reason is not told where it may hold what a hidden check has passed.
    case crashed(Crash.Reason?, CrashScene)
    case timedOut(seconds: Double)
    case stalled(seconds: Double)
    case delayed(seconds: Double, by: Delay)
    case tooMuchMemory(mebibytes: UInt64)
    case tooMuchOutput(mebibytes: UInt64)
    case tooMuchAnswered(mebibytes: UInt64)
    case tooLargeFile(mebibytes: UInt64)
    case garbled(reason: String)

    // MARK: What an exercise builds on
    case unansweredNeed(exercise: String)
    case failingContext(Cell.Role, line: Int, takesLong: Bool)

    /// A function is used without which the exercise is to be solved.
    case forbiddenUse(name: String)
    /// Something is called like such a function, and may be it.
    case forbiddenName(name: String)
    /// Such a function could be reached by its symbol.
    case forbiddenReach(name: String)
    /// What a check that gives a verdict says would mean something else.
    case changesCheck(name: String)

    // MARK: Answers that are no code
    case tooLargeToRead(kibibytes: Int)
    case noNumberRead(String)
    case otherUnit(expected: String)
    case severalLines
    case noOptionLeft
    case unknownOption(String)
    case unclearBox(String)
    /// A line of which nobody can tell whether it ticks an option.
    case unclearTick(String)
    case severalTicked(Int)
    case strangeLine
    case lineOutOfPlace
    case otherIndentation
    case linesMissing

    // MARK: The author's to mend
    case noRubric(exercise: String)
    /// The right order is the one in which the lines are offered.
    case orderedStarter(exercise: String)
    /// The number is one that anybody tries first.
    case guessedNumber(Double, exercise: String)
    case unsteadyOutput, blankInText
    case failingSolution(exercise: String)
    case noAnswers(exercise: String)
    case repeatedLabel(String, exercise: String)
    case noNumber(label: String, exercise: String)
    case incomparable(label: String, exercise: String, type: String)
    case unsteadySolution(exercise: String, labels: [String])
    case doubtful(Fault.Kind)
    case staleOutput(OutputRenewal.Drift)
    case figureWithoutPicture(FigureKind)
    case figureData(example: String, FigureComplaint, key: String)
    case noSolution(exercise: String, Cell.Form)
    /// What a number is to be compared with is none.
    case solutionIsNoNumber(exercise: String, what: String)
    case incompleteSolution(exercise: String)
    case generousStarter(exercise: String, labels: [String])
    case uncheckableStarter(exercise: String)
    case failingMistake(exercise: String)
    case mistakeLikeSolution(exercise: String)
    case repeatedMistake(exercise: String, line: Int)
    case forbiddenInSolution(name: String, exercise: String)
    case unknownForbidden(name: String, exercise: String, meant: String?)
    /// An answer that takes no thought earns full points.
    case passedEasily(exercise: String, function: String?, expression: String)
    case seedOutsideSetup
    /// A variable of the lesson's own, declared in a line, is meant.
    case shadowedSeed(line: Int)
    /// With the numbers of these students, of so many that were tried, something is wrong that is not wrong with the sample's.
    case failingVariants(students: [String], of: Int)
    /// A part of a formula that is shown as it is written.
    case unknownTeX(String)
  }

  /// Where a program was when it crashed.
  package enum CrashScene: Hashable, Sendable {
    case check, hiddenCheck
    /// In the learner's code, or it is not known where.
    case cell
    /// In the learner's code, which a hidden check has called.
    case cellInHiddenCheck
  }

  /// What took longer than it may before an answer's turn came.
  package enum Delay: Hashable, Sendable {
    case unknown
    case solution(exercise: String)
    case context(Cell.Role, line: Int)
  }
}
