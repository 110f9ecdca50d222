import LessonSyntax
import Reading
import Running

/// Finds out what the compiler's and the runtime's messages mean for a reader of the lesson, and where in it.
package struct ProblemFinder {
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
    (self.lesson, self.program) = (lesson, program)
    let candidate = tag.flatMap { program.section(tagged: $0) }
    secrecy = Secrecy(lesson, program, candidate: candidate)
    let context = reached.flatMap { program.section(tagged: $0) }.flatMap { section in
      [.example, .setup].contains(program.sections[section].cell.role) ? section : nil
    }
    blamed = context ?? candidate
    isContextBlamed = context != nil
  }

  // MARK: - The compiler's messages

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

  package func problems(fromCompilingFor seconds: Double) -> [Problem] { [blame(.compilingTooLong(seconds: seconds))] }

  private func problem(from error: Diagnostic) -> Problem {
    if isInCheck(error.place) { return checkProblem(error) }
    if secrecy.isInSolution(error.place) { return neededProblem(error) }
    guard let place = error.place else { return glueProblem(error) }
    var problem = problem(
      .compiler(error.complaint), place, notes: error.notes.filter { isShown($0.place) }.map(note),
      explanation: Explanation(of: error.message, codeAround(place)))
    problem.edit = edit(proposedBy: error.message, at: problem.range)
    return problem
  }

  /// What the explanation may speak of: the learner's cell, and what the lesson shows above it.
  private func codeAround(_ place: Diagnostic.Place) -> CodeAround {
    let known = program.sections.prefix(place.section + 1).enumerated().filter { index, section in
      index == place.section || [.example, .setup].contains(section.cell.role)
    }
    return CodeAround(
      line: excerpt(place)?.line ?? "", column: place.column, sources: known.map(\.element.cell.source))
  }

  /// The compiler's own proposal for a name that it does not find.
  private func edit(proposedBy message: String, at range: SourceRange?) -> TextEdit? {
    guard let range, let names = Self.proposal.parts(of: message),
      range.end.column - range.start.column == names[0].utf8.count
    else { return nil }
    return TextEdit(range: range, replacement: names[1])
  }

  private static let proposal = MessagePattern("cannot find '…' in scope; did you mean '…'?")

  private func note(from note: Diagnostic) -> Problem {
    note.place.map { problem(.note(message: note.message), $0) } ?? Problem(.note(message: note.message))
  }

  /// The check could not be compiled after this cell: something that it uses is not there, or is of another type.
  private func checkProblem(_ error: Diagnostic) -> Problem {
    let (kind, names) = Self.unusable(error.message)
    let isTellable = names?.allSatisfy { secrecy.isKnown($0) } ?? false
    return blame(isTellable || !secrecy.isInHiddenCheck(error.place) ? kind : .unfitForHiddenCheck)
  }

  /// A solution that runs before this cell can no longer be compiled beside it.
  private func neededProblem(_ error: Diagnostic) -> Problem {
    let name = error.place.flatMap { program.sections[$0.section].cell.name } ?? ""
    return blame(
      .nameOfNeeded(exercise: name), notes: error.notes.filter { $0.place != nil && isShown($0.place) }.map(note))
  }

  /// The name that a check looks for in vain. One that is also a macro's of the standard library is taken for that.
  private static func missingName(in message: String) -> String? {
    message.firstMatch(of: /cannot find '([^']+)' in scope|expansion of macro '(\w+)/)
      .flatMap { $0.1 ?? $0.2 }.map(String.init)
  }

  /// What a check misses, and which names in the check that tells; `nil` if it may tell more.
  private static func unusable(_ message: String) -> (kind: Problem.Kind, names: [String]?) {
    if let name = missingName(in: message) { return (.undeclared(name: name), [name]) }
    if let name = message.firstMatch(
      of: /(?:constant|variable) '([^']+)' (?:used|captured .*) before being initialized/)?.1
    {
      return (.undefined(name: String(name)), [])
    }
    if let labels = message.firstMatch(of: /incorrect argument labels? in call \(have '([^']+)', expected '([^']+)'\)/)
    {
      let names = labels.1.split(separator: ":").filter { $0 != "_" }.map(String.init)
      return (.otherLabels(expected: String(labels.1), declared: String(labels.2)), names)
    }
    return (.unfitForCheck(message: message), nil)
  }

  /// An error between the cells: a quote or a parenthesis of a cell reaches beyond its end.
  private func glueProblem(_ error: Diagnostic) -> Problem {
    error.notes.lazy.compactMap(\.place).first(where: isShown).map { problem(.openEnd(message: error.message), $0) }
      ?? blame(.compiler(error.complaint))
  }

  private func braceProblem() -> Problem? {
    guard let section = blamed else { return nil }
    let facts = program.sections[section].cell.facts
    if let brace = facts.strayBrace { return problem(.strayBrace, section, brace) }
    return facts.openBrace.map { problem(.openBrace, section, $0) }
  }

  private func problem(_ kind: Problem.Kind, _ section: Int, _ brace: SwiftFacts.Place) -> Problem {
    let place = Diagnostic.Place(section: section, line: brace.line, column: brace.column, in: program)
    return place.map { problem(kind, $0) } ?? Problem(kind)
  }

  // MARK: - The runtime's messages

  package func problems(from outcome: Run.Outcome, limits: Limits) -> [Problem] {
    switch outcome {
    case .finished: []
    case .endedEarly(let code):
      // A cell could choose the number by what a hidden check hands it.
      [
        blame(
          isContextBlamed
            ? .exampleEndsProgram(status: code) : .endedItself(status: secrecy.hasHiddenChecks ? nil : code))
      ]
    case .unloadable: [blame(.unloadable)]
    case .crashed(let crash): [problem(from: crash)]
    case .timedOut(let seconds): [blame(.timedOut(seconds: seconds))]
    case .stalled(let seconds): [blame(.stalled(seconds: seconds))]
    case .delayed(let tag, let seconds): [problem(fromDelayBy: tag, seconds)]
    case .overLimit(.memory): [blame(.tooMuchMemory(mebibytes: limits.memory >> 20))]
    case .overLimit(.output): [blame(.tooMuchOutput(mebibytes: limits.fileSize >> 20))]
    case .overLimit(.answers): [blame(.tooMuchAnswered(mebibytes: limits.fileSize >> 20))]
    case .overLimit(.file): [blame(.tooLargeFile(mebibytes: limits.fileSize >> 20))]
    case .overLimit(.processes): [blame(.tooManyProcesses)]
    case .garbled(let reason): [blame(.garbled(reason: reason))]
    }
  }

  private func problem(fromDelayBy tag: String, _ seconds: Double) -> Problem {
    guard let cell = program.cell(tagged: tag) else { return blame(.delayed(seconds: seconds, by: .unknown)) }
    guard cell.role == .example || cell.role == .setup else {
      return blame(.delayed(seconds: seconds, by: .solution(exercise: cell.name ?? "")))
    }
    return Problem(
      .delayed(seconds: seconds, by: .context(cell.role, line: cell.lines.lowerBound)), of: cell, in: lesson)
  }

  private func problem(from crash: Crash) -> Problem {
    let calls = crash.calls.filter(isShown)
    let kind = kind(of: crash, isInCell: !calls.isEmpty)
    let explanation: Explanation? =
      if case .message(let words) = crash.reason { Explanation(ofTrap: words) } else { nil }
    guard let innermost = calls.first else { return blame(kind, explanation: explanation) }
    // Recursion fills the list with one place.
    var callers: [Diagnostic.Place] = []
    for call in calls.dropFirst() where call.line != (callers.last ?? innermost).line && callers.count < 4 {
      callers.append(call)
    }
    return problem(kind, innermost, notes: callers.map { problem(.calledFromHere, $0) }, explanation: explanation)
  }

  private func kind(of crash: Crash, isInCell: Bool) -> Problem.Kind {
    let isSecret = secrecy.mayConcernHiddenCheck(crash) && !crash.isOrdinary
    let scene: Problem.CrashScene =
      if crash.calls.contains(where: { secrecy.isInHiddenCheck($0) }) {
        isInCell ? .cellInHiddenCheck : .hiddenCheck
      } else {
        crash.calls.isEmpty || isInCell ? .cell : .check
      }
    return .crashed(isSecret ? nil : crash.reason, scene)
  }

  // MARK: - Places

  /// Whether the reader may see a place: a check is none of the learner's code, and a solution is not to be read off a message.
  private func isShown(_ place: Diagnostic.Place?) -> Bool {
    !isInCheck(place) && !secrecy.isInSolution(place)
  }

  private func isInCheck(_ place: Diagnostic.Place?) -> Bool {
    place.map { program.sections[$0.section].cell.role == .check } ?? false
  }

  private func problem(
    _ kind: Problem.Kind, _ place: Diagnostic.Place, notes: [Problem] = [], explanation: Explanation? = nil
  ) -> Problem {
    let cell = program.sections[place.section].cell
    let excerpt = excerpt(place)
    // A place beyond the cell's end, such as a missing brace, is shown at its last line.
    let line = min(cell.firstSourceLine + place.line - 1, cell.lines.upperBound)
    let start = SourceLocation(file: cell.file ?? lesson.path, line: line, column: place.column)
    let range = SourceRange(start, length: excerpt?.lengthOfWord ?? 0)
    return Problem(kind, at: range, in: cell.id, excerpt: excerpt, notes: notes, explanation: explanation)
  }

  private func excerpt(_ place: Diagnostic.Place) -> Problem.Excerpt? {
    // In bytes, which takes a tenth of the time: a cell may be long, and its errors many.
    let lines = program.sections[place.section].cell.source.utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.indices.contains(place.line - 1) else { return nil }
    return Problem.Excerpt(line: String(Substring(lines[place.line - 1])), column: place.column)
  }

  /// A problem of the cell that is to blame where nothing better is known.
  private func blame(_ kind: Problem.Kind, notes: [Problem] = [], explanation: Explanation? = nil) -> Problem {
    var problem =
      blamed.map { Problem(kind, of: program.sections[$0].cell, in: lesson, notes: notes) }
      ?? Problem(kind, notes: notes)
    problem.explanation = explanation
    return problem
  }
}

extension Problem.Excerpt {
  /// How many bytes the name or number takes that begins at the column; 1 for a sign, 0 behind the end of the line.
  fileprivate var lengthOfWord: Int {
    guard column > 0, column <= line.utf8.count else { return 0 }
    let word = Substring(line.utf8.dropFirst(column - 1)).prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return max(1, word.utf8.count)
  }
}

extension [Problem] {
  /// The first problem of each line, and of each kind that has no line to itself: what the compiler says next about a line
  /// mostly follows from what it said first. What was explained is not explained again.
  fileprivate func withoutRepetitions() -> [Problem] {
    var seenLines: Set<Int?> = []
    var seenKinds: Set<Problem> = []
    var explained: Set<Explanation> = []
    return compactMap { problem in
      let isNew =
        problem.excerpt == nil
        ? seenKinds.insert(Problem(problem.kind, at: problem.range)).inserted
        : seenLines.insert(problem.location?.line).inserted
      guard isNew else { return nil }
      var problem = problem
      if let explanation = problem.explanation, !explained.insert(explanation).inserted { problem.explanation = nil }
      return problem
    }
  }
}
