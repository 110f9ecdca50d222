import LessonWire

/// A piece of what a cell printed: plain text, or the text of one value that it has shown.
package struct PrintedPart: Hashable, Sendable {
  /// What was printed, with its line end; never empty.
  package var text: String
  /// What was shown; `nil` for plain text, and everywhere where nobody asks for values (`ProgramRunner.askingForValues`).
  package var value: ShownValue?

  package init(_ text: String, value: ShownValue? = nil) {
    (self.text, self.value) = (text, value)
  }
}

extension [PrintedPart] {
  /// All that was printed.
  package var text: String { count == 1 ? self[0].text : map(\.text).joined() }
}

/// What a process has printed, shared out over its cells as far as it has told where each begins.
struct PrintedSections {
  /// By the cells' tags.
  private(set) var parts: [String: [PrintedPart]] = [:]

  private let output: [UInt8]
  /// Whether the process may go on to print: then a value whose text is not there yet, and all behind it, is left out.
  private let isGoingOn: Bool
  private var tag: String?
  private var place = 0
  private var isCut = false

  init(_ output: [UInt8], isGoingOn: Bool) {
    (self.output, self.isGoingOn) = (output, isGoingOn)
  }

  /// The cell with this tag begins where so much has been printed.
  mutating func begin(_ tag: String, at offset: Int) {
    take(upTo: offset)
    self.tag = tag
  }

  /// These bytes are a value's text; of bytes that have been shared out already they tell nothing, whatever a cell claims.
  mutating func show(_ value: ShownValue, at offset: Int, count: Int) {
    take(upTo: offset)
    let (end, isBeyond) = offset.addingReportingOverflow(count)
    isCut = isCut || isGoingOn && (isBeyond || end > output.count)
    take(upTo: isBeyond ? output.count : end, as: value)
  }

  mutating func end() { take(upTo: output.count) }

  private mutating func take(upTo offset: Int, as value: ShownValue? = nil) {
    let end = min(max(offset, place), output.count)
    guard !isCut, end > place else { return }
    defer { place = end }
    guard let tag else { return }
    let text = String(decoding: output[place..<end], as: UTF8.self).withoutPlacesOfTypes
    var own = parts.removeValue(forKey: tag) ?? []
    if value == nil, let last = own.popLast() {
      own += last.value == nil ? [PrintedPart(last.text + text)] : [last, PrintedPart(text)]
    } else {
      own.append(PrintedPart(text, value: value))
    }
    parts[tag] = own
  }
}
