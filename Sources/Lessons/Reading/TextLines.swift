import Support

/// The lines of a text that was handed in, which may hold fences: whatever a student has written goes on to the last fence above which
/// nothing is the lesson's.
struct TextLines {
  /// Each line ended by `\n`.
  private(set) var source = ""
  /// The last line of the block, its closing fence if there is one.
  private(set) var lastLine: Int
  /// Where whatever follows begins.
  private(set) var nextLine: Int
  private(set) var remarks: [(line: Int, kind: SubmissionRemark.Kind)] = []

  /// - Parameters:
  ///   - first: The header's line, counted from 1.
  ///   - header: What it says.
  ///   - exercise: The exercise that it names.
  ///   - text: The file.
  ///   - end: The last line that may belong to the block.
  ///   - below: What the lesson has below its cells.
  init(
    below first: Int, _ header: HeaderLikeness, of exercise: String, in text: SourceText, end: Int, _ below: TextBelow
  ) {
    let region = first + 1..<text.nextBlock(after: first, atMost: end)
    let fence = String(repeating: header.fence == UInt8(ascii: "~") ? "~" : "`", count: header.fenceLength)
    let closings = Self.closings(in: region, header, text)
    guard let closing = closings.first else {
      source = Self.source(of: region, in: text)
      (lastLine, nextLine) = (max(first, region.upperBound - 1), region.upperBound)
      let opening = region.upperBound <= end ? region.upperBound : nil
      remarks.append((first, .unclosedBlock(fence: fence, nextOpening: opening)))
      return
    }
    let stop = below.start(in: region, from: closing + 1, of: text, below: exercise)
    let last = closings.last { $0 < stop } ?? closing
    source = Self.source(of: first + 1..<last, in: text)
    (lastLine, nextLine) = (last, last + 1)
    if let line = HeaderLikeness(text.lines[last - 1]), !line.isBareFence {
      remarks.append((last, .wordsBehindFence(text.line(last).trimmed, fence: fence)))
    } else if last != closing {
      remarks.append((closing, .earlyFence(exercise: exercise, last: last)))
    }
  }

  /// The lines that may close the block; those with words behind their fence only where there are no others.
  private static func closings(in region: Range<Int>, _ header: HeaderLikeness, _ text: SourceText) -> [Int] {
    let fences = region.compactMap { number in
      HeaderLikeness(text.lines[number - 1]).flatMap { line in
        line.fence == header.fence && line.fenceLength >= header.fenceLength && !line.isIndented
          ? (number, line.isBareFence) : nil
      }
    }
    let bare = fences.filter(\.1)
    return bare.isEmpty ? fences.prefix(1).map(\.0) : bare.map(\.0)
  }

  private static func source(of lines: Range<Int>, in text: SourceText) -> String {
    lines.map { text.line($0) + "\n" }.joined()
  }
}

extension SourceText {
  /// The first line below another that begins a block of the lesson's own; the one behind `end` if none does.
  func nextBlock(after line: Int, atMost end: Int) -> Int {
    guard line < end else { return end + 1 }
    return (line + 1...end).first { HeaderLikeness(lines[$0 - 1])?.hasRole ?? false } ?? end + 1
  }
}
