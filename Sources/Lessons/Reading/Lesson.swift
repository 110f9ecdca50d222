/// A lesson as its author wrote it: everything in the file, in order, and the exercises put together.
package struct Lesson: Hashable, Sendable {
  /// The path as the user gave it; it stands in every message.
  package var path: String
  /// The first heading, as plain text; where there is none, what the front matter says.
  package var title: String
  /// The file's text, byte for byte, for commands that write it back.
  package var text: String
  package var lineCount: Int
  package var segments: [Segment]
  package var exercises: [Exercise]
  /// The examples and setup cells, top to bottom: the code that exercises see.
  package var contextCells: [Cell]
  /// Cells that belong to no exercise though they should: only in a lesson with faults.
  package var strayCells: [Cell] = []
  /// What a student wrote into blocks that no exercise takes: only where a lesson holds a submission's cells.
  package var cellsAside: [Cell] = []
  /// What that student should know about the file.
  package var remarks: [SubmissionRemark] = []
  /// What the lesson says about itself; `nil` if it does not begin with that.
  package var frontMatter: FrontMatter?
  /// What the cells find as `seed`: in a learner's copy the number that stands in its front matter, otherwise nobody's; `nil` if no cell
  /// uses it. Before the parser has been asked, whatever looks like a use counts.
  package var seed: Seed?
  /// What is probably not meant as it stands, though the lesson can be run.
  package var warnings: [Fault] = []

  /// All cells of the file, and the answers that were handed in.
  package var cells: [Cell] { contextCells + exercises.flatMap(\.cells) + strayCells }

  /// The demonstrations, in the order of the text.
  package var figures: [Figure] { segments.compactMap { if case .figure(let figure) = $0 { figure } else { nil } } }

  package func exercise(named name: String) -> Exercise? {
    exercises.first { $0.name == name }
  }

  /// The cells of other exercises that run before an exercise's answer.
  package func needs(of exercise: Exercise) -> [Cell] {
    exercise.needs.compactMap { self.exercise(named: $0)?.cellForOthers }
  }

  /// The lesson with each of its cells changed.
  package func mapCells(_ body: (Cell) -> Cell) -> Lesson {
    var copy = self
    copy.contextCells = contextCells.map(body)
    copy.exercises = exercises.map { $0.mapCells(body) }
    return copy
  }
}

/// One top-level block of a lesson.
package enum Segment: Hashable, Sendable {
  case heading(Heading)
  /// A paragraph, list, quote, table or any other Markdown that is not code.
  case prose(Block)
  /// Code that is shown and not run, a bare `swift` block included.
  case listing(Block, language: String)
  /// A formula in TeX's notation.
  case math(Block)
  /// The cell itself is where it belongs: with its exercise, or among the context cells.
  case cell(CellID, lines: ClosedRange<Int>)
  case hint(Hint)
  /// What the example above is expected to print, or how the figure above looks where nothing moves.
  case output(Block)
  case figure(Figure)

  package var lines: ClosedRange<Int> {
    switch self {
    case .heading(let heading): heading.lines
    case .prose(let block), .listing(let block, _), .math(let block), .output(let block): block.lines
    case .cell(_, let lines): lines
    case .hint(let hint): hint.lines
    case .figure(let figure): figure.lines
    }
  }
}

/// A stretch of the file: its text (of a fenced block: without the fences) and its lines (fences included).
package struct Block: Hashable, Sendable {
  package var text: String
  package var lines: ClosedRange<Int>

  package init(text: String, lines: ClosedRange<Int>) {
    (self.text, self.lines) = (text, lines)
  }
}

package struct Heading: Hashable, Sendable {
  /// 1 for the largest, 6 for the smallest.
  package var level: Int
  /// The words, without Markdown's marks.
  package var text: String
  /// With the line below it that makes words a heading; those of the front matter, where that gives the title.
  package var lines: ClosedRange<Int>

  package init(level: Int, text: String, lines: ClosedRange<Int>) {
    (self.level, self.text, self.lines) = (level, text, lines)
  }
}

/// Advice for a learner whose answer is not right yet.
package struct Hint: Hashable, Sendable {
  package var exercise: String
  package var markdown: String
  package var lines: ClosedRange<Int>

  package init(exercise: String, markdown: String, lines: ClosedRange<Int>) {
    (self.exercise, self.markdown, self.lines) = (exercise, markdown, lines)
  }
}
