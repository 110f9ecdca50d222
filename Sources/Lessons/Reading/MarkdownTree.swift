import CCmark
import Support

/// A stretch of Markdown as a tree that is written down from left to right: every container is entered and left again, everything else
/// just stands there. So whoever walks over it needs no recursion, however deep the author nested.
package struct MarkdownTree: Hashable, Sendable {
  package enum Container: Hashable, Sendable {
    case paragraph(isTight: Bool)
    case heading(level: Int)
    case quote
    case bullets
    case numbers(start: Int)
    case item
    case emphasis
    case strong
    case link(address: String, title: String)
    /// What stands in it is what to say where the picture cannot be seen.
    case image(address: String, title: String)
    case table
    case tableHead
    case tableBody
    case tableRow
    case tableCell(MarkdownTable.Alignment, isTitle: Bool)
  }

  package enum Leaf: Hashable, Sendable {
    case text(String)
    case code(String)
    /// A formula in a line, in TeX's notation.
    case math(String)
    /// The end of a line that means nothing.
    case softBreak
    case hardBreak
    case rule
    case codeBlock(String, language: String)
    case html(String, isBlock: Bool)
  }

  package enum Step: Hashable, Sendable {
    case enter(Container)
    case leave(Container)
    case leaf(Leaf)
  }

  /// A step, and where it stands in the text that was parsed: line and column count from 1, the latter in bytes.
  package struct Placed: Hashable, Sendable {
    package var step: Step
    package var line: Int
    package var column: Int
  }

  package var steps: [Placed] = []

  /// Parses a text.
  /// - Parameters:
  ///   - markdown: The text.
  ///   - definitions: Definitions of links that stand elsewhere in the same file.
  /// - Complexity: O(*n*).
  package init(_ markdown: String, definitions: String = "") {
    let source = Array(markdown.utf8)
    let bytes =
      definitions.isEmpty || !source.contains(UInt8(ascii: "[")) ? source : source + Array(("\n\n" + definitions).utf8)
    guard let document = MarkdownDocument(bytes) else { return }
    var writer = MarkdownTreeWriter(source: SourceLines(source), definitions: definitions)
    document.walk { node, isEntering in writer.write(node, isEntering: isEntering) }
    steps = writer.steps
    joinFormulas()
  }

  /// The words without any marks, as in a list of contents.
  package var words: String {
    var words = ""
    for placed in steps {
      switch placed.step {
      case .leaf(.text(let text)), .leaf(.code(let text)), .leaf(.math(let text)), .leaf(.codeBlock(let text, _)):
        words += text
      case .leaf(.softBreak), .leaf(.hardBreak): words += " "
      case .leave(.paragraph), .leave(.heading), .leave(.tableCell): words += "\n"
      default: break
      }
    }
    return words
  }

  /// A formula stands as code between two dollar signs.
  private mutating func joinFormulas() {
    for index in steps.indices.dropFirst().dropLast() {
      guard case .leaf(.code(let code)) = steps[index].step,
        case .leaf(.text(let before)) = steps[index - 1].step, before.hasSuffix("$"),
        case .leaf(.text(let after)) = steps[index + 1].step, after.hasPrefix("$")
      else { continue }
      steps[index - 1].step = .leaf(.text(String(before.dropLast())))
      steps[index].step = .leaf(.math(code))
      steps[index + 1].step = .leaf(.text(String(after.dropFirst())))
    }
  }
}

extension MarkdownDocument {
  /// Visits the nodes in the order of the text; containers twice.
  borrowing func walk(_ body: (OpaquePointer, _ isEntering: Bool) -> Void) {
    guard let iterator = cmark_iter_new(root) else { return }
    defer { cmark_iter_free(iterator) }
    while case let event = cmark_iter_next(iterator), event != CMARK_EVENT_DONE {
      guard let node = cmark_iter_get_node(iterator) else { continue }
      body(node, event == CMARK_EVENT_ENTER)
    }
  }
}

/// Writes cmark's nodes down while it walks over them.
struct MarkdownTreeWriter {
  private typealias Container = MarkdownTree.Container
  private typealias Leaf = MarkdownTree.Leaf
  /// Marks within marks beyond these are left out: no reader sees them, and browsers give up on such pages.
  private static let deepestMarks = 40

  private let source: SourceLines
  private let definitions: String
  private(set) var steps: [MarkdownTree.Placed] = []
  private var place = (line: 1, column: 1)
  private var marks = 0
  /// The paragraph whose nodes are passed over, as it has been written as a table.
  private var skipped: OpaquePointer?

  init(source: SourceLines, definitions: String) { (self.source, self.definitions) = (source, definitions) }

  mutating func write(_ node: OpaquePointer, isEntering: Bool) {
    if let skipped {
      if node == skipped, !isEntering { self.skipped = nil }
      return
    }
    let (line, column) = (Int(cmark_node_get_start_line(node)), Int(cmark_node_get_start_column(node)))
    if line > 0 { place = (line, max(1, column)) }
    // Definitions from elsewhere are appended to the text, and show nothing.
    let type = cmark_node_get_type(node)
    if type == CMARK_NODE_PARAGRAPH, isEntering, writeTable(in: node) {
      skipped = node
      return
    }
    if let leaf = leaf(node, type) { return append(.leaf(leaf)) }
    guard let container = container(node, type) else { return }
    if container.isMark {
      marks += isEntering ? 1 : -1
      if max(marks, marks + (isEntering ? 0 : 1)) > Self.deepestMarks { return }
    }
    append(isEntering ? .enter(container) : .leave(container))
  }

  private mutating func append(_ step: MarkdownTree.Step) {
    steps.append(MarkdownTree.Placed(step: step, line: place.line, column: place.column))
  }

  private func leaf(_ node: OpaquePointer, _ type: cmark_node_type) -> MarkdownTree.Leaf? {
    func literal() -> String { MarkdownDocument.string(cmark_node_get_literal(node)) }
    switch type {
    case CMARK_NODE_TEXT: return .text(literal())
    case CMARK_NODE_CODE: return .code(literal())
    case CMARK_NODE_SOFTBREAK: return .softBreak
    case CMARK_NODE_LINEBREAK: return .hardBreak
    case CMARK_NODE_THEMATIC_BREAK: return .rule
    case CMARK_NODE_HTML_BLOCK: return .html(literal(), isBlock: true)
    case CMARK_NODE_HTML_INLINE: return .html(literal(), isBlock: false)
    case CMARK_NODE_CODE_BLOCK:
      let info = MarkdownDocument.string(cmark_node_get_fence_info(node))
      return .codeBlock(literal(), language: String(info.prefix { $0 != " " }))
    default: return nil
    }
  }

  private func container(_ node: OpaquePointer, _ type: cmark_node_type) -> MarkdownTree.Container? {
    func address() -> String { MarkdownDocument.string(cmark_node_get_url(node)) }
    func title() -> String { MarkdownDocument.string(cmark_node_get_title(node)) }
    switch type {
    case CMARK_NODE_PARAGRAPH: return .paragraph(isTight: isInTightList(node))
    case CMARK_NODE_HEADING: return .heading(level: Int(cmark_node_get_heading_level(node)))
    case CMARK_NODE_BLOCK_QUOTE: return .quote
    case CMARK_NODE_LIST:
      return cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
        ? .numbers(start: Int(cmark_node_get_list_start(node))) : .bullets
    case CMARK_NODE_ITEM: return .item
    case CMARK_NODE_EMPH: return .emphasis
    case CMARK_NODE_STRONG: return .strong
    case CMARK_NODE_LINK: return .link(address: address(), title: title())
    case CMARK_NODE_IMAGE: return .image(address: address(), title: title())
    default: return nil
    }
  }

  private func isInTightList(_ node: OpaquePointer) -> Bool {
    guard let item = cmark_node_parent(node), let list = cmark_node_parent(item) else { return false }
    return cmark_node_get_type(item) == CMARK_NODE_ITEM && cmark_node_get_list_tight(list) != 0
  }

  // MARK: - Tables

  /// Writes a paragraph that is a table, or ends in one.
  private mutating func writeTable(in node: OpaquePointer) -> Bool {
    guard let lines = source.lines(ofParagraph: node), let (start, table) = MarkdownTable.find(in: lines.map(\.text))
    else {
      return false
    }
    if start > 0 {
      append(.enter(.paragraph(isTight: false)))
      let above = lines[..<start].map(\.text).joined(separator: "\n")
      writeInlines(above, line: lines[0].number, column: lines[0].column)
      append(.leave(.paragraph(isTight: false)))
    }
    append(.enter(.table))
    for (index, row) in table.rows.enumerated() {
      // The row of dashes stands between the titles and the rest.
      let line = lines[start + (index == 0 ? 0 : index + 1)]
      if index < 2 { append(.enter(index == 0 ? .tableHead : .tableBody)) }
      append(.enter(.tableRow))
      for (cell, alignment) in zip(row, table.alignments) {
        let container = MarkdownTree.Container.tableCell(alignment, isTitle: index == 0)
        place = (line.number, line.column + cell.offset)
        append(.enter(container))
        writeInlines(cell.text, line: line.number, column: line.column + cell.offset)
        append(.leave(container))
      }
      append(.leave(.tableRow))
      if index == 0 { append(.leave(.tableHead)) }
    }
    if table.rows.count > 1 { append(.leave(.tableBody)) }
    append(.leave(.table))
    return true
  }

  /// Writes what stands within a paragraph, whatever it begins with.
  private mutating func writeInlines(_ markdown: String, line: Int, column: Int) {
    // Behind a letter nothing begins a list, a quotation or code.
    let lead = "x "
    var tree = MarkdownTree(lead + markdown, definitions: definitions)
    guard let first = tree.steps.firstIndex(where: { if case .leaf(.text) = $0.step { true } else { false } }),
      case .leaf(.text(let text)) = tree.steps[first].step
    else { return }
    tree.steps[first].step = .leaf(.text(String(text.dropFirst(lead.count))))
    for placed in tree.steps.dropFirst().prefix(while: { $0.step != .leave(.paragraph(isTight: false)) }) {
      let isFirst = placed.line == 1
      steps.append(
        MarkdownTree.Placed(
          step: placed.step, line: line + placed.line - 1,
          column: isFirst ? max(1, column + placed.column - 1 - lead.count) : placed.column))
    }
  }
}

extension MarkdownTree.Container {
  /// Whether it is part of a line.
  fileprivate var isMark: Bool {
    switch self {
    case .emphasis, .strong, .link, .image: true
    default: false
    }
  }
}
