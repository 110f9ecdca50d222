import Grading
import Reading
import Support
import TextTable

extension Problem {
  /// The problem in lines of a bearable length. Of a file only the name is told: the folders above it are the teacher's.
  /// - Parameter cell: The student's; a place in another file is said to be the lesson's.
  /// - Returns: The problem with at most three of its notes.
  func told(to cell: Cell) -> Problem {
    let place = location.map { location in
      let name = clipped(String(location.file.split(separator: "/").last ?? ""), to: 100)
      let isOther = cell.file.map { $0 != location.file } ?? false
      return SourceLocation(file: isOther ? "(lesson) " + name : name, line: location.line, column: location.column)
    }
    let prefix = place.map { "\($0): error: " } ?? "error: "
    return Problem(
      message.inShortLines(firstAfter: prefix.count), at: place, excerpt: excerpt,
      notes: notes.prefix(3).map { $0.told(to: cell) }, plainWords: plainWords.map { clipped($0, to: 600) })
  }
}

extension String {
  /// At most ten lines of some 76 columns. Short lines stay as they are, with their blanks.
  fileprivate func inShortLines(firstAfter indent: Int) -> String {
    let width = 74
    let lines = clipped(self, to: 4000).split(separator: "\n", maxSplits: 10, omittingEmptySubsequences: false)
    let short = lines.prefix(10).enumerated().flatMap { index, line in
      let room = index == 0 ? max(width / 2, width - indent) : width
      let text = clipped(String(line))
      return visibleWidth(text) <= room ? [text] : wrapped(text, width: room)
    }
    return (short + (lines.count > 10 ? ["…"] : [])).joined(separator: "\n")
  }
}
