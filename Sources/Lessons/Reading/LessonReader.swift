/// Reads a lesson's Markdown into a `Lesson`, or finds all that is wrong with it.
package struct LessonReader {
  /// In bytes.
  private static let longestInfoLine = 1000
  /// How many faults are told apart: nobody reads more, and each is printed with its line.
  private static let mostFaults = 500
  /// How many lines are asked what they were meant to be.
  private static let mostLikenesses = 5000

  private let text: SourceText
  private var segments: [Segment] = []
  private var faults: [Fault] = []
  /// How many lines were looked at that might be a cell's header.
  private var likenesses = 0
  /// By their lines: what is known of a block of code is better than what its line looks like.
  private var warnings: [Int: Fault] = [:]
  /// What is only shown, and may have been meant to be something else.
  private var shown: [(line: Int, column: Int, likeness: HeaderLikeness)] = []
  private var exercises = ExerciseAssembly()
  private var contextCells: [Cell] = []
  /// Whether an example or a figure stands above, with nothing but prose since, whose output may follow.
  private var isOutputExpected = false
  /// By the first cell of a role and name.
  private var lastOrdinals: [CellID: Int] = [:]
  /// How many figures of a kind there have been.
  private var figureCounts: [FigureKind: Int] = [:]

  /// Reads a lesson.
  /// - Parameters:
  ///   - bytes: The file's content: UTF-8, with any line ends, with or without a byte-order mark.
  ///   - path: The file's path as messages should give it.
  /// - Returns: The lesson.
  /// - Throws: Every fault of the text at once.
  /// - Complexity: O(*n*) in the number of bytes.
  package static func read(_ bytes: [UInt8], path: String) throws(FaultyLesson) -> Lesson {
    let reading = reading(bytes, path: path)
    guard let lesson = reading.lesson, reading.faults.isEmpty else { throw FaultyLesson(reading.faults) }
    return lesson
  }

  /// Reads a lesson as far as it can be read.
  /// - Complexity: O(*n*) in the number of bytes.
  package static func reading(_ bytes: [UInt8], path: String) -> LessonReading {
    func nothing(_ kind: Fault.Kind) -> LessonReading {
      LessonReading(faults: [Fault(kind, at: SourceRange(SourceLocation(file: path, line: 1, column: 1)))])
    }
    guard bytes.count <= SourceText.largestByteCount else {
      return nothing(.tooLarge(mebibytes: SourceText.largestByteCount >> 20))
    }
    if let kind = TextEncoding(of: bytes)?.kind ?? FileKind(bytes) { return nothing(.notText(kind)) }
    let text = SourceText(bytes, path: path)
    if text.isBlank { return nothing(.empty) }
    let badBytes = text.badBytes()
    if !badBytes.isEmpty { return LessonReading(faults: badBytes) }
    if let tooDeep = text.tooDeepNesting() { return LessonReading(faults: [tooDeep]) }
    var reader = LessonReader(text: text)
    let lesson = reader.lesson(originalBytes: bytes)
    return LessonReading(lesson: lesson, faults: reader.listedFaults)
  }

  private init(text: SourceText) {
    self.text = text
  }

  private mutating func lesson(originalBytes: [UInt8]) -> Lesson {
    let frontMatter = FrontMatter(of: text, faults: &faults)
    if let document = MarkdownDocument(text.bytes(without: frontMatter?.lines)) {
      for block in document.blocks() { read(block) }
    }
    let titles = segments.lazy.compactMap { if case .heading(let heading) = $0 { heading.text } else { nil } }
    var title = titles.first { !$0.trimmed.isEmpty }
    if title == nil, let frontMatter, let stated = frontMatter.title {
      title = stated
      segments.insert(.heading(Heading(level: 1, text: stated, lines: frontMatter.lines)), at: 0)
    }
    if title == nil { faults.append(Fault(.noHeading, at: text.range(line: 1, length: 0))) }
    let assembled = exercises.exercises(faults: &faults)
    findSecrets(beside: assembled)
    var lesson = Lesson(
      path: text.path, title: title ?? "", text: String(decoding: originalBytes, as: UTF8.self),
      lineCount: text.lines.count,
      segments: segments, exercises: assembled, contextCells: contextCells,
      strayCells: exercises.strays(beside: assembled), frontMatter: frontMatter,
      warnings: Array(warnings.values.sorted { $0.location < $1.location }.prefix(Self.mostFaults)))
    lesson.seed = seed(of: lesson)
    return lesson
  }

  private mutating func seed(of lesson: Lesson) -> Seed? {
    guard SeedUse.mayBe(in: lesson) else { return nil }
    guard let stated = lesson.frontMatter?.seed else { return Seed(of: "", in: lesson.stem) }
    if let number = UInt32(stated) { return Seed(number) }
    faults.append(Fault(.malformedSeed(stated), at: lesson.frontMatter?.seedRange ?? text.range(line: 1)))
    return nil
  }

  // MARK: - Blocks

  private mutating func read(_ block: MarkdownDocument.Block) {
    switch block.kind {
    case .heading(let level, let words):
      append(.heading(Heading(level: level, text: words, lines: text.withoutLineBelow(heading: block.lines))))
    case .code(let literal):
      readCode(block, literal: literal)
    case .other:
      let lines = text.withoutBlankEnd(block.lines)
      for line in lines where HeaderLikeness.mayBeNoProse(text.lines[line - 1]) {
        warn(ofLikenessIn: line, isProse: true)
      }
      append(.prose(Block(text: text.text(of: lines), lines: lines)))
    }
  }

  private mutating func append(_ segment: Segment) {
    segments.append(segment)
    switch segment {
    case .prose: break
    case .cell(let id, _): isOutputExpected = id.role == .example
    case .figure: isOutputExpected = true
    default: isOutputExpected = false
    }
  }

  private mutating func readCode(_ block: MarkdownDocument.Block, literal: String) {
    let line = text.lines[block.lines.lowerBound - 1]
    let info = InfoString(line: line, column: block.column)
    let isIndented = block.depth == 0 && InfoString.isIndented(line)
    if !info.hasRole { warn(ofLikenessIn: block.lines.lowerBound, isProse: false, column: block.column) }
    // Code within a list or a quote is part of the prose around it.
    guard info.hasRole || block.depth == 0 else { return }
    if block.depth == 0 && !isIndented { checkFence(block, info) }
    guard info.hasRole else {
      let listing = Block(text: literal, lines: block.lines)
      append(
        info.language == "math" && !isIndented
          ? .math(listing) : .listing(listing, language: isIndented ? "" : info.language))
      return
    }
    if block.depth > 0 || block.column > 1 {
      fault(.displacedBlock(language: info.language, isNested: block.depth > 0), block)
    }
    guard line.count <= Self.longestInfoLine else {
      return fault(.overlongHeader(mostBytes: Self.longestInfoLine), block)
    }
    let body = block.depth > 0 ? literal : text.body(between: block.lines)
    switch info.language {
    case "hint": readHint(body, lines: block.lines, info)
    case "output": readOutput(body, lines: block.lines, info)
    // What stands in a quote is told already, and its lines are not the figure's alone.
    case "figure" where block.depth > 0 || block.column > 1: isOutputExpected = true
    case "figure": readFigure(block.lines, info)
    default: readCell(body, lines: block.lines, info)
    }
  }

  private mutating func checkFence(_ block: MarkdownDocument.Block, _ info: InfoString) {
    let (first, last) = (block.lines.lowerBound, block.lines.upperBound)
    let isClosed = last > first && info.isClosed(by: text.lines[last - 1])
    let inner = (first + 1..<max(first + 1, last)).first { info.isReopened(by: text.lines[$0 - 1]) }
    if inner != nil || !isClosed { fault(.unclosedBlock(fence: info.fenceText, nextOpening: inner), block) }
  }

  private mutating func readHint(_ body: String, lines: ClosedRange<Int>, _ info: InfoString) {
    let place = place(on: lines.lowerBound)
    guard info.words.count == 2 else {
      faults.append(Fault(.hintHeader, at: place(info.words.count > 2 ? info.words[2] : info.words[0])))
      return
    }
    guard let name = CellHeader.name(info.words[1], at: place, faults: &faults) else { return }
    let hint = Hint(exercise: name, markdown: body, lines: lines)
    append(.hint(hint))
    exercises.add(hint, nameAt: place(info.words[1]))
  }

  private mutating func readOutput(_ body: String, lines: ClosedRange<Int>, _ info: InfoString) {
    if info.words.count > 1 {
      let surplus = text.range(line: lines.lowerBound, column: info.words[1].column)
      faults.append(Fault(.outputHeader, at: surplus, replacedBy: ""))
    }
    guard isOutputExpected else {
      faults.append(Fault(.strayOutput, at: place(on: lines.lowerBound)(info.words[0])))
      return
    }
    append(.output(Block(text: body, lines: lines)))
  }

  private mutating func readFigure(_ lines: ClosedRange<Int>, _ info: InfoString) {
    var reader = FigureReader(lines, info, in: text, below: contextCells)
    let state = reader.state()
    faults += reader.faults
    guard let state else {
      // The output below is not at fault.
      isOutputExpected = true
      return
    }
    figureCounts[state.kind, default: 0] += 1
    append(
      .figure(
        Figure(state: state, source: reader.source, ordinal: figureCounts[state.kind] ?? 1, lines: lines)))
  }

  private mutating func readCell(_ body: String, lines: ClosedRange<Int>, _ info: InfoString) {
    let place = place(on: lines.lowerBound)
    guard let header = CellHeader(info.words, at: place, faults: &faults) else {
      // Whatever it was meant to be, what belongs to it is not at fault.
      if let name = CellHeader.nameWord(in: info.words) { exercises.keepSilentAbout(name.text) }
      isOutputExpected = true
      return
    }
    var cell = Cell(role: header.role, name: header.name, isHidden: header.isHidden, source: body, lines: lines)
    cell.form = header.form
    if let label = header.label {
      cell.label = label.text
      if let first = contextCells.first(where: { $0.label == label.text }) {
        faults.append(Fault(.repeatedExample(label.text, firstLine: first.lines.lowerBound), at: place(label)))
      }
    }
    cell.ordinal = lastOrdinals[CellID(cell.role, cell.name), default: 0] + 1
    lastOrdinals[CellID(cell.role, cell.name)] = cell.ordinal
    append(.cell(cell.id, lines: lines))
    if header.role.takesName {
      exercises.add(
        cell, header, nameAt: place(CellHeader.nameWord(in: info.words) ?? info.words[0]),
        contextCount: contextCells.count)
    } else {
      contextCells.append(cell)
    }
  }

  // MARK: - Warnings

  /// Warns of a block that is only shown, though its header looks like a cell's.
  private mutating func warn(ofLikenessIn line: Int, isProse: Bool, column: Int = 1) {
    guard likenesses < Self.mostLikenesses,
      let likeness = HeaderLikeness(text.lines[line - 1].dropFirst(column - 1)), !isProse || likeness.isNoProse
    else { return }
    likenesses += 1
    shown.append((line, column, likeness))
    guard let header = likeness.meantHeader else { return }
    warnings[line] = Fault(
      .resemblesCell(header: header, isIndented: likeness.isIndented), at: text.range(line: line, column: column))
  }

  /// Finds what every copy would show though it may be an answer: a solution whose header is misspelt, above all.
  private mutating func findSecrets(beside exercises: [Exercise]) {
    let forms = Dictionary(exercises.map { ($0.name, $0.form) }, uniquingKeysWith: { first, _ in first })
    for (line, column, likeness) in shown {
      guard let header = likeness.secretHeader(forms) else { continue }
      warnings[line] = nil
      faults.append(Fault(.resemblesSecret(header: header), at: text.range(line: line, column: column)))
    }
  }

  // MARK: - Faults

  /// The faults in the order of the text; of very many only the first, and how many follow.
  private var listedFaults: [Fault] {
    let sorted = FaultyLesson(faults).faults
    guard sorted.count > Self.mostFaults else { return sorted }
    let more = Fault(.furtherFaults(sorted.count - Self.mostFaults), at: sorted[Self.mostFaults].range)
    return sorted.prefix(Self.mostFaults) + [more]
  }

  private func place(on line: Int) -> (InfoString.Word) -> SourceRange {
    { [text] word in text.range(line: line, column: word.column, length: word.text.utf8.count) }
  }

  /// Finds fault with a block's header.
  private mutating func fault(_ kind: Fault.Kind, _ block: MarkdownDocument.Block) {
    faults.append(Fault(kind, at: text.range(line: block.lines.lowerBound, column: block.column)))
  }
}
