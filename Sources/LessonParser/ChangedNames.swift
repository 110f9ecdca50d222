import SwiftSyntax

/// The variables that a statement changes and of which the compiler's instrumentation does not tell: by an assignment to a part, in a
/// call that is given a variable to change, or by a method that gives a result besides.
/// - Parameters:
///   - syntax: The statement.
///   - isWholeClosure: Whether it is all that a closure does: of that the compiler tells the value only.
/// - Returns: The names, where they first stand.
func namesChanged(in syntax: Syntax, isWholeClosure: Bool = false) -> [TokenSyntax] {
  let collector = ChangedNames(isWholeClosure: isWholeClosure)
  collector.walk(syntax)
  return collector.names
}

/// An assignment, of any kind: its target and its operator.
func assignment(in sequence: SequenceExprSyntax) -> (target: ExprSyntax, isPlain: Bool)? {
  let parts = sequence.elements.prefix(2).map(\.self)
  guard parts.count == 2 else { return nil }
  if parts[1].is(AssignmentExprSyntax.self) { return (parts[0], true) }
  guard let sign = parts[1].as(BinaryOperatorExprSyntax.self)?.operator.text, sign.hasSuffix("="),
    !comparisons.contains(sign)
  else { return nil }
  return (parts[0], false)
}

private let comparisons: Set = ["==", "!=", "<=", ">=", "===", "!==", "~=", ".==", ".!=", ".<=", ".>="]

/// The standard library's methods that change what they are called on and give a result besides.
let changingFunctions: Set = [
  "insert", "remove", "removeFirst", "removeLast", "removeValue", "popFirst", "popLast", "partition", "next", "update",
  "updateValue",
]

/// The standard library's methods that change what they are called on and give no result.
private let changingProcedures: Set = [
  "append", "removeAll", "removeSubrange", "replaceSubrange", "sort", "reverse", "shuffle", "swapAt", "toggle",
  "negate",
  "merge", "formUnion", "formIntersection", "formSymmetricDifference", "subtract",
]

/// Whether a call is one of a method of the standard library that gives no result.
func isChangingProcedure(_ call: FunctionCallExprSyntax) -> Bool {
  guard let method = call.calledExpression.as(MemberAccessExprSyntax.self), method.base != nil else { return false }
  return changingProcedures.contains(method.declName.baseName.text)
}

/// The variable of which an expression is a part.
func variable(in expression: ExprSyntax) -> TokenSyntax? {
  let expression = bare(expression)
  if let name = expression.as(DeclReferenceExprSyntax.self) {
    // A type's or a module's name is no variable's.
    return name.argumentNames == nil && name.baseName.text.first?.isUppercase == false ? name.baseName : nil
  }
  if let member = expression.as(MemberAccessExprSyntax.self) { return member.base.flatMap(variable) }
  if let element = expression.as(SubscriptCallExprSyntax.self) { return variable(in: element.calledExpression) }
  return nil
}

/// What stands within the signs that do not lead to another value.
func bare(_ expression: ExprSyntax) -> ExprSyntax {
  if let inner = expression.as(TryExprSyntax.self)?.expression ?? expression.as(AwaitExprSyntax.self)?.expression
    ?? expression.as(ForceUnwrapExprSyntax.self)?.expression
    ?? expression.as(OptionalChainingExprSyntax.self)?.expression
  {
    return bare(inner)
  }
  if let tuple = expression.as(TupleExprSyntax.self), tuple.elements.count == 1, let only = tuple.elements.first {
    return bare(only.expression)
  }
  return expression
}

private final class ChangedNames: SyntaxVisitor {
  private(set) var names: [TokenSyntax] = []
  private let isWholeClosure: Bool

  init(isWholeClosure: Bool) {
    self.isWholeClosure = isWholeClosure
    super.init(viewMode: .sourceAccurate)
  }

  override func visit(_ node: SequenceExprSyntax) -> SyntaxVisitorContinueKind {
    if let (target, isPlain) = assignment(in: node) { names += changed(target, isPlain: isPlain) }
    return .visitChildren
  }

  override func visit(_ node: InOutExprSyntax) -> SyntaxVisitorContinueKind {
    if let name = variable(in: node.expression) { names.append(name) }
    return .visitChildren
  }

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    guard let method = node.calledExpression.as(MemberAccessExprSyntax.self), let object = method.base,
      let name = variable(in: object)
    else { return .visitChildren }
    // Of a procedure that is called on a variable itself the compiler tells.
    let isUntold = isChangingProcedure(node) && (isWholeClosure || !bare(object).is(DeclReferenceExprSyntax.self))
    if isUntold || changingFunctions.contains(method.declName.baseName.text) { names.append(name) }
    return .visitChildren
  }

  private func changed(_ target: ExprSyntax, isPlain: Bool) -> [TokenSyntax] {
    let target = bare(target)
    if let tuple = target.as(TupleExprSyntax.self), isPlain {
      return tuple.elements.compactMap { variable(in: $0.expression) }
    }
    let isToldByCompiler =
      target.is(DeclReferenceExprSyntax.self)
      || isPlain && target.as(MemberAccessExprSyntax.self)?.base?.is(DeclReferenceExprSyntax.self) ?? false
    if isToldByCompiler && !isWholeClosure { return [] }
    return [variable(in: target)].compactMap(\.self)
  }

  // Statements within have their own places.
  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: SwitchCaseListSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}
