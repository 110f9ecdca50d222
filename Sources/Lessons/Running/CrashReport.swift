/// Reads what the Swift runtime and its backtracer write to standard error when a program traps.
package struct CrashReport {
  /// As many as the backtracer is asked for; a cell can print any number.
  private static let mostCalls = 64

  private let message: String?
  private let calls: [Diagnostic.Place]

  /// - Parameters:
  ///   - errors: The process's standard error.
  ///   - program: What ran in it.
  init(errors: [UInt8], program: Program) {
    let text = String(decoding: errors, as: UTF8.self)
    var message: String?
    var calls: [Diagnostic.Place] = []
    var isInBacktrace = false
    var messageLines: [Substring]?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("*** ") || line.hasPrefix("💣") { isInBacktrace = true }
      if isInBacktrace {
        if calls.count < Self.mostCalls, let place = Self.place(inFrame: line, of: program) { calls.append(place) }
      } else if let mark = line.range(of: "Fatal error: ") ?? line.range(of: "Fatal error") {
        messageLines = [line[mark.upperBound...]]
      } else {
        messageLines?.append(line)
      }
    }
    if let lines = messageLines {
      message = lines.joined(separator: "\n").trimmed
    }
    self.message = message.flatMap { $0.isEmpty ? nil : Self.withoutModules(ofError: $0) }
    self.calls = calls
  }

  /// The runtime could not get memory: it has no other words for it.
  var isOutOfMemory: Bool {
    message?.contains("failed to allocate") == true || message?.contains("out of memory") == true
  }

  func crash(signal: Int32) -> Crash {
    Crash(message.map(Crash.Reason.message) ?? .signal(signal), calls: calls)
  }

  /// An error that nobody caught, as its cell's code would write it: without the name of the module that it is compiled into.
  private static func withoutModules(ofError message: String) -> String {
    let mark = "Error raised at top level: "
    guard message.hasPrefix(mark) else { return message }
    let error = String(message.dropFirst(mark.count)).withoutPlacesOfTypes
      .replacing(/\b(?:cell|preamble_[0-9a-f]+)\./, with: "")
    return "an error was thrown and not caught: \(error)"
  }

  /// A frame without a line is that of an assignment such as `a[i] += 1`, for whose access to the list the compiler notes none: it is the
  /// one line of the function, or else of the cell, that holds such an assignment.
  private static func placeOfAssignment(_ section: Int, inFrame line: Substring, of program: Program) -> Diagnostic
    .Place?
  {
    let lines = program.sections[section].cell.source.split(separator: "\n", omittingEmptySubsequences: false)
    func places(in rows: Range<Int>) -> [Diagnostic.Place] {
      rows.compactMap { row in
        guard let found = lines[row].firstMatch(of: /\]\s*(?:[-+*\/%]=)/) else { return nil }
        let bracket = lines[row][..<found.range.lowerBound].lastIndex(of: "[") ?? found.range.lowerBound
        let column = lines[row].utf8.distance(from: lines[row].startIndex, to: bracket) + 1
        return Diagnostic.Place(section: section, line: row + 1, column: column, in: program)
      }
    }
    var rows = lines.indices
    if let name = line.firstMatch(of: #/(\w+)\([^)]*\) \+ \d+ in/#)?.1,
      let start = lines.firstIndex(where: { $0.contains("func \(name)(") })
    {
      let indent = lines[start].prefix { $0 == " " }
      let end = lines[(start + 1)...].firstIndex { $0.hasPrefix(indent + "}") } ?? lines.endIndex
      rows = start..<end
    }
    let found = places(in: rows)
    return found.count == 1 ? found[0] : nil
  }

  /// A frame of the backtrace ends in "at TAG:LINE:COLUMN" where the code has line numbers.
  private static func place(inFrame line: Substring, of program: Program) -> Diagnostic.Place? {
    guard let mark = line.range(of: " at ", fromEnd: true) else { return nil }
    let parts = line[mark.upperBound...].split(separator: ":")
    if parts.count == 1, let section = program.section(tagged: parts[0]) {
      return placeOfAssignment(section, inFrame: line, of: program)
    }
    guard parts.count == 3, let section = program.section(tagged: parts[0]), let row = Int(parts[1]),
      let column = Int(parts[2])
    else { return nil }
    return Diagnostic.Place(section: section, line: row, column: column, in: program)
  }
}
