// Which tokens give a habit away. To recognise another one, add a rule, and where nothing fits, a case of `Explanation`.

extension ForeignHabits {
  typealias Rule = @Sendable (ForeignHabits, Int) -> Explanation?

  static let rules: [Rule] = [
    commentForDivision, hashComment, foreignImport, elseIf, foreignFunction, bracelessBlock, reversal, power,
    comprehension, lambda, formattedText, conditional, matrixProduct, equalsForColon, pairOfIndices, memberOfTensor,
    unevenSign, vanishingDivision, unbracketedRemainder,
  ]

  @Sendable private static func commentForDivision(_ code: Self, _ index: Int) -> Explanation? {
    let comment = code.tokens[index]
    guard comment.kind == .comment, comment.text.hasPrefix("//"), !comment.text.hasPrefix("///"),
      let before = code.neighbour(index, -1), before.endsValue
    else { return nil }
    let rest = String(comment.text.dropFirst(2)).trimmingBlanks
    let names = Set(code.tokens.lazy.filter { $0.kind == .identifier }.map(\.text))
    guard isArithmetic(rest, names) else { return nil }
    if before.text == ")" || !names.contains(rest) { return .commentForDivision(rest, isCertain: true) }
    // A name alone may be a remark.
    return code.isInt(before.text) && code.isInt(rest) ? .commentForDivision(rest, isCertain: false) : nil
  }

  /// Whether a text is made of numbers and known names with signs between them, and so no remark in words.
  private static func isArithmetic(_ text: String, _ names: Set<String>) -> Bool {
    var isAfterValue = false
    var rest = Substring(text)
    while let first = rest.first {
      if first.isLetter || first.isNumber || first == "_" {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
        guard !isAfterValue, first.isNumber || names.contains(String(word.prefix { $0 != "." })) else { return false }
        isAfterValue = true
        rest = rest.dropFirst(word.count)
        continue
      }
      switch first {
      case " ", ")", "]": break
      case "+", "-", "*", "/", "%", "(", "[": isAfterValue = false
      default: return false
      }
      rest = rest.dropFirst()
    }
    return isAfterValue
  }

  @Sendable private static func hashComment(_ code: Self, _ index: Int) -> Explanation? {
    guard code.tokens[index].text == "#" else { return nil }
    if let before = code.neighbour(index, -1) { return before.endsValue ? .hashComment : nil }
    return code.isGlued(index + 1) && macros.contains(code.token(index + 1)?.text ?? "") ? nil : .hashComment
  }

  private static let macros: Set<String> = [
    "line", "file", "fileID", "filePath", "function", "column", "warning", "error", "selector", "keyPath", "dsohandle",
  ]

  @Sendable private static func foreignImport(_ code: Self, _ index: Int) -> Explanation? {
    guard code.isFirstInLine(index), let next = code.neighbour(index, 1) else { return nil }
    let line = code.line(of: index).map(\.text)
    switch code.tokens[index].text {
    case "import" where modules.contains(next.text): return .foreignImport(next.text)
    case "from" where line.contains("import"): return .foreignImport(next.text)
    default: return nil
    }
  }

  private static let modules: Set<String> = [
    "numpy", "np", "torch", "tensorflow", "math", "matplotlib", "pandas", "scipy", "random", "keras", "PIL",
  ]

  @Sendable private static func elseIf(_ code: Self, _ index: Int) -> Explanation? {
    guard code.tokens[index].text == "elif", let next = code.neighbour(index, 1), next.text != "=", next.text != ":",
      code.isFirstInLine(index) || code.neighbour(index, -1)?.text == "}"
    else { return nil }
    return .wordForElse
  }

  @Sendable private static func foreignFunction(_ code: Self, _ index: Int) -> Explanation? {
    guard code.tokens[index].text == "def", code.isFirstInLine(index), code.neighbour(index, 1)?.kind == .identifier
    else { return nil }
    return .foreignFunction
  }

  /// A block that begins with a colon: `for i in list:`.
  @Sendable private static func bracelessBlock(_ code: Self, _ index: Int) -> Explanation? {
    guard code.tokens[index].text == ":", code.neighbour(index, 1).map({ $0.kind == .comment }) ?? true else {
      return nil
    }
    let line = code.line(of: index).map(\.text)
    guard let first = line.first, ["for", "if", "while", "else", "func"].contains(first),
      !line.contains("{"), !line.contains("?")
    else { return nil }
    return .bracelessBlock(first)
  }

  /// `[::-1]`.
  @Sendable private static func reversal(_ code: Self, _ index: Int) -> Explanation? {
    guard code.tokens[index].text == "[", let end = code.inside(bracketAt: index)?.end, end - index <= 5 else {
      return nil
    }
    return code.tokens[index + 1..<end].map(\.text).joined() == "::-1" ? .reversingSlice : nil
  }

  @Sendable private static func power(_ code: Self, _ index: Int) -> Explanation? {
    guard code.tokens[index].kind == .operator else { return nil }
    switch code.tokens[index].text {
    case "**": return .noPowers
    case "^", "^=": return .caretForPower
    default: return nil
    }
  }

  /// `[x * x for x in list]`.
  @Sendable private static func comprehension(_ code: Self, _ index: Int) -> Explanation? {
    guard code.tokens[index].text == "for", let bracket = code.openBracket(before: index), bracket < index - 1,
      code.tokens[bracket].text != "{", code.neighbour(index, -1)?.endsValue ?? false
    else { return nil }
    return .comprehension
  }

  @Sendable private static func lambda(_ code: Self, _ index: Int) -> Explanation? {
    guard code.tokens[index].text == "lambda", let next = code.neighbour(index, 1),
      next.kind == .identifier || next.text == ":", code.neighbour(index, -1)?.text != "let"
    else { return nil }
    return code.line(of: index).contains { $0.text == ":" } && !code.isGlued(index + 1) ? .lambda : nil
  }

  /// `f"…"`.
  @Sendable private static func formattedText(_ code: Self, _ index: Int) -> Explanation? {
    guard ["f", "F"].contains(code.tokens[index].text), let next = code.token(index + 1), next.kind == .string,
      code.isGlued(index + 1)
    else { return nil }
    return .formattedText
  }

  /// `a if condition else b`.
  @Sendable private static func conditional(_ code: Self, _ index: Int) -> Explanation? {
    guard code.tokens[index].text == "if", code.neighbour(index, -1)?.endsValue ?? false else { return nil }
    let rest = code.line(of: index).drop { $0.range.lowerBound <= code.tokens[index].range.lowerBound }
    return rest.contains { $0.text == "else" } && !rest.contains { $0.text == "{" } ? .conditionBehind : nil
  }

  @Sendable private static func matrixProduct(_ code: Self, _ index: Int) -> Explanation? {
    guard code.tokens[index].text == "@", code.neighbour(index, -1)?.endsValue ?? false else { return nil }
    return .matrixSign
  }

  /// `f(padding=1)`.
  @Sendable private static func equalsForColon(_ code: Self, _ index: Int) -> Explanation? {
    guard code.tokens[index].kind == .identifier, code.token(index + 1)?.text == "=",
      ["(", ","].contains(code.token(index - 1)?.text ?? ""), let bracket = code.openBracket(before: index),
      code.tokens[bracket].text == "(", code.isGlued(bracket), code.token(bracket - 1)?.kind == .identifier,
      code.token(bracket - 2)?.text != "func"
    else { return nil }
    return .equalsForColon(code.tokens[index].text)
  }

  /// `image[i, j]` of a list of lists.
  @Sendable private static func pairOfIndices(_ code: Self, _ index: Int) -> Explanation? {
    guard code.tokens[index].text == "[", code.isGlued(index), let list = code.token(index - 1),
      list.kind == .identifier, code.isListOfLists(list.text), let inside = code.inside(bracketAt: index),
      let comma = inside.commas.first, inside.commas.count < 3
    else { return nil }
    let first = code.tokens[index + 1..<comma].map(\.text).joined(separator: " ")
    let second = code.tokens[comma + 1..<(inside.commas.dropFirst().first ?? inside.end)].map(\.text)
      .joined(separator: " ")
    return .pairOfIndices("\(list.text)[\(first)][\(second)]", list: list.text)
  }

  /// `image.height` of a list of lists.
  @Sendable private static func memberOfTensor(_ code: Self, _ index: Int) -> Explanation? {
    let list = code.tokens[index]
    guard list.kind == .identifier, code.token(index - 1)?.text != ".", code.token(index + 1)?.text == ".",
      let member = code.token(index + 2)?.text, ["height", "width", "channels", "shape"].contains(member),
      code.isListOfLists(list.text)
    else { return nil }
    return .sizeOfList(list.text, member: member)
  }

  /// `2 *padding` and `2* padding`.
  @Sendable private static func unevenSign(_ code: Self, _ index: Int) -> Explanation? {
    let sign = code.tokens[index]
    guard sign.kind == .operator, evenSigns.contains(sign.text), code.neighbour(index, -1)?.endsValue ?? false,
      code.neighbour(index, 1)?.beginsValue ?? false, code.isGlued(index) != code.isGlued(index + 1)
    else { return nil }
    return .unevenSign(sign.text)
  }

  /// `1 / size` and `1 / 2` of whole numbers.
  @Sendable private static func vanishingDivision(_ code: Self, _ index: Int) -> Explanation? {
    guard code.tokens[index].text == "/", let left = code.token(index - 1), left.kind == .number,
      let right = code.token(index + 1), let dividend = Int(left.text), dividend > 0,
      !["*", "/", "%", "."].contains(code.token(index - 2)?.text ?? ""), code.token(index + 2)?.text != "."
    else { return nil }
    if let divisor = Int(right.text), divisor > dividend, code.isAmongInts(index) {
      return .vanishingDivision("\(left.text) / \(right.text)", isAlways: true)
    }
    return right.kind == .identifier && code.isInt(right.text)
      ? .vanishingDivision("\(left.text) / \(right.text)", isAlways: false) : nil
  }

  /// `a + b % c`, which is `a + (b % c)`.
  @Sendable private static func unbracketedRemainder(_ code: Self, _ index: Int) -> Explanation? {
    guard code.tokens[index].text == "%", let divisor = code.token(index + 1) else { return nil }
    var depth = 0
    for other in code.tokens[..<index].indices.reversed() {
      let text = code.tokens[other].text
      if text == ")" || text == "]" { depth += 1 }
      if text == "(" || text == "[" { depth -= 1 }
      guard depth >= 0, code.tokens[other].place.line == code.tokens[index].place.line else { return nil }
      guard depth == 0 else { continue }
      if text == "+" || text == "-" { return .unbracketedRemainder(divisor.text) }
      guard code.tokens[other].kind != .keyword, !["=", ",", "==", "!=", "<", ">", "&&", "||", "?", ":"].contains(text)
      else { return nil }
    }
    return nil
  }

  private static let evenSigns: Set<String> = [
    "+", "-", "*", "/", "%", "<", ">", "==", "!=", "<=", ">=", "&&", "||", "+=", "-=", "*=", "/=",
  ]
}

extension Explanation {
  /// Whether nothing else can be meant, so that what is said of the values is beside the point.
  package var isCertain: Bool {
    switch self {
    case .commentForDivision(_, let isCertain): isCertain
    default: true
    }
  }

  /// Whether the compiler may have no objection.
  var isUnnoticed: Bool {
    switch self {
    case .commentForDivision, .caretForPower, .vanishingDivision, .unbracketedRemainder: true
    default: false
    }
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    let start = drop { $0.isWhitespace }
    return String(start.prefix(start.count - start.reversed().prefix { $0.isWhitespace }.count))
  }
}
