import CCmark

/// A parsed Markdown text: the owner of cmark's nodes, which it frees.
package struct MarkdownDocument: ~Copyable {
  /// A block of the document in Swift's terms.
  struct Block {
    enum Kind: Equatable {
      case heading(level: Int, text: String)
      /// A fenced or indented code block.
      case code(literal: String)
      case other
    }

    var kind: Kind
    /// The lines that cmark gives the block, from 1.
    var lines: ClosedRange<Int>
    /// The column, in bytes from 1, at which the block starts.
    var column: Int
    /// How many quotes, lists and items it stands in.
    var depth: Int
  }

  let root: OpaquePointer

  /// Parses a text.
  /// - Complexity: O(*n*), times the depth of nested lists: callers bound that (`SourceText.tooDeepNesting`).
  init?(_ text: borrowing [UInt8]) {
    let parsed = text.withUnsafeBytes { bytes in
      cmark_parse_document(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, CMARK_OPT_DEFAULT)
    }
    guard let parsed else { return nil }
    root = parsed
  }

  deinit { cmark_node_free(root) }

  /// The document's headings, code blocks and other blocks in the order of the text. Blocks within quotes and lists are among them
  /// only if they are code: everything else there is part of the outermost block's prose.
  func blocks() -> [Block] {
    guard let iterator = cmark_iter_new(root) else { return [] }
    defer { cmark_iter_free(iterator) }
    var blocks: [Block] = []
    var depth = -1
    while case let event = cmark_iter_next(iterator), event != CMARK_EVENT_DONE {
      guard let node = cmark_iter_get_node(iterator) else { continue }
      let isEntering = event == CMARK_EVENT_ENTER
      if Self.isContainer(node) {
        if isEntering { depth += 1 }
        if depth == 1 && isEntering { blocks.append(Self.block(node, depth: 0)) }
        if !isEntering { depth -= 1 }
      } else if isEntering, Self.isBlock(node), depth == 0 || Self.isCode(node) {
        blocks.append(Self.block(node, depth: depth))
      }
    }
    return blocks
  }

  // MARK: - Nodes

  private static func isContainer(_ node: OpaquePointer) -> Bool {
    let type = cmark_node_get_type(node)
    return type == CMARK_NODE_DOCUMENT || type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_LIST
      || type == CMARK_NODE_ITEM
  }

  private static func isBlock(_ node: OpaquePointer) -> Bool {
    let type = cmark_node_get_type(node)
    return type.rawValue >= CMARK_NODE_FIRST_BLOCK.rawValue && type.rawValue <= CMARK_NODE_LAST_BLOCK.rawValue
  }

  private static func isCode(_ node: OpaquePointer) -> Bool {
    cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK
  }

  private static func block(_ node: OpaquePointer, depth: Int) -> Block {
    let first = max(1, Int(cmark_node_get_start_line(node)))
    var last = max(first, Int(cmark_node_get_end_line(node)))
    if cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK {
      // cmark leaves out the line that ends a comment.
      last = max(last, first + SourceLines(Array(string(cmark_node_get_literal(node)).utf8)).count - 1)
    }
    return Block(
      kind: kind(of: node), lines: first...last, column: max(1, Int(cmark_node_get_start_column(node))), depth: depth)
  }

  private static func kind(of node: OpaquePointer) -> Block.Kind {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_HEADING:
      return .heading(level: Int(cmark_node_get_heading_level(node)), text: inlineText(of: node))
    case CMARK_NODE_CODE_BLOCK:
      return .code(literal: string(cmark_node_get_literal(node)))
    default:
      return .other
    }
  }

  /// The words of a node without the marks around them.
  private static func inlineText(of node: OpaquePointer) -> String {
    guard let iterator = cmark_iter_new(node) else { return "" }
    defer { cmark_iter_free(iterator) }
    var text = ""
    while case let event = cmark_iter_next(iterator), event != CMARK_EVENT_DONE {
      guard event == CMARK_EVENT_ENTER, let part = cmark_iter_get_node(iterator) else { continue }
      switch cmark_node_get_type(part) {
      case CMARK_NODE_TEXT, CMARK_NODE_CODE: text += string(cmark_node_get_literal(part))
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: text += " "
      default: break
      }
    }
    return text
  }

  package static func string(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }
}
