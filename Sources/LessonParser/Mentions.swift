import LessonSyntax
import SwiftSyntax

/// Where a piece says `seed` and means neither a variable of a function, a closure or a block in it nor a member.
func seedUses(in tree: SourceFileSyntax, _ lines: LineTable) -> [SwiftFacts.SeedUse] {
  let finder = Mentions(lines, alsoAt: "seed")
  finder.walk(tree)
  return finder.uses
}

/// The variables that a piece mentions, each once a line, and which of the functions around it they belong to.
/// - Complexity: O(*n*) times the depth to which the code is nested.
func mentions(in tree: SourceFileSyntax, _ lines: LineTable) -> [SwiftFacts.Mention] {
  let finder = Mentions(lines)
  finder.walk(tree)
  return finder.mentions
}

private final class Mentions: SyntaxVisitor {
  private struct Scope {
    enum Kind {
      /// The piece itself, or a block.
      case block
      /// A function, closure or accessor.
      case function
      /// A type: its names are no variables, but may be meant.
      case type
      /// A type of which more is declared elsewhere.
      case openType
    }

    var kind: Kind
    /// How many functions there are from the outermost scope to this one.
    var depth: Int
    var names: Set<String> = []
  }

  private(set) var mentions: [SwiftFacts.Mention] = []
  /// Where the name is that is looked for.
  private(set) var uses: [SwiftFacts.SeedUse] = []
  private let lines: LineTable
  private let sought: String?
  private var scopes = [Scope(kind: .block, depth: 0)]

  /// - Parameters:
  ///   - lines: The piece's lines.
  ///   - sought: A name of which every place is noted, also in what only a call or a capture mentions.
  init(_ lines: LineTable, alsoAt sought: String? = nil) {
    (self.lines, self.sought) = (lines, sought)
    super.init(viewMode: .sourceAccurate)
  }

  // MARK: - Mentions

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    let access = node.parent?.as(MemberAccessExprSyntax.self)
    let isMember = access?.declName.id == node.id
    let isQualified = isMember && access?.base?.trimmedDescription == "LessonKit"
    if isQualified || !isMember { note(node.baseName, isQualified: isQualified) }
    // A function is known by its name.
    let isCalled = node.parent?.as(FunctionCallExprSyntax.self)?.calledExpression.id == node.id
    if !isMember && !isCalled { mention(node.baseName) }
    return .skipChildren
  }

  private func note(_ token: TokenSyntax, isQualified: Bool = false) {
    guard let sought, token.text == sought || token.text == "`\(sought)`",
      isQualified || !scopes.dropFirst().contains(where: { $0.names.contains(sought) })
    else { return }
    let place = lines.place(of: token.positionAfterSkippingLeadingTrivia.utf8Offset)
    uses.append(SwiftFacts.SeedUse(place, isQualified: isQualified))
  }

  private func mention(_ token: TokenSyntax) {
    let name = token.text
    guard name.first?.isUppercase == false, let functionsUp = functionsUp(to: name) else { return }
    let line = lines.place(of: token.positionAfterSkippingLeadingTrivia.utf8Offset).line
    let mention = SwiftFacts.Mention(name, line: line, functionsUp: functionsUp)
    // Those of a line are together, but for closures that begin in it.
    if !mentions.suffix(20).contains(mention) { mentions.append(mention) }
  }

  /// - Returns: `.some(nil)` for what no function around declares; `nil` for what is no variable.
  private func functionsUp(to name: String) -> Int?? {
    let depth = scopes.last?.depth ?? 0
    for scope in scopes.reversed() {
      switch scope.kind {
      case .block, .function:
        let isOwn = scope.names.contains(name) || scope.kind == .function && name.utf8.first == UInt8(ascii: "$")
        if isOwn { return .some(scope.depth == 0 ? nil : depth - scope.depth) }
      case .type, .openType:
        if name == "self" { return .some(depth - scope.depth - 1) }
        if scope.kind == .openType || scope.names.contains(name) { return nil }
      }
    }
    return .some(nil)
  }

  // MARK: - Declarations

  override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
    declare(node.identifier.text)
    return .skipChildren
  }

  private func declare(_ name: String) { scopes[scopes.count - 1].names.insert(name) }

  // A value is computed before it has its name.

  override func visit(_ node: PatternBindingSyntax) -> SyntaxVisitorContinueKind {
    if let value = node.initializer { walk(value) }
    walk(node.pattern)
    if let accessors = node.accessorBlock { walk(accessors) }
    return .skipChildren
  }

  override func visit(_ node: OptionalBindingConditionSyntax) -> SyntaxVisitorContinueKind {
    if let value = node.initializer {
      walk(value)
    } else if let name = node.pattern.as(IdentifierPatternSyntax.self) {
      note(name.identifier)
      mention(name.identifier)
    }
    walk(node.pattern)
    return .skipChildren
  }

  // MARK: - Scopes

  private func inScope(_ kind: Scope.Kind, _ names: [String] = [], _ body: () -> Void) -> SyntaxVisitorContinueKind {
    let depth = (scopes.last?.depth ?? 0) + (kind == .function ? 1 : 0)
    scopes.append(Scope(kind: kind, depth: depth, names: Set(names)))
    body()
    scopes.removeLast()
    return .skipChildren
  }

  override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind {
    inScope(.block) { walk(node.statements) }
  }

  override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
    walk(node.sequence)
    return inScope(.block) {
      walk(node.pattern)
      if let condition = node.whereClause { walk(condition) }
      walk(node.body)
    }
  }

  override func visit(_ node: IfExprSyntax) -> SyntaxVisitorContinueKind {
    _ = inScope(.block) {
      walk(node.conditions)
      walk(node.body)
    }
    if let other = node.elseBody { walk(other) }
    return .skipChildren
  }

  override func visit(_ node: WhileStmtSyntax) -> SyntaxVisitorContinueKind {
    inScope(.block) {
      walk(node.conditions)
      walk(node.body)
    }
  }

  override func visit(_ node: SwitchCaseSyntax) -> SyntaxVisitorContinueKind {
    inScope(.block) {
      walk(node.label)
      walk(node.statements)
    }
  }

  override func visit(_ node: CatchClauseSyntax) -> SyntaxVisitorContinueKind {
    inScope(.block, node.catchItems.isEmpty ? ["error"] : []) {
      walk(node.catchItems)
      walk(node.body)
    }
  }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
    if sought != nil {
      for item in node.signature?.capture?.items ?? [] {
        if let value = item.initializer { walk(value) } else { note(item.name) }
      }
    }
    return inScope(.function, node.signature.map(parameters) ?? []) { walk(node.statements) }
  }

  private func parameters(_ signature: ClosureSignatureSyntax) -> [String] {
    let captured = signature.capture?.items.map(\.name.text) ?? []
    switch signature.parameterClause {
    case .simpleInput(let list): return captured + list.map(\.name.text)
    case .parameterClause(let clause): return captured + clause.parameters.map { ($0.secondName ?? $0.firstName).text }
    default: return captured
    }
  }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    declare(node.name.text)
    return function(node.signature.parameterClause, node.body)
  }

  override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind {
    function(node.signature.parameterClause, node.body)
  }

  private func function(
    _ parameters: FunctionParameterClauseSyntax, _ body: CodeBlockSyntax?
  ) -> SyntaxVisitorContinueKind {
    if sought != nil { for value in parameters.parameters.compactMap(\.defaultValue) { walk(value) } }
    return inScope(.function, parameters.parameters.map { ($0.secondName ?? $0.firstName).text }) {
      if let body { walk(body) }
    }
  }

  override func visit(_ node: SubscriptDeclSyntax) -> SyntaxVisitorContinueKind {
    let names = node.parameterClause.parameters.map { ($0.secondName ?? $0.firstName).text }
    return inScope(.function, names) { if let accessors = node.accessorBlock { walk(accessors) } }
  }

  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind {
    guard case .getter(let statements) = node.accessors else { return .visitChildren }
    return inScope(.function) { walk(statements) }
  }

  override func visit(_ node: AccessorDeclSyntax) -> SyntaxVisitorContinueKind {
    inScope(.function, node.parameters.map { [$0.name.text] } ?? ["newValue", "oldValue"]) {
      if let body = node.body { walk(body) }
    }
  }

  override func visit(_ node: DeinitializerDeclSyntax) -> SyntaxVisitorContinueKind {
    inScope(.function) { if let body = node.body { walk(body) } }
  }

  override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind {
    let inherits = node.parent?.asProtocol((any DeclGroupSyntax).self)?.inheritanceClause != nil
    let isOpen = inherits || node.parent?.is(ExtensionDeclSyntax.self) ?? false
    return inScope(isOpen ? .openType : .type, node.members.flatMap(names)) { walk(node.members) }
  }

  private func names(of member: MemberBlockItemSyntax) -> [String] {
    if let variable = member.decl.as(VariableDeclSyntax.self) {
      return variable.bindings.flatMap { LessonParser.names(boundBy: Syntax($0.pattern)).map(\.text) }
    }
    return member.decl.asProtocol((any NamedDeclSyntax).self).map { [$0.name.text] } ?? []
  }
}
