import LessonSyntax
import Reading
import Running
import Support

/// Where code uses functions that an exercise forbids, seen in its tokens: a name in a comment or in a text is none, nor is a label.
///
/// A name counts whether it is called at once or first given another name. What the code declares itself is its own: a function for uses
/// without a dot, a member of a type or an extension for those behind one.
struct ForbiddenUses {
  struct Use: Hashable {
    var name: String
    var place: SwiftFacts.Place
  }

  private let source: String
  private let code: ForeignHabits
  private let names: Set<String>

  init(of names: [String], in source: String, _ tokens: [SwiftToken]) {
    (self.source, code) = (source, ForeignHabits(source, tokens))
    self.names = Set(names)
  }

  /// In the order of the code.
  /// - Complexity: O(*n*).
  var all: [Use] {
    var (functions, members) = (Set<String>(), Set<String>())
    for (name, isMember) in declarations {
      if isMember { members.insert(name) } else { functions.insert(name) }
    }
    return uses.compactMap { index, use in
      (isBehindDot(index) ? members : functions).contains(use.name) ? nil : use
    }
  }

  /// Also what may be the code's own.
  var possible: [Use] { uses.map(\.use) }

  private var uses: [(index: Int, use: Use)] {
    code.tokens.indices.compactMap { index in
      guard let name = forbiddenName(at: index), !isDeclared(at: index), !isLabel(index), !isValueOfType(index) else {
        return nil
      }
      return (index, Use(name: name, place: code.tokens[index].place))
    }
  }

  /// What reaches any function by its symbol, whatever it is called: attributes that name one, and the loader's own functions.
  var reaches: [Use] {
    code.tokens.indices.compactMap { index in
      let token = code.tokens[index]
      let name = token.nameWithoutBackticks
      let isAttribute = token.kind == .attribute || code.token(index - 1)?.text == "@"
      let isReach =
        isAttribute
        ? Self.symbolAttributes.contains(name)
        : token.kind == .identifier && Self.loaderFunctions.contains(name) && !isLabel(index)
      return isReach ? Use(name: name, place: token.place) : nil
    }
  }

  /// Whether code may reach functions so; a look at its bytes, before the parser is asked.
  static func mayReach(in source: String) -> Bool {
    loaderFunctions.union(symbolAttributes).contains { source.containsBytes(of: $0) }
  }

  private static let symbolAttributes: Set = [
    "_silgen_name", "_extern", "extern", "_cdecl", "cdecl", "_expose", "_dynamicReplacement", "abi",
  ]
  private static let loaderFunctions: Set = ["dlopen", "dlmopen", "dlsym", "dlvsym"]

  private func isBehindDot(_ index: Int) -> Bool { code.token(index - 1)?.text == "." }

  /// Whether the code may have things of its own that are called so: wherever a name is neither called nor behind a dot.
  var mayHaveOwn: Bool {
    code.tokens.indices.contains { index in
      forbiddenName(at: index) != nil
        && (isDeclared(at: index) || !isBehindDot(index) && !["(", "{"].contains(code.token(index + 1)?.text))
    }
  }

  /// The code with other names in the place of the forbidden ones. If it still compiles, all of them are its own: what the compiler finds
  /// is not what tokens say, as a function of another type, or in another scope, may be called the same.
  ///
  /// Labels and values of types, such as `Int.max`, are no uses: there is a text for each way in which they may belong to the code.
  var renamed: [String] {
    var texts: [String] = []
    for (withLabels, withValues) in [(true, true), (false, false), (true, false), (false, true)] {
      let places = code.tokens.indices.filter { index in
        forbiddenName(at: index) != nil && (withLabels || !isLabel(index)) && (withValues || !isValueOfType(index))
      }
      var bytes = Array(source.utf8)
      for index in places.reversed() {
        let name = forbiddenName(at: index) ?? ""
        bytes.replaceSubrange(code.tokens[index].range, with: fresh(name).utf8)
      }
      let text = String(decoding: bytes, as: UTF8.self)
      if !texts.contains(text) { texts.append(text) }
    }
    return texts
  }

  /// A name that is nowhere in the code.
  private func fresh(_ name: String) -> String {
    var fresh = name + "_own"
    while source.containsBytes(of: fresh) { fresh += "_" }
    return fresh
  }

  private func forbiddenName(at index: Int) -> String? {
    let token = code.tokens[index]
    guard token.kind == .identifier || token.kind == .type else { return nil }
    let name = token.nameWithoutBackticks
    return names.contains(name) ? name : nil
  }

  private func isDeclared(at index: Int) -> Bool {
    ["func", "let", "var", "for"].contains(code.token(index - 1)?.text) || code.token(index + 1)?.text == "in"
      || code.token(index + 1)?.text == ":" && isParameter(index)
  }

  /// Whether a name stands in the brackets behind a function's name.
  private func isParameter(_ index: Int) -> Bool {
    guard let bracket = code.openBracket(before: index) else { return false }
    return code.token(bracket)?.text == "("
      && (code.token(bracket - 2)?.text == "func" || code.token(bracket - 1)?.text == "init")
  }

  /// `f(name: …)` and `func f(name: …)`; in a choice, `? name : …`, something else stands before it.
  private func isLabel(_ index: Int) -> Bool {
    code.token(index + 1)?.text == ":" && ["(", ","].contains(code.token(index - 1)?.text)
  }

  /// `Int.max`, `.max`: no function that is called.
  private func isValueOfType(_ index: Int) -> Bool {
    guard isBehindDot(index), !["(", "{"].contains(code.token(index + 1)?.text) else { return false }
    guard let owner = code.token(index - 2), code.isGlued(index - 1) else { return true }
    return owner.text.first?.isUppercase == true
  }

  /// The forbidden names that the code declares, and whether as a type's members.
  private var declarations: [(name: String, isMember: Bool)] {
    var found: [(name: String, isMember: Bool)] = []
    // Whether each brace that is open belongs to a type.
    var braces: [Bool] = []
    var isType = false
    for (index, token) in code.tokens.enumerated() {
      switch token.text {
      case "extension", "struct", "class", "enum", "actor", "protocol": if token.kind == .keyword { isType = true }
      case "{":
        braces.append(isType)
        isType = false
      case "}": _ = braces.popLast()
      default:
        if isDeclared(at: index), let name = forbiddenName(at: index) {
          found.append((name, braces.last ?? false))
        }
      }
    }
    return found
  }
}

extension ProgramRunner {
  /// Grades of answers, of which those earn nothing that use what their exercise forbids.
  /// - Parameters:
  ///   - grades: The grades.
  ///   - lesson: The lesson, with the answers that stand in it.
  /// - Returns: All grades, in their order.
  /// - Throws: If there is no parser on this machine.
  func refusingForbidden(in grades: [Grade], of lesson: Lesson) async throws(MachineFailure) -> [Grade] {
    let doubtful = grades.indices.filter { grades[$0].mayUseForbidden }
    guard !doubtful.isEmpty else { return grades }
    var copy = grades
    let found = try await readForbidden(in: doubtful.map { (grades[$0].exercise, grades[$0].exercise.cell) })
    for (index, found) in zip(doubtful, found) {
      let reaches = found.reaches
      guard !found.possible.isEmpty || !reaches.isEmpty else { continue }
      if reaches.isEmpty, found.mayHaveOwn, try await areOwn(found, in: grades[index].exercise, of: lesson) { continue }
      let (cell, certain) = (grades[index].exercise.cell, found.all)
      let kind: (String) -> Problem.Kind = { certain.isEmpty ? .forbiddenName(name: $0) : .forbiddenUse(name: $0) }
      let uses = certain.isEmpty && reaches.isEmpty ? found.possible : certain
      copy[index].problems += uses.map { Problem(kind($0.name), $0, in: cell, lesson.path) }
      copy[index].problems += reaches.map { Problem(.forbiddenReach(name: $0.name), $0, in: cell, lesson.path) }
      copy[index].points = 0
      copy[index].mistake = nil
      if !copy[index].status.isStopped { copy[index].status = .wrong }
    }
    return copy
  }

  /// In seconds of the processor: a second look at code that has compiled.
  private static var longestLook: Double { 5 }

  /// Whether all that is called as it may not be is an answer's own: the compiler says.
  private func areOwn(
    _ uses: ForbiddenUses, in exercise: Exercise, of lesson: Lesson
  ) async throws(MachineFailure) -> Bool {
    for source in uses.renamed {
      var (alone, cell) = (exercise, exercise.cell)
      cell.source = source
      cell.syntax = try await facts(of: [cell]).first
      // The names that checks ask for are the cell's own business here.
      (alone.checks, alone.answer) = ([], nil)
      let candidate = ProgramAssembly.Candidate(alone, cell, tag: "own/\(exercise.name)")
      let program = ProgramAssembly.program(running: candidate, in: lesson)
      if case .library = try await compiler.product(of: program, within: Self.longestLook).product { return true }
    }
    return false
  }

  /// Where cells use what exercises forbid.
  /// - Throws: If there is no parser on this machine.
  func forbiddenUses(in cells: [(Exercise, Cell)]) async throws(MachineFailure) -> [[ForbiddenUses.Use]] {
    try await readForbidden(in: cells).map { $0.all + $0.reaches }
  }

  private func readForbidden(in cells: [(Exercise, Cell)]) async throws(MachineFailure) -> [ForbiddenUses] {
    let replies = try await compiler.parser.replies(to: cells.map { .tokens(of: $1.source) })
    return zip(cells, replies).map { cell, reply in
      guard case .tokens(let tokens)? = reply else { return ForbiddenUses(of: [], in: cell.1.source, []) }
      return ForbiddenUses(of: cell.0.forbids, in: cell.1.source, tokens)
    }
  }
}

extension Problem {
  init(_ kind: Kind, _ use: ForbiddenUses.Use, in cell: Cell, _ path: String) {
    let line = cell.firstSourceLine + use.place.line - 1
    let start = SourceLocation(file: cell.file ?? path, line: line, column: use.place.column)
    let source = cell.source.split(omittingEmptySubsequences: false) { ["\n", "\r\n", "\r"].contains($0) }
    let excerpt = source.indices.contains(use.place.line - 1) ? String(source[use.place.line - 1]) : ""
    self.init(
      kind, at: SourceRange(start, length: use.name.utf8.count), in: cell.id,
      excerpt: Excerpt(line: excerpt, column: use.place.column))
  }
}

extension Grade {
  fileprivate var mayUseForbidden: Bool {
    guard !exercise.forbids.isEmpty, status != .notAttempted, status != .missing, status != .compileError else {
      return false
    }
    let source = exercise.cell.source
    return exercise.forbids.contains { source.containsBytes(of: $0) } || ForbiddenUses.mayReach(in: source)
  }
}

extension ForeignHabits.Token {
  fileprivate var nameWithoutBackticks: String { text.hasPrefix("`") ? String(text.dropFirst().dropLast()) : text }
}

extension Grade.Status {
  /// Whether the answer did not run to its end.
  fileprivate var isStopped: Bool { self == .crashed || self == .timedOut || self == .overLimit }
}
