import Support

/// What a person looks for in a text, and what each of it earns.
package struct Rubric: Hashable, Sendable {
  package struct Item: Hashable, Sendable {
    package var text: String
    package var points: Double
    /// In the lesson's file.
    package var line: Int
  }

  package var items: [Item]

  package var points: Double { items.reduce(0) { $0 + $1.points } }

  package init(items: [Item] = []) { self.items = items }

  /// Reads `- [ ] what is looked for (2 points)`, an item for each line; those without points are `nil`.
  static func items(of cell: Cell) -> [(line: Int, item: Item?)] {
    TaskList(cell.source).items.map { task in
      let line = cell.lines.lowerBound + task.line
      guard let match = task.text.firstMatch(of: /\s*\(([0-9]+(?:\.[0-9]+)?)(?: points?)?\)\s*$/),
        let points = Double(match.1), points > 0
      else { return (line, nil) }
      return (line, Item(text: String(task.text[..<match.range.lowerBound]), points: points, line: line))
    }
  }
}

/// What an author has written about a choice besides its options.
package struct ChoiceExercise: Hashable, Sendable {
  /// Whether one option is to be ticked, and not as many as are right.
  package var picksOne: Bool
  /// What to say of a wrong option that is ticked, by its number from 1.
  package var advice: [Int: String] = [:]

  /// Reads `2. A sentence.`, one for each option; a line without a number goes on with the sentence before.
  static func advice(of cell: Cell) -> [(line: Int, number: Int?, text: String)] {
    var found: [(line: Int, number: Int?, text: String)] = []
    for (index, line) in cell.source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let bare = String(line).trimmed
      if bare.isEmpty { continue }
      if let match = bare.prefixMatch(of: /([0-9]{1,3})[.)] +/) {
        found.append((cell.firstSourceLine + index, Int(match.1), String(bare[match.range.upperBound...])))
      } else if found.isEmpty {
        found.append((cell.firstSourceLine + index, nil, bare))
      } else {
        found[found.count - 1].text += " " + bare
      }
    }
    return found
  }
}
