import LessonArchive

/// What the name of a file or folder tells of who handed it in, as learning platforms name what they hand out.
///
/// Moodle: `Full Name_PARTICIPANT_assignsubmission_file_original.md`, or a folder of the name up to there. Canvas:
/// `lastnamefirstname[_LATE]_USERID_FILEID_original.md`, with `-1` and so on behind the original's stem for what was handed in again;
/// without a name, or with `anon_CODE` in place of it and the user, where it is marked without names. Blackboard:
/// `Assignment_login_attempt_2026-11-20-14-03-00_original.md`.
package struct HandInLabel: Hashable, Sendable {
  package enum Platform: String, Hashable, Sendable {
    case moodle, canvas, blackboard
  }

  package var platform: Platform?
  /// The student's name or login as the platform writes it; of a file without a label its stem.
  package var student: String
  /// By which the platform knows the student: Moodle's participant, Canvas's user.
  package var id: String?
  /// Canvas's number of the file, which no other file has.
  package var fileID: String?
  /// Whether the platform says that it came late.
  package var isLate = false
  /// How often something was handed in before, as far as that is told.
  package var attempt = 0
  /// What the student called the file; empty for a folder.
  package var original: String
  /// The time in the name, `2026-11-20T14:03:00`.
  package var time: String?

  package init(_ name: String) {
    (student, original) = (Self.stem(of: name), name)
    // Most names have none of what platforms write.
    guard name.utf8.contains(UInt8(ascii: "_")) else { return }
    // What a student called the file stands last: no mark in it counts before the platform's own.
    if readCanvas(name) { return }
    let marks = ["_assignsubmission_", "_attempt_"].map { name.firstRange(of: $0)?.lowerBound ?? name.endIndex }
    _ = marks[0] < marks[1] ? readMoodle(name) : readBlackboard(name)
  }

  private mutating func readMoodle(_ name: String) -> Bool {
    let parts = name.components(parting: "_assignsubmission_")
    guard parts.count > 1, let line = parts[0].lastIndex(of: "_") else { return false }
    let number = parts[0][parts[0].index(after: line)...]
    guard Self.isNumber(number) else { return false }
    platform = .moodle
    (student, id) = (String(parts[0][..<line]), String(number))
    let rest = parts[1...].joined(separator: "_assignsubmission_")
    original = rest.firstIndex(of: "_").map { String(rest[rest.index(after: $0)...]) } ?? ""
    return true
  }

  private mutating func readBlackboard(_ name: String) -> Bool {
    let parts = name.components(parting: "_attempt_")
    guard parts.count > 1, let line = parts[0].lastIndex(of: "_") else { return false }
    let rest = parts[1...].joined(separator: "_attempt_")
    let numbers = rest.prefix { $0.isNumber || $0 == "-" }
    let digits = numbers.split(separator: "-").map(String.init)
    guard digits.count == 6, digits.allSatisfy({ Self.isNumber($0[...]) }) else { return false }
    platform = .blackboard
    student = String(parts[0][parts[0].index(after: line)...])
    time = digits[..<3].joined(separator: "-") + "T" + digits[3...].joined(separator: ":")
    original = String(rest.dropFirst(numbers.count).drop { $0 == "_" })
    return true
  }

  /// After `content_zipper.rb` of canvas-lms, which leaves underscores in names, but takes numbers between two of them out.
  private mutating func readCanvas(_ name: String) -> Bool {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    guard let user = Self.userPlace(in: parts) else { return false }
    var before = parts[..<user]
    let isLate = before.last?.lowercased() == "late"
    if isLate { before = before.dropLast() }
    let isAnonymous = before.first == "anon" && before.count == 1
    let rest = parts[(user + 1)...]
    // Numbers behind another platform's mark are the student's own.
    guard before.contains(where: { !$0.isEmpty }) || before.isEmpty && isLate,
      !before.contains(where: { ["assignsubmission", "attempt"].contains($0) }), let next = rest.first
    else { return false }
    if rest.count == 1 {
      // What was typed into Canvas, or an address that was handed in.
      guard ["text.html", "link.html"].contains(next) else { return false }
      original = String(next)
    } else {
      guard Self.isNumber(next), rest.dropFirst().contains(where: { !$0.isEmpty }) else { return false }
      original = rest.dropFirst().joined(separator: "_")
      fileID = String(next)
      readAttempt()
    }
    (platform, id, self.isLate) = (.canvas, String(parts[user]), isLate)
    student = before.isEmpty || isAnonymous ? "anonymous" : before.joined(separator: "_")
    return true
  }

  /// The first number that another number or what Canvas writes itself stands behind; in place of a name's a code of five letters.
  private static func userPlace(in parts: [Substring]) -> Int? {
    if parts.first == "anon", let place = parts.indices.dropFirst().first(where: { parts[$0].lowercased() != "late" }),
      parts[place].utf8.count == 5, !isNumber(parts[place])
    {
      return place
    }
    return parts.indices.first { place in
      guard isNumber(parts[place]), place + 1 < parts.count else { return false }
      return isNumber(parts[place + 1]) || place + 2 == parts.count && parts[place + 1].hasSuffix(".html")
    }
  }

  /// `windows-1.md` is the second `windows.md`.
  private mutating func readAttempt() {
    let stem = Self.stem(of: original)
    guard let dash = stem.lastIndex(of: "-") else { return }
    let number = stem[stem.index(after: dash)...]
    guard Self.isNumber(number), number.count <= 3, dash != stem.startIndex else { return }
    attempt = Int(number) ?? 0
    original = String(stem[..<dash]) + original.dropFirst(stem.count)
  }

  private static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// A file's name without what tells its kind.
  static func stem(of name: String) -> String {
    let lower = name.lowercased()
    guard lower.utf8.count == name.utf8.count else { return name }
    for ending in HandInKind.endings where lower.hasSuffix(ending) && lower.count > ending.count {
      return String(name.dropLast(ending.count))
    }
    return name
  }
}

/// What kind of hand-in a file seems to be by its name.
enum HandInKind: Int, Comparable {
  /// Not a hand-in, unless a platform or a roster says so.
  case other
  /// Something in which there may be an answer, but none that can be read.
  case unreadable
  case text
  case archive
  case markdown

  static let endings =
    [".md.txt", ".markdown.txt", ".md", ".markdown", ".mdown", ".mkd", ".txt", ".text", ".zip"]
    + documents.map { "." + $0 }
  private static let documents = [
    "rtf", "docx", "doc", "odt", "pages", "pdf", "html", "htm", "ipynb", "swift", "rar", "7z", "tar.gz", "tgz", "tar",
    "gz", "tex", "epub",
  ]

  init(_ name: String) {
    let lower = name.lowercased()
    switch ArchiveContract.fileExtension(of: lower) {
    case "md", "markdown", "mdown", "mkd": self = .markdown
    case "txt", "text":
      self = [".md.txt", ".markdown.txt"].contains(where: lower.hasSuffix) ? .markdown : .text
    case "zip": self = .archive
    case let ending: self = Self.documents.contains(ending) ? .unreadable : .other
    }
  }

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension String {
  /// The parts of a text between all places of another one.
  func components(parting mark: String) -> [String] {
    var (parts, rest) = ([String](), self[...])
    while let range = rest.firstRange(of: mark) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
