import Support

/// What stands below an exercise's cell in a learners' copy, up to the next block of the lesson's own: by that, what a student has written
/// there is told from what was there.
struct TextBelow {
  /// By the exercises' names: the lines that are not blank, in their order.
  private var below: [String: [[UInt8]]] = [:]
  /// All lines outside of the lesson's own blocks.
  private var all: Set<[UInt8]> = []

  /// - Complexity: O(*n*) in the length of the lesson.
  init(of lesson: Lesson) {
    let lines = SourceText(Array(lesson.text.utf8), path: lesson.path).lines
    var exercise: String?
    for block in lesson.blocks {
      switch block.segment {
      case .cell(_, _) where block.cell?.isKeptFromLearners ?? false: break
      case .cell: exercise = block.cell?.role == .exercise ? block.cell?.name : nil
      case .hint, .output, .figure: exercise = nil
      case .heading, .prose, .listing, .math, nil:
        for line in lines[(block.lines.lowerBound - 1)..<min(block.lines.upperBound, lines.count)] {
          let bare = Self.bare(line)
          if bare.isEmpty { continue }
          all.insert(bare)
          if let exercise { below[exercise, default: []].append(bare) }
        }
      }
    }
  }

  private static func bare(_ line: ArraySlice<UInt8>) -> [UInt8] {
    let blanks: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    return Array(line.drop(while: blanks).reversed().drop(while: blanks).reversed())
  }

  /// Where the lesson goes on.
  /// - Parameters:
  ///   - lines: The lines of a hand-in in which that is looked for, up to the next block of the lesson's own.
  ///   - first: The first of them that may be the lesson's where not all is as it was.
  ///   - text: The hand-in.
  ///   - exercise: The exercise above.
  /// - Returns: A line, from 1; the one behind those given if nothing there is the lesson's.
  /// - Complexity: O(*n*) in the length of the lines.
  func start(in lines: Range<Int>, from first: Int, of text: SourceText, below exercise: String) -> Int {
    let written = lines.filter { !text.isBlankLine($0) }
    let expected = below[exercise] ?? []
    let tail = written.suffix(expected.count)
    if !expected.isEmpty, tail.count == expected.count,
      zip(tail, expected).allSatisfy({ Self.bare(text.lines[$0 - 1]) == $1 }), let start = tail.first, start >= first
    {
      return start
    }
    return written.first { line in
      // Nothing but a fence may be the student's as well.
      line >= first && text.lines[line - 1].contains { $0 != 0x60 && $0 != 0x7E && $0 > 0x20 }
        && all.contains(Self.bare(text.lines[line - 1]))
    } ?? lines.upperBound
  }
}
