import Reading
import Support

/// Turns Markdown into HTML.
struct MarkdownHTML: Sendable {
  /// What a lesson's addresses become in its page; what is not among them is shown without its link.
  var addresses: [String: String] = [:]
  /// The same for pictures; `nil` if they are where links to them lead.
  var pictures: [String: String]?
  /// What leads from the page to the site's first folder, such as `../`.
  var root = ""
  var language = "en"
  /// Whether HTML in the text is taken as it is, instead of being shown.
  var allowsHTML = false
  /// Colours a block of code, if it knows how.
  var code: @Sendable (_ source: String, _ language: String) -> String = { source, _ in HTML.text(source) }
  /// How many levels deeper headings are set than they are written.
  var headingShift = 0

  func html(_ tree: MarkdownTree) -> String { html(tree.steps[...]) }

  /// What stands within a heading or a paragraph.
  func inlines(_ tree: MarkdownTree) -> String {
    html(
      tree.steps.filter { placed in
        switch placed.step {
        case .enter(.paragraph), .leave(.paragraph), .enter(.heading), .leave(.heading): false
        default: true
        }
      }[...]
    ).trimmed
  }

  private func html(_ steps: ArraySlice<MarkdownTree.Placed>) -> String {
    var html = ""
    /// The words that stand for a picture, and how deep in pictures we are.
    var (words, pictures) = ("", 0)
    for placed in steps {
      switch placed.step {
      case .enter(.image):
        if pictures == 0 { words = "" }
        pictures += 1
      case .leave(.image(let address, let title)):
        pictures -= 1
        if pictures == 0 { html += picture(address, title, words) }
      case .leaf(let leaf) where pictures > 0:
        words += self.words(leaf)
      case .enter(let container): if pictures == 0 { html += opening(container) }
      case .leave(let container): if pictures == 0 { html += closing(container) }
      case .leaf(let leaf): html += self.leaf(leaf)
      }
    }
    return html
  }

  // MARK: - Leaves

  private func words(_ leaf: MarkdownTree.Leaf) -> String {
    switch leaf {
    case .text(let text), .code(let text), .math(let text): text
    case .softBreak, .hardBreak: " "
    default: ""
    }
  }

  private func leaf(_ leaf: MarkdownTree.Leaf) -> String {
    switch leaf {
    case .text(let text): return HTML.prose(text, language: language)
    case .code(let code): return "<code>\(HTML.text(code))</code>"
    case .math(let formula): return FormulaHTML.inline(formula)
    case .softBreak: return "\n"
    case .hardBreak: return "<br />\n"
    case .rule: return "<hr />\n"
    case .codeBlock(let source, let language): return CodeHTML.block(code(source, language), language: language)
    case .html(let text, let isBlock): return foreign(text, isBlock: isBlock)
    }
  }

  /// HTML that the lesson's author wrote.
  private func foreign(_ text: String, isBlock: Bool) -> String {
    if allowsHTML { return text }
    if ["<br>", "<br/>", "<br />"].contains(text.lowercased()) { return "<br />" }
    // A comment is for whoever reads the file.
    if text.trimmed.hasPrefix("<!--") { return "" }
    return isBlock
      ? "<pre class=\"raw\" tabindex=\"0\"><code>\(HTML.text(text))</code></pre>\n"
      : "<code class=\"raw\">\(HTML.text(text))</code>"
  }

  private func picture(_ address: String, _ title: String, _ words: String) -> String {
    guard let target = (pictures ?? addresses)[address] else { return HTML.text(words) }
    return HTML.element(
      "img", ["src": root + target, "alt": words, "title": title.isEmpty ? nil : title, "loading": "lazy"])
  }

  // MARK: - Containers

  private func opening(_ container: MarkdownTree.Container) -> String {
    switch container {
    case .paragraph(let isTight): isTight ? "" : "<p>"
    case .heading(let level): "<h\(min(6, level + headingShift))>"
    case .quote: "<blockquote>\n"
    case .bullets: "<ul>\n"
    case .numbers(let start): start == 1 ? "<ol>\n" : "<ol start=\"\(start)\">\n"
    case .item: "<li>"
    case .emphasis: "<em>"
    case .strong: "<strong>"
    case .link(let address, let title):
      target(of: address).map { target in
        let opening = title.isEmpty ? "" : " title=\"\(HTML.attribute(title))\""
        return "<a href=\"\(HTML.attribute(target))\"\(opening)>"
      } ?? "<span>"
    case .image: ""
    case .table: "<div class=\"wide\"><table>\n"
    case .tableHead: "<thead>\n"
    case .tableBody: "<tbody>\n"
    case .tableRow: "<tr>"
    case .tableCell(let alignment, let isTitle):
      (isTitle ? "<th scope=\"col\"" : "<td") + Self.alignment(alignment) + ">"
    }
  }

  private func closing(_ container: MarkdownTree.Container) -> String {
    switch container {
    case .paragraph(let isTight): isTight ? "" : "</p>\n"
    case .heading(let level): "</h\(min(6, level + headingShift))>\n"
    case .quote: "</blockquote>\n"
    case .bullets: "</ul>\n"
    case .numbers: "</ol>\n"
    case .item: "</li>\n"
    case .emphasis: "</em>"
    case .strong: "</strong>"
    case .link(let address, _): target(of: address) == nil ? "</span>" : "</a>"
    case .image: ""
    case .table: "</table></div>\n"
    case .tableHead: "</thead>\n"
    case .tableBody: "</tbody>\n"
    case .tableRow: "</tr>\n"
    case .tableCell(_, let isTitle): isTitle ? "</th>" : "</td>"
    }
  }

  private func target(of address: String) -> String? {
    guard let target = addresses[address] else { return nil }
    return BookLinks.scheme(of: target) == nil ? root + target : target
  }

  private static func alignment(_ alignment: MarkdownTable.Alignment) -> String {
    switch alignment {
    case .left: ""
    case .centre: " class=\"centre\""
    case .right: " class=\"right\""
    }
  }
}
