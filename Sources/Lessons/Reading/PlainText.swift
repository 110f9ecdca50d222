import CCmark

extension MarkdownDocument {
  /// The text as it is read aloud: wrapped lines without Markdown's marks, lists with bullets or numbers, quotes with a bar.
  ///
  /// A table of pipes is no CommonMark: its lines stay as they are.
  package static func plainLines(of markdown: String, width: Int) -> [String] {
    guard let document = MarkdownDocument(Array(markdown.utf8)) else { return [] }
    return document.plainLines(width: width)
  }

  private borrowing func plainLines(width: Int) -> [String] {
    guard let iterator = cmark_iter_new(root) else { return [] }
    defer { cmark_iter_free(iterator) }
    var writer = PlainWriter(width: width)
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
  private var words = ""
  /// Where in `words` the link at hand begins, in bytes.
  private var linkStart = 0
  /// The number of the last item of each numbered list.
  private var numbers: [OpaquePointer: Int] = [:]

  init(width: Int) {
    self.width = width
  }

  mutating func write(_ node: OpaquePointer, isEntering: Bool) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_BLOCK_QUOTE:
      if isEntering { prefixes.append("│ ") } else { prefixes.removeLast() }
    case CMARK_NODE_ITEM:
      if isEntering { enterItem(node) } else { leaveItem() }
    case CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING:
      if isEntering { words = "" } else { flush(isTight: isInTightList(node)) }
    case CMARK_NODE_TEXT, CMARK_NODE_HTML_INLINE:
      words += MarkdownDocument.string(cmark_node_get_literal(node))
    case CMARK_NODE_CODE:
      words += MarkdownDocument.string(cmark_node_get_literal(node)).replacing(" ", with: "\u{A0}")
    case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK:
      words += "\n"
    case CMARK_NODE_LINK:
      if isEntering { linkStart = words.utf8.count } else { appendAddress(of: node) }
    case CMARK_NODE_CODE_BLOCK:
      let code = MarkdownDocument.string(cmark_node_get_literal(node)).split(
        separator: "\n", omittingEmptySubsequences: false)
      append(code.dropLast().map { "    " + $0 })
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

  private mutating func flush(isTight: Bool) {
    let source = words.split(separator: "\n")
    let indent = prefixes.reduce(0) { $0 + $1.count }
    let isTable = source.count > 1 && source.allSatisfy { $0.hasPrefix("|") }
    let text = isTable ? source.map(String.init) : wrapped(words, width: max(20, width - indent))
    append(text.map { $0.replacing("\u{A0}", with: " ") }, isTight: isTight)
    words = ""
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
