import Reading
import Support
import TextTable

/// What an exercise asks for: the prose, formulas and listings right above its cell, or above the examples that stand in between.
package struct TaskText {
  private let blocks: [Segment]

  /// - Parameters:
  ///   - name: The exercise's.
  ///   - lesson: The lesson that it is in.
  /// - Complexity: O(*n*) in the number of the lesson's segments.
  package init(of name: String, in lesson: Lesson) {
    var (blocks, aboveExample): ([Segment], [Segment]) = ([], [])
    // A figure and its picture are looked at beside the task: neither begins nor ends it.
    var isBelowFigure = false
    for segment in lesson.segments {
      switch segment {
      case .prose, .math, .listing: blocks.append(segment)
      case .cell(let id, _):
        isBelowFigure = false
        if id.role == .exercise, id.name == name {
          self.blocks = blocks.isEmpty ? aboveExample : blocks
          return
        }
        aboveExample = id.role != .example ? [] : blocks.isEmpty ? aboveExample : blocks
        blocks = []
      case .figure: isBelowFigure = true
      case .output:
        if !isBelowFigure { blocks = [] }
        isBelowFigure = false
      case .heading, .hint: (blocks, aboveExample) = ([], [])
      }
    }
    self.blocks = []
  }

  /// - Parameter width: In columns.
  /// - Returns: The text's lines; none if the cell stands by itself.
  package func lines(width: Int) -> [String] {
    let paragraphs = blocks.map { segment -> [String] in
      switch segment {
      case .prose(let block): MarkdownDocument.plainLines(of: block.text, width: width)
      case .math(let block), .listing(let block, _):
        printable(block.text, keepingLines: true).split(separator: "\n").map { "    " + $0 }
      case .heading, .cell, .hint, .output, .figure: []
      }
    }
    return Array(paragraphs.filter { !$0.isEmpty }.joined(separator: [""]))
  }
}
