import LessonSyntax
import SwiftParser
import SwiftSyntax

/// What there is to know about a cell's code.
/// - Complexity: O(*n*).
func facts(of source: String, forTrace isForTrace: Bool) -> SwiftFacts {
  let tree = Parser.parse(source: source)
  let lines = LineTable(source)
  var facts = SwiftFacts()
  facts.isWhole = !tree.hasError
  facts.isOrdinary = areBytesOrdinary(source) && tree.tokens(viewMode: .sourceAccurate).allSatisfy(isOrdinary)
  (facts.blanks, facts.blanksInStrings) = blanks(in: tree, lines)
  (facts.openBrace, facts.strayBrace) = unmatchedBraces(in: tree, lines)
  let declarations = OwnDeclarations(of: tree, lines)
  facts.declared = declarations.declared
  facts.topLevelParts = declarations.topLevelParts
  facts.typesUseOwnVariables = declarations.typesUseVariables
  facts.hasPrivateParts = tree.tokens(viewMode: .sourceAccurate).contains {
    $0.tokenKind == .keyword(.private) || $0.tokenKind == .keyword(.fileprivate)
  }
  let effects = OwnEffects(viewMode: .sourceAccurate)
  effects.walk(tree)
  (facts.hasEffects, facts.awaits) = (effects.areAny, effects.areAwaits)
  facts.lastExpression = lastExpression(of: tree)
  facts.changes = changes(in: tree, lines)
  if source.contains("seed") { facts.seedUses = seedUses(in: tree, lines) }
  if isForTrace {
    (facts.isForTrace, facts.tracePoints, facts.mentions) = (true, tracePoints(in: tree), mentions(in: tree, lines))
  }
  return facts
}

extension SyntaxProtocol {
  /// In UTF-8 bytes, without the comments and blanks around it.
  var bareRange: Range<Int> {
    let start = positionAfterSkippingLeadingTrivia.utf8Offset
    return start..<max(start, endPositionBeforeTrailingTrivia.utf8Offset)
  }
}

// MARK: - Blanks and braces

/// Where `___` stands as a name, and where in the text of a string.
private func blanks(
  in tree: SourceFileSyntax, _ lines: LineTable
) -> (code: [SwiftFacts.Place], strings: [SwiftFacts.Place]) {
  var (code, strings) = ([SwiftFacts.Place](), [SwiftFacts.Place]())
  for token in tree.tokens(viewMode: .sourceAccurate) {
    let start = token.positionAfterSkippingLeadingTrivia.utf8Offset
    switch token.tokenKind {
    case .identifier(let name) where isBlank(name.utf8[...]):
      code.append(lines.place(of: start))
    case .stringSegment(let text):
      if let offset = offsetOfBlank(in: text) { strings.append(lines.place(of: start + offset)) }
    default:
      break
    }
  }
  return (code, strings)
}

private func isBlank(_ word: Substring.UTF8View) -> Bool {
  word.count >= 3 && word.allSatisfy { $0 == UInt8(ascii: "_") }
}

private func offsetOfBlank(in text: String) -> Int? {
  let bytes = Array(text.utf8)
  var index = 0
  while index < bytes.count {
    let end = bytes[index...].firstIndex { !isPartOfWord($0) } ?? bytes.count
    if end - index >= 3, bytes[index..<end].allSatisfy({ $0 == UInt8(ascii: "_") }) { return index }
    index = max(end, index + 1)
  }
  return nil
}

private func isPartOfWord(_ byte: UInt8) -> Bool {
  byte >= 0x80 || byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}

private func unmatchedBraces(
  in tree: SourceFileSyntax, _ lines: LineTable
) -> (open: SwiftFacts.Place?, stray: SwiftFacts.Place?) {
  var open: [Int] = []
  var stray: Int?
  for token in tree.tokens(viewMode: .sourceAccurate) {
    let start = token.positionAfterSkippingLeadingTrivia.utf8Offset
    if token.tokenKind == .leftBrace { open.append(start) }
    if token.tokenKind == .rightBrace, open.popLast() == nil { stray = stray ?? start }
  }
  let place = open.last.map { bracePassedOver(in: tree, lines) ?? lines.place(of: $0) }
  return (place, stray.map(lines.place))
}

/// The brace that looks as if it were never closed: one that closes first in its line belongs to the brace whose line begins at the same
/// column, and not to one that is opened in between.
private func bracePassedOver(in tree: SourceFileSyntax, _ lines: LineTable) -> SwiftFacts.Place? {
  var open: [(brace: SwiftFacts.Place, indentation: Int)] = []
  var (line, indentation) = (0, 0)
  for token in tree.tokens(viewMode: .sourceAccurate) {
    let place = lines.place(of: token.positionAfterSkippingLeadingTrivia.utf8Offset)
    let isFirst = place.line != line
    if isFirst { (line, indentation) = (place.line, place.column) }
    if token.tokenKind == .leftBrace { open.append((place, indentation)) }
    guard token.tokenKind == .rightBrace else { continue }
    if isFirst, let own = open.lastIndex(where: { $0.indentation == indentation }), own < open.count - 1 {
      return open[own + 1].brace
    }
    _ = open.popLast()
  }
  return nil
}

// MARK: - The last value

/// Functions that show a value, or have none.
private let showingFunctions: Set = ["show", "print", "answer"]

private func lastExpression(of tree: SourceFileSyntax) -> Range<Int>? {
  guard !tree.hasError, let item = tree.statements.last, case .expr(let expression) = item.item else { return nil }
  if let call = expression.as(FunctionCallExprSyntax.self),
    let callee = call.calledExpression.as(DeclReferenceExprSyntax.self),
    showingFunctions.contains(callee.baseName.text)
  {
    return nil
  }
  // An assignment has no value.
  if let sequence = expression.as(SequenceExprSyntax.self),
    assignment(in: sequence) != nil || sequence.elements.contains(where: { $0.is(AssignmentExprSyntax.self) })
  {
    return nil
  }
  return expression.bareRange
}
