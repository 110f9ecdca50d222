import Reading

/// A lesson as its learners get it: without solutions, typical mistakes, advice, rubrics and hidden checks, everything else byte for byte as it was.
package struct LearnersCopy {
  /// The copy's text, a valid lesson.
  package let text: String

  /// - Parameter lesson: The author's lesson.
  /// - Complexity: O(*n*) in the length of the text.
  package init(of lesson: Lesson) {
    // A removed block takes the blank line below it along.
    var takesBlank = false
    text = lesson.text { block, lines in
      let isBelowRemoved = takesBlank
      takesBlank = false
      guard let cell = block.cell, cell.isSecret else {
        return isBelowRemoved && lines.first?.isBlank == true ? lines.dropFirst().joined() : nil
      }
      if let exercise = block.exercise, exercise.hidesAllChecks, cell.id == exercise.checks.first?.id {
        return ["```swift check \(exercise.name)", "// This answer is checked when it is graded.", "```", ""]
          .joined(separator: lesson.text.lineEnd)
      }
      takesBlank = true
      return ""
    }
  }
}

extension Cell {
  fileprivate var isSecret: Bool {
    [.solution, .mistake, .advice, .rubric].contains(role) || role == .check && isHidden
  }
}

extension Exercise {
  /// An exercise must have a way to be compared: where all of it is hidden, a check that shows nothing is left.
  fileprivate var hidesAllChecks: Bool { self.answer == nil && self.checks.allSatisfy(\.isHidden) }
}

extension Substring {
  fileprivate var isBlank: Bool { utf8.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) } }
}
