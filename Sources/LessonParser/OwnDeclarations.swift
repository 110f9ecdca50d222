import LessonSyntax
import SwiftSyntax

/// What a piece of code declares at its own level, not within its functions and types.
struct OwnDeclarations {
  private(set) var declared: [SwiftFacts.Declared] = []
  private(set) var topLevelParts: [SwiftFacts.TopLevelPart] = []
  /// Whether a type mentions a variable of the piece, and declares nothing of that name itself.
  private(set) var typesUseVariables = false

  init(of tree: SourceFileSyntax, _ lines: LineTable) {
    var variables: Set<String> = []
    for item in tree.statements {
      for token in Self.declaredNames(item.item) {
        declared.append(
          SwiftFacts.Declared(
            token.text, line: lines.place(of: token.positionAfterSkippingLeadingTrivia.utf8Offset).line))
        if !item.item.isFunctionOrType { variables.insert(token.text) }
      }
    }
    let own = Set(declared.map(\.name))
    for item in tree.statements {
      if let kind = Self.topLevelKind(of: item.item) {
        let uses = Names(mentionedIn: Syntax(item.item)).mentioned
        topLevelParts.append(
          SwiftFacts.TopLevelPart(kind, item.bareRange, usesOwnNames: !uses.isDisjoint(with: own)))
      }
      if item.item.isType, !variables.isEmpty {
        let names = Names(mentionedIn: Syntax(item.item))
        if !names.mentioned.subtracting(names.declared).isDisjoint(with: variables) { typesUseVariables = true }
      }
    }
  }

  private static func declaredNames(_ item: CodeBlockItemSyntax.Item) -> [TokenSyntax] {
    switch item {
    case .decl(let declaration):
      if let variable = declaration.as(VariableDeclSyntax.self) {
        return variable.bindings.flatMap { names(boundBy: Syntax($0.pattern)) }
      }
      return declaration.asProtocol((any NamedDeclSyntax).self).map { [$0.name] } ?? []
    case .stmt(let statement):
      guard let guarding = statement.as(GuardStmtSyntax.self) else { return [] }
      return guarding.conditions.flatMap { names(boundBy: Syntax($0)) }
    default:
      return []
    }
  }

  private static func topLevelKind(of item: CodeBlockItemSyntax.Item) -> SwiftFacts.TopLevelPart.Kind? {
    guard case .decl(let declaration) = item else { return nil }
    if declaration.is(ImportDeclSyntax.self) { return .importing }
    if declaration.is(OperatorDeclSyntax.self) || declaration.is(PrecedenceGroupDeclSyntax.self) { return .operators }
    return needsTopLevel(declaration) ? .other : nil
  }

  private static let accessWords: Set<Keyword> = [.public, .private, .fileprivate, .internal, .package, .open]

  private static func needsTopLevel(_ declaration: DeclSyntax) -> Bool {
    if declaration.is(ExtensionDeclSyntax.self) || declaration.is(MacroDeclSyntax.self) { return true }
    if let function = declaration.as(FunctionDeclSyntax.self), function.name.isOperator { return true }
    if let condition = declaration.as(IfConfigDeclSyntax.self) {
      return condition.clauses.contains { clause in
        guard case .statements(let items) = clause.elements else { return false }
        return items.contains { topLevelKind(of: $0.item) != nil }
      }
    }
    if let modified = declaration.asProtocol((any WithModifiersSyntax).self),
      modified.modifiers.contains(where: { modifier in
        if case .keyword(let word) = modifier.name.tokenKind { accessWords.contains(word) } else { false }
      })
    {
      return true
    }
    guard let attributed = declaration.asProtocol((any WithAttributesSyntax).self) else { return false }
    return attributed.attributes.contains { element in
      guard case .attribute(let attribute) = element else { return true }
      return globalAttributes.contains(attribute.attributeName.trimmedDescription)
    }
  }

  /// Attributes that only what is declared at the top level may have.
  private static let globalAttributes: Set = [
    "main", "inlinable", "usableFromInline", "frozen", "globalActor", "_cdecl", "cdecl", "_silgen_name", "_extern",
    "_exported", "_implementationOnly", "resultBuilder", "propertyWrapper", "dynamicMemberLookup", "dynamicCallable",
    "attached", "freestanding",
  ]
}

extension TokenSyntax {
  var isOperator: Bool {
    switch tokenKind {
    case .binaryOperator, .prefixOperator, .postfixOperator: true
    default: false
    }
  }
}

extension CodeBlockItemSyntax.Item {
  fileprivate var isType: Bool {
    guard case .decl(let declaration) = self else { return false }
    return declaration.is(StructDeclSyntax.self) || declaration.is(ClassDeclSyntax.self)
      || declaration.is(EnumDeclSyntax.self) || declaration.is(ActorDeclSyntax.self)
  }

  fileprivate var isFunctionOrType: Bool {
    guard case .decl(let declaration) = self else { return false }
    return !declaration.is(VariableDeclSyntax.self)
  }
}

/// The names that a pattern or a condition binds.
func names(boundBy syntax: Syntax) -> [TokenSyntax] {
  let collector = BoundNames(viewMode: .sourceAccurate)
  collector.walk(syntax)
  return collector.names
}

private final class BoundNames: SyntaxVisitor {
  var names: [TokenSyntax] = []

  override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
    names.append(node.identifier)
    return .skipChildren
  }

  // What is bound in a closure is bound there only.
  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}

/// The names that some code mentions, and those that it declares in turn.
private final class Names: SyntaxVisitor {
  private(set) var mentioned: Set<String> = []
  private(set) var declared: Set<String> = []

  init(mentionedIn syntax: Syntax) {
    super.init(viewMode: .sourceAccurate)
    walk(syntax)
  }

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    mentioned.insert(node.baseName.text)
    return .skipChildren
  }

  override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind {
    mentioned.insert(node.name.text)
    return .visitChildren
  }

  override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
    declared.insert(node.identifier.text)
    return .skipChildren
  }

  override func visit(_ node: FunctionParameterSyntax) -> SyntaxVisitorContinueKind {
    declared.insert((node.secondName ?? node.firstName).text)
    return .visitChildren
  }

  override func visit(_ node: EnumCaseElementSyntax) -> SyntaxVisitorContinueKind {
    declared.insert(node.name.text)
    return .visitChildren
  }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    declared.insert(node.name.text)
    return .visitChildren
  }
}
