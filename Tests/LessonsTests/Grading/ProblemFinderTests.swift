import Grading
import Reading
import Running
import Testing

@Suite("Problems in words for the learner")
struct ProblemFinderTests {
  /// An exercise that builds on another's solution and is checked once in the open and once in hiding. The learner's cell comes from a
  /// submission, where it starts further down.
  private static let text = """
    # Sums

    ```swift exercise base answer=image
    let image = ___
    ```

    ```swift solution base
    let image = secretBase()
    ```

    ```swift exercise total needs=base
    func total(_ values: [Double]) -> Double { ___ }
    ```

    ```swift solution total
    func total(_ values: [Double]) -> Double { values.reduce(0, +) }
    ```

    ```swift check total
    answer("three", total([1, 1, 1]))
    ```

    ```swift check total hidden
    answer("secret label", total([777]) + secretHelper)
    ```
    """

  private func program(tag: String = "exercise/total") throws -> (lesson: Lesson, program: Program) {
    var lesson = try sampleLesson(Self.text, path: "teacher/sums.md")
    lesson.exercises[1].cell = Cell(
      role: .exercise, name: "total", source: "func total(_ values: [Double]) -> Double {\n  values[9]\n}\n",
      lines: 40...44, file: "homework/ada.md")
    let exercise = lesson.exercises[1]
    let cell = tag.hasPrefix("exercise") ? exercise.cell : try #require(exercise.solution)
    let candidate = ProgramAssembly.Candidate(exercise, cell, tag: tag)
    return (lesson, ProgramAssembly.program(running: candidate, in: lesson))
  }

  /// What a learner is told of a crash whose calls, innermost first, are given as `TAG:LINE:COLUMN`.
  private func problem(_ message: String, calls: [String], tag: String = "exercise/total") throws -> Problem {
    try problem(.message(message), calls: calls, tag: tag)
  }

  private func problem(_ reason: Crash.Reason, calls: [String], tag: String = "exercise/total") throws -> Problem {
    let (lesson, program) = try program(tag: tag)
    let places = try calls.map { call in
      let parts = call.split(separator: ":")
      let section = try #require(program.section(tagged: parts[0]))
      let (line, column) = (try #require(Int(parts[1])), try #require(Int(parts[2])))
      return try #require(Diagnostic.Place(section: section, line: line, column: column, in: program))
    }
    let wording = ProblemFinder(lesson, program, blaming: tag)
    let problems = wording.problems(
      from: .crashed(Crash(reason, calls: places)), limits: Limits(seconds: 5))
    return try #require(problems.first)
  }

  private func problems(compiler output: String, tag: String = "exercise/total") throws -> [Problem] {
    let (lesson, program) = try program(tag: tag)
    let wording = ProblemFinder(lesson, program, blaming: tag)
    return wording.problems(from: Diagnostic.all(in: output, of: program))
  }

  private let visible = "check/exercise/total/1:1:17"
  private let hidden = "check/exercise/total/2:1:24"
  private let own = "exercise/total:2:3"

  @Test("places in a cell that comes from a submission name that file and its lines")
  func submission() throws {
    let problem = try problem("Index out of range", calls: [own, visible])
    #expect(problem.location?.description == "homework/ada.md:42:3")
    #expect(problem.message == "Index out of range")
    #expect(problem.excerpt?.line == "  values[9]")
    let compiled = try problems(compiler: "check/exercise/total/1:1:1: error: cannot find 'total' in scope")
    #expect(compiled.map(\.location?.description) == ["homework/ada.md:40:1"])
  }

  @Test("plain words for an error of the learner's own, which never suggest a name of a solution or a hidden check")
  func plainWords() throws {
    let known = try problems(compiler: "exercise/total:2:3: error: cannot find 'value' in scope")
    #expect(known.map(\.message) == ["cannot find 'value' in scope"])
    #expect(known.map(\.plainWords) == ["Nothing called 'value' is known here. Did you mean 'values'?"])
    for secret in ["secretBas", "secretHelpr"] {
      let words = try problems(compiler: "exercise/total:2:3: error: cannot find '\(secret)' in scope")[0].plainWords
      #expect(words?.contains("Look for a typing error") ?? false)
    }
    #expect(
      try problems(compiler: "check/exercise/total/1:1:1: error: cannot find 'total' in scope")[0].plainWords == nil)
  }

  @Test("the same plain words are said once")
  func plainWordsOnce() throws {
    let twice = try problems(
      compiler:
        "exercise/total:1:3: error: cannot find 'elsewhere' in scope\nexercise/total:2:3: error: cannot find 'elsewhere' in scope"
    )
    #expect(twice.count == 2)
    #expect(twice[0].plainWords != nil && twice[1].plainWords == nil)
  }

  @Test("a crash in plain words says no more when a hidden check ran")
  func plainWordsOfCrashes() throws {
    #expect(try problem("Index out of range", calls: [own, visible]).plainWords?.contains("count - 1") ?? false)
    #expect(try problem("the shapes 2 and 777 differ", calls: [own, hidden]).plainWords == nil)
  }

  @Test("a visible check's message is told as it is")
  func visibleCheck() throws {
    #expect(try problem("the shapes 2 and 3 differ", calls: [own, visible]).message == "the shapes 2 and 3 differ")
    #expect(
      try problem("the shapes 2 and 3 differ", calls: [visible]).message
        == "the shapes 2 and 3 differ (in the check, while it used what this cell leaves)")
  }

  @Test(
    "a message of MiniCNN's or the cell's own making is kept back when a hidden check ran; the learner's line is not")
  func hiddenCheck() throws {
    let inCell = try problem("the shapes 2 and 777 differ", calls: [own, hidden])
    #expect(inCell.message == "the program stopped (while a hidden check ran)")
    #expect(inCell.location?.line == 42)
    #expect(inCell.notes.isEmpty)
    let inCheck = try problem("777", calls: [hidden])
    #expect(
      inCheck.message == "the program stopped (in a hidden check, while it used what this cell leaves)")
    #expect(inCheck.excerpt == nil)
    #expect(inCheck.location?.line == 40)
  }

  @Test("where it stopped is not known: it may have been in the hidden check")
  func unknownPlace() throws {
    #expect(try problem("secret label 777", calls: []).message == "the program stopped")
  }

  @Test(
    "the runtime's own sentences say nothing about a check",
    arguments: [
      (Crash.Reason.message("Index out of range"), "Index out of range"),
      (.message("Division by zero"), "Division by zero"), (.signal(8), "the program divided a whole number by zero"),
    ])
  func ordinary(reason: Crash.Reason, message: String) throws {
    #expect(try problem(reason, calls: [own, hidden]).message == message + " (while a hidden check ran)")
    #expect(try problem(reason, calls: []).message == message)
  }

  @Test("the author of a solution is told everything")
  func author() throws {
    let crash = try problem("777", calls: ["check/solution/total/2:1:24"], tag: "solution/total")
    #expect(crash.message == "777 (in the check, while it used what this cell leaves)")
    let unknown = "check/solution/total/2:1:24: error: cannot find 'secretHelper' in scope"
    #expect(
      try problems(compiler: unknown, tag: "solution/total").map(\.message) == [
        "this cell does not declare 'secretHelper', which the exercise asks for"
      ])
  }

  @Test("a hidden check that cannot be compiled tells only names that the learner knows")
  func hiddenNames() throws {
    let known = "check/exercise/total/2:1:24: error: cannot find 'total' in scope"
    #expect(
      try problems(compiler: known).map(\.message) == [
        "this cell does not declare 'total', which the exercise asks for"
      ]
    )
    for secret in [
      "cannot find 'secretHelper' in scope", "cannot convert value of type 'Int' to expected argument type '[Secret]'",
      "incorrect argument labels in call (have 'secretLabel:', expected '_:')",
    ] {
      let problems = try problems(compiler: "check/exercise/total/2:1:24: error: \(secret)")
      #expect(problems.map(\.message).joined().contains("a hidden check cannot use what this cell leaves"))
      #expect(!"\(problems)".lowercased().contains("secret"))
    }
  }

  @Test("the solution that an exercise builds on is not read off an error, even if the cell claims its lines")
  func neededSolution() throws {
    let output = """
      needed/total/base:1:13: error: use of local variable 'secretBase' before its declaration
      exercise/total:1:6: note: 'secretBase' declared here
      """
    let problems = try problems(compiler: output)
    #expect(
      problems.map(\.message) == [
        "this cell builds on the solution of 'base' and declares again a name that is used there: choose another name"
      ])
    #expect(problems.first?.location?.description == "homework/ada.md:40:1")
    #expect(problems.first?.notes.map(\.location?.line) == [41])
    #expect(problems.first?.excerpt == nil)

    let crash = try problem("Index out of range", calls: ["needed/total/base:1:1", own])
    #expect(crash.excerpt?.line == "  values[9]")
    #expect(!"\(crash)".contains("secretBase"))
  }

  @Test("an exit status, which a cell may choose by what a hidden check hands it, is kept back")
  func exitStatus() throws {
    let (lesson, program) = try program()
    let wording = ProblemFinder(lesson, program, blaming: "exercise/total")
    let problems = wording.problems(from: .endedEarly(code: 77), limits: Limits(seconds: 5))
    #expect(problems.map(\.message) == ["the program ended itself before the check was through"])
  }

  @Test(
    "time that ran out is laid to whoever took it",
    arguments: [
      (Run.Outcome.timedOut(seconds: 5), "still running after 5 s: look for a loop that never ends", 40),
      (.stalled(seconds: 20), "not done after 20 s, in which it hardly computed: look for what it waits for", 40),
      (
        .delayed(by: "needed/total/base", seconds: 60),
        "the solution of 'base', on which this exercise builds, takes longer than 60 s", 40
      ),
    ])
  func timeOut(outcome: Run.Outcome, message: String, line: Int) throws {
    let (lesson, program) = try program()
    let problem = try #require(
      ProblemFinder(lesson, program, blaming: "exercise/total").problems(from: outcome, limits: Limits(seconds: 5))
        .first)
    #expect(problem.message == message)
    #expect(problem.location?.line == line)
  }

  @Test("an example that takes too long is named with its line")
  func slowExample() throws {
    let lesson = try sampleLesson(threeExercises)
    let exercise = lesson.exercises[1]
    let program = ProgramAssembly.program(
      running: ProgramAssembly.Candidate(exercise, exercise.cell, tag: "exercise/twice"), in: lesson)
    let wording = ProblemFinder(lesson, program, blaming: "exercise/twice")
    let problems = wording.problems(from: .delayed(by: "example/2", seconds: 60), limits: Limits(seconds: 5))
    #expect(problems.map(\.message) == ["the example in line 15 takes longer than 60 s"])
    #expect(problems.first?.location?.line == 15)
  }

  @Test("a name that is guessed in the answer opens no secret")
  func guessedName() throws {
    var (lesson, program) = try program()
    lesson.exercises[1].cell.source = "// secretHelper\n"
    let output = "check/exercise/total/2:1:9: error: cannot find 'secretHelper' in scope"
    program = ProgramAssembly.program(
      running: ProgramAssembly.Candidate(lesson.exercises[1], lesson.exercises[1].cell, tag: "exercise/total"),
      in: lesson)
    let found = ProblemFinder(lesson, program, blaming: "exercise/total").problems(
      from: Diagnostic.all(in: output, of: program))
    #expect(found.map(\.code) == ["unfitForHiddenCheck"])
  }

  @Test("the compiler's own proposal is an edit, and a problem names its cell, its range and its code")
  func edit() throws {
    let proposal = try problems(
      compiler: "exercise/total:2:3: error: cannot find 'values' in scope; did you mean 'value'?")
    #expect(proposal.map(\.edit?.replacement) == ["value"])
    #expect(proposal.map(\.range?.start.column) == [3] && proposal.map(\.range?.end.column) == [9])
    #expect(proposal.map(\.cell) == [CellID(.exercise, "total")])
    #expect(proposal.map(\.code) == ["compiler"] && proposal.map(\.severity) == [.error])
    #expect(
      try problems(compiler: "exercise/total:2:3: error: cannot find 'other' in scope; did you mean 'o'?")[0].edit
        == nil)
    let crash = try problem("Index out of range", calls: ["exercise/total:2:3"])
    #expect((crash.code, crash.cell) == ("crashed", CellID(.exercise, "total")))
  }
}
