import Reading
import Reporting
import Support

/// A formula in a page.
enum FormulaHTML {
  static func inline(_ source: String) -> String {
    "<span class=\"formula\">\(MathML(isBlock: false).element(Formula(source)))</span>"
  }

  static func block(_ source: String) -> String {
    "<div class=\"math wide\">\(MathML(isBlock: true).element(Formula(source.trimmed)))</div>\n"
  }
}
