// Which message means what. To explain another one, add it here, and where no explanation fits, a case with its sentence
// (`Reporting/Words`).

extension Explanation {
  /// What an error of the compiler's means.
  ///
  /// Fails where the message does not allow a good guess.
  /// - Parameters:
  ///   - message: The compiler's own.
  ///   - code: The code that it speaks of.
  package init?(of message: String, _ code: CodeAround) {
    guard let found = Self.first(in: Self.errors, message, code) else { return nil }
    self = found
  }

  /// Why a program stopped, from the runtime's own sentence.
  package init?(ofTrap message: String) {
    guard let found = Self.first(in: Self.traps, message, CodeAround()) else { return nil }
    self = found
  }

  typealias Meaning = @Sendable (_ parts: [String], _ code: CodeAround) -> Explanation?

  /// A message of the compiler's or the runtime's, and what it means.
  struct Explained: Sendable {
    let pattern: MessagePattern
    let meaning: Meaning

    init(_ pattern: String, _ meaning: @escaping Meaning) {
      (self.pattern, self.meaning) = (MessagePattern(pattern), meaning)
    }

    /// A message that always means the same.
    init(_ pattern: String, _ meaning: Explanation) { self.init(pattern) { _, _ in meaning } }
  }

  private static func first(in table: [Explained], _ message: String, _ code: CodeAround) -> Explanation? {
    table.lazy.compactMap { entry in entry.pattern.parts(of: message).flatMap { entry.meaning($0, code) } }.first
  }

  private static let errors = structure + names + calls + values + types

  // MARK: - Structure

  private static let structure: [Explained] = [
    Explained("missing return in … expected to return '…'") { parts, _ in .missingReturn(type: parts[1]) },
    Explained("unexpected non-void return value in void function", .undeclaredResult),
    Explained("'if' must have an unconditional 'else' to be used as expression", .missingElse),
    Explained("switch must be exhaustive", .missingCases),
    Explained("use of '=' in a boolean context, did you mean '=='?", .assignmentAsCondition),
    Explained("'=' must have consistent whitespace on both sides", .unevenBlanks),
    Explained("consecutive statements on a line must be separated by ';'") { _, code in sideBySide(code) },
    Explained("expected ',' separator") { _, code in foreignWord(in: code) ?? .missingComma },
    Explained("expected ')' in expression list", .openBracket(")")),
    Explained("expected ']' in container literal expression", .openBracket("]")),
    Explained("expected '}' at end of …", .openBracket("}")),
    Explained("expected '{' after '…' condition", .unbracedBody),
    Explained("expected '->' after function parameter tuple", .missingArrow),
    Explained("expected expression after operator", .missingOperand),
    Explained("expected initial value after '='", .missingInitialValue),
    Explained("expected pattern", .endedPattern),
    Explained("found an unexpected second identifier in … declaration; is there an accidental break?", .twoNames),
    Explained("expected expression", .missingValue),
    Explained("unterminated string literal", .openText),
    Explained("single-quoted string literal found, use '\"'", .singleQuotes),
    Explained("extraneous '}' at top level", .surplusBrace),
    Explained("type annotation missing in pattern", .neitherValueNorType),
    Explained("unnamed parameters must be written with the empty name '_'", .namelessParameter),
    Explained("C-style for statement was removed in Swift 3", .foreignLoop),
    Explained("'…' is not a valid floating point literal; it must be written '…'") { parts, _ in
      .missingDigit(mended: parts[1])
    },
    Explained("'…' is not a valid digit in integer literal", .letterInNumber),
  ]

  private static func sideBySide(_ code: CodeAround) -> Explanation {
    switch code.firstWord {
    case "def": return .foreignFunction
    case "const", "int", "double", "float": return .foreignDeclaration
    default: return foreignWord(in: code) ?? .unseparatedStatement
    }
  }

  /// What a word at the place is in another language, where Swift expects a sign.
  private static func foreignWord(in code: CodeAround) -> Explanation? {
    switch code.rest.drop(while: { $0.isWhitespace || $0 == ";" }).prefix(while: \.isPartOfName) {
    case "x": .lettersForTimes
    case "and": .wordForAnd
    case "or": .wordForOr
    case "elif": .wordForElse
    default: nil
    }
  }

  // MARK: - Calls

  private static let calls: [Explained] = [
    Explained("missing argument label '…' in call") { parts, _ in .missingLabel(parts[0]) },
    Explained("missing argument labels '…' in call") { parts, _ in .missingLabels(parts[0]) },
    Explained("extraneous argument label '…' in call") { parts, _ in .needlessLabel(parts[0]) },
    Explained("extraneous argument labels '…' in call") { parts, _ in .needlessLabels(parts[0]) },
    Explained("incorrect argument label in call (have '…', expected '…')", otherLabels),
    Explained("incorrect argument labels in call (have '…', expected '…')", otherLabels),
    Explained("missing argument for parameter #… in call") { parts, _ in .missingValueNumber(parts[0]) },
    Explained("missing argument for parameter '…' in call") { parts, _ in .missingArgument(parts[0]) },
    Explained("missing arguments for parameters … in call") { parts, _ in .missingArguments(parts[0]) },
    Explained("extra argument '…' in call") { parts, _ in .unknownArgument(parts[0]) },
    Explained("extra argument in call", .surplusArgument),
    Explained("extra arguments at positions … in call", .surplusArguments),
    Explained("argument passed to call that takes no arguments", .needlessArguments),
    Explained("argument '…' must precede argument '…'") { parts, _ in .argumentOrder(parts[0], before: parts[1]) },
    Explained("cannot call value of non-function type '…'") { parts, _ in
      parts[0].isNumberType ? .calledNumber : parts[0].hasPrefix("[") ? .calledList : .calledValue
    },
    Explained("no '…' candidates produce the expected contextual result type '…'") { parts, code in
      // A method of a Tensor's by its name alone.
      let isCalled = code.rest.dropFirst(parts[0].count).first == "("
      return !isCalled && (LibraryNames.members(of: "Tensor")?.contains(parts[0]) ?? false) ? .uncalledFunction : nil
    },
    Explained("static member '…' cannot be used on instance of type '…'") { parts, _ in
      .choiceBehindValue(parts[0], type: parts[1])
    },
    Explained("function produces expected type '…'; did you mean to call it with '()'?", .uncalledFunction),
    Explained("cannot access element using subscript for tuple type '…'; did you mean to use '…'?") { parts, _ in
      .indexedTuple(mended: parts[1])
    },
    Explained("contextual closure type '…' expects …, but … used in closure body") { parts, _ in
      .closureParameters(given: parts[1])
    },
    Explained("passing value of type '…' to an inout parameter requires explicit '&'", .missingAmpersand),
  ]

  private static let otherLabels: Meaning = { parts, _ in .otherLabels(given: parts[0], expected: parts[1]) }

  // MARK: - Values

  private static let values: [Explained] = [
    Explained("value of optional type '…' must be unwrapped to a value of type '…'", .mayBeNil),
    Explained("value of optional type '…' must be unwrapped to refer to member '…' of wrapped base type '…'") {
      parts, _ in .memberOfNil(parts[1])
    },
    Explained("'nil' cannot initialize specified type '…'") { parts, _ in .nilForValue(type: parts[0]) },
    Explained("'nil' is incompatible with return type '…'") { parts, _ in .nilForResult(type: parts[0]) },
    Explained("initializer for conditional binding must have Optional type, not '…'", .neverNil),
    Explained("cannot assign to value: '…' is a 'let' constant", constant),
    Explained("cannot assign through subscript: '…' is a 'let' constant", constant),
    Explained("left side of mutating operator isn't mutable: '…' is a 'let' constant", constant),
    Explained("cannot use mutating member on immutable value: '…' is a 'let' constant", constant),
    Explained("cannot pass immutable value as inout argument: '…' is a 'let' constant", constant),
    Explained("cannot assign to property: '…' is a 'let' constant", constant),
    Explained("cannot assign to property: '…' is a get-only property") { parts, _ in .computedProperty(parts[0]) },
    Explained("cannot assign through subscript: …", .unchangeable),
  ]

  private static let constant: Meaning = { parts, _ in .constant(parts[0]) }

  // MARK: - Types

  private static let types: [Explained] = [
    Explained("cannot convert value of type '…' to specified type '…'", conversion(.name)),
    Explained("cannot convert value of type '…' to expected argument type '…'", conversion(.argument)),
    Explained("cannot convert value of type '…' to closure result type '…'", conversion(.closureResult)),
    Explained("cannot convert return expression of type '…' to return type '…'", conversion(.functionResult)),
    Explained("cannot convert value of type '…' to expected element type '…'…", conversion(.element)),
    Explained("cannot assign value of type '…' to type '…'", conversion(.variable)),
    Explained("cannot convert value of type '…' to type '…' in coercion") { parts, _ in
      .clash(.coercion(type: parts[1]))
    },
    Explained("cannot convert value of type '…' to expected condition type 'Bool'") { parts, _ in
      .clash(.noCondition(type: parts[0]))
    },
    Explained("type '…' cannot be used as a boolean; …") { parts, _ in .clash(.noBoolean(type: parts[0])) },
    Explained("integer literal value '…' cannot be used as a boolean; …", .clash(.numberAsCondition)),
    Explained("binary operator '…' cannot be applied to operands of type '…' and '…'") { parts, _ in
      operands(parts[0], parts[1], parts[2])
    },
    Explained("binary operator '…' cannot be applied to two '…' operands") { parts, _ in
      operands(parts[0], parts[1], parts[1])
    },
    Explained("referencing operator function '…' on '…' requires that '…' conform to '…'") { parts, _ in
      // A Tensor has the usual signs: what is wrong then stands elsewhere in the line.
      parts[2] == "Tensor" && "+-*/".contains(parts[0]) || parts[3] == "SIMD"
        ? nil : .clash(.operatorForNumbers(sign: parts[0], type: parts[2]))
    },
    Explained("'%' is unavailable: …", .clash(.remainderOfFractions)),
    Explained("for-in loop requires 'Int' to conform to 'Sequence'") { _, code in
      .clash(.loopOverNumber(name: code.word))
    },
    Explained(
      "referencing instance method '…' on 'Range' requires that 'Double' conform to …", .clash(.fractionalRange)),
    Explained("heterogeneous collection literal could only be inferred to …", .clash(.mixedList)),
    Explained("empty collection literal requires an explicit type", .clash(.emptyList)),
    Explained("branches have mismatching types '…' and '…'") { parts, _ in .clash(.unlikeBranches(parts[0], parts[1]))
    },
    Explained("no exact matches in call to …", .clash(.noExactMatch)),
    Explained("the compiler is unable to type-check this expression in reasonable time; …", .clash(.tooComplex)),
    Explained("value of type '…' has no subscripts") { parts, _ in
      parts[0].isNumberType ? .clash(.indexedNumber) : .clash(.noSubscripts(type: parts[0]))
    },
    Explained("global function '…' requires that '…' conform to 'Comparable'") { parts, _ in
      .clash(.notComparable(function: parts[0], type: parts[1]))
    },
  ]

  private static func conversion(_ destination: Destination) -> Meaning {
    { parts, code in
      if parts.contains(where: isCompilersGuess) { return nil }
      if parts[0] == "Int" && parts[1] == "Double" && code.rest.hasPrefix("/") {
        return .clash(.integerDivision(destination))
      }
      if parts[0].isListType, !parts[1].isListType, code.word.hasSuffix("s"), code.names(String(code.word.dropLast())) {
        return .clash(.listForElement(list: code.word, element: String(code.word.dropLast())))
      }
      if parts[0] == "()", case .functionResult = destination { return .unreturnedResult(type: parts[1]) }
      return .clash(.conversion(from: parts[0], to: parts[1], destination))
    }
  }

  /// Types that no lesson has: the compiler names them where it has lost its way.
  private static func isCompilersGuess(_ type: String) -> Bool {
    ["Duration", "SIMD", "Double.Scalar", "Int.Scalar", "_"].contains { type.contains($0) }
  }

  private static func operands(_ sign: String, _ left: String, _ right: String) -> Explanation? {
    if isCompilersGuess(left) || isCompilersGuess(right) { return nil }
    if left != right, left.isNumberType, right.isNumberType { return .clash(.unlikeNumbers(sign: sign)) }
    if left == "String" || right == "String" { return .clash(.textOperand(sign: sign, left: left, right: right)) }
    if left.isListType || right.isListType { return .clash(.listOperand(sign: sign)) }
    if left.hasSuffix("?") || right.hasSuffix("?") { return .clash(.operandMayBeNil) }
    return .clash(.operands(sign: sign, left: left, right: right))
  }

  // MARK: - Why a program stopped

  private static let traps: [Explained] = [
    Explained("Index out of range", .beyondEnd),
    Explained("Array index is out of range", .beyondEnd),
    Explained("Negative Array index is out of range", .beforeStart),
    Explained("Unexpectedly found nil while unwrapping an Optional value", .nothingThere),
    Explained("Division by zero", .divisionByZero),
    Explained("Division by zero in remainder operation", .remainderByZero),
    Explained("Range requires lowerBound <= upperBound", .endBeforeBeginning),
    Explained("Not enough bits to represent the passed value", .unfitInteger),
    Explained("Double value cannot be converted to Int because it is either infinite or NaN", .unfitFraction),
    Explained("Can't remove first element from an empty collection", .nothingLeft),
    Explained("Can't remove last element from an empty collection", .nothingLeft),
    Explained("Simultaneous accesses, but modification requires exclusive access", .usedWhileChanging),
  ]
}

extension String {
  fileprivate var isNumberType: Bool { self == "Int" || self == "Double" }
  package var isListType: Bool { hasPrefix("[") && hasSuffix("]") }
}

extension Character {
  fileprivate var isPartOfName: Bool { isLetter || isNumber || self == "_" }
}
