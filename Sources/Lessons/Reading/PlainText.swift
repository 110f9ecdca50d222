import CCmark
import Support

extension MarkdownDocument {
  /// The text as it is read aloud: wrapped lines without Markdown's marks, lists with bullets or numbers, quotes with a bar, tables in
  /// aligned columns. Code keeps its marks.
  package static func plainLines(of markdown: String, width: Int, formulas: FormulaWriting = .asWritten) -> [String] {
    let bytes = Array(markdown.utf8)
    guard let document = MarkdownDocument(bytes) else { return [] }
    return document.plainLines(width: width, source: SourceLines(bytes), formulas: formulas)
  }

  /// The words of a table's cell, which are a line whatever they begin with.
  fileprivate static func plainWords(ofCell markdown: String, formulas: FormulaWriting) -> String {
    // Behind a letter nothing begins a list, a quotation or code.
    let bytes = Array(("x " + markdown).utf8)
    guard let document = MarkdownDocument(bytes), let iterator = cmark_iter_new(document.root) else {
      return markdown
    }
    defer { cmark_iter_free(iterator) }
    var writer = PlainWriter(width: .max, source: SourceLines(bytes), formulas: formulas, hasTables: false)
    while case let event = cmark_iter_next(iterator), event != CMARK_EVENT_DONE {
      guard let node = cmark_iter_get_node(iterator) else { continue }
      if cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH, event == CMARK_EVENT_EXIT { break }
      writer.write(node, isEntering: event == CMARK_EVENT_ENTER)
    }
    return String(writer.words.dropFirst(2))
  }

  private borrowing func plainLines(width: Int, source: SourceLines, formulas: FormulaWriting) -> [String] {
    guard let iterator = cmark_iter_new(root) else { return [] }
    defer { cmark_iter_free(iterator) }
    var writer = PlainWriter(width: width, source: source, formulas: formulas)
    while case let event = cmark_iter_next(iterator), event != CMARK_EVENT_DONE {
      guard let node = cmark_iter_get_node(iterator) else { continue }
      writer.write(node, isEntering: event == CMARK_EVENT_ENTER)
    }
    return writer.lines
  }
}

/// Collects a document's lines while cmark walks over it.
private struct PlainWriter {
  let width: Int
  var lines: [String] = []
  /// What stands before each line of the block at hand, outermost first; an item's first line has its bullet there.
  private var prefixes: [String] = []
  private var bullet: String?
  /// The paragraph so far; U+2028 stands for a break of lines that the author wants.
  fileprivate private(set) var words = ""
  /// Where in `words` the link at hand begins, in bytes.
  private var linkStart = 0
  /// The number of the last item of each numbered list.
  private var numbers: [OpaquePointer: Int] = [:]

  private let source: SourceLines
  /// Whether tables are looked for.
  private let hasTables: Bool
  private let formulas: FormulaWriting

  init(width: Int, source: SourceLines, formulas: FormulaWriting, hasTables: Bool = true) {
    (self.width, self.source, self.formulas, self.hasTables) = (width, source, formulas, hasTables)
  }

  mutating func write(_ node: OpaquePointer, isEntering: Bool) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_BLOCK_QUOTE:
      if isEntering { prefixes.append("│ ") } else { prefixes.removeLast() }
    case CMARK_NODE_ITEM:
      if isEntering { enterItem(node) } else { leaveItem() }
    case CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING:
      if isEntering { words = "" } else { flush(node) }
    case CMARK_NODE_HTML_INLINE:
      let tag = MarkdownDocument.string(cmark_node_get_literal(node))
      words += ["<br>", "<br/>", "<br />"].contains(tag.lowercased()) ? "\u{2028}" : tag
    case CMARK_NODE_TEXT:
      words += MarkdownDocument.textWithoutFormulaMarks(node, in: source)
    case CMARK_NODE_CODE:
      words += MarkdownDocument.formula(node, in: source).map(formulas.inLine) ?? MarkdownDocument.codeWithMarks(node)
    case CMARK_NODE_SOFTBREAK:
      words += "\n"
    case CMARK_NODE_LINEBREAK:
      words += "\u{2028}"
    case CMARK_NODE_LINK:
      if isEntering { linkStart = words.utf8.count } else { appendAddress(of: node) }
    case CMARK_NODE_CODE_BLOCK:
      let literal = MarkdownDocument.string(cmark_node_get_literal(node))
      let isFormula = MarkdownDocument.string(cmark_node_get_fence_info(node)) == "math"
      let code = literal.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
      append((isFormula ? formulas.onLines(Formula(literal), max(20, room - 4)) : code).map { "    " + $0 })
    case CMARK_NODE_THEMATIC_BREAK:
      append([String(repeating: "─", count: min(width, 20))])
    default:
      break
    }
  }

  private mutating func enterItem(_ item: OpaquePointer) {
    guard let list = cmark_node_parent(item), cmark_node_get_list_type(list) == CMARK_ORDERED_LIST else {
      bullet = "• "
      prefixes.append("  ")
      return
    }
    // Counted in passing: asking each item for its place in the list would take quadratic time.
    let number = cmark_node_previous(item) == nil ? Int(cmark_node_get_list_start(list)) : (numbers[list] ?? 0) + 1
    numbers[list] = number
    let mark = "\(number). "
    bullet = mark
    prefixes.append(String(repeating: " ", count: mark.count))
  }

  /// A link's address after its words, unless they are the address.
  private mutating func appendAddress(of link: OpaquePointer) {
    let address = MarkdownDocument.string(cmark_node_get_url(link))
    let text = String(decoding: words.utf8.dropFirst(linkStart), as: UTF8.self)
    if address != text && address != "mailto:" + text { words += " (\(address))" }
  }

  private mutating func leaveItem() {
    prefixes.removeLast()
    bullet = nil
  }

  private func isInTightList(_ node: OpaquePointer) -> Bool {
    guard let item = cmark_node_parent(node), let list = cmark_node_parent(item) else { return false }
    return cmark_node_get_type(item) == CMARK_NODE_ITEM && cmark_node_get_list_tight(list) != 0
  }

  private var room: Int { max(20, width - prefixes.reduce(0) { $0 + $1.count }) }

  private mutating func flush(_ node: OpaquePointer) {
    let isTight = isInTightList(node)
    if let (start, table) = table(in: node) {
      if start > 0 { append(lines(of: firstLines(start, of: words), width: room), isTight: isTight) }
      append(visible(table.lines(width: room)), isTight: isTight && start == 0)
    } else {
      append(lines(of: words, width: room), isTight: isTight)
    }
    words = ""
  }

  private func lines(of words: String, width: Int) -> [String] {
    visible(words.split(separator: "\u{2028}").flatMap { wrapped($0, width: width) })
  }

  /// Blanks that held code together are blanks in the end.
  private func visible(_ lines: [String]) -> [String] { lines.map { $0.replacing("\u{A0}", with: " ") } }

  private func firstLines(_ count: Int, of words: String) -> String {
    var breaks = 0
    return String(
      words.prefix { character in
        if character == "\n" || character == "\u{2028}" { breaks += 1 }
        return breaks < count
      })
  }

  /// The table in a paragraph, and how many of its lines stand above it.
  private func table(in node: OpaquePointer) -> (start: Int, table: PlainTable)? {
    guard hasTables, let lines = source.lines(ofParagraph: node),
      let (start, table) = MarkdownTable.find(in: lines.map(\.text))
    else { return nil }
    return (start, PlainTable(table) { MarkdownDocument.plainWords(ofCell: $0, formulas: formulas) })
  }

  private mutating func append(_ text: [String], isTight: Bool = false) {
    if !isTight, !lines.isEmpty { lines.append("") }
    for line in text {
      var prefix = prefixes.joined()
      if let mark = bullet {
        prefix = prefixes.dropLast().joined() + mark
        bullet = nil
      }
      lines.append(prefix + line)
    }
  }
}
