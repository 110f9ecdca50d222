import Reading

/// The names of a class: the column `student` of a CSV file, or its first column.
///
/// Where no heading is `student`, the first line counts as a name too, unless it says `name` or the like. A name that stands twice counts
/// once.
package struct Roster: Hashable, Sendable {
  /// In the file's order.
  package private(set) var names: [String] = []

  /// First headings that are taken for such.
  private static let headings: Set = ["students", "name", "names", "login", "username", "user", "id"]

  /// Reads a file's content: UTF-8, with or without a byte-order mark, rows ended by LF, CRLF or CR, fields divided by commas, semicolons
  /// or tabs, with or without quotes.
  /// - Parameters:
  ///   - bytes: The file's content.
  ///   - path: What to call the file in messages.
  /// - Throws: The first fault.
  package init(reading bytes: [UInt8], path: String) throws(FaultyRoster) {
    var rows = CSVReader(bytes, path: path)
    guard let first = try rows.next() else {
      throw FaultyRoster(Fault(.noNames, at: SourceRange(SourceLocation(file: path, line: 1, column: 1))))
    }
    let headings = first.map { $0.text.lowercased().trimmed }
    let column = headings.firstIndex(of: "student") ?? 0
    let hasHeadings = headings[column] == "student" || Self.headings.contains(headings[0])
    var known: Set<String> = []
    var row = hasHeadings ? try rows.next() : first
    while let fields = row {
      let name = try Self.name(in: fields, column: column)
      if known.insert(name).inserted { names.append(name) }
      row = try rows.next()
    }
  }

  private static func name(in fields: [CSVReader.Field], column: Int) throws(FaultyRoster) -> String {
    let name = column < fields.count ? fields[column].text.trimmed : ""
    guard name.isEmpty, let place = (column < fields.count ? fields[column] : fields.last)?.location else {
      return name
    }
    throw FaultyRoster(Fault(.namelessLine(column: column + 1), at: SourceRange(place)))
  }
}

/// What keeps a roster from being read.
package struct FaultyRoster: Error, Hashable, Sendable {
  package var fault: Fault

  init(_ fault: Fault) {
    self.fault = fault
  }
}
