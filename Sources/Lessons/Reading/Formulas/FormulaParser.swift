/// Makes a formula's tree of its tokens. Whatever it does not understand becomes an `unknown` node, and reading goes on behind it.
struct FormulaParser {
  typealias Node = Formula.Node

  /// What ends a row.
  enum Ending {
    case formula, brace, bracket, right, cell
  }

  /// How deep parts may stand in each other; what is made of the tree goes down into it.
  private static let mostDepth = 48

  let source: [UInt8]
  let tokens: [FormulaToken]
  var position = 0
  var endings: [Ending] = []
  var unknown: [Formula.Unknown] = []
  var alphabet = Formula.Alphabet.usual
  private var depth = 0
  /// How many atoms may yet be read: what is left unfinished is read again as something else.
  private var budget: Int

  init(_ source: String) {
    self.source = Array(source.utf8)
    tokens = FormulaToken.all(of: source)
    budget = 200 + 16 * tokens.count
  }

  /// The whole of the source.
  mutating func formula() -> Node {
    let rows = lines(until: .formula)
    guard budget > 0 else {
      unknown = []
      return unknownNode(0..<source.count)
    }
    return rows.count > 1 ? Self.stacked(rows) : rows.first ?? .row([])
  }

  static func stacked(_ rows: [Node]) -> Node {
    let fence = Formula.Fence(opening: "", closing: "", stretches: true)
    return .table(Formula.Table(kind: .lines, rows: rows.map { [$0] }, alignments: [.left], fence: fence))
  }

  /// Rows with `\\` between them.
  mutating func lines(until ending: Ending) -> [Node] {
    var rows: [Node] = []
    repeat { rows.append(row(until: ending)) } while take(command: "\\") || take(command: "newline")
    if rows.count > 1, rows.last?.isEmpty == true { rows.removeLast() }
    return rows
  }

  // MARK: - Rows

  /// What stands up to an ending, which is not taken, or to that of something around.
  mutating func row(until ending: Ending) -> Node {
    endings.append(ending)
    let outer = alphabet
    defer {
      endings.removeLast()
      alphabet = outer
    }
    var row = RowBuilder(room: Self.mostDepth - depth)
    while let token, !isEnding(token) {
      if token.kind == .blank {
        position += 1
        row.appendBlank()
        continue
      }
      if (token.kind == .up || token.kind == .down) && row.endsWithAtom {
        // A second index or power of the same atom.
        position += 1
        row.append(unknownNode(token.range))
        continue
      }
      let atom = token.kind == .up || token.kind == .down || token.kind == .character("'") ? .row([]) : self.atom()
      row.append(scripted(row.paired(atom)))
    }
    return row.node
  }

  private func isEnding(_ token: FormulaToken) -> Bool {
    let own = endings.last
    switch token.kind {
    case .closing: return endings.contains(.brace)
    case .character("]"): return own == .bracket
    case .ampersand: return own == .cell
    case .command("\\"), .command("newline"), .command("cr"): return own == .cell || own == .formula || own == .brace
    case .command("right"): return endings.contains(.right)
    case .command("end"): return endings.contains(.cell)
    default: return false
    }
  }

  var token: FormulaToken? { position < tokens.count ? tokens[position] : nil }

  mutating func skipBlanks() {
    while token?.kind == .blank { position += 1 }
  }

  mutating func take(_ kind: FormulaToken.Kind) -> Bool {
    guard token?.kind == kind else { return false }
    position += 1
    return true
  }

  mutating func take(command name: String) -> Bool { take(.command(name)) }

  // MARK: - Atoms

  /// What stands at the position, of which at least one token is taken.
  mutating func atom() -> Node {
    guard let token else { return .row([]) }
    position += 1
    budget -= 1
    guard depth < Self.mostDepth, budget > 0 else { return unknownNode(token.range) }
    depth += 1
    defer { depth -= 1 }
    switch token.kind {
    case .opening: return group(from: token)
    case .character(let character): return self.character(character, at: token)
    case .command(let name): return command(name, at: token)
    case .closing, .ampersand, .up, .down: return unknownNode(token.range)
    case .blank: return .row([])
    }
  }

  /// A group in braces, whose opening one was taken.
  private mutating func group(from token: FormulaToken) -> Node {
    let rows = lines(until: .brace)
    let content = rows.count > 1 ? Self.stacked(rows) : rows[0]
    guard take(.closing) else { return .row([unknownNode(token.range), content]) }
    // In braces a sign is no operation and a comma ends nothing.
    if case .symbol(let symbol) = content, symbol.kind != .large, symbol.kind != .integral {
      return .symbol(Formula.Symbol(symbol.text, .ordinary))
    }
    return content
  }

  /// A command's argument: a group or one atom. `nil`, and nothing taken, where there is none.
  mutating func argument() -> Node? {
    let start = position
    skipBlanks()
    guard let token, !isEnding(token), token.kind != .ampersand, token.kind != .closing else {
      position = start
      return nil
    }
    // Of a number one digit is the argument.
    if case .character(let digit) = token.kind, digit.isASCII, digit.isNumber {
      position += 1
      return .number(String(digit), alphabet)
    }
    return atom()
  }

  private mutating func character(_ character: Character, at token: FormulaToken) -> Node {
    if character.isASCII && character.isNumber { return number(from: character) }
    if character == ".", case .character(let next)? = self.token?.kind, next.isASCII, next.isNumber {
      return number(from: character)
    }
    if character.isLetter { return letter(character) }
    if character == "~" { return .space(1 / 3) }
    if character == "$" || character == "#" || character == "\"" || character == "`" { return unknownNode(token.range) }
    return .symbol(Self.symbol(character))
  }

  private mutating func letter(_ character: Character) -> Node {
    guard alphabet == .upright || alphabet == .monospaced || alphabet == .sansSerif else {
      return .identifier(String(character), alphabet)
    }
    // Upright letters are a name.
    var name = String(character)
    while case .character(let next)? = token?.kind, next.isLetter || next.isNumber {
      name.append(next)
      position += 1
    }
    return .identifier(name, alphabet)
  }

  private mutating func number(from first: Character) -> Node {
    var text = String(first)
    while case .character(let next)? = token?.kind {
      let isPoint = next == "." && !text.contains(".")
      guard next.isASCII, next.isNumber || isPoint && isDigit(at: position + 1) else { break }
      text.append(next)
      position += 1
    }
    return .number(text, alphabet)
  }

  private func isDigit(at index: Int) -> Bool {
    guard index < tokens.count, case .character(let character) = tokens[index].kind else { return false }
    return character.isASCII && character.isNumber
  }

  private static func symbol(_ character: Character) -> Formula.Symbol {
    switch character {
    case "+": Formula.Symbol("+", .binary)
    case "-", "−", "–": Formula.Symbol("−", .binary)
    case "*": Formula.Symbol("∗", .binary)
    case "=", "<", ">", ":", "≤", "≥", "≠", "≈", "→", "←", "∈", "⇒", "≡", "∼", "∝":
      Formula.Symbol(String(character), .relation)
    case "·", "×", "±", "÷", "∘", "⊙", "⊗", "⊕", "∗": Formula.Symbol(String(character), .binary)
    case ",", ";": Formula.Symbol(String(character), .punctuation)
    case "(", "[", "⌊", "⌈", "⟨": Formula.Symbol(String(character), .opening)
    case ")", "]", "⌋", "⌉", "⟩": Formula.Symbol(String(character), .closing)
    case "∑", "Σ", "∏": Formula.Symbol(String(character), .large)
    case "∫": Formula.Symbol("∫", .integral)
    default: Formula.Symbol(String(character), .ordinary)
    }
  }

  // MARK: - Scripts

  /// An atom with the index, the power and the primes behind it.
  private mutating func scripted(_ atom: Node) -> Node {
    var areLimits = atom.takesLimits
    var (below, above): (Node?, Node?)
    var primes = 0
    while true {
      let start = position
      skipBlanks()
      if take(command: "limits") {
        areLimits = true
      } else if take(command: "nolimits") {
        areLimits = false
      } else if token?.kind == .up, above == nil {
        position += 1
        above = script() ?? unknownNode(tokens[position - 1].range)
      } else if token?.kind == .down, below == nil {
        position += 1
        below = script() ?? unknownNode(tokens[position - 1].range)
      } else if token?.kind == .character("'"), above == nil {
        position += 1
        primes += 1
      } else {
        position = start
        break
      }
    }
    if primes > 0 {
      let marks = primes < 4 ? ["′", "″", "‴"][primes - 1] : String(repeating: "′", count: primes)
      above = .row([.symbol(Formula.Symbol(marks, .ordinary))] + (above.map { [$0] } ?? []))
    }
    guard below != nil || above != nil else { return atom }
    return .scripts(atom, below: below, above: above, areLimits: areLimits)
  }

  private mutating func script() -> Node? {
    let wasAt = position
    skipBlanks()
    // A sign as a script is none of an operation: `x^*`.
    if case .character(let character)? = token?.kind, !character.isLetter, !character.isNumber,
      case .symbol(let symbol) = Node.symbol(Self.symbol(character)), character != "$", character != "#",
      character != "'",
      symbol.kind != .closing || !endings.contains(.bracket)
    {
      position += 1
      return .symbol(Formula.Symbol(symbol.text, .ordinary))
    }
    position = wasAt
    return argument()
  }

  // MARK: - What is not known

  /// A stretch of the source as it is written, which is noted.
  mutating func unknownNode(_ range: Range<Int>) -> Node {
    let text = String(decoding: source[range], as: UTF8.self)
    unknown.append(Formula.Unknown(text: text, range: range))
    return .unknown(text)
  }
}

extension Formula.Node {
  /// Whether what stands below and above are limits without a word about it.
  fileprivate var takesLimits: Bool {
    switch self {
    case .symbol(let symbol): symbol.kind == .large
    case .function(let name): FormulaNames.limitedFunctions.contains(name)
    case .accent(_, .overbrace), .accent(_, .underbrace): true
    default: false
    }
  }
}
