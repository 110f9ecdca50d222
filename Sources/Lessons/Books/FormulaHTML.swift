import Support

/// A formula in a page.
enum FormulaHTML {
  static func inline(_ formula: String) -> String { "<code class=\"math\">\(HTML.text(formula))</code>" }

  static func block(_ formula: String) -> String {
    "<div class=\"math wide\"><code>\(HTML.text(formula.trimmed))</code></div>\n"
  }
}
