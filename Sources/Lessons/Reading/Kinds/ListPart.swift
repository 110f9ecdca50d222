import Support

/// What of Markdown a list of options cannot show: an option is a line of words, however it is broken.
package enum ListPart: Hashable, Sendable, CaseIterable {
  case comment, nestedList, paragraph, heading, quotation, code, table, rule, html
}

extension TaskList {
  /// What an author has written into a list that is not shown as it is meant, and where it stands in the text, from 1.
  static func partsNotShown(in text: String) -> [(part: ListPart, line: Int, column: Int)] {
    let list = TaskList(text)
    let itemLines = Set(list.items.map(\.line))
    var found: [(part: ListPart, line: Int, column: Int)] = []
    var (items, paragraphs) = (0, 0)
    for placed in MarkdownTree(text).steps {
      func add(_ part: ListPart) { found.append((part, placed.line, placed.column)) }
      switch placed.step {
      case .enter(.item): (items, paragraphs) = (items + 1, 0)
      case .leave(.item): items -= 1
      case .enter(.bullets), .enter(.numbers): if items > 0 { add(.nestedList) }
      case .enter(.paragraph):
        paragraphs += 1
        // What stands in no item is told of by its lines.
        if items > 0, paragraphs > 1, !itemLines.contains(placed.line) { add(.paragraph) }
      case .enter(.heading): add(.heading)
      case .enter(.quote): add(.quotation)
      case .enter(.table): add(.table)
      case .leaf(.rule): add(.rule)
      case .leaf(.html(let html, _)) where html.trimmed.hasPrefix("<!--"): add(.comment)
      case .leaf(.html(_, isBlock: true)): add(.html)
      // A list that is indented as a whole is one to us.
      case .leaf(.codeBlock): if !itemLines.contains(placed.line) { add(.code) }
      default: break
      }
    }
    return found
  }
}
