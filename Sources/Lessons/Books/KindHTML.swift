import Reading
import Reporting
import Support

/// A cell that is no Swift, as a page has it: what stands in it is to be read, and where a page is alive its script puts fields in its place.
struct KindHTML {
  private let markdown: MarkdownHTML
  private let words = Words().page

  init(markdown: MarkdownHTML) { self.markdown = markdown }

  func html(_ cell: Cell, label: String) -> String {
    switch cell.form {
    case .choice: choice(cell)
    case .number: number(cell)
    case .text: "<div class=\"writing\">\n\(writing(cell))</div>\n"
    case .order: order(cell)
    case .swift, .plain: CodeHTML.block(HTML.text(cell.source.trimmed), language: "", label: label)
    }
  }

  /// The options, each with a box, in the order in which they stand.
  private func choice(_ cell: Cell) -> String {
    let items = TaskList(cell.source).items.map { item in
      """
      <li data-option="\(HTML.attribute(item.text))"><span class="box" role="img" \
      aria-label="\(item.isTicked ? words.ticked : words.notTicked)">\(item.isTicked ? "☑" : "☐")</span> \
      <span class="option">\(markdown.inlines(MarkdownTree(item.markdown)))</span></li>

      """
    }
    return "<ol class=\"options\">\n\(items.joined())</ol>\n"
  }

  private func number(_ cell: Cell) -> String {
    guard let line = NumberLine(cell.source) else {
      return "<p class=\"number\">\(HTML.text(cell.source.trimmed))</p>\n"
    }
    let before = line.before.isEmpty ? "" : "<span>\(HTML.text(line.before))</span> "
    return """
      <p class="number">\(before)<span class="gap" role="img" aria-label="\(words.blank)"></span> \
      <span>\(HTML.text(line.unit))</span></p>

      """
  }

  private func writing(_ cell: Cell) -> String {
    cell.hasBlank ? "<p class=\"faint\">\(words.ownWords)</p>\n" : markdown.html(MarkdownTree(cell.source))
  }

  private func order(_ cell: Cell) -> String {
    let lines = OrderedLines(cell.source)
    func item(_ line: OrderedLines.Line, _ depth: Int) -> String {
      "<li><code>\(String(repeating: "&#160;", count: depth * 2))\(HTML.text(line.text))</code></li>\n"
    }
    let used = zip(lines.answer, OrderedLines.depths(of: lines.answer)).map(item).joined()
    let unused = lines.unused.map { item($0, 0) }.joined()
    return (used.isEmpty ? "" : "<ol class=\"lines\">\n\(used)</ol>\n")
      + (unused.isEmpty ? "" : "<ul class=\"lines\">\n\(unused)</ul>\n")
  }
}
