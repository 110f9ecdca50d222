import LessonSyntax

/// A cell's source with statements added that make a playground's instrumentation report what it does not by itself: what loops,
/// conditions and patterns bind, and what an array or tensor has become by a change of one element.
///
/// Each statement stands where the parser says that one may (`SwiftFacts.tracePoints`), in the line that was there.
package struct TraceableSource: Sendable {
  /// A place in the cell's own code, and the variable that is reported there; `nil` if the code reports something by itself.
  package struct Place: Hashable, Sendable {
    package var line: Int
    package var column: Int
    package var name: String?
    /// Whether it is reported only to say that a change begins here.
    package var isBeforeChange = false

    package init(line: Int, column: Int, name: String? = nil, isBeforeChange: Bool = false) {
      (self.line, self.column, self.name, self.isBeforeChange) = (line, column, name, isBeforeChange)
    }
  }

  /// What has been put into a line; columns are those of the text.
  private struct Addition {
    var column: Int
    var byteCount = 0
    var names: [(column: Int, place: Place)] = []
  }

  package let text: String
  /// By their lines, in the lines' order.
  private let additions: [Int: [Addition]]
  /// The places of additions in the cell, and how many bytes have been added up to there.
  private let shifts: [(offset: Int, byteCount: Int)]

  /// - Complexity: O(*n*).
  package init(_ source: String, _ points: [SwiftFacts.TracePoint]) {
    let own = Array(source.utf8)
    let lines = LineTable(source)
    var text: [UInt8] = []
    var additions: [Int: [Addition]] = [:]
    var shifts: [(offset: Int, byteCount: Int)] = []
    var taken = 0
    var (line, shift) = (0, 0)
    for point in points where taken...own.count ~= point.offset {
      text += own[taken..<point.offset]
      taken = point.offset
      let place = lines.place(of: point.offset)
      if place.line != line { (line, shift) = (place.line, 0) }
      var addition = Addition(column: place.column + shift)
      let words = Self.statements(of: point, lines, &addition)
      text += words.utf8
      shifts.append((point.offset, text.count - taken))
      additions[line, default: []].append(addition)
      shift += addition.byteCount
    }
    self.text = String(decoding: text + own[taken...], as: UTF8.self)
    (self.additions, self.shifts) = (additions, shifts)
  }

  /// What is to be added at a point; each name is known by its column.
  private static func statements(
    of point: SwiftFacts.TracePoint, _ lines: LineTable, _ addition: inout Addition
  ) -> String {
    var words =
      switch point.position {
      case .atBeginning: " "
      case .behindStatement: "; "
      case .beforeResult, .beforeChange: ""
      }
    for name in point.names {
      let bound = lines.place(of: name.offset)
      addition.names.append(
        (
          addition.column + words.utf8.count,
          Place(
            line: bound.line, column: bound.column, name: name.text.filter { $0 != "`" },
            isBeforeChange: point.position == .beforeChange)
        ))
      words += "\(name.text); "
    }
    switch point.position {
    case .beforeResult: words += "return "
    case .beforeChange: break
    // What follows is set apart already.
    case .atBeginning, .behindStatement: words.removeLast()
    }
    addition.byteCount = words.utf8.count
    return words
  }

  /// Where something that the program reports stands in the cell.
  /// - Parameters:
  ///   - line: From 1.
  ///   - column: In bytes, from 1, as the text has it.
  /// - Returns: The place; for an added statement, that at which its variable is bound or changed.
  package func place(ofLine line: Int, column: Int) -> Place {
    var shift = 0
    for addition in additions[line] ?? [] where addition.column <= column {
      if column < addition.column + addition.byteCount {
        return addition.names.last { $0.column <= column }?.place ?? Place(line: line, column: addition.column - shift)
      }
      shift += addition.byteCount
    }
    return Place(line: line, column: column - shift)
  }

  /// Where a range of the cell's bytes stands in the text, with what has been added in it and behind it.
  /// - Complexity: O(*n*).
  func range(_ own: Range<Int>) -> Range<Int> {
    func shifted(_ offset: Int) -> Int { offset + (shifts.last { $0.offset <= offset }?.byteCount ?? 0) }
    return shifted(own.lowerBound)..<shifted(own.upperBound)
  }
}
