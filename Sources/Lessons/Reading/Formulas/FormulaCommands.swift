extension FormulaParser {
  /// What a command gives, whose token was taken.
  mutating func command(_ name: String, at token: FormulaToken) -> Node {
    if let letter = FormulaNames.letters[name] { return .identifier(letter, alphabet) }
    if let symbol = FormulaNames.symbols[name] { return .symbol(symbol) }
    if let function = FormulaNames.functions[name] { return .function(function) }
    if let space = FormulaNames.spaces[name] { return .space(space) }
    if FormulaNames.passedOver.contains(name) { return .row([]) }
    if let accent = FormulaNames.accents[name] { return with(token) { $0.argument().map { .accent($0, accent) } } }
    if FormulaNames.texts.contains(name) { return with(token) { $0.words() } }
    if let alphabet = FormulaNames.alphabets[name] { return letters(alphabet, name, at: token) }
    if let arrow = FormulaNames.labelledArrows[name] { return labelledArrow(arrow, at: token) }
    return construction(name, at: token)
  }

  private mutating func construction(_ name: String, at token: FormulaToken) -> Node {
    switch name {
    case "frac", "tfrac": return fraction(token) { .fraction($0, $1, .line) }
    case "dfrac", "cfrac": return fraction(token) { .fraction($0, $1, .displayed) }
    case "binom", "dbinom", "tbinom":
      return fraction(token) {
        .fenced(.fraction($0, $1, .none), Formula.Fence(opening: "(", closing: ")", stretches: true))
      }
    case "sqrt": return root(token)
    case "left": return fenced(from: token)
    case "middle": return with(token) { parser in parser.delimiter().map { .symbol(Formula.Symbol($0, .middle)) } }
    case "operatorname", "mathop", "DeclareMathOperator": return namedFunction(token)
    case "begin": return environment(from: token)
    case "overset", "stackrel":
      return fraction(token) { .scripts($1, below: nil, above: $0, areLimits: true) }
    case "underset": return fraction(token) { .scripts($1, below: $0, above: nil, areLimits: true) }
    case "substack": return with(token) { $0.argument() }
    case "not": return struckThrough(token)
    case "boxed", "fbox": return with(token) { $0.argument().map { .boxed($0) } }
    case "mathbin": return with(token) { $0.argument()?.symbol(.binary) }
    case "mathrel": return with(token) { $0.argument()?.symbol(.relation) }
    case "mathord": return with(token) { $0.argument() }
    case "textcolor": return with(token) { $0.rawGroup() == nil ? nil : $0.argument() }
    case "color": return with(token) { $0.rawGroup() == nil ? nil : .row([]) }
    case "phantom", "hphantom", "vphantom", "label":
      return with(token) { $0.rawGroup().map { _ in .space(0) } }
    case "hspace", "mspace", "hskip", "kern": return with(token) { $0.rawGroup().map { _ in .space(1) } }
    case "tag": return with(token) { $0.rawGroup().map { .row([.space(2), .text("(\($0))")]) } }
    case "bmod", "mod": return .symbol(Formula.Symbol("mod", .binary))
    case "pmod":
      return with(token) { parser in
        parser.argument().map { modulus in
          .fenced(
            .row([.function("mod"), .space(0), modulus]), Formula.Fence(opening: "(", closing: ")", stretches: false))
        }
      }
    default: return foreign(token)
    }
  }

  // MARK: - Arguments

  /// What a command makes of its arguments; the command itself as it is written, with its name as all that is taken, if they are not
  /// what it wants.
  private mutating func with(_ token: FormulaToken, _ make: (inout Self) -> Node?) -> Node {
    let (start, known) = (position, unknown.count)
    if let node = make(&self) { return node }
    position = start
    unknown.removeSubrange(known...)
    return unknownNode(token.range)
  }

  private mutating func fraction(_ token: FormulaToken, _ make: (Node, Node) -> Node) -> Node {
    with(token) { parser in
      guard let first = parser.argument(), let second = parser.argument() else { return nil }
      return make(first, second)
    }
  }

  private mutating func root(_ token: FormulaToken) -> Node {
    with(token) { parser in
      var degree: Node?
      parser.skipBlanks()
      if parser.take(.character("[")) {
        degree = parser.row(until: .bracket)
        guard parser.take(.character("]")) else { return nil }
      }
      return parser.argument().map { .root($0, degree: degree) }
    }
  }

  private mutating func letters(_ new: Formula.Alphabet, _ name: String, at token: FormulaToken) -> Node {
    if FormulaNames.switchingAlphabets.contains(name) {
      alphabet = new
      return .row([])
    }
    return with(token) { parser in
      let outer = parser.alphabet
      defer { parser.alphabet = outer }
      parser.alphabet = new
      return parser.argument()
    }
  }

  private mutating func namedFunction(_ token: FormulaToken) -> Node {
    with(token) { parser in
      let hasLimits = parser.take(.character("*"))
      guard let name = parser.rawGroup() else { return nil }
      // Within a name, `\,` is a thin space.
      let shown = name.replacing("\\,", with: " ").filter { $0 != "\\" && $0 != "{" && $0 != "}" }
      guard !shown.isEmpty else { return nil }
      return hasLimits ? .symbol(Formula.Symbol(shown, .large)) : .function(shown)
    }
  }

  private mutating func labelledArrow(_ arrow: String, at token: FormulaToken) -> Node {
    with(token) { parser in
      var below: Node?
      if parser.take(.character("[")) {
        below = parser.row(until: .bracket)
        guard parser.take(.character("]")) else { return nil }
      }
      guard let above = parser.argument() else { return nil }
      return .scripts(.symbol(Formula.Symbol(arrow, .relation)), below: below, above: above, areLimits: true)
    }
  }

  private mutating func struckThrough(_ token: FormulaToken) -> Node {
    with(token) { parser in
      guard case .symbol(let symbol)? = parser.argument(), symbol.text.count == 1 else { return nil }
      let struck = FormulaNames.struckThrough[symbol.text] ?? symbol.text + "\u{338}"
      return .symbol(Formula.Symbol(struck, .relation))
    }
  }

  // MARK: - Brackets

  private mutating func fenced(from token: FormulaToken) -> Node {
    with(token) { parser in
      guard let opening = parser.delimiter() else { return nil }
      let content = parser.row(until: .right)
      guard parser.take(command: "right"), let closing = parser.delimiter() else { return nil }
      return .fenced(content, Formula.Fence(opening: opening, closing: closing, stretches: true))
    }
  }

  /// A bracket, a bar or a point, which stands for none.
  private mutating func delimiter() -> String? {
    skipBlanks()
    guard let token else { return nil }
    position += 1
    switch token.kind {
    case .character("."): return ""
    case .character("<"): return "⟨"
    case .character(">"): return "⟩"
    case .character(let character): return "()[]|/⌊⌋⌈⌉⟨⟩".contains(character) ? String(character) : nil
    case .command(let name):
      guard let symbol = FormulaNames.symbols[name] else { return nil }
      let isBar = ["|", "‖", "\\", "↑", "↓", "↕", "⇑", "⇓"].contains(symbol.text)
      return symbol.kind == .opening || symbol.kind == .closing || isBar ? symbol.text : nil
    default: return nil
    }
  }

  // MARK: - Words

  /// The text of a group in braces, as it is written.
  mutating func rawGroup() -> String? {
    skipBlanks()
    guard token?.kind == .opening, let start = token?.range.upperBound else { return nil }
    var (index, open) = (position, 0)
    while index < tokens.count {
      if tokens[index].kind == .opening { open += 1 }
      if tokens[index].kind == .closing { open -= 1 }
      if open == 0 {
        position = index + 1
        return String(decoding: source[start..<tokens[index].range.lowerBound], as: UTF8.self)
      }
      index += 1
    }
    return nil
  }

  /// A group's words, and the formulas between dollar signs among them.
  private mutating func words() -> Node? {
    guard let raw = rawGroup() else { return nil }
    var offset = tokens[position - 1].range.lowerBound - raw.utf8.count
    var parts: [Node] = []
    for (index, part) in raw.split(separator: "$", omittingEmptySubsequences: false).enumerated() {
      if index % 2 == 0 {
        if !part.isEmpty { parts.append(.text(Self.words(part))) }
      } else {
        let inner = Formula(String(part))
        parts.append(inner.root)
        for found in inner.unknown {
          let range = found.range.lowerBound + offset..<found.range.upperBound + offset
          unknown.append(Formula.Unknown(text: found.text, range: range))
        }
      }
      offset += part.utf8.count + 1
    }
    return Node.row(of: parts)
  }

  /// Without the backslashes before signs, any blank as one.
  private static func words(_ raw: Substring) -> String {
    var words = ""
    var isEscaped = false
    for character in raw {
      if character == "\\", !isEscaped {
        isEscaped = true
        continue
      }
      if isEscaped, character.isLetter { words.append("\\") }
      let isGrouping = !isEscaped && (character == "{" || character == "}")
      if !isGrouping { words.append(character.isWhitespace || character == "~" && !isEscaped ? " " : character) }
      isEscaped = false
    }
    return words
  }

  /// A command that is not known, with the groups that stand right behind it.
  private mutating func foreign(_ token: FormulaToken) -> Node {
    var end = token.range.upperBound
    while self.token?.kind == .opening, self.token?.range.lowerBound == end, rawGroup() != nil {
      end = tokens[position - 1].range.upperBound
    }
    return unknownNode(token.range.lowerBound..<end)
  }
}

extension Formula.Node {
  /// The same as another kind of symbol.
  fileprivate func symbol(_ kind: Formula.Symbol.Kind) -> Self {
    if case .symbol(let symbol) = self { return .symbol(Formula.Symbol(symbol.text, kind)) }
    return self
  }
}
