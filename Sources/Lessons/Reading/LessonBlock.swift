/// A stretch of a lesson's lines, with what it belongs to: what all faces of a lesson are made from.
package struct LessonBlock: Sendable {
  /// What stands there; `nil` between segments: blank lines, definitions of links, front matter that gives no title.
  package var segment: Segment?
  package var lines: ClosedRange<Int>
  /// The cell that stands there, as the file has it.
  package var cell: Cell?
  /// The exercise that this is a part of: its cell, solution, check, mistake or hint.
  package var exercise: Exercise?
  /// The example that this is, or whose output.
  package var example: Cell?
  /// The figure that this is, or whose output.
  package var figure: Figure?
}

/// A lesson's blocks in the order of the text. Each line is in exactly one of them.
package struct LessonBlocks: Sequence, IteratorProtocol {
  private let exercises: [String: Exercise]
  private let cells: [CellID: Cell]
  private let lineCount: Int
  private var segments: ArraySlice<Segment>
  private var nextLine = 1
  private var example: Cell?
  private var figure: Figure?

  fileprivate init(of lesson: Lesson) {
    exercises = Dictionary(lesson.exercises.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    // An answer that was handed in comes behind the starter of the same identity.
    cells = Dictionary(lesson.cells.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    lineCount = lesson.lineCount
    segments = lesson.segments[...]
  }

  package mutating func next() -> LessonBlock? {
    let first = segments.first?.lines.lowerBound ?? lineCount + 1
    if nextLine < first {
      defer { nextLine = first }
      return LessonBlock(lines: nextLine...first - 1)
    }
    guard let segment = segments.popFirst() else { return nil }
    nextLine = segment.lines.upperBound + 1
    var block = LessonBlock(segment: segment, lines: segment.lines)
    switch segment {
    case .cell(let id, _):
      block.cell = cells[id]
      example = id.role == .example ? block.cell : nil
      block.example = example
      figure = nil
      block.exercise = id.name.flatMap { exercises[$0] }
    case .hint(let hint): block.exercise = exercises[hint.exercise]
    case .output: (block.example, block.figure) = (example, figure)
    case .figure(let own):
      (example, figure) = (nil, own)
      block.figure = own
    case .heading, .prose, .listing, .math: break
    }
    return block
  }
}

extension Lesson {
  /// The picture of a figure that stands in the file; nothing if there is none.
  package func recordedPicture(of figure: Figure) -> String {
    for block in blocks where block.figure?.id == figure.id {
      if case .output(let output)? = block.segment { return output.text }
    }
    return ""
  }

  package var blocks: LessonBlocks { LessonBlocks(of: self) }

  /// Replaces some of the lesson's blocks.
  /// - Parameter replacement: Gets each block and its lines, with what ends them, from top to bottom; `nil` leaves them as they are.
  /// - Returns: The lesson's text, every other line as it was, byte for byte.
  package func text(replacing replacement: (LessonBlock, ArraySlice<Substring>) -> String?) -> String {
    let all = text.endedLines
    return blocks.map { block in
      let lines = all[block.lines.lowerBound - 1..<block.lines.upperBound]
      return replacement(block, lines) ?? lines.joined()
    }.joined()
  }
}
