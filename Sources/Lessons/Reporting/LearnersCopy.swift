import Reading
import Support

/// A lesson as its learners get it: without solutions, typical mistakes, advice, rubrics and hidden checks, everything else
/// byte for byte as it was, but for the fences of texts.
package struct LearnersCopy {
  /// How long the fences of texts are at least: an answer may have usual ones of its own.
  private static let fenceOfTexts = 4

  /// The copy's text, a valid lesson.
  package let text: String

  /// - Parameters:
  ///   - lesson: The author's lesson.
  ///   - student: Whose it is, where it has a student's own numbers: its front matter says so, and which they are.
  /// - Complexity: O(*n*) in the length of the text.
  package init(of lesson: Lesson, for student: String? = nil) {
    // A removed block takes the blank line below it along.
    var takesBlank = false
    let copied = lesson.text { block, lines in
      let isBelowRemoved = takesBlank
      takesBlank = false
      guard let cell = block.cell, cell.isKeptFromLearners else {
        if block.cell?.form == .text { return lines.joined().fenced(with: Self.fenceOfTexts) }
        return isBelowRemoved && lines.first?.isBlank == true ? lines.dropFirst().joined() : nil
      }
      if let exercise = block.exercise, exercise.hidesAllChecks, cell.id == exercise.checks.first?.id {
        return ["```swift check \(exercise.name)", "// \(Words().report.hiddenComment)", "```", ""]
          .joined(separator: lesson.text.lineEnd)
      }
      takesBlank = true
      return ""
    }
    text = student.flatMap { student in lesson.seed.map { Self.marked(copied, of: lesson, student, $0) } } ?? copied
  }

  private static func marked(_ copy: String, of lesson: Lesson, _ student: String, _ seed: Seed) -> String {
    let lineEnd = lesson.text.lineEnd
    let name = student.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    let own = ["student: \"\(inLine(name))\"", "seed: \(seed)"].map { $0 + lineEnd }.joined()
    var lines = copy.endedLines[...]
    guard let matter = lesson.frontMatter?.lines, matter.count > 1 else {
      let mark = "\u{FEFF}"
      let isMarked = copy.hasPrefix(mark)
      let head = (isMarked ? mark : "") + "---\(lineEnd)\(own)---\(lineEnd)\(lineEnd)"
      return head + (isMarked ? String(copy.unicodeScalars.dropFirst()) : copy)
    }
    let first = lines.removeFirst()
    let rest = lines.prefix(matter.count - 1).filter { !$0.hasPrefix("seed:") && !$0.hasPrefix("student:") }
    return first + own + rest.joined() + lines.dropFirst(matter.count - 1).joined()
  }
}

extension Exercise {
  /// An exercise must have a way to be compared: where all of it is hidden, a check that shows nothing is left.
  fileprivate var hidesAllChecks: Bool { self.answer == nil && self.checks.allSatisfy(\.isHidden) }
}

extension Substring {
  fileprivate var isBlank: Bool { utf8.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) } }
}
