import SwiftSyntax

/// Whether a list of statements is one expression that is what its function, closure or branch gives: another statement beside it would
/// take that away.
func isValue(_ list: CodeBlockItemListSyntax) -> Bool {
  guard list.count == 1, let item = list.first, mayBeValue(item.item) else { return false }
  guard let parent = list.parent else { return false }
  if parent.is(ClosureExprSyntax.self) || parent.is(AccessorBlockSyntax.self) { return true }
  if let each = parent.as(SwitchCaseSyntax.self) { return isBranchOfValue(each) }
  guard parent.is(CodeBlockSyntax.self), let owner = parent.parent else { return parent.is(IfConfigClauseSyntax.self) }
  if let function = owner.as(FunctionDeclSyntax.self) { return hasResult(function.signature) }
  if let accessor = owner.as(AccessorDeclSyntax.self) { return accessor.accessorSpecifier.tokenKind == .keyword(.get) }
  if let branch = owner.as(IfExprSyntax.self) { return isValue(ExprSyntax(branch)) }
  return false
}

/// Whether a case belongs to a `switch` that is a value.
func isBranchOfValue(_ each: SwitchCaseSyntax) -> Bool {
  // There may be conditions of compilation between.
  var outer = each.parent
  while let node = outer {
    if let choice = node.as(SwitchExprSyntax.self) { return isValue(ExprSyntax(choice)) }
    outer = node.parent
  }
  return true
}

/// Whether an `if` or `switch` is a value rather than a statement, or may be one.
func isValue(_ choice: ExprSyntax) -> Bool {
  guard let parent = choice.parent else { return false }
  if let outer = parent.as(IfExprSyntax.self) { return isValue(ExprSyntax(outer)) }
  guard parent.is(ExpressionStmtSyntax.self) else { return true }
  guard let list = parent.parent?.parent?.as(CodeBlockItemListSyntax.self) else { return true }
  return isValue(list)
}

private func mayBeValue(_ item: CodeBlockItemSyntax.Item) -> Bool {
  switch item {
  case .stmt(let statement): statement.as(ExpressionStmtSyntax.self).map { mayBeValue($0.expression) } ?? false
  case .expr(let expression): mayBeValue(expression)
  default: false
  }
}

private func mayBeValue(_ expression: ExprSyntax) -> Bool {
  if let choice = expression.as(IfExprSyntax.self) {
    guard mayBranchBeValue(choice.body.statements), let other = choice.elseBody else { return false }
    switch other {
    case .ifExpr(let next): return mayBeValue(ExprSyntax(next))
    case .codeBlock(let block): return mayBranchBeValue(block.statements)
    default: return true
    }
  }
  if let choice = expression.as(SwitchExprSyntax.self) {
    return choice.cases.allSatisfy { element in
      guard case .switchCase(let each) = element else { return true }
      return mayBranchBeValue(each.statements)
    }
  }
  return !hasNoValue(expression)
}

private func mayBranchBeValue(_ statements: CodeBlockItemListSyntax) -> Bool {
  guard statements.count == 1, let item = statements.first?.item else { return false }
  if case .stmt(let statement) = item, statement.is(ThrowStmtSyntax.self) { return true }
  return mayBeValue(item)
}

/// Functions whose result is nothing.
private let procedures: Set = ["print", "debugPrint", "show", "answer", "assert", "precondition"]

private func hasNoValue(_ expression: ExprSyntax) -> Bool {
  if let sequence = expression.as(SequenceExprSyntax.self) { return assignment(in: sequence) != nil }
  guard let call = expression.as(FunctionCallExprSyntax.self) else { return false }
  if isChangingProcedure(call) { return true }
  guard let callee = call.calledExpression.as(DeclReferenceExprSyntax.self) else { return false }
  return procedures.contains(callee.baseName.text)
}

private func hasResult(_ signature: FunctionSignatureSyntax) -> Bool {
  guard let type = signature.returnClause?.type else { return false }
  return !["Void", "()", "Swift.Void"].contains(type.trimmedDescription)
}
