import LessonSyntax
import SwiftSyntax

/// Where statements may be added that report what the compiler's instrumentation for playgrounds does not: what loops, conditions,
/// cases and patterns bind, and what a change of a part makes of a variable.
/// - Complexity: O(*n*).
func tracePoints(in tree: SourceFileSyntax) -> [SwiftFacts.TracePoint] {
  guard !tree.hasError else { return [] }
  let finder = TracePoints(in: tree)
  finder.walk(tree)
  return finder.points.sorted { $0.offset < $1.offset }
}

private final class TracePoints: SyntaxVisitor {
  private(set) var points: [SwiftFacts.TracePoint] = []
  /// Whether closures may be more than a row of statements, as far as this piece tells.
  private let hasBuilders: Bool
  private let valuePositions = ValuePositions()

  init(in tree: SourceFileSyntax) {
    hasBuilders = tree.tokens(viewMode: .sourceAccurate).contains { $0.tokenKind == .identifier("resultBuilder") }
    super.init(viewMode: .sourceAccurate)
  }

  // MARK: - Behind statements

  override func visit(_ node: CodeBlockItemSyntax) -> SyntaxVisitorContinueKind {
    guard let list = node.parent?.as(CodeBlockItemListSyntax.self) else { return .visitChildren }
    guard !valuePositions.isValue(list) else {
      for point in resultPoints(in: list) { append(point) }
      return .visitChildren
    }
    if case .expr(let expression) = node.item, let (variable, offset) = changedElement(in: expression) {
      let names = reportable([variable]).map { SwiftFacts.TracedName($0.text, at: offset) }
      append(SwiftFacts.TracePoint(node.item.bareRange.lowerBound, .beforeChange, names))
    }
    let isWholeClosure = list.count == 1 && list.parent?.is(ClosureExprSyntax.self) ?? false
    let names = reportable(namesBoundOrChanged(by: node.item, isWholeClosure: isWholeClosure))
    if names.isEmpty { return .visitChildren }
    if let semicolon = node.semicolon {
      append(behind: semicolon, names)
    } else {
      append(SwiftFacts.TracePoint(node.item.bareRange.upperBound, .behindStatement, names))
    }
    return .visitChildren
  }

  private func namesBoundOrChanged(by item: CodeBlockItemSyntax.Item, isWholeClosure: Bool) -> [TokenSyntax] {
    switch item {
    case .decl(let declaration):
      guard let variable = declaration.as(VariableDeclSyntax.self) else { return [] }
      return namesBound(by: variable) + namesChanged(in: Syntax(variable))
    case .stmt(let statement):
      // What stands behind any other is never reached, or in a block of its own.
      guard let guarding = statement.as(GuardStmtSyntax.self) else { return [] }
      return conditionNames(guarding.conditions)
    case .expr(let expression):
      return namesChanged(in: Syntax(expression), isWholeClosure: isWholeClosure)
    default: return []
    }
  }

  /// Of a single variable with a value the compiler tells by itself.
  private func namesBound(by variable: VariableDeclSyntax) -> [TokenSyntax] {
    let isImmediate = variable.modifiers.allSatisfy {
      $0.name.tokenKind != .keyword(.lazy) && $0.name.tokenKind != .keyword(.async)
    }
    let isSingle =
      variable.bindings.count == 1 && variable.bindings.first?.pattern.is(IdentifierPatternSyntax.self) == true
    guard isImmediate, !isSingle else { return [] }
    return variable.bindings.flatMap { $0.initializer == nil ? [] : names(boundBy: Syntax($0.pattern)) }
  }

  // MARK: - At the beginning of blocks

  override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
    append(behind: node.body.leftBrace, reportable(names(boundBy: Syntax(node.pattern))))
    return .visitChildren
  }

  override func visit(_ node: WhileStmtSyntax) -> SyntaxVisitorContinueKind {
    append(behind: node.body.leftBrace, reportable(conditionNames(node.conditions)))
    return .visitChildren
  }

  override func visit(_ node: IfExprSyntax) -> SyntaxVisitorContinueKind {
    if !valuePositions.isValue(ExprSyntax(node)) {
      append(behind: node.body.leftBrace, reportable(conditionNames(node.conditions)))
    }
    return .visitChildren
  }

  override func visit(_ node: SwitchCaseSyntax) -> SyntaxVisitorContinueKind {
    if case .case(let label) = node.label, !valuePositions.isBranchOfValue(node) {
      append(behind: label.colon, reportable(caseNames(label)))
    }
    return .visitChildren
  }

  override func visit(_ node: CatchClauseSyntax) -> SyntaxVisitorContinueKind {
    let bound = node.catchItems.compactMap(\.pattern).flatMap { names(boundBy: Syntax($0)) }
    append(behind: node.body.leftBrace, reportable(bound))
    return .visitChildren
  }

  // MARK: - Where nothing may be added

  /// What may stand before a function whose body is a row of statements.
  private static let ordinaryAttributes: Set = [
    "discardableResult", "inline", "inlinable", "available", "MainActor", "Sendable", "objc", "main",
    "usableFromInline",
  ]

  private func isOrdinary(_ attributes: AttributeListSyntax) -> SyntaxVisitorContinueKind {
    let areAllKnown = attributes.allSatisfy { element in
      guard case .attribute(let attribute) = element else { return false }
      return Self.ordinaryAttributes.contains(attribute.attributeName.trimmedDescription)
    }
    return areAllKnown ? .visitChildren : .skipChildren
  }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { isOrdinary(node.attributes) }
  override func visit(_ node: SubscriptDeclSyntax) -> SyntaxVisitorContinueKind { isOrdinary(node.attributes) }

  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind {
    guard let variable = node.parent?.parent?.parent?.as(VariableDeclSyntax.self) else { return .visitChildren }
    return isOrdinary(variable.attributes)
  }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
    hasBuilders ? .skipChildren : .visitChildren
  }

  override func visit(_ node: DeferStmtSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: MacroDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: MacroExpansionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

  // MARK: - Points

  private func append(behind token: TokenSyntax, _ names: [SwiftFacts.TracedName]) {
    append(SwiftFacts.TracePoint(token.bareRange.upperBound, .atBeginning, names))
  }

  private func append(_ point: SwiftFacts.TracePoint) {
    if !point.names.isEmpty || point.position == .beforeResult { points.append(point) }
  }
}

// MARK: - Names

/// What a condition's patterns bind, and what is changed to find out.
func conditionNames(_ conditions: ConditionElementListSyntax) -> [TokenSyntax] {
  conditions.flatMap { element -> [TokenSyntax] in
    let bound: [TokenSyntax] =
      switch element.condition {
      case .optionalBinding(let binding): names(boundBy: Syntax(binding.pattern))
      case .matchingPattern(let matching): names(boundBy: Syntax(matching.pattern))
      default: []
      }
    return bound + namesChanged(in: Syntax(element))
  }
}

func caseNames(_ label: SwitchCaseLabelSyntax) -> [TokenSyntax] {
  label.caseItems.flatMap { names(boundBy: Syntax($0.pattern)) }
}

/// Each name once. `self` is no variable, and an `_` is no name.
func reportable(_ tokens: [TokenSyntax]) -> [SwiftFacts.TracedName] {
  var found: [SwiftFacts.TracedName] = []
  for token in tokens where !found.contains(where: { $0.text == token.text }) {
    switch token.tokenKind {
    case .identifier, .dollarIdentifier:
      found.append(SwiftFacts.TracedName(token.text, at: token.positionAfterSkippingLeadingTrivia.utf8Offset))
    default: break
    }
  }
  return found
}
