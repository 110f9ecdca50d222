/// Reads what the Swift runtime and its backtracer write to standard error when a program traps.
package struct CrashReport {
  /// As many as the backtracer is asked for; a cell can print any number.
  private static let mostCalls = 64

  private let message: String?
  private let calls: [Diagnostic.Place]

  /// - Parameters:
  ///   - errors: The process's standard error.
  ///   - program: What ran in it.
  ///   - reached: The tag of the cell that was begun last; `nil` if none was.
  init(errors: [UInt8], program: Program, reached: String?) {
    let text = String(decoding: errors, as: UTF8.self)
    var message: String?
    var calls: [Diagnostic.Place] = []
    var isInBacktrace = false
    var messageLines: [Substring]?
    // The closure that an access for a change was made from, and whether the frame before is such an access.
    var (changing, isInModification): (SilentFrame?, Bool) = (nil, false)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("*** ") || line.hasPrefix("💣") { isInBacktrace = true }
      if isInBacktrace {
        guard calls.count < Self.mostCalls else { continue }
        if let place = Self.place(inFrame: line, of: program) {
          // A closure whose own frame says nothing stands in the function that called it, if only by way of `forEach`.
          if let frame = changing, SilentFrame(line)?.function == frame.function,
            let inner = frame.place(in: place.section, of: program)
          {
            calls.append(inner)
          }
          changing = nil
          calls.append(place)
        } else if isInModification, let frame = SilentFrame(line) {
          let section =
            frame.isProgram ? reached.flatMap { program.section(tagged: $0) } : Self.section(inFrame: line, of: program)
          if let place = section.flatMap({ frame.place(in: $0, of: program) }) {
            calls.append(place)
          } else {
            changing = frame
          }
        }
        isInModification = line.contains(".modify + ")
      } else if let mark = line.range(of: "Fatal error: ") ?? line.range(of: "Fatal error") {
        messageLines = [line[mark.upperBound...]]
      } else if let conflict = Self.accessConflict(line) {
        (message, messageLines) = (conflict, nil)
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

  /// What the runtime says of a variable that is used while it is being changed, without the address, which is another each time: for that
  /// it does not write "Fatal error", and traces no calls.
  private static func accessConflict(_ line: Substring) -> String? {
    guard let parts = line.wholeMatch(of: /(Simultaneous accesses) to 0x[0-9a-f]+(, but .*?)\.?/) else { return nil }
    return String(parts.1 + parts.2)
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

  /// A function's frame that has no line, such as `closure #1 in f #1 (_:) in cell() + 56 in library at …`.
  private struct SilentFrame {
    var function: String
    /// Which closures of it, from the outermost.
    var closures: [Int]
    /// Whether it is the program itself, of which the frame does not say in which cell it is.
    var isProgram: Bool { function == Toolchain.entryPoint }

    init?(_ line: Substring) {
      if line.contains(" \(Toolchain.entryPoint) + ") {
        (function, closures) = (Toolchain.entryPoint, [])
        return
      }
      guard let match = line.firstMatch(of: #/(\w+)(?: #\d+ )?\([^)]*\)(?: in [^+]*)? \+ \d+ in/#) else { return nil }
      function = String(match.1)
      closures = line[..<match.range.lowerBound].matches(of: /closure #(\d+) in/).compactMap { Int($0.1) }.reversed()
    }

    /// The place of the change of an element for which the compiler notes none: the one in this function. Where there are several, it is
    /// the function's own.
    func place(in section: Int, of program: Program) -> Diagnostic.Place? {
      let all = program.sections[section].cell.facts.changes
      let own = all.filter { $0.function?.name == function }
      let inFunction = own.isEmpty ? all.filter { $0.function == nil } : own
      let here = inFunction.filter { $0.closures == closures }
      if let only = here.first, here.count == 1 {
        return Diagnostic.Place(section: section, line: only.place.line, column: only.place.column, in: program)
      }
      return inFunction.first?.function.flatMap {
        Diagnostic.Place(section: section, line: $0.line, column: 1, in: program)
      }
    }
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
