import Reading
import Support

/// Which column of a roster holds what, as far as its headings are known.
package struct RosterColumns: Hashable, Sendable {
  enum Role: Hashable, CaseIterable {
    case student, firstName, lastName, platformID, number, login, email, section, group, due, handedIn
  }

  /// Whether the first line holds headings.
  package private(set) var areNamed = false
  /// A gradebook that was downloaded from Canvas.
  package private(set) var isCanvas = false
  /// A worksheet for grading offline that was downloaded from Moodle.
  package private(set) var isWorksheet = false
  private(set) var places: [Role: [Int]] = [:]
  private var nameColumn = 0
  /// The place of the column that was given.
  private(set) var givenColumn: Int?

  private static let headings: [Role: Set<String>] = [
    .student: [
      "student", "students", "name", "names", "full name", "fullname", "student name", "display name",
      "student full name", "이름", "성명", "학생",
    ],
    .firstName: ["first name", "firstname", "given name", "vorname"],
    .lastName: ["last name", "lastname", "surname", "family name", "nachname"],
    .platformID: ["identifier", "participant"],
    .number: [
      "id", "student id", "studentid", "id number", "idnumber", "sid", "sis user id", "user id", "userid",
      "orgdefinedid",
      "integration id", "matriculation number", "matrikelnummer", "student number",
      "학번",
    ],
    .login: [
      "login", "username", "user", "user name", "login id", "sis login id", "github username", "github_username",
      "github",
      "roster identifier", "kennung",
    ],
    .email: ["email", "mail", "e-mail", "email address", "e-mail address", "이메일"],
    .section: ["section", "sections", "class", "tutorial", "분반"],
    .group: ["group", "groups", "team", "group name"],
    .due: ["due", "due date", "extension", "extended due date", "deadline"],
    .handedIn: [
      "handed in", "handed_in", "submitted", "submitted at", "submission time", "last modified (submission)",
      "timestamp",
    ],
  ]

  /// - Parameters:
  ///   - fields: The first line.
  ///   - column: The heading of the column with the names, if it was given.
  /// - Throws: If there is no such heading.
  init(_ fields: [CSVReader.Field], named column: String?) throws(FaultyRoster) {
    let texts = fields.map { $0.text.trimmed.lowercased() }
    for (index, text) in texts.enumerated() {
      for role in Role.allCases where Self.headings[role]?.contains(text) ?? false {
        places[role, default: []].append(index)
      }
    }
    if let column {
      guard let place = texts.firstIndex(of: column.trimmed.lowercased()) else {
        let meant = nearest(to: column, among: fields.map(\.text.trimmed))
        throw FaultyRoster(Fault(.noColumn(column, meant: meant), at: SourceRange(fields[0].location)))
      }
      (areNamed, nameColumn, givenColumn) = (true, place, place)
      places[.student] = [place]
    } else {
      let isSingle = fields.count == 1
      areNamed = isSingle ? ![.student, .number, .login, .email].allSatisfy { places[$0] == nil } : !places.isEmpty
      nameColumn =
        texts.firstIndex(of: "student") ?? places[.student]?.first
        ?? [Role.number, .login, .email].compactMap { places[$0]?.first }.min() ?? 0
    }
    if !areNamed { places = [:] }
    let identity = texts[0].contains("student") ? 1 : Array(texts.prefix(2)) == ["lastname", "firstname"] ? 2 : nil
    isCanvas = identity.map { $0 < texts.count && texts[$0] == "id" } ?? false && texts.contains("section")
    isWorksheet = ["identifier", "grade", "last modified (grade)"].allSatisfy(texts.contains)
    if isCanvas, let identity { places[.platformID] = [identity] }
  }

  /// - Throws: If the line names nobody, or a time is none.
  func student(in fields: [CSVReader.Field], row: Int) throws(FaultyRoster) -> Roster.Student {
    func text(_ place: Int) -> String { place < fields.count ? fields[place].text.trimmed : "" }
    func texts(_ role: Role) -> [String] { (places[role] ?? []).map(text).filter { !$0.isEmpty } }
    // A time that is not understood would cost the student points.
    func time(_ role: Role) throws(FaultyRoster) -> HandInTime? {
      for place in places[role] ?? [] where place < fields.count && text(place).contains(where: \.isNumber) {
        guard let time = HandInTime(text(place)) else {
          // A worksheet comes as it is, in whatever language; the hand-ins have times of their own.
          if isWorksheet { return nil }
          throw FaultyRoster(Fault(.noTime(text(place)), at: SourceRange(fields[place].location, length: 1)))
        }
        return time
      }
      return nil
    }
    let (first, last) = (texts(.firstName).first ?? "", texts(.lastName).first ?? "")
    let hasParts = places[.student] == nil && places[.firstName] != nil && places[.lastName] != nil
    let name = hasParts ? "\(first) \(last)".trimmed : text(nameColumn)
    guard !name.isEmpty else {
      let place = (nameColumn < fields.count ? fields[nameColumn] : fields.last)?.location
      throw FaultyRoster(
        Fault(
          .namelessLine(column: nameColumn + 1), at: SourceRange(place ?? SourceLocation(file: "", line: 1, column: 1)))
      )
    }
    var student = Roster.Student(name: name, row: row)
    (student.platformID, student.email) = (texts(.platformID).first, texts(.email).first)
    (student.number, student.section) = (texts(.number).first, texts(.section).first)
    student.groups = texts(.group).flatMap { $0.split { ",;".contains($0) }.map { String($0).trimmed } }
    student.due = try time(.due)
    student.handedIn = try time(.handedIn)
    let parts = name.split(separator: ",").map { String($0).trimmed }
    let turned = parts.count == 2 ? ["\(parts[1]) \(parts[0])"] : Self.turned(name)
    let names = turned + (first.isEmpty || last.isEmpty ? [] : ["\(first) \(last)", "\(last) \(first)"])
    let roles: [Role] = [.platformID, .number, .login, .email]
    let addressees = texts(.email).map { String($0.prefix { $0 != "@" }) }
    student.keys = names + roles.flatMap(texts) + addressees
    return student
  }

  /// The places of what no two students have in common.
  var identityPlaces: [Int] { Set([Role.platformID, .number, .login].compactMap { places[$0]?.first }).sorted() }

  /// `Anna Maria Berg` as `Berg Anna Maria`, as Canvas puts it into names of files.
  private static func turned(_ name: String) -> [String] {
    guard let blank = name.lastIndex(of: " ") else { return [] }
    return ["\(name[name.index(after: blank)...]) \(name[..<blank])"]
  }
}
