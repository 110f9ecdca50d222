import Books
import Grading
import Live
import Reading
import Reporting
import Running
import Support

/// All that a lesson's page shows besides its text, made of what is known of the lesson.
struct PageParts {
  private static let mostLines = 200

  private let known: KnownLesson
  private let place: ServedLesson.Place
  private let expected: (Exercise) -> ExpectedValues
  private let hints: [String: Int]
  private let solutions: Set<String>
  private let make: LessonParts?
  private let steps: [CellID: String]
  private let words = Words().serving

  init(
    _ known: KnownLesson, _ place: ServedLesson.Place, expected: @escaping (Exercise) -> ExpectedValues,
    hints: [String: Int], solutions: Set<String>, steps: [CellID: String], make: LessonParts?
  ) {
    (self.known, self.place, self.expected, self.hints) = (known, place, expected, hints)
    (self.solutions, self.steps, self.make) = (solutions, steps, make)
  }

  /// - Parameter made: What was made before.
  /// - Returns: All of it.
  func message(keeping made: inout MadeParts) -> PageMessage {
    var message = PageMessage()
    message.parts["state"] = state
    guard let lesson = known.lesson else { return message }
    message.page = Self.version(of: lesson, isAuthors: place.isAuthors)
    let begun = ServedFolder.begun(lesson)
    if begun.total > 0 { message.parts["note \(place.page)"] = "\(begun.count)/\(begun.total)" }
    for exercise in lesson.exercises {
      let id = exercise.starter.id.description
      message.cells[id] = text(of: exercise.cell)
      add(exercise, id, to: &message, &made)
    }
    for cell in lesson.contextCells where cell.role == .example {
      message.parts["output \(cell.id)"] = output(of: cell, &made)
      message.parts["steps \(cell.id)"] = steps[cell.id] ?? ""
    }
    for figure in lesson.figures where figure.source != nil {
      message.parts["figure \(figure.id)"] = self.figure(figure, of: lesson, &made)
    }
    guard place.isAuthors else { return message }
    for cell in lesson.blocks.compactMap(\.cell) where cell.role != .exercise {
      let id = cell.id.description
      message.cells[id] = text(of: cell)
      message.marks[id] = marks(known.problems.filter { $0.cell == cell.id }, in: cell)
    }
    return message
  }

  private func text(of cell: Cell) -> PageMessage.CellText {
    PageMessage.CellText(
      source: cell.source, version: CellWriting.version(of: cell.source), line: cell.firstSourceLine)
  }

  private func add(_ exercise: Exercise, _ id: String, to message: inout PageMessage, _ made: inout MadeParts) {
    let grade = known.grades[exercise.name]
    let (expected, isAwaited) = (expected(exercise), known.isAwaited(exercise))
    let change = known.change(of: exercise, isEdited: true).map(Words().change)
    message.parts["found \(id)"] =
      grade.map { grade in
        made.html("found \(id)", of: .found(grade, change: change, isAwaited: isAwaited, expected)) {
          GradeHTML(expected: expected).html(grade, change: change, isAwaited: isAwaited)
        }
      } ?? ""
    message.parts["steps \(id)"] = steps[exercise.starter.id] ?? ""
    message.marks[id] = marks(grade?.problems ?? [], in: exercise.cell)
    guard let make else { return }
    let masking = expected == .masked ? grade.map { Masking($0) } : nil
    message.parts["hints \(id)"] = make.hints(of: exercise, hints[exercise.name] ?? 0) { masking?.covered($0) ?? $0 }
    message.parts["solution \(id)"] = solutions.contains(exercise.name) ? make.solution(of: exercise) : ""
  }

  private func marks(_ problems: [Problem], in cell: Cell) -> [PageMessage.Mark] {
    problems.compactMap { problem in
      guard let place = problem.location, place.file == cell.file ?? known.path,
        cell.lines.contains(place.line), place.line >= cell.firstSourceLine
      else { return nil }
      let told = ToldProblem(problem)
      let plain = told.plainWords.map { "\n\(words.plainWords) \($0)" } ?? ""
      return PageMessage.Mark(
        row: place.line - cell.firstSourceLine, column: max(0, place.column - 1), kind: "error",
        words: clipped(told.message, to: 600) + plain)
    }
  }

  /// What an example has printed, and what stopped it.
  private func output(of cell: Cell, _ made: inout MadeParts) -> String {
    let isRunning = known.progress != nil && known.printed[cell.id] != nil
    let ended = known.report?.examples.first { $0.cell.id == cell.id }?.parts
    let parts = isRunning ? known.printed[cell.id] : ended ?? known.printed[cell.id]
    let problems = known.report?.examplesProblems.filter { $0.cell == cell.id } ?? []
    if parts == nil, problems.isEmpty, known.report == nil { return expectedOutput(of: cell) }
    return made.html("output \(cell.id)", of: .output(parts ?? [], problems)) {
      OutputHTML.html(parts ?? [], atMost: Self.mostLines)
        + problems.map { GradeHTML.problem(ToldProblem($0)) }.joined()
    }
  }

  /// A figure with what its example has shown last.
  private func figure(_ figure: Figure, of lesson: Lesson, _ made: inout MadeParts) -> String {
    let report = Report(lesson: lesson, examples: known.report?.examples ?? [])
    let recorded = lesson.recordedPicture(of: figure)
    return made.html("figure \(figure.id)", of: .figure(figure, report.state(of: figure), recorded: recorded)) {
      FigureHTML.html(figure, in: report)
    }
  }

  /// Until it has run, what the lesson says that it prints.
  private func expectedOutput(of cell: Cell) -> String {
    guard let lesson = known.lesson else { return "" }
    for block in lesson.blocks where block.example?.id == cell.id {
      guard case .output(let output)? = block.segment else { continue }
      return OutputHTML.html([PrintedPart(output.text)], atMost: Self.mostLines)
    }
    return ""
  }

  // MARK: - The page as a whole

  private var state: String {
    let condition: String
    switch known.condition {
    case .sound: condition = ""
    case .faulty(let faults, _):
      condition = Self.note(GradeHTML.faults(faults) + (known.report == nil ? "" : "<p>\(words.earlier)</p>\n"))
    case .gone(let reason):
      condition = Self.note(Self.paragraph("\(words.cannotBeRead(known.path, reason)).") + "<p>\(words.waiting)</p>\n")
    case .failed(let failure): condition = Self.note(failure)
    }
    let unplaced = known.problems.filter { problem in
      problem.cell.map { $0.role != .example && $0.role != .exercise } ?? true
    }
    return condition + unplaced.prefix(10).map { Self.note(GradeHTML.problem(ToldProblem($0))) }.joined() + score
  }

  private var score: String {
    guard let lesson = known.lesson, !lesson.exercises.isEmpty else { return "" }
    let points = lesson.exercises.compactMap { known.grades[$0.name]?.points }.reduce(0, +)
    let most = lesson.exercises.map(\.points).reduce(0, +)
    let progress = known.progress.map { "<span class=\"running\">\(words.running($0.done, of: $0.total))</span>" }
    return "<p class=\"score\">\(words.points(points, of: most)) \(progress ?? "")</p>\n"
  }

  private static func note(_ content: String) -> String { "<div class=\"note\">\(content)</div>\n" }
  private static func paragraph(_ text: String) -> String {
    "<p>\(XMLText.escaped(printable(text, keepingLines: true)))</p>\n"
  }

  /// What is missing on this machine.
  static func note(_ failure: MachineFailure) -> String {
    let words = Words().failure(failure)
    return note(paragraph(words.problem) + paragraph(words.advice))
  }

  /// What the author's test has found.
  static func checked(_ problems: [Problem], of lesson: Lesson) -> String {
    problems.map { GradeHTML.problem(ToldProblem($0)) }.joined()
      + paragraph(CheckReport(style: Style()).summary(problems, of: lesson))
  }

  /// Tells one state of everything around the answers from others.
  static func version(of lesson: Lesson, isAuthors: Bool) -> String {
    let around = lesson.text(replacing: { block, lines in
      if let cell = block.cell, isAuthors || cell.role == .exercise { return String(lines.first ?? "") }
      if case .output? = block.segment { return "" }
      return nil
    })
    let context = isAuthors ? "" : lesson.contextCells.map(\.source).joined(separator: "\u{0}")
    return String(ContentHash(of: (around + "\u{0}" + context).utf8).description.prefix(16))
  }
}
