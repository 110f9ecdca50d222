import LessonSyntax
import SwiftParser
import SwiftSyntax

/// The kinds of a piece's tokens and comments, in the order of the text.
/// - Complexity: O(*n*).
func tokens(of source: String) -> [SwiftToken] {
  var found: [SwiftToken] = []
  for token in Parser.parse(source: source).tokens(viewMode: .sourceAccurate) {
    found += comments(in: token.leadingTrivia, from: token.position.utf8Offset)
    let range = token.bareRange
    if !range.isEmpty { found.append(SwiftToken(kind(of: token), range)) }
    found += comments(in: token.trailingTrivia, from: token.endPositionBeforeTrailingTrivia.utf8Offset)
  }
  return found
}

private func comments(in trivia: Trivia, from start: Int) -> [SwiftToken] {
  var offset = start
  var found: [SwiftToken] = []
  for piece in trivia {
    let length = piece.sourceLength.utf8Length
    if piece.isComment { found.append(SwiftToken(.comment, offset..<offset + length)) }
    offset += length
  }
  return found
}

private func kind(of token: TokenSyntax) -> SwiftToken.Kind {
  switch token.tokenKind {
  case .keyword: .keyword
  case .identifier, .dollarIdentifier:
    if token.parent?.is(IdentifierTypeSyntax.self) ?? false {
      token.parent?.parent?.is(AttributeSyntax.self) ?? false ? .attribute : .type
    } else {
      .identifier
    }
  case .integerLiteral, .floatLiteral: .number
  case .stringQuote, .multilineStringQuote, .singleQuote, .stringSegment, .rawStringPoundDelimiter, .regexSlash,
    .regexPoundDelimiter, .regexLiteralPattern:
    .string
  case .binaryOperator, .prefixOperator, .postfixOperator, .equal, .arrow, .exclamationMark, .infixQuestionMark,
    .postfixQuestionMark, .prefixAmpersand, .ellipsis:
    .operator
  case .atSign: .attribute
  case .pound, .poundAvailable, .poundElse, .poundElseif, .poundEndif, .poundIf, .poundSourceLocation,
    .poundUnavailable:
    .directive
  case .unknown, .shebang, .endOfFile: .other
  default: .punctuation
  }
}
