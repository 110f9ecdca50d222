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
    // The function that an access for a change was made from, and whether the frame before is such an access.
    var (assigning, isInModification): (String?, Bool) = (nil, false)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("*** ") || line.hasPrefix("💣") { isInBacktrace = true }
      if isInBacktrace {
        guard calls.count < Self.mostCalls else { continue }
        if let place = Self.place(inFrame: line, of: program) {
          // A closure whose own frame says nothing stands in the function that called it, if only by way of `forEach`.
          if let name = assigning, Self.function(inFrame: line) == name,
            let inner = Self.placeOfAssignment(place.section, in: name, of: program)
          {
            calls.append(inner)
          }
          assigning = nil
          calls.append(place)
        } else if isInModification, let name = Self.function(inFrame: line) {
          if let section = Self.section(inFrame: line, of: program),
            let place = Self.placeOfAssignment(section, in: name, of: program)
          {
            calls.append(place)
          } else {
            assigning = name
          }
        }
        isInModification = line.contains(".modify + ")
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

  /// The line of an assignment such as `a[i] += 1`, for whose access to the list the compiler notes none: it is the one in the function
  /// that holds such an assignment; where there are several, the function's own line.
  private static func placeOfAssignment(_ section: Int, in function: String, of program: Program) -> Diagnostic.Place? {
    let lines = program.sections[section].cell.source.split(separator: "\n", omittingEmptySubsequences: false)
    var rows = lines.indices
    var declaration: Diagnostic.Place?
    if let start = lines.firstIndex(where: { $0.contains("func \(function)(") }) {
      let indent = lines[start].prefix { $0 == " " }
      rows = start..<(lines[(start + 1)...].firstIndex { $0.hasPrefix(indent + "}") } ?? lines.endIndex)
      declaration = Diagnostic.Place(section: section, line: start + 1, column: indent.count + 1, in: program)
    }
    let places = rows.compactMap { row -> Diagnostic.Place? in
      guard let found = lines[row].firstMatch(of: /\]\s*(?:[-+*\/%]=)/) else { return nil }
      let bracket = lines[row][..<found.range.lowerBound].lastIndex(of: "[") ?? found.range.lowerBound
      let column = lines[row].utf8.distance(from: lines[row].startIndex, to: bracket) + 1
      return Diagnostic.Place(section: section, line: row + 1, column: column, in: program)
    }
    return places.count == 1 ? places[0] : declaration
  }

  /// The function of a frame such as `closure #1 in f #1 (_:) in cell() + 56 in library at …`.
  private static func function(inFrame line: Substring) -> String? {
    line.firstMatch(of: #/(\w+)(?: #\d+ )?\([^)]*\)(?: in [^+]*)? \+ \d+ in/#).map { String($0.1) }
  }

  /// The cell of a frame that has no line.
  private static func section(inFrame line: Substring, of program: Program) -> Int? {
    line.range(of: " at ", fromEnd: true).flatMap { program.section(tagged: line[$0.upperBound...]) }
  }

  /// A frame of the backtrace ends in "at TAG:LINE:COLUMN" where the code has line numbers.
  private static func place(inFrame line: Substring, of program: Program) -> Diagnostic.Place? {
    guard let mark = line.range(of: " at ", fromEnd: true) else { return nil }
    let parts = line[mark.upperBound...].split(separator: ":")
    guard parts.count == 3, let section = program.section(tagged: parts[0]), let row = Int(parts[1]),
      let column = Int(parts[2])
    else { return nil }
    return Diagnostic.Place(section: section, line: row, column: column, in: program)
  }
}
