import FoundationEssentials

/// What a page is told of its lesson: all of it when it begins to listen, and then what changes.
package struct PageMessage: Codable, Hashable, Sendable {
  /// A cell that can be edited, as it stands in the file.
  package struct CellText: Codable, Hashable, Sendable {
    package var source: String
    /// Tells this text from others.
    package var version: String
    /// The line of the file that the code begins with.
    package var line: Int
  }

  /// Something at a place in a cell, for the editor's margin.
  package struct Mark: Codable, Hashable, Sendable {
    /// From 0.
    package var row: Int
    package var column: Int
    /// `error` or `warning`.
    package var kind: String
    package var words: String
  }

  /// Whether this is all there is.
  package var isWhole = false
  /// HTML by the names of its places.
  package var parts: [String: String] = [:]
  package var cells: [String: CellText] = [:]
  package var marks: [String: [Mark]] = [:]
  /// Tells one state of the text around the cells from others.
  package var page: String?

  package init() {}

  package var isEmpty: Bool { parts.isEmpty && cells.isEmpty && marks.isEmpty && page == nil }

  /// As one line of JSON.
  package var line: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// What of a later message is not in this one already.
  func changes(to new: PageMessage) -> PageMessage {
    var change = PageMessage()
    change.parts = new.parts.filter { parts[$0.key] != $0.value }
    change.cells = new.cells.filter { cells[$0.key] != $0.value }
    change.marks = new.marks.filter { marks[$0.key] != $0.value }
    if page != new.page { change.page = new.page }
    return change
  }

  mutating func add(_ change: PageMessage) {
    parts.merge(change.parts) { $1 }
    cells.merge(change.cells) { $1 }
    marks.merge(change.marks) { $1 }
    page = change.page ?? page
  }
}

/// What a page asks for.
package struct PageOrder: PageRequest, Hashable, Sendable {
  package enum Action: String, Decodable, Hashable, Sendable {
    case run
    case again
    case hint
    case solution
    case reveal
    case reset
    /// What each statement of a cell gave, one by one.
    case steps
    /// The author's test of the lesson.
    case check
  }

  package var action: Action
  package var cell: String?
  package var source: String?
  /// The version of the text that was changed.
  package var base: String?
}

/// What a page is told of an order.
package struct PageAnswer: PageReply, Hashable, Sendable {
  package enum Outcome: String, Encodable, Hashable, Sendable {
    case done
    case unchanged
    case conflict
    case refused
  }

  package var outcome: Outcome
  package var words: String?
  /// What the file has.
  package var source: String?
  package var version: String?

  package init(_ outcome: Outcome, words: String? = nil, source: String? = nil) {
    (self.outcome, self.words, self.source) = (outcome, words, source)
    version = source.map(CellWriting.version)
  }
}
