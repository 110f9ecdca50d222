/// The lessons of a folder that is watched, and which of them is pointed at.
package struct LessonList: Hashable, Sendable {
  /// A lesson, for a line of the list.
  package struct Entry: Hashable, Sendable {
    /// The file.
    package var name: String
    /// Empty where it is not known.
    package var title: String
    /// How many of its exercises have an answer, of how many; `nil` where that is not known.
    package var begun: (count: Int, total: Int)?

    package init(name: String, title: String, begun: (count: Int, total: Int)? = nil) {
      (self.name, self.title, self.begun) = (name, title, begun)
    }

    package static func == (left: Entry, right: Entry) -> Bool {
      (left.name, left.title, left.begun?.count, left.begun?.total)
        == (right.name, right.title, right.begun?.count, right.begun?.total)
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
  }

  package let entries: [Entry]
  package private(set) var selected: Int

  /// - Parameters:
  ///   - entries: The lessons in their order.
  ///   - name: The one that is pointed at, at first.
  package init(_ entries: [Entry], at name: String) {
    self.entries = entries
    selected = entries.firstIndex { $0.name == name } ?? 0
  }

  package var chosen: Entry? { entries.indices.contains(selected) ? entries[selected] : nil }

  mutating func move(by steps: Int) { selected = max(0, min(entries.count - 1, selected + steps)) }
}
