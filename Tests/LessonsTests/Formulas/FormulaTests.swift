import Reading
import Reporting
import Testing

@Suite("Formulas: TeX read, and shown in Unicode and MathML")
struct FormulaTests {
  @Test("As people read them")
  func unicode() throws {
    let shown = FormulaSample.formulas.map { source in
      let formula = Formula(source)
      let unknown = formula.unknown.map { "  ? \($0.range.lowerBound): \($0.text)" }
      return ([source, "", "  " + formula.line, ""] + formula.block(width: 76).map { "  " + $0 } + unknown)
        .joined(separator: "\n")
    }
    try expectGolden(shown.joined(separator: "\n\n") + "\n", "formulas.txt")
  }

  @Test("As browsers read them")
  func mathML() throws {
    let shown = FormulaSample.formulas.enumerated().map { index, source in
      MathML(isBlock: index % 2 == 0).element(Formula(source))
    }
    try expectGolden(shown.joined(separator: "\n") + "\n", "formulas.html")
  }
}
