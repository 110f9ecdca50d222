/// Reads a lesson's Markdown into a `Lesson`, or finds all that is wrong with it.
package struct LessonReader {
  private let text: SourceText
  private var segments: [Segment] = []
  private var faults: [Fault] = []
  private var exercises = ExerciseAssembly()
  private var contextCount = 0

  /// Reads a lesson.
  /// - Parameters:
  ///   - bytes: The file's content: UTF-8, with any line ends, with or without a byte-order mark.
  ///   - path: The file's path as messages should give it.
  /// - Returns: The lesson.
  /// - Throws: Every fault of the text at once.
  /// - Complexity: O(*n*) in the number of bytes.
  package static func read(_ bytes: [UInt8], path: String) throws(FaultyLesson) -> Lesson {
    let start = SourceLocation(file: path, line: 1, column: 1)
    guard bytes.count <= SourceText.largestByteCount else {
      throw FaultyLesson([
        Fault(
          at: start, "the file is larger than \(SourceText.largestByteCount >> 20) MiB",
          advice: "check that this is a lesson; if it is, split it")
      ])
    }
    let text = SourceText(bytes, path: path)
    if text.isBlank {
      throw FaultyLesson([
        Fault(at: start, "the file is empty", advice: "begin with a heading, such as '# Padding and output size'")
      ])
    }
    let badBytes = text.badBytes()
    if !badBytes.isEmpty { throw FaultyLesson(badBytes) }
    var reader = LessonReader(text: text)
    return try reader.lesson(originalBytes: bytes)
  }

  private init(text: SourceText) {
    self.text = text
  }

  private mutating func lesson(originalBytes: [UInt8]) throws(FaultyLesson) -> Lesson {
    if let document = MarkdownDocument(text.bytes) {
      for block in document.blocks() { read(block) }
    }
    let title = segments.lazy.compactMap { if case .heading(let heading) = $0 { heading.text } else { nil } }.first
    if title == nil {
      fault(
        line: 1, column: 1, "the lesson has no heading",
        advice: "begin with a title, such as '# Padding and output size'")
    }
    let assembled = exercises.exercises(faults: &faults, path: text.path)
    guard faults.isEmpty, let title else { throw FaultyLesson(faults) }
    return Lesson(
      path: text.path, title: title, text: String(decoding: originalBytes, as: UTF8.self), segments: segments,
      exercises: assembled)
  }

  // MARK: - Blocks

  private mutating func read(_ block: MarkdownDocument.Block) {
    switch block.kind {
    case .heading(let level, let words):
      segments.append(.heading(Heading(level: level, text: words, line: block.lines.lowerBound)))
    case .code(_, let literal):
      readCode(block, literal: literal)
    case .other:
      segments.append(.prose(Block(text: text.text(of: block.lines), lines: block.lines)))
    }
  }

  private mutating func readCode(_ block: MarkdownDocument.Block, literal: String) {
    let first = block.lines.lowerBound
    let info = InfoString(line: text.lines[first - 1], column: block.column)
    let language = info.words.first?.text ?? ""
    let hasRole = language == "swift" && info.words.count > 1 || language == "hint" || language == "output"
    if info.fence != nil, block.depth == 0 { checkFence(block, info, hasRole: hasRole) }
    guard hasRole else {
      // Code within a list or a quote is part of the prose around it.
      guard block.depth == 0 else { return }
      let listing = Block(text: literal, lines: block.lines)
      segments.append(language == "math" ? .math(listing) : .listing(listing, language: language))
      return
    }
    if block.depth > 0 || block.column > 1 {
      fault(
        line: first, column: block.column,
        "this \(language) block stands \(block.depth > 0 ? "inside a list or a quote" : "away from the left margin")",
        advice: "move its fence to the left margin, out of any list or quote")
    }
    switch language {
    case "hint": readHint(block, info)
    case "output": readOutput(block, info)
    default: readCell(block, info)
    }
  }

  private mutating func checkFence(_ block: MarkdownDocument.Block, _ info: InfoString, hasRole: Bool) {
    let (first, last) = (block.lines.lowerBound, block.lines.upperBound)
    let fence = String(repeating: info.fence == 0x60 ? "`" : "~", count: info.fenceLength)
    let isClosed = last > first && info.isClosed(by: text.lines[last - 1])
    let inner = hasRole ? (first + 1..<max(first + 1, last)).first { info.isReopened(by: text.lines[$0 - 1]) } : nil
    if let inner {
      fault(
        line: first, column: 1, "this block is not closed before line \(inner) opens the next one",
        advice: "end it with a line of \(fence)")
    } else if !isClosed {
      fault(
        line: first, column: block.column, "this block is never closed", advice: "end it with a line of \(fence)")
    }
  }

  private mutating func readHint(_ block: MarkdownDocument.Block, _ info: InfoString) {
    let line = block.lines.lowerBound
    guard info.words.count == 2 else {
      let column = info.words.count > 2 ? info.words[2].column : info.words[0].column
      fault(
        line: line, column: column, "a hint takes the name of its exercise and nothing else", advice: "write: hint NAME"
      )
      return
    }
    guard let name = CellHeader.name(info.words[1], at: place(on: line), faults: &faults) else { return }
    let hint = Hint(exercise: name, markdown: body(of: block), lines: block.lines)
    segments.append(.hint(hint))
    exercises.add(hint, nameAt: place(on: line)(info.words[1].column))
  }

  private mutating func readOutput(_ block: MarkdownDocument.Block, _ info: InfoString) {
    let line = block.lines.lowerBound
    if info.words.count > 1 {
      fault(line: line, column: info.words[1].column, "an output block takes no name", advice: "write just 'output'")
    }
    let previous = segments.last { if case .prose = $0 { false } else { true } }
    guard case .cell(let cell) = previous, cell.role == .example else {
      fault(
        line: line, column: info.words[0].column, "this output belongs to no example",
        advice: "put it right below a 'swift example' block; each has at most one")
      return
    }
    segments.append(.output(Block(text: body(of: block), lines: block.lines)))
  }

  private mutating func readCell(_ block: MarkdownDocument.Block, _ info: InfoString) {
    let place = place(on: block.lines.lowerBound)
    guard let header = CellHeader(info.words, at: place, faults: &faults) else { return }
    let cell = Cell(
      role: header.role, name: header.name, isHidden: header.isHidden, source: body(of: block), lines: block.lines)
    segments.append(.cell(cell))
    if header.role.takesName {
      let nameColumn = info.words.count > 2 ? info.words[2].column : 1
      exercises.add(cell, header, nameAt: place(nameColumn), contextCount: contextCount)
    } else {
      contextCount += 1
    }
  }

  /// The lines between the fences, each ended by `\n`.
  private func body(of block: MarkdownDocument.Block) -> String {
    let range = block.lines.lowerBound + 1..<max(block.lines.lowerBound + 1, block.lines.upperBound)
    return range.map { text.line($0) + "\n" }.joined()
  }

  // MARK: - Faults

  private func place(on line: Int) -> (Int) -> SourceLocation {
    { [text] column in text.location(line: line, column: column) }
  }

  private mutating func fault(line: Int, column: Int, _ problem: String, advice: String) {
    faults.append(Fault(at: text.location(line: line, column: column), problem, advice: advice))
  }
}
