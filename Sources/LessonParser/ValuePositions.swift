import SwiftSyntax

/// Which expressions are what a function, a closure or a branch gives: another statement beside one would take that away.
///
/// It asks once only about each of the lists and choices that stand within each other.
final class ValuePositions {
  private var values: [SyntaxIdentifier: Bool] = [:]
  private var possibleValues: [SyntaxIdentifier: Bool] = [:]

  /// Whether a list of statements is one such expression.
  func isValue(_ list: CodeBlockItemListSyntax) -> Bool {
    if let known = values[list.id] { return known }
    let isValue = list.count == 1 && list.first.map { mayBeValue($0.item) } ?? false && standsForValue(list)
    values[list.id] = isValue
    return isValue
  }

  /// Whether an `if` or `switch` is a value rather than a statement, or may be one.
  func isValue(_ choice: ExprSyntax) -> Bool {
    if let known = values[choice.id] { return known }
    let isValue =
      if let outer = choice.parent?.as(IfExprSyntax.self) {
        isValue(ExprSyntax(outer))
      } else if choice.parent?.is(ExpressionStmtSyntax.self) ?? false,
        let list = choice.parent?.parent?.parent?.as(CodeBlockItemListSyntax.self)
      {
        isValue(list)
      } else {
        true
      }
    values[choice.id] = isValue
    return isValue
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

  /// Whether the only expression in a list is what the owner of the list gives.
  private func standsForValue(_ list: CodeBlockItemListSyntax) -> Bool {
    guard let parent = list.parent else { return false }
    if parent.is(ClosureExprSyntax.self) || parent.is(AccessorBlockSyntax.self) { return true }
    if let each = parent.as(SwitchCaseSyntax.self) { return isBranchOfValue(each) }
    guard parent.is(CodeBlockSyntax.self), let owner = parent.parent else {
      return parent.is(IfConfigClauseSyntax.self)
    }
    if let function = owner.as(FunctionDeclSyntax.self) { return hasResult(function.signature) }
    if let accessor = owner.as(AccessorDeclSyntax.self) {
      return accessor.accessorSpecifier.tokenKind == .keyword(.get)
    }
    if let branch = owner.as(IfExprSyntax.self) { return isValue(ExprSyntax(branch)) }
    return false
  }

  private func mayBeValue(_ item: CodeBlockItemSyntax.Item) -> Bool {
    switch item {
    case .stmt(let statement): statement.as(ExpressionStmtSyntax.self).map { mayBeValue($0.expression) } ?? false
    case .expr(let expression): mayBeValue(expression)
    default: false
    }
  }

  private func mayBeValue(_ expression: ExprSyntax) -> Bool {
    guard expression.is(IfExprSyntax.self) || expression.is(SwitchExprSyntax.self) else {
      return !hasNoValue(expression)
    }
    if let known = possibleValues[expression.id] { return known }
    let isPossible = mayChoiceBeValue(expression)
    possibleValues[expression.id] = isPossible
    return isPossible
  }

  private func mayChoiceBeValue(_ expression: ExprSyntax) -> Bool {
    if let choice = expression.as(SwitchExprSyntax.self) {
      return choice.cases.allSatisfy { element in
        guard case .switchCase(let each) = element else { return true }
        return mayBranchBeValue(each.statements)
      }
    }
    guard let choice = expression.as(IfExprSyntax.self), mayBranchBeValue(choice.body.statements),
      let other = choice.elseBody
    else { return false }
    switch other {
    case .ifExpr(let next): return mayBeValue(ExprSyntax(next))
    case .codeBlock(let block): return mayBranchBeValue(block.statements)
    default: return true
    }
  }

  private func mayBranchBeValue(_ statements: CodeBlockItemListSyntax) -> Bool {
    guard statements.count == 1, let item = statements.first?.item else { return false }
    if case .stmt(let statement) = item, statement.is(ThrowStmtSyntax.self) { return true }
    return mayBeValue(item)
  }
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
