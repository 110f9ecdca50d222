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

  @Test(
    "Whatever stands between the marks is a value, in no time",
    arguments: [
      "", " ", "\\", "{", "}", "$", "^", "_", "&", "\\\\", "\\left", "\\right", "\\begin", "\\begin{", "\\end{matrix}",
      "\\sqrt[",
      "\\frac", "\\frac{", "x^", "x_", "^_", "'", "\\text{", "\\not", "\\begin{matrix}", "%", "\\operatorname*",
      "\u{301}", "🧠^🧠", "\r\n", "\u{202E}x",
      String(repeating: "{", count: 4000), String(repeating: "(", count: 2000) + String(repeating: ")", count: 2000),
      String(repeating: "\\left(", count: 600), String(repeating: "\\frac", count: 800),
      String(repeating: "x^", count: 2000),
      String(repeating: "\\sqrt[", count: 600), String(repeating: "\\hat", count: 1000),
      String(repeating: "\\begin{matrix}", count: 290),
      "\\begin{matrix}" + String(repeating: "x", count: 1900) + String(repeating: "\\\\", count: 1000)
        + "\\end{matrix}",
      String(repeating: "a", count: 100_000),
    ])
  func anyText(source: String) {
    let formula = Formula(source)
    for unknown in formula.unknown {
      #expect(Array(source.utf8)[unknown.range].elementsEqual(unknown.text.utf8))
    }
    #expect(!formula.line.contains("\n"))
    #expect(!formula.block(width: 40).isEmpty)
    #expect(MathML(isBlock: false).element(formula).hasPrefix("<math"))
  }

  @Test("What is known is not called unknown, in all lessons' formulas and in the sample")
  func known() {
    let unknown = FormulaSample.formulas.filter { !Formula($0).unknown.isEmpty }
    #expect(unknown.count == 3, "\(unknown)")
  }

  @Test("What could only be shown as it is has a place in the file")
  func places() throws {
    let lesson = try LessonReader.read(
      Array(
        """
        # T

        One $`\\frac{1}{2}`$, `$\\foo$`, \\$5 and $6, $`a + \\foo{b}`$ and $`\\bar`$.

        > In a list
        > - of $`\\baz
        >   × \\qux`$

        ```math
        a \\\\
          \\lost{x} + 1
        ```

        """.utf8), path: "t.md")
    #expect(
      lesson.unknownTeX.map { "\($0.range.start.line):\($0.range.start.column) \($0.text)" } == [
        "3:50 \\foo{b}", "3:66 \\bar", "6:10 \\baz", "7:8 \\qux", "11:3 \\lost{x}",
      ])
  }

  @Test(
    "Formulas in prose, beside code, prices and escaped signs",
    arguments: [
      ("With $`N - F + 2P`$ and `$`N`$`: $5 and $6.\n", ["With N − F + 2P and `$`N`$`: $5 and $6."]),
      ("A $`x_1`$-axis, $`K`$$`L`$.\n", ["A x₁-axis, KL."]), ("\\$`x`\\$\n", ["$`x`$"]),
      ("| a | b |\n|---|---|\n| $`x^2`$ | `f(x)` |\n", ["a   b", "──  ──────", "x²  `f(x)`"]),
      ("- So\n  ```math\n  \\frac{a}{b}\n  ```\n", ["• So", "", "      a", "      ─", "      b"]),
      ("$x^2$ and $$y$$\n", ["$x^2$ and $$y$$"]),
    ] as [(String, [String])])
  func prose(markdown: String, lines: [String]) {
    #expect(MarkdownDocument.plainLines(of: markdown, width: 60, formulas: .unicode) == lines)
  }
}
