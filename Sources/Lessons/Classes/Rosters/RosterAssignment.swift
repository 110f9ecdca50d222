import Reporting

/// Who of a class handed in what.
package struct RosterAssignment: Sendable {
  /// The hand-ins under the names of the roster; of a group's hand-in there is one for each member.
  package private(set) var files: [HandedInFile] = []
  /// What the teacher should know: each a line.
  package var remarks: [String] { found.map { Words().remark($0) } }
  private var found: [HandInRemark] = []
  /// Who has handed in nothing.
  package private(set) var missing: [String] = []

  /// - Parameters:
  ///   - files: What was handed in.
  ///   - strays: What lies among that and is no Markdown: a hand-in of whoever on the roster is called so and has no other.
  ///   - roster: The class.
  ///   - sharesGroups: Whether a member's hand-in is that of the whole group, and not only one that bears the group's name.
  package init(
    _ files: [HandedInFile], strays: [HandedInFile] = [], among roster: Roster, sharingGroups sharesGroups: Bool
  ) {
    var owned: [Int: HandedInFile] = [:]
    var unknown: [HandedInFile] = []
    var shared: [Int: HandedInFile] = [:]
    var numbered: [Int: HandInLabel.Platform] = [:]
    for file in files { if let place = roster.numberedPlace(of: file) { numbered[place] = file.label?.platform } }
    for file in files {
      // Where the platform's number leads to somebody, a namesake with another number is somebody else.
      let isNumbered = roster.numberedPlace(of: file) != nil
      let places = roster.places(of: file).filter {
        isNumbered || file.label == nil || numbered[$0] != file.label?.platform
      }
      if places.isEmpty { unknown.append(file) }
      let mates = sharesGroups && places.count == 1 ? roster.mates(of: places[0]) : []
      var own = file
      own.owners = (places + mates).map { roster.students[$0].name }
      for place in places { put(own, at: place, roster, &owned) }
      for place in mates { put(own, at: place, roster, &shared) }
    }
    // Who handed in something is graded on that.
    owned.merge(shared) { own, _ in own }
    for stray in strays {
      let name = stray.student.lastIndex(of: ".").map { String(stray.student[..<$0]) } ?? stray.student
      if let place = roster.place(of: name, section: stray.section), owned[place] == nil { owned[place] = stray }
    }
    self.files = owned.map { place, file in Self.file(file, of: roster.students[place]) } + unknown
    self.files.sort { $0.student.utf8.lexicographicallyPrecedes($1.student.utf8) }
    found += unknown.map { file in
      let name = file.ownName ?? file.student
      let namesakes = roster.namesakes(of: name)
      return namesakes.count > 1
        ? .ambiguous(file.path, name: name, namesakes: namesakes) : .notOnRoster(file.path, name: name)
    }
    missing = roster.students.indices.filter { owned[$0] == nil }.map { roster.students[$0].name }
  }

  private mutating func put(_ file: HandedInFile, at place: Int, _ roster: Roster, _ owned: inout [Int: HandedInFile]) {
    guard let other = owned[place] else {
      owned[place] = file
      return
    }
    let isNewer = (file.isReadable ? 1 : 0, file.changeTime) > (other.isReadable ? 1 : 0, other.changeTime)
    let (kept, dropped) = isNewer ? (file, other) : (other, file)
    owned[place] = kept
    found.append(.twiceOnRoster(dropped.path, of: roster.students[place].name, kept: kept.path))
  }

  private static func file(_ file: HandedInFile, of student: Roster.Student) -> HandedInFile {
    var copy = file
    (copy.student, copy.ownName, copy.due) = (student.name, nil, student.due)
    copy.section = student.section ?? file.section
    copy.handedIn = student.handedIn ?? file.handedIn
    return copy
  }
}

extension Roster {
  /// The others of a student's groups.
  fileprivate func mates(of place: Int) -> [Int] {
    let groups = Set(students[place].groups)
    return students.indices.filter { $0 != place && !groups.isDisjoint(with: students[$0].groups) }
  }
}

extension HandedInFile {
  fileprivate var isReadable: Bool {
    if case .unreadable = kept { return false }
    return true
  }

  /// For choosing the later of two.
  fileprivate var changeTime: Double {
    switch kept {
    case .content(let content): content.changed.flatMap { HandInTime($0) }.map { Double($0.seconds) } ?? -.infinity
    case .unreadable(let failure): failure.changed.flatMap { HandInTime($0) }.map { Double($0.seconds) } ?? -.infinity
    case nil: HandInNode(path, name: "").changed
    }
  }
}
