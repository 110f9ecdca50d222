import Reading

/// A lesson as its learners get it: without solutions, typical mistakes and hidden checks, everything else byte for byte as it was.
package struct LearnersCopy {
  /// The copy's text, a valid lesson.
  package let text: String

  /// - Parameter lesson: The author's lesson.
  /// - Complexity: O(*n*) in the length of the text.
  package init(of lesson: Lesson) {
    var kept: [Substring] = []
    let removals = Self.removals(from: lesson)
    var removal = removals.makeIterator()
    var next = removal.next()
    // A removed block takes the blank line below it along.
    var swallowsBlank = false
    for (index, line) in lesson.text.endedLines.enumerated() {
      let number = index + 1
      if let present = next, number > present.lines.upperBound {
        swallowsBlank = present.replacement == nil
        next = removal.next()
      }
      if let present = next, present.lines.contains(number) {
        if number == present.lines.lowerBound, let replacement = present.replacement {
          kept.append(Substring(replacement.joined(separator: lesson.text.lineEnd)))
        }
        continue
      }
      let isBlank = line.utf8.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
      if !(swallowsBlank && isBlank) { kept.append(line) }
      swallowsBlank = false
    }
    text = kept.joined()
  }

  private struct Removal {
    var lines: ClosedRange<Int>
    /// What stands in its place, each line ended.
    var replacement: [String]?
  }

  private static func removals(from lesson: Lesson) -> [Removal] {
    var removals: [Removal] = []
    for exercise in lesson.exercises {
      let secret = [exercise.solution].compactMap(\.self) + exercise.mistakes + exercise.checks.filter(\.isHidden)
      removals += secret.map { Removal(lines: $0.lines) }
      // An exercise must have a way to be compared: where all of it is hidden, a check that shows nothing is left.
      guard exercise.answer == nil, let first = exercise.checks.first, exercise.checks.allSatisfy(\.isHidden),
        let index = removals.firstIndex(where: { $0.lines == first.lines })
      else { continue }
      removals[index].replacement = [
        "```swift check \(exercise.name)", "// This answer is checked when it is graded.", "```", "",
      ]
    }
    return removals.sorted { $0.lines.lowerBound < $1.lines.lowerBound }
  }
}
