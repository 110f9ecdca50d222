import Support

/// Finds the cells of a hand-in: those that Markdown sees, and those that it does not see but that are unmistakable all the same.
struct SubmissionReading {
  /// How many remarks are told: nobody reads more.
  private static let mostRemarks = 20

  /// A cell of the hand-in.
  private struct Found {
    var cell: Cell
    /// Whether there is more in it than a blank or the lesson's own starter.
    var isAttempted: Bool
    var line: Int { cell.lines.lowerBound }
  }

  /// The other Swift blocks.
  private(set) var cellsAside: [Cell] = []
  private let text: SourceText
  private let lesson: Lesson
  private let starters: [String: Cell]
  private let below: TextBelow
  private var found: [String: [Found]] = [:]
  /// The exercises of whose cells it has been said why they are not taken.
  private var explained: Set<String> = []
  /// The stretches of lines that Markdown explains and that hold no other cell, in order.
  private var settled: [ClosedRange<Int>] = []
  /// What there is to say, by lines; 0 stands for the file as a whole.
  private var notes: [(line: Int, kind: SubmissionRemark.Kind)] = []

  init(_ text: SourceText, answering lesson: Lesson) {
    (self.text, self.lesson) = (text, lesson)
    below = TextBelow(of: lesson)
    starters = Dictionary(lesson.exercises.map { ($0.name, $0.starter) }, uniquingKeysWith: { first, _ in first })
  }

  /// The answers: of each exercise the last cell that was attempted.
  var cells: [String: Cell] { found.compactMapValues { Self.graded(among: $0)?.cell } }

  /// What there is to say about the file, in the order of its lines.
  var remarks: [SubmissionRemark] {
    notes.sorted { $0.line < $1.line }.prefix(Self.mostRemarks).map { line, kind in
      SubmissionRemark(kind: kind, range: line == 0 ? nil : text.range(line: line))
    }
  }

  /// Reads the file's cells.
  mutating func read(_ blocks: [MarkdownDocument.Block]) {
    if let bad = text.badBytes().first { note(bad.location.line, .badByte(bad.kind)) }
    for block in blocks { read(block) }
    readUnsettledLines()
    if let own = lesson.seed, let stated = Lesson.statedSeed(in: text), stated.seed != own {
      note(stated.line, .otherNumbers)
    }
    for exercise in lesson.exercises { noteOthers(found[exercise.name] ?? []) }
    for cell in cells.values { noteInvisible(in: cell) }
    let missing = lesson.exercises.filter { found[$0.name] == nil && !explained.contains($0.name) }
    for remark in LostCells(missing, of: lesson).remarks(in: text) { note(remark.line, remark.kind) }
    for (name, found) in found { noteOutside(found, of: name) }
    if found.isEmpty, notes.allSatisfy({ $0.kind == .otherNumbers }) { note(0, .noExercise) }
  }

  /// Says of a file that is no Markdown what it is, and where answers seem to be in it.
  mutating func readNothing(of kind: FileKind) {
    note(0, .notText(kind))
    guard kind == .richText else { return }
    let lost = LostCells(lesson.exercises, of: lesson)
    for remark in lost.remarks(in: text, whichIs: kind) { note(remark.line, remark.kind) }
  }

  // MARK: - What Markdown sees

  private mutating func read(_ block: MarkdownDocument.Block) {
    // Within a text that goes on where Markdown sees its end, nothing is a block.
    guard case .code(let literal) = block.kind, block.lines.lowerBound > settled.last?.upperBound ?? 0 else { return }
    let line = text.lines[block.lines.lowerBound - 1]
    let info = InfoString(line: line, column: block.column)
    let name = exercise(named: info)
    let isExercise = name != nil
    if info.language == "swift", !isExercise {
      cellsAside.append(Cell(role: .example, source: literal, lines: block.lines, file: text.path))
    }
    if block.depth > 0 {
      if let name { add(name, literal, block.lines) }
      settled.append(block.lines)
      return
    }
    guard !InfoString.isIndented(line) else { return }
    if let name, starters[name]?.form == .text, !isDamaged(line, info), let header = HeaderLikeness(line) {
      let last = readText(name, header, in: block.lines.lowerBound, end: text.lines.count) - 1
      settled.append(block.lines.lowerBound...last)
      return
    }
    let isClosed = block.lines.count > 1 && info.isClosed(by: text.lines[block.lines.upperBound - 1])
    guard isClosed else { return }
    if let name, !isDamaged(line, info) {
      let source = block.column == 1 ? text.body(between: block.lines) : literal
      guard !holdsFence(block.lines, info), !source.trimmed.isEmpty else { return }
      add(name, source, block.lines)
      settled.append(block.lines)
    } else if !isDamaged(line, info),
      !InfoString.ownNames.union(["", "swift"]).contains(info.language.lowercased()) || info.fenceLength > 3
    {
      // Code in another language, and what shows how a cell is written.
      settled.append(block.lines)
    }
  }

  /// The exercise that a block's header names: of code, or of another kind that the lesson has.
  private func exercise(named info: InfoString) -> String? {
    let words = info.words.map(\.text)
    if words.first == "swift" {
      return words.count > 2 && words[1] == Cell.Role.exercise.rawValue ? words[2] : nil
    }
    // Words such as `text` are languages, too.
    guard words.count > 1, let form = Cell.Form(rawValue: words[0]), Cell.Form.ofOtherKinds.contains(form) else {
      return nil
    }
    return form != .text || starters[words[1]] != nil ? words[1] : nil
  }

  /// Whether the header names an exercise of the lesson only to whoever looks twice.
  private func isDamaged(_ line: ArraySlice<UInt8>, _ info: InfoString) -> Bool {
    guard let likeness = HeaderLikeness(line), let name = likeness.exercise, starters[name] != nil else {
      return false
    }
    let words = likeness.exerciseWords
    return info.words.prefix(words.count).map(\.text) != Array(words)
  }

  /// Whether a closed block holds a fence that may belong to something else, or begins with one.
  private func holdsFence(_ lines: ClosedRange<Int>, _ info: InfoString) -> Bool {
    let inner = (lines.lowerBound + 1)..<lines.upperBound
    let firstText = inner.first { !text.isBlankLine($0) }
    return inner.contains { number in
      guard let likeness = HeaderLikeness(text.lines[number - 1]), likeness.fenceLength >= 3 else { return false }
      return number == firstText || likeness.isExercise
        || likeness.fence == info.fence && likeness.fenceLength >= info.fenceLength
    }
  }

  /// - Returns: The line to go on with.
  private mutating func readText(_ name: String, _ header: HeaderLikeness, in number: Int, end: Int) -> Int {
    let body = TextLines(below: number, header, of: name, in: text, end: end, below)
    for remark in body.remarks { note(remark.line, remark.kind) }
    add(name, body.source, number...body.lastLine)
    return body.nextLine
  }

  // MARK: - What Markdown does not see

  private mutating func readUnsettledLines() {
    var nextSettled = 0
    var number = 1
    while number <= text.lines.count {
      while nextSettled < settled.count, settled[nextSettled].upperBound < number { nextSettled += 1 }
      if nextSettled < settled.count, settled[nextSettled].contains(number) {
        number = settled[nextSettled].upperBound + 1
        continue
      }
      let end = nextSettled < settled.count ? settled[nextSettled].lowerBound - 1 : text.lines.count
      number = readLine(number, end: end)
    }
  }

  /// Takes the cell that begins in a line, if one does.
  /// - Returns: The line to go on with.
  private mutating func readLine(_ number: Int, end: Int) -> Int {
    guard let header = HeaderLikeness(text.lines[number - 1]), let name = header.exercise, header.fence != nil else {
      return number + 1
    }
    guard starters[name] != nil else {
      if header.words[0] != "text" { noteUnknown(name, in: number) }
      return number + 1
    }
    if let damage = header.damages.first {
      note(number, .resemblesCell(exercise: name, .damage(damage), wasRead: true, form: starters[name]?.form ?? .swift))
    }
    if header.isIndented { note(number, .indentedBlock) }
    if starters[name]?.form == .text { return readText(name, header, in: number, end: end) }
    let body = FencedLines(below: number, header, in: text, end: end)
    for remark in body.remarks { note(remark.line, remark.kind) }
    if !body.isUsable { explained.insert(name) }
    if body.isUsable { add(name, body.source, number...max(number, body.lastLine)) }
    return body.nextLine
  }

  // MARK: - Several cells

  private mutating func add(_ name: String, _ source: String, _ lines: ClosedRange<Int>) {
    guard let starter = starters[name] else {
      noteUnknown(name, in: lines.lowerBound)
      return
    }
    var source = source
    if starter.form == .order {
      if needsIndentation(name), let row = OrderedLines.unclearTab(in: source) {
        note(lines.lowerBound + row, .unclearTab)
      }
      source = OrderedLines.text(source, asIn: starter.source)
    }
    var cell = Cell(role: .exercise, name: name, source: source, lines: lines, file: text.path)
    cell.form = starter.form
    found[name, default: []].append(Found(cell: cell, isAttempted: Self.isAttempted(cell, starter: starter)))
  }

  /// Whether it counts how far lines are indented: in Swift it does not.
  private func needsIndentation(_ name: String) -> Bool { lesson.exercise(named: name)?.solution?.form == .order }

  /// Whether a cell holds an answer, and not only what the lesson gave.
  private static func isAttempted(_ cell: Cell, starter: Cell) -> Bool {
    if starter.form == .order {
      let (own, given) = (OrderedLines(cell.source), OrderedLines(starter.source))
      let isGiven = own.answer.map { [$0.text, "\($0.indent)"] } == given.answer.map { [$0.text, "\($0.indent)"] }
      return !own.answer.isEmpty && !isGiven
    }
    // As bytes: comparing texts puts all their combining marks in order first, and a hand-in may have a million of them in a row.
    let lines = { (source: String) in
      source.split(separator: "\n").map { Array(String($0).trimmed.utf8) }.filter { !$0.isEmpty }
    }
    let own = lines(cell.source)
    return !own.isEmpty && own != lines(starter.source) && !cell.hasBlank
  }

  private static func graded(among found: [Found]) -> Found? {
    let inOrder = found.sorted { $0.line < $1.line }
    return inOrder.last(where: \.isAttempted) ?? inOrder.last
  }

  private mutating func noteOthers(_ found: [Found]) {
    guard found.count > 1, let graded = Self.graded(among: found), let name = graded.cell.name else { return }
    let others = found.filter { $0.line != graded.line }.sorted { $0.line < $1.line }
    for other in others {
      let preference: SubmissionRemark.Preference =
        graded.isAttempted && !other.isAttempted
        ? .noAnswer : other.cell.source == graded.cell.source ? .same : .lastCounts
      note(other.line, .otherCell(exercise: name, graded: graded.line, preference))
    }
  }

  // MARK: - Remarks

  /// Tells of what stands below an answer and belongs to nothing: an answer may have been written there, or go on there behind a fence that
  /// ended it. Below code that is there, prose is a learner's own affair.
  private mutating func noteOutside(_ found: [Found], of name: String) {
    guard let graded = Self.graded(among: found), let form = starters[name]?.form else { return }
    let last = graded.cell.lines.upperBound
    let region = last + 1..<text.nextBlock(after: last, atMost: text.lines.count)
    let stop = below.start(in: region, from: region.lowerBound, of: text, below: name)
    let own = (region.lowerBound..<stop).filter { !text.isBlankLine($0) }
    let fences = own.compactMap { HeaderLikeness(text.lines[$0 - 1]) }.filter { $0.fenceLength >= 3 }
    let mayBeMeant =
      fences.count < own.count && (form == .text || !graded.isAttempted || fences.first?.isBareFence ?? false)
    if mayBeMeant, let first = own.first, let end = own.last,
      !notes.contains(where: { (first...end).contains($0.line) })
    {
      note(first, .outsideBlock(exercise: name, last: end))
    }
  }

  /// Tells of a character that a browser or a word processor has put into the code, where nobody sees it.
  private mutating func noteInvisible(in cell: Cell) {
    guard cell.source.utf8.contains(where: { $0 >= 0x80 }) else { return }
    for (row, line) in cell.source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard let scalar = line.unicodeScalars.first(where: \.isUnseenInCode) else { continue }
      return note(cell.firstSourceLine + row, .invisible(scalar))
    }
  }

  private mutating func noteUnknown(_ name: String, in line: Int) {
    // What nobody will read is not looked for.
    let isLate = notes.count > 10 * Self.mostRemarks
    let meant = name.utf8.count < 100 && !isLate ? nearest(to: name, among: lesson.exercises.map(\.name)) : nil
    // Its header is not lost, but another: that is told here.
    if let meant { explained.insert(meant) }
    note(line, .unknownExercise(meant: meant))
  }

  private mutating func note(_ line: Int, _ kind: SubmissionRemark.Kind) {
    // Sorted at the end, so that enough of those that come first are there.
    if notes.count < 100 * Self.mostRemarks { notes.append((line, kind)) }
  }
}
