import LessonSyntax
import SwiftSyntax

/// Where statements may be added in the branches of an `if` or `switch` that is the result of a function, and says nothing of being it:
/// from then on each branch returns its result itself.
/// - Parameter list: All that a function does, a value.
/// - Returns: None where no branch binds a variable.
func resultPoints(in list: CodeBlockItemListSyntax) -> [SwiftFacts.TracePoint] {
  guard hasStatedResult(list), case .stmt(let statement)? = list.first?.item,
    let choice = statement.as(ExpressionStmtSyntax.self)?.expression
  else { return [] }
  let points = branches(of: choice).flatMap(points)
  return points.contains { !$0.names.isEmpty } ? points : []
}

private struct Branch {
  /// What it starts with: a brace or a colon.
  var start: TokenSyntax
  var bound: [TokenSyntax]
  var statements: CodeBlockItemListSyntax
}

private func branches(of choice: ExprSyntax) -> [Branch] {
  if let choice = choice.as(SwitchExprSyntax.self) {
    return choice.cases.compactMap { element in
      guard case .switchCase(let each) = element else { return nil }
      switch each.label {
      case .case(let label): return Branch(start: label.colon, bound: caseNames(label), statements: each.statements)
      case .default(let label): return Branch(start: label.colon, bound: [], statements: each.statements)
      default: return nil
      }
    }
  }
  guard let choice = choice.as(IfExprSyntax.self) else { return [] }
  let first = Branch(
    start: choice.body.leftBrace, bound: conditionNames(choice.conditions), statements: choice.body.statements)
  switch choice.elseBody {
  case .ifExpr(let next): return [first] + branches(of: ExprSyntax(next))
  case .codeBlock(let block): return [first, Branch(start: block.leftBrace, bound: [], statements: block.statements)]
  default: return [first]
  }
}

private func points(in branch: Branch) -> [SwiftFacts.TracePoint] {
  let names = reportable(branch.bound)
  if case .expr(let result)? = branch.statements.first?.item, !isNever(result) {
    return [SwiftFacts.TracePoint(result.bareRange.lowerBound, .beforeResult, names)]
  }
  let beginning = SwiftFacts.TracePoint(branch.start.bareRange.upperBound, .atBeginning, names)
  guard case .stmt(let statement)? = branch.statements.first?.item,
    let choice = statement.as(ExpressionStmtSyntax.self)?.expression
  else { return [beginning] }
  return [beginning] + branches(of: choice).flatMap(points)
}

private func isNever(_ expression: ExprSyntax) -> Bool {
  let callee = expression.as(FunctionCallExprSyntax.self)?.calledExpression.as(DeclReferenceExprSyntax.self)
  return callee.map { ["fatalError", "preconditionFailure", "exit", "abort"].contains($0.baseName.text) } ?? false
}

/// Whether the type is written down of what a function gives that does this.
private func hasStatedResult(_ list: CodeBlockItemListSyntax) -> Bool {
  let owner = list.parent?.is(CodeBlockSyntax.self) ?? false ? list.parent?.parent : list.parent
  let type: Syntax? =
    if let function = owner?.as(FunctionDeclSyntax.self) {
      function.signature.returnClause.map { Syntax($0.type) }
    } else if let closure = owner?.as(ClosureExprSyntax.self) {
      closure.signature?.returnClause.map { Syntax($0.type) }
    } else {
      // A property's and a subscript's getter always have one.
      (owner?.as(AccessorBlockSyntax.self)?.parent ?? owner?.as(AccessorDeclSyntax.self)?.parent?.parent?.parent)
    }
  let isOpaque = type?.tokens(viewMode: .sourceAccurate).contains { $0.tokenKind == .keyword(.some) } ?? true
  return !isOpaque
}
