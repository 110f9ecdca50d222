import LessonWire

/// Writes the programs of a lesson.
///
/// Examples and setup stand at the top level and share one scope. An exercise's code stands in an inner scope, so that it may use
/// again a name that an example has used; code that Swift allows at the top level only (`extension`, `import`, operators) is the
/// exception and stays there.
package struct ProgramAssembly {
  /// A cell that takes the place of an exercise's answer: the learner's own, the solution or a typical mistake.
  package struct Candidate: Sendable {
    package var exercise: Exercise
    package var cell: Cell
    /// Names the cell in the program and, where the program holds several candidates, selects it.
    package var tag: String

    package init(_ exercise: Exercise, _ cell: Cell, tag: String) {
      self.exercise = exercise
      self.cell = cell
      self.tag = tag
    }
  }

  /// How many lines of imports a program starts with.
  static let importLines = 2

  private let lesson: Lesson
  private let context: [Cell]
  private var placedContext = 0
  private var program: Program
  /// What is to be traced; `nil` for an ordinary program.
  private var tracing: Tracing?
  /// The examples whose last value is not to be shown; `nil` if none is.
  private var silentExamples: Set<String>?

  private init(
    named name: String, of lesson: Lesson, imports: String = "import LessonKit\nimport MiniCNN\n",
    tracing: Tracing? = nil
  ) {
    self.lesson = lesson
    self.tracing = tracing
    context = lesson.contextCells
    program = Program(name: name, sections: [], source: imports)
    program.detail = tracing?.detail
    // The same source with other options is another program.
    if tracing?.detail == .withoutParameters { program.source += "// without parameters\n" }
  }

  /// A program that runs one candidate and then the exercise's checks.
  package static func program(running candidate: Candidate, in lesson: Lesson) -> Program {
    var assembly = ProgramAssembly(named: candidate.tag.replacing("/", with: "-"), of: lesson)
    assembly.appendContext(upTo: candidate.exercise.contextCount)
    assembly.append(candidate, inScope: !candidate.needsTopLevel(in: lesson))
    return assembly.finished()
  }

  /// What runs before an exercise's answers.
  static func preamble(before exercise: Exercise, in lesson: Lesson) -> Program {
    var assembly = ProgramAssembly(
      named: "preamble", of: lesson, imports: "@_exported import LessonKit\n@_exported import MiniCNN\n")
    assembly.appendContext(upTo: exercise.contextCount)
    assembly.appendNeeds(of: exercise)
    return assembly.program
  }

  /// Candidates with their checks and nothing else, to be enclosed (`Enclosure`) and run after their preamble. Of several, a process
  /// runs the one whose tag it is started with.
  static func answers(_ candidates: [Candidate], after preamble: Preamble, in lesson: Lesson) -> Program {
    var assembly = ProgramAssembly(
      named: "answers", of: lesson, imports: "@_weakLinked @testable import \(preamble.moduleName)\n")
    for candidate in candidates {
      if candidates.count > 1 { assembly.write("if __lessonSelects(\"\(candidate.tag)\") {") }
      assembly.appendCellAndChecks(of: candidate)
      assembly.write("__lessonFinish()")
      if candidates.count > 1 { assembly.write("}") }
    }
    return candidates.count > 1 ? assembly.finished() : assembly.program
  }

  /// The lesson's examples and any number of candidates in one compilation. A process runs the one whose tag it is started with,
  /// at its place among the examples and before any later one; without a tag it runs the examples alone.
  /// - Parameters:
  ///   - name: What the program is for, as a file name.
  ///   - candidates: In the order of their exercises in the lesson; none may need the top level.
  ///   - last: The exercise whose examples are the last to be in the program; `nil` for all examples.
  ///   - lesson: The lesson that they belong to.
  ///   - silentExamples: The tags of the examples whose last value is not to be shown; `nil` if none is.
  /// - Returns: The program.
  package static func program(
    named name: String, choosingAmong candidates: [Candidate], upTo last: Exercise? = nil, in lesson: Lesson,
    silentExamples: Set<String>? = nil
  ) -> Program {
    var assembly = ProgramAssembly(named: name, of: lesson)
    assembly.silentExamples = silentExamples
    for candidate in candidates {
      assembly.appendContext(upTo: candidate.exercise.contextCount)
      assembly.write("if __lessonSelects(\"\(candidate.tag)\") {")
      assembly.append(candidate, inScope: true)
      assembly.write("__lessonFinish()\n}")
    }
    assembly.appendContext(upTo: last?.contextCount ?? assembly.context.count)
    return assembly.finished()
  }

  /// A program that runs one candidate or, without one, the lesson's examples, and reports every statement's value.
  /// - Parameters:
  ///   - candidate: What to trace; its checks run as well, and what they call of it is traced.
  ///   - lesson: The lesson that it belongs to.
  ///   - detail: How much is reported.
  /// - Returns: The program.
  package static func tracedProgram(
    running candidate: Candidate?, in lesson: Lesson, detail: TraceDetail = .everything
  ) -> Program {
    let tracing = Tracing(candidateTag: candidate?.tag, detail: detail)
    let name = "trace-" + (candidate?.tag.replacing("/", with: "-") ?? "examples")
    var assembly = ProgramAssembly(named: name, of: lesson, tracing: tracing)
    assembly.appendContext(upTo: candidate?.exercise.contextCount ?? assembly.context.count)
    if let candidate { assembly.append(candidate, inScope: !candidate.needsTopLevel(in: lesson)) }
    return assembly.finished()
  }

  // MARK: - Writing

  private mutating func appendContext(upTo count: Int) {
    guard count > placedContext else { return }
    for (index, cell) in zip(placedContext..<count, context[placedContext..<count]) {
      append(cell, tag: "\(cell.role.rawValue)/\(index + 1)")
    }
    placedContext = count
  }

  private mutating func append(_ candidate: Candidate, inScope: Bool) {
    appendNeeds(of: candidate.exercise)
    if inScope { write("do {") }
    appendCellAndChecks(of: candidate)
    if inScope { write("}") }
  }

  private mutating func appendNeeds(of exercise: Exercise) {
    for cell in lesson.needs(of: exercise) { append(cell, tag: "needed/\(exercise.name)/\(cell.name ?? "")") }
  }

  private mutating func appendCellAndChecks(of candidate: Candidate) {
    append(candidate.cell, tag: candidate.tag)
    for (index, check) in candidate.exercise.comparisons.enumerated() {
      append(check, tag: "check/\(candidate.tag)/\(index + 1)")
    }
  }

  private mutating func append(_ cell: Cell, tag: String) {
    let firstLine = (tracing == nil ? 0 : (program.sections.count + 1) * TraceLayout.linesPerCell) + 1
    let source = tracing?.detail == .everything ? TraceableSource(cell.source).text : cell.source
    if let tracing {
      write("__lessonTrace(\(tracing.mode(of: cell, tagged: tag).rawValue), \(firstLine), 0, 0, 0, 0)")
    } else {
      write("__lessonCell(\"\(tag)\")")
    }
    write("#sourceLocation(file: \"\(tag)\", line: \(firstLine))")
    program.source += source
    if !source.hasSuffix("\n") { program.source += "\n" }
    if cell.role == .example, silentExamples?.contains(tag) == false, endsInExpression(cell.source) {
      write("-->> __lessonShown")
      program.shownExamples.insert(tag)
    }
    write("#sourceLocation()")
    program.sections.append(Program.Section(tag: tag, cell: cell))
  }

  private mutating func write(_ line: String) {
    program.source += line + "\n"
  }

  fileprivate func finished() -> Program {
    var copy = self
    copy.write("__lessonFinish()")
    return copy.program
  }
}

extension ProgramAssembly.Candidate {
  /// Whether the candidate, a solution it needs or a check cannot stand in an inner scope.
  package func needsTopLevel(in lesson: Lesson) -> Bool {
    ([cell] + lesson.needs(of: exercise) + exercise.comparisons).contains { Lessons.needsTopLevel($0.source) }
  }
}

extension Lesson {
  /// The cells of other exercises that run before an exercise's answer.
  func needs(of exercise: Exercise) -> [Cell] { exercise.needs.compactMap { self.exercise(named: $0)?.cellForOthers } }
}

extension Exercise {
  /// What runs before an exercise that needs this one: the solution, or in a learner's copy, which has none, the learner's answer.
  package var cellForOthers: Cell? { solution ?? (cell.hasBlank ? nil : cell) }

  /// The checks, or where there are none the one that `answer=` stands for.
  package var comparisons: [Cell] {
    guard checks.isEmpty, let answer else { return checks }
    return [
      Cell(role: .check, name: name, source: "answer(\"\(answer)\", \(answer))\n", lines: cell.lines, file: cell.file)
    ]
  }
}

/// Whether code has a declaration that Swift allows only at a file's top level.
///
/// Judged line by line from the first words alone. A string or comment that looks like such a line is no harm: the code then
/// stands at the top level, where it is right as well.
func needsTopLevel(_ source: String) -> Bool {
  let modifiers: Set<Substring> = [
    "public", "private", "fileprivate", "internal", "package", "prefix", "infix", "postfix",
  ]
  let keywords: Set<Substring> = ["import", "extension", "operator", "precedencegroup", "macro"]
  return source.split(whereSeparator: \.isNewline).contains { line in
    let words = line.split(separator: " ", omittingEmptySubsequences: true)
    let first = words.first { !$0.hasPrefix("@") && !modifiers.contains($0) }
    return first.map(keywords.contains) ?? false
  }
}
