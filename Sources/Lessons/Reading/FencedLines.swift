/// The lines of a cell below its header, up to whatever ends them, where Markdown's own reading is of no use.
struct FencedLines {
  /// The code, each line ended by `\n`. What does not belong to it is a blank line, so that lines can be counted.
  private(set) var source = ""
  /// The last line of the block, its closing fence if there is one.
  private(set) var lastLine: Int
  /// Where whatever follows begins.
  private(set) var nextLine: Int
  /// What is strange about the block.
  private(set) var remarks: [(line: Int, kind: SubmissionRemark.Kind)] = []
  /// Whether it is clear where the code begins and ends.
  private(set) var isUsable = true

  private let text: SourceText
  private let fence: UInt8?
  private let fenceLength: Int
  private let fenceText: String

  /// - Parameters:
  ///   - first: The header's line, counted from 1.
  ///   - header: What it says.
  ///   - text: The file.
  ///   - end: The last line that may belong to the block.
  init(below first: Int, _ header: HeaderLikeness, in text: SourceText, end: Int) {
    (lastLine, nextLine) = (first, first + 1)
    self.text = text
    (fence, fenceLength) = (header.fence, header.fenceLength)
    fenceText = String(repeating: header.fence == UInt8(ascii: "~") ? "~" : "`", count: header.fenceLength)
    read(first, end: end)
  }

  private mutating func read(_ first: Int, end: Int) {
    var inner: HeaderLikeness?
    var isFirst = true
    var number = first + 1
    while number <= end {
      let line = HeaderLikeness(text.lines[number - 1])
      if let line, line.fenceLength >= 3 {
        if line.hasRole {
          stop(at: number - 1, next: number)
          remarks.append((first, .unclosedBlock(fence: fenceText, nextOpening: number)))
          return
        }
        if isFirst, inner == nil, !line.isBareFence || line.fence != fence {
          inner = line
          remarks.append((number, .innerFence(header: first)))
          source += "\n"
          number += 1
          continue
        }
        if let inner, line.fence == inner.fence, line.fenceLength >= inner.fenceLength {
          closeInner(number, end: end)
          return
        }
        if line.fence == fence, line.fenceLength >= fenceLength {
          close(with: line, in: number, isFirst: isFirst, end: end)
          return
        }
      }
      source += text.line(number) + "\n"
      isFirst = isFirst && text.isBlankLine(number)
      number += 1
    }
    stop(at: end, next: end + 1)
    remarks.append((first, .unclosedBlock(fence: fenceText, nextOpening: nil)))
  }

  private mutating func close(with line: HeaderLikeness, in number: Int, isFirst: Bool, end: Int) {
    stop(at: number, next: number + 1)
    if !line.isBareFence {
      remarks.append((number, .wordsBehindFence(text.line(number).trimmed, fence: fenceText)))
    } else if isFirst {
      isUsable = hasOnlyBlanks(from: number + 1, end: end)
      if !isUsable { remarks.append((lastLine, .fenceBeforeCode)) }
    }
  }

  /// A pasted block within the block: both are to be closed.
  private mutating func closeInner(_ number: Int, end: Int) {
    let next = (number + 1...max(number + 1, end)).first { $0 > end || !text.isBlankLine($0) } ?? end + 1
    let outer = next <= end ? HeaderLikeness(text.lines[next - 1]) : nil
    let isClosed = outer.map { $0.isBareFence && $0.fence == fence } ?? false
    stop(at: isClosed ? next : number, next: (isClosed ? next : number) + 1)
  }

  private func hasOnlyBlanks(from first: Int, end: Int) -> Bool {
    // Whatever comes next is prose or another block, unless a fence without an opening one ends it.
    for number in stride(from: first, through: end, by: 1) {
      guard let line = HeaderLikeness(text.lines[number - 1]), line.fenceLength >= 3 else { continue }
      return !line.isBareFence
    }
    return true
  }

  private mutating func stop(at last: Int, next: Int) {
    (lastLine, nextLine) = (last, next)
  }
}
