import LessonSyntax
import SwiftParser
import SwiftSyntax

/// Whether a file of answers is one import and one function that ends where it was ended, made of tokens about which no two readers of
/// Swift could disagree.
/// - Complexity: O(*n*).
func isSound(_ file: AssembledFile) -> Bool {
  guard areBytesOrdinary(file.source) else { return false }
  let tree = Parser.parse(source: file.source)
  let items = Array(tree.statements)
  guard !tree.hasError, tree.shebang == nil, items.count == 2, case .decl(let first) = items[0].item,
    case .decl(let second) = items[1].item, let imported = first.as(ImportDeclSyntax.self),
    let function = second.as(FunctionDeclSyntax.self), let body = function.body
  else { return false }
  guard imported.path.map(\.name.text) == [file.module], function.name.text == file.function else { return false }
  let end = body.rightBrace.positionAfterSkippingLeadingTrivia.utf8Offset
  guard body.rightBrace.presence == .present, file.source.utf8.dropFirst(end).elementsEqual("}\n".utf8) else {
    return false
  }
  // Most answers need no second look: no word of theirs asks for one.
  var (directives, mayHaveEffects, mayHaveInterpolations, followsFunc) = (0, false, false, false)
  for token in body.statements.tokens(viewMode: .sourceAccurate) {
    switch token.tokenKind {
    case .poundSourceLocation: directives += 1
    case .backslash: mayHaveInterpolations = true
    case .keyword(let word) where effectWords.contains(word): mayHaveEffects = true
    case .keyword(let word) where sharedWords.contains(word): return false
    default: break
    }
    // An operator's function is no local one.
    guard isOrdinary(token), !(followsFunc && token.isOperator) else { return false }
    followsFunc = token.tokenKind == .keyword(.func)
  }
  return directives == file.directives && !(mayHaveEffects && hasOwnEffects(body.statements))
    && !(mayHaveInterpolations && hasUnusualInterpolations(body.statements))
}

/// Words without which nothing can throw, wait or return.
private let effectWords: Set<Keyword> = [.try, .await, .throw, .return, .async]
/// Words of what is no function's own business: what a file or a module shares.
private let sharedWords: Set<Keyword> = [
  .import, .extension, .operator, .precedencegroup, .protocol, .macro, .public, .package, .open, .internal, .dynamic,
]

private func hasOwnEffects(_ statements: CodeBlockItemListSyntax) -> Bool {
  let effects = OwnEffects(viewMode: .sourceAccurate)
  effects.walk(statements)
  return effects.areAny
}

private func hasUnusualInterpolations(_ statements: CodeBlockItemListSyntax) -> Bool {
  let interpolations = Interpolations(viewMode: .sourceAccurate)
  interpolations.walk(statements)
  return interpolations.areUnusual
}

/// Looks at what stands in the interpolations of texts: readers of Swift disagree most about other texts there, and about lines.
private final class Interpolations: SyntaxVisitor {
  private(set) var areUnusual = false

  override func visit(_ node: ExpressionSegmentSyntax) -> SyntaxVisitorContinueKind {
    let holdsTexts = node.expressions.tokens(viewMode: .sourceAccurate).contains { token in
      token.tokenKind == .stringQuote || token.tokenKind == .multilineStringQuote
    }
    if holdsTexts || node.description.utf8.contains(UInt8(ascii: "\n")) { areUnusual = true }
    return .visitChildren
  }
}

/// Whether there are no bytes that may end a line or a text elsewhere.
func areBytesOrdinary(_ source: String) -> Bool {
  source.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t") }
}

/// Whether a token is of the kinds that everyday code is made of. About others, such as raw identifiers, raw strings, regular
/// expressions, nested comments and long operators, a reader of Swift may be wrong: code that has some is compiled by itself.
func isOrdinary(_ token: TokenSyntax) -> Bool {
  guard token.presence == .present, areOrdinary(token.leadingTrivia), areOrdinary(token.trailingTrivia) else {
    return false
  }
  switch token.tokenKind {
  case .identifier(let name), .dollarIdentifier(let name):
    return name.utf8.allSatisfy { isPartOfPlainName($0) }
  case .binaryOperator(let text), .prefixOperator(let text), .postfixOperator(let text):
    return isOrdinaryOperator(text, isBinary: token.tokenKind == .binaryOperator(text))
  case .backtick, .pound, .poundIf, .poundElse, .poundElseif, .poundEndif, .poundAvailable, .poundUnavailable,
    .rawStringPoundDelimiter, .regexLiteralPattern, .regexPoundDelimiter, .regexSlash, .shebang, .singleQuote,
    .unknown, .atSign:
    return false
  default:
    return true
  }
}

private func isOrdinaryOperator(_ text: String, isBinary: Bool) -> Bool {
  guard text.utf8.count <= 3, text.utf8.allSatisfy({ $0 < 0x80 }) else { return false }
  let slashes = text.utf8.count { $0 == UInt8(ascii: "/") }
  return slashes == 0 || isBinary && (text == "/" || text == "/=")
}

private func areOrdinary(_ trivia: Trivia) -> Bool {
  trivia.allSatisfy { piece in
    switch piece {
    case .spaces, .tabs, .newlines, .lineComment, .docLineComment: true
    default: false
    }
  }
}

private func isPartOfPlainName(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}
