import Reading
import Support

/// A formula as presentation MathML, of the elements and attributes of MathML Core: what browsers set without a program.
///
/// A page brings `style`, which says what Core leaves to style sheets: how a table's columns are aligned, and what a frame looks like.
package struct MathML {
  /// Whether the formula stands on lines of its own.
  let isBlock: Bool

  package init(isBlock: Bool) {
    self.isBlock = isBlock
  }

  /// The `math` element.
  package func element(_ formula: Formula) -> String {
    let display = isBlock ? " display=\"block\"" : ""
    return "<math\(display) alttext=\"\(Self.escaped(formula.line))\">\(row(formula.root))</math>"
  }

  /// Rules for the classes that stand in what `element` makes.
  package static let style = """
    math mtd { padding: 0.3ex 0.4em }
    math .left { text-align: left } math .right { text-align: right } math .centre { text-align: center }
    math .aligned mtd.left { padding-left: 0 } math .aligned mtd.right { padding-right: 0 }
    math .boxed { border: 1px solid; padding: 0.4em }
    math .tex { font-family: monospace }
    """

  // MARK: - Nodes

  private func row(_ node: Formula.Node) -> String {
    let spaced = SpacedRow(node)
    let parts = spaced.parts.indices.map { index -> String in
      let part = spaced.parts[index]
      let following = index + 1 < spaced.parts.count ? spaced.parts[index + 1] : nil
      let space = part.space == 0 ? "" : Self.space(part.space)
      return space + markup(part.node, role: part.role) + application(part.role, before: following)
    }
    return parts.count == 1 && !parts[0].isEmpty ? parts[0] : "<mrow>\(parts.joined())</mrow>"
  }

  /// What stands between a function's name and what it is applied to.
  private func application(_ role: SpacedRow.Role, before following: SpacedRow.Part?) -> String {
    guard role == .function, let following else { return "" }
    let isBracket = following.role == .fenced || following.role == .opening
    return "<mo>&#x2061;</mo>" + (isBracket ? "" : Self.space(1 / 6))
  }

  private func markup(_ node: Formula.Node, role: SpacedRow.Role) -> String {
    switch node {
    case .row: row(node)
    case .number(let text, let alphabet): Self.tag("mn", text: alphabet.letters(text))
    case .identifier(let text, let alphabet): identifier(text, alphabet)
    case .function(let name): Self.tag("mi", text: name.replacing(" ", with: "\u{A0}"))
    case .symbol(let symbol): self.symbol(symbol, role: role)
    case .text(let words): Self.words(words)
    case .space(let width): width == 0 ? "" : Self.space(width)
    case .fraction(let top, let bottom, let bar): fraction(top, bottom, bar)
    case .root(let content, let degree): root(content, degree)
    case .scripts(let base, let below, let above, let areLimits): scripts(base, below, above, areLimits: areLimits)
    case .accent(let content, let accent): accented(content, accent)
    case .fenced(let content, let fence): fenced(row(content), fence)
    case .table(let table): self.table(table)
    case .boxed(let content): "<mrow class=\"boxed\">\(row(content))</mrow>"
    case .unknown(let source): Self.tag("mtext", "class=\"tex\"", text: source)
    }
  }

  private func identifier(_ text: String, _ alphabet: Formula.Alphabet) -> String {
    let isOneLetter = text.count == 1
    // A browser slants a single letter, unless that is a capital of Greek or a letter with a shape of its own.
    let isUpright = isOneLetter && (alphabet == .upright || ("Α"..."Ω").contains(text) || text == "∞")
    return Self.tag("mi", isUpright ? "mathvariant=\"normal\"" : "", text: alphabet.letters(text))
  }

  private func symbol(_ symbol: Formula.Symbol, role: SpacedRow.Role) -> String {
    switch symbol.kind {
    case .ordinary:
      let isLetter = symbol.text.allSatisfy { $0.isLetter || "∞∂∇∅⊤⊥∀∃¬′°…⋯⋮⋱△□".contains($0) }
      return isLetter
        ? Self.tag("mi", "mathvariant=\"normal\"", text: symbol.text)
        : Self.tag("mo", "form=\"infix\" stretchy=\"false\" lspace=\"0\" rspace=\"0\"", text: symbol.text)
    case .binary, .relation:
      return role == .prefix
        ? Self.tag("mo", "form=\"prefix\" lspace=\"0\" rspace=\"0\"", text: symbol.text)
        : Self.tag("mo", "form=\"infix\" stretchy=\"false\"", text: symbol.text)
    case .opening: return Self.tag("mo", "form=\"prefix\" stretchy=\"false\"", text: symbol.text)
    case .closing: return Self.tag("mo", "form=\"postfix\" stretchy=\"false\"", text: symbol.text)
    case .punctuation: return Self.tag("mo", "separator=\"true\"", text: symbol.text)
    case .middle:
      return Self.tag("mo", "form=\"infix\" stretchy=\"true\" lspace=\"0.1em\" rspace=\"0.1em\"", text: symbol.text)
    case .large where symbol.text.count > 1:
      return Self.tag("mo", "form=\"prefix\" movablelimits=\"true\" rspace=\"0.1667em\"", text: symbol.text)
    case .large, .integral: return Self.tag("mo", "form=\"prefix\"", text: symbol.text)
    }
  }

  private func fraction(_ top: Formula.Node, _ bottom: Formula.Node, _ bar: Formula.Bar) -> String {
    let parts = row(top) + row(bottom)
    switch bar {
    case .line: return "<mfrac>\(parts)</mfrac>"
    case .none: return "<mfrac linethickness=\"0\">\(parts)</mfrac>"
    case .displayed: return "<mstyle displaystyle=\"true\"><mfrac>\(parts)</mfrac></mstyle>"
    }
  }

  private func root(_ content: Formula.Node, _ degree: Formula.Node?) -> String {
    degree.map { "<mroot>\(row(content))\(row($0))</mroot>" } ?? "<msqrt>\(row(content))</msqrt>"
  }

  // MARK: - Scripts and accents

  private func scripts(
    _ base: Formula.Node, _ below: Formula.Node?, _ above: Formula.Node?, areLimits: Bool
  ) -> String {
    var inner = base.isRow ? row(base) : markup(base, role: SpacedRow.Role(base))
    if areLimits, case .function(let name) = base {
      // Like a sum's, its limits stand behind it where the formula is in a line of text.
      let attributes = "form=\"prefix\" movablelimits=\"true\" lspace=\"0\" rspace=\"0\""
      inner = Self.tag("mo", attributes, text: name.replacing(" ", with: "\u{A0}"))
    }
    if areLimits, case .symbol(let symbol) = base, symbol.kind == .relation {
      inner = Self.tag("mo", "stretchy=\"true\"", text: symbol.text)
    }
    let names = areLimits ? ("munder", "mover", "munderover") : ("msub", "msup", "msubsup")
    switch (below, above) {
    case (let below?, nil): return "<\(names.0)>\(inner)\(row(below))</\(names.0)>"
    case (nil, let above?): return "<\(names.1)>\(inner)\(row(above))</\(names.1)>"
    case (let below?, let above?): return "<\(names.2)>\(inner)\(row(below))\(row(above))</\(names.2)>"
    case (nil, nil): return inner
    }
  }

  private func accented(_ content: Formula.Node, _ accent: Formula.Accent) -> String {
    let isBelow = accent == .underline || accent == .underbrace
    let isWide = [.overline, .underline, .wideHat, .wideTilde, .overbrace, .underbrace].contains(accent)
    let mark = Self.tag("mo", "stretchy=\"\(isWide)\"", text: accent.sign)
    return isBelow
      ? "<munder accentunder=\"true\">\(row(content))\(mark)</munder>"
      : "<mover accent=\"true\">\(row(content))\(mark)</mover>"
  }

  // MARK: - Brackets and tables

  private func fenced(_ content: String, _ fence: Formula.Fence) -> String {
    func bracket(_ text: String, _ form: String) -> String {
      text.isEmpty
        ? "" : Self.tag("mo", "form=\"\(form)\" fence=\"true\" stretchy=\"\(fence.stretches)\"", text: text)
    }
    return "<mrow>\(bracket(fence.opening, "prefix"))\(content)\(bracket(fence.closing, "postfix"))</mrow>"
  }

  private func table(_ table: Formula.Table) -> String {
    let isDisplayed = table.kind == .aligned || table.kind == .lines
    let rows = table.rows.map { row in
      let cells = row.enumerated().map { column, cell in
        "<mtd class=\"\(table.alignment(ofColumn: column).name)\">\(self.cell(cell, in: table.kind))</mtd>"
      }
      return "<mtr>\(cells.joined())</mtr>"
    }
    let attributes = isDisplayed ? " class=\"aligned\" displaystyle=\"true\"" : ""
    let columns = (0..<(table.rows.map(\.count).max() ?? 0)).map { table.alignment(ofColumn: $0).columnName }
    let alignment = columns.isEmpty ? "" : " columnalign=\"\(columns.joined(separator: " "))\""
    return fenced("<mtable\(attributes)\(alignment)>\(rows.joined())</mtable>", table.fence)
  }

  /// In a derivation, a sign at the beginning of a cell continues what stands in the cell before it.
  private func cell(_ node: Formula.Node, in kind: Formula.Table.Kind) -> String {
    kind == .aligned ? "<mrow><mi></mi>\(row(node))</mrow>" : row(node)
  }

  // MARK: - Text

  private static func tag(_ name: String, _ attributes: String = "", text: String) -> String {
    "<\(name)\(attributes.isEmpty ? "" : " " + attributes)>\(escaped(text))</\(name)>"
  }

  private static func words(_ text: String) -> String {
    // Blanks at an element's ends are not shown.
    let inner = text.drop { $0 == " " }
    let (before, after) = (text.prefix { $0 == " " }, inner.reversed().prefix { $0 == " " })
    let middle = inner.dropLast(after.count)
    let blanks = { (count: Int) in String(repeating: "\u{A0}", count: count) }
    return tag("mtext", text: blanks(before.count) + middle + blanks(after.count))
  }

  private static func space(_ width: Double) -> String {
    let thousandths = Int((width * 1000).rounded())
    let digits = String(1000 + abs(thousandths) % 1000).dropFirst()
    return "<mspace width=\"\(thousandths < 0 ? "-" : "")\(abs(thousandths) / 1000).\(digits)em\"/>"
  }

  /// A text within an element or between an attribute's quotation marks.
  private static func escaped(_ text: String) -> String {
    printable(text, keepingLines: true).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }
}

extension Formula.Node {
  fileprivate var isRow: Bool { if case .row = self { true } else { false } }
}

extension Formula.Accent {
  fileprivate var sign: String {
    switch self {
    case .hat, .wideHat: "^"
    case .bar, .overline, .underline: "\u{203E}"
    case .vector: "→"
    case .tilde, .wideTilde: "~"
    case .dot: "˙"
    case .twoDots: "¨"
    case .threeDots: "\u{20DB}"
    case .check: "ˇ"
    case .breve: "˘"
    case .acute: "´"
    case .grave: "`"
    case .ring: "˚"
    case .overbrace: "⏞"
    case .underbrace: "⏟"
    }
  }
}

extension Formula.Table.Alignment {
  fileprivate var name: String {
    switch self {
    case .left: "left"
    case .centre: "centre"
    case .right: "right"
    }
  }

  fileprivate var columnName: String { self == .centre ? "center" : name }
}
