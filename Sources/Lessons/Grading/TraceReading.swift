import LessonSyntax
import LessonWire
import Reading
import Running

/// Puts what a traced program recorded into the lesson's lines.
struct TraceReading: Sendable {
  /// What the names of variables begin with that the compiler makes.
  private static let compilersOwn = "$__"

  private let program: Program
  /// With the names and places that the cells' own code has.
  private let trace: Trace
  /// The rows of what has been added to the cells.
  private let addedRows: Set<Int>
  /// Those among them that only say where a change begins.
  private let rowsBeforeChanges: Set<Int>
  /// The rows of each call, and under `nil` those of the cells themselves; in the order of their places.
  private let rowsByParent: [Int?: [Int]]

  init(_ trace: Trace, of program: Program) {
    var own = trace
    var (added, beforeChanges): (Set<Int>, Set<Int>) = ([], [])
    let sources = program.sections.map { section in
      section.isReporting ? TraceableSource(section.cell.source, section.cell.facts.tracePoints) : nil
    }
    for (index, row) in trace.rows.enumerated() {
      guard let place = Self.place(ofLine: row.line, in: program), let source = sources[place.section] else { continue }
      let found = source.place(ofLine: place.row + 1, column: row.column)
      own.rows[index].line += found.line - place.row - 1
      own.rows[index].column = found.column
      if let name = found.name {
        own.rows[index].kind = .value(name: name)
        added.insert(index)
        if found.isBeforeChange { beforeChanges.insert(index) }
      }
    }
    self.program = program
    (self.trace, addedRows, rowsBeforeChanges) = (own, added, beforeChanges)
    // Of the same line, what is added comes where it has been put: a change shows behind what it was made by.
    rowsByParent = Dictionary(grouping: trace.rows.indices) { trace.rows[$0].parent }.mapValues { rows in
      rows.sorted { (own.rows[$0].line, trace.rows[$0].column) < (own.rows[$1].line, trace.rows[$1].column) }
    }
  }

  private func place(ofLine line: Int) -> (section: Int, row: Int)? { Self.place(ofLine: line, in: program) }

  /// A row's cell, and the line of the cell's code from 0.
  private static func place(ofLine line: Int, in program: Program) -> (section: Int, row: Int)? {
    let (cell, row) = line.quotientAndRemainder(dividingBy: TraceLayout.linesPerCell)
    guard program.sections.indices.contains(cell - 1), row > 0 else { return nil }
    return (cell - 1, row - 1)
  }

  // MARK: - A cell's steps

  /// What was recorded of the cell with this tag; `nil` if there is none.
  func cellTrace(ofCellTagged tag: String) -> CellTrace? {
    guard let section = program.section(tagged: tag) else { return nil }
    let cell = program.sections[section].cell
    let lines = cell.source.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let found = steps(in: rowsByParent[nil] ?? [], shownFrom: section)
    let steps = lines.enumerated().map { index, source in
      found.first { $0.line == cell.firstSourceLine + index }
        ?? CellTrace.Step(line: cell.firstSourceLine + index, source: String(source))
    }
    let checked = calls(in: rowsByParent[nil] ?? []).filter { call in
      call.fromLine.flatMap(place).map { program.sections[$0.section].cell.role == .check } ?? false
    }
    let called = checked.flatMap { visits(of: section, in: $0) }
    return CellTrace(
      steps: steps, callsFromElsewhere: called.map { self.steps(in: rows(in: $0)) }.filter { !$0.isEmpty },
      isCut: trace.isFull)
  }

  /// The calls of a cell's functions within a call of something else, such as a closure of the check.
  private func visits(of section: Int, in call: Call) -> [Call] {
    if place(ofLine: call.line)?.section == section { return [call] }
    return calls(in: rows(in: call)).flatMap { visits(of: section, in: $0) }
  }

  /// All calls of one function from one line.
  private struct Call: Hashable {
    var line: Int
    var column: Int
    var fromLine: Int?
    var rows: [Int] = []
  }

  private func calls(in rows: [Int]) -> [Call] {
    var calls: [Call] = []
    for row in rows {
      guard case .call(let fromLine) = trace.rows[row].kind else { continue }
      let call = Call(line: trace.rows[row].line, column: trace.rows[row].column, fromLine: fromLine)
      let index = calls.firstIndex { ($0.line, $0.column, $0.fromLine) == (call.line, call.column, call.fromLine) }
      if index == nil { calls.append(call) }
      calls[index ?? calls.count - 1].rows.append(row)
    }
    return calls
  }

  private func rows(in call: Call) -> [Int] { call.rows.flatMap { rowsByParent[$0] ?? [] } }

  /// The lines on which something has been recorded: those of some calls, or of the cells' own code, of which one is wanted.
  private func steps(in rows: [Int], shownFrom section: Int? = nil) -> [CellTrace.Step] {
    var steps: [CellTrace.Step] = []
    func step(at line: Int) -> Int? {
      guard let place = place(ofLine: line), section == nil || section == place.section, isShown(place.section) else {
        return nil
      }
      let number = program.sections[place.section].cell.firstSourceLine + place.row
      if let index = steps.firstIndex(where: { $0.line == number }) { return index }
      let lines = sourceLines(place.section)
      guard lines.indices.contains(place.row) else { return nil }
      steps.append(CellTrace.Step(line: number, source: String(lines[place.row])))
      return steps.count - 1
    }
    for statement in statements(in: rows) {
      if let index = step(at: trace.rows[statement[0]].line) { steps[index].values.append(value(statement)) }
    }
    for call in calls(in: rows) {
      let inner = self.steps(in: self.rows(in: call))
      guard !inner.isEmpty, let index = call.fromLine.flatMap({ step(at: line(of: call, near: $0)) }) else { continue }
      steps[index].calls.append(inner)
    }
    return steps.sorted { $0.line < $1.line }
  }

  /// The rows of values, those of one statement and variable together.
  private func statements(in rows: [Int]) -> [[Int]] {
    var statements: [[Int]] = []
    for row in rows {
      guard case .value(let name) = trace.rows[row].kind, !name.hasPrefix(Self.compilersOwn),
        !rowsBeforeChanges.contains(row)
      else { continue }
      let index = statements.firstIndex { statement in
        isSamePlace(statement[0], row) && trace.rows[statement[0]].kind == trace.rows[row].kind
          && addedRows.contains(statement[0]) == addedRows.contains(row)
      }
      if index == nil { statements.append([]) }
      statements[index ?? statements.count - 1].append(row)
    }
    // What the compiler reports of the same variable is the same, or a part.
    return statements.filter { statement in
      guard trace.rows[statement[0]].kind != .value(name: ""), !addedRows.contains(statement[0]) else { return true }
      return !statements.contains { addedRows.contains($0[0]) && isSamePlace($0[0], statement[0]) }
    }
  }

  private func isSamePlace(_ one: Int, _ other: Int) -> Bool {
    (trace.rows[one].line, trace.rows[one].column) == (trace.rows[other].line, trace.rows[other].column)
  }

  /// The line from which a function was called. The line that the trace has is that of the next value, or of the one before, which are
  /// others where the calling statement has none; then it is the nearest line that names the function. A closure mostly stands in the
  /// very statement.
  private func line(of call: Call, near line: Int) -> Int {
    guard let function = place(ofLine: call.line), let caller = place(ofLine: line) else { return line }
    let declarations = sourceLines(function.section)
    guard declarations.indices.contains(function.row),
      let name = declarations[function.row].firstMatch(of: /func\s+(\w+)/)?.1
    else { return function.section == caller.section ? call.line : line }
    let lines = sourceLines(caller.section)
    func isCall(_ row: Int) -> Bool {
      lines[row].contains("\(name)(") && (caller.section, row) != (function.section, function.row)
    }
    guard lines.indices.contains(caller.row), !isCall(caller.row) else { return line }
    let nearest = lines.indices.filter(isCall).min { abs($0 - caller.row) < abs($1 - caller.row) }
    return nearest.map { line + $0 - caller.row } ?? line
  }

  private func sourceLines(_ section: Int) -> [Substring] {
    program.sections[section].cell.source.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// Of the author's code only the examples are to be read here: a setup's is hidden, and so is a solution's that another exercise needs.
  private func isShown(_ section: Int) -> Bool {
    switch program.sections[section].cell.role {
    case .example: true
    case .exercise, .solution, .mistake: !program.sections[section].tag.hasPrefix("needed/")
    case .setup, .check, .advice, .rubric: false
    }
  }

  /// The value of a statement, of which these are the rows.
  private func value(_ places: [Int]) -> TracedValue {
    let rows = places.sorted().map { trace.rows[$0] }
    let newest = rows.max { $0.order < $1.order } ?? rows[0]
    return TracedValue(
      name: name(of: rows[0]), count: rows.reduce(0) { $0 + $1.count }, first: rows[0].first,
      last: newest.count > 1 ? newest.last : newest.first)
  }

  private func name(of row: Trace.Row) -> String {
    guard case .value(let name) = row.kind else { return "" }
    return name
  }

  // MARK: - Where a program stopped

  /// The values that the variables in a line of the lesson had when the program ended, in the line's order.
  func values(at location: SourceLocation, in lesson: Lesson) -> [TracedValue] {
    let cells = program.sections.map(\.cell)
    guard let cell = cells.first(where: { ($0.file ?? lesson.path) == location.file && $0.lines ~= location.line })
    else {
      return []
    }
    let row = location.line - cell.firstSourceLine + 1
    return cell.facts.mentions.filter { $0.line == row }.compactMap { mention in
      variable(mention).map { TracedValue(name: mention.name, first: $0.count > 1 ? $0.last : $0.first) }
    }
  }

  /// Where in a cell the program ended, if that was in the change of an element, for which the compiler notes no place.
  func placeOfChange(in cell: Cell) -> Diagnostic.Place? {
    let newest = (rowsByParent[trace.current] ?? []).max { trace.rows[$0].order < trace.rows[$1].order }
    guard let newest, rowsBeforeChanges.contains(newest), let place = place(ofLine: trace.rows[newest].line),
      program.sections[place.section].cell == cell
    else { return nil }
    return Diagnostic.Place(
      section: place.section, line: place.row + 1, column: trace.rows[newest].column, in: program)
  }

  /// The newest value of a variable: in the call in which the program ended or, if a function around has it, in those around it; or else
  /// among the cells' own.
  private func variable(_ mention: SwiftFacts.Mention) -> Trace.Row? {
    guard let functionsUp = mention.functionsUp else { return newest(mention.name, in: nil) }
    var call = trace.current
    while let current = call {
      if let found = newest(mention.name, in: current) { return found }
      // Parents come before their children.
      call = functionsUp == 0 ? nil : trace.rows[current].parent.flatMap { $0 < current ? $0 : nil }
    }
    return nil
  }

  private func newest(_ name: String, in call: Int?) -> Trace.Row? {
    (rowsByParent[call] ?? []).map { trace.rows[$0] }.filter { self.name(of: $0) == name }.max { $0.order < $1.order }
  }
}
