import Reading
import Support

/// An exercise that is not answered in Swift, as text: with boxes to tick and room to write.
package struct KindText {
  private static let indent = "    "
  /// How many lines there are for a text on paper, for each of its points.
  private static let linesPerPoint = 3.0
  private let width: Int

  /// - Parameter width: In columns.
  package init(width: Int) { self.width = max(30, width) }

  /// What a learner gets.
  func paragraphs(of exercise: Exercise) -> [[String]] {
    let source = exercise.cell.source
    let remark = Words().onPaper(exercise).map { [text($0)] } ?? []
    switch exercise.form {
    case .choice: return remark + [options(source)]
    case .number: return [[Self.indent + printable(source.trimmed.replacing(/_{3,}/, with: "____________"))]]
    case .order:
      return remark + [OrderedLines(source).offered.flatMap { item("[  ] ", code: $0.text) }]
    case .text:
      let count = max(3, min(15, Int((exercise.points * Self.linesPerPoint).rounded(.up))))
      let rule = Self.indent + String(repeating: "_", count: min(width, 80) - 4)
      let given = source.replacing(/(?m)^[ \t]*_{3,}[ \t]*$/, with: "")
      return [text(given), Array(repeating: rule, count: count).joined(by: "")]
    case .swift, .plain: return []
    }
  }

  /// What the author has written as the answer.
  package func solution(_ cell: Cell) -> [String] {
    switch cell.form {
    case .choice: options(cell.source)
    case .order: OrderedLines(cell.source).code.split(separator: "\n").map { Self.indent + printable(String($0)) }
    case .text, .number, .plain: text(cell.source)
    case .swift: printable(cell.source, keepingLines: true).split(separator: "\n").map { Self.indent + $0 }
    }
  }

  private func options(_ source: String) -> [String] {
    TaskList(source).items.enumerated().flatMap { index, item in
      let number = "\(index + 1)."
      let lines = MarkdownDocument.plainLines(
        of: item.markdown, width: min(width, 80) - 4 - 5 - number.count, formulas: .unicode)
      let first = "\(Self.indent)[\(item.isTicked ? "x" : " ")] \(number) "
      return lines.enumerated().map { ($0 == 0 ? first : String(repeating: " ", count: first.count)) + $1 }
    }
  }

  private func item(_ box: String, code: String) -> [String] {
    foldedCode(printable(code), width: width - 4 - box.count).enumerated().map {
      Self.indent + ($0 == 0 ? box : String(repeating: " ", count: box.count)) + $1
    }
  }

  private func text(_ source: String) -> [String] {
    MarkdownDocument.plainLines(of: source, width: min(width, 80) - 4, formulas: .unicode).map {
      $0.isEmpty ? "" : Self.indent + $0
    }
  }
}

extension [String] {
  /// With a line between each two.
  fileprivate func joined(by line: String) -> [String] { Array(map { [$0] }.joined(separator: [line])) }
}
