import Support

/// Looks for what may be the answers to exercises that a hand-in seems not to have.
struct LostCells {
  typealias Remark = (line: Int, kind: SubmissionRemark.Kind)

  /// The shortest beginning of a starter's line that is looked for, in bytes.
  private static let shortestSign = 8

  private var missing: Set<String>
  private let forms: [String: Cell.Form]
  /// What the first line of each exercise's starter begins with, by its first bytes.
  private var signs: [ArraySlice<UInt8>: [(name: String, sign: [UInt8])]] = [:]

  /// - Parameters:
  ///   - exercises: Those without a cell.
  ///   - lesson: The lesson: what stands in its own listings and examples is nobody's answer.
  init(_ exercises: [Exercise], of lesson: Lesson) {
    missing = Set(exercises.map(\.name))
    forms = Dictionary(exercises.map { ($0.name, $0.form) }, uniquingKeysWith: { first, _ in first })
    guard !missing.isEmpty else { return }
    let listings = lesson.segments.compactMap { if case .listing(let block, _) = $0 { block.text } else { nil } }
    let own = Set((listings + lesson.contextCells.map(\.source)).flatMap(Self.codeLines))
    for exercise in exercises {
      guard let sign = Self.sign(of: exercise.starter), !own.contains(where: { $0.starts(with: sign) }) else {
        continue
      }
      signs[sign.prefix(Self.shortestSign), default: []].append((exercise.name, sign))
    }
  }

  /// What to say of the lines that look like answers.
  /// - Parameters:
  ///   - text: The hand-in.
  ///   - fileKind: What the file is, if it is no Markdown: that is wrong with all of them.
  /// - Returns: One remark at most for each exercise.
  /// - Complexity: O(*n*) in the number of bytes.
  func remarks(in text: SourceText, whichIs fileKind: FileKind? = nil) -> [Remark] {
    var missing = missing
    var remarks: [Remark] = []
    for (index, line) in text.lines.enumerated() where !missing.isEmpty {
      guard let (name, found) = Self.header(line, of: missing) else { continue }
      missing.remove(name)
      let resemblance = fileKind.map(SubmissionRemark.Resemblance.notText) ?? found
      remarks.append(
        (index + 1, .resemblesCell(exercise: name, resemblance, wasRead: false, form: forms[name] ?? .swift)))
    }
    for (index, line) in text.lines.enumerated() where !missing.isEmpty && fileKind == nil {
      guard let name = code(line, of: missing) else { continue }
      missing.remove(name)
      remarks.append(
        (index + 1, .resemblesCell(exercise: name, .lostHeader, wasRead: false, form: forms[name] ?? .swift)))
    }
    return remarks
  }

  // MARK: - Headers

  /// The exercise that a line seems to be the header of, and what is wrong with it.
  private static func header(
    _ line: ArraySlice<UInt8>, of missing: Set<String>
  ) -> (name: String, SubmissionRemark.Resemblance)? {
    guard let likeness = HeaderLikeness(line) ?? HeaderLikeness(withoutQuote(line)),
      let name = likeness.words.first(where: missing.contains), let found = complaint(likeness, name)
    else { return nil }
    return (name, found)
  }

  private static func withoutQuote(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    line.drop { [0x3E, 0x20, 0x09, 0x2A, 0x2D].contains($0) }
  }

  private static func complaint(_ likeness: HeaderLikeness, _ name: String) -> SubmissionRemark.Resemblance? {
    let words = likeness.words
    if likeness.exercise == name {
      return likeness.damages.first.map(SubmissionRemark.Resemblance.damage) ?? .inProse
    }
    if likeness.fence == nil {
      // Prose may begin with the word as well.
      return words.count > 1 && nearest(to: words[1], among: ["exercise"]) != nil ? .damage(.noFence) : nil
    }
    let role = words.first == "swift" ? words.dropFirst().first ?? "" : words.first ?? ""
    switch role {
    case "check", "mistake", "hint", "output", "advice", "rubric", "figure": return nil
    case "solution", "example", "setup": return .otherRole(role)
    case name: return .noRole
    case "exercise": return words.first == "swift" ? .distantName : .noLanguage
    default: return nearest(to: role, among: ["exercise"]) == nil ? .otherHeader : .misspeltRole(role)
    }
  }

  // MARK: - Code

  private static func codeLines(_ text: String) -> [[UInt8]] {
    text.split(separator: "\n").map { Array(String($0).trimmed.utf8) }
  }

  private func code(_ line: ArraySlice<UInt8>, of missing: Set<String>) -> String? {
    let code = line.drop { $0 == 0x20 || $0 == 0x09 }
    return signs[code.prefix(Self.shortestSign)]?.first { missing.contains($0.name) && code.starts(with: $0.sign) }?
      .name
  }

  /// The first line of a starter that is code, up to its blank, if it is long enough to be known by.
  private static func sign(of starter: Cell) -> [UInt8]? {
    let lines = starter.source.split(separator: "\n").map { String($0).trimmed }
    guard let first = lines.first(where: { !$0.isEmpty && !$0.hasPrefix("//") }) else { return nil }
    let sign = Array((first.range(of: "___").map { String(first[..<$0.lowerBound]) } ?? first).trimmed.utf8)
    return sign.count >= shortestSign ? sign : nil
  }
}
