/// What a student handed in: the exercise cells of a file. Everything else in it is left aside, and its faults with it.
package struct Submission: Hashable, Sendable {
  /// The largest file that is read, in bytes.
  package static let largestByteCount = 4 << 20

  /// The path as the user gave it; it stands in every message.
  package let path: String
  /// The answers by the exercises' names; each names this file.
  package let cells: [String: Cell]
  /// What the student should know about the file as a whole, each a sentence without its full stop.
  package let problems: [String]
  /// The other Swift blocks of the file, which nobody grades.
  private(set) var cellsAside: [Cell] = []

  /// A submission that cannot be read at all.
  package init(path: String, unreadable reason: String) {
    self.init(path: path, cells: [:], problems: [reason])
  }

  /// Reads a submission.
  /// - Parameters:
  ///   - bytes: The file's content, whatever it is.
  ///   - path: The file's path as messages should give it.
  ///   - lesson: The lesson that it answers.
  /// - Complexity: O(*n*) in the number of bytes.
  package init(_ bytes: [UInt8], path: String, answering lesson: Lesson) {
    guard bytes.count <= Self.largestByteCount else {
      self.init(path: path, unreadable: "the file is larger than \(Self.largestByteCount >> 20) MiB: it was not read")
      return
    }
    let text = SourceText(bytes, path: path)
    if text.isBlank {
      self.init(path: path, unreadable: "the file is empty")
      return
    }
    guard text.tooDeepNesting() == nil, let document = MarkdownDocument(text.bytes) else {
      self.init(path: path, unreadable: "the file's quotes and lists are nested too deeply: it was not read")
      return
    }
    var reading = Reading(text: text, names: lesson.exercises.map(\.name))
    if let bad = text.badBytes().first {
      reading.problems.append("line \(bad.location.line): \(bad.problem); \(bad.advice)")
    }
    for block in document.blocks() { reading.read(block) }
    self.init(path: path, cells: reading.cells, problems: reading.problems)
    cellsAside = reading.cellsAside
  }

  /// The same submission with other cells, by the exercises' names.
  func with(_ cells: [String: Cell]) -> Submission {
    var copy = Submission(path: path, cells: cells, problems: problems)
    copy.cellsAside = cellsAside
    return copy
  }

  private init(path: String, cells: [String: Cell], problems: [String]) {
    self.path = path
    self.cells = cells
    self.problems = problems
  }

  /// Goes through the blocks of a file.
  private struct Reading {
    /// How many problems are told: nobody reads more.
    private static let mostProblems = 20

    let text: SourceText
    let names: [String]
    var cells: [String: Cell] = [:]
    var problems: [String] = []
    var cellsAside: [Cell] = []

    mutating func read(_ block: MarkdownDocument.Block) {
      guard case .code(let literal) = block.kind else { return }
      let info = InfoString(line: text.lines[block.lines.lowerBound - 1], column: block.column)
      guard info.language == "swift", info.words.count > 2, info.words[1].text == Cell.Role.exercise.rawValue else {
        if info.language == "swift" {
          cellsAside.append(Cell(role: .example, source: literal, lines: block.lines, file: text.path))
        }
        return
      }
      let name = info.words[2].text
      let line = block.lines.lowerBound
      guard names.contains(name) else {
        let meant = name.utf8.count < 100 ? nearest(to: name, among: names) : nil
        note("line \(line): this lesson has no exercise of that name" + (meant.map { "; did you mean '\($0)'?" } ?? ""))
        return
      }
      if let first = cells[name] {
        note(
          "line \(line): another cell for '\(name)'; the one in line \(first.lines.lowerBound) was graded")
        return
      }
      let isClosed =
        block.lines.count > 1 && info.isClosed(by: text.lines[block.lines.upperBound - 1]) || block.depth > 0
      let inner = block.lines.dropFirst().first { info.isReopened(by: text.lines[$0 - 1]) }
      if !isClosed || inner != nil {
        note("line \(line): this block is never closed; end it with a line of \(info.fenceText)")
      }
      let isPlain = block.depth == 0 && isClosed && block.column == 1
      let source = isPlain ? text.body(between: block.lines) : literal
      cells[name] = Cell(role: .exercise, name: name, source: source, lines: block.lines, file: text.path)
    }

    private mutating func note(_ problem: String) {
      if problems.count < Self.mostProblems { problems.append(problem) }
    }
  }
}

extension Lesson {
  /// The lesson with a student's cells in place of its own. An exercise that the student left out keeps its starter.
  package func answered(by submission: Submission) -> Lesson {
    var copy = self
    for index in exercises.indices {
      if let cell = submission.cells[exercises[index].name] { copy.exercises[index].cell = cell }
    }
    copy.cellsAside = submission.cellsAside
    return copy
  }
}
