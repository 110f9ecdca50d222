import SwiftSyntax

/// Finds `try`, `await`, `throw` and `return` outside of functions, closures and types: what means one thing at a file's top level, and
/// another in a function.
final class OwnEffects: SyntaxVisitor {
  private(set) var areAny = false
  private(set) var areAwaits = false

  override func visit(_ node: TryExprSyntax) -> SyntaxVisitorContinueKind {
    // `try?` and `try!` handle the error themselves.
    if node.questionOrExclamationMark == nil { areAny = true }
    return .visitChildren
  }

  override func visit(_ node: AwaitExprSyntax) -> SyntaxVisitorContinueKind { awaiting() }

  override func visit(_ node: ThrowStmtSyntax) -> SyntaxVisitorContinueKind {
    areAny = true
    return .visitChildren
  }

  override func visit(_ node: ReturnStmtSyntax) -> SyntaxVisitorContinueKind {
    areAny = true
    return .visitChildren
  }

  override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
    if node.tryKeyword != nil { areAny = true }
    return node.awaitKeyword == nil ? .visitChildren : awaiting()
  }

  override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
    node.modifiers.contains { $0.name.tokenKind == .keyword(.async) } ? awaiting() : .visitChildren
  }

  private func awaiting() -> SyntaxVisitorContinueKind {
    (areAny, areAwaits) = (true, true)
    return .visitChildren
  }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}
