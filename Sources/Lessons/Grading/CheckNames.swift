import LessonSyntax
import LessonWire
import Reading
import Running

/// What of a check's words means something else after an answer that declares it anew: a name, an operator or a literal.
///
/// A check sees the names of the cell that it checks. Where it hands over values, that changes nothing in what they are compared with;
/// where it hands over a verdict, `abs(root(2) - 1.4) < 0.1`, whoever declares an `abs` or a `<` gives the verdict.
struct CheckNames {
  private let tokens: [ForeignHabits.Token]

  init(_ source: String, _ tokens: [SwiftToken]) { self.tokens = ForeignHabits(source, tokens).tokens }

  /// The names that the code declares for what follows it, and members of types, each with its first place.
  /// - Complexity: O(*n*).
  var declared: [String: SwiftFacts.Place] {
    var found: [String: SwiftFacts.Place] = [:]
    func add(_ index: Int, as name: String? = nil) {
      guard tokens.indices.contains(index) else { return }
      let name = name ?? Self.bare(tokens[index].text)
      if found[name] == nil { found[name] = tokens[index].place }
    }
    // Whether each brace that is open belongs to a type, and to an extension of which.
    var braces: [Bool] = []
    var type: (isNext: Bool, extended: String?) = (false, nil)
    for (index, token) in tokens.enumerated() {
      let isSeen = !braces.contains(false)
      switch token.text {
      case "{":
        braces.append(type.isNext)
        type.isNext = false
      case "}": _ = braces.popLast()
      case "extension" where token.kind == .keyword:
        type = (true, self.tokens.indices.contains(index + 1) ? Self.bare(tokens[index + 1].text) : nil)
      case "struct", "class", "enum", "actor", "protocol":
        guard token.kind == .keyword else { break }
        type = (true, nil)
        if isSeen { add(index + 1) }
      case "func", "typealias":
        if isSeen, token.kind == .keyword { add(index + 1) }
      case "init":
        if isSeen, token.kind == .keyword, let extended = type.extended, !braces.isEmpty { add(index, as: extended) }
      case "let", "var":
        guard isSeen, token.kind == .keyword else { break }
        let pattern = tokens[(index + 1)...].prefix { !["=", "{", ";"].contains($0.text) }
        for place in pattern.indices where tokens[place].kind == .identifier { add(place) }
      default: break
      }
    }
    return found
  }

  /// All names and operators.
  var words: Set<String> {
    Set(tokens.filter { [.identifier, .type, .operator].contains($0.kind) }.map { Self.bare($0.text) })
  }

  private static func bare(_ name: String) -> String {
    name.hasPrefix("`") && name.count > 2 ? String(name.dropFirst().dropLast()) : name
  }

  /// What else means what a name means: an operator that is made of another one, and the types of literals.
  static func meanings(of name: String) -> Set<String> {
    switch name {
    case "==", "!=": ["==", "!="]
    case "<", ">", "<=", ">=": ["<", ">", "<=", ">="]
    default: [name]
    }
  }

  static let literalTypes: Set = ["IntegerLiteralType", "FloatLiteralType", "BooleanLiteralType", "StringLiteralType"]
}

extension ProgramRunner {
  /// Grades of answers, of which those earn nothing that change what words of a check mean that hands over a verdict.
  /// - Parameters:
  ///   - grades: The grades.
  ///   - path: The lesson's, for answers that stand in it.
  /// - Returns: All grades, in their order.
  /// - Throws: If there is no parser on this machine.
  func refusingChangedChecks(in grades: [Grade], of path: String) async throws(MachineFailure) -> [Grade] {
    let doubtful = grades.indices.filter { grades[$0].restsOnVerdicts }
    guard !doubtful.isEmpty else { return grades }
    let cells = doubtful.map { index -> [Cell] in
      let exercise = grades[index].exercise
      // In a lesson in which answers are written, the answer stands where the starter was.
      let starter = exercise.submitted == nil ? nil : exercise.starter
      return [exercise.cell] + [starter, exercise.solution].compactMap(\.self) + exercise.checks
    }
    let replies = try await compiler.parser.replies(to: cells.flatMap { $0 }.map { .tokens(of: $0.source) })
    var (copy, rest) = (grades, replies[...])
    for (index, cells) in zip(doubtful, cells) {
      let names = zip(cells, rest.prefix(cells.count)).map { cell, reply in
        guard case .tokens(let tokens)? = reply else { return CheckNames("", []) }
        return CheckNames(cell.source, tokens)
      }
      rest = rest.dropFirst(cells.count)
      let checkCount = grades[index].exercise.checks.count
      let (own, others, checks) = (names[0].declared, names.dropFirst().dropLast(checkCount), names.suffix(checkCount))
      // What the exercise asks for, its solution declares too; what a check declares itself is its own.
      let asked = (Array(others) + checks).reduce(into: Set<String>()) { $0.formUnion($1.declared.keys) }
      let used = checks.reduce(into: CheckNames.literalTypes) { $0.formUnion($1.words) }
      let changed = own.filter { !asked.contains($0.key) && !used.isDisjoint(with: CheckNames.meanings(of: $0.key)) }
      guard !changed.isEmpty else { continue }
      let cell = grades[index].exercise.cell
      let uses = changed.map { ForbiddenUses.Use(name: $0.key, place: $0.value) }
        .sorted { ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column) }
      copy[index].problems += uses.map { Problem(.changesCheck(name: $0.name), $0, in: cell, path) }
      (copy[index].points, copy[index].mistake) = (0, nil)
      if [.passed, .partial].contains(copy[index].status) { copy[index].status = .wrong }
    }
    return copy
  }
}

extension Grade {
  /// Whether it has points for verdicts that a check of the author's gave.
  fileprivate var restsOnVerdicts: Bool {
    guard case .code = exercise.kind, points > 0, !exercise.checks.isEmpty else { return false }
    return comparisons.contains { $0.isEqual && $0.expected.holdsVerdict }
  }
}

extension Value {
  fileprivate var holdsVerdict: Bool {
    switch self {
    case .boolean: true
    case .list(let elements): elements.contains { $0.holdsVerdict }
    default: false
    }
  }
}
