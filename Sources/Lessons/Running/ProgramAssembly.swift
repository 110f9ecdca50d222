import LessonWire
import Reading

/// Writes the programs of a lesson.
///
/// Examples and setup stand at the top level and share one scope. An exercise's code stands in an inner scope, so that it may use
/// again a name that an example has used, and its checks in one within, so that they may use again a name of the learner's. What Swift
/// allows at the top level only (`import`, `extension`, operators) is put there by itself; where that would tear it from names that it
/// needs, all of the exercise's code stands there.
package struct ProgramAssembly {
  /// How many directives tell the compiler a cell's lines, in a program of answers.
  static let directivesPerAnswer = 1
  /// How many lines of imports a program starts with.
  static let importLines = 2

  private let lesson: Lesson
  private let context: [Cell]
  private var placedContext = 0
  private let name: String
  private var source: String
  private var sections: [Program.Section] = []
  private var shownExamples: Set<String> = []
  /// Whether what stands between cells has lines of its own.
  private var endsSections = true
  /// What is to be traced; `nil` for an ordinary program.
  private var tracing: Tracing?
  /// The examples whose last value is not to be shown; `nil` if none is.
  private var silentExamples: Set<String>?
  /// Whether a cell awaits something at the top level, which makes that a task.
  private var awaits = false

  private init(
    named name: String, of lesson: Lesson, imports: String = "import LessonKit\nimport MiniCNN\n",
    tracing: Tracing? = nil
  ) {
    self.lesson = lesson
    self.tracing = tracing
    context = lesson.contextCells
    (self.name, source) = (name, imports)
    // The same source with other options is another program.
    if tracing?.detail == .withoutParameters { source += "// without parameters\n" }
  }

  /// A program that runs one candidate and then the exercise's checks.
  package static func program(running candidate: Candidate, in lesson: Lesson) -> Program {
    var assembly = ProgramAssembly(named: candidate.tag.replacing("/", with: "-"), of: lesson)
    assembly.appendContext(upTo: candidate.exercise.contextCount)
    assembly.append(candidate)
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

  /// Some examples and setup, which build on modules of those before.
  static func segment(
    of lesson: Lesson, _ cells: Range<Int>, after bases: [String], importing names: [String]
  ) -> Program {
    var assembly = ProgramAssembly(named: "segment", of: lesson, imports: imports(after: bases, and: names))
    assembly.placedContext = cells.lowerBound
    assembly.appendContext(upTo: cells.upperBound)
    return assembly.program
  }

  /// The solutions that an exercise needs.
  static func needs(
    of exercise: Exercise, in lesson: Lesson, after bases: [String], importing names: [String]
  ) -> Program {
    var assembly = ProgramAssembly(named: "segment", of: lesson, imports: imports(after: bases, and: names))
    assembly.appendNeeds(of: exercise)
    return assembly.program
  }

  /// What is imported is handed on: so a segment's own names hide those.
  private static func imports(after bases: [String], and names: [String]) -> String {
    let modules = bases.map { "@_exported @testable import \($0)" } + names.map { "@_exported import \($0)" }
    return "@_exported import LessonKit\n" + (["@_exported import MiniCNN"] + modules).joined(separator: "; ") + "\n"
  }

  /// One candidate with its checks and nothing else, to be enclosed and run after modules.
  static func answer(_ candidate: Candidate, after bases: [String], in lesson: Lesson) -> Program {
    let modules = bases.map { "@testable import \($0)" }
    var assembly = ProgramAssembly(
      named: "answers", of: lesson,
      imports: (["import LessonKit", "import MiniCNN"] + modules).joined(separator: "; ") + "\n")
    assembly.write("do {\n__lessonCell(\"\(candidate.tag)\");")
    assembly.appendCode(of: candidate.cell, tag: candidate.tag)
    assembly.appendChecks(of: candidate)
    assembly.write("}")
    return assembly.finished()
  }

  /// Candidates with their checks and nothing else, to be enclosed (`AnswerFunction`) and run after their preamble. Of several, a process
  /// runs the one whose tag it is started with.
  package static func answers(_ candidates: [Candidate], after preamble: Preamble, in lesson: Lesson) -> Program {
    var assembly = ProgramAssembly(
      named: "answers", of: lesson, imports: "@_weakLinked @testable import \(preamble.moduleName)\n")
    // Its every word is parsed for every student: there are no more of them than it takes, and no line is told where the cell before it
    // ends, as none has errors there.
    assembly.endsSections = false
    for candidate in candidates {
      // What is deferred runs before the end.
      if candidates.count > 1 {
        assembly.write("if __lessonStarts(\"\(candidate.tag)\") {")
      } else {
        assembly.write("do {\n__lessonCell(\"\(candidate.tag)\");")
      }
      assembly.appendCode(of: candidate.cell, tag: candidate.tag)
      assembly.appendChecks(of: candidate)
      assembly.write("}")
    }
    return assembly.finished()
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
      assembly.append(candidate)
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
  ///   - plainTags: The tags of cells to which nothing is added.
  ///   - calls: Which calls are reported that the checks make.
  /// - Returns: The program.
  package static func tracedProgram(
    running candidate: Candidate?, in lesson: Lesson, detail: TraceDetail = .everything,
    plainTags: Set<String> = [], calls: TracedCalls = .all
  ) -> Program {
    let tracing = Tracing(candidateTag: candidate?.tag, detail: detail, calls: calls, plainTags: plainTags)
    let name = "trace-" + (candidate?.tag.replacing("/", with: "-") ?? "examples")
    var assembly = ProgramAssembly(named: name, of: lesson, tracing: tracing)
    assembly.appendContext(upTo: candidate?.exercise.contextCount ?? assembly.context.count)
    if let statement = calls.statement { assembly.write(statement) }
    if let candidate { assembly.append(candidate) }
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

  private mutating func append(_ candidate: Candidate) {
    appendNeeds(of: candidate.exercise)
    guard !candidate.isWholeAtTopLevel else { return appendCellAndChecks(of: candidate, areWhole: true) }
    let cells = [(cell: candidate.cell, tag: candidate.tag)] + candidate.taggedChecks
    for (index, (cell, tag)) in cells.enumerated() {
      appendTopLevelParts(of: cell, tag, firstLine: firstLine(ofSection: sections.count + index))
    }
    write("do {")
    appendCellAndChecks(of: candidate)
    write("}")
  }

  private mutating func appendNeeds(of exercise: Exercise) {
    for cell in lesson.needs(of: exercise) { append(cell, tag: "needed/\(exercise.name)/\(cell.name ?? "")") }
  }

  /// `areWhole` tells whether no part of them stands elsewhere.
  private mutating func appendCellAndChecks(of candidate: Candidate, areWhole: Bool = false) {
    append(candidate.cell, tag: candidate.tag, isWhole: areWhole)
    appendChecks(of: candidate, areWhole: areWhole)
  }

  private mutating func appendChecks(of candidate: Candidate, areWhole: Bool = false) {
    let checks = candidate.taggedChecks
    let areInScope = !(areWhole && checks.contains { $0.cell.needsTopLevel })
    if areInScope { write("do {") }
    for (check, tag) in checks { append(check, tag: tag, isWhole: areWhole) }
    if areInScope { write("}") }
  }

  /// `isWhole` tells whether the cell stands at the top level with all of its parts.
  private mutating func append(_ cell: Cell, tag: String, isWhole: Bool = true) {
    writeWaiting(atEnd: false)
    // Without the semicolon a cell that begins with a brace or a dot would go on with our own call.
    if let tracing {
      let firstLine = firstLine(ofSection: sections.count)
      write("__lessonTrace(\(tracing.mode(of: cell, tagged: tag).rawValue), \(firstLine), 0, 0, 0, 0);")
    } else {
      write("__lessonCell(\"\(tag)\");")
    }
    appendCode(of: cell, tag: tag, isWhole: isWhole)
  }

  private mutating func appendCode(of cell: Cell, tag: String, isWhole: Bool = true) {
    var (source, parts) = sourceAndTopLevelParts(of: cell, tag)
    if !isWhole { source = source.blanked(parts) }
    if let end = cell.facts.lastExpression?.upperBound, cell.role == .example, silentExamples?.contains(tag) == false {
      source = source.inserting(" -->> __lessonShown", at: end)
      shownExamples.insert(tag)
    }
    writeLines(of: tag, from: firstLine(ofSection: sections.count), source)
    sections.append(Program.Section(tag: tag, cell: cell, isReporting: tracing?.addsTo(tag) ?? false))
    awaits = awaits || cell.facts.awaits
  }

  /// Where the top level is a task, it lets the others go on; anywhere else LessonKit waits for them by itself.
  private mutating func writeWaiting(atEnd ends: Bool) {
    guard awaits else { return }
    write("while __lessonTasksGoOn(\(ends)) { try? await _Concurrency.Task.sleep(nanoseconds: 1_000_000) }")
  }

  /// Writes what Swift allows at the top level only, at its lines and columns.
  private mutating func appendTopLevelParts(of cell: Cell, _ tag: String, firstLine: Int) {
    let (text, parts) = sourceAndTopLevelParts(of: cell, tag)
    let source = Array(text.utf8)
    for part in parts where part.upperBound <= source.count {
      let before = source[..<part.lowerBound]
      let line = firstLine + before.count { $0 == UInt8(ascii: "\n") }
      let column = before.count - (before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0)
      let text = String(decoding: source[part], as: UTF8.self)
      writeLines(of: tag, from: line, String(repeating: " ", count: column) + text)
    }
  }

  /// A cell's source as it is to be compiled, and where in it the parts are that the top level alone may have.
  private func sourceAndTopLevelParts(of cell: Cell, _ tag: String) -> (source: String, parts: [Range<Int>]) {
    let parts = cell.facts.topLevelParts.map(\.range)
    guard tracing?.addsTo(tag) ?? false else { return (cell.source, parts) }
    let traceable = TraceableSource(cell.source, cell.facts.tracePoints)
    return (traceable.text, parts.map(traceable.range))
  }

  /// In a traced program the lines tell the sections apart.
  private func firstLine(ofSection index: Int) -> Int {
    (tracing == nil ? 0 : (index + 1) * TraceLayout.linesPerCell) + 1
  }

  private mutating func writeLines(of tag: String, from line: Int, _ source: String) {
    write("#sourceLocation(file: \"\(tag)\", line: \(line))")
    self.source += source
    if !source.hasSuffix("\n") { self.source += "\n" }
    if endsSections { write("#sourceLocation()") }
  }

  private mutating func write(_ line: String) {
    source += line + "\n"
  }

  private var program: Program {
    var program = Program(
      name: name, sections: sections, source: source, detail: tracing?.detail, shownExamples: shownExamples)
    program.seed = lesson.seed
    return program
  }

  fileprivate func finished() -> Program {
    var copy = self
    copy.writeWaiting(atEnd: true)
    copy.write("__lessonFinish()")
    return copy.program
  }
}
