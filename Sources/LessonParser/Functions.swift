import LessonSyntax
import SwiftParser
import SwiftSyntax

/// The functions with a result that a piece declares at its own level, in the order of the text.
/// - Complexity: O(*n*).
func functions(of source: String) -> [SwiftFunction] {
  Parser.parse(source: source).statements.compactMap { item in
    guard case .decl(let declaration) = item.item, let function = declaration.as(FunctionDeclSyntax.self),
      function.genericParameterClause == nil, let body = function.body,
      let result = function.signature.returnClause?.type
    else { return nil }
    let parameters = function.signature.parameterClause.parameters.map { parameter in
      SwiftFunction.Parameter(
        (parameter.secondName ?? parameter.firstName).text, type: parameter.type.trimmedDescription)
    }
    let (start, end) = (body.leftBrace.endPosition.utf8Offset, body.rightBrace.position.utf8Offset)
    return SwiftFunction(
      name: function.name.text, parameters: parameters, result: result.trimmedDescription, body: start..<max(start, end)
    )
  }
}
