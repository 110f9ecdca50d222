import Reading
import Reporting
import Support

/// A class: who is in it, and how learning platforms call each.
///
/// The names are in the column `student` of a CSV file, or in those that Moodle, Canvas, Gradescope, GitHub Classroom and spreadsheets
/// have them in, or else in its first. Where no heading is known, the first line counts as a student too. Lines that are the same, or
/// have the same name and number, are one student, of all the groups that they name.
package struct Roster: Hashable, Sendable {
  /// What a copy of it is called in the results folder.
  package static let fileName = "roster.csv"

  /// One of the class.
  package struct Student: Hashable, Sendable {
    /// What the student's results are called.
    package var name: String
    /// By what hand-ins may name the student besides: identities, logins, addresses, the name in other orders.
    package var keys: [String] = []
    /// What a platform's own files have: Moodle's `Participant 12`, Canvas's user.
    package var platformID: String?
    package var email: String?
    package var number: String?
    package var section: String?
    package var groups: [String] = []
    /// When it is due for this student, where that is another time.
    package var due: HandInTime?
    /// When this student handed in, where the file tells.
    package var handedIn: HandInTime?
    /// The place of the student's line in `table`.
    package var row: Int
  }

  /// In the file's order.
  package private(set) var students: [Student] = []
  /// The file's lines as they are, the headings among them.
  package private(set) var table: [[String]] = []
  /// What the columns are; of a file without headings, of its first alone.
  package private(set) var columns: RosterColumns
  private var byKey: [String: [Int]] = [:]
  private var byPlatformID: [String: Int] = [:]
  /// Where each student's line begins.
  private var lines: [SourceLocation] = []
  private var identities: [[String]: Int] = [:]
  private var byName: [String: [Int]] = [:]

  /// What the first line of several columns was taken for, none of whose headings is known; `nil` for any other.
  package var doubtfulHeadings: String? {
    guard !columns.areNamed, table[0].count > 1, let first = students.first else { return nil }
    return Words().doubtfulHeadings(first: first.name)
  }

  /// In the file's order.
  package var names: [String] { students.map(\.name) }

  /// Reads a file's content: UTF-8 or UTF-16, with or without a byte-order mark, rows ended by LF, CRLF or CR, fields divided by commas,
  /// semicolons or tabs, or by what a first line `sep=;` says, with or without quotes.
  /// - Parameters:
  ///   - bytes: The file's content.
  ///   - path: What to call the file in messages.
  ///   - column: The heading of the column with the names, if that is not to be guessed.
  /// - Throws: The first fault.
  package init(reading bytes: [UInt8], path: String, column: String? = nil) throws(FaultyRoster) {
    var rows = CSVReader(bytes, path: path)
    guard let first = try rows.next() else {
      throw FaultyRoster(Fault(.noNames, at: SourceRange(SourceLocation(file: path, line: 1, column: 1))))
    }
    columns = try RosterColumns(first, named: column)
    table = [first.map(\.text)]
    if !columns.areNamed { try add(first) }
    while let row = try rows.next() {
      table.append(row.map(\.text))
      try add(row)
    }
    guard !students.isEmpty else {
      throw FaultyRoster(Fault(.noNames, at: SourceRange(first[0].location, length: 1)))
    }
    tellApart()
    try requireNames()
    for (index, student) in students.enumerated() {
      for key in Set(([student.name] + student.keys).flatMap(Self.forms)) { byKey[key, default: []].append(index) }
      if let id = student.platformID { byPlatformID[id.lowercased()] = index }
    }
  }

  private mutating func add(_ fields: [CSVReader.Field]) throws(FaultyRoster) {
    // Canvas has a line below the headings that is nobody's, and a student who is nobody.
    if columns.isCanvas, fields[0].text.contains("Points Possible") || fields[0].text.trimmed == "Student, Test" {
      return
    }
    if let extra = fields.dropFirst(table[0].count).first(where: { !$0.text.trimmed.isEmpty }) {
      throw FaultyRoster(Fault(.fieldsWithoutHeading(table[0].count), at: SourceRange(extra.location, length: 1)))
    }
    let student = try columns.student(in: fields, row: table.count - 1)
    let ids = columns.identityPlaces.filter { $0 < fields.count && !fields[$0].text.trimmed.isEmpty }
    let keys = ids.map { ["\($0)", fields[$0].text.trimmed.lowercased()] }
    for (place, key) in zip(ids, keys) {
      guard let other = identities[key], students[other].name != student.name else { continue }
      let kind = Fault.Kind.sharedIdentity(fields[place].text.trimmed, line: lines[other].line)
      throw FaultyRoster(Fault(kind, at: SourceRange(fields[place].location, length: 1)))
    }
    let namesakes = byName[student.name, default: []]
    let same =
      keys.compactMap { identities[$0] }.first
      ?? namesakes.first { Self.isSame(table[students[$0].row], table[student.row]) }
    for key in keys { identities[key] = same ?? students.count }
    if let same {
      students[same].keys += student.keys.filter { !students[same].keys.contains($0) }
      students[same].groups += student.groups.filter { !students[same].groups.contains($0) }
      return
    }
    byName[student.name, default: []].append(students.count)
    students.append(student)
    lines.append(fields[0].location)
  }

  private static func isSame(_ line: [String], _ other: [String]) -> Bool {
    line.map(\.trimmed) == other.map(\.trimmed)
  }

  private func requireNames() throws(FaultyRoster) {
    var places: [String: Int] = [:]
    for (index, student) in students.enumerated() {
      guard let other = places.updateValue(index, forKey: student.name) else { continue }
      throw FaultyRoster(Fault(.indistinct(line: lines[other].line), at: SourceRange(lines[index], length: 1)))
    }
  }

  /// Puts something behind the names of those who share one.
  private mutating func tellApart() {
    let counts = Dictionary(students.map { ($0.name, 1) }, uniquingKeysWith: +)
    for (index, student) in students.enumerated() where counts[student.name, default: 0] > 1 {
      guard let mark = student.platformID ?? student.number ?? student.email ?? student.section ?? student.keys.first
      else {
        continue
      }
      students[index].keys.append(student.name)
      students[index].name += " (\(mark))"
    }
  }

  /// The file anew, with the heading `student` where the column with the names was given.
  var text: String {
    var rows = table
    if let column = columns.givenColumn, !rows.isEmpty { rows[0][column] = "student" }
    return rows.map { CSVText.row($0.map(CSVText.plainField)) }.joined()
  }

  // MARK: - Who is meant

  /// A name or an identity as it is compared: without regard to capitals and blanks, and also without anything but letters.
  private static func forms(_ key: String) -> [String] {
    let plain = key.trimmed.lowercased()
    guard !plain.isEmpty else { return [] }
    let letters = plain.filter { $0.isLetter || $0.isNumber }
    return letters == plain || letters.isEmpty ? [plain] : [plain, "~" + letters]
  }

  /// The place of the one student of that name or identity; `nil` if there is none, or several.
  package func place(of name: String, section: String? = nil) -> Int? {
    place(ofPlain: name, section) ?? place(ofMarked: name)
  }

  /// What was put behind a name to tell two apart: a platform's number or a section.
  private func place(ofMarked name: String) -> Int? {
    guard name.hasSuffix(")"), let open = name.ranges(of: " (").last else { return nil }
    let (own, mark) = (String(name[..<open.lowerBound]), String(name[open.upperBound...].dropLast()))
    let forms = Self.forms(own)
    let found = ["participant \(mark.lowercased())", mark.lowercased()].compactMap { byPlatformID[$0] }.first
    if let found, forms.contains(where: { byKey[$0]?.contains(found) ?? false }) { return found }
    return place(ofPlain: own, mark)
  }

  private func place(ofPlain name: String, _ section: String?) -> Int? {
    let plain = name.trimmed.lowercased()
    for key in [plain, "~" + plain.filter { $0.isLetter || $0.isNumber }, plain.filter { $0.isLetter || $0.isNumber }] {
      guard let found = byKey[key], !found.isEmpty else { continue }
      if found.count == 1 { return found[0] }
      let near = found.filter { students[$0].name == name.trimmed }
      if near.count == 1 { return near[0] }
      let there = found.filter { place in
        guard let section, let own = students[place].section else { return false }
        return section == own || section.hasSuffix("/" + own)
      }
      if there.count == 1 { return there[0] }
    }
    return nil
  }

  /// The places of those whose hand-in a file is: one student, or a group.
  func places(of file: HandedInFile) -> [Int] {
    if let place = numberedPlace(of: file) { return [place] }
    let name = file.ownName ?? file.student
    if let place = place(of: name, section: file.section) { return [place] }
    if file.label?.platform == .moodle, let place = place(behindGroupIn: name, section: file.section) {
      return [place]
    }
    let group = file.student.trimmed.lowercased()
    return students.indices.filter { students[$0].groups.contains { $0.lowercased() == group } }
  }

  /// The place of the student of whom the platform's number is in the file's name.
  func numberedPlace(of file: HandedInFile) -> Int? {
    guard let label = file.label, let id = label.id, let platform = label.platform else { return nil }
    return (platform == .moodle ? ["participant \(id)", id] : [id]).lazy.compactMap { byPlatformID[$0] }.first
  }

  /// Moodle puts a group's name and a hyphen in front of a member's.
  private func place(behindGroupIn name: String, section: String?) -> Int? {
    name.indices.filter { name[$0] == "-" }.lazy
      .compactMap { place(of: String(name[name.index(after: $0)...]), section: section) }.first
  }

  /// The names of all that a hand-in may be of, where it cannot be told.
  func namesakes(of name: String) -> [String] {
    Self.forms(name).lazy.compactMap { byKey[$0] }.first?.map { students[$0].name } ?? []
  }
}

/// What keeps a roster from being read.
package struct FaultyRoster: Error, Hashable, Sendable {
  package var fault: Fault

  init(_ fault: Fault) {
    self.fault = fault
  }
}
