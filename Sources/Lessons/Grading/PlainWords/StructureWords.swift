// Code that the compiler cannot take apart.

extension PlainWords {
  static let structure: [PlainWords] = [
    PlainWords("missing return in … expected to return '…'") { parts, _ in
      "The function promises \(described(parts[1])), but comes to its end without handing anything over. "
        + "Write return and the result as its last line, and for every case."
    },
    PlainWords(
      "unexpected non-void return value in void function",
      "The function returns something, but does not say so. Write -> and the type of the result before its {."),
    PlainWords(
      "'if' must have an unconditional 'else' to be used as expression",
      "If the condition is false, there is no value. Write else { … } behind it."),
    PlainWords("switch must be exhaustive", "Some values have no case. Add default: at the end."),
    PlainWords(
      "use of '=' in a boolean context, did you mean '=='?",
      "A single = gives a name a value. To compare two values, write ==."),
    PlainWords("'=' must have consistent whitespace on both sides", "Write a blank on both sides of =, or on none."),
    PlainWords("consecutive statements on a line must be separated by ';'") { _, code in together(code) },
    PlainWords("expected ',' separator", "Something is missing between two elements. Write a comma there."),
    PlainWords("expected ')' in expression list", closing(")")),
    PlainWords("expected ']' in container literal expression", closing("]")),
    PlainWords("expected '}' at end of …", closing("}")),
    PlainWords(
      "expected '{' after '…' condition",
      "What is done under a condition stands in braces. Write { before it and } behind it; two conditions are joined by && or ||."
    ),
    PlainWords(
      "expected '->' after function parameter tuple",
      "The type of the result stands behind ->. Write -> instead of the colon."),
    PlainWords(
      "expected expression after operator",
      "Behind the last sign something is missing. Write the value that it is to work with."),
    PlainWords("expected initial value after '='", "Behind = something is missing. Write the value."),
    PlainWords(
      "expected pattern",
      "A value ends here for Swift: a comma begins the next name. Put the elements of a list into brackets, and write large numbers "
        + "without commas, as 48120 or 48_120."),
    PlainWords(
      "found an unexpected second identifier in … declaration; is there an accidental break?",
      "Two names stand side by side here. Write a colon between a name and its type, and no blanks within a name."),
    PlainWords(
      "expected expression",
      "A value is missing here. Look at the sign just before it, and for a bracket that is not closed."),
    PlainWords("unterminated string literal", "A text begins here and does not end. Write \" at its end."),
    PlainWords(
      "single-quoted string literal found, use '\"'",
      "Texts stand between double quotes in Swift. Write \" instead of '."),
    PlainWords(
      "extraneous '}' at top level", "There is one } too many. Delete it, or look whether a { was lost above."),
    PlainWords(
      "type annotation missing in pattern", "The name has neither a value nor a type. Write = and a value behind it."),
    PlainWords(
      "unnamed parameters must be written with the empty name '_'",
      "The parameter needs a name and a type: (x: Double)."),
    PlainWords(
      "C-style for statement was removed in Swift 3",
      "Swift counts with a range: for m in 0..<n { … }. Write the loop like that."),
    PlainWords("'…' is not a valid floating point literal; it must be written '…'") { parts, _ in
      "A number begins with a digit. Write \(parts[1])."
    },
    PlainWords(
      "'…' is not a valid digit in integer literal",
      "A number cannot be followed by a letter: a name may not begin with a digit, and a product needs its *."),
  ]

  /// What is better said before everything else, since the message itself leads away from it.
  static let habits: [PlainWords] = [
    PlainWords("consecutive statements on a line must be separated by ';'") { _, code in
      switch code.firstWord {
      case "def": "Swift declares a function with func: func name(x: Double) -> Double { … }."
      case "const", "int", "double", "float": "Swift declares a value with let: let name: Double = 3."
      default: nil
      }
    }
  ]

  private static func together(_ code: CodeAround) -> String {
    let next = code.rest.drop { $0.isWhitespace || $0 == ";" }.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    switch next {
    case "x": return "Two things stand side by side without a sign between them. If the x is to multiply, write *."
    case "and": return "Swift does not know 'and'. Write &&."
    case "or": return "Swift does not know 'or'. Write ||."
    case "elif": return "Swift writes 'else if' for 'elif'."
    default:
      return
        "Swift takes what follows here for a new statement. Look for a sign that is missing before it: a comma, *, = or a bracket, "
        + "or begin a new line."
    }
  }

  private static func closing(_ bracket: String) -> String {
    "A bracket is opened and never closed. Write \(bracket) where it is to end."
  }
}
