import Reading
import Support

extension Formula {
  /// The formula in one line of Unicode: `⌊(N − F + 2P)/S⌋ + 1`. Indices and powers are small letters where Unicode has them and
  /// stand behind `_` and `^` where it does not.
  package var line: String { printable(FormulaLine().text(root)) }

  /// A text that is shown as it is but for its formulas, `$`…`$`, which stand there in Unicode.
  package static func replaced(in text: String) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "$`"), let end = rest[start.upperBound...].firstRange(of: "`$") {
      result += rest[..<start.lowerBound] + Formula(String(rest[start.upperBound..<end.lowerBound])).line
      rest = rest[end.upperBound...]
    }
    return result + rest
  }
}

struct FormulaLine {
  /// Whether no blanks stand around signs, as in an index.
  var isTight = false

  func text(_ node: Formula.Node) -> String {
    switch node {
    case .row: row(SpacedRow(node))
    case .number(let text, let alphabet), .identifier(let text, let alphabet): alphabet.letters(text)
    case .function(let name): name
    case .symbol(let symbol): symbol.text
    case .text(let words): words
    case .space(let width): String(repeating: " ", count: width > 0 ? max(1, Int((width * 2).rounded())) : 0)
    case .fraction(let top, let bottom, let bar): fraction(top, bottom, bar)
    case .root(let content, let degree): root(content, degree)
    case .scripts(let base, let below, let above, _):
      // An empty base, as before an index that stands on the left.
      operand(base) + (below.map(Self.below) ?? "") + (above.map(Self.above) ?? "")
    case .accent(let content, let accent): accented(content, accent)
    case .fenced(let content, let fence): fence.opening + text(content) + fence.closing
    case .table(let table): self.table(table)
    case .boxed(let content): text(content)
    case .unknown(let source): source
    }
  }

  private func row(_ row: SpacedRow) -> String {
    row.parts.indices.map { index in
      String(repeating: " ", count: row.blanks(before: index, isTight: isTight)) + text(row.parts[index].node)
    }.joined()
  }

  /// A part as one thing, in brackets if it is more.
  func operand(_ node: Formula.Node) -> String {
    node.isCompound ? "(" + text(node) + ")" : text(node)
  }

  private func fraction(_ top: Formula.Node, _ bottom: Formula.Node, _ bar: Formula.Bar) -> String {
    if bar == .none { return text(top) + " over " + text(bottom) }
    return (top.isSum ? "(" + text(top) + ")" : text(top)) + "/"
      + (bottom.isDifferential ? text(bottom) : operand(bottom))
  }

  private func root(_ content: Formula.Node, _ degree: Formula.Node?) -> String {
    let degree = degree.map { FormulaScripts.above(FormulaLine(isTight: true).text($0)) ?? "(\(text($0)))" } ?? ""
    return degree + "√" + operand(content)
  }

  private func table(_ table: Formula.Table) -> String {
    let opening = table.fence.opening, closing = table.fence.closing
    let gap = table.kind == .matrix || table.kind == .cases ? ", " : " "
    let rows = table.rows.map { $0.map { text($0) }.filter { !$0.isEmpty }.joined(separator: gap) }
    return opening + (opening == "{" && closing.isEmpty ? " " : "") + rows.joined(separator: "; ") + closing
  }

  // MARK: - Scripts

  static func below(_ node: Formula.Node) -> String {
    let text = FormulaLine(isTight: true).text(node)
    return FormulaScripts.below(text) ?? "_" + Self.joined(text, node)
  }

  static func above(_ node: Formula.Node) -> String {
    let text = FormulaLine(isTight: true).text(node)
    return FormulaScripts.above(text) ?? "^" + Self.joined(text, node)
  }

  /// In brackets unless it is one letter or word.
  private static func joined(_ text: String, _ node: Formula.Node) -> String {
    if case .fenced(_, let fence) = node, fence.opening == "(" { return text }
    return text.count == 1 || node.isWord ? text : "(" + text + ")"
  }

  // MARK: - Accents

  private func accented(_ content: Formula.Node, _ accent: Formula.Accent) -> String {
    let text = text(content)
    switch accent {
    case .overbrace, .underbrace: return text
    case .overline, .underline: return text.map { String($0) + accent.mark }.joined()
    default: return text.count == 1 ? text + accent.mark : "\(accent.name)(\(text))"
    }
  }
}

extension Formula.Accent {
  /// The combining character that stands for it.
  fileprivate var mark: String {
    switch self {
    case .hat, .wideHat: "\u{302}"
    case .bar: "\u{304}"
    case .overline: "\u{305}"
    case .underline: "\u{332}"
    case .vector: "\u{20D7}"
    case .tilde, .wideTilde: "\u{303}"
    case .dot: "\u{307}"
    case .twoDots: "\u{308}"
    case .threeDots: "\u{20DB}"
    case .check: "\u{30C}"
    case .breve: "\u{306}"
    case .acute: "\u{301}"
    case .grave: "\u{300}"
    case .ring: "\u{30A}"
    case .overbrace, .underbrace: ""
    }
  }

  /// Said of more than one letter.
  fileprivate var name: String {
    switch self {
    case .wideHat: "hat"
    case .wideTilde: "tilde"
    case .vector: "vec"
    case .twoDots: "ddot"
    case .threeDots: "dddot"
    default: rawValue
    }
  }
}

extension Formula.Node {
  /// Whether it is letters and digits on the line.
  fileprivate var isWord: Bool {
    switch self {
    case .row(let parts): parts.allSatisfy(\.isWord)
    case .number, .identifier, .function, .space(0): true
    case .text(let words): words.allSatisfy { $0.isLetter || $0.isNumber }
    default: false
    }
  }

  /// Whether it needs brackets above a fraction's line.
  fileprivate var isSum: Bool {
    guard case .row = self else { return isCompound }
    let parts = SpacedRow(self).parts
    return parts.contains { [.binary, .relation, .punctuation, .large, .fraction].contains($0.role) }
      || parts.count == 1 && parts[0].node.isCompound
  }

  /// Whether it is `∂x` or `dx`, which are read as one thing.
  fileprivate var isDifferential: Bool {
    let parts = SpacedRow(self).parts
    guard parts.count == 2, !parts[1].node.isCompound else { return false }
    return parts[0].node == .symbol(Formula.Symbol("∂", .ordinary)) || parts[0].node == .identifier("d", .upright)
      || parts[0].node == .identifier("d", .usual)
  }

  /// Whether it needs brackets to be one operand.
  fileprivate var isCompound: Bool {
    switch self {
    case .row(let parts):
      let shown = parts.filter { !$0.isEmpty }
      return shown.count == 1 ? shown[0].isCompound : !shown.isEmpty
    case .fraction: return true
    case .table(let table): return table.fence.opening.isEmpty
    case .accent(let content, .overbrace), .accent(let content, .underbrace), .boxed(let content):
      return content.isCompound
    case .text(let words): return words.contains(" ")
    default: return false
    }
  }
}
