import Classes
import FoundationEssentials
import Reporting
import Running

/// A class's list on disk.
enum RosterFile {
  /// Reads a list.
  /// - Parameters:
  ///   - path: The file.
  ///   - column: The heading of the column with the names, if it was given.
  ///   - undone: What comes of a faulty list, such as `.nothingExported`.
  ///   - context: How messages look.
  /// - Returns: The list.
  /// - Throws: A failure that says why it cannot be read.
  static func read(
    _ path: String, column: String?, undone: Consequence, _ context: CommandContext
  ) throws(CommandFailure) -> Roster {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure(.unreadableRoster(path))
    }
    do throws(FaultyRoster) { return try Roster(reading: Array(data), path: path, column: column) } catch {
      let text = String(decoding: data, as: UTF8.self)
      let lines = ProblemText(style: context.terminal.errorStyle).lines(for: [error.fault], in: text)
      throw CommandFailure(.usage, lines, Words().faultyRoster(undone))
    }
  }

  /// The list that was given, or else the one that `grade` has kept.
  /// - Returns: The list; `nil` if there is none.
  /// - Throws: A failure that says why it cannot be read.
  static func read(
    _ path: String?, column: String?, keptIn folder: ResultsFolder, undone: Consequence, _ context: CommandContext
  ) throws(CommandFailure) -> Roster? {
    let kept = folder.file(named: Roster.fileName)
    guard let path = path ?? (FileManager.default.fileExists(atPath: kept) ? kept : nil) else {
      guard column == nil else {
        throw CommandFailure(.columnWithoutRoster)
      }
      return nil
    }
    let roster = try read(path, column: column, undone: undone, context)
    if let doubt = roster.doubtfulHeadings { context.remark("\(path): \(doubt)") }
    return roster
  }
}

extension Option<String?> {
  static var roster: Self {
    .text("roster", "FILE.csv", kind: .file(ending: ".csv"), help: "the class: everybody in it has a row")
  }

  static var column: Self {
    .text("column", "HEADING", kind: .text, help: "the roster's column with the names, if it is not found")
  }
}

/// Reads `50%` or `50`.
@Sendable func percentage(_ text: String) -> Double? {
  number(in: 0.0...100.0)(text.hasSuffix("%") ? String(text.dropLast()) : text)
}
