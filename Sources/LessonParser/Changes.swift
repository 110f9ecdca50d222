import LessonSyntax
import SwiftSyntax

/// The accesses to elements that change them, in the order of the text.
/// - Complexity: O(*n*).
func changes(in tree: SourceFileSyntax, _ lines: LineTable) -> [SwiftFacts.Change] {
  let finder = Changes(lines)
  finder.walk(tree)
  return finder.changes.sorted { ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column) }
}

/// The element that an expression itself changes, not a block in it: the variable, and where the access stands.
func changedElement(in expression: ExprSyntax) -> (variable: TokenSyntax, offset: Int)? {
  let finder = ChangedElements()
  finder.walk(expression)
  return finder.elements.lazy.compactMap { element in
    variable(in: element).map { ($0, offset(ofAccess: element)) }
  }.first
}

/// Of the bracket, or of the whole where one element is within another: any of the accesses may be the one that fails.
private func offset(ofAccess element: ExprSyntax) -> Int {
  var accesses: [SubscriptCallExprSyntax] = []
  var inner = element
  while let access = access(in: inner) {
    accesses.append(access)
    inner = access.calledExpression
  }
  let only = accesses.count == 1 ? accesses.first?.leftSquare.positionAfterSkippingLeadingTrivia : nil
  return (only ?? element.positionAfterSkippingLeadingTrivia).utf8Offset
}

/// The outermost access to an element within an expression that is changed, or whose part is.
private func access(in expression: ExprSyntax) -> SubscriptCallExprSyntax? {
  let expression = bare(expression)
  if let access = expression.as(SubscriptCallExprSyntax.self) { return access }
  return expression.as(MemberAccessExprSyntax.self)?.base.flatMap(access)
}

/// Collects what is changed by a compound assignment, as an argument or by a method.
private class ChangedElements: SyntaxVisitor {
  private(set) var elements: [ExprSyntax] = []

  init() { super.init(viewMode: .sourceAccurate) }

  func found(_ expression: ExprSyntax) { elements.append(expression) }

  private func take(_ expression: ExprSyntax) {
    if access(in: expression) != nil { found(expression) }
  }

  override func visit(_ node: SequenceExprSyntax) -> SyntaxVisitorContinueKind {
    if let (target, isPlain) = assignment(in: node) {
      // A plain assignment of an element has a line of its own; one of its parts has none.
      if !isPlain || !bare(target).is(SubscriptCallExprSyntax.self) || accessIsNested(bare(target)) { take(target) }
    }
    return .visitChildren
  }

  private func accessIsNested(_ target: ExprSyntax) -> Bool {
    target.as(SubscriptCallExprSyntax.self).map { access(in: $0.calledExpression) != nil } ?? false
  }

  override func visit(_ node: InOutExprSyntax) -> SyntaxVisitorContinueKind {
    take(node.expression)
    return .visitChildren
  }

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    if let method = node.calledExpression.as(MemberAccessExprSyntax.self), let object = method.base,
      isChangingProcedure(node) || changingFunctions.contains(method.declName.baseName.text)
    {
      take(object)
    }
    return .visitChildren
  }

  // Statements within have their own places.
  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: SwitchCaseListSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}

/// The same in a whole piece, with the functions and closures around each.
private final class Changes: ChangedElements {
  private struct Scope {
    var function: SwiftFacts.Declared?
    var closures: [Int] = []
    /// How many closures have begun in it.
    var count = 0
  }

  private(set) var changes: [SwiftFacts.Change] = []
  private let lines: LineTable
  private var scopes = [Scope()]

  init(_ lines: LineTable) {
    self.lines = lines
    super.init()
  }

  override func found(_ expression: ExprSyntax) {
    let scope = scopes[scopes.count - 1]
    changes.append(
      SwiftFacts.Change(
        lines.place(of: offset(ofAccess: expression)), in: scope.function, closures: scope.closures))
  }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
    scopes[scopes.count - 1].count += 1
    var scope = scopes[scopes.count - 1]
    (scope.closures, scope.count) = (scope.closures + [scope.count], 0)
    scopes.append(scope)
    return .visitChildren
  }

  override func visitPost(_ node: ClosureExprSyntax) { scopes.removeLast() }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { enter(node.name) }
  override func visitPost(_ node: FunctionDeclSyntax) { scopes.removeLast() }
  override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind { enter(node.initKeyword) }
  override func visitPost(_ node: InitializerDeclSyntax) { scopes.removeLast() }

  private func enter(_ name: TokenSyntax) -> SyntaxVisitorContinueKind {
    let line = lines.place(of: name.positionAfterSkippingLeadingTrivia.utf8Offset).line
    scopes.append(Scope(function: SwiftFacts.Declared(name.text, line: line)))
    return .visitChildren
  }

  override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind { .visitChildren }
  override func visit(_ node: SwitchCaseListSyntax) -> SyntaxVisitorContinueKind { .visitChildren }
}
