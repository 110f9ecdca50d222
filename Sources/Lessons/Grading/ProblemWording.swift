import LessonSyntax
import Reading
import Running
import TextTable

/// Puts what the compiler and the runtime say into places of the lesson and words for its reader.
package struct ProblemWording {
  private let lesson: Lesson
  private let program: Program
  /// The section that is to blame when nothing better is known: the learner's cell, or the last of the examples.
  private let blamed: Int?
  /// Whether that is an example or a setup, since the program ended before it came further.
  private let isContextBlamed: Bool
  private let secrecy: Secrecy

  /// - Parameters:
  ///   - lesson: Where the places lead.
  ///   - program: What the compiler or the runtime speaks of.
  ///   - tag: The section to blame where a place says nothing.
  ///   - reached: The last section that was started, of a program that has run. Whoever wrote the one to be blamed may have forged it, so
  ///     that it opens no secret.
  package init(_ lesson: Lesson, _ program: Program, blaming tag: String?, stoppedIn reached: String? = nil) {
    self.lesson = lesson
    self.program = program
    let candidate = tag.flatMap { program.section(tagged: $0) }
    secrecy = Secrecy(lesson, program, candidate: candidate)
    let context = reached.flatMap { program.section(tagged: $0) }.flatMap { section in
      [.example, .setup].contains(program.sections[section].cell.role) ? section : nil
    }
    blamed = context ?? candidate
    isContextBlamed = context != nil
  }

  // MARK: - The compiler's words

  package func problems(from diagnostics: [Diagnostic]) -> [Problem] {
    let errors = diagnostics.filter { $0.severity == .error }
    // A brace without a partner changes what all the code after it means: nothing else that is said then helps.
    if errors.contains(where: { $0.place == nil }), let problem = braceProblem() { return [problem] }
    // What is wrong with the cell itself explains what the check then cannot find.
    let own = errors.filter { !isInCheck($0.place) && $0.place != nil }
    if !own.isEmpty { return own.map(problem).withoutRepetitions() }
    // A name that is missing explains whatever else the check says.
    let missing = errors.filter { Self.missingName(in: $0.message) != nil }
    return (missing.isEmpty ? errors : missing).map(problem).withoutRepetitions()
  }

  package func problems(fromCompilingFor seconds: Double) -> [Problem] {
    [
      Problem(
        "the compiler did not come to an end in \(NumberText.text(of: seconds)) s: break long expressions into short ones",
        at: blamedLocation)
    ]
  }

  private func problem(from error: Diagnostic) -> Problem {
    if isInCheck(error.place) { return checkProblem(error) }
    if secrecy.isInSolution(error.place) { return neededProblem(error) }
    guard let place = error.place else { return glueProblem(error) }
    return Problem(
      error.message, at: location(place), excerpt: excerpt(place),
      notes: error.notes.filter { isShown($0.place) }.map(note),
      plainWords: PlainWords.words(for: error.message, codeAround(place)))
  }

  /// What the plain words may speak of: the learner's cell, and what the lesson shows above it.
  private func codeAround(_ place: Diagnostic.Place) -> CodeAround {
    let known = program.sections.prefix(place.section + 1).enumerated().filter { index, section in
      index == place.section || [.example, .setup].contains(section.cell.role)
    }
    return CodeAround(
      line: excerpt(place)?.line ?? "", column: place.column, sources: known.map(\.element.cell.source))
  }

  private func note(from note: Diagnostic) -> Problem {
    Problem(note.message, at: note.place.map(location), excerpt: note.place.flatMap(excerpt))
  }

  /// The check could not be compiled after this cell: something that it uses is not there, or is of another type.
  private func checkProblem(_ error: Diagnostic) -> Problem {
    let words = Self.words(forUnusable: error.message)
    let isTellable = words.names?.allSatisfy { secrecy.isKnown($0) } ?? false
    if isTellable || !secrecy.isInHiddenCheck(error.place) { return Problem(words.text, at: blamedLocation) }
    return Problem(
      "a hidden check cannot use what this cell leaves: keep to the names, types and labels that the exercise asks for",
      at: blamedLocation)
  }

  /// A solution that runs before this cell can no longer be compiled beside it.
  private func neededProblem(_ error: Diagnostic) -> Problem {
    let name = error.place.flatMap { program.sections[$0.section].cell.name } ?? ""
    return Problem(
      "this cell builds on the solution of '\(name)' and declares again a name that is used there: choose another name",
      at: blamedLocation, notes: error.notes.filter { $0.place != nil && isShown($0.place) }.map(note))
  }

  /// The name that a check looks for in vain. One that is also a macro's of the standard library is taken for that.
  private static func missingName(in message: String) -> String? {
    message.firstMatch(of: /cannot find '([^']+)' in scope|expansion of macro '(\w+)/)
      .flatMap { $0.1 ?? $0.2 }.map(String.init)
  }

  /// Says what a check misses, and which names in the check that tells; `nil` if it may tell more.
  private static func words(forUnusable message: String) -> (text: String, names: [String]?) {
    if let name = missingName(in: message) {
      return ("this cell does not declare '\(name)', which the exercise asks for", [name])
    }
    if let name = message.firstMatch(
      of: /(?:constant|variable) '([^']+)' (?:used|captured .*) before being initialized/)?.1
    {
      return ("this cell declares '\(name)' but gives it no value", [])
    }
    if let labels = message.firstMatch(of: /incorrect argument labels? in call \(have '([^']+)', expected '([^']+)'\)/)
    {
      return (
        "the exercise calls the function with the labels '\(labels.1)', but this cell declares it with '\(labels.2)'",
        labels.1.split(separator: ":").filter { $0 != "_" }.map(String.init)
      )
    }
    return ("the check cannot use what this cell leaves: \(message)", nil)
  }

  /// An error between the cells: a quote or a parenthesis of a cell reaches beyond its end.
  private func glueProblem(_ error: Diagnostic) -> Problem {
    if let place = error.notes.lazy.compactMap(\.place).first(where: isShown) {
      return Problem("\(error.message); it begins here", at: location(place), excerpt: excerpt(place))
    }
    return Problem(error.message, at: blamedLocation)
  }

  private func braceProblem() -> Problem? {
    guard let section = blamed else { return nil }
    let facts = program.sections[section].cell.facts
    if let brace = facts.strayBrace {
      return problem("this brace closes nothing that the cell opened", section, brace)
    }
    return facts.openBrace.map { problem("this brace is never closed: a '}' is missing", section, $0) }
  }

  private func problem(_ message: String, _ section: Int, _ brace: SwiftFacts.Place) -> Problem {
    let place = Diagnostic.Place(section: section, line: brace.line, column: brace.column, in: program)
    return Problem(message, at: place.map(location), excerpt: place.flatMap(excerpt))
  }

  // MARK: - The runtime's words

  package func problems(from outcome: Run.Outcome, limits: Limits) -> [Problem] {
    switch outcome {
    case .finished:
      []
    case .endedEarly(let code):
      [Problem(words(forExitStatus: code), at: blamedLocation)]
    case .crashed(let crash):
      [problem(from: crash)]
    case .timedOut(let seconds):
      [
        Problem(
          "still running after \(NumberText.text(of: seconds)) s: look for a loop that never ends", at: blamedLocation)
      ]
    case .stalled(let seconds):
      [
        Problem(
          "not done after \(NumberText.text(of: seconds)) s, in which it hardly computed: look for what it waits for",
          at: blamedLocation)
      ]
    case .delayed(let tag, let seconds):
      [problem(fromDelayBy: tag, seconds)]
    case .overLimit(let limit):
      [Problem(words(for: limit, limits), at: blamedLocation)]
    case .garbled(let reason):
      [Problem("the program wrote nonsense to the runner's own descriptor 3: \(reason)", at: blamedLocation)]
    }
  }

  private func problem(fromDelayBy tag: String, _ seconds: Double) -> Problem {
    let time = "takes longer than \(NumberText.text(of: seconds)) s"
    guard let section = program.section(tagged: tag) else {
      return Problem("what runs before this cell \(time)", at: blamedLocation)
    }
    let cell = program.sections[section].cell
    guard cell.role == .example || cell.role == .setup else {
      return Problem("the solution of '\(cell.name ?? "")', on which this exercise builds, \(time)", at: blamedLocation)
    }
    let (line, kind) = (cell.lines.lowerBound, cell.kindInWords)
    return Problem(
      "the \(kind) in line \(line) \(time)", at: SourceLocation(file: cell.file ?? lesson.path, line: line, column: 1))
  }

  private func words(forExitStatus code: Int32) -> String {
    if isContextBlamed { return "the code ends the program here, with exit status \(code): nothing below it runs" }
    // A cell could choose the number by what a hidden check hands it.
    let status = secrecy.hasHiddenChecks ? "" : ", with exit status \(code),"
    return "the program ended itself\(status) before the check was through"
  }

  private func problem(from crash: Crash) -> Problem {
    let calls = crash.calls.filter(isShown)
    let message = words(for: crash, isInCell: !calls.isEmpty)
    let plainWords = PlainWords.words(forTrap: crash.message)
    guard let innermost = calls.first else {
      return Problem(message, at: blamedLocation, plainWords: plainWords)
    }
    // Recursion fills the list with one place.
    var callers: [Diagnostic.Place] = []
    for call in calls.dropFirst() where call.line != (callers.last ?? innermost).line && callers.count < 4 {
      callers.append(call)
    }
    return Problem(
      message, at: location(innermost), excerpt: excerpt(innermost),
      notes: callers.map { Problem("called from here", at: location($0), excerpt: excerpt($0)) },
      plainWords: plainWords)
  }

  private func words(for crash: Crash, isInCell: Bool) -> String {
    let isSecret = secrecy.mayConcernHiddenCheck(crash) && !crash.isOrdinary
    let message = isSecret ? "the program stopped" : crash.message
    if crash.calls.contains(where: { secrecy.isInHiddenCheck($0) }) {
      return message + (isInCell ? " (while a hidden check ran)" : " (in a hidden check\(Self.usingTheCell))")
    }
    return crash.calls.isEmpty || isInCell ? message : message + " (in the check\(Self.usingTheCell))"
  }

  private static let usingTheCell = ", while it used what this cell leaves"

  private func words(for limit: Run.Limit, _ limits: Limits) -> String {
    switch limit {
    case .memory: "needs more than the \(limits.memory >> 20) MiB of memory that a cell may use"
    case .output:
      "printed more than the \(limits.fileSize >> 20) MiB that a cell may print: look for a loop that never ends"
    case .processes: "started more processes than a cell may start"
    }
  }

  // MARK: - Places

  /// Whether the reader may see a place: a check is none of the learner's code, and a solution is not to be read off a message.
  private func isShown(_ place: Diagnostic.Place?) -> Bool {
    !isInCheck(place) && !secrecy.isInSolution(place)
  }

  private func isInCheck(_ place: Diagnostic.Place?) -> Bool {
    place.map { program.sections[$0.section].cell.role == .check } ?? false
  }

  private func location(_ place: Diagnostic.Place) -> SourceLocation {
    let cell = program.sections[place.section].cell
    // A place beyond the cell's end, such as a missing brace, is shown at its last line.
    let line = min(cell.firstSourceLine + place.line - 1, cell.lines.upperBound)
    return SourceLocation(file: cell.file ?? lesson.path, line: line, column: place.column)
  }

  private func excerpt(_ place: Diagnostic.Place) -> Problem.Excerpt? {
    // In bytes, which takes a tenth of the time: a cell may be long, and its errors many.
    let lines = program.sections[place.section].cell.source.utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.indices.contains(place.line - 1) else { return nil }
    return Problem.Excerpt(line: String(Substring(lines[place.line - 1])), column: place.column)
  }

  private var blamedLocation: SourceLocation? {
    blamed.map { section in
      let cell = program.sections[section].cell
      return SourceLocation(file: cell.file ?? lesson.path, line: cell.lines.lowerBound, column: 1)
    }
  }
}

extension Cell {
  /// What a cell that stands above exercises is called.
  var kindInWords: String { role == .setup ? "setup" : "example" }
}

extension [Problem] {
  /// The first problem of each line, and of each message that has no line to itself: what the compiler says next about a line
  /// mostly follows from what it said first. What was said in plain words is not said again.
  fileprivate func withoutRepetitions() -> [Problem] {
    var seen: Set<[String]> = []
    var seenWords: Set<String> = []
    return compactMap { problem in
      let line = problem.location.map { "\($0.line)" } ?? ""
      guard seen.insert(problem.excerpt == nil ? [line, problem.message] : [line]).inserted else { return nil }
      var problem = problem
      if let words = problem.plainWords, !seenWords.insert(words).inserted { problem.plainWords = nil }
      return problem
    }
  }
}
