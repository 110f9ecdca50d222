import LessonWire

/// Puts what a traced program recorded into the lesson's lines.
struct TraceReading: Sendable {
  private let program: Program
  private let trace: Trace
  private let sources: [TraceableSource]
  /// The rows of each call, and under `nil` those of the cells themselves; in the order of their places.
  private let rowsByParent: [Int?: [Int]]

  init(_ trace: Trace, of program: Program) {
    self.trace = trace
    self.program = program
    sources = program.sections.map { TraceableSource($0.cell.source) }
    rowsByParent = Dictionary(grouping: trace.rows.indices) { trace.rows[$0].parent }.mapValues { rows in
      rows.sorted { (trace.rows[$0].line, trace.rows[$0].column) < (trace.rows[$1].line, trace.rows[$1].column) }
    }
  }

  /// A row's cell, and the line of the cell's code from 0.
  private func place(ofLine line: Int) -> (section: Int, row: Int)? {
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

  /// The rows of values, those of one statement together.
  private func statements(in rows: [Int]) -> [[Int]] {
    var statements: [[Int]] = []
    for row in rows {
      guard case .value = trace.rows[row].kind else { continue }
      let index = statements.firstIndex {
        (trace.rows[$0[0]].line, trace.rows[$0[0]].column) == (trace.rows[row].line, trace.rows[row].column)
      }
      if index == nil { statements.append([]) }
      statements[index ?? statements.count - 1].append(row)
    }
    return statements
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
    case .setup, .check: false
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
    guard name.isEmpty, let place = place(ofLine: row.line) else { return name }
    return sources[place.section].nameAdded(atLine: place.row + 1, column: row.column) ?? ""
  }

  // MARK: - Where a program stopped

  /// The values that the variables in a line of code had when the program ended, in the line's order.
  func values(named inLine: String) -> [TracedValue] {
    var names: [String] = []
    for word in codeOnly(in: inLine).split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "$") })
    where !names.contains(String(word)) { names.append(String(word)) }
    return names.compactMap { name in
      variable(named: name).map { TracedValue(name: name, first: $0.count > 1 ? $0.last : $0.first) }
    }
  }

  /// The newest value of a variable: in the call in which the program ended, else in those around it, else among the cells' own.
  private func variable(named name: String) -> Trace.Row? {
    var call = trace.current
    while true {
      let own = (rowsByParent[call] ?? []).map { trace.rows[$0] }
      if let newest = own.filter({ self.name(of: $0) == name }).max(by: { $0.order < $1.order }) { return newest }
      guard let outer = call else { return nil }
      // Parents come before their children.
      call = trace.rows[outer].parent.flatMap { $0 < outer ? $0 : nil }
    }
  }
}
